"""Which line a refund gives back stays what it was when two signed it, whatever is taken since."""

from dataclasses import replace

import pytest

from domain.accounts import (
    BONDS_HELD,
    DEPOSITS_HELD,
    ENFORCEMENT_PAYABLE,
    FROZEN,
    REFUNDS_PAYABLE,
    UNIDENTIFIED,
)
from domain.categories.category import Cause
from domain.deposit.covering import came_to, covered
from domain.deposit.owed import DepositConverted, RefundObligationReduced
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.spend import owed_less, taken
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.postings import moved
from tests.kit.owing import (
    DUE,
    EVIDENCE,
    approved,
    cancelled,
    confirmed,
    held,
    instructed,
    line,
    matched,
    owed,
)
from tests.kit.rows import OWNER, REQUIRED, D
from tests.kit.story import fold

WITHDRAWN = {"cause": Cause.WITHDRAWN.value, "interest": False}


def after(*facts):
    return fold(DEPOSIT, REQUIRED, *facts)


def went(number, fen):
    """Two signed it, the bank was told, and says so."""
    signed = approved(number, amount=fen), instructed(number, amount=fen)
    return (*signed, confirmed(number, amount=fen))


PAID_BACK = (matched(1, 600), owed(1, 600, **WITHDRAWN), *went(1, 600))
"""Paid, withdrawn, paid back."""


def court_took(past, fen):
    """It froze all that is held, and takes so much of that."""
    state = after(*past)
    entry = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/H1"), fen)
    said = {"deposit": D, "hold": "H1", "document": "1号", "evidence": EVIDENCE, "day": DUE}
    less = owed_less(D, state.receipts, state.refunds, fen)
    taking = EnforcementExecuted(**said, entries=(entry,)), *less
    return (*past, held(state.held_fen, "H1"), *taking)


def gives(past):
    """By refund, of which lines it gives back how much."""
    state = after(*past)
    return {
        one.number: [(receipt.line, fen) for receipt, fen in covered(state, one)]
        for one in state.refunds
        if one.is_of(one.payee)
    }


def test_what_was_paid_back_is_not_taken_but_what_came_since():
    past = (*PAID_BACK, matched(2, 1_000))
    state = after(*past)
    assert taken(state.receipts, state.refunds, 500) == ((1, 500),)
    assert gives(court_took(past, 500)) == gives(past) == {1: [(line(1), 600)]}


def test_a_court_is_paid_from_where_what_it_took_lies():
    """What came to the first account of ours went back; the second has what is held."""
    there = ((UNIDENTIFIED, "ZZ-SETTLEMENT/2026-03-18"), (DEPOSITS_HELD, D), 1_000)
    came = replace(
        matched(2, 1_000), line="ZZ-SETTLEMENT/2026-03-18/1#1", entries=(moved("P02", *there),)
    )
    state = after(*court_took((*PAID_BACK, came), 500))
    assert state.given.lies == {("2011", f"{D}/H1"): frozenset({"ZZ-SETTLEMENT"})}
    assert came_to(state, state.refunds[0]) == {"ZZ-DEPOSITS"}


NEWER_SIGNED = (matched(1, 600), owed(1, 600), matched(2, 400), owed(2, 400), matched(3, 200))
"""One account paid three lines and is owed two of them; two sign the newer obligation first."""


@pytest.mark.parametrize(
    ("fen", "older"),
    [
        (100, {1: [(line(1), 500), (line(3), 100)]}),
        (700, {3: [(line(3), 100)]}),
    ],
    ids=["what nobody is owed bears it", "the older obligation too"],
)
def test_of_two_the_newer_keeps_its_line_though_two_signed_it_first(fen, older):
    """A court takes what the older would have given back; the older has what is left."""
    past = (*NEWER_SIGNED, approved(2, amount=400))
    assert gives(past) == {1: [(line(1), 600)], 2: [(line(2), 400)]}
    assert gives(court_took(past, fen)) == {2: [(line(2), 400)], **older}


def test_the_newer_keeps_it_too_when_the_older_is_signed_after_it_or_owed_no_more():
    past = (*NEWER_SIGNED, approved(2, amount=400))
    assert gives((*past, cancelled(1))) == {2: [(line(2), 400)]}
    both = (*past, approved(1, amount=600))
    assert gives(both) == {1: [(line(1), 600)], 2: [(line(2), 400)]}


