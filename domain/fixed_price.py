"""One price for all who apply (定额出让、摇号, REFERENCE 2.4): the first has it, or who is drawn.

A pure choice for whoever decides; instants with their zone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

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


def draw(
    pool: Collection[str], applied: Iterable[Applied], seed: str
) -> tuple[Applied | None, tuple[str, ...]]:
    """Whom the seed draws (`drawing.ranking`), and which were drawn before and passed over, as they
    do not count: the same, whoever draws again, and in whatever order they are named.

    `pool`: the codes of all that stand, of which those `applied` count.
    """
    by_code = {one.code: one for one in applied}
    order = drawn(seed, pool, len(pool))
    passed = tuple(takewhile(lambda code: code not in by_code, order))
    return next((by_code[code] for code in order[len(passed) :]), None), passed
