"""What is nobody's goes back: over HTTP, from the desk's page, to where R06 and R20 pass again."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from secrets import token_hex
from typing import Any
from urllib.parse import quote

import pytest

from api.banking.asking import open_strays
from api.closing.figures import figures
from api.embedded import Server
from api.jobs.overdue import unpaid_refunds
from api.refunding import payable_items
from api.upkeep import settle
from api.wiring import System
from domain.bankpage.import_lines import ImportLines
from domain.deposit.refund import Standing
from domain.desk.approve import ApproveRefunds
from domain.desk.propose import ProposeRefunds
from domain.governance.publish import PublishCalendar
from domain.kernel import StreamId
from domain.payment.send import RecordPaymentsSent
from tests.kit import desk_day
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.desk_day import ACCOUNT, EARLIER, FIRST, PAYERS, STRAY, deposit, paid
from tests.kit.door import Door, door

FEN, HIS = 500_000, 777
TODAY, PAID, A_YEAR_ON = date(2026, 5, 14), date(2026, 5, 15), date(2027, 5, 31)
NEXT = date(2026, 5, 9)
ANOTHER, BANKS = desk_day.line(4, EARLIER), desk_day.line(1, NEXT)
"""A private person's stray, which goes back from the desk's page; and what the bank itself paid."""
THERE = f"{ACCOUNT}/{EARLIER}"
"""What is nobody's of the day on which they came."""
WHY = "付款人来电：货款误汇"


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A morning at the desk; before the openings lines came that name nobody."""
    with city(fresh(server), tmp_path_factory.mktemp("strays")) as running:
        desk_day.tell(running)
        running.ask("office", PublishCalendar(year=2026, holidays=(), workdays=()))
        his = {"name": "王小明", "account": "6217000000008899", "note": "定金"}
        banks = {"kind": "INTEREST", "name": "中国建设银行", "account": "0000"}
        for day, line in (
            (EARLIER, paid("17:00:00", HIS, 0, None, day=EARLIER, **his)),
            (NEXT, paid("17:01:00", 3, 0, None, day=NEXT, **banks)),
        ):
            usual = {"account": ACCOUNT, "holds": "1001", "currency": "CNY", "page": 1}
            asked = ImportLines(**usual, day=day, statement="cd" * 32, lines=(line,))
            running.ask("bank", asked)
        with running.readers.runner, door(running) as made:
            yield made


def gives_back(at: Door, line: str = STRAY, person: str = "clerk", **more: Any) -> Any:
    headers = at.headers(person) | {"If-Match": '"1"'}
    said = {"line": line, "reason": WHY} | more
    return at.ask("POST", "/v1/desk/stray-return", json=said, headers=headers)


def found(system: System, rule: str, day: date) -> list[str]:
    """What a check of a day finds."""
    settle(system)
    checks = figures(system, ACCOUNT, day).checks
    return [row.what for one in checks if one.check.rule == rule for row in one.rows]


def shown(at: Door, path: str, person: str = "clerk") -> str:
    """The words of a page, and its forms."""
    settle(at.system)
    answer = at.get(f"{path}{'&' if '?' in path else '?'}lang=zh", person)
    assert answer.status_code == 200, answer.text
    return " ".join(unescape(re.sub(r"<(script|svg)\b[\s\S]*?</\1>", " ", answer.text)).split())


def pane(at: Door, line: str, person: str = "clerk") -> str:
    day = line.split("/")[1]
    path = f"/desk?account={ACCOUNT}&day={day}&tab=all&line={quote(line)}"
    return shown(at, path, person)


def sends(at: Door, act: str = "stray-return", line: str = ANOTHER, **said: str) -> Any:
    """What a form of the desk is answered."""
    settle(at.system)
    sent = {"id": token_hex(16), "line": line, "seen": "1", "reason": WHY} | said
    return at.ask("POST", f"/desk/{act}", data=sent, headers=at.headers("clerk"))


def refuses(answer: Any, words: str) -> None:
    """The page is drawn again, with why and with what was typed."""
    assert answer.status_code == 422
    assert words in answer.text


def test_until_it_is_opened_to_people_the_answer_is_that_of_any_line(at: Door):
    for line in (STRAY, desk_day.line(5), desk_day.line(99)):
        answer = gives_back(at, line)
        assert (answer.status_code, answer.json()["rule"]) == (409, "desk.not_this_line")
    refuses(sends(at), "这笔流水现在不是看到时的样子。")
    settle(at.system)
    open_strays(at.system)


def test_a_clerk_alone_gives_back_and_says_why(at: Door):
    assert gives_back(at, person="reviewer").status_code == 403
    assert gives_back(at, reason="").status_code == 422
    assert gives_back(at, BANKS).json()["rule"] == "stray.of_the_bank"
    refuses(sends(at, reason=" "), "要写明原因。")
    refuses(sends(at, line=BANKS), "这是银行自己的钱，无人缴来。")


def test_the_desk_offers_it_for_what_somebody_paid_in_and_nothing_names(at: Door):
    offer = 'action="/desk/stray-return"'
    page = pane(at, STRAY)
    assert offer in page
    assert '<option value="" selected>哪类交易不明</option>' in page
    for kind in ("CONSTRUCTION", "MINING", "FRANCHISE", "FOREST_RIGHT", "PUBLIC_AUCTION"):
        assert f'<option value="{kind}">' in page
    assert '<option value="FOREST_CARBON">' not in page, "no money of it comes here"
    assert offer not in pane(at, STRAY, "reviewer")
    assert offer not in pane(at, BANKS)
    assert offer not in pane(at, desk_day.line(3, EARLIER))


def test_it_goes_back_by_a_deposit_of_its_own_the_same_however_often_one_asks(at: Door):
    assert THERE in found(at.system, "R06", TODAY)
    assert THERE in found(at.system, "R20", A_YEAR_ON)
    answer = gives_back(at, category="LAND")
    assert answer.status_code == 201, answer.text
    its = answer.json()["deposit"]
    again = gives_back(at)
    assert (again.json()["deposit"], again.json()["last"]) == (its, 0)
    settle(at.system)
    rows = at.get("/v1/refunds", "auditor").json()["data"]
    (row,) = (one for one in rows if one["refund"] == f"{its}/1")
    told = {"cause": "UNIDENTIFIED", "rule": "LD-A6", "due": "2026-05-21", "amount_fen": FEN}
    assert told.items() <= row.items()


def test_who_reads_deposits_of_open_lots_reads_none_of_it(at: Door):
    """Its payer is no bidder: only the desk sees whose lines these are."""
    settle(at.system)
    codes = {row["deposit"] for row in at.get("/v1/deposits", "auditor").json()["data"]}
    assert codes
    assert code_of(at, STRAY) not in codes


def code_of(at: Door, line: str) -> str:
    page, _, number = line.partition("#")
    found = at.system.replay.state(StreamId("bankpage", page)).line(int(number))
    return str(found.deposit)


def test_from_the_page_it_goes_back_too_and_stands_there_as_what_it_is(at: Door):
    refuses(sends(at, reason=" ", category="MINING"), '<option value="MINING" selected>')
    assert sends(at, category="x").status_code == 422, "no kind is written so"
    answer = sends(at, category="MINING")
    assert answer.status_code == 303
    assert "did=" in answer.headers["location"]
    now = pane(at, ANOTHER)
    assert "应退付款人" in now
    assert WHY in now
    assert "/desk/undo" not in now
    assert 'action="/desk/stray-return"' not in now
    refuses(sends(at, "undo", seen="2"), "没有写入")
    assert THERE not in found(at.system, "R06", TODAY)


def test_who_pays_it_sees_to_whom_as_the_desk_does(at: Door):
    page = shown(at, "/dues", "reviewer")
    assert "待查来款，不属任何标段" in page
    assert "王**" in page
    assert "王小明" not in page
    assert PAYERS[7].name in page


def test_another_account_for_it_is_shown_to_who_checks(at: Door):
    its = code_of(at, ANOTHER)
    fields = {"name": "王小明", "payee_account": "6217000000000001", "command_id": token_hex(8)}
    path, file = f"/dues/{its}/1", {"evidence": ("a.pdf", b"%PDF 1", "application/pdf")}
    sent = {"data": fields, "files": file, "headers": at.headers("clerk")}
    assert at.ask("POST", f"{path}/payee", **sent).status_code == 303
    settle(at.system)
    assert f"{path}/evidence" in shown(at, "/dues", "reviewer")
    assert at.get(f"{path}/evidence", "reviewer").content == b"%PDF 1"
    assert at.get(f"/dues/{deposit(FIRST, 9)}/1/evidence", "reviewer").status_code == 404


def test_over_its_term_no_alert_is_asked_for_which_nobody_would_take(at: Door):
    """An alert is of a lot; the day's close shows it (R08)."""
    late = {one.wanted.deposits for one in unpaid_refunds(at.system, A_YEAR_ON)}
    assert late
    assert not late & {(code_of(at, line),) for line in (STRAY, ANOTHER)}


