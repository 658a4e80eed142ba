"""Where the files of bids are read whole: so many at once, and no kind in another's way.

Whoever reads opened bids holds up no bidder, in the last minutes before a deadline or while the
time for keys runs.
"""

from dataclasses import dataclass, field

from anyio import CapacityLimiter
from fastapi import Request

_AT_ONCE = 2


def _room() -> CapacityLimiter:
    return CapacityLimiter(_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Rooms:
    """Those of one application: where files are kept; where it is tried whether a key opens one, or
    how one lies here; where they are read.
    """

    bringing: CapacityLimiter = field(default_factory=_room)
    trying: CapacityLimiter = field(default_factory=_room)
    reading: CapacityLimiter = field(default_factory=_room)


def rooms_of(request: Request) -> Rooms:
    """The rooms of the application that is asked."""
    found: Rooms = request.app.state.bid_files
    return found
