"""A lot as it stands."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.lot.events import BidOpened, LotDefined, LotEvent


@dataclass(frozen=True, slots=True)
class Lot:
    """The lot as defined, if it is; and whether its bids are open."""

    defined: LotDefined | None = None
    opened: bool = False


def evolve(lot: Lot, event: LotEvent) -> Lot:
    """The lot after an event."""
    match event:
        case LotDefined():
            return replace(lot, defined=event)
        case BidOpened():
            return replace(lot, opened=True)
        case _:
            assert_never(event)
