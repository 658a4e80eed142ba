"""Bidding upwards (REFERENCE 2.4): the least that may be offered next, and until when.

Pure arithmetic for whoever decides; amounts in fen, instants with their zone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Protocol(StrEnum):
    """How a price rises: in one session, or by quotations of many days before one."""

    ASCENDING = "ASCENDING"
    LISTING = "LISTING_THEN_ASCENDING"


SETTLED = timedelta(seconds=2)
"""So long after an end it is said: what the door stamped before the end may still be in a queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """While the price stands at `from_fen` or more, the next offer is at least so much higher."""

    from_fen: int
    step_fen: int


def unfit(steps: Sequence[Rung]) -> str | None:
    """What would be right instead of these steps; None where they are a ladder from nothing up."""
    starts = [rung.from_fen for rung in steps]
    rising = starts == sorted(set(starts)) and starts[:1] == [0]
    if rising and all(rung.step_fen >= 1 for rung in steps):
        return None
    return "rungs from 0 fen upwards, each with a step of one fen or more"


def least_fen(start_fen: int, steps: Sequence[Rung], highest_fen: int | None) -> int:
    """The least that may be offered: what it starts at, or the highest offer and its step."""
    if highest_fen is None:
        return start_fen
    return highest_fen + [one.step_fen for one in steps if one.from_fen <= highest_fen][-1]


def put_off(ends_at: datetime, offered_at: datetime, countdown_s: int) -> datetime:
    """The end after an offer: the countdown begins anew, and never ends earlier than was said."""
    return max(ends_at, offered_at + timedelta(seconds=countdown_s))
