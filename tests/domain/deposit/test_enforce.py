"""A court takes what it froze (P27, E11); what is left of the deposit is owed as it was."""

from dataclasses import replace

import pytest

from domain.accounts import FROZEN, REFUNDS_PAYABLE, RETURNED
from domain.deposit.enforce import EXECUTE_ENFORCEMENT, ExecuteEnforcement
from domain.deposit.owed import RefundObligationReduced
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.kernel import Post, StreamId
from domain.money import yuan
from domain.payee import Payee
from domain.postings import Entry, Leg, moved
from tests.kit.owing import (
    COURT,
    allocated,
    approved,
    cancelled,
    credited,
    held,
    instructed,
    late,
    lifted,
    line,
    matched,
    owed,
    refund,
    returned,
)
from tests.kit.rows import ACCOUNT, PRICE, REQUIRED, D
from tests.kit.story import NOON, fold, given

ORDER = {"document": "(2026)闽06执1号", "evidence": "ee" * 32}
DAY = NOON.date()
OTHERS = Payee(name="别家公司", account="1")


def taking(amount, hold="H1"):
    return ExecuteEnforcement(deposit=D, hold=hold, amount_fen=amount, **ORDER)


def taken(amount):
    legs = (Leg("2010", D, amount, "P27"), Leg("2011", f"{D}/H1", -amount, "P27"))
    entry = Entry("CUST", "CNY", legs)
    return EnforcementExecuted(deposit=D, hold="H1", day=NOON.date(), entries=(entry,), **ORDER)


def answer(*facts, amount=10, by=COURT, hold="H1"):
    return given(DEPOSIT, REQUIRED, *facts).when(taking(amount, hold), by=by)


def test_e11_a_part_of_what_was_frozen_is_taken_and_the_rest_stays_frozen():
    whole, frozen = yuan("500,000.00"), yuan("320,000.00")
    past = (matched(amount=whole), held(frozen))
    took = taken(yuan("318,750.50"))
    answer(*past, amount=yuan("318,750.50")).then(took)
    state = fold(DEPOSIT, REQUIRED, *past, took)
    left = yuan("1,249.50")
    assert [hold.amount_fen for hold in state.holds] == [left]
    assert (state.balance("2010"), state.given.to("2011", f"{D}/H1")) == (left, yuan("318,750.50"))
    free = fold(DEPOSIT, REQUIRED, *past, took, lifted(left))
    assert (free.held_fen, free.holds) == (yuan("181,249.50"), ())
    assert [receipt.back_fen for receipt in free.receipts] == [yuan("181,249.50")]


def test_what_was_owed_back_is_owed_less():
    answer(matched(), owed(), held(10)).then(taken(10), cancelled(), owed(2, PRICE - 10))


def test_all_of_it_taken_the_hold_is_over():
    state = fold(DEPOSIT, REQUIRED, matched(), held(10), taken(10))
    assert (state.holds, state.balance("2010")) == ((), 0)


def test_what_another_order_keeps_back_stays_as_it_is():
    state = fold(DEPOSIT, REQUIRED, matched(), held(30), held(20, "H2"), taken(10))
    assert [(one.code, one.amount_fen, one.executed) for one in state.holds] == [
        ("H1", 20, (ORDER["document"],)),
        ("H2", 20, ()),
    ]


def test_no_more_than_was_frozen():
    answer(matched(), held(10), amount=11).refused_by("hold.too_much")


def test_nothing_that_is_approved_to_go_back():
    """It cannot be frozen then; were it all the same, nobody else gets it."""
    going = (matched(), owed(), held(10), approved(amount=None))
    answer(*going).refused_by("hold.goes_back")


def owed_back_frozen(fen, of=1):
    entry = moved("P26", (REFUNDS_PAYABLE, refund(of)), (FROZEN, D), fen)
    return replace(held(fen), entries=(entry,))


def less(left, number=1):
    return RefundObligationReduced(deposit=D, number=number, amount_fen=left)


def test_of_what_a_refund_owes_back_so_much_less_is_owed():
    """What was proposed of it has changed: two sign what is left."""
    past = (*late(), owed_back_frozen(10))
    answer(*past).then(taken(10), less(PRICE - 10))
    one = fold(DEPOSIT, REQUIRED, *past, taken(10), less(PRICE - 10))
    refund = one.refund(1)
    assert (refund.amount_fen, refund.version, refund.standing) == (PRICE - 10, 2, Standing.OWED)
    assert (one.balance("2005", 1), one.given.to("2011", f"{D}/H1")) == (PRICE - 10, 10)
    assert one.given.lies == {("2011", f"{D}/H1"): {ACCOUNT}}


