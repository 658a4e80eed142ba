"""What lies under a key that a decision destroys is read as far as its charter asks for it."""

from dataclasses import replace
from typing import Any

from domain.kernel import Rejected, StreamId
from ledger.erasing import still_needed
from ledger.events import KeyDestroyed
from tests.kit.lamp import HOUSE

ONE, TWO = StreamId("guest", "one"), StreamId("guest", "two")
GONE = KeyDestroyed(key="room/r", reason="erasure")
KEPT = Rejected("room.still_needed", "one lives there")


def read(needed: Any) -> tuple[Rejected | None, list[Any]]:
    """What is answered, and what was read for that, in order."""
    done: list[Any] = []

    def lie_under(key: str) -> list[StreamId]:
        done.append(key)
        return [ONE, TWO, ONE]

    def state(of: StreamId) -> str:
        done.append(of)
        return of.code

    return still_needed(replace(HOUSE, needed=needed), [GONE], lie_under, state), done


def test_of_a_key_that_it_does_not_care_for_nothing_is_read() -> None:
    assert read(lambda *_: None) == (None, [])


def test_where_the_first_is_enough_the_others_are_not_read() -> None:
    first = lambda _key, states, _of: KEPT if "one" in states else None  # noqa: E731
    assert read(first) == (KEPT, ["room/r", ONE])


def test_else_each_is_read_once() -> None:
    every = lambda _key, states, _of: KEPT if "three" in states else None  # noqa: E731
    assert read(every) == (None, ["room/r", ONE, TWO])
