"""A line is shown once its deposit's lot is open; of others a day tells its totals, or nothing."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.blind import STRAY
from api.desk.seen_line import SeenLine
from api.desk.window import credits_like, older, one, some, window
from api.wiring import System
from domain.kernel import StreamId
from projections.audit_trail import TRAIL
from tests.kit import desk_day
from tests.kit.desk_day import ACCOUNT, DAY, DEBIT, EARLIER, FIRST, FITS, deposit
from tests.kit.desk_day import STRAY as NOBODYS
from tests.kit.seen import seen

SEALED_LINES = {desk_day.line(n) for n in (5, 6, 14)}
ROOT = Path(__file__).parents[3]


def head(system: System) -> int:
    return system.readers.reached((system.readers.bankdays, system.readers.deposits))


def opening(system: System) -> int:
    """The position of the first opening."""
    rows = system.readers.trail.rows(TRAIL, {"name": "BidOpened"}).rows
    return min(row["at"] for row in rows)


def lines(system: System, day: date = DAY, at: int | None = None) -> tuple[SeenLine, ...]:
    found = window(system.readers, at or head(system), ACCOUNT, day)
    assert found is not None
    return found.lines


def test_lines_of_open_lots_are_shown_and_of_the_sealed_one_none(system: System):
    seen = {line.code for line in lines(system)}
    assert len(seen) == 12
    assert not seen & SEALED_LINES


def test_before_the_opening_nothing_is_shown_of_either(system: System):
    found = window(system.readers, opening(system) - 1, ACCOUNT, DAY)
    assert found is not None
    assert (found.lines, found.guarded, found.totals.lines) == ((), True, 15)


def test_a_payment_and_interest_are_shown_with_their_deposit(system: System):
    shown = {line.code: line.about for line in lines(system)}
    assert shown[DEBIT] == shown[desk_day.line(11)] == deposit(FIRST, 0)


def test_money_that_names_nobody_is_shown_when_no_sealed_lot_can_be_meant(system: System):
    nobodys = one(system.readers, head(system), NOBODYS)
    assert nobodys is not None
    assert nobodys.about is None
    before = opening(system) - 1
    assert one(system.readers, before, NOBODYS) is None
    assert [line.code for line in lines(system, EARLIER, before)] == []


def test_a_guarded_day_is_one_of_a_sealed_lots_time(system: System):
    def guarded(day: date, at: int) -> bool:
        found = window(system.readers, at, ACCOUNT, day)
        assert found is not None
        return found.guarded

    now, before = head(system), opening(system) - 1
    assert guarded(DAY, now)
    assert not guarded(EARLIER, now)
    assert guarded(EARLIER, before)
    assert STRAY.days >= 1


def test_older_open_lines_are_those_that_may_be_seen(system: System):
    codes = [line.code for line in older(system.readers, head(system), ACCOUNT, DAY)]
    assert codes == [NOBODYS, desk_day.line(3, EARLIER)]
    assert older(system.readers, opening(system) - 1, ACCOUNT, DAY) == ()


def test_a_line_is_asked_for_by_its_code(system: System):
    at = head(system)
    assert one(system.readers, at, FITS) is not None
    for code in (*SEALED_LINES, desk_day.line(99), "nowhere", f"{ACCOUNT}/2026-01-01/1#1"):
        assert one(system.readers, at, code) is None
    found = some(system.readers, at, [FITS, NOBODYS, *SEALED_LINES])
    assert set(found) == {FITS, NOBODYS}


def test_of_credits_that_a_debit_may_take_back_only_those_to_be_seen_are_told(system: System):
    """Given a reversal of the sum that three paid for a sealed lot; then it finds none of them."""
    debit = seen(code=desk_day.line(99), day=DAY, credit=False, reversal=True, minor=50_000_000)
    at = head(system)
    page = system.replay.state(StreamId("bankpage", f"{ACCOUNT}/{DAY}/1"))
    assert sum(one.amount == debit.minor for one in page.lines) == len(SEALED_LINES)
    assert credits_like(system.readers, at, debit) == []
    found = credits_like(system.readers, at, replace(debit, minor=80_000_000))
    assert FITS in [one.code for one in found]
    assert all(one.credit and one.minor == 80_000_000 for one in found)
    earlier = replace(debit, minor=80_000_000, day=EARLIER)
    assert credits_like(system.readers, at, earlier) == [], "what came later is not taken back"


def test_a_day_without_anything_has_no_window(system: System):
    assert window(system.readers, head(system), ACCOUNT, date(2026, 5, 14)) is None


@pytest.mark.parametrize(
    ("reader", "room"),
    [("sealed_applications", "http/prequalification"), ("sealed_bids", "bids")],
)
def test_who_applies_or_bids_its_panel_alone_reads_and_its_record_when_all_is_over(reader, room):
    users = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "api").rglob("*.py")
        if re.search(rf"\b{reader}\b", path.read_text("utf-8"))
    }
    # Whether one stands, the clock asks; what a bid that lapsed sets free, a policy.
    else_read = {"api/jobs/sessions.py", "api/indexes.py"} if reader == "sealed_bids" else set()
    assert users == {"api/readers.py", f"api/{room}.py", "api/ending.py", *else_read}


def test_who_had_documents_two_persons_read_and_its_record_when_all_is_over():
    """What they open stands in one room, which one door asks."""
    users = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in (ROOT / "api").rglob("*.py")
    }
    reads = {path for path, text in users.items() if re.search(r"\bsealed_downloads\b", text)}
    door = "api/http/inspections.py"
    assert reads == {"api/readers.py", "api/under_seal.py", "api/ending.py", door}
    assert {path for path, text in users.items() if "api.under_seal" in text} == {door}


@pytest.mark.parametrize("reader", ["sealed_bankdays", "sealed_care", "sealed_claims"])
def test_nobody_else_reads_lines_under_seal(reader: str):
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in ("api", "projections")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(rf"\b{reader}\b", path.read_text("utf-8"))
    }
    claims = "api/desk/claims.py"  # of deposits that may be seen
    shown = "api/http/pages/today_pane.py"  # the notes of a line that was shown
    waits = {
        "api/http/pages/today_page.py",
        "api/http/pages/today_acting.py",
        "api/going_on.py",
        "api/http/receipt_claims.py",
    }  # how far it has read
    machines = {
        "api/days_in.py",  # whether a line that names a deposit of a lot is open: yes or no
        "api/blind.py",  # on which day the bank booked what came late
        "api/banking/debits.py",  # what lines say of payments that the bank calls refused
        "api/banking/lumps.py",  # which lines are the bank's interest for all of an account
        "api/closing/outside/beside.py",  # what is owed on a number that the bank lists: sums
        "api/closing/reading.py",  # what the bank calls a charge: lines, that blinding then covers
        "api/reversals.py",  # which credits the bank may have taken back
    }
    assert users <= {"api/readers.py", "api/desk/window.py", claims, shown, *machines, *waits}
