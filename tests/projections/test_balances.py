"""Balances: each leg once, on its side, in its day; and any moment of the past is still there."""

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from domain.accounts import CUSTODY_BANK, DEPOSITS_HELD, UNIDENTIFIED
from domain.bankpage.events import BankCreditRecorded
from domain.kernel import StreamId
from domain.postings import Entry, Leg, moved
from projections.balance_reader import BalanceReader, End
from projections.balances import BALANCES, OWNED, TOTALS, project
from projections.projection import Put
from tests.kit.rows import (
    ACCOUNT,
    DAY,
    FILE,
    OWNER,
    PRICE,
    REQUIRED,
    SAID,
    D,
    counted,
    credit,
)
from tests.projections.kit import Shelf, recorded, shelf, told

CASH = ("CUST", "CNY", "1001")
UNKNOWN = ("CUST", "CNY", "2001")


def test_both_legs_of_an_arrival_are_added_to_their_owner_and_their_account() -> None:
    debited = {"debit": PRICE, "day": DAY, "latest": DAY}
    credited = {"credit": PRICE, "day": DAY, "latest": DAY}
    assert list(project(recorded(credit()))) == [
        Put(OWNED, (*CASH, ACCOUNT), debited),
        Put(TOTALS, CASH, debited),
        Put(OWNED, (*UNKNOWN, OWNER), credited),
        Put(TOTALS, UNKNOWN, credited),
    ]


def test_an_event_without_money_moves_nothing() -> None:
    assert list(project(recorded(REQUIRED))) == []


def test_money_is_of_the_day_the_bank_booked_it_not_of_the_day_we_heard() -> None:
    (put, *_) = project(recorded(credit(), position=9))
    assert put.values["day"] == DAY


def page(day: date) -> StreamId:
    return StreamId("bankpage", f"{ACCOUNT}/{day}/1")


def some_moves(seed: int, many: int) -> list[tuple[date, Entry]]:
    """Credits, later matches, and now and then a line of an earlier day."""
    random_ = random.Random(seed)
    day, made = date(2026, 3, 1), []
    for _ in range(many):
        day += timedelta(days=random_.choice((0, 0, 1, 2)))
        of = day - timedelta(days=random_.choice((0, 0, 0, 1, 7)))
        owner, amount = f"{ACCOUNT}/{of}", random_.randrange(1, 1000)
        made.append((of, moved("P02", (CUSTODY_BANK, ACCOUNT), (UNIDENTIFIED, owner), amount)))
        if random_.random() < 0.3:
            deposit = f"P{random_.randrange(4):016X}"
            made.append((of, moved("P02", (UNIDENTIFIED, owner), (DEPOSITS_HELD, deposit), amount)))
    return made


def said(moves: list[tuple[date, Entry]]) -> list[Any]:

    return [
        (
            page(day),
            BankCreditRecorded(
                account=ACCOUNT,
                day=day,
                number=n,
                value_date=None,
                booked_at=None,
                statement=FILE,
                entries=(entry,),
                particulars=SAID,
            ),
        )
        for n, (day, entry) in enumerate(moves, 1)
    ]


@pytest.fixture(scope="module")
def moves() -> list[tuple[date, Entry]]:
    return some_moves(seed=7, many=60)


@pytest.fixture
def built(database: Any, moves: Any) -> Any:
    with (
        told(database, *said(moves)) as (log, vault),
        shelf(database, log, vault, (BALANCES,)) as made,
    ):
        made.runner.catch_up()
        yield made


def by_hand(shelf: Shelf, upto: int, day: date | None) -> dict[tuple[str, str], tuple[int, int]]:
    """(debit, credit) by account and owner, by adding up every leg there ever was."""
    sums: Counter[tuple[str, str, bool]] = Counter()
    for event in shelf.feed.read(0, 1000):
        if not isinstance(event.event, BankCreditRecorded) or event.position > upto:
            continue
        if day is None or event.event.day <= day:
            for leg in event.event.entries[0].legs:
                sums[leg.account, leg.owner, leg.amount > 0] += abs(leg.amount)
    keys = {(account, owner) for account, owner, _ in sums}
    return {(*key,): (sums[(*key, True)], sums[(*key, False)]) for key in keys}


def found(balances: Any) -> dict[tuple[str, str], tuple[int, int]]:
    return {(b.account, b.owner): (b.debit, b.credit) for b in balances.rows}


def test_any_position_of_the_past_can_be_asked_for(built: Shelf) -> None:
    reader = BalanceReader(built.reader(BALANCES))
    for position in range(0, built.feed.head() + 1, 7):
        assert found(reader.owned(position)) == by_hand(built, position, None), position


def test_a_day_has_what_is_of_that_day_or_before_however_late_it_came(built: Shelf) -> None:
    reader, head = BalanceReader(built.reader(BALANCES)), built.feed.head()
    for n in range(-10, 60, 3):
        day = date(2026, 3, 1) + timedelta(days=n)
        assert found(reader.owned(day=day)) == by_hand(built, head, day), day


