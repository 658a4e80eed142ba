"""Bank days as they are read: in order, page by page, against what the books knew then."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest

from api.embedded import Server
from api.instants import around, at_instant, recorded_at
from api.readers import Readers
from api.wiring import System
from domain.account.open import OpenAccount
from domain.bankday.record import RecordStatement
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.door import door

FIRST = date(2026, 3, 2)
OPENING, LATER = 500, 7
"""What one account holds from its second day on, and what a line of the third adds to it."""


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Statements of two accounts on three days; the books follow both from the second day on."""
    with city(fresh(server), tmp_path_factory.mktemp("days")) as running:
        move_to(running, "2026-03-10T10:00:00+08:00")
        running.ask("cash", opening("A-1", OPENING))
        running.ask("cash", opening("B-2", 0))
        for number in range(3):
            for account in ("B-2", "A-1"):
                running.ask("bank", statement(account, FIRST + timedelta(days=number)))
        running.ask("bank", one_line("A-1", FIRST + timedelta(days=2)))
        running.readers.runner.catch_up()
        yield running


def opening(account: str, holds: int) -> OpenAccount:
    return OpenAccount(
        account=account,
        bank="bank",
        number=account,
        currency="CNY",
        holds="1001",
        opening=holds,
        day=FIRST + timedelta(days=1),
        statement=None,
    )


def statement(account: str, day: date) -> RecordStatement:
    return RecordStatement(
        account=account,
        day=day,
        statement=None,
        sequence=None,
        sha256=sha256(f"{account} {day}".encode()).hexdigest(),
        currency="CNY",
        opening=OPENING,
        closing=OPENING,
        credits=0,
        debits=0,
        lines=0,
        pages=0,
    )


def one_line(account: str, day: date) -> ImportLines:
    said = Particulars(fingerprint=sha256(b"line").hexdigest())
    line = BankLine(credit=True, amount=LATER, value_date=day, booked_at=None, particulars=said)
    return ImportLines(
        account=account,
        holds="1001",
        currency="CNY",
        day=day,
        page=1,
        statement=sha256(b"file").hexdigest(),
        lines=(line,),
    )


def codes(system: System, *args: Any) -> list[str]:
    return [day.code for day in system.readers.days(*args)[1]]


ALL = [f"2026-03-0{day}/{account}" for day in (2, 3, 4) for account in ("A-1", "B-2")]


def test_days_come_by_day_then_by_account(system: System):
    assert codes(system) == ALL


def after(code: str) -> tuple[date, str]:
    day, _, account = code.partition("/")
    return date.fromisoformat(day), account


def test_days_come_page_by_page(system: System):
    assert codes(system, None, None, 4) == ALL[:4]
    assert codes(system, None, after(ALL[3]), 4) == ALL[4:]
    assert codes(system, None, after(ALL[2]), 2) == ALL[3:5]
    assert codes(system, None, after(ALL[-1])) == []


def test_the_newest_day_of_each_account_is_that_of_the_list(system: System):
    newest = system.readers.newest_days
    at, days = system.readers.days()
    assert newest(at, "CNY") == days[-2:]
    assert newest(at, "CNY", FIRST + timedelta(days=1)) == days[2:4]
    assert newest(at, "EUR") == newest(at, "CNY", FIRST - timedelta(days=1)) == []


def test_the_books_are_asked_once_for_all_days_of_a_page(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    asked, ends = [], type(system.readers.balances).ends

    def seen(reader: Any, wanted: Any, as_of: int) -> Any:
        asked.append(len(wanted))
        return ends(reader, wanted, as_of)

    monkeypatch.setattr(type(system.readers.balances), "ends", seen)
    monkeypatch.setattr(type(system.readers.balances), "one", lambda *_: 1 / 0)
    assert codes(system) == ALL
    assert asked == [len(ALL)]


def test_a_day_before_the_books_follow_its_account_is_all_difference(system: System):
    by_code = {day.code: day for day in system.readers.days()[1]}
    differences = [by_code[code].difference for code in ALL]
    assert differences == [OPENING, OPENING, 0, OPENING, -LATER, OPENING]


def test_days_are_told_as_they_were_known(system: System):
    head = system.tree.size()
    position, days = system.readers.days(head - 2)
    assert position == head - 2
    assert {day.difference for day in days if day.account == "A-1"} == {OPENING, 0}
    assert {day.difference for day in days if day.account == "B-2"} == {OPENING}


def test_the_door_gives_days_page_by_page(system: System):
    with door(system) as at:
        first = at.get("/v1/bankdays?limit=4", "cash").json()
        second = at.get(first["links"]["next"], "cash").json()
    told = [f"{row['day']}/{row['account']}" for row in first["data"] + second["data"]]
    assert told == ALL
    assert "next" not in second["links"]


def test_several_readers_are_as_far_as_each_of_them(system: System):
    readers = system.readers
    some = (readers.trail, readers.sealed_deposits, readers.lots)
    assert {one.position() for one in some} == {readers.reached(some)}


def test_an_instant_has_the_last_position_recorded_by_then(system: System):
    head = system.store.tail()
    assert head.recorded_at is not None
    assert at_instant(system.store, head.recorded_at) == head.position
    assert at_instant(system.store, head.recorded_at - timedelta(microseconds=1)) < head.position
    assert at_instant(system.store, head.recorded_at - timedelta(days=400)) == 0


def test_a_position_has_the_instant_of_its_commit(system: System):
    head = system.store.tail()
    assert recorded_at(system.store, head.position) == head.recorded_at
    before = recorded_at(system.store, 1)
    assert before is not None
    assert head.recorded_at is not None
    assert before < head.recorded_at
    assert recorded_at(system.store, 0) is None
    assert recorded_at(system.store, head.position + 1) is None


@pytest.mark.parametrize("back", [0, 1, 3])
def test_what_lies_around_a_position_is_told_in_one_look(system: System, back: int):
    head = system.store.tail()
    at = head.position - back
    moments = recorded_at(system.store, at), recorded_at(system.store, at + 1)
    assert around(system.store, at) == (head, *moments)


def test_before_the_first_event_only_what_comes_is_told(system: System):
    first = recorded_at(system.store, 1)
    assert around(system.store, 0) == (system.store.tail(), None, first)


def test_a_number_that_two_deposits_have_is_nobodys():
    """The last of them would get the money of both."""
    issued = [("P1", "35001"), ("P2", "35002"), ("P3", "35001")]
    rows = [{"deposit": deposit, "sub_account": number} for deposit, number in issued]
    found = SimpleNamespace(rows=lambda *_: SimpleNamespace(rows=rows))
    readers: Any = SimpleNamespace(sealed_deposits=found)
    assert Readers.deposits_of(readers, ["35001", "35002"]) == {"35002": "P2"}
