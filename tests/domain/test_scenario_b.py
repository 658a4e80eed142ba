"""Scenario B, land by listing, row by row: what each command moves, to the fen of the oracle."""

from datetime import date

import pytest

from domain.categories.land import LAND
from domain.deposit.owed import InterestAllocated, RefundObligationCreated
from domain.desk.close_settlement import CloseSettlement
from domain.desk.external import paid_fen
from domain.interest import history, interest_fen
from domain.kernel import Rejected
from domain.money import yuan
from domain.phases import Phase
from tests.kit.fixture_calendar import FIXTURE, day
from tests.kit.land_sale import (
    COMES_IN,
    CONTRACTED,
    DEFAULTED,
    DEPOSIT,
    L1,
    L2,
    L3,
    L4,
    LOSERS_PAID,
    LOT,
    NAMES,
    PRICE,
    REMITTED,
    SOLD,
    WHOLE,
    B,
    Played,
    paid_outside,
)
from tests.kit.played import bank_days


@pytest.fixture
def due():
    """Rows 1 to 11: the deadline has passed."""
    played = Played(B)
    played.to(11, *COMES_IN)
    return played


@pytest.fixture
def sold(due):
    """Rows 12 to 18: the evening of 2026-04-07."""
    due.to(18, *SOLD)
    return due


@pytest.fixture
def kept(sold):
    """Rows 19 to 25, as far as both scenarios are one."""
    sold.to(25, *LOSERS_PAID)
    return sold


@pytest.fixture
def contracted(kept):
    """Rows 26 to 32: the contract, and all that lay in custody is the treasury's."""
    kept.to(32, *CONTRACTED)
    return kept


def test_who_is_whole_at_the_deadline_is_admitted_and_l3_is_short(due):
    """Row 11: L1, L2 and L4; L3 lacks 1,000,000.00, and that is owed back at once (LD-A7)."""
    deposits = {party: due.sale.deposit(deposit) for party, deposit in DEPOSIT.items()}
    assert [party for party, one in deposits.items() if one.whole] == [L1, L2, L4]
    assert deposits[L3].missing_fen == yuan("1,000,000.00")
    (owed,) = deposits[L3].refunds
    assert (owed.cause, owed.rule, owed.interest) == ("INSUFFICIENT", "LD-A7", False)
    assert owed.due == day("04-13")
    assert not any(one.refunds for party, one in deposits.items() if party != L3)


def test_checkpoint_at_the_end_of_04_07(sold):
    assert sold.standing() == B.checkpoints["end of 2026-04-07"]


def test_the_losers_are_owed_by_04_14_and_the_winner_nothing(sold):
    owed = [one for one in sold.sale.memory.said if isinstance(one, RefundObligationCreated)]
    assert {NAMES[one.deposit]: (one.cause, one.due) for one in owed} == {
        "P03/L3": ("INSUFFICIENT", day("04-13")),
        "P03/L1": ("LOSER", day("04-14")),
        "P03/L4": ("LOSER", day("04-14")),
    }
    assert B.row(21).at.date() <= day("04-14")


def test_of_the_interest_no_bidder_is_owed_any(kept):
    told = [one for one in kept.sale.memory.said if isinstance(one, InterestAllocated)]
    assert {(one.entitled_fen, one.reason) for one in told} == {(0, "NOT_OWED")}


def test_a_fifth_of_the_price_bounds_the_earnest_and_the_deposit_is_below_it(contracted):
    """Row 26: 61,200,000.00 at most; 50,000,000.00 are earnest, and then price."""
    told = next(one for one in contracted.sale.memory.said if one.NAME == "DepositConverted")
    assert (told.to, told.earnest_fen) == ("2004", WHOLE)


