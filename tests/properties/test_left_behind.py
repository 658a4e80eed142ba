"""Lives at whose end money was once left that nobody could move; and that this would be seen."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.desk.convert import ConvertDeposit
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.reverse import MatchReversal
from domain.desk.unmatch import UnmatchReceipt
from domain.kernel import Post, Rejected, StreamId
from domain.lot.award import ConfirmTransaction, SignContract
from domain.lot.close import FailLot
from domain.lot.compete import CloseTimedBidding
from tests.kit.till import OWNER, Till
from tests.properties.books import wrong
from tests.properties.living import B1, ENDS, OPENING, PRICE, SALE

D = "P00000000000000D3"
FIRST, SECOND = date(2026, 3, 17), date(2026, 3, 18)


@pytest.fixture
def till() -> Till:
    """A sale, and the deposit of who will win it."""
    made = Till()
    made.lot(SALE, "1,000.00", "STATE_PROPERTY")
    made.bidder(D, SALE, B1)
    return made


def sold(till: Till) -> None:
    price = {"lot": SALE, "price_fen": 60 * PRICE}
    till.do(CloseTimedBidding(bidders=1, **price), OWNER, when=OPENING)
    till.do(ConfirmTransaction(winner=B1, **price), OWNER, when=ENDS)
    till.do(SignContract(signed_on=ENDS.date(), **price), OWNER, when=ENDS)


def convert(till: Till) -> Any:
    return till.ask(ConvertDeposit(deposit=D, lot=SALE), "C-SET2")


def owed(till: Till) -> list[int]:
    """What is owed and not approved, in fen."""
    return [one.amount_fen for one in till.deposit(D).refunds if one.standing.name == "OWED"]


def reversed_by_the_bank(till: Till, line: str, day: date, fen: int = PRICE) -> None:
    by = till.line(fen, day, credit=False, reversal=True)
    till.match(MatchReversal, by, reversed=line, deposit=D, lot=None)


def test_half_a_deposit_is_not_converted_and_the_other_half_is_found_later(till: Till) -> None:
    till.pays(D, B1, "500.00", FIRST)
    sold(till)
    refused = convert(till)
    assert isinstance(refused, Rejected)
    assert refused.rule == "deposit.not_whole"
    assert (owed(till), list(wrong(till))) == ([50_000], [])
    till.pays(D, B1, "500.00", SECOND)
    assert (owed(till), list(wrong(till))) == ([50_000, 50_000], [])
    assert not isinstance(convert(till), Rejected), "whole now, and nobody has approved a refund"
    assert (owed(till), list(wrong(till)), till.books["2004", D]) == ([], [], -PRICE)


def test_what_is_found_after_one_half_was_paid_back_is_paid_back_too(till: Till) -> None:
    till.pays(D, B1, "500.00", FIRST)
    sold(till)
    till.refund(D, 1, date(2026, 5, 12))
    till.pays(D, B1, "500.00", SECOND)
    assert (owed(till), list(wrong(till))) == ([50_000], [])


def guaranteed(till: Till) -> None:
    """A guarantee stands in for one half, the other is paid; then it is given back."""
    till.pays(D, B1, "500.00", FIRST)
    promise = {"guarantee": "G00000000000000E1", "deposit": D}
    half = {"amount_fen": PRICE // 2, "valid_until": date(2026, 9, 1)}
    till.do(
        LodgeGuarantee(**promise, **half, number="GUA", guarantor="某担保公司"),
        Post("GUARANTOR", "某担保公司"),
    )
    sold(till)
    till.do(ReleaseGuarantee(**promise, lot=SALE), OWNER)


def test_what_is_found_once_a_deposit_was_converted_is_owed(till: Till) -> None:
    guaranteed(till)
    assert not isinstance(convert(till), Rejected)
    till.pays(D, B1, "500.00", SECOND)
    assert (owed(till), list(wrong(till))) == ([50_000], [])


def test_what_is_left_of_a_whole_deposit_when_a_part_is_reversed_is_owed(till: Till) -> None:
    line = till.pays(D, B1, "500.00", FIRST)
    till.pays(D, B1, "500.00", SECOND)
    sold(till)
    assert (owed(till), list(wrong(till))) == ([], [])
    reversed_by_the_bank(till, line, ENDS.date(), PRICE // 2)
    assert (owed(till), list(wrong(till))) == ([50_000], [])


def test_what_is_left_of_a_whole_deposit_when_a_part_was_anothers_is_owed(till: Till) -> None:
    line = till.pays(D, B1, "500.00", FIRST)
    till.pays(D, B1, "500.00", SECOND)
    sold(till)
    till.match(UnmatchReceipt, line, deposit=D, lot=None, reason="认错")
    assert (owed(till), list(wrong(till))) == ([50_000], [])


def test_what_comes_beyond_a_reversed_refund_is_owed(till: Till) -> None:
    line = till.pays(D, B1, "1,000.00", FIRST)
    till.do(FailLot(lot=SALE, reason="流标"), OWNER, when=OPENING)
    till.refund(D, 1, date(2026, 3, 27))
    reversed_by_the_bank(till, line, date(2026, 3, 30))
    till.pays(D, B1, "1,000.00", date(2026, 4, 1))
    assert (owed(till), list(wrong(till))) == ([], [])
    till.pays(D, B1, "500.00", SECOND)
    assert (owed(till), list(wrong(till))) == ([50_000], [])


def test_money_that_nobody_owes_is_seen(till: Till) -> None:
    """The books are not blind: an obligation is forgotten, and they say so."""
    till.pays(D, B1, "500.00", FIRST)
    sold(till)
    stream = StreamId("deposit", D)
    till.memory.states[stream] = replace(till.deposit(D), refunds=())
    left = f"{D} holds 50000 and owes 0: nobody can ever move the rest"
    assert left in list(wrong(till))


def test_what_may_still_be_converted_is_not_left_behind(till: Till) -> None:
    till.pays(D, B1, "1,000.00", FIRST)
    sold(till)
    assert (owed(till), list(wrong(till))) == ([], [])
