"""One line for several deposits, over HTTP and from the page: divided, taken back by either."""

import re
from collections.abc import Iterator
from html import unescape
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from api.banking.asking import matcher_of
from api.desk.window import one
from api.embedded import Server
from api.upkeep import upkeep
from domain.desk.divide import DivideReceipt, Part
from domain.money import show
from projections.bankdays import DAYS
from projections.deposits import DEPOSITS, missing_fen
from tests.kit import desk_day, divided_day
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.desk_day import ACCOUNT, EARLIER, FIRST, SEALED, SECOND, deposit
from tests.kit.divided_day import (
    BACK,
    HIDDEN,
    OURS,
    OURS_FEN,
    SUM,
    TAKEN,
    THEIRS,
    THEIRS_FEN,
    imports,
    reversal,
)
from tests.kit.door import Door, door, problem

NOBODYS = "P00000000000000FF"
DAY = f"/desk?account={ACCOUNT}&day={EARLIER}"


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A morning with lines of several deposits."""
    with city(fresh(server), tmp_path_factory.mktemp("division")) as running:
        desk_day.tell(running)
        divided_day.tell(running)
        with upkeep(running), door(running) as made:
            yield made


def of_each() -> list[dict[str, Any]]:
    return [{"deposit": deposit(lot, 4), "lot": lot} for lot in OURS_FEN]


def ask(at: Door, act: str, seen: int | None, person: str = "clerk", **said: Any) -> Any:
    headers = at.headers(person) | ({} if seen is None else {"If-Match": f'"{seen}"'})
    wanted = {"line": OURS} | said
    return at.ask("POST", f"/v1/desk/division{act}", json=wanted, headers=headers)


def divides(at: Door, seen: int | None, person: str = "clerk", **more: int) -> Any:
    parts = [one | {"amount_fen": OURS_FEN[one["lot"]] + more.get("off", 0)} for one in of_each()]
    return ask(at, "", seen, person, parts=parts)


def seen(at: Door, code: str = OURS) -> Any:
    """A line as the desk sees it now."""
    at.system.readers.runner.catch_up()
    return one(at.system.readers, at.system.store.tail().position, code)


def matched(at: Door) -> int:
    at.system.readers.runner.catch_up()
    where = {"account": ACCOUNT, "day": EARLIER}
    (row,) = at.system.readers.bankdays.rows(DAYS, where).rows
    return int(row["matched"])


def looked_at(at: Door, code: str) -> str:
    """What the page of a line says."""
    at.system.readers.runner.catch_up()
    answer = at.get(f"{DAY}&tab=all&line={quote(code)}", "clerk")
    assert answer.status_code == 200
    return unescape(answer.text)


def sends(at: Door, act: str, code: str = THEIRS, seen: int = 1, **said: Any) -> Any:
    """A form of the page."""
    sent = {"id": token_hex(16), "line": code, "seen": f"{seen}", "back": DAY[6:]} | said
    return at.ask("POST", f"/desk/{act}", data=sent, headers=at.headers("clerk"))


def typed(first: str = "800,000.00", second: str = "90,000.00", **said: Any) -> dict[str, Any]:
    """Bidder 3's two deposits, with these amounts in yuan, and a row left empty."""
    codes = [deposit(lot, 3) for lot in THEIRS_FEN]
    return {"deposit": [*codes, ""], "part": [first, second, ""]} | said


def led(answer: Any) -> dict[str, str]:
    """What the address says that an act leads to."""
    assert answer.status_code == 303
    return {name: v[0] for name, v in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def events(at: Door) -> int:
    """How many events the log has, but for the heads that are sealed on a beat."""
    every = at.system.acting.feed.read(0, 10_000)
    return sum(one.body.name != "HeadsSealed" for one in every)


def test_the_page_proposes_what_all_deposits_of_the_payer_wait_for(at: Door):
    page = looked_at(at, OURS)
    for lot, fen in OURS_FEN.items():
        row = rf'value="{deposit(lot, 4)}".*?name="part" value="([^"]*)"'
        assert re.search(row, page, re.DOTALL)[1] == show(fen)
    assert re.search(r"data-left-off hidden>", page)
    assert 'action="/desk/divide"' not in looked_at(at, desk_day.line(1, EARLIER))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (typed(second="80,000.00"), "没有写入：还有 10,000.00 元没有分配"),
        (typed(second="90,000.01"), "没有写入：比来款多分了 0.01 元"),
        (typed(second=""), "没有写入：至少分给两笔保证金"),
        (typed(second="九万"), "金额应如 500,000.00"),
    ],
)
def test_what_does_not_come_to_the_line_is_told_and_not_sent(at: Door, rows: Any, said: str):
    before = events(at)
    answer = sends(at, "divide", **rows)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{rows["part"][0]}"' in answer.text
    assert "data-address" in answer.text
    assert events(at) == before


def test_looking_says_what_it_would_come_to_and_more_rows_are_more_rows(at: Door):
    before = events(at)
    looked = sends(at, "divide", **typed(do="look"))
    assert looked.status_code == 200
    for words in ("保证金缴清", "重复缴纳", "分配完毕，尚未写入", ">890,000<"):
        assert words in looked.text
    more = sends(at, "divide", **typed(do="more")).text
    assert more.count("data-part>") == 2 + 3
    assert events(at) == before