def test_of_what_the_bank_took_back_another_line_of_the_account_bears_what_had_gone():
    """The first line's money had gone; the second's, still here, makes it good to us."""
    past = (*PAID_BACK, matched(2, 400))
    state = after(*past)
    now = (*past, *reverse(D, state, line(1), line(9), OWNER))
    assert gives(now) == {1: [(line(1), 200), (line(2), 400)]}
    assert taken(after(*now).receipts, after(*now).refunds, 400) == ()


def test_where_that_makes_all_of_it_good_the_first_line_is_told_of_no_more():
    past = (*PAID_BACK, matched(2, 600))
    now = (*past, *reverse(D, after(*past), line(1), line(9), OWNER))
    assert [one.line for one in after(*now).receipts] == [line(2)]
    assert gives(now) == {1: [(line(2), 600)]}


def test_each_fen_is_of_its_line():
    past = (matched(1, 1), matched(2, 1), owed(1, 2))
    assert gives(past) == {1: [(line(1), 1), (line(2), 1)]}
    signed = (*past, approved(1, amount=2), matched(3, 1))
    assert after(*signed).refunds[0].of == ((0, 1), (1, 1))
    assert taken(after(*signed).receipts, after(*signed).refunds, 3) == ((2, 1),)


def test_what_a_court_takes_of_a_refund_it_gives_back_no_more():
    frozen = moved("P26", (REFUNDS_PAYABLE, f"{D}/1"), (FROZEN, D), 500)
    entry = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/H1"), 500)
    said = {"deposit": D, "hold": "H1", "document": "1号", "evidence": EVIDENCE, "day": DUE}
    past = (
        *(matched(1, 400), matched(2, 600), owed(1, 1_000), approved(1, amount=1_000)),
        replace(held(500), entries=(frozen,)),
        EnforcementExecuted(**said, entries=(entry,)),
        RefundObligationReduced(deposit=D, number=1, amount_fen=500),
    )
    assert gives(past) == {1: [(line(2), 500)]}
    assert after(*past).refunds[0].of == ((1, 500),)
    assert gives((*past, matched(3, 300))) == {1: [(line(2), 500)]}


def test_what_went_before_the_rest_became_a_bond_is_still_told_of_its_lines():
    """So its interest can be reckoned when the bank pays it later."""
    entry = moved("P19", (DEPOSITS_HELD, D), (BONDS_HELD, D), 1_000)
    became = DepositConverted(deposit=D, to="2003", earnest_fen=0, entries=(entry,))
    past = (*PAID_BACK, matched(2, 1_000), became)
    assert gives(past) == {1: [(line(1), 600)]}


SHARED = (matched(1, 600), owed(1, 400), matched(2, 200), owed(2, 400))
"""One account is owed twice: the newer gives back a part of the first line, all of the second."""


def test_of_a_line_it_keeps_its_own_part_though_more_of_that_is_free():
    """The older may take what is left of the first line, and of that alone."""
    past = (*SHARED, approved(2, amount=400))
    newer = [(line(1), 200), (line(2), 200)]
    assert gives(past) == {1: [(line(1), 400)], 2: newer}
    assert gives((*past, cancelled(1))) == {2: newer}


def test_what_it_lacks_the_same_line_bears_where_more_of_that_is_free():
    """The bank took the second line back after the newer had gone; nobody is owed the older."""
    past = (*SHARED, *went(2, 400), cancelled(1))
    now = (*past, *reverse(D, after(*past), line(2), line(9), OWNER))
    assert sum(fen for _, fen in gives(now)[2]) == 400
    assert dict(gives(now)[2])[line(1)] == 400


def test_who_paid_a_line_that_the_bank_took_back_comes_in_the_order_of_the_next():
    """A court takes of another's line first: it came before what the first payer paid anew."""
    past = (matched(1, 600), owed(1, 600, **WITHDRAWN), *went(1, 600))
    gone = (*past, *reverse(D, after(*past), line(1), line(9), OWNER))
    now = after(*gone, matched(2, 100, "6222000000000000001"), matched(3, 100))
    assert [one.reversed for one in now.receipts] == [True, False, False]
    assert taken(now.receipts, now.refunds, 1) == ((1, 1),)


def test_of_one_that_is_owed_no_more_the_lines_of_its_approval_are_told():
    """So interest of another account of ours is none of its."""
    past = (matched(1, 300), matched(2, 200), owed(1, 500), approved(1, amount=500))
    state = after(*past, *reverse(D, after(*past), line(1), line(9), OWNER))
    assert came_to(state, state.refunds[0]) == {"ZZ-DEPOSITS"}