def test_custody_ends_empty_and_the_whole_price_is_paid(contracted):
    """Rows 33 and 34: half by the day it is due, then all of it; 50 million came from custody."""
    sale, winner = contracted.sale, DEPOSIT[L2]
    assert paid_fen(contracted.lot, sale.deposit(winner)) == WHOLE
    contracted.to(33, paid_outside("103,000,000.00", "税票1号"))
    half = LAND.about("price.first_instalment", day("04-17"))[0].limit(PRICE)
    assert paid_fen(contracted.lot, sale.deposit(winner)) == half == yuan("153,000,000.00")
    assert B.row(33).at.date() <= day("05-18")
    contracted.to(34, paid_outside("153,000,000.00", "税票2号"))
    assert paid_fen(contracted.lot, sale.deposit(winner)) == PRICE
    assert contracted.lot.outside_fen == yuan("256,000,000.00")
    assert contracted.standing() == B.checkpoints["final"] == {}


def test_with_the_last_fen_of_its_price_the_lot_is_settled_and_not_before(contracted):
    sale, deposits = contracted.sale, tuple(DEPOSIT.values())
    took = {payout for one in deposits for payout in sale.deposit(one).given.payouts}
    asked = CloseSettlement(lot=LOT, deposits=deposits, payouts=tuple(sorted(took)))
    refused = sale.ask(asked, "C-SET2", when=B.row(33).at)
    assert isinstance(refused, Rejected)
    assert refused.detail == f"{LOT} has open: {LOT} price 256,000,000.00"
    paid = (
        paid_outside("103,000,000.00", "税票1号"),
        paid_outside("153,000,000.00", "税票2号"),
    )
    contracted.to(34, *paid)
    (settled,) = sale.do(asked, "C-SET2", when=B.row(34).at)
    assert (contracted.lot.phase, settled.deposits) == (Phase.SETTLED, 4)


@pytest.mark.parametrize(
    ("subject", "anchor", "due"),
    [
        ("contract.signing", 16, "04-21"),
        ("refund.losers", 16, "04-14"),
        ("result.publication", 16, "04-21"),
        ("price.first_instalment_paid", 26, "05-18"),
    ],
)
def test_what_is_due_follows_from_the_rows_of_land(subject, anchor, due):
    anchored = B.row(anchor).at.date()
    (row,) = LAND.about(subject, anchored)
    assert row.term(anchored, FIXTURE) == day(due)


def test_every_day_of_the_account_is_as_the_bank_tells_it(contracted):
    assert tuple(bank_days(contracted.sale)) == B.bank_days


@pytest.fixture
def remitted_all(kept):
    """B_default, rows 27 to 31, after row 26: L2 did not sign by 04-21."""
    kept.told, kept.seq = DEFAULTED, 26
    kept.to(31, *REMITTED)
    return kept


def test_of_a_winner_that_defaults_all_is_the_treasurys(remitted_all):
    """50,000,000.00 and 23,275.00 interest; custody ends empty."""
    assert remitted_all.standing() == DEFAULTED.checkpoints["final"] == {}
    told = [one for one in remitted_all.sale.memory.said if one.NAME == "DepositForfeited"]
    assert [one.rule for one in told] == ["LD-14"]
    assert tuple(bank_days(remitted_all.sale)) == DEFAULTED.bank_days


def test_both_begin_alike():
    assert DEFAULTED.rows[:25] == B.rows[:25]
    assert DEFAULTED.checkpoints["end of 2026-04-07"] == B.checkpoints["end of 2026-04-07"]


@pytest.mark.parametrize(
    ("told", "reckoned"),
    [
        (B, {L1: "04-10", L2: "04-20", L3: "04-08", L4: "04-10"}),
        (DEFAULTED, {L1: "04-10", L2: "04-24", L3: "04-08", L4: "04-10"}),
    ],
    ids=["B", "B_default"],
)
def test_the_banks_interest_is_what_its_rate_comes_to(told, reckoned):
    """Arrival day in, payment day out, half up to the fen."""
    came_in = {
        L1: [("03-30", "50,000,000.00")],
        L2: [("03-31", "30,000,000.00"), ("03-31", "20,000,000.00")],
        L3: [("04-02", "49,000,000.00")],
        L4: [("04-03", "50,000,000.00")],
    }
    found = {
        party: interest_fen(
            history([(day(on), yuan(fen)) for on, fen in came_in[party]], day(until)),
            ((date(2026, 1, 1), 3_500),),
        )
        for party, until in reckoned.items()
    }
    assert sorted([*found.values(), sum(found.values())]) == sorted(told.interest.values())
