"""Scenario A, a construction tender, row by row: what each command moves, to the last fen."""

from datetime import date

import pytest

from domain.categories.construction import CONSTRUCTION
from domain.deposit.owed import InterestAllocated, RefundObligationCreated
from domain.deposit.refund import Standing
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.owe_interest import OweInterest
from domain.desk.pay_refund import PayRefund
from domain.desk.payable import payable
from domain.interest import history, interest_fen
from domain.kernel import Rejected
from domain.money import yuan
from domain.permissions import may
from tests.kit.agreeing import paying
from tests.kit.fixture_calendar import FIXTURE, day
from tests.kit.played import bank_days
from tests.kit.road_tender import (
    A1,
    A2,
    A3,
    AWARDED,
    B1,
    B2,
    B3,
    B4,
    B5,
    COMES_IN,
    CONTRACTED,
    DECISION,
    DEFAULTED,
    FAILED,
    NAMES,
    REGISTERS,
    VERIFIED,
    WITHDRAWN,
    A,
    Played,
    Road,
    checkpoint,
    deposit,
)
from tests.kit.story import asked
from tests.kit.till import ACCOUNT, LAW, at


@pytest.fixture
def due():
    """Rows 1 to 33: the evening of 2026-03-24."""
    played = Played(A, Road())
    played.to(33, *REGISTERS, *COMES_IN, *WITHDRAWN)
    return played


@pytest.fixture
def failed(due):
    """Rows 34 to 44."""
    due.to(44, *FAILED)
    return due


@pytest.fixture
def awarded(failed):
    """Rows 46 to 53: the evening of 2026-04-08."""
    failed.to(53, *AWARDED)
    return failed


@pytest.fixture
def next_won(awarded):
    """Rows 54 to 61: the end of April."""
    awarded.to(61, *DEFAULTED)
    return awarded


@pytest.fixture
def contracted(next_won):
    """Rows 62 to 77."""
    next_won.to(77, *CONTRACTED)
    return next_won


def refund(played, lot, bidder, number=1):
    return played.sale.deposit(deposit(lot, bidder)).refund(number)


def test_checkpoint_at_the_end_of_03_24(due):
    assert due.standing() == checkpoint("end of 2026-03-24")


def test_what_was_withdrawn_went_with_its_interest_in_time(due):
    """Rows 28 to 31: due on 03-25, 11.67 along."""
    gone = refund(due, A3, B5)
    assert (gone.cause, gone.due, gone.standing) == ("WITHDRAWN", day("03-25"), Standing.PAID)
    assert (gone.interest_fen, gone.paid_on) == (A.interest["i_b5"], day("03-23"))


def test_nobody_pays_what_waits_before_its_interest_came_or_it_is_due():
    """Row 29: from 03-25 on its principal would go alone."""
    early = Played(A, Road())
    early.to(29, *REGISTERS, *COMES_IN, *WITHDRAWN[:2])
    pay = PayRefund(deposit=deposit(A3, B5), number=1, account=ACCOUNT)
    refused = early.sale.ask(pay, "PLATFORM", when=at(day("03-24"), 23, 59))
    assert refused.rule == "refund.interest_missing"
    (instructed, _) = early.sale.do(pay, "PLATFORM", when=at(day("03-25"), 0, 0))
    assert instructed.entries[0].amount == yuan("240,000.00")


def test_of_the_failed_lot_b3_has_principal_and_interest(failed):
    """Rows 35 to 42."""
    gone = refund(failed, A3, B3)
    assert (gone.cause, gone.due, gone.interest_fen) == ("FAILED", day("03-30"), 2_333)


def test_who_is_no_candidate_is_owed_from_the_notice_on(awarded):
    """Rows 46 to 50 (CT-29): A1/B4 alone; due on 04-07, for the 5th is a Sunday of the holiday."""
    owed = [one for one in awarded.sale.memory.said if isinstance(one, RefundObligationCreated)]
    early = [one for one in owed if one.cause == "NON_CANDIDATE"]
    assert [(NAMES[one.deposit], one.rule, one.due) for one in early] == [
        ("A1/B4", "CT-29", day("04-07"))
    ]
    (row,) = CONSTRUCTION.about("refund.early", day("03-31"))
    assert row.term(day("03-31"), FIXTURE) == day("04-07")
    told = awarded.sale.deposit(deposit(A1, B4)).told
    assert (told.entitled_fen, told.left_fen, told.reason) == (11_667, 9, "BALANCE_ABOVE_REQUIRED")