def test_a_sealed_deposit_is_none_like_any_other(at: Door):
    def told(code: str) -> str:
        rows = {"deposit": [deposit(FIRST, 3), code], "part": ["1.00", "889,999.00"]}
        answer = sends(at, "divide", **rows)
        assert answer.status_code == 422
        return re.sub(r'name="id" value="[0-9a-f]{32}"', "", answer.text).replace(code, "")

    assert "不是已启封标段的保证金" in told(NOBODYS)
    assert told(deposit(SEALED, 5)) == told(NOBODYS)


def test_what_was_typed_is_kept_where_the_book_refuses(at: Door):
    answer = sends(at, "divide", seen=7, **typed())
    assert answer.status_code == 422
    assert "没有写入：170200" in answer.text
    assert 'value="90,000.00"' in answer.text


def test_from_the_page_it_is_divided_told_and_taken_back_whole(at: Door):
    answer = sends(at, "divide", **typed())
    assert led(answer)["of"] == THEIRS
    told = at.get(answer.headers["location"], "clerk").text
    assert "刚刚匹配 170200 → 分笔 / 2 笔保证金，890,000.00 元" in told
    page = looked_at(at, THEIRS)
    assert 'action="/desk/undivide"' in page
    for fen in THEIRS_FEN.values():
        assert f">{show(fen)[:-3]}<" in page
    assert led(sends(at, "undivide", seen=2, reason=""))["refused"] == "desk.no_reason"
    undone = sends(at, "undivide", seen=2, reason="付错项目")
    assert "已撤销 170200 的匹配" in at.get(undone.headers["location"], "clerk").text
    before = events(at)
    again = sends(at, "undivide", seen=3, reason="再撤")
    assert (again.status_code, events(at)) == (422, before)


def test_from_the_page_a_reversal_is_of_the_credit_that_a_clerk_names(at: Door):
    assert "冲正来款 170200" in looked_at(at, TAKEN)
    stale = led(sends(at, "match", TAKEN, subject=OURS))
    assert stale["refused"] == "desk.line_changed"
    assert led(sends(at, "divide", seen=seen(at, THEIRS).version, **typed()))["of"] == THEIRS
    assert "从保证金中冲回" in looked_at(at, TAKEN)
    answer = sends(at, "match", TAKEN, subject=THEIRS)
    told = at.get(answer.headers["location"], "clerk").text
    assert "刚刚匹配 172000 → 冲正来款 170200" in told
    assert (seen(at, TAKEN).whose, seen(at, THEIRS).open) == (THEIRS, False)
    assert "冲正来款 170200" in looked_at(at, TAKEN)


def test_a_clerk_divides_a_line_as_it_was_seen(at: Door):
    problem(divides(at, None), 428, "version-needed")
    assert problem(divides(at, 2), 412, "refused")["rule"] == "desk.line_changed"
    assert problem(divides(at, 1, off=1), 409, "refused")["rule"] == "desk.parts_differ"
    assert problem(divides(at, 1, "cash"), 403, "refused")["rule"] == "permission.missing"
    assert ask(at, "", 1, parts=of_each()).status_code == 422
    before = matched(at)
    assert divides(at, 1).status_code == 201
    assert matched(at) == before + 1
    line = seen(at)
    assert (line.open, line.whose, line.about) == (False, None, None)
    assert line.among == tuple(deposit(lot, 4) for lot in OURS_FEN)


def test_each_deposit_has_its_part_in_its_row(at: Door):
    for lot, fen in OURS_FEN.items():
        (row,) = at.system.readers.deposits.rows(DEPOSITS, {"deposit": deposit(lot, 4)}).rows
        assert row["counted"][-1] == f"{OURS} {fen}"
        assert missing_fen(row) == 0


def test_the_page_says_among_whom_and_offers_to_take_it_back(at: Door):
    page = looked_at(at, OURS)
    assert "分笔 / 2 笔保证金" in page
    assert 'action="/desk/undivide"' in page
    assert 'action="/desk/undo"' not in page


def test_nobody_sees_a_line_that_a_sealed_deposit_has_a_part_of(at: Door):
    assert seen(at, HIDDEN).among == ()
    parts = tuple(
        Part(deposit=deposit(lot, 5), lot=None, amount_fen=fen)
        for lot, fen in ((SECOND, 1), (SEALED, SUM - 2))
    )
    at.system.ask("matcher", DivideReceipt(line=HIDDEN, line_seen=1, parts=parts))
    assert seen(at, HIDDEN) is None


def test_it_is_taken_back_whole_and_divided_again(at: Door):
    undone = {"parts": of_each(), "reason": "付错项目"}
    assert problem(ask(at, "/undoing", 1, **undone), 412, "refused")["rule"] == "desk.line_changed"
    assert ask(at, "/undoing", 2, **undone).status_code == 201
    assert seen(at).open
    assert divides(at, 3).status_code == 201


def test_what_the_bank_takes_back_the_matcher_finds(at: Door):
    imports(at.system, reversal("17:30:00", SUM, 4))
    seen(at)
    (found,) = (one for one in matcher_of(at.system).day(ACCOUNT, EARLIER) if one.line == BACK)
    assert (found.matched, found.reason) == (True, None)
    told = ask(at, "/reversal", 2, line=BACK, reversed=OURS, parts=of_each())
    assert told.status_code == 409
