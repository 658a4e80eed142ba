"""Facts of a lot's session and of its disclosure; all public, so none names a bidder too early."""

from datetime import datetime

from domain.ascending import Rung
from domain.kernel import Event, KeyName, event


@event("SessionArranged", zh="竞价安排")
class SessionArranged(Event):
    """How the price will rise; whether there is a reserve, and which, its own stream has sealed.

    `protocol` as in REFERENCE 2.4. A listing takes quotations from `listing_from` until the lot
    opens, and bidding follows at once; without one it is None, and bidding is free for `free_s`
    seconds from the opening on. Then `countdown_s` seconds, anew with each offer. Fen.
    """

    lot: str
    session: int
    protocol: str
    start_fen: int
    steps: tuple[Rung, ...]
    listing_from: datetime | None
    free_s: int
    countdown_s: int


@event("ListingStarted", zh="挂牌开始")
class ListingStarted(Event):
    """Quotations are taken from here on."""

    lot: str
    session: int
    started_at: datetime

    def happened_at(self) -> datetime:
        """The legal instant, however late the clock got to it."""
        return self.started_at


@event("ListingClosed", zh="挂牌截止")
class ListingClosed(Event):
    """No more quotations. `timed`: two or more had quoted, and bid on within a time (LD-07)."""

    lot: str
    session: int
    closed_at: datetime
    timed: bool

    def happened_at(self) -> datetime:
        """The legal instant, however late the clock got to it."""
        return self.closed_at


@event("TimedBiddingStarted", zh="限时竞价开始")
class TimedBiddingStarted(Event):
    """Offers are taken: freely until `free_until`, then until `ends_at` or what offers make of it.

    It starts when it is said: a late clock takes no time from those who bid.
    """

    lot: str
    session: int
    started_at: datetime
    free_until: datetime
    ends_at: datetime

    def happened_at(self) -> datetime:
        """The first instant at which an offer counts."""
        return self.started_at


@event("TimedBiddingClosed", zh="限时竞价结束")
class TimedBiddingClosed(Event):
    """The auction is over at this price; who bid may be known from now on."""

    lot: str
    closed_at: datetime
    bidders: int
    price_fen: int

    def happened_at(self) -> datetime:
        """The instant of the last second."""
        return self.closed_at

    def releases(self) -> tuple[KeyName, ...]:
        """The lot's key."""
        return (KeyName("lot", self.lot),)


@event("SessionEnded", zh="竞价场次结束")
class SessionEnded(Event):
    """So many offers of so many bidders; `digest` anchors them all (`auction.digest` says how)."""

    lot: str
    session: int
    ended_at: datetime
    offers: int
    bidders: int
    digest: str

    def happened_at(self) -> datetime:
        """The last instant before which an offer counted."""
        return self.ended_at


@event("ReserveCompared", zh="底价比对")
class ReserveCompared(Event):
    """The highest offer beside the reserve (fen; None: there was none), which is known from now on.

    `number` is whose offer it was; `winner` the party, where it is met. `opens`: who bid may be
    known from here on, as no timed bidding that would say so came before.
    """

    lot: str
    session: int
    ended_at: datetime
    reserve_fen: int | None
    highest_fen: int
    number: str
    met: bool
    winner: str | None
    opens: bool

    def happened_at(self) -> datetime:
        """The last instant before which an offer counted."""
        return self.ended_at

    def releases(self) -> tuple[KeyName, ...]:
        """The lot's key, where nothing released it just before."""
        return (KeyName("lot", self.lot),) if self.opens else ()


@event("OffersCompared", version=2, zh="报价比较")
class OffersCompared(Event):
    """Of sealed offers, one of each, this is the highest, and whose it is. It was opened before.

    `unsecured`: bids that were not compared, as no deposit for them is here; those of companies
    alone, as of a natural person nobody may know whether it paid. None: nobody looked. Of more than
    one fact holds `BidsNotCounted` named all but these before it.
    """

    lot: str
    winner: str
    price_fen: int
    unsecured: tuple[str, ...] | None


@event("DisclosureExtended", zh="延长披露")
class DisclosureExtended(Event):
    """Nobody had qualified when the disclosure ended: it goes on until then (SP-02).

    `too_short`: it goes on because the time for which it had gone on before was an estimate, and
    too short by the calendar that was published since; whether somebody qualified nobody looked.
    """

    lot: str
    ended_at: datetime
    until: datetime
    too_short: bool = False

    def happened_at(self) -> datetime:
        """When it would have ended."""
        return self.ended_at


@event("DisclosureClosed", zh="披露期满")
class DisclosureClosed(Event):
    """The disclosure is over, and with it the time to apply."""

    lot: str
    closed_at: datetime

    def happened_at(self) -> datetime:
        """The end that was announced."""
        return self.closed_at


type BiddingEvent = (
    TimedBiddingClosed
    | SessionArranged
    | ListingStarted
    | ListingClosed
    | TimedBiddingStarted
    | SessionEnded
    | ReserveCompared
    | OffersCompared
    | DisclosureExtended
    | DisclosureClosed
)
