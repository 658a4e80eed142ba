"""Facts of a lot; all public."""

from datetime import datetime

from domain.kernel import Event, KeyName, event


@event("LotDefined", zh="标段(宗地、标的)登记")
class LotDefined(Event):
    """A lot with the terms of its deposit, asked of every bidder alike.

    `owner` and `agency` are organisations; `basic_account` tells whether a deposit must come from
    the payer's basic account (实施条例 26). Its sealing key exists from here on.
    """

    lot: str
    title: str
    category: str
    region: str
    owner: str
    agency: str | None
    deposit_fen: int
    deposit_deadline: datetime
    opening_at: datetime
    basic_account: bool


@event("BidOpened", zh="开标")
class BidOpened(Event):
    """The bids were opened before all; what was sealed for the lot may be read from now on."""

    lot: str
    opened_at: datetime
    bidders: int

    def happened_at(self) -> datetime:
        """The instant of the opening."""
        return self.opened_at

    def releases(self) -> tuple[KeyName, ...]:
        """The lot's key."""
        return (KeyName("lot", self.lot),)


type LotEvent = LotDefined | BidOpened
