"""A refund that came late costs the centre (P28, E07): in its own book, never in custody."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from domain.accounts import BANK_DEBITS, ENFORCEMENT_PAYABLE, FROZEN, IN_TRANSIT
from domain.calendar import Calendar
from domain.deposit.compensate import (
    RECOGNISE_COMPENSATION,
    RecogniseCompensation,
    RecordCompensationPaid,
)
from domain.deposit.compensated import OverdueCompensationPaid, OverdueCompensationRecognised
from domain.deposit.events import DepositRequired
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.governance.state import Law, Rate
from domain.kernel import StreamId
from domain.money import yuan
from domain.postings import Entry, Leg, moved
from domain.terms import BACK_RULE
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.owing import (
    approved,
    cancelled,
    confirmed,
    held,
    instructed,
    lifted,
    line,
    matched,
    owed,
    returned,
)
from tests.kit.rows import REQUIRED, TERMS, D
from tests.kit.story import fold, given

DUE = date(2026, 4, 8)
LAW = Law(FIXTURE, rates=(Rate("PBOC-LOAN", date(2025, 1, 1), 43_500),))
PROCURED = replace(REQUIRED, terms=replace(TERMS, category="GOV_PROCUREMENT"))
VOUCHER = {"document": "付款凭证1号", "evidence": "ee" * 32}


def late(amount, day, due=DUE):
    """A refund that the statement of a day shows."""
    paid = confirmed(amount=amount)
    debit = moved("P13", (IN_TRANSIT, f"{D}/1"), (BANK_DEBITS, f"ZZ-DEPOSITS/{day}"), amount)
    return (
        matched(amount=amount),
        owed(amount=amount, due=due, interest=False),
        approved(amount=amount),
        instructed(amount=amount),
        replace(paid, entries=(debit,)),
    )


def recognised(fen, days):
    legs = (Leg("5101", f"{D}/1", fen, "P28"), Leg("2101", f"{D}/1", -fen, "P28"))
    return OverdueCompensationRecognised(
        deposit=D, number=1, days=days, rule="GP-09", entries=(Entry("OWN", "CNY", legs),)
    )


def answer(*facts, required=PROCURED, law=LAW, number=1):
    asked = RecogniseCompensation(deposit=D, number=number)
    return given(DEPOSIT, required, *facts).when(asked, by="C-SET2", law=law)


@pytest.mark.parametrize(
    ("amount", "paid_on", "days", "fen"),
    [
        ("100,000.00", date(2026, 4, 20), 12, "174.00"),
        ("37,200.00", date(2026, 4, 17), 9, "48.55"),
    ],
)
def test_e07_so_many_days_late_at_the_benchmark_and_a_fifth(amount, paid_on, days, fen):
    """4.35 % × 1.2 = 5.22 % on what was late, from the day it was due."""
    answer(*late(yuan(amount), paid_on)).then(recognised(yuan(fen), days))


def ordered(since, until=None, hold="H1"):
    """A fen was held back since a day (of April 2026), and let go on another."""
    day = partial(date, 2026, 4)
    told = [replace(held(1, hold), day=since and day(since))]
    if until:
        told.append(replace(lifted(1, hold), day=day(until)))
    return told


def taken(fen, day):
    entry = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/H1"), fen)
    order = {"document": "(2026)闽06执1号", "evidence": "ee" * 32, "day": date(2026, 4, day)}
    return EnforcementExecuted(deposit=D, hold="H1", entries=(entry,), **order)


HELD_TWO = replace(held(2), day=date(2026, 4, 10))


@pytest.mark.parametrize(
    ("orders", "days"),
    [
        (ordered(10, 15), 7),
        (ordered(1, 10), 10),
        (ordered(15, 30), 7),
        (ordered(1, 7), 12),
        ((*ordered(10, 14), *ordered(12, 15, "H2")), 7),
        ((*ordered(10, 15), *ordered(11, 12, "H2")), 7),
        ((*ordered(12, 14, "H2"), *ordered(9, 10)), 9),
        ((*ordered(10), taken(1, 15)), 7),
        ((HELD_TWO, taken(1, 12), replace(lifted(1), day=date(2026, 4, 15))), 7),
        (ordered(None), 12),
        (ordered(None, 15), 12),
        ([*ordered(10), replace(lifted(1), day=None)], 12),
    ],
    ids=[
        "in between",
        "when it was due",
        "when it was paid",
        "before",
        "two",
        "one within another",
        "one after another",
        "till a court took all",
        "a court took a part",
        "since nobody knows when",
        "and till then",
        "till nobody knows when",
    ],
)
def test_while_an_order_keeps_it_back_nobody_is_late_and_after_that_it_goes_on(orders, days):
    """A fen of it is enough: the refund is what two sign, and goes whole or not at all."""
    came, owes, *went = late(yuan("100,000.00"), date(2026, 4, 20))
    answer(came, owes, *orders, *went).then(recognised(1_450 * days, days))


def test_what_was_frozen_before_it_was_owed_is_kept_back_from_its_first_day():
    came, owes, *went = late(yuan("100,000.00"), date(2026, 4, 20))
    frozen, let_go = ordered(1, 15)
    answer(came, frozen, owes, let_go, *went).then(recognised(1_450 * 5, 5))


def test_what_is_owed_anew_is_kept_back_on_the_days_of_what_it_follows():
    """A court took a fen of it: what is left is another obligation, for the same money."""
    amount = yuan("100,000.00")
    came, owes, *_ = late(amount, date(2026, 4, 20))
    again = (cancelled(), owed(2, amount - 1, due=DUE, interest=False))
    debit = moved(
        "P13", (IN_TRANSIT, f"{D}/2"), (BANK_DEBITS, "ZZ-DEPOSITS/2026-04-20"), amount - 1
    )
    paid = replace(confirmed(2, amount=amount - 1), entries=(debit,))
    went = (approved(2, amount=amount - 1), instructed(2, amount=amount - 1), paid)
    story = (came, owes, *ordered(10), taken(1, 15), *again, *went)
    state = fold(DEPOSIT, PROCURED, *story)
    assert state.refund(2).kept == ((date(2026, 4, 10), date(2026, 4, 15)),)
    (said,) = answer(*story, number=2).decision
    assert said.days == 7


def went(number, amount):
    """Paid on the 20th: what two signed, what the bank was told, what its statement shows."""
    paid, owner = confirmed(number, amount=amount), f"{D}/{number}"
    debit = moved("P13", (IN_TRANSIT, owner), (BANK_DEBITS, "ZZ-DEPOSITS/2026-04-20"), amount)
    signed = approved(number, amount=amount), instructed(number, amount=amount)
    return (*signed, replace(paid, entries=(debit,)))


OLDER, NEWER, WRONG = (yuan(f"{amount},000.00") for amount in (300, 200, 50))
OF_TWO = (
    matched(1, OLDER),
    owed(1, OLDER, due=DUE, interest=False),
    matched(2, NEWER),
    matched(3, WRONG),
    owed(2, NEWER + WRONG, due=DUE, interest=False),
    *ordered(10, 15),
)
"""One account is owed twice; the order reached the newer alone, for five days."""


@pytest.mark.parametrize(
    ("taken_back", "days"),
    [(3, {(OLDER, 12), (NEWER, 7)}), (1, {(NEWER + WRONG, 12)})],
    ids=["of the newer a part", "all of the newer, and of the older a part"],
)
def test_each_part_is_late_on_its_own_days(taken_back, days):
    """The bank takes a credit back: what is left is no later, and no less late, than it was."""
    state = fold(DEPOSIT, PROCURED, *OF_TWO)
    facts = reverse(D, state, line(taken_back), line(9), "ZZ-DEPOSITS/2026-04-16")
    left = fold(DEPOSIT, *facts, start=state).refunds
    owing = [one for one in left if one.standing is Standing.OWED]
    said = set()
    for one in owing:
        story = (*OF_TWO, *facts, *went(one.number, one.amount_fen))
        (told,) = answer(*story, number=one.number).decision
        said.add((one.amount_fen, told.days))
        assert told.entries[0].amount == one.amount_fen * told.days * 5_220 // 36_000_000
    assert said == days


def test_what_orders_kept_back_all_along_is_in_time():
    came, owes, *went = late(yuan("100,000.00"), date(2026, 4, 20))
    answer(came, owes, *ordered(8, 20), *went).refused_by("compensation.in_time")


def test_custody_knows_nothing_of_it():
    past = (*late(100_000, date(2026, 4, 20)), recognised(17, 12))
    state = fold(DEPOSIT, PROCURED, *past)
    assert (dict(state.balances), state.given.total_fen) == ({}, 0)
    assert state.refund(1).compensation_fen == 17


def test_in_time_nothing_is_owed():
    answer(*late(100_000, DUE)).refused_by("compensation.in_time")
    answer(*late(1, date(2026, 4, 9))).refused_by("compensation.nothing")


def test_before_it_is_paid_nobody_can_tell():
    answer(*late(100_000, DUE)[:4]).refused_by("compensation.not_paid")
    answer(*late(100_000, DUE), number=2).refused_by("compensation.not_paid")


def test_what_the_bank_gave_back_is_not_paid_however_late_it_was():
    back = returned(amount=100_000)
    answer(*late(100_000, date(2026, 4, 20)), back).refused_by("compensation.not_paid")


def test_only_where_a_row_says_so():
    for required in (REQUIRED, DepositRequired(deposit=D)):
        past = late(100_000, date(2026, 4, 20))
        answer(*past, required=required).refused_by("compensation.no_rule")


def test_without_the_benchmark_it_cannot_be_reckoned():
    answer(*late(100_000, date(2026, 4, 20)), law=Law(FIXTURE)).refused_by("compensation.no_rate")


def test_nothing_is_late_for_certain_before_the_calendar_of_its_year_is_there():
    guessed = replace(LAW, calendar=Calendar())
    answer(*late(100_000, date(2026, 4, 20)), law=guessed).refused_by("compensation.estimated")


def test_what_is_not_reckoned_again_yet_is_late_by_the_calendar_that_came_and_no_other():
    """Five working days from 04-28: by weekends 05-05, by the calendar 05-08."""
    came, owes, *gone = late(100_000, date(2026, 5, 7), due=date(2026, 5, 5))
    owes = replace(owes, rule=BACK_RULE, since=date(2026, 4, 28))
    answer(came, owes, *gone).refused_by("compensation.in_time")


def test_recognised_once_paid_once():
    past = (*late(100_000, date(2026, 4, 20)), recognised(17, 12))
    answer(*past).nothing_happens()
    paying = RecordCompensationPaid(deposit=D, number=1, **VOUCHER)
    legs = (Leg("2101", f"{D}/1", 17, "P28"), Leg("1101", f"{D}/1", -17, "P28"))
    paid = OverdueCompensationPaid(
        deposit=D, number=1, entries=(Entry("OWN", "CNY", legs),), **VOUCHER
    )
    story = given(DEPOSIT, PROCURED, *past)
    story.when(paying, by="C-CASH").then(paid)
    given(DEPOSIT, PROCURED, *past, paid).when(paying, by="C-CASH").nothing_happens()
    unowed = given(DEPOSIT, PROCURED, *past[:-1])
    unowed.when(paying, by="C-CASH").refused_by("compensation.not_owed")


def test_a_malformed_request_cannot_be_made():
    asked = RecordCompensationPaid(deposit=D, number=1, **VOUCHER)
    assert RECOGNISE_COMPENSATION.touches(asked) == (StreamId("deposit", D),)
    for field, value, told in (
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("number", 0, "number 0: expected one or more"),
        ("document", " ", "document: expected its reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ):
        with pytest.raises(ValueError, match=f"^{told}"):
            replace(asked, **{field: value})
