"""What may still come of the days up to an instant, as who waits for it hears."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from api.days_in import DaysMissing, demand_days, missing_days
from domain.bankday.events import DayClosed, StatementImported
from domain.bankday.stream import BANKDAY
from domain.kernel import Event
from projections.bankdays import ACCOUNTS
from tests.golden.samples import EVENTS
from tests.kit.story import fold
from tests.kit.till import at

DAY, NEXT = date(2026, 3, 24), date(2026, 3, 25)
UNTIL = at(DAY, 17)
SHORT = 100
"""What the books lack of what the bank says."""
FEN = 80_000_000

CLOSED = replace(next(one for one in EVENTS if type(one) is DayClosed), account="A", day=DAY)
_STATED = next(one for one in EVENTS if type(one) is StatementImported)


def stated(opening: int, closing: int, *, whole: bool = False) -> StatementImported:
    ends = {"opening": opening, "closing": closing, "ends": closing}
    return replace(_STATED, **ends, whole_day=whole, statement=None, sequence=None)


def bank(days: dict[date, tuple[Event, ...]], booked: int = FEN, since: date = DAY) -> Any:
    """An account of ours, what its bank stated of each day, and what is booked by its end."""
    account = {"account": "A", "currency": "CNY", "since": since}
    told = [{"day": day, "statements": len(said)} for day, said in sorted(days.items())]

    def rows(table: Any, where: Any, *, after: Any = None, **_: Any) -> Any:
        first = after["day"] if after else date.min
        found = [account] if table is ACCOUNTS else [one for one in told if one["day"] > first]
        return SimpleNamespace(rows=found)

    def state(stream: Any) -> Any:
        return fold(BANKDAY, *days.get(date.fromisoformat(stream.code[2:]), ()))

    balances = SimpleNamespace(reader=None, ends=lambda asked, _: dict.fromkeys(asked, booked))
    readers = SimpleNamespace(
        runner=SimpleNamespace(catch_up=lambda: None),
        bankdays=SimpleNamespace(rows=rows),
        balances=balances,
        reached=lambda _: 1,
    )
    return SimpleNamespace(readers=readers, replay=SimpleNamespace(state=state))


@pytest.mark.parametrize(
    "days",
    [
        {DAY: (stated(0, FEN, whole=True),)},
        {DAY: (stated(0, FEN), CLOSED)},
        {DAY: (stated(0, FEN + SHORT), CLOSED)},
        {DAY: (stated(0, FEN),), NEXT: (stated(FEN, 0),)},
        {NEXT: (stated(FEN, 0),)},
    ],
    ids=["said", "closed", "closed as two explained", "the next follows", "nothing came on it"],
)
def test_a_day_is_in_once_a_person_says_so_or_the_bank_goes_on_from_what_is_booked(days):
    """Decision 38: that it is all of the day C-CASH says, and signs."""
    assert missing_days(bank(days), UNTIL) == ()


@pytest.mark.parametrize(
    "days",
    [
        {},
        {DAY: (stated(0, FEN),)},
        {DAY: (stated(0, FEN + SHORT, whole=True),)},
        {DAY: (stated(0, FEN),), NEXT: (stated(FEN + SHORT, 0),)},
        {DAY - timedelta(days=1): (stated(0, FEN, whole=True),)},
    ],
    ids=["nothing", "till noon, perhaps", "not all booked", "a gap", "the day before"],
)
def test_until_then_who_paid_is_not_known_and_which_day_it_is_is_told(days):
    with pytest.raises(DaysMissing, match=r"^not in, or not whole: A/2026-03-24$"):
        demand_days(bank(days), UNTIL)


def test_an_account_that_was_opened_later_brought_nothing_by_then():
    assert missing_days(bank({}, since=NEXT), UNTIL) == ()
