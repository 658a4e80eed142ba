"""An order keeps that refund back whose money it froze, to the fen, and no other (P26, P28)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.accounts import BONDS_HELD, DEPOSITS_HELD, FROZEN, PRICE_HELD, REFUNDS_PAYABLE
from domain.deposit.kept_back import kept_back
from domain.deposit.kept_days import late_since
from domain.deposit.refund import PAYABLE, Standing
from domain.deposit.spend import owed_less
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.desk.payable import Payable, payable
from domain.postings import moved
from tests.domain.deposit.test_enforce import taken
from tests.domain.deposit.test_kept_back import bond, price
from tests.kit.agreeing import paying
from tests.kit.batching import LAW
from tests.kit.owing import (
    PAYEE,
    approved,
    cancelled,
    held,
    late,
    lifted,
    line,
    matched,
    owed,
    refund,
)
from tests.kit.rows import REQUIRED, D
from tests.kit.story import fold

OTHER = "6222000000000000001"
FIRST, SECOND, LATE = 30_000, 20_000, 500
OWED = (
    matched(1, FIRST),
    matched(2, SECOND, OTHER),
    owed(1, FIRST, interest=False),
    owed(2, SECOND, interest=False, payee=replace(PAYEE, account=OTHER)),
    *late(3, LATE, of=3),
    bond(4, LATE),
    price(5, LATE),
)
"""Two accounts paid the deposit and are owed it back; a line came late; there is bond and price."""


def frozen(fen, account=DEPOSITS_HELD, owner=D, hold="H1", day=1):
    entry = moved("P26", (account, owner), (FROZEN, D), fen)
    return replace(held(fen, hold), day=day and date(2026, 4, day), entries=(entry,))


def let_go(fen, hold="H1", day=1):
    return replace(lifted(fen, hold), day=day and date(2026, 4, day))


def after(*facts):
    return fold(DEPOSIT, REQUIRED, *OWED, *facts)


def stopped(state):
    """The refunds that are kept back."""
    return {one.number for one in state.refunds if kept_back(state, one)}


@pytest.mark.parametrize(
    ("facts", "which"),
    [
        ((), set()),
        ((frozen(1),), {1}),
        ((frozen(FIRST),), {1}),
        ((frozen(FIRST + 1),), {1, 2}),
        ((frozen(FIRST), frozen(1, hold="H2")), {1, 2}),
        ((frozen(1, REFUNDS_PAYABLE, refund(3)),), {3}),
        ((frozen(LATE, BONDS_HELD),), set()),
        ((frozen(LATE, PRICE_HELD),), set()),
        ((approved(1, amount=FIRST), frozen(1)), {2}),
        ((approved(1, amount=FIRST), frozen(1, REFUNDS_PAYABLE, refund(1))), {1}),
    ],
    ids=[
        "no order",
        "a fen of what came first",
        "all that came first",
        "a fen more",
        "two orders, one after the other",
        "late money",
        "the bond",
        "the price",
        "two signed the first before",
        "and it was frozen then",
    ],
)
def test_what_came_first_is_frozen_first_and_what_two_signed_stands_apart(facts, which):
    """Who proposes them hears the same: what no order keeps back may be paid."""
    state = after(*facts)
    assert stopped(state) == which
    for one in (one for one in state.refunds if one.standing in PAYABLE):
        answer = payable(D, one.number, state, LAW, paying())
        kept = not isinstance(answer, Payable) and answer.rule == "refund.held"
        assert kept == (one.number in which), answer


def test_of_two_obligations_to_one_account_what_is_left_free_goes_to_the_older():
    """Found since: what it paid besides is owed besides."""
    state = after(matched(6, 100), owed(4, 100, interest=False), frozen(100))
    assert stopped(state) == {4}


def test_of_two_the_newer_goes_that_two_signed_before_the_order_came():
    """It stands in its own name by then; what was left free had to do for both."""
    more = matched(6, 100), owed(4, 100, interest=False), approved(4, amount=100)
    assert stopped(after(*more, frozen(1))) == {1}


def test_nor_does_the_newer_wait_for_what_two_signed_of_the_older():
    """The order reaches the first account alone; of the second, one is signed and one waits."""
    payee = replace(PAYEE, account=OTHER)
    more = matched(6, 100, OTHER), owed(4, 100, interest=False, payee=payee)
    assert stopped(after(approved(2, amount=SECOND), *more, frozen(1))) == {1}


def told(*facts):
    """Of each refund the days on which it was kept back, and since when it still is; of April."""
    refunds = after(*facts).refunds
    days = [[(since.day, until.day) for since, until in one.kept] for one in refunds]
    return days, [one.kept_since and one.kept_since.day for one in refunds]


def test_the_days_of_two_orders_are_told_of_what_each_reached():
    """The second reaches what the first left; once the first is lifted, it reaches that."""
    first, second = frozen(FIRST, day=3), frozen(FIRST, hold="H2", day=5)
    assert told(first) == ([[], [], []], [3, None, None])
    kept, since = told(first, second, let_go(FIRST, day=8))
    assert (since, kept[1], kept[2]) == ([8, None, None], [(5, 8)], [])
    kept, since = told(first, second, let_go(FIRST, day=8), let_go(FIRST, "H2", day=9))
    assert (since, kept[1]) == ([None, None, None], [(5, 8)])
    assert kept[0] == [(3, 5), (5, 8), (8, 9)]


def test_an_order_that_is_lifted_on_its_own_day_kept_nothing_back_a_day():
    assert told(frozen(1, day=3), let_go(1, day=3)) == ([[], [], []], [None, None, None])


def test_what_is_owed_under_two_orders_is_kept_since_the_first():
    """The first reaches it by itself; by the second it is kept no later."""
    orders = frozen(1, day=3), frozen(1, hold="H2", day=5)
    state = fold(DEPOSIT, REQUIRED, matched(1, FIRST), *orders, owed(1, FIRST, interest=False))
    assert [one.kept_since for one in state.refunds] == [date(2026, 4, 3)]


def test_the_last_that_was_owed_is_kept_from_that_day_on_too():
    """No late money is owed after it: the order reaches it once the first account's is gone."""
    past = (*OWED[:4], frozen(SECOND, day=3))
    state = fold(DEPOSIT, REQUIRED, *past)
    gone, *more = reverse(D, state, line(1), line(9), "ZZ-DEPOSITS/2026-03-17")
    on_the_fifth = replace(gone, by="ZZ-DEPOSITS/2026-04-05/1#9")
    state = fold(DEPOSIT, on_the_fifth, *more, start=state)
    assert state.refunds[1].kept_since == date(2026, 4, 5)


