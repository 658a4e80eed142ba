"""What may still come of the days up to an instant, as who waits for it hears."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from api.day_in import AT_REST
from api.days_in import DaysMissing, demand_days, missing_days
from api.found_at import FoundAt
from domain.account.state import BankAccount
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


def stated(opening: int, closing: int, *, whole: bool = False, **said: Any) -> StatementImported:
    ends = {"opening": opening, "closing": closing, "ends": closing}
    usual = {"whole_day": whole, "statement": None, "sequence": None, "since": None, "until": None}
    return replace(_STATED, **(ends | usual | said))


def bank(
    days: dict[date, tuple[Event, ...]],
    booked: int | dict[date, int] = FEN,
    since: date = DAY,
    lines: tuple[dict[str, Any], ...] = (),
    region: str = "",
    beside: bool = False,
) -> Any:
    """An account of ours, what its bank stated of each day, what is booked by its end; `lines`: of
    the deadline's day, while the lot has one deposit, with its number. `beside`: there is another,
    B, whose day is closed.
    """
    looks: list[tuple[Any, ...]] = []
    codes = ("A", "B") if beside else ("A",)
    accounts = [{"account": code, "currency": "CNY", "since": since} for code in codes]
    matched = sum(bool(one["allocated"]) for one in lines)
    told = [
        {"day": day, "statements": len(said), "lines": len(lines), "matched": matched}
        for day, said in sorted(days.items())
    ]

    def rows(table: Any, where: Any, *, after: Any = None, **_: Any) -> Any:
        first = after["day"] if after else date.min
        found = accounts if table is ACCOUNTS else [one for one in told if one["day"] > first]
        return SimpleNamespace(rows=found)

    def state(stream: Any) -> Any:
        if stream.kind == "account":
            where = region if stream.code == "A" else ""
            return BankAccount(opened=SimpleNamespace(day=since), region=where)  # type: ignore[arg-type]
        if stream.code.startswith("B"):
            return fold(BANKDAY, replace(CLOSED, account="B"))
        return fold(BANKDAY, *days.get(date.fromisoformat(stream.code[2:]), ()))

    def ends(asked: Any, _: int) -> dict[Any, int]:
        looks.append(tuple(asked))
        of = booked if isinstance(booked, dict) else {end.day: booked for end in asked}
        return {end: of[end.day] for end in asked if of.get(end.day)}

    balances = SimpleNamespace(reader=None, ends=ends)
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
    return SimpleNamespace(
        readers=readers,
        replay=SimpleNamespace(
            state=state, states=lambda streams: {stream: state(stream) for stream in streams}
        ),
        store=SimpleNamespace(tail=lambda: SimpleNamespace(position=1)),
        found=FoundAt(),
        looks=looks,
    )


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
        {DAY: (stated(0, FEN),), NEXT: (stated(FEN - 1, 0), stated(FEN, FEN - 1))},
        {DAY: (stated(0, FEN),), NEXT: (stated(0, FEN, sequence=2), stated(FEN, 0, sequence=1))},
        {DAY: (stated(0, FEN),), NEXT: (stated(FEN, FEN, whole=True), QUARANTINED)},
    ],
    ids=[
        "said",
        "closed",
        "closed as two explained",
        "closed beside a file",
        "the next follows",
        "nothing came on it",
        "the next goes on by its first, which came last",
        "by the bank's own numbers",
        "the next follows, though a file of that is kept out",
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
        {DAY: (stated(0, FEN), QUARANTINED), NEXT: (stated(FEN, 0),)},
        {NEXT: (stated(FEN + SHORT, FEN), stated(FEN, 0))},
        {NEXT: (stated(FEN + SHORT, FEN, whole=True), QUARANTINED)},
        {NEXT: (stated(FEN, FEN + SHORT, since=DAY, until=NEXT),)},
    ],
    ids=[
        "nothing",
        "noon, perhaps",
        "not all booked",
        "a gap",
        "the day before",
        "quarantine",
        "quarantine, and the next follows",
        "the next opens with it later in the day alone",
        "of the next a file is kept out",
        "the next is told with it, and where it opens is before both",
    ],
)
def test_until_then_who_paid_is_not_known_and_which_day_it_is_is_told(days):
    with pytest.raises(DaysMissing, match=r"^not in, not whole, or not matched: A/2026-03-24$"):
        demand_days(bank(days), DUE)


AFTER = NEXT + timedelta(days=1)


@pytest.mark.parametrize(
    "after",
    [
        {NEXT: (stated(0, FEN + 5, since=DAY, until=NEXT, whole=True),)},
        {
            NEXT: (stated(0, FEN + 5, since=DAY, until=NEXT),),
            AFTER: (stated(FEN + 5, FEN + 5),),
        },
    ],
    ids=["as is said of it", "as the day after goes on from it"],
)
def test_a_day_is_in_by_a_statement_of_several_days(after):
    """What is booked by the end of the last is what the bank says, so all before is there."""
    booked = {DAY: FEN, NEXT: FEN + 5, AFTER: FEN + 5}
    assert missing_days(bank(after, booked), DUE) == ()
    assert missing_days(bank(after, booked | {NEXT: FEN + 4}), DUE)


LONG = DAY - AT_REST


@pytest.mark.parametrize(
    ("since", "days", "booked", "waits"),
    [
        (LONG, {}, 0, False),
        (LONG, {LONG: (stated(0, 0),)}, 0, False),
        (LONG + timedelta(days=1), {}, 0, True),
        (LONG, {LONG + timedelta(days=1): (stated(0, 0),)}, 0, True),
        (LONG, {NEXT: (stated(SHORT, 0),)}, 0, True),
        (LONG, {}, 1, True),
    ],
    ids=["never used", "used no more", "new", "empty of late", "used since", "with money"],
)
def test_no_day_is_waited_for_of_an_account_that_is_empty_and_silent(since, days, booked, waits):
    """Else one that was closed, or never used, would keep every lot waiting for ever. Where no
    other is in, what is never used may be the one that the lot's deposits come to.
    """
    found = missing_days(bank(days, booked, since=since, beside=True), DUE)
    assert found == (("A/2026-03-24",) if waits else ())
    assert missing_days(bank(days, booked, since=since), DUE) == ("A/2026-03-24",)


@pytest.mark.parametrize(
    ("region", "waits"), [("", True), ("350602", True), ("350626", False), ("350600", False)]
)
def test_of_an_account_that_is_for_another_region_no_day_is_waited_for(region, waits):
    assert DUE.defined is not None
    assert DUE.defined.region == "350602"
    assert bool(missing_days(bank({}, region=region, beside=True), DUE)) == waits
    assert missing_days(bank({}, region=region), DUE), "where none is for its own, any may have it"


def test_whichever_account_money_came_to_that_names_a_deposit_of_the_lot_is_waited_for():
    whole = {DAY: (stated(0, FEN, whole=True),)}
    elsewhere = bank(whole, lines=(line(),), region="350626")
    assert missing_days(elsewhere, DUE) == ("A/2026-03-24",)


def test_what_was_found_is_remembered_until_the_log_goes_on():
    """The clock asks each second; of two lots that end on one day an account is looked at once."""
    system = bank({DAY: (stated(0, FEN),)})
    assert missing_days(system, DUE) == missing_days(system, DUE)
    assert DUE.defined is not None
    other = replace(DUE, defined=replace(DUE.defined, lot="A3506000001000001001009"))
    assert missing_days(system, other) == ("A/2026-03-24",)
    assert len(system.looks) == 1
    system.store.tail = lambda: SimpleNamespace(position=2)
    assert missing_days(system, DUE)
    assert len(system.looks) == 2


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
