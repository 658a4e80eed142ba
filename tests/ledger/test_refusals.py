"""Refusals above the rate: each is in one summary, whatever failed, whenever the Book closed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import OperationalError

from ledger.append import Append
from ledger.appender import Appender
from ledger.asking import Asked, admit
from ledger.codec import read_body
from ledger.envelope import part
from ledger.events import RefusalsSummarised
from ledger.keys import DestroyKey
from ledger.outcome import Outcome
from ledger.refusals import RATE
from ledger.store import Store
from ledger.tickets import Refused
from ledger.tree import Tree
from tests.faults.lamplight import failing_once, verdict
from tests.kit.house import House, house, rooms
from tests.kit.lamp import SwitchLamp

ABOVE = 7


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        yield made


def wrong(home: House) -> SwitchLamp:
    return SwitchLamp(lamp="l", on=True, watts=-1)


def refused(home: House, count: int, book: Any = None) -> None:
    for _ in range(count):
        with pytest.raises(Refused):
            (book or home.book).execute(home.signed(wrong(home)))


def asked(home: House, count: int) -> list[Asked]:
    ring = home.book.ring()
    return [admit(home.log, ring, home.signed(wrong(home)), home.clock()) for _ in range(count)]


def appended(home: House, group: list[Asked]) -> list[Outcome]:
    """As the Book does it: after a lost connection the same group again."""

    def job(appender: Appender) -> list[Outcome]:
        try:
            return appender.append(group)
        except (OperationalError, psycopg.OperationalError):
            return appender.append(group)

    found = home.book.run(job)
    assert isinstance(found, list)
    return found


def singly(home: House) -> int:
    bodies = [read_body(part(form)[0]) for form in Tree(home.store).stored()]
    return sum(body.name == "CommandRefused" for body in bodies)


def summaries(home: House) -> list[RefusalsSummarised]:
    bodies = [read_body(part(form)[0]) for form in Tree(home.store).stored()]
    return [home.log.codec.event(body) for body in bodies if body.name == "RefusalsSummarised"]


def unheard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next append commits, and its answer is lost on the way."""
    wrapped, lost = Store.append, [True]

    @contextmanager
    def append(store: Store) -> Iterator[Append]:
        with wrapped(store) as inside:
            yield inside
        if lost:
            lost.pop()
            raise psycopg.OperationalError("the connection was lost")

    monkeypatch.setattr(Store, "append", append)


def test_refusals_of_a_group_that_was_tried_again_count_once(home, monkeypatch):
    monkeypatch.setattr(Append, "write", failing_once(Append.write, OperationalError("cut")))
    appended(home, asked(home, RATE - 1))
    assert singly(home) == RATE - 1
    refused(home, 2)
    assert singly(home) == RATE


def test_a_summary_that_could_not_be_written_is_written_next_time(home, monkeypatch):
    refused(home, RATE + ABOVE)
    home.clock.advance(minutes=1)
    monkeypatch.setattr(Append, "write", failing_once(Append.write, OperationalError("cut")))
    home.do(SwitchLamp(lamp="l", on=True))
    assert [summary.count for summary in summaries(home)] == [ABOVE]


def test_refusals_whose_commit_went_unheard_count_once(home, monkeypatch):
    refused(home, RATE)
    group = asked(home, ABOVE)
    unheard(monkeypatch)
    assert all(outcome.repeated for outcome in appended(home, group))
    home.clock.advance(minutes=1)
    home.do(SwitchLamp(lamp="l", on=True))
    digest = sha256(b"".join(one.digest for one in group)).hexdigest()
    assert [(s.count, s.digest) for s in summaries(home)] == [(ABOVE, digest)]


def test_a_summary_whose_commit_went_unheard_is_given_once(home, monkeypatch):
    refused(home, RATE + ABOVE)
    home.clock.advance(minutes=1)
    unheard(monkeypatch)
    appended(home, [])
    assert [summary.count for summary in summaries(home)] == [ABOVE]


def test_who_closes_the_book_says_what_was_not_summarised_yet(home, database):
    with rooms(database, home.log, home.clock) as (book, _, _):
        refused(home, RATE + ABOVE, book)
    assert [summary.count for summary in summaries(home)] == [ABOVE]
    assert verdict(home).ok


def test_who_closes_the_book_with_nothing_to_summarise_says_nothing(home, database):
    with rooms(database, home.log, home.clock) as (book, _, _):
        refused(home, RATE, book)
        size = home.store.tail().position
    assert home.store.tail().position == size


def test_a_book_closes_even_if_the_summary_cannot_be_written(home, database, monkeypatch, caplog):
    caplog.set_level(logging.WARNING, "ledger.book")
    with rooms(database, home.log, home.clock) as (book, _, _):
        refused(home, RATE + ABOVE, book)
        monkeypatch.setattr(Append, "write", failing_once(Append.write, OperationalError("cut")))
    assert "refusals were not summarised: cut" in caplog.text
    assert summaries(home) == []


def test_the_summary_of_a_day_whose_key_is_gone_stands_under_today(home):
    yesterday = day(home.clock())
    refused(home, RATE + ABOVE)
    home.clock.advance(days=1)
    assert home.do(DestroyKey(key=f"refusals/{yesterday}", reason="erasure")).last
    assert [(s.day, s.count) for s in summaries(home)] == [(day(home.clock()), ABOVE)]
    assert verdict(home).ok


def day(at: datetime) -> str:
    return at.date().isoformat()
