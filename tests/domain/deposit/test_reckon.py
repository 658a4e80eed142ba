"""A refund's last day was an estimate: once the calendar of its year is there, it is reckoned."""

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import Calendar, Unit
from domain.deposit.owed import RefundDueReckoned
from domain.deposit.reckon import ReckonRefundDue, last_day
from domain.deposit.stream import DEPOSIT
from domain.governance.state import Law
from domain.governance.stream import GOVERNANCE
from domain.terms import BACK_RULE
from tests.kit.fixture_calendar import FIXTURE, corrected, published
from tests.kit.owing import approved, cancelled, confirmed, instructed, matched, owed
from tests.kit.rows import REQUIRED, TERMS, D
from tests.kit.story import fold, given

TENDERED = replace(REQUIRED, terms=replace(TERMS, category="CONSTRUCTION"))
SIGNED, BY_WEEKENDS, CERTAIN = date(2026, 4, 28), date(2026, 5, 4), date(2026, 5, 6)
"""Five days from the 28th end on Sunday the 3rd: on Monday, or when the holiday is over."""
ESTIMATED = owed(due=BY_WEEKENDS, since=SIGNED)
MOVED = RefundDueReckoned(deposit=D, number=1, due=CERTAIN)
PUBLISHED, NOBODY = Law(FIXTURE), Law(Calendar())


def asked(*facts, law=PUBLISHED, required=TENDERED, number=1):
    story = given(DEPOSIT, required, matched(), *facts)
    return story.when(ReckonRefundDue(deposit=D, number=number), by="PLATFORM", law=law)


def test_it_moves_over_the_holiday_that_nobody_had_published():
    asked(ESTIMATED).then(MOVED)
    deposit = fold(DEPOSIT, TENDERED, matched(), ESTIMATED, MOVED)
    assert (deposit.refunds[0].due, deposit.refunds[0].version) == (CERTAIN, 1)


def test_the_centres_own_term_moves_likewise():
    """Five working days from 04-28: 05-05 by weekends; by the calendar 05-01 to 05-05 are off, and
    Saturday 05-09 is worked.
    """
    own = owed(rule=BACK_RULE, due=date(2026, 5, 5), since=SIGNED, cause="POOL_CLOSED")
    asked(own, required=REQUIRED).then(replace(MOVED, due=date(2026, 5, 8)))


def test_a_make_up_day_may_bring_it_forward():
    own = owed(rule=BACK_RULE, due=date(2026, 5, 13), since=date(2026, 5, 6))
    asked(own).then(replace(MOVED, due=date(2026, 5, 12)))


@pytest.mark.parametrize(
    "facts",
    [
        (ESTIMATED, MOVED),
        (owed(due=CERTAIN, since=SIGNED),),
        (ESTIMATED, cancelled()),
        (owed(due=BY_WEEKENDS),),
        (owed(due=BY_WEEKENDS, since=SIGNED, rule="XX-1"),),
        (owed(due=BY_WEEKENDS, since=SIGNED, cause="POOL_CLOSED"),),
    ],
    ids=[
        "moved before",
        "certain",
        "owed no more",
        "before it said since when",
        "by another row",
        "for no cause of the rows",
    ],
)
def test_nothing_happens_where_nothing_moves_or_nobody_can_tell(facts):
    asked(*facts).nothing_happens()


def test_of_what_was_paid_it_moves_too():
    """Else who was paid in time by the calendar would be owed compensation by the estimate."""
    asked(ESTIMATED, approved(), instructed(), confirmed()).then(MOVED)


def test_a_correction_moves_nothing_that_was_certain():
    """The Monday after is none off any more: by that it would be the last day."""
    law = fold(GOVERNANCE, published(), corrected(date(2026, 5, 4), date(2026, 5, 5)))
    assert law.calendar.add(SIGNED, 5, Unit.DAYS) == BY_WEEKENDS
    asked(owed(due=CERTAIN, since=SIGNED), law=law).nothing_happens()
    asked(ESTIMATED, MOVED, law=law).nothing_happens()


def test_nor_what_the_corrected_one_told():
    """It was told by the calendar in force; that the one before would have said another is past."""
    law = fold(GOVERNANCE, published(), corrected(date(2026, 5, 4), date(2026, 5, 5)))
    deposit = fold(DEPOSIT, TENDERED, matched(), owed(due=BY_WEEKENDS, since=SIGNED))
    assert last_day(deposit, deposit.refunds[0], law) == BY_WEEKENDS


def test_without_a_calendar_it_stays_what_it_was():
    asked(ESTIMATED, law=NOBODY).nothing_happens()


def test_whose_rules_nobody_knows_any_more_stays_as_it_was_told():
    asked(ESTIMATED, required=replace(REQUIRED, terms=None)).nothing_happens()


def test_what_is_not_owed_is_refused():
    asked(ESTIMATED, number=2).refused_by("refund.unknown")


def test_a_number_below_one_is_no_refund():
    with pytest.raises(ValueError, match="number 0"):
        ReckonRefundDue(deposit=D, number=0)
