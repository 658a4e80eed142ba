"""One sealed offer of each (一次报价, REFERENCE 2.4): the highest has it, of equal ones the first.

Pure arithmetic for whoever decides; amounts in fen, instants with their zone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody offered, and when."""

    party: str
    fen: int
    at: datetime


def best(offers: Iterable[Offer], least_fen: int) -> Offer | None:
    """The offer that has it; None where none reaches the least that is taken."""
    taken = (one for one in offers if one.fen >= least_fen)
    return min(taken, key=lambda one: (-one.fen, one.at, one.party), default=None)
