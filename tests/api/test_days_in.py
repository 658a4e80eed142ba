"""What may still come of the days up to an instant, as who waits for it hears."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from api.days_in import DaysMissing, demand_days, missing_days
from domain.bankday.events import DayClosed, StatementImported, StatementQuarantined
from domain.bankday.stream import BANKDAY
from domain.kernel import Event
from domain.lot.stream import LOT
from projections.bankdays import ACCOUNTS
from tests.golden.samples import EVENTS
from tests.kit.lots import ANNOUNCED, DEFINED
from tests.kit.story import fold
from tests.kit.till import at

DAY, NEXT = date(2026, 3, 24), date(2026, 3, 25)
UNTIL = at(DAY, 17)
_OUT = replace(ANNOUNCED, published_at=UNTIL - timedelta(days=20))
DUE = replace(fold(LOT, DEFINED, _OUT), deposit_deadline=UNTIL)
NUMBER = "62284804025648900001"
SHORT = 100
"""What the books lack of what the bank says."""
FEN = 80_000_000
JUDGED = "A/2026-03-24/1#2"
"""A line that names the deposit, and is not its party's."""

CLOSED = replace(next(one for one in EVENTS if type(one) is DayClosed), account="A", day=DAY)
QUARANTINED = next(one for one in EVENTS if type(one) is StatementQuarantined)
_STATED = next(one for one in EVENTS if type(one) is StatementImported)


def stated(opening: int, closing: int, *, whole: bool = False) -> StatementImported:
    ends = {"opening": opening, "closing": closing, "ends": closing}
    return replace(_STATED, **ends, whole_day=whole, statement=None, sequence=None)


def bank(
    days: dict[date, tuple[Event, ...]],
    booked: int = FEN,
    since: date = DAY,
    lines: tuple[dict[str, Any], ...] = (),
) -> Any:
    """An account of ours, what its bank stated of each day, what is booked by its end; `lines`: of
    the deadline's day, while the lot has one deposit, with its number.
    """
    account = {"account": "A", "currency": "CNY", "since": since}
    matched = sum(bool(one["allocated"]) for one in lines)
    told = [
        {"day": day, "statements": len(said), "lines": len(lines), "matched": matched}
        for day, said in sorted(days.items())
    ]

    def rows(table: Any, where: Any, *, after: Any = None, **_: Any) -> Any:
        first = after["day"] if after else date.min
        found = [account] if table is ACCOUNTS else [one for one in told if one["day"] > first]
        return SimpleNamespace(rows=found)

    def state(stream: Any) -> Any:
        return fold(BANKDAY, *days.get(date.fromisoformat(stream.code[2:]), ()))

    balances = SimpleNamespace(reader=None, ends=lambda asked, _: dict.fromkeys(asked, booked))
    found = [f"PayerMismatchDetected {JUDGED}: 甲公司 6217"]
    owed = SimpleNamespace(
        rows=[
            {"sub_account": NUMBER, "evidence": found},
            {"sub_account": None, "evidence": None},
        ]
    )
    readers = SimpleNamespace(
        runner=SimpleNamespace(catch_up=lambda: None),
        bankdays=SimpleNamespace(rows=rows),
        sealed_bankdays=SimpleNamespace(every=lambda *_: iter(lines)),
        sealed_deposits=SimpleNamespace(rows=lambda *_, **__: owed),
        balances=balances,
        reached=lambda _: 1,
    )
    return SimpleNamespace(readers=readers, replay=SimpleNamespace(state=state))


def line(number: str | None = NUMBER, booked_at: datetime = UNTIL, **said: Any) -> Any:
    usual = {"line": "A/2026-03-24/1#1", "allocated": 0, "returned": False, "kind": None}
    return {"reference": number, "booked_at": booked_at} | usual | said


@pytest.mark.parametrize(
    "days",
    [
        {DAY: (stated(0, FEN, whole=True),)},
        {DAY: (stated(0, FEN), CLOSED)},
        {DAY: (stated(0, FEN + SHORT), CLOSED)},
        {DAY: (stated(0, FEN), QUARANTINED, CLOSED)},
        {DAY: (stated(0, FEN),), NEXT: (stated(FEN, 0),)},
        {NEXT: (stated(FEN, 0),)},
    ],
    ids=[
        "said",
        "closed",
        "closed as two explained",
        "closed beside a file",
        "the next follows",
        "nothing came on it",
    ],
)
def test_a_day_is_in_once_a_person_says_so_or_the_bank_goes_on_from_what_is_booked(days):
    """Decision 38: that it is all of the day C-CASH says, and signs."""
    assert missing_days(bank(days), DUE) == ()


@pytest.mark.parametrize(
    "days",
    [
        {},
        {DAY: (stated(0, FEN),)},
        {DAY: (stated(0, FEN + SHORT, whole=True),)},
        {DAY: (stated(0, FEN),), NEXT: (stated(FEN + SHORT, 0),)},
        {DAY - timedelta(days=1): (stated(0, FEN, whole=True),)},
        {DAY: (stated(0, FEN, whole=True), QUARANTINED)},
    ],
    ids=["nothing", "noon, perhaps", "not all booked", "a gap", "the day before", "quarantine"],
)
def test_until_then_who_paid_is_not_known_and_which_day_it_is_is_told(days):
    with pytest.raises(DaysMissing, match=r"^not in, not whole, or not matched: A/2026-03-24$"):
        demand_days(bank(days), DUE)


def test_an_account_that_was_opened_later_brought_nothing_by_then():
    assert missing_days(bank({}, since=NEXT), DUE) == ()


@pytest.mark.parametrize(
    ("came", "waits"),
    [
        (line(), True),
        (line(allocated=1), False),
        (line(number="62284804025648900002"), False),
        (line(number=None), False),
        (line(booked_at=UNTIL + timedelta(seconds=1)), False),
        (line(line=JUDGED), False),
        (line(returned=True), False),
        (line(kind="INTEREST"), False),
    ],
    ids=[
        "for this lot",
        "matched",
        "for another",
        "for nobody",
        "too late",
        "judged as another's",
        "a payment of ours that came back",
        "the bank's interest",
    ],
)
def test_what_names_a_deposit_of_the_lot_and_came_in_time_is_matched_first(came, waits):
    whole = {DAY: (stated(0, FEN, whole=True),)}
    found = missing_days(bank(whole, lines=(came, line(allocated=1))), DUE)
    assert found == (("A/2026-03-24",) if waits else ())
