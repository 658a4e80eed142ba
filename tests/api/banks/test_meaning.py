"""Which of equal receipts a reversal takes back: what is with us still, not what has gone out."""

from dataclasses import replace

import pytest

from api.banks.meaning import reversing
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import DuplicateReceiptDetected
from domain.deposit.stream import DEPOSIT
from domain.postings import moved
from tests.kit.owing import (
    REFUNDS_PAYABLE,
    UNIDENTIFIED,
    approved,
    confirmed,
    instructed,
    line,
    matched,
    owed,
    refund,
    returned,
)
from tests.kit.rows import BASIC, DAY, OWNER, PAYER, PRICE, REQUIRED, D, debit
from tests.kit.story import fold

NUMBER = "3500123456001"
BACK = debit(1, reference=NUMBER, reversal=True)


def twice(n, of):
    """The same again on line `n`, owed back as refund `of`."""
    entry = moved("P05", (UNIDENTIFIED, OWNER), (REFUNDS_PAYABLE, refund(of)), PRICE)
    came = DuplicateReceiptDetected(
        deposit=D,
        line=line(n),
        payer=PAYER,
        payer_account=BASIC,
        value_date=DAY,
        entries=(entry,),
    )
    return came, owed(of, cause="DUPLICATE", interest=False, line=line(n))


def taken(*facts, by=BACK):
    """The line that is taken back, or why none is."""
    (said,) = fold(BANKPAGE, by).lines
    state = fold(DEPOSIT, REQUIRED, *facts)
    found = reversing(line(1), said, {NUMBER: D}, lambda _: state)
    return found if isinstance(found, str) else found.command.reversed


PAID = (approved(amount=None), instructed(), confirmed())


@pytest.mark.parametrize(
    ("facts", "right"),
    [
        ((matched(2),), 2),
        ((matched(2), *twice(3, 1)), 3),
        ((*twice(3, 1), matched(4)), 3),
        ((matched(2), *twice(3, 1), *twice(4, 2)), 4),
        ((matched(2), *twice(3, 1), *PAID[:1]), 3),
        ((matched(2), *twice(3, 1), *PAID[:2]), 2),
        ((matched(2), *twice(3, 1), *PAID), 2),
        ((matched(2), *twice(3, 1), *twice(4, 2), *PAID), 4),
        ((matched(2), *twice(3, 1), *PAID, returned()), 3),
    ],
    ids=[
        "one",
        "a duplicate",
        "a duplicate that came first",
        "the newest of two",
        "approved",
        "on its way: what is held",
        "paid out: what is held",
        "one of two paid out",
        "paid out and come back",
    ],
)
def test_the_one_that_is_with_us_is_taken_back(facts, right):
    assert taken(*facts) == line(right)


def test_of_payers_without_an_account_no_two_are_known_to_be_equal():
    nameless = replace(BACK, particulars=replace(BACK.particulars, payer_account=None))
    one, two = matched(2, account=None), matched(3, account=None)
    assert taken(one, by=nameless) == line(2)
    assert taken(one, two, by=nameless) == "desk.no_credit_reversed"
