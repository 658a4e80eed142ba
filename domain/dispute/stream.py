"""The record of the stream: `dispute/D0123456789ABCDEF`. Its deciders sit at the desk."""

from typing import get_args

from domain.dispute.events import DisputeEvent
from domain.dispute.filed import Filed
from domain.dispute.former import FORMER
from domain.dispute.state import Case, evolve
from domain.kernel import KeyName, Stream
from domain.keys import keys_of


def _keys(first: Filed) -> tuple[KeyName, ...]:
    return keys_of(first.lot, first.filer.party) if first.filer else ()


DISPUTE = Stream(
    name="dispute",
    events=get_args(DisputeEvent.__value__),
    initial=Case(),
    evolve=evolve,
    keys=_keys,
    former=FORMER,
    region=lambda case: case.filed and case.filed.region,
)