@pytest.mark.parametrize("end", ["end of 2026-03-31", "end of 2026-04-08"])
def test_checkpoints_after_the_award(failed, end):
    failed.to(47, *AWARDED[:2])
    if end == "end of 2026-04-08":
        failed.to(53, *AWARDED[2:])
    assert failed.standing() == checkpoint(end)


def test_while_it_is_held_a2_b1_is_not_released(awarded):
    """Negative test of 8.1."""
    of = deposit(A2, B1)
    assert awarded.sale.deposit(of).holds
    found = payable(of, 1, awarded.sale.deposit(of), LAW, paying())
    assert isinstance(found, Rejected)


def test_the_centre_forfeits_nothing():
    """Negative test of 8.1: the tenderer decides."""
    facts = {"ground": "WINNER_DEFAULTED", "amount_fen": 1, "fees_fen": 0, **DECISION}
    asked_for = ForfeitDeposit(deposit=deposit(A1, B3), lot=A1, **facts)
    assert isinstance(may(asked("C-SET2"), asked_for), Rejected)


def test_interest_on_what_is_kept_went_to_the_tenderer(next_won):
    """Rows 55 to 58: 800,318.89 paid out; 2008 is empty."""
    assert next_won.standing() == checkpoint("end of 2026-04-30")
    given = next_won.sale.deposit(deposit(A1, B3)).given
    assert given.total_fen == yuan("800,318.89")


def test_the_winners_interest_ends_with_the_contract_and_is_paid_by_itself(contracted):
    """Rows 63 to 66: 57 days, to 05-08; due with the refunds of A2 on 05-13."""
    interest = refund(contracted, A2, B1, 2)
    assert (interest.amount_fen, interest.due, interest.cause) == (27_708, day("05-13"), "WINNER")
    assert interest.standing is Standing.PAID
    again = OweInterest(deposit=deposit(A2, B1), lot=A2, account=ACCOUNT)
    assert contracted.sale.ask(again, "C-SET2").rule == "refund.interest_missing"


def test_the_refunds_at_the_contracts_are_due_in_time(contracted):
    assert refund(contracted, A2, B3).due == day("05-13")
    assert {refund(contracted, A1, *of).due for of in ((B1, 1), (B2, 2))} == {day("05-18")}
    last = refund(contracted, A1, B2, 2)
    assert (last.pays, last.attempt, last.standing) == (VERIFIED, 2, Standing.PAID)


def test_final_checkpoint(contracted):
    assert contracted.standing() == checkpoint("final 2026-05-31")


def test_every_day_of_the_account_is_as_the_bank_tells_it(contracted):
    assert tuple(bank_days(contracted.sale)) == A.bank_days


def test_of_the_interest_all_but_33_14_was_allocated(contracted):
    """1,991.20 credited, 1,958.06 allocated."""
    told = [one for one in contracted.sale.memory.said if isinstance(one, InterestAllocated)]
    given = sum(entry.amount for one in told for entry in one.entries)
    assert given == yuan("1,958.06")
    assert -contracted.sale.total("2007") == yuan("33.14")


@pytest.mark.parametrize(
    ("name", "came", "until"),
    [
        ("i_mis", [("03-13", "800,000.00")], "03-16"),
        ("i_b5", [("03-18", "240,000.00")], "03-23"),
        ("i_late", [("03-24", "500,000.00")], "03-26"),
        ("i_b3a3", [("03-17", "240,000.00")], "03-27"),
        ("i_b4", [("03-18", "800,000.00")], "04-02"),
        ("i_b4bank", [("03-18", "810,000.00"), ("03-19", "-10,000.00")], "04-02"),
        ("i_fb3", [("03-17", "800,000.00")], "04-27"),
        ("i_b1a2", [("03-12", "500,000.00")], "05-08"),
        ("i_b3a2", [("03-17", "300,000.00"), ("03-20", "200,000.00")], "05-11"),
        ("i_b1a1", [("03-12", "800,000.00")], "05-14"),
        ("i_b2a1", [("03-16", "800,000.00")], "05-14"),
    ],
)
def test_the_banks_interest_is_what_its_rate_comes_to(name, came, until):
    lay = [(day(on), _fen(amount)) for on, amount in came]
    found = interest_fen(history(lay, day(until)), ((date(2026, 1, 1), 3_500),))
    assert found == A.interest[name]


def _fen(text):
    return -yuan(text[1:]) if text.startswith("-") else yuan(text)


def test_every_deposit_of_the_table_is_known():
    assert len(NAMES) == 11
    assert {NAMES[deposit(A3, one)] for one in (B2, B3, B5)} == {"A3/B2", "A3/B3", "A3/B5"}