def test_a_day_as_it_was_known_at_a_position(built: Shelf) -> None:
    reader = BalanceReader(built.reader(BALANCES))
    for position in range(20, built.feed.head(), 11):
        for n in range(-3, 40, 9):
            day = date(2026, 3, 1) + timedelta(days=n)
            assert found(reader.owned(position, day)) == by_hand(built, position, day)


def test_one_balance_is_the_one_in_the_list(built: Shelf) -> None:
    reader, day = BalanceReader(built.reader(BALANCES)), date(2026, 3, 20)
    for listed in reader.owned(80).rows:
        key = (listed.book, listed.currency, listed.account, listed.owner)
        assert reader.one(*key, as_of=80) == listed
    for listed in reader.owned(day=day).rows:
        key = (listed.book, listed.currency, listed.account, listed.owner)
        assert reader.one(*key, day=day) == listed


def test_the_ends_of_many_days_are_each_what_is_asked_for_alone(built: Shelf) -> None:
    """However late it came, and as it was known then."""
    reader, head = BalanceReader(built.reader(BALANCES)), built.feed.head()
    owners = [(b.account, b.owner or "") for b in reader.owned().rows]
    days = [date(2026, 3, 1) + timedelta(days=n) for n in range(-1, 40, 9)]
    wanted = [End("CUST", "CNY", *owner, day) for owner in owners for day in days]
    for at in (head, 50):
        found = reader.ends(wanted, at)
        for one in wanted:
            alone = reader.one(*one[:4], as_of=at, day=one.day).amount
            assert found.get(one, 0) == alone, (at, one)
    assert reader.ends([], head) == {}


@pytest.mark.parametrize("day", [None, date(2026, 3, 15)])
def test_balances_come_page_by_page_and_of_some_accounts_alone(
    built: Shelf, day: date | None
) -> None:
    reader, head = BalanceReader(built.reader(BALANCES)), built.feed.head()
    every, pages, after = reader.owned(head, day).rows, [], ()
    while True:
        page = reader.owned(head, day, after=after, limit=3)
        pages += page.rows
        if page.end is None:
            break
        after = page.end
    assert pages == every
    where = {"currency": "CNY", "account": ["2001", "1001"]}
    some = reader.owned(head, day, where).rows
    assert some == [b for b in every if b.account in ("1001", "2001")]
    assert reader.totals(head, day, ("CUST", "CNY", "1001"), 1).rows[0].account == "2001"


@pytest.mark.parametrize("day", [None, date(2026, 4, 20)])
def test_what_stands_and_what_is_settled_are_told_apart(built: Shelf, day: date | None) -> None:
    reader, head = BalanceReader(built.reader(BALANCES)), built.feed.head()
    every = reader.owned(head, day).rows
    standing = reader.owned(head, day, standing=True).rows
    settled = reader.owned(head, day, standing=False).rows
    assert standing == [b for b in every if b.amount]
    assert settled == [b for b in every if not b.amount]
    assert standing
    assert settled


def test_what_never_moved_is_zero(built: Shelf) -> None:
    none = BalanceReader(built.reader(BALANCES)).one("CUST", "CNY", "2002", D)
    assert (none.amount, none.debit, none.credit) == (0, 0, 0)


def test_totals_are_the_sums_of_the_owners_and_a_book_sums_to_nothing(built: Shelf) -> None:
    reader = BalanceReader(built.reader(BALANCES))
    for position, day in ((None, None), (70, None), (None, date(2026, 3, 15))):
        totals = reader.totals(position, day).rows
        owners: Counter[str] = Counter()
        for balance in reader.owned(position, day).rows:
            owners[balance.account] += balance.amount
        assert {total.account: total.amount for total in totals} == owners
        assert sum(total.amount for total in totals) == 0


def test_an_answer_says_what_it_stands_for(built: Shelf) -> None:
    reader, head = BalanceReader(built.reader(BALANCES)), built.feed.head()
    assert reader.owned().position == reader.owned(head + 5).position == head
    assert reader.owned(head - 3).position == head - 3


def test_two_legs_of_one_owner_in_one_event_are_one_row(database: Any) -> None:
    legs = (Leg("1001", "A", 5, "P"), Leg("1001", "A", 2, "P"), Leg("2001", "B", -7, "P"))
    with (
        told(database, *said([(DAY, Entry("CUST", "CNY", legs))])) as (log, vault),
        shelf(database, log, vault, (BALANCES,)) as made,
    ):
        made.runner.catch_up()
        assert BalanceReader(made.reader(BALANCES)).one("CUST", "CNY", "1001", "A").debit == 7


def test_a_match_leaves_the_suspense_account(database: Any) -> None:
    moves = [(DAY, credit().entries[0]), (DAY, counted())]
    with (
        told(database, *said(moves)) as (log, vault),
        shelf(database, log, vault, (BALANCES,)) as made,
    ):
        made.runner.catch_up()
        reader = BalanceReader(made.reader(BALANCES))
        assert reader.one("CUST", "CNY", "2001", OWNER).amount == 0
        assert reader.one("CUST", "CNY", "2002", D).amount == -PRICE
