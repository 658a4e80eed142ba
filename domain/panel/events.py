"""Facts of a panel. Who is on it lies under a key of its own, which no opening releases (法 37)."""

from datetime import datetime
from enum import StrEnum

from domain.kernel import Event, event, sealed


class Leaving(StrEnum):
    """Why a member evaluates no more (条例 48): a tie, absence, or that it cannot."""

    RECUSED = "RECUSED"
    ABSENT = "ABSENT"
    UNABLE = "UNABLE"


@event("ExpertsDrawn", version=3, zh="抽取评标专家")
class ExpertsDrawn(Event):
    """So many experts were drawn for a lot, beside so many of its owner's own.

    `algorithm` is how (`drawing`), `commitment` the SHA-256 of the seed it was done with, and
    `pool` that of the seed and all who could be drawn: with the seed anybody draws the same again.
    `avoid` is that of the seed and those who were not to be drawn, `avoided` so many: their names
    do not fit under a seal. `agencies`: whose people were kept away as the lot's agencies', for as
    long as there is a panel. Former versions said neither.
    """

    lot: str
    drawn_at: datetime
    experts: int
    representatives: int
    algorithm: str
    commitment: str
    pool: str
    avoid: str | None
    agencies: tuple[str, ...] | None
    seed: str | None = sealed()
    avoided: int | None = sealed()
    members: tuple[str, ...] | None = sealed()

    def happened_at(self) -> datetime:
        """The instant of the draw."""
        return self.drawn_at


@event("ExpertLeft", zh="专家退出评审")
class ExpertLeft(Event):
    """A member evaluates no more, and what it found counts for nothing (条例 48).

    `representative`: it was one of the owner's own; `document`: the SHA-256 of what says why.
    """

    lot: str
    left_at: datetime
    cause: Leaving
    representative: bool
    member: str | None = sealed()
    document: str | None = sealed()

    def happened_at(self) -> datetime:
        """When it was said."""
        return self.left_at


@event("ExpertReplaced", zh="补抽评标专家")
class ExpertReplaced(Event):
    """Another took the place of one who left: drawn as the panel was, or of the owner's own.

    Fields as in ExpertsDrawn and ExpertLeft. Nobody draws a representative: then there is neither
    seed nor what tells of it. `left` is whose place it was.
    """

    lot: str
    drawn_at: datetime
    representative: bool
    algorithm: str | None
    commitment: str | None
    pool: str | None
    seed: str | None = sealed()
    left: str | None = sealed()
    member: str | None = sealed()

    def happened_at(self) -> datetime:
        """The instant of the draw."""
        return self.drawn_at


@event("BidScored", zh="评分")
class BidScored(Event):
    """A member gave a party's bid so many hundredths of a point, or others in their place.

    `reasons`: the SHA-256 of why.
    """

    lot: str
    scored_at: datetime
    member: str | None = sealed()
    party: str | None = sealed()
    points: int | None = sealed()
    reasons: str | None = sealed()

    def happened_at(self) -> datetime:
        """When the door had it."""
        return self.scored_at


type PanelEvent = ExpertsDrawn | ExpertLeft | ExpertReplaced | BidScored
