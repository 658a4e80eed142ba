"""Whatever orders stand on whatever of a deposit, a refund is late on the days that none kept it.

Held against a count of days, one by one; amounts in fen. Three refunds: of what came first, of what
another account paid after it, and of a line that came late. Orders freeze of what is held, of that
line, or of a bond that nobody is owed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import BONDS_HELD, DEPOSITS_HELD, FROZEN, REFUNDS_PAYABLE
from domain.deposit.kept_days import besides
from domain.deposit.stream import DEPOSIT
from domain.postings import moved
from tests.domain.deposit.test_kept_days import FIRST, OTHER, SECOND
from tests.kit.owing import PAYEE, held, late, lifted, matched, owed, refund
from tests.kit.rows import REQUIRED, D
from tests.kit.story import fold

LATE = FIRST + SECOND
OWED = (
    matched(1, FIRST),
    matched(2, SECOND, OTHER),
    owed(1, FIRST, interest=False),
    owed(2, SECOND, interest=False, payee=replace(PAYEE, account=OTHER)),
    *late(3, LATE, of=3),
)
DUE, PAID = date(2026, 4, 8), date(2026, 4, 28)
WHERE = {"2002": (DEPOSITS_HELD, D), "2003": (BONDS_HELD, D), "2005": (REFUNDS_PAYABLE, refund(3))}

type Order = tuple[str, int, int, int]
"""Where, fen, its first day of April, and the day on which it is lifted."""

orders: st.SearchStrategy[list[Order]] = st.lists(
    st.tuples(
        st.sampled_from(sorted(WHERE)),
        st.sampled_from((1, FIRST - 1, FIRST, FIRST + 1)),
        st.integers(1, 29),
        st.integers(1, 29),
    ).map(lambda one: (*one[:2], *sorted(one[2:]))),
    max_size=4,
)


def facts(told: Sequence[Order]) -> list:
    """As they are said, day by day; of a day, what is lifted first."""
    said = []
    for at, (where, fen, since, until) in enumerate(told):
        entry = moved("P26", WHERE[where], (FROZEN, D), fen)
        back = moved("P26", (FROZEN, D), WHERE[where], fen)
        placed = replace(held(fen, f"H{at}"), day=date(2026, 4, since), entries=(entry,))
        lift = replace(lifted(fen, f"H{at}"), day=date(2026, 4, until), entries=(back,))
        said += [(since, 1, at, placed), (until, 2 if since == until else 0, at, lift)]
    return [fact for *_, fact in sorted(said, key=lambda one: one[:3])]


def kept(told: Sequence[Order], number: int, day: int) -> bool:
    """By counting: does what stands on a day reach it?"""
    fen = dict.fromkeys(WHERE, 0)
    for where, some, since, until in told:
        fen[where] += some if since <= day < until else 0
    return {1: fen["2002"] > 0, 2: fen["2002"] > FIRST, 3: fen["2005"] > 0}[number]


def late_days(told: Sequence[Order], number: int) -> int:
    """By the deposit's facts."""
    one = fold(DEPOSIT, REQUIRED, *OWED, *facts(told)).refund(number)
    assert one.kept_since is None
    return sum((until - since).days for since, until in besides(DUE, PAID, one.kept))


@given(orders)
def test_it_is_late_on_every_day_on_which_no_order_kept_it_back(told):
    for number in (1, 2, 3):
        days = (DUE + timedelta(days=n) for n in range((PAID - DUE).days))
        counted = sum(not kept(told, number, day.day) for day in days)
        assert late_days(told, number) == counted


@given(orders, st.sampled_from((1, 2, 3)))
def test_an_order_that_does_not_reach_its_money_changes_no_day(told, number):
    """Each left out in turn that, with those that stand beside it, never reached it."""
    whole = late_days(told, number)
    for at in range(len(told)):
        without = (*told[:at], *told[at + 1 :])
        if all(kept(told, number, day) == kept(without, number, day) for day in range(1, 30)):
            assert late_days(without, number) == whole
