"""The record of the stream: `venue/CODE`. Who books is decided with the trade: it asks the lot."""

from typing import get_args

from domain.kernel import Stream
from domain.venue.certify import CERTIFY_VENUE
from domain.venue.events import VenueEvent
from domain.venue.state import Venue, evolve

VENUE = Stream(
    name="venue",
    events=get_args(VenueEvent.__value__),
    initial=Venue(),
    evolve=evolve,
    region=lambda venue: venue.certified and venue.certified.region,
    deciders=(CERTIFY_VENUE,),
)