def test_once_the_bank_has_paid_it_nothing_is_left_to_explain(at: Door):
    system = at.system
    its = {code_of(at, line): line for line in (STRAY, ANOTHER)}
    items = tuple(one for one in payable_items(system, ACCOUNT) if one.deposit in its)
    assert [one.elsewhere for one in items].count(True) == 1
    batch = {"batch": "RB-2026-05-14-0A1F", "account": ACCOUNT, "items": items}
    system.ask("clerk", ProposeRefunds(**batch))
    maker = system.replay.state(StreamId("refund", batch["batch"])).proposed.proposal
    system.ask("reviewer", ApproveRefunds(**batch), maker=maker)
    settle(system)
    payments = tuple(f"{one}/1/1" for one in its)
    sent = RecordPaymentsSent(message="M-20260514-1", sha256="ab" * 32, payments=payments)
    system.ask("platform", sent)
    move_to(system, f"{PAID}T18:00:00+08:00")
    out = [
        paid(f"10:0{n}:00", -one.amount_fen, 0, None, day=PAID, end_to_end=f"{one.deposit}-1-1")
        for n, one in enumerate(items)
    ]
    desk_day.bring(system, PAID, tuple(out), 0, "2026-095")
    desk_day.match(system, PAID)
    for code in its:
        assert system.replay.state(StreamId("deposit", code)).refunds[0].standing is Standing.PAID
    assert THERE not in found(system, "R06", PAID) + found(system, "R20", A_YEAR_ON)
    assert not set(found(system, "R08", A_YEAR_ON)) & {f"{code}/1" for code in its}