def test_what_an_order_reaches_later_it_keeps_from_that_day_on_and_not_since_its_own():
    """The bank takes the first account's credit back: from then on the order is of the second's."""
    order = frozen(SECOND, day=3)
    state = after(order)
    back = reverse(D, state, line(1), line(9), "ZZ-DEPOSITS/2026-03-17")
    assert isinstance(back, tuple)
    on_the_fifth = replace(back[0], by="ZZ-DEPOSITS/2026-04-05/1#9")
    kept, since = told(order, on_the_fifth, *back[1:])
    assert (kept[1], since[1]) == ([], 5)
    kept, _ = told(order, on_the_fifth, *back[1:], let_go(SECOND, day=8))
    assert kept[1] == [(5, 8)]
    _, since = told(frozen(SECOND, day=6), on_the_fifth, *back[1:])
    assert since[1] == 6, "the debit was banked before the order came"


def test_what_takes_its_place_is_kept_since_then_too():
    """A court takes of what its order reached on the fifth alone: on the third that was free."""
    order = frozen(SECOND, day=3)
    gone, *more = reverse(D, after(order), line(1), line(9), "ZZ-DEPOSITS/2026-03-17")
    past = (order, replace(gone, by="ZZ-DEPOSITS/2026-04-05/1#9"), *more)
    state = after(*past)
    less = owed_less(D, state.receipts, state.refunds, 10)
    took = replace(taken(10), day=date(2026, 4, 7)), *less
    kept, since = told(*past, *took)
    assert (kept[1], kept[3], since) == ([(5, 7)], [(5, 7)], [None, None, None, 7])
    kept, since = told(*past, *took, let_go(SECOND - 10, day=9))
    assert (kept[1], kept[3], since[3]) == ([(5, 7)], [(5, 7), (7, 9)], None)


