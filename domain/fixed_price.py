"""One price for all who apply (定额出让、摇号, REFERENCE 2.4): the first has it, or who is drawn.

A pure choice for whoever decides; instants with their zone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.drawing import drawn


@dataclass(frozen=True, slots=True)
class Applied:
    """Who would have it at the price, since when; `code`: its application's, chosen by nobody."""

    party: str
    code: str
    at: datetime


def first(applied: Iterable[Applied]) -> Applied | None:
    """Who applied before all others, of one instant by the order of codes; None of none."""
    return min(applied, key=lambda one: (one.at, one.code), default=None)


def draw(applied: Iterable[Applied], seed: str) -> Applied | None:
    """Whom the seed draws: the same, whoever draws again, and in whatever order they are named."""
    by_code = {one.code: one for one in applied}
    return next((by_code[code] for code in drawn(seed, by_code, 1)), None)
