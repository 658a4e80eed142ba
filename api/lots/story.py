"""The events of a lot, in their order, read from the log itself: its own, and those beside it.

Whose deposits are among them the caller says: of what may not be named none is read.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from api.wiring import System
from domain.kernel import StreamId
from domain.lot.state import Lot
from domain.session_codes import session_code
from ledger.codec import read_body
from ledger.envelope import RawBody, part

OF_CASES = frozenset(
    {
        *("ObjectionFiled", "ObjectionAnswered", "QueryFiled", "QueryAnswered"),
        *("ComplaintFiled", "ComplaintReceived", "ComplaintForwarded", "ComplaintAccepted"),
        *("ComplaintRejected", "ComplaintDecided", "ComplaintWithdrawn"),
        *("WithdrawalRequested", "WithdrawalRefused", "CaseClockStopped", "CaseClockResumed"),
        *("CaseDueReckoned", "CaseWarningReckoned"),
    }
)
"""What of a dispute is public: that it was, when; as its stages are. Of who did it, nothing is."""


@dataclass(frozen=True, slots=True)
class Leg:
    """What an event moved for an owner; minor units, debit positive."""

    book: str
    account: str
    owner: str
    amount: int


@dataclass(frozen=True, slots=True)
class Told:
    """An event as its envelope, its public part and its legs say it."""

    position: int
    kind: str
    code: str
    sequence: int
    name: str
    occurred_at: datetime
    recorded_at: datetime
    person: str
    post: str
    custodial: bool
    said: dict[str, Any] = field(default_factory=dict)
    legs: tuple[Leg, ...] = ()

    @property
    def moved(self) -> int:
        """How much the event moved: all its debits; minor units."""
        return sum(leg.amount for leg in self.legs if leg.amount > 0)


def streams_of(
    code: str, lot: Lot, project: str | None, cases: Iterable[str], deposits: Iterable[str]
) -> tuple[StreamId, ...]:
    """The streams that tell of a lot: its own, its project's and procedure's, its sessions', its
    disputes', and of these deposits each one's, with its part in the bidding.
    """
    assert lot.defined is not None, "only what was defined has a story"
    arranged, procedure = lot.session.arranged, lot.defined.procedure
    sessions = range(1, arranged.session + 1) if arranged else ()
    return (
        StreamId("lot", code),
        *([StreamId("project", project)] if project else []),
        *([StreamId("procedure", procedure)] if procedure else []),
        *(StreamId("auction", session_code(code, number)) for number in sessions),
        *(StreamId("dispute", case) for case in cases),
        *(StreamId(kind, one) for one in deposits for kind in ("deposit", "participation")),
    )


def story(
    system: System, streams: Iterable[StreamId], until: int, *, money: bool
) -> tuple[Told, ...]:
    """The events of these streams up to a position, in the order of the log.

    `money`: whether legs are told as well; of deposits alone, all others' are not the reader's.
    """
    wanted = {(one.kind, one.code): one for one in streams}
    numbers = system.store.numbers(list(wanted))
    of = {number: wanted[key] for key, number in numbers.items()}
    found = system.store.events_of(dict.fromkeys(of, 0), until) if of else ()
    events = (_told(of[number], form, money) for number, form in found)
    return tuple(sorted(filter(None, events), key=lambda one: one.position))


def places(system: System, streams: Iterable[StreamId], until: int) -> list[int]:
    """The positions of what `story` would tell of these streams, in order; but for disputes', of
    which not everything is told, nothing is read for that.
    """
    wanted = tuple(streams)
    cases = [one for one in wanted if one.kind == "dispute"]
    numbers = system.store.numbers([(one.kind, one.code) for one in wanted if one not in cases])
    found = system.store.positions_of(numbers.values(), until) if numbers else []
    return sorted([*found, *(one.position for one in story(system, cases, until, money=False))])


def told_at(
    system: System, streams: Iterable[StreamId], positions: Sequence[int], *, money: bool
) -> tuple[Told, ...]:
    """The events of these streams at some of their places, in the order of the log."""
    wanted = {(one.kind, one.code): one for one in streams}
    of = {number: wanted[key] for key, number in system.store.numbers(list(wanted)).items()}
    forms = sorted(system.store.at(positions).items())
    events = (_told(of[read_body(part(form)[0]).stream], form, money) for _, form in forms)
    return tuple(filter(None, events))


def _told(stream: StreamId, form: bytes, money: bool) -> Told | None:
    """One event; None for what of a dispute is nobody's to read here."""
    body = read_body(part(form)[0])
    case = stream.kind == "dispute"
    if case and body.name not in OF_CASES:
        return None
    asked = body.command is not None and not case
    return Told(
        position=body.position,
        kind=stream.kind,
        code=stream.code,
        sequence=body.sequence,
        name=body.name,
        occurred_at=body.occurred_at,
        recorded_at=body.recorded_at,
        person=body.actor.person if asked else "",
        post=body.actor.post if asked else "",
        custodial=body.actor.custodial and asked,
        said={} if case else json.loads(bytes(body.public)) or {},
        legs=tuple(_legs(body)) if money and stream.kind == "deposit" else (),
    )


def _legs(body: RawBody) -> Iterator[Leg]:
    for entry in json.loads(bytes(body.entries)) or ():
        for leg in entry["legs"]:
            yield Leg(entry["book"], leg["account"], leg["owner"], leg["amount"])
