"""Facts of a panel. Who is on it lies under a key of its own, which no opening releases (法 37)."""

from datetime import datetime

from domain.kernel import Event, event, sealed


@event("ExpertsDrawn", version=2, zh="抽取评标专家")
class ExpertsDrawn(Event):
    """So many experts were drawn for a lot, beside so many of its owner's own.

    `algorithm` is how (`panel.drawing`), `commitment` the SHA-256 of the seed it was done with, and
    `pool` that of the seed and all who could be drawn: with the seed anybody draws the same again.
    `avoid` is that of the seed and those who were not to be drawn, `avoided` so many: their names
    do not fit under a seal. The first version did not say so.
    """

    lot: str
    drawn_at: datetime
    experts: int
    representatives: int
    algorithm: str
    commitment: str
    pool: str
    avoid: str | None
    seed: str | None = sealed()
    avoided: int | None = sealed()
    members: tuple[str, ...] | None = sealed()

    def happened_at(self) -> datetime:
        """The instant of the draw."""
        return self.drawn_at


type PanelEvent = ExpertsDrawn
