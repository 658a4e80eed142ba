"""Facts of a session. Amounts and anonymous numbers are public; who offers lies under the lot."""

from datetime import datetime

from domain.kernel import Event, event, sealed


@event("ReserveSealed", zh="底价封存")
class ReserveSealed(Event):
    """Opens the stream of a session. `reserve_fen` 0: there is none, which nobody can see."""

    lot: str
    session: int
    reserve_fen: int | None = sealed()


@event("QuotationSubmitted", zh="报价")
class QuotationSubmitted(Event):
    """The n-th offer, while quotations are free. `participation`: whose, by its random id."""

    lot: str
    session: int
    offer: int
    number: str
    amount_fen: int
    received_at: datetime
    participation: str | None = sealed()

    def happened_at(self) -> datetime:
        """When it was at the door: no queue makes it late."""
        return self.received_at


@event("BidPlaced", zh="出价")
class BidPlaced(Event):
    """The n-th offer, in timed bidding, which ends at `ends_at` unless somebody offers more."""

    lot: str
    session: int
    offer: int
    number: str
    amount_fen: int
    received_at: datetime
    ends_at: datetime
    participation: str | None = sealed()

    def happened_at(self) -> datetime:
        """When it was at the door: no queue makes it late."""
        return self.received_at


type AuctionEvent = ReserveSealed | QuotationSubmitted | BidPlaced
