"""The record of the stream: `panel/LOT`. Its deciders sit with the trade: they look at the lot."""

from typing import get_args

from domain.kernel import KeyName, Stream
from domain.panel.events import ExpertsDrawn, PanelEvent
from domain.panel.former import FORMER
from domain.panel.state import Panel, evolve


def _key(first: ExpertsDrawn) -> KeyName:
    """A key of its own: the opening of the lot tells who bids, not who judges."""
    return KeyName("panel", first.lot)


PANEL = Stream(
    name="panel",
    events=get_args(PanelEvent.__value__),
    initial=Panel(),
    evolve=evolve,
    keys=lambda first: (_key(first),),
    owns=_key,
    former=FORMER,
)
