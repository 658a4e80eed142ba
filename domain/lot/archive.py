"""A settled lot's record is sealed: how long each of its streams was then, and how it ended."""

import re
from collections.abc import Iterable
from hashlib import sha256

from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.ended import ArchiveSealed, StreamHead
from domain.lot.standing import hears
from domain.lot.state import Lot
from domain.phases import Phase

_HEAD = re.compile(r"[0-9a-f]{64}")


@command("SealArchive", version=2, zh="归档封存")
class SealArchive(Command):
    """Seal a lot's record as it stood at a position: fields as in ArchiveSealed."""

    lot: str
    heads: tuple[StreamHead, ...]
    streams: int
    events: int
    digest: str
    as_of: int

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.digest)
        for one in self.heads:
            if one.number < 0 or one.events < 1 or not _HEAD.fullmatch(one.head):
                raise ValueError(f"heads: {one}, expected a stream with events, and its SHA-256")
        if not 0 < len(self.heads) <= self.streams:
            raise ValueError(f"streams {self.streams}: expected those of `heads` at least")
        if self.events < self.streams:
            raise ValueError(f"events {self.events}: expected one a stream at least")
        if self.as_of < self.events:
            raise ValueError(f"as_of {self.as_of}: expected a position, {self.events} at least")


def digest_of(heads: Iterable[StreamHead]) -> str:
    """The SHA-256 of a line for each stream by its number: `number events head`, each ended."""
    lines = sorted((one.number, one.events, one.head) for one in heads)
    text = "".join(f"{number} {events} {head}\n" for number, events, head in lines)
    return sha256(text.encode()).hexdigest()


def seal(lot: Lot, asked: SealArchive, context: Context) -> Decision:
    """Once, of a lot that is settled. The platform says how its streams stand: no decider sees."""
    if lot.phase is Phase.ARCHIVED:
        return ()
    known = hears(lot, asked.lot, context.law, ArchiveSealed)
    if isinstance(known, Rejected):
        return known
    sealed = ArchiveSealed(
        lot=asked.lot,
        sealed_at=context.received_at,
        heads=asked.heads,
        streams=asked.streams,
        events=asked.events,
        digest=asked.digest,
        as_of=asked.as_of,
    )
    return (sealed,)


SEAL_ARCHIVE = Decider(
    handles=SealArchive, touches=lambda asked: (StreamId("lot", asked.lot),), decide=seal
)
