"""What a court took of a withdrawn bid's deposit counts no more: it may be paid anew (decision 60).

The read model says so as the domain does, and whatever the bank takes back later.
"""

from dataclasses import replace

import pytest

from domain.accounts import ENFORCEMENT_PAYABLE, FROZEN, REFUNDS_PAYABLE
from domain.deposit.owed import RefundObligationReduced
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.spend import owed_less
from domain.deposit.stream import DEPOSIT
from domain.kernel import Event
from domain.postings import moved
from tests.kit.owing import (
    DUE,
    EVIDENCE,
    PAYEE,
    approved,
    cancelled,
    confirmed,
    held,
    instructed,
    late,
    matched,
    owed,
)
from tests.kit.rows import PRICE, REQUIRED, D
from tests.kit.story import fold
from tests.projections.standing import misread
from tests.projections.test_missing import OWED, WITHDRAWN, all_reversed


def court_took(fen: int, of: int = 1) -> tuple[Event, ...]:
    """Of what a refund owes back, so much was frozen and taken; where that is all, it is void."""
    frozen = moved("P26", (REFUNDS_PAYABLE, f"{D}/{of}"), (FROZEN, D), fen)
    taken = EnforcementExecuted(
        deposit=D,
        hold="H1",
        document="1号",
        evidence=EVIDENCE,
        day=DUE,
        entries=(moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/H1"), fen),),
    )
    left = (PRICE if of == 1 else fen) - fen
    less = RefundObligationReduced(deposit=D, number=of, amount_fen=left)
    void = () if left else (cancelled(of),)
    return (replace(held(fen), entries=(frozen,)), taken, less, *void)


def took_of_held(past: tuple[Event, ...], fen: int, hold: str = "H1") -> tuple[Event, ...]:
    """A court froze so much of what is held, and takes it: what waits is owed so much less."""
    entry = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/{hold}"), fen)
    order = {"document": "1号", "evidence": EVIDENCE, "day": DUE}
    taken = EnforcementExecuted(deposit=D, hold=hold, entries=(entry,), **order)
    state = fold(DEPOSIT, REQUIRED, *past)
    less = owed_less(D, state.receipts, state.refunds, fen)
    return (*past, held(fen, hold), taken, *less)


TWO_PAID = (matched(1, 600), owed(1, 600, cause="WITHDRAWN"), matched(2, PRICE - 600))
"""Withdrawn, and the rest of the deposit paid while that waits."""
HELD_TAKEN = took_of_held(WITHDRAWN[:2], 10)
HANDED_IN_AGAIN = (*HELD_TAKEN, cancelled(2))
STORIES = {
    "a court took of what goes back": (*OWED, *court_took(10)),
    "a court took of what goes back since its bid was withdrawn": (*WITHDRAWN, *court_took(10)),
    "a court took of it before anybody approved that": HELD_TAKEN,
    "and its bid is handed in again": HANDED_IN_AGAIN,
    "and a court takes of what is held again": took_of_held(
        (*HANDED_IN_AGAIN, matched(2, 10)), 5, "H2"
    ),
    "one account went, of the other a court took": took_of_held(
        (
            matched(1, PRICE - 400),
            matched(2, 400, "9"),
            owed(1, PRICE - 400, cause="WITHDRAWN"),
            owed(2, 400, cause="WITHDRAWN", payee=replace(PAYEE, account="9")),
            approved(1, amount=PRICE - 400),
        ),
        300,
    ),
    "a court took more than was owed back": took_of_held(TWO_PAID, 800),
    "and that was handed in again, and paid anew": (
        *took_of_held(TWO_PAID, 800),
        cancelled(1),
        matched(3, 800),
    ),
    "of an account that is owed nothing, a court took": took_of_held(
        (
            matched(1, 100),
            matched(2, PRICE - 100, "9"),
            owed(1, 100, cause="WITHDRAWN"),
            owed(2, PRICE - 100, cause="WITHDRAWN", payee=replace(PAYEE, account="9")),
            approved(1, amount=100),
            instructed(amount=100),
            confirmed(amount=100),
            matched(3, 100),
        ),
        50,
    ),
    "of other money that goes back, a court took": (
        *WITHDRAWN[:2],
        *late(2, 7, of=2),
        *court_took(7, of=2),
    ),
    "a court took all of that": (*WITHDRAWN, *court_took(PRICE)),
    "a court took of it, the rest went back, and it was paid again": (
        *WITHDRAWN,
        *court_took(10),
        instructed(amount=PRICE - 10),
        confirmed(amount=PRICE - 10),
        matched(2),
    ),
    "a court took all of that, and it was paid again": (*WITHDRAWN, *court_took(PRICE), matched(2)),
}


@pytest.mark.parametrize("past", STORIES.values(), ids=STORIES)
def test_what_the_bank_took_back_then_counts_no_more_nor_is_it_counted_twice(past):
    for said in all_reversed(past):
        assert list(misread(D, (REQUIRED, *said))) == []


@pytest.mark.parametrize("fen", [10, PRICE])
def test_nor_does_what_a_court_took_of_that_and_it_may_be_paid_anew(fen):
    """Until the deadline its bidder pays again, and bids on that."""
    took = (*WITHDRAWN, *court_took(fen))
    assert fold(DEPOSIT, REQUIRED, *took).missing_fen == PRICE
    assert fold(DEPOSIT, REQUIRED, *took, matched(2)).missing_fen == 0
    assert fold(DEPOSIT, REQUIRED, *OWED, *court_took(10)).whole, "at the lot's end it had counted"


def test_nor_does_what_a_court_took_of_it_while_that_waited():
    """Handed in again, its bid stands with so much less, which its bidder may pay anew."""
    assert fold(DEPOSIT, REQUIRED, *HELD_TAKEN).missing_fen == 10
    assert fold(DEPOSIT, REQUIRED, *HANDED_IN_AGAIN).missing_fen == 10
    again = fold(DEPOSIT, REQUIRED, *HANDED_IN_AGAIN, matched(2, 10))
    assert (again.missing_fen, again.held_fen) == (0, PRICE)
    assert fold(DEPOSIT, REQUIRED, *took_of_held(OWED[:2], 10)).whole, "at the lot's end it counted"


def test_whatever_it_took_meanwhile_its_bidder_pays_anew_and_then_all_of_it_is_there():
    """It took all but 200 fen, and 600 were owed back: no bid stood on the rest either."""
    took = took_of_held(TWO_PAID, PRICE - 200)
    assert fold(DEPOSIT, REQUIRED, *took).missing_fen == PRICE - 200
    again = fold(DEPOSIT, REQUIRED, *took, cancelled(2), matched(3, PRICE - 200))
    assert (again.missing_fen, again.held_fen) == (0, PRICE)
