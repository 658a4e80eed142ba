"""Shapes that panels once had, and how they are read today."""

from datetime import datetime

from domain.kernel import Event, Former, event, sealed
from domain.panel.events import ExpertsDrawn


@event("ExpertsDrawn", zh="抽取评标专家")
class ExpertsDrawnV1(Event):
    """Before a draw said who was to keep away."""

    lot: str
    drawn_at: datetime
    experts: int
    representatives: int
    algorithm: str
    commitment: str
    pool: str
    seed: str | None = sealed()
    members: tuple[str, ...] | None = sealed()


@event("ExpertsDrawn", version=2, zh="抽取评标专家")
class ExpertsDrawnV2(Event):
    """Before a draw said whom it took for the lot's agencies."""

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


def _drawn(old: ExpertsDrawnV1 | ExpertsDrawnV2) -> ExpertsDrawn:
    avoid, avoided = (old.avoid, old.avoided) if isinstance(old, ExpertsDrawnV2) else (None, None)
    return ExpertsDrawn(
        lot=old.lot,
        drawn_at=old.drawn_at,
        experts=old.experts,
        representatives=old.representatives,
        algorithm=old.algorithm,
        commitment=old.commitment,
        pool=old.pool,
        avoid=avoid,
        agencies=None,
        seed=old.seed,
        avoided=avoided,
        members=old.members,
    )


FORMER = (Former(ExpertsDrawnV1, _drawn), Former(ExpertsDrawnV2, _drawn))
