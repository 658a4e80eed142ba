"""A lot after a fact: where it leads, what was, what it says; each family of facts by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from domain.kernel import Event
from domain.lot import fold_beside, fold_end, fold_way
from domain.lot.allotment import AllotmentEvent
from domain.lot.bidding import BiddingEvent
from domain.lot.concluded import ConcludedEvent
from domain.lot.counted import CountedEvent
from domain.lot.ended import EndEvent
from domain.lot.events import FeeEvent, LotEvent, WayEvent
from domain.lot.moving import day_of, leads_to
from domain.lot.negotiated import NegotiationEvent
from domain.lot.prequalified import PrequalificationEvent
from domain.lot.state import Lot
from domain.lot.stopped import StoppedEvent
from domain.lot.tendered import TenderEvent

type Told = Callable[[Lot, Any], Lot]
"""What a fact of its family says of the lot."""

_FAMILIES: tuple[tuple[Any, Told], ...] = (
    (WayEvent, fold_way.way),
    (TenderEvent, fold_way.tender),
    (PrequalificationEvent, fold_beside.prequalification),
    (NegotiationEvent, fold_way.negotiation),
    (CountedEvent, fold_beside.counted),
    (BiddingEvent, fold_beside.bidding),
    (AllotmentEvent, fold_beside.allotment),
    (FeeEvent, fold_beside.fees),
    (ConcludedEvent, fold_beside.concluded),
    (StoppedEvent, fold_beside.stopped),
    (EndEvent, fold_end.ended),
)
FOLDS: dict[type[Event], Told] = {
    shape: told for family, told in _FAMILIES for shape in get_args(family.__value__)
}
"""By each kind of fact, whose family tells it."""


def evolve(lot: Lot, event: LotEvent) -> Lot:
    """The lot after an event: where the event leads, what was, and what it says."""
    told = FOLDS[type(event)](lot, event)
    been = replace(told, happened=_with_day(lot.happened, event))
    to = leads_to(event)
    return been if to is None else replace(been, phase=to)


def _with_day(
    happened: tuple[tuple[str, date | None], ...], event: LotEvent
) -> tuple[tuple[str, date | None], ...]:
    """The last day of each kind of fact."""
    others = tuple(one for one in happened if one[0] != event.NAME)
    return (*others, (event.NAME, day_of(event)))
