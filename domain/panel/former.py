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


def _drawn(old: ExpertsDrawnV1) -> ExpertsDrawn:
    return ExpertsDrawn(
        lot=old.lot,
        drawn_at=old.drawn_at,
        experts=old.experts,
        representatives=old.representatives,
        algorithm=old.algorithm,
        commitment=old.commitment,
        pool=old.pool,
        avoid=None,
        seed=old.seed,
        avoided=None,
        members=old.members,
    )


FORMER = (Former(ExpertsDrawnV1, _drawn),)
