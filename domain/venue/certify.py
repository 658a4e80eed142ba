"""The office certifies what a room is fit for."""

from datetime import date

from domain.calendar import beijing_day, plausible
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, StreamId, command
from domain.names import plain
from domain.regions import unknown_on
from domain.trade_codes import venue_code
from domain.venue.events import Purpose, VenueCertified
from domain.venue.state import Venue


@command("CertifyVenue", zh="场所认定")
class CertifyVenue(Command):
    """Say what a room is fit for; fields as in VenueCertified."""

    venue: str
    name: str
    region: str
    seats: int
    purposes: tuple[Purpose, ...]
    valid_until: date
    document: str

    def __post_init__(self) -> None:
        venue_code(self.venue)
        digest(self.document)
        plausible("valid_until", self.valid_until)
        if not plain(self.name):
            raise ValueError("name: expected what the room is called")
        if self.seats < 1:
            raise ValueError(f"seats {self.seats}: expected one or more")
        if len(set(self.purposes)) < len(self.purposes):
            raise ValueError("purposes: expected each once")


def certify(venue: Venue, asked: CertifyVenue, context: Context) -> Decision:
    """As often as there is reason; what is booked stays booked. The same again is nothing."""
    at, names = context.received_at, CertifyVenue.__dataclass_fields__
    said = {name: getattr(asked, name) for name in names}
    known = venue.certified
    if known is not None and said == {name: getattr(known, name) for name in names}:
        return ()
    refused = unknown_on(asked.region, beijing_day(at))
    return refused or (VenueCertified(certified_at=at, **said),)


CERTIFY_VENUE = Decider(
    handles=CertifyVenue, touches=lambda asked: (StreamId("venue", asked.venue),), decide=certify
)
