"""A sale's price as its buyer's deposit knows it (P20 to P23): what came of it, where it lies.

Told by facts; amounts in fen.
"""

from dataclasses import replace

from domain.accounts import ENFORCEMENT_PAYABLE, FROZEN
from domain.deposit.arrived import BankCreditReversed, ReceiptUnmatched, ReversalRepaid
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.price import Price
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.postings import Entry, Leg, moved, reversed_entry
from tests.kit.certified import BECAME, REST, WHOLE, WHOLE_HERE, came, given_on
from tests.kit.owing import (
    approved,
    confirmed,
    held,
    instructed,
    late,
    line,
    matched,
    owed,
)
from tests.kit.passing import WINNERS, proceeds_gone
from tests.kit.rows import BASIC, OWNER, PAYER, PRICE, D
from tests.kit.story import NOON, fold

ELSEWHERE = f"ZZ-SETTLEMENT/{OWNER.partition('/')[2]}/1#2"
OF_PRICE = line(1)
TAKEN = BankCreditReversed(
    deposit=D,
    line=OF_PRICE,
    by=line(8),
    gone_fen=0,
    entries=(
        Entry("CUST", "CNY", (Leg("2004", D, REST, "P09"), Leg("1008", OWNER, -REST, "P09"))),
    ),
)


def state(*facts):
    return fold(DEPOSIT, WINNERS, *facts)


def came_fen(*facts):
    found = state(*facts)
    return found.price.came_fen(found.own_receivable_fen)


def test_it_is_what_the_deposit_became_and_what_came_besides():
    price = state(*WHOLE_HERE).price
    assert (price.converted_fen, price.part_fen, came_fen(*WHOLE_HERE)) == (PRICE, PRICE, WHOLE)
    (one,) = price.lines
    assert (one.payer, one.payer_account, one.entry) == (PAYER, BASIC, came().entries[0])
    assert (one.counted_fen, one.back_fen) == (0, REST), "it counts for no deposit"


def test_a_bond_is_no_price():
    bond = Entry("CUST", "CNY", (Leg("2002", D, PRICE, "P19"), Leg("2003", D, -PRICE, "P19")))
    assert state(matched(), replace(BECAME, to="2003", entries=(bond,))).price == Price()


def test_given_on_nothing_of_it_is_here():
    price = state(*WHOLE_HERE, given_on()).price
    assert (price.part_fen, [one.back_fen for one in price.lines]) == (0, [0])
    assert came_fen(*WHOLE_HERE, given_on()) == WHOLE, "but all of it came"


def test_the_part_lies_where_the_deposit_came_to_and_not_where_it_did_not_count():
    """What came late, on another account of ours, is owed back from there."""
    too_late, owes = late(2)
    elsewhere = replace(too_late, line=ELSEWHERE)
    found = state(matched(9), elsewhere, replace(owes, line=ELSEWHERE), BECAME)
    assert found.price.part_lies_on(found.receipts) == {"ZZ-DEPOSITS"}
    after = state(matched(9), BECAME, elsewhere, replace(owes, line=ELSEWHERE))
    assert after.price.part_lies_on(after.receipts) == {"ZZ-DEPOSITS"}, "nor what came since"
    unread = state(replace(matched(9), line=None), BECAME)
    assert unread.price.part_lies_on(unread.receipts) == frozenset()


WITHDRAWN = (
    replace(matched(1), line=ELSEWHERE),
    *(owed(cause="WITHDRAWN"), approved(), instructed(), confirmed()),
)
"""Paid on another account of ours, and paid back since the bid was withdrawn."""


def test_what_was_paid_back_since_a_bid_was_withdrawn_bears_none_of_the_price():
    found = state(*WITHDRAWN, matched(2), BECAME)
    assert found.price.part_lies_on(found.receipts) == {"ZZ-DEPOSITS"}
    assert found.price.lies_on(found.receipts) == {"ZZ-DEPOSITS"}


