"""Audit packs: which streams of the log are a project's or a lot's, and what they come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.lots.differing import OPEN_CASES, said
from api.lots.standing import Standing
from api.wiring import System
from domain.governance.state import Law
from domain.kernel import KeyName, StreamId
from domain.lot.state import Lot
from ledger.checkpoint import parse
from ledger.log import Log
from ledger.pack import Pack
from ledger.packing import Packer
from ledger.unpacking import digest_of, released, states
from projections.lots import LOTS
from projections.projects import PROCEDURES, PROJECTS


class NotRegistered(LookupError):
    """Nobody registered a project, nor defined a lot, of this code."""


def pack_of(system: System, code: str) -> Pack:
    """The pack of a project, or of one lot, as of a checkpoint that is signed for it.

    Of a lot that is open: all that lies under its key (deposits, bids, offers, disputes, alerts),
    and who its panel is, closed; of another lot nothing that is sealed, not even how much there is.
    Raises NotRegistered.
    """
    note = system.publisher.publish()
    size = parse(note).checkpoint.size
    system.readers.runner.catch_up()
    above, codes = _of_project(system, code, size)
    if not above and not system.readers.lots.rows(LOTS, {"lot": code}, as_of=size).rows:
        raise NotRegistered(code)
    lots = system.replay.states([StreamId("lot", one) for one in codes or [code]], size)
    open_ones = [stream.code for stream, lot in lots.items() if lot.opened]
    named = [*above, *lots, *(StreamId("panel", one) for one in open_ones)]
    numbers = {*system.store.numbers([(one.kind, one.code) for one in named]).values()}
    for one in open_ones:
        numbers |= {*system.vault.streams_under(str(KeyName("lot", one)))}
    return Packer(system.store, system.vault).pack(note, numbers)


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

    `closed`: it lies under a key that was never given out, so its sealed parts stay unread.
    `facts`: of a lot, what is said of it; `digest` is of the whole state.
    """

    stream: str
    events: int
    digest: str
    closed: bool
    facts: Mapping[str, Any] | None


def replayed(log: Log, pack: Pack, until: int | None = None) -> tuple[Replayed, ...]:
    """The streams of a pack after its events up to a position (None: all), in their order.

    Verify the pack first. Raises NotReplayed.
    """
    found, given = states(log, pack, until), released(log, pack).secrets
    law = found[log.charter.law].state
    at = parse(pack.note).checkpoint.size if until is None else until
    return tuple(
        Replayed(
            stream=str(stream),
            events=held.sequence,
            digest=digest_of(held.state),
            closed=not given.keys() >= {*held.names},
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


def differing(system: System, pack: Pack, found: Iterable[Replayed]) -> list[str]:
    """The streams that an installation has otherwise; of closed ones nothing can be said."""
    size = parse(pack.note).checkpoint.size
    digests = {one.stream: one.digest for one in found if not one.closed}
    streams = [StreamId(*name.split("/", 1)) for name in digests]
    ours = system.replay.states(streams, size)
    return [str(one) for one, state in ours.items() if digests[str(one)] != digest_of(state)]
