"""Puts consecutive events together that follow on without any doubt: less to look at, and to send.

Nothing is judged here: where anything differs from what must follow, a new stretch begins, and
`verify_order` sees it.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from ledger.verify_shape import OWN

type Actor = tuple[bool, str, str | None, str, str, str]
"""Custodial, key, on behalf of, organisation, person, post."""

_ALIKE = itemgetter("stream", "name", "law", "cause", "recorded_at", "actor")


class Event(NamedTuple):
    """One event: its body, the SHA-256 of that (hex), whether its command's signatures are good."""

    body: dict[str, Any]
    head: str
    good: bool


class Stretch(NamedTuple):
    """Consecutive events of one command in one stream, chained and alike; often just one.

    Fields are the first event's, but `size` (how many) and `head` (SHA-256 of the last body).
    `signed_by`: the keys named by the command's signatures, the actor's first; empty when the
    event carries none. `good`: each signature is its key's. `public`: only of events in
    verify_shape.OWN.
    """

    position: int
    size: int
    stream: int
    sequence: int
    previous: str | None
    head: str
    name: str
    recorded_at: str
    law: int
    cause: int | None
    actor: Actor
    digest: str | None
    signed_by: tuple[str, ...]
    good: bool
    public: dict[str, Any] | None


def stretches(first: int, events: Iterable[Event | None]) -> Iterator[Stretch]:
    """The stretches of events that begin at a position; None, what cannot be read, is a gap."""
    start, last, size = None, None, 0
    for position, event in enumerate(chain(events, (None,)), first):
        if event and last and _continues(event.body, last):
            size += 1
        else:
            if start and last:
                yield _stretch(position - size, size, start, last)
            start, size = event, 1
        last = event


def _continues(body: dict[str, Any], last: Event) -> bool:
    command, former = body["command"], last.body["command"]
    return (
        body["previous"] == last.head
        and command is not None
        and former is not None
        and command["signatures"] is None
        and command["digest"] == former["digest"]
        and body["sequence"] == last.body["sequence"] + 1
        and _ALIKE(body) == _ALIKE(last.body)
        and body["name"] not in OWN
    )


def _stretch(position: int, size: int, start: Event, last: Event) -> Stretch:
    body, command = start.body, start.body["command"]
    signatures = command and command["signatures"]
    return Stretch(
        position=position,
        size=size,
        stream=body["stream"],
        sequence=body["sequence"],
        previous=body["previous"],
        head=last.head,
        name=body["name"],
        recorded_at=body["recorded_at"],
        law=body["law"],
        cause=body["cause"],
        actor=tuple(body["actor"].values()),
        digest=command and command["digest"],
        signed_by=tuple(one["key"] for one in signatures or ()),
        good=start.good,
        public=body["public"] if body["name"] in OWN else None,
    )