def test_what_made_good_what_had_been_paid_back_before_bears_none_of_it_either():
    """The bank took the first back when it had gone, and its bidder made that good there."""
    lost = (*WITHDRAWN, *reverse(D, state(*WITHDRAWN), ELSEWHERE, line(8), OWNER))
    good = replace(made_good(PRICE), line=f"{ELSEWHERE}3")
    found = state(*lost, good, matched(2), BECAME)
    assert (found.receivable_fen, found.price.part_lies_on(found.receipts)) == (0, {"ZZ-DEPOSITS"})


def test_what_makes_good_a_line_of_the_part_bears_it_instead():
    """The bank took the deposit's line back while its price was here: it lies where it came
    again.
    """
    facts = (matched(9), BECAME)
    lost = (*facts, *reverse(D, state(*facts), line(9), line(8), OWNER))
    found = state(*lost, replace(made_good(PRICE), line=ELSEWHERE))
    assert found.price.part_lies_on(found.receipts) == {"ZZ-SETTLEMENT"}


def test_what_a_court_took_bears_none_of_it():
    seized = EnforcementExecuted(
        deposit=D,
        hold="H1",
        day=NOON.date(),
        document="(2026)闽06执1号",
        evidence="ee" * 32,
        entries=(moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/H1"), PRICE),),
    )
    first = replace(matched(1), line=ELSEWHERE)
    found = state(first, held(PRICE), seized, matched(2), BECAME)
    assert found.price.part_lies_on(found.receipts) == {"ZZ-DEPOSITS"}


# The bank takes a line of it back, or it was another's.


def test_a_line_of_the_price_is_another_s_after_all():
    entry = reversed_entry(came().entries[0])
    undone = ReceiptUnmatched(deposit=D, line=OF_PRICE, reason="认错", entries=(entry,))
    assert give_up(D, state(*WHOLE_HERE), OF_PRICE, "认错") == (undone,)
    assert came_fen(*WHOLE_HERE, undone) == PRICE


def test_the_bank_takes_a_line_of_the_price_back():
    assert reverse(D, state(*WHOLE_HERE), OF_PRICE, line(8), OWNER) == (TAKEN,)
    assert came_fen(*WHOLE_HERE, TAKEN) == PRICE


LOST = (
    *(*WHOLE_HERE, given_on()),
    *reverse(D, state(*WHOLE_HERE, given_on()), OF_PRICE, line(8), OWNER),
)
"""It had been given on by then: 1003."""


def paid_again(account, row, fen):
    legs = (Leg("2001", OWNER, fen, row), Leg(account, D, -fen, row))
    return Entry("CUST", "CNY", legs)


def made_good(fen):
    return ReversalRepaid(
        deposit=D,
        line=line(2),
        payer=PAYER,
        payer_account=BASIC,
        value_date=None,
        entries=(paid_again("1003", "P09", fen),),
    )


def test_what_was_taken_back_has_come_again_once_it_is_made_good_by_whichever_line():
    """By one of the price, or by one that paid the deposit."""
    assert (state(*LOST).receivable_fen, came_fen(*LOST)) == (REST, WHOLE - REST)
    of_price = replace(came(), line=line(2), entries=(paid_again("1003", "P09", REST),))
    assert (state(*LOST, of_price).receivable_fen, came_fen(*LOST, of_price)) == (0, WHOLE)
    of_deposit = made_good(REST)
    assert (state(*LOST, of_deposit).receivable_fen, came_fen(*LOST, of_deposit)) == (0, WHOLE)


def test_a_deposit_knows_each_line_that_brought_it_anything():
    """Of the deposit, of the price, of nobody who bids (P30)."""
    guarantor, _ = proceeds_gone(7)
    found = state(*WHOLE_HERE, guarantor)
    brought = [found.brought(line(n)) for n in (9, 1, 5)]
    assert [one and one.entry.amount for one in brought] == [PRICE, REST, 7]
    assert found.brought(line(2)) is None
