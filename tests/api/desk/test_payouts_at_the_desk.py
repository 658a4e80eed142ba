"""A line that pays a payout, or brings it back, is told as such; while sealed, nowhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pytest

from api.desk.candidate import Candidate
from api.desk.outcome import matching, outcome
from api.desk.seen_line import SeenLine
from api.desk.whose import Candidates
from api.desk.window import one
from api.embedded import Server
from api.upkeep import settle
from api.wiring import System
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine
from domain.desk.settle import MatchDebit
from domain.kernel import Post
from domain.payment.send import RecordPaymentsSent
from domain.payout.events import Part
from projections.deposits import DEPOSITS
from tests.kit import desk_day
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.desk_day import DAY, FIRST
from tests.kit.door import door
from tests.kit.kept import PAYEE, forfeit, pay, tenderer

NEXT = DAY.replace(day=14)
PART, OTHER = 8_000_000, 1_000_000
DEBITED, BACK, OTHERS = (desk_day.line(n, NEXT) for n in (1, 2, 3))
CLERK = (Post("C-SET1", "centre"),)


@pytest.fixture(scope="module")
def told(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[System, str]]:
    """A morning at which a payout was paid and came back, and nobody has matched its lines."""
    with city(fresh(server), tmp_path_factory.mktemp("desk")) as system:
        desk_day.tell(system)
        tenderer(system)
        kept = _paid_in(system)
        forfeit(system, kept, PART, FIRST)
        code = pay(system, Part(deposit=kept, amount_fen=PART), FIRST)
        settle(system)
        sent = RecordPaymentsSent(message="M-Q", sha256="ab" * 32, payments=(code,))
        system.ask("platform", sent)
        move_to(system, "2026-05-14T18:00:00+08:00")
        lines = (_line("11:00", -PART, code), _line("12:00", PART, code), _line("13:00", -OTHER))
        desk_day.bring(system, NEXT, lines, 0, "2026-094")
        yield system, code


def _paid_in(system: System) -> str:
    system.readers.runner.catch_up()
    rows = system.readers.deposits.rows(DEPOSITS, {"lot": FIRST}, order=("deposit",)).rows
    return str(next(row["deposit"] for row in rows if row["held_fen"] > PART))


def _line(time: str, fen: int, code: str | None = None) -> BankLine:
    """A debit of a payout, or its return; without a code, of a payout that nobody proposed."""
    said = Particulars(
        fingerprint=sha256(f"{time} {fen}".encode()).hexdigest(),
        payer=PAYEE[0],
        payer_account=PAYEE[1],
        end_to_end=code or "Q00000000000000FF",
        returned=fen > 0,
        return_code="AC04" if fen > 0 else None,
        note="划付",
    )
    booked = datetime.fromisoformat(f"{NEXT}T{time}:00+08:00")
    amount = abs(fen)
    return BankLine(
        credit=fen > 0, amount=amount, value_date=NEXT, booked_at=booked, particulars=said
    )


def seen(system: System, code: str, at: int | None = None) -> SeenLine | None:
    readers = system.readers
    read = (readers.bankdays, readers.deposits, readers.payouts, readers.lots)
    return one(readers, at or readers.reached(read), code)


def first(system: System, line: SeenLine) -> Candidate:
    (found,) = Candidates(system, system.store.tail().position).all(line)
    return found


def test_a_debit_and_a_return_of_a_payout_are_told_as_such(told: tuple[System, str]):
    system, code = told
    for line, kind in ((DEBITED, "debit"), (BACK, "return")):
        shown = seen(system, line)
        assert shown is not None
        assert shown.about == code
        found = first(system, shown)
        assert (found.kind, found.payout, found.lot) == (kind, code, FIRST)
        assert (found.payee, found.due_fen) == (PAYEE[0], PART)


def test_its_marks_are_those_by_which_the_book_decides(told: tuple[System, str]):
    system, _ = told
    debit, back = seen(system, DEBITED), seen(system, BACK)
    assert debit is not None
    assert back is not None
    assert first(system, debit).evidence.fits
    assert first(system, back).evidence.failed == "time", "nothing comes back that was not paid"
    wanted = matching(system, debit, first(system, debit), debit.version)
    told_of = outcome(system, wanted, "clerk", CLERK)
    assert [event.NAME for event in told_of.events][:2] == ["PaymentSettled", "PayoutConfirmed"]


def test_the_page_leads_to_the_payout(told: tuple[System, str]):
    system, code = told
    with door(system) as at:
        there = f"/desk?account={desk_day.ACCOUNT}&day={NEXT}&line={DEBITED.replace('#', '%23')}"
        page = at.get(there, "clerk").text
        back = at.get(there.replace("%231", "%232"), "clerk").text
    assert f'<a href="/payouts/{code}">划付 / ' in page
    assert "划付退汇 / " in page
    assert "指令状态" in back, "its stage does not fit"
    assert "规则 " not in back, "and no row of the category is about payments"


def test_a_line_of_a_payout_that_nobody_proposed_is_hidden(told: tuple[System, str]):
    assert seen(told[0], OTHERS) is None


def test_before_its_lot_is_open_a_payouts_line_is_not_shown(told: tuple[System, str], monkeypatch):
    """Of a lot that ended unopened, that is: no other gives anything on before."""
    system, _ = told
    read = system.readers.lots.rows

    def unopened(*asked, **how):
        found = read(*asked, **how)
        return replace(found, rows=[{**row, "opened_at": None} for row in found.rows])

    monkeypatch.setattr(system.readers.lots, "rows", unopened)
    assert seen(system, DEBITED) is None


def test_once_it_is_matched_it_is_the_payouts_and_nothing_undoes_it(told: tuple[System, str]):
    system, code = told
    system.ask("clerk", MatchDebit(line=DEBITED, line_seen=1, payment=code))
    system.readers.runner.catch_up()
    line = seen(system, DEBITED)
    assert line is not None
    assert (line.whose, line.about) == (code, code)
    assert first(system, line).payout == code
    assert first(system, line).evidence.fits, "it went as it was ordered"
    back = seen(system, BACK)
    assert back is not None
    assert first(system, back).evidence.fits
    with door(system) as at:
        there = f"/desk?account={desk_day.ACCOUNT}&day={NEXT}&tab=all&line="
        page = at.get(there + DEBITED.replace("#", "%23"), "clerk").text
    assert f'<a href="/payouts/{code}">' in page
    assert "/desk/undo" not in page
