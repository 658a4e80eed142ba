"""One line for several deposits, from the page: divided, looked at, taken back by either."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import count
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from api.desk.window import one
from api.embedded import Server
from domain.money import show
from tests.kit import desk_day
from tests.kit.asked_since import asked_since
from tests.kit.databases import fresh
from tests.kit.desk_day import ACCOUNT, EARLIER, FIRST, SEALED, deposit
from tests.kit.divided_day import OURS, OURS_FEN, TAKEN, THEIRS_FEN, imports, morning, theirs
from tests.kit.door import Door

NOBODYS = "P00000000000000FF"
DAY = f"/desk?account={ACCOUNT}&day={EARLIER}"
SECONDS = count(10)


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A morning with lines of several deposits."""
    with morning(fresh(server), tmp_path_factory.mktemp("division")) as made:
        yield made


@pytest.fixture
def line(at: Door) -> str:
    """A line of bidder 3's two deposits that nobody has touched."""
    return imports(at.system, theirs(f"17:40:{next(SECONDS)}"))


def seen(at: Door, code: str) -> Any:
    """A line as the desk sees it now."""
    at.system.readers.runner.catch_up()
    return one(at.system.readers, at.system.store.tail().position, code)


def number(at: Door, code: str) -> str:
    """What a line is called on the page."""
    return str(seen(at, code).serial[-6:])


def looked_at(at: Door, code: str) -> str:
    """What the page of a line says."""
    at.system.readers.runner.catch_up()
    answer = at.get(f"{DAY}&tab=all&line={quote(code)}", "clerk")
    assert answer.status_code == 200
    return unescape(answer.text)


def sends(at: Door, act: str, code: str, seen: int = 1, **said: Any) -> Any:
    """A form of the page."""
    at.system.readers.runner.catch_up()
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
    """How many events somebody asked for."""
    return asked_since(at.system, 0)


def test_the_page_proposes_what_all_deposits_of_the_payer_wait_for(at: Door):
    page = looked_at(at, OURS)
    for lot, fen in OURS_FEN.items():
        row = rf'value="{deposit(lot, 4)}".*?name="part" value="([^"]*)"'
        assert re.findall(row, page, re.DOTALL)[0] == show(fen)
    assert "data-left-off hidden>" in page
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
def test_what_does_not_come_to_the_line_is_told_and_not_sent(
    at: Door, line: str, rows: Any, said: str
):
    before = events(at)
    answer = sends(at, "divide", line, **rows)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{rows["part"][0]}"' in answer.text
    assert "data-address" in answer.text
    assert events(at) == before


def test_looking_says_what_it_would_come_to_and_more_rows_are_more_rows(at: Door, line: str):
    before = events(at)
    looked = sends(at, "divide", line, **typed(do="look"))
    assert looked.status_code == 200
    for words in ("保证金缴清", "重复缴纳", "分配完毕，尚未写入", ">890,000<"):
        assert words in looked.text
    more = sends(at, "divide", line, **typed(do="more")).text
    assert more.count("data-part>") == 2 + 3
    assert events(at) == before


def test_a_sealed_deposit_is_none_like_any_other(at: Door, line: str):
    """All that the pane says is the same; beside it stands how far the log is."""

    def told(code: str) -> str:
        rows = {"deposit": [deposit(FIRST, 3), code], "part": ["1.00", "889,999.00"]}
        answer = sends(at, "divide", line, **rows)
        assert answer.status_code == 422
        pane = answer.text.partition("data-pane")[2].partition("</section>")[0]
        return re.sub(r'name="id" value="[0-9a-f]{32}"', "", pane).replace(code, "")

    assert "不是已启封标段的保证金" in told(NOBODYS)
    assert told(deposit(SEALED, 5)) == told(NOBODYS)


def test_what_was_typed_is_kept_where_the_book_refuses(at: Door, line: str):
    answer = sends(at, "divide", line, 7, **typed())
    assert answer.status_code == 422
    assert f"没有写入：{number(at, line)}" in answer.text
    assert 'value="90,000.00"' in answer.text


def test_from_the_page_it_is_divided_told_and_taken_back_whole(at: Door, line: str):
    answer = sends(at, "divide", line, **typed())
    assert led(answer)["of"] == line
    told = at.get(answer.headers["location"], "clerk").text
    assert f"刚刚匹配 {number(at, line)} → 分笔 / 2 笔保证金，890,000.00 元" in told
    page = looked_at(at, line)
    assert 'action="/desk/undivide"' in page
    for fen in THEIRS_FEN.values():
        assert f">{show(fen)[:-3]}<" in page
    assert led(sends(at, "undivide", line, 2, reason=""))["refused"] == "desk.no_reason"
    undone = sends(at, "undivide", line, 2, reason="付错项目")
    assert f"已撤销 {number(at, line)} 的匹配" in at.get(undone.headers["location"], "clerk").text
    before = events(at)
    again = sends(at, "undivide", line, 3, reason="再撤")
    assert (again.status_code, events(at)) == (422, before)


def test_from_the_page_a_reversal_is_of_the_credit_that_a_clerk_names(at: Door, line: str):
    """Given several of its account and amount; then the matcher takes none, and a person says."""
    named = f"冲正来款 {number(at, line)}"
    assert named in looked_at(at, TAKEN)
    assert led(sends(at, "match", TAKEN, subject=OURS))["refused"] == "desk.line_changed"
    assert led(sends(at, "divide", line, **typed()))["of"] == line
    answer = sends(at, "match", TAKEN, subject=line)
    told = at.get(answer.headers["location"], "clerk").text
    assert f"刚刚匹配 172000 → {named}" in told
    assert (seen(at, TAKEN).whose, seen(at, line).open) == (line, False)
    assert named in looked_at(at, TAKEN)
