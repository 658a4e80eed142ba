"""Audit packs: which streams of the log are a project's or a lot's, and what they come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from api.lots.differing import OPEN_CASES, said
from api.lots.standing import Standing
from api.wiring import System
from domain.governance.state import Law
from domain.kernel import KeyName, StreamId
from domain.lot.state import Lot
from ledger.checkpoint import parse
from ledger.envelope import part
from ledger.log import Log
from ledger.pack import Pack
from ledger.packing import ALWAYS, Packer
from ledger.unpacking import CLOSED, digest_of, states
from projections.alerts import ALERTS_OF_LOT
from projections.lots import LOTS
from projections.projects import PROCEDURES, PROJECTS


class NotRegistered(LookupError):
    """Nobody registered a project, nor defined a lot, of this code."""


class NotOfOne(ValueError):
    """A pack is not of one project, nor of one lot; or not of the one that was asked for.

    `found`: the projects whose streams are whole in it, or else the lots.
    """

    def __init__(self, found: Iterable[StreamId], asked: str | None) -> None:
        self.found = tuple(found)
        super().__init__(f"{[*map(str, self.found)]}, asked for is {asked}")


class AnotherLog(ValueError):
    """A pack is not of this installation's log."""


def pack_of(system: System, code: str, held: Iterable[int] = ()) -> Pack:
    """The pack of a project, or of one lot, as of a checkpoint that is signed for it.

    `held`: sizes of checkpoints that somebody kept (`Packer.pack`). Raises NotRegistered.
    """
    note = system.publisher.publish()
    numbers = selected(system, code, parse(note).checkpoint.size)
    return Packer(system.store).pack(note, numbers, held)


def selected(system: System, code: str, size: int) -> set[int]:
    """The streams of a project, or of one lot, by number, as of so many events.

    Of a lot that is open: all that lies under its key (deposits, bids, offers, disputes, alerts),
    and who its panel is, closed; of another lot nothing that is sealed, not even how much there is.
    Alerts that are no secret, of either. Raises NotRegistered.
    """
    system.readers.runner.catch_up()
    above, codes = _of_project(system, code, size)
    if not above and not system.readers.lots.rows(LOTS, {"lot": code}, as_of=size).rows:
        raise NotRegistered(code)
    lots = system.replay.states([StreamId("lot", one) for one in codes or [code]], size)
    open_ones = [stream.code for stream, lot in lots.items() if lot.opened]
    of = {"lot": [stream.code for stream in lots]}
    alerts = {row["alert"] for row in system.readers.alerts.every(ALERTS_OF_LOT, of, size)}
    named = [
        *above,
        *lots,
        *(StreamId("panel", one) for one in open_ones),
        *(StreamId("alert", one) for one in alerts),
    ]
    numbers = {*system.store.numbers([(one.kind, one.code) for one in named]).values()}
    for one in open_ones:
        numbers |= {*system.vault.streams_under(str(KeyName("lot", one)))}
    return numbers


def _of_project(system: System, code: str, size: int) -> tuple[list[StreamId], list[str]]:
    """The streams above a project's lots, and the lots; both empty where it is no project."""
    readers = system.readers
    if not readers.projects.rows(PROJECTS, {"project": code}, as_of=size).rows:
        return [], []
    found = readers.projects.rows(PROCEDURES, {"project": code}, as_of=size).rows
    procedures = [row["procedure"] for row in found]
    lots = readers.lots.rows(LOTS, {"procedure": procedures}, as_of=size).rows
    above = [StreamId("project", code), *(StreamId("procedure", one) for one in procedures)]
    return above, [row["lot"] for row in lots]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What one stream of a pack comes to at a position.

    `head`: SHA-256 (hex) of its last body. `closed`: it lies under a key that was never given out,
    so its sealed parts stay unread. `facts`: of a lot, what is said of it; `digest` is of the whole
    state.
    """

    stream: str
    number: int
    events: int
    head: str | None
    digest: str
    closed: bool
    facts: Mapping[str, Any] | None


def replayed(log: Log, pack: Pack, until: int | None = None) -> tuple[Replayed, ...]:
    """The streams of a pack after its events up to a position (None: all), in their order.

    Verify the pack first. Raises NotReplayed.
    """
    found = states(log, pack, until)
    law = found[log.charter.law].state
    at = parse(pack.note).checkpoint.size if until is None else until
    return tuple(
        Replayed(
            stream=str(stream),
            number=held.number,
            events=held.sequence,
            head=held.head,
            digest=digest_of(held.state),
            closed=held.names == CLOSED,
            facts=_facts(stream.code, at, held.state, law) if stream.kind == "lot" else None,
        )
        for stream, held in found.items()
        if held.sequence
    )


def _facts(code: str, at: int, lot: Lot, law: Law) -> Mapping[str, Any] | None:
    assert lot.defined is not None, "a lot's first event defines it"
    category = law.rules(lot.defined.category, lot.defined.pack)
    facts = said(Standing(code, at, lot, law, category, ()))
    return {name: value for name, value in facts.items() if name != OPEN_CASES}


def subject(streams: Iterable[str], code: str | None = None) -> StreamId:
    """What a pack is of: the one project whose stream is whole in it, or else the one lot.

    `streams`: kind and code of each that is whole. `code`: of what it should be. Raises NotOfOne.
    """
    whole = [_id(name) for name in streams]
    projects = [one for one in whole if one.kind == "project"]
    found = projects or [one for one in whole if one.kind == "lot"]
    if len(found) != 1 or code not in (None, found[0].code):
        raise NotOfOne(found, code)
    return found[0]


def differing(system: System, pack: Pack, found: Sequence[Replayed], code: str) -> list[str]:
    """The streams that an installation has otherwise; of closed ones their ends are compared.

    `#12`: a stream of the project or lot `code`, by number, that the pack lacks. `+kind/code`: one
    that the pack has besides. What must be there is told by the installation alone, as of the
    pack's checkpoint. `found`: the whole pack, replayed to its end. Raises AnotherLog,
    NotRegistered.
    """
    checkpoint = parse(pack.note).checkpoint
    if checkpoint.origin != system.log.origin:
        raise AnotherLog(f"the pack is of {checkpoint.origin}, here is {system.log.origin}")
    ends = {
        number: (length, form and sha256(part(form)[0]).hexdigest())
        for number, length, form in system.store.ends(checkpoint.size)
    }
    named = [_id(one.stream) for one in found if not one.closed]
    ours = system.replay.states(named, checkpoint.size)
    wrong = [
        one.stream
        for one in found
        if ends.get(one.number) != (one.events, one.head)
        or not (one.closed or digest_of(ours[_id(one.stream)]) == one.digest)
    ]
    wanted = ALWAYS | selected(system, code, checkpoint.size)
    begun = {number for number, (length, _) in ends.items() if length}  # keys tell of later ones
    lacking = (wanted & begun) - {one.number for one in found}
    besides = [f"+{one.stream}" for one in found if one.number not in wanted]
    return [*wrong, *(f"#{number}" for number in sorted(lacking)), *besides]


def _id(name: str) -> StreamId:
    return StreamId(*name.split("/", 1))
