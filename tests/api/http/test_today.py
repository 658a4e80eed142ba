"""Acts of 今日对账: each once, as the line was seen, in the asker's name, of lines to be seen."""

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from secrets import token_hex
from typing import Any
from unittest.mock import Mock
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest

from api.banking.asking import open_strays
from api.banks.planning import CannotImport
from api.desk.outcome import matching
from api.embedded import Server
from api.sessions import Sessions
from api.upkeep import upkeep
from tests.kit import desk_day
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.desk_day import (
    ACCOUNT,
    DAY,
    DEBIT,
    FIRST,
    FITS,
    FITS_TOO,
    LATE,
    MISMATCH,
    NUMBER,
    OTHER_ACCOUNT,
    OVER,
    SECOND,
    STRAY,
    TWICE,
    deposit,
    line,
)
from tests.kit.door import Door, door
from tests.kit.statement_files import Row, file, statement
from tests.kit.zips import zipped

PAGE = f"/desk?account={ACCOUNT}&day={DAY}"
SEALED_LINE = line(5)


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The door of a morning at the desk."""
    folder: Path = tmp_path_factory.mktemp("desk")
    with city(fresh(server), folder) as running:
        desk_day.tell(running)
        open_strays(running)  # now: upkeep would, among the events that are counted
        with upkeep(running), door(running) as made:
            yield made


def ask(
    at: Door, act: str, code: str, person: str = "clerk", *, language: str = "", **said: Any
) -> httpx.Response:
    spoken = {"Cookie": f"lang={language}"} if language else {}
    sent = {
        "id": token_hex(16),
        "line": code,
        "seen": "1",
        "next": line(99),
        "back": f"account={ACCOUNT}&day={DAY}&tab=all&evil=1",
    } | said
    return at.ask("POST", f"/desk/{act}", data=sent, headers=at.headers(person) | spoken)


def led(answer: httpx.Response) -> dict[str, str]:
    """What the address says that an act leads to."""
    assert answer.status_code == 303, answer.text
    to = urlsplit(answer.headers["location"])
    assert (to.scheme, to.netloc, to.path) == ("", "", "/desk")
    return {name: values[0] for name, values in parse_qs(to.query).items()}


def shown(at: Door, path: str, person: str = "clerk", status: int = 200) -> str:
    """The words of a page."""
    answer = at.get(path, person)
    assert answer.status_code == status, answer.text
    return words(answer.text)


def words(html: str) -> str:
    plain = re.sub(r"<(script|svg|style)\b[\s\S]*?</\1>|<[^>]+>", " ", html)
    return " ".join(unescape(plain).split())


def follow(at: Door, answer: httpx.Response, person: str = "clerk") -> str:
    return shown(at, answer.headers["location"], person)


def head(at: Door) -> int:
    return at.system.store.tail().position


def told(at: Door) -> int:
    """How many events the log has, but for the heads that are sealed on a beat."""
    every = at.system.acting.feed.read(0, 10_000)
    return sum(one.body.name != "HeadsSealed" for one in every)


def test_a_match_leads_to_the_next_row_and_says_what_was_done(at: Door):
    before = head(at)
    answer = ask(at, "match", FITS, subject=deposit(FIRST, 1))
    to = led(answer)
    assert (to["line"], to["of"], to["tab"]) == (line(99), FITS, "all")
    first, last = map(int, to["did"].split("-"))
    assert before < first < last <= head(at)
    assert "evil" not in to
    page = follow(at, answer)
    assert "刚刚匹配 130218 → 保证金 / 水仙大街改造工程二标段，800,000.00 元" in page
    assert "关账前可撤销" in page


def test_a_candidates_lot_is_one_step_away(at: Door):
    pane = at.get(f"{PAGE}&line={FITS.replace('#', '%23')}", "clerk").text
    assert f'<a href="/lots/{FIRST}">保证金 / 水仙大街改造工程二标段</a>' in pane


def test_a_double_click_is_one_act(at: Door):
    sent = {"id": token_hex(16), "subject": deposit(FIRST, 2)}
    first, before = ask(at, "match", FITS_TOO, **sent), told(at)
    again = ask(at, "match", FITS_TOO, **sent)
    assert led(again)["did"] == led(first)["did"]
    assert told(at) == before


def test_who_comes_second_sees_who_was_first(at: Door):
    led(ask(at, "match", OVER, "陈怡", subject=deposit(SECOND, 5)))
    for seen in ("1", "2"):
        answer = ask(at, "match", OVER, "林志远", seen=seen, subject=deposit(SECOND, 5))
        assert led(answer)["line"] == OVER
        page = follow(at, answer, "林志远")
        assert "没有写入：140226 在您看过之后有变动" in page
        assert re.search(r"陈怡 于 .* 已将它匹配到 保证金 / 锦绣路道路工程三标段（位置 \d+）", page)
        assert "您原要匹配到：保证金 / 锦绣路道路工程三标段" in page


def test_a_stale_form_is_refused_by_the_book_and_changes_nothing(at: Door):
    to = led(ask(at, "match", TWICE, seen="7", subject=deposit(FIRST, 0)))
    assert (to["refused"], to["line"]) == ("desk.line_changed", TWICE)
    assert "重复缴纳" in shown(at, f"{PAGE}&line={TWICE.replace('#', '%23')}")


def test_what_is_another_candidates_is_not_matched(at: Door):
    to = led(ask(at, "match", TWICE, subject=deposit(SECOND, 3)))
    assert to["refused"] == "desk.line_changed"


@pytest.mark.parametrize("act", ["match", "return", "stray-return", "undo", "note", "assign"])
@pytest.mark.parametrize("code", [SEALED_LINE, line(400), f"{ACCOUNT}/2026-01-01/1#1"])
def test_a_line_that_may_not_be_seen_is_no_line(at: Door, act: str, code: str):
    before = told(at)
    said = {"subject": deposit(FIRST, 0), "text": "x", "reason": "x", "assignee": "clerk"}
    answer = ask(at, act, code, language="en", **said)
    assert answer.status_code == 404
    assert f"there is no line {code} to be seen" in unescape(answer.text)
    assert told(at) == before


@pytest.mark.parametrize("person", ["reviewer", "cash"])
def test_who_is_no_clerk_matches_nothing(at: Door, person: str):
    answer = ask(at, "match", TWICE, person, subject=deposit(FIRST, 0))
    assert answer.status_code == 403
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("person", ["auditor", "office", "agency"])
def test_who_has_no_post_at_the_desk_neither_looks_nor_acts(at: Door, person: str):
    assert at.get(PAGE, person).status_code == 403
    assert ask(at, "note", STRAY, person, text="x").status_code == 403


def test_the_public_is_led_to_the_sign_in(at: Door):
    assert at.get(PAGE).headers["location"].startswith("/sign-in?")
    answer = at.ask("POST", "/desk/match", data={})
    assert answer.headers["location"] == "/sign-in"


@pytest.mark.parametrize(
    ("site", "path"), [("same-origin", "/desk"), ("cross-site", "/sign-in"), (None, "/sign-in")]
)
def test_another_sites_form_does_nothing(at: Door, site: str | None, path: str):
    secret = Sessions(at.system.home).begin("clerk")
    headers = {"Cookie": f"zhangben={secret}"} | ({"Sec-Fetch-Site": site} if site else {})
    sent = {"id": token_hex(16), "line": STRAY, "seen": "1", "text": "查询中"}
    before = told(at)
    answer = at.ask("POST", "/desk/note", data=sent, headers=headers)
    assert urlsplit(answer.headers["location"]).path == path
    assert (told(at) > before) is (path == "/desk")


@pytest.mark.parametrize(
    "said", [{"id": "x"}, {"seen": "-1"}, {"line": "x"}, {"text": "长" * 121}, {"subject": "<x>"}]
)
def test_a_form_that_is_none_is_refused(at: Door, said: dict[str, str]):
    assert ask(at, "note", STRAY, **({"text": "x"} | said)).status_code == 422


def test_money_of_somebody_else_goes_back_and_that_is_undone(at: Door):
    subject = deposit(FIRST, 3)
    answer = ask(at, "return", MISMATCH, subject=subject)
    assert "083112 已列入应退，800,000.00 元退回付款人" in follow(at, answer)
    to = led(ask(at, "undo", MISMATCH, seen="2", reason=""))
    assert to["refused"] == "desk.no_reason"
    answer = ask(at, "undo", MISMATCH, seen="2", reason="付款人来电，同意补证明")
    assert led(answer)["line"] == MISMATCH
    assert "已撤销 083112 的匹配" in follow(at, answer)


def test_what_nobody_recorded_is_recorded_before_it_goes_back(at: Door, monkeypatch):
    def elsewhere(*said: Any) -> Any:
        with pytest.raises(RuntimeError):  # else the log is read on the event loop
            asyncio.get_running_loop()
        return matching(*said)

    monkeypatch.setattr("api.http.pages.today_acts.matching", elsewhere)
    """As for a line that the matcher has not come to."""
    led(ask(at, "return", OTHER_ACCOUNT, subject=deposit(FIRST, 4)))
    again = ask(at, "return", OTHER_ACCOUNT, seen="1", subject=deposit(FIRST, 4))
    assert led(again)["refused"] == "desk.line_changed"


def test_a_payout_is_named_by_its_own_form_of_code(at: Door):
    to = led(ask(at, "match", DEBIT, subject="Q0123456789ABCDEF"))
    assert to["refused"] == "desk.line_changed"


def test_what_fits_does_not_go_back(at: Door):
    to = led(ask(at, "return", line(9), subject=deposit(SECOND, 4)))
    assert to["refused"] == "deposit.not_refused"
    assert "补缴投标保证金" in shown(at, f"{PAGE}&line={line(9).replace('#', '%23')}")


def test_a_line_is_noted_set_aside_and_given_to_somebody(at: Door):
    answer = ask(at, "note", STRAY, "陈怡", text="来电核实：货款误汇", suspense="1")
    assert led(answer)["line"] == line(99)
    assert "114031 已转待查" in follow(at, answer, "陈怡")
    page = shown(at, f"{PAGE}&tab=suspense&line={STRAY.replace('#', '%23')}")
    assert "待查 1 笔" in page
    assert "来电核实：货款误汇 陈怡" in page
    answer = ask(at, "assign", STRAY, assignee="林志远")
    assert "114031 已交办" in follow(at, answer)
    answer = ask(at, "assign", STRAY, "陈怡", assignee="陈怡")
    assert answer.status_code == 422
    assert "它现由 林志远 处理" in words(answer.text)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("note", {"text": "已电话询问", "id": "0" * 32}),
        ("undo", {"reason": "认错了户名"}),
        ("assign", {"assignee": "陈怡", "had": "王敏"}),
    ],
)
def test_what_was_typed_is_given_back_by_the_page_and_stands_in_no_address(
    at: Door, act: str, said: dict[str, str]
):
    led(ask(at, "note", OTHER_ACCOUNT, id="0" * 32, text="另一句"))  # its id was used: refused
    answer = ask(at, act, STRAY, **said)
    assert answer.status_code == 422
    html = unescape(answer.text)
    text = next(iter(said.values()))
    assert "没有写入" in words(html)
    if act == "assign":
        assert f'<option value="{text}" selected>' in html
    else:
        assert f"您写的是：{text}" in words(html)
    if act == "note":
        assert f'value="{text}" required' in html
    assert not re.search(f'(href|action|data-address)="[^"]*{quote(text)}', html)
    assert f'data-address="/desk?account={ACCOUNT}&day={DAY}&tab=all&line=' in html


def test_a_note_of_nothing_is_no_note(at: Door):
    assert ask(at, "note", STRAY, text=" ").status_code == 422


def test_many_are_matched_at_once_and_what_changed_is_left_out(at: Door):
    led(ask(at, "match", line(11), "陈怡", subject=deposit(FIRST, 0)))
    ticks = [
        f"{line(11)}@1@{deposit(FIRST, 0)}",
        f"{DEBIT}@1@{deposit(FIRST, 0)}/1/1",
        f"{SEALED_LINE}@1@{deposit(desk_day.SEALED, 5)}",
    ]
    sent = {"id": token_hex(16), "back": f"account={ACCOUNT}&day={DAY}", "tick": ticks}
    answer = at.ask("POST", "/desk/bulk", data=sent, headers=at.headers("林志远"))
    page = follow(at, answer, "林志远")
    assert "逐号匹配 1 笔" in page
    assert "1 笔在您看过之后有变动，没有匹配：143000" in page
    before = told(at)
    again = at.ask("POST", "/desk/bulk", data=sent, headers=at.headers("林志远"))
    assert led(again)["did"] == led(answer)["did"]
    assert told(at) == before


def test_a_bulk_act_of_nothing_or_of_nonsense(at: Door):
    headers = at.headers("clerk")
    sent = {"id": token_hex(16)}
    assert led(at.ask("POST", "/desk/bulk", data=sent, headers=headers)) == {}
    sent = {"id": token_hex(16), "tick": "x"}
    assert at.ask("POST", "/desk/bulk", data=sent, headers=headers).status_code == 422


def test_nobody_is_told_of_acts_that_were_not_his(at: Door):
    page = shown(at, f"{PAGE}&did=1-{head(at)}&of={FITS.replace('#', '%23')}", "reviewer")
    assert "刚刚匹配" not in page
    assert "逐号匹配" not in page


def test_an_act_is_told_by_itself_and_not_with_what_one_did_around_it(at: Door):
    """Of many at once, each is told by the positions of its own."""
    spans = [led(ask(at, "note", FITS, text=text))["did"] for text in ("一", "二", "三")]
    of = f"{PAGE}&of={FITS.replace('#', '%23')}&min_position={head(at)}"
    for did in (spans[1], f"{spans[0]},{spans[2]}"):
        assert "130218 已备注" in shown(at, f"{of}&did={did}")
    first, last = spans[0].split("-")[0], spans[2].split("-")[1]
    for did in (f"{first}-{last}", f"{spans[0]},1-1", "0-0", f"{last}-{first}"):
        assert "130218 已备注" not in shown(at, f"{of}&did={did}")


@pytest.mark.parametrize(
    "query",
    [
        "day=2026-02-31",
        "day=x",
        "account=%00",
        "tab=x",
        "line=x",
        "cand=0",
        "did=x",
        "did=1-2,x",
        "as_of=x",
    ],
)
def test_an_address_that_is_none_is_told(at: Door, query: str):
    assert at.get(f"/desk?{query}", "clerk").status_code == 422


def test_an_account_or_a_day_that_is_not_there_is_empty(at: Door):
    assert "还没有对账单" in shown(at, "/desk?account=NOWHERE")
    assert "还没有对账单" in shown(at, f"/desk?account={ACCOUNT}&day=2026-05-15")


NEXT = statement(
    Row(500, serial="9001", time="09:00:00+08:00", payer="甲公司"),
    number=NUMBER,
    day="2026-05-14",
    opening=None,
)


def bring(at: Door, data: bytes, person: str = "cash", **how: Any) -> httpx.Response:
    sent = how or {"files": {"file": ("s.xml", data, "application/xml")}}
    return at.ask("POST", "/desk/import", headers=at.headers(person), **sent)


def test_a_statement_is_brought_from_the_page(at: Door):
    answer = bring(at, file(NEXT))
    assert led(answer)["day"] == "2026-05-14"
    assert "对账单已导入，新增 1 笔" in follow(at, answer, "cash")
    again = bring(at, b"", files={"file": ("s.zip", zipped(("a.xml", file(NEXT))))})
    assert "did" not in led(again)


def test_a_file_that_is_wrong_is_told_in_place(at: Door):
    before = told(at)
    for content in (b"<x/>", file(statement(Row(1), number="0", day="2026-05-14"))):
        answer = bring(at, content)
        assert answer.status_code == 422
        assert "对账单没有导入，什么都没有写入" in words(answer.text)
    packed = {"file": ("五月.zip", zipped(("a.xml", file(NEXT)), ("b.xml", b"<x/>")))}
    said = words(bring(at, b"", files=packed).text)
    assert "五月.zip/b.xml：文件不是系统能读的任何对账单格式" in said
    assert bring(at, b"", files={"other": ("x", b"x")}).status_code == 422
    assert bring(at, b"", content=b"x").status_code == 415
    headers = at.headers("cash") | {"content-type": "multipart/form-data; boundary=x"}
    answer = at.ask("POST", "/desk/import", headers=headers, content=b"no form")
    assert answer.status_code in (400, 422)
    assert told(at) == before


def test_while_another_file_of_the_account_is_imported_the_page_says_so(
    at: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.statements.MOMENT_S", 0.05)
    before = told(at)
    with at.system.store.alone([f"import/{ACCOUNT}"], within=5):
        answer = bring(at, file(NEXT))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert f"账户 {ACCOUNT} 正在导入另一份文件" in words(answer.text)
    assert told(at) == before


def test_where_a_part_was_written_all_the_same_the_page_says_so(
    at: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a zip whose last file waits for what is between."""
    wrong = CannotImport("unbanked.moves_nothing", day="2026-05-14")
    wrong.partly = True
    monkeypatch.setattr("api.http.pages.today_import.bank", Mock(side_effect=wrong))
    said = words(bring(at, file(NEXT)).text)
    assert "只导入了一部分：" in said
    assert "什么都没有写入" not in said


@pytest.mark.parametrize("person", ["clerk", "reviewer", "auditor"])
def test_who_does_not_reconcile_brings_nothing(at: Door, person: str):
    assert bring(at, file(NEXT), person).status_code == 403


def test_late_money_is_taken_and_owed_back(at: Door):
    answer = ask(at, "match", LATE, subject=deposit(SECOND, 6))
    assert "刚刚匹配 170510" in follow(at, answer)
    page = shown(at, f"{PAGE}&tab=done&line={LATE.replace('#', '%23')}")
    assert "逾期到账" in page
