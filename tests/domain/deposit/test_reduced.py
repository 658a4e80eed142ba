"""Of which lines a court takes what goes back, and what counts of them since (P27, decision 60)."""

from dataclasses import replace

import pytest

from domain.accounts import (
    BONDS_HELD,
    DEPOSITS_HELD,
    ENFORCEMENT_PAYABLE,
    FROZEN,
    REFUNDS_PAYABLE,
    RETURNED,
)
from domain.categories.category import Cause
from domain.deposit.owed import DepositConverted, RefundObligationReduced
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.refund import Standing
from domain.deposit.spend import owed_less
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.postings import Entry, Leg, moved
from tests.kit.owing import (
    DUE,
    EVIDENCE,
    PAYEE,
    approved,
    confirmed,
    held,
    instructed,
    late,
    line,
    matched,
    owed,
    refund,
    returned,
)
from tests.kit.rows import OWNER, REQUIRED, D
from tests.kit.story import fold

SECOND, THIRD = "6222000000000000002", "6222000000000000003"
WITHDRAWN, LOSER = Cause.WITHDRAWN.value, Cause.LOSER.value
PAID = (
    matched(1, 50),
    matched(2, 100, SECOND),
    matched(3, 200, SECOND),
    matched(4, 300, SECOND),
    matched(5, 70, THIRD),
)
"""Three accounts paid a deposit, the second of them by three lines."""


def owing(cause):
    """Each is owed what it paid."""
    said = {"cause": cause, "interest": False}
    second, third = (replace(PAYEE, account=one) for one in (SECOND, THIRD))
    return owed(1, 50, **said), owed(2, 600, payee=second, **said), owed(3, 70, payee=third, **said)


def after(*facts):
    return fold(DEPOSIT, REQUIRED, *facts)


def took(fen):
    entry = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/H1"), fen)
    said = {"hold": "H1", "document": "1号", "evidence": EVIDENCE, "day": DUE}
    return EnforcementExecuted(deposit=D, entries=(entry,), **said)


def took_of_the_second(fen, of=2, left=600, at=REFUNDS_PAYABLE):
    """What that refund owes back was frozen, and so much of it is taken."""
    frozen = moved("P26", (at, refund(of)), (FROZEN, D), fen)
    less = RefundObligationReduced(deposit=D, number=of, amount_fen=left - fen)
    return replace(held(fen), entries=(frozen,)), took(fen), less


def took_of_what_is_held(past, fen):
    state = after(*past)
    less = owed_less(D, state.receipts, state.refunds, fen)
    return (*past, held(fen), took(fen), *less)


def backs(state):
    return [one.back_fen for one in state.receipts]


def uncounted(state):
    return [one.taken_fen for one in state.receipts]


@pytest.mark.parametrize(
    ("cause", "less"),
    [(WITHDRAWN, [0, 100, 50, 0, 0]), (LOSER, [0] * 5)],
    ids=["since a bid was withdrawn", "at the lot's end"],
)
def test_of_three_refunds_the_one_it_took_of_owes_less_of_its_first_lines(cause, less):
    """The others, before and after it, stay as they were; only of a withdrawn bid does it count
    no more, to be paid anew.
    """
    past = (*PAID, *owing(cause), approved(2, amount=600))
    before, state = after(*past), after(*past, *took_of_the_second(150))
    first, second, third = state.refunds
    assert (first, third) == (before.refunds[0], before.refunds[2])
    assert (second.number, second.amount_fen, second.taken_fen) == (2, 450, 150)
    assert (second.standing, second.of) == (Standing.APPROVED, ((2, 150), (3, 300)))
    assert second.version == before.refunds[1].version + 1
    assert backs(state) == [50, 0, 150, 300, 70]
    assert uncounted(state) == less


def test_what_a_court_took_of_a_refund_in_two_steps_is_all_told():
    """What is left goes on with it, and is reckoned of what is left of its lines."""
    past = (*PAID, *owing(WITHDRAWN), approved(2, amount=600), *took_of_the_second(150))
    state = after(*past, *took_of_the_second(160, left=450))
    second = state.refunds[1]
    assert (second.amount_fen, second.taken_fen, second.given_fen) == (290, 310, 600)
    assert second.of == ((3, 290),)
    assert (backs(state), uncounted(state)) == ([50, 0, 0, 290, 70], [0, 100, 200, 10, 0])


def test_of_late_money_that_is_owed_no_line_that_counts_is_less():
    past = (*PAID, *late(6, 40, of=1))
    state = after(*past, *took_of_the_second(15, of=1, left=40))
    assert (backs(state), uncounted(state)) == ([50, 100, 200, 300, 70, 0], [0] * 6)
    assert (state.refunds[0].amount_fen, state.refunds[0].taken_fen) == (25, 15)


@pytest.mark.parametrize(
    ("past", "less"),
    [
        ((*PAID, *owing(WITHDRAWN)), [50, 10, 0, 0, 0]),
        ((*PAID, *owing(LOSER)), [0] * 5),
        ((PAID[0], owed(1, 50, cause=WITHDRAWN), approved(1, amount=50), *PAID[1:]), [0] * 5),
    ],
    ids=["it waits since a bid was withdrawn", "at the lot's end", "two signed that"],
)
def test_of_what_is_held_a_court_takes_what_counts_no_more_while_that_waits(past, less):
    assert uncounted(after(*took_of_what_is_held(past, 60))) == less


def test_what_a_court_took_of_a_line_had_gone_when_the_bank_takes_the_line_back():
    """As what goes back to its payer would have: nothing of that is missing twice."""
    past = took_of_what_is_held((matched(1, 600), owed(1, 600, cause=WITHDRAWN)), 100)
    gone, *_ = reverse(D, after(*past), line(1), line(9), OWNER)
    assert gone.gone_fen == 100
    assert backs(after(*past)) == [500]


def test_of_what_went_before_the_rest_became_a_bond_it_takes_no_more_than_goes_back():
    """Come back from the bank since; when that takes the line back, only what the court has is owed
    to us.
    """
    entry = moved("P19", (DEPOSITS_HELD, D), (BONDS_HELD, D), 1_000)
    bond = DepositConverted(deposit=D, to="2003", earnest_fen=0, entries=(entry,))
    went = approved(1, amount=600), instructed(1, amount=600), confirmed(1, amount=600)
    back = (matched(1, 600), owed(1, 600, cause=WITHDRAWN), *went, matched(2, 1_000), bond)
    past = (*back, returned(1, amount=600))
    past += took_of_the_second(200, of=1, left=600, at=RETURNED)
    state = after(*past)
    assert (backs(state), uncounted(state)) == ([400, 0], [200, 0])
    assert state.refunds[0].of == ((0, 400),)
    gone, *_ = reverse(D, state, line(1), line(9), OWNER)
    legs = (("2012", refund(1), 400), ("1003", D, 200), ("1008", OWNER, -600))
    assert gone.entries == (Entry("CUST", "CNY", tuple(Leg(*one, "P09") for one in legs)),)