@pytest.mark.parametrize("at", [None, 6])
def test_where_nobody_said_on_which_day_only_an_order_s_next_tells(at):
    """The line was another's, says a fact without a day."""
    order = frozen(SECOND, day=3)
    given_up = give_up(D, after(order), line(1), "认错")
    assert isinstance(given_up, tuple), given_up
    more = (frozen(1, hold="H2", day=at),) if at else ()
    kept, since = told(order, *given_up, *more)
    assert (kept[1], since[1]) == ([], at)


def test_a_court_that_takes_of_the_newer_stops_no_older_one_that_was_free():
    """What is left of the newer has its days, and is kept on; the older stays, and has none."""
    one_account = matched(1, FIRST), owed(1, FIRST, interest=False), matched(2, SECOND)
    past = (*one_account, owed(2, SECOND, interest=False), frozen(100, day=3))
    state = fold(DEPOSIT, REQUIRED, *past)
    assert stopped(state) == {2}
    took = taken(10), *owed_less(D, state.receipts, state.refunds, 10)
    state = fold(DEPOSIT, REQUIRED, *past, *took)
    assert [one.standing for one in state.refunds] == [Standing.OWED, Standing.VOID, Standing.OWED]
    assert stopped(state) == {3}
    assert (state.refunds[0].kept, state.refunds[2].amount_fen) == ((), SECOND - 10)


def test_days_on_which_an_order_kept_the_newer_alone_are_none_of_the_older_one_s():
    """The newer line is taken back: what is left is the older, which nobody kept until then."""
    one_account = matched(1, FIRST), owed(1, FIRST, interest=False), matched(2, SECOND)
    past = (*one_account, owed(2, SECOND, interest=False), frozen(1, day=3))
    state = fold(DEPOSIT, REQUIRED, *past)
    gone, *more = reverse(D, state, line(2), line(9), "ZZ-DEPOSITS/2026-03-17")
    on_the_twentieth = replace(gone, by="ZZ-DEPOSITS/2026-04-20/1#9")
    state = fold(DEPOSIT, *[on_the_twentieth, *more], start=state)
    (left,) = [one for one in state.refunds if one.standing is Standing.OWED]
    assert (left.amount_fen, left.kept) == (FIRST, ())
    assert left.kept_since == date(2026, 4, 20), "from then on it is of the older"


def test_days_that_nobody_wrote_down_are_told_of_nobody():
    assert told(frozen(1, day=None), let_go(1, day=9)) == ([[], [], []], [None, None, None])
    assert told(frozen(1, day=3), let_go(1, day=None)) == ([[], [], []], [None, None, None])
    both = frozen(1, day=None), frozen(1, hold="H2", day=4)
    assert told(*both) == ([[], [], []], [4, None, None]), "from then on it is certain"


def test_which_one_ended_is_asked_once():
    """The first of two new ones takes the place of the last that ended; the other of either."""
    one_account = matched(1, FIRST), owed(1, FIRST, interest=False), matched(2, SECOND)
    whole = FIRST + SECOND
    kept = owed(2, SECOND, interest=False), frozen(whole, day=3), let_go(whole, day=5)
    ended = cancelled(1), frozen(whole, day=7), let_go(whole, day=9), cancelled(2)
    again = owed(3, FIRST, interest=False), owed(4, SECOND, interest=False)
    refunds = fold(DEPOSIT, REQUIRED, *one_account, *kept, *ended, *again).refunds
    assert [one.kept for one in refunds] == [
        (april(3, 5),),
        (april(3, 5), april(7, 9)),
        (april(3, 5), april(7, 9)),
        (april(3, 5), april(3, 5), april(7, 9)),
    ]


def april(since, until):
    return date(2026, 4, since), date(2026, 4, until)


@pytest.mark.parametrize(
    ("kept", "since"),
    [
        ((), 2),
        ((april(2, 5),), 5),
        ((april(3, 5),), 2),
        ((april(2, 9),), 9),
        ((april(1, 10),), None),
        ((april(4, 20), april(1, 5)), None),
    ],
    ids=["never", "at first", "later", "but for a day", "all the time", "by two orders in turn"],
)
def test_what_was_kept_back_is_late_from_the_first_day_on_which_it_was_not(kept, since):
    late = late_since(*april(2, 10), kept)
    assert late == (since and date(2026, 4, since))


def test_on_its_last_day_nothing_is_late():
    assert late_since(*april(2, 2), ()) is None