def test_where_all_of_it_was_taken_nothing_is_owed():
    answer(*late(), owed_back_frozen(PRICE), amount=PRICE).then(taken(PRICE), less(0), cancelled())


def test_what_two_signed_already_goes_back_with_so_much_less_and_is_not_owed_anew():
    """The most that may go to this payee is what they signed: no third signature for less."""
    past = (matched(), owed(), approved(), owed_back_frozen(10))
    answer(*past).then(taken(10), less(PRICE - 10))
    state = fold(DEPOSIT, REQUIRED, *past, taken(10), less(PRICE - 10))
    assert state.refund(1).standing is Standing.APPROVED
    assert [receipt.back_fen for receipt in state.receipts] == [PRICE - 10]
    assert state.whole, "what came counts wherever it is"


def test_what_somebody_else_paid_is_not_the_partys():
    strange = replace(owed(1, PRICE, cause="MISMATCH", interest=False, line=line(1)), payee=OTHERS)
    for payee in (OTHERS, None):
        past = (late()[0], replace(strange, payee=payee), owed_back_frozen(10))
        answer(*past).refused_by("hold.not_the_partys")


def test_whose_terms_nobody_can_read_any_more_is_not_known_to_be_the_partys():
    past = (replace(REQUIRED, terms=None), *late(), owed_back_frozen(10))
    given(DEPOSIT, *past).when(taking(10), by=COURT).refused_by("hold.not_the_partys")


def test_its_interest_is_not_left_without_it():
    """It is paid with the refund: a fen of that stays, or all is taken where both came back."""
    past = (matched(), owed(), credited(7), allocated(7), approved())
    answer(*past, owed_back_frozen(PRICE), amount=PRICE).refused_by("hold.leaves_interest")
    answer(*past, owed_back_frozen(PRICE), amount=PRICE - 1).then(taken(PRICE - 1), less(1))
    came_back = (*past, instructed(interest=7), returned(amount=PRICE + 7))
    entry = moved("P26", (RETURNED, refund()), (FROZEN, D), PRICE + 7)
    came_back += (replace(held(PRICE + 7), entries=(entry,)),)
    for fen in (PRICE, PRICE + 6):
        answer(*came_back, amount=fen).refused_by("hold.leaves_interest")
    both = PRICE + 7
    answer(*came_back, amount=both).then(taken(both), less(0), cancelled())


def test_nor_is_interest_left_that_is_still_to_come():
    """It was approved before the bank paid it: with nothing to go along with it would be nobody's.
    On 2005 interest cannot be frozen with it, and is not told to be.
    """
    past = (matched(), owed(), replace(approved(), interest_to_come=True), owed_back_frozen(PRICE))
    answer(*past, amount=PRICE - 1).then(taken(PRICE - 1), less(1))
    all_of_it = answer(*past, amount=PRICE)
    all_of_it.refused_by("hold.leaves_interest")
    assert all_of_it.decision.detail.endswith("take less than 800,000.00")


def test_only_what_stands():
    answer(matched(), held(10), hold="H2").refused_by("hold.unknown")
    answer(matched(), held(10), lifted(10)).refused_by("hold.unknown")


@pytest.mark.parametrize("by", [Post("COURT", "另一法院"), Post("V-HOUSING", COURT.organisation)])
def test_by_the_court_that_froze_it(by):
    answer(matched(), held(10), by=by).refused_by("hold.not_yours")


def test_what_a_supervisor_holds_back_no_court_takes():
    housing = Post("V-HOUSING", COURT.organisation)
    answer(matched(), held(10, authority=housing)).refused_by("hold.not_yours")


def test_the_stream_is_named_by_the_request():
    assert EXECUTE_ENFORCEMENT.touches(taking(1)) == (StreamId("deposit", D),)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("hold", "x", "hold 'x': expected"),
        ("amount_fen", 0, "amount_fen 0: expected one or more"),
        ("document", " ", "document: expected the order's reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(taking(1), **{field: value})


def test_one_order_takes_once_and_another_may_take_of_what_is_left():
    past = (matched(), held(10), taken(4))
    answer(*past, amount=1).refused_by("hold.executed")
    other = replace(taking(1), document="(2026)闽06执2号")
    said = given(DEPOSIT, REQUIRED, *past).when(other, by=COURT).decision
    assert isinstance(said[0], EnforcementExecuted)
