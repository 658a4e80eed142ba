"""Who asks for one thing waits for no file: lanes take turns, each in the order of the door."""

from concurrent.futures import Future
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from ledger.lanes import GROUP_MAX, LARGE_BYTES, Lanes
from ledger.tickets import Ticket
from tests.kit.story import NOON


def ticket(
    name: str, size: int = 600, received_at: datetime = NOON, key: str = "a clerk's"
) -> Ticket:
    signatures = (SimpleNamespace(key=key),)
    signed: Any = SimpleNamespace(body=bytes(size), name=name, signatures=signatures)
    return Ticket(signed, received_at, Future(), None)


def large(name: str, size: int = LARGE_BYTES) -> Ticket:
    return ticket(name, size, key="the bank's")


def waiting(*tickets: Ticket) -> Lanes:
    lanes = Lanes()
    lanes.put(tickets)
    return lanes


def taken(lanes: Lanes) -> list[str]:
    return [one.signed.name for one in lanes.take()]  # type: ignore[attr-defined]


def test_small_ones_go_first_and_by_themselves():
    lanes = waiting(large("A"), ticket("b"), large("C"), ticket("d"))
    assert taken(lanes) == ["b", "d"]


def test_after_them_one_large_one_has_its_turn_and_then_they_again():
    lanes = waiting(large("A"), large("B"), ticket("c"))
    assert taken(lanes) == ["c"]
    lanes.put([ticket("d")])
    assert taken(lanes) == ["A"]
    assert taken(lanes) == ["d"]
    assert taken(lanes) == ["B"]
    assert not lanes


def test_where_nobody_else_waits_large_ones_go_together_up_to_their_measure():
    lanes = waiting(*(large(f"{n}", 100_000) for n in range(6)))
    assert taken(lanes) == ["0", "1", "2", "3"]
    assert taken(lanes) == ["4", "5"]


def test_a_group_has_no_more_than_its_number():
    lanes = waiting(*(ticket(f"{n}") for n in range(GROUP_MAX + 1)))
    assert len(lanes.take()) == GROUP_MAX
    assert taken(lanes) == [f"{GROUP_MAX}"]
    assert taken(lanes) == []


def test_who_was_at_the_door_first_is_decided_first():
    late = NOON + timedelta(microseconds=1)
    lanes = waiting(ticket("second", received_at=late), ticket("first"))
    assert taken(lanes) == ["first", "second"]


def test_that_somebody_asked_for_one_thing_is_known_for_a_second(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("ledger.lanes.monotonic", lambda: now[0])
    lanes = waiting(large("A"))
    assert not lanes.lately
    lanes.put([ticket("b")])
    lanes.take()
    now[0] += 0.9
    assert lanes.lately
    lanes.put([large("C")])
    now[0] += 0.2
    assert not lanes.lately


def test_what_is_small_of_whoever_brings_many_things_is_nobody_who_waits(monkeypatch):
    """Else an import is slowed by its own statements, each recorded between two pages."""
    now = [100.0]
    monkeypatch.setattr("ledger.lanes.monotonic", lambda: now[0])
    lanes = waiting(large("A"))
    now[0] += 1.9
    lanes.put([ticket("of the file", key="the bank's")])
    assert not lanes.lately
    lanes.put([large("B"), ticket("c")])
    assert lanes.lately, "somebody else does"
    now[0] += 2.0
    assert not lanes.lately
    lanes.put([ticket("by itself", key="the bank's")])
    assert lanes.lately


def test_of_the_same_instant_each_keeps_its_place():
    lanes = waiting(ticket("a"), ticket("b"), ticket("c"))
    assert len(lanes) == 3
    assert taken(lanes) == ["a", "b", "c"]
