"""Facts of a lot that has come to its end: settled, archived, void; the lot that it becomes."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel import Event, Post, event


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamHead:
    """A stream as it stood: its number, how many events it had, the SHA-256 of its last body."""

    number: int
    events: int
    head: str


@event("SettlementClosed", zh="结清")
class SettlementClosed(Event):
    """Nothing of the lot's money is open: its deposits, so many, its price, its fees."""

    lot: str
    settled_at: datetime
    deposits: int

    def happened_at(self) -> datetime:
        """The instant at which it was found."""
        return self.settled_at


@event("ArchiveSealed", version=2, zh="归档")
class ArchiveSealed(Event):
    """The lot's record is whole: whoever reads it later can tell what came after.

    `heads`: its own streams that are public, without this event; `digest` is over all of its
    streams, so many with so many events: those of its bidders too, which are named to nobody here
    (`lot.archive.digest_of` says of which bytes). All as of position `as_of`: a bank line may come
    between reading and sealing. None in the first version: the position before this event.
    """

    lot: str
    sealed_at: datetime
    heads: tuple[StreamHead, ...]
    streams: int
    events: int
    digest: str
    as_of: int | None

    def happened_at(self) -> datetime:
        """The instant from which on nothing is to be added."""
        return self.sealed_at


@event("ResultVoided", zh="中标无效(成交无效)")
class ResultVoided(Event):
    """By decision of whoever supervises, or a court, nobody has won; `winner`: who had, if any.

    `document` is the decision's reference, `evidence` its SHA-256.
    """

    lot: str
    winner: str | None
    voided_on: date
    authority: Post
    document: str
    evidence: str


@event("RetenderLinked", zh="重新招标(重新挂牌)")
class RetenderLinked(Event):
    """What was not traded as `failed` is traded anew as `next`; each of the two says so."""

    lot: str
    failed: str
    next: str


type EndEvent = SettlementClosed | ArchiveSealed | ResultVoided | RetenderLinked
