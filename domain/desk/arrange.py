"""The owner arranges a lot's session before it is announced; the reserve is sealed at once.

Whoever sets the reserve knows it, and nobody else until it is compared (4.4): it lies under the
lot's key, beside a zero where there is none.
"""

from datetime import datetime

from domain.ascending import Protocol, Rung, unfit
from domain.auction.events import ReserveSealed
from domain.auction.state import Auction
from domain.calendar import zoned
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.bidding import SessionArranged
from domain.lot.events import LotDefined
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.session_codes import session_code

COUNTDOWN_MOST_S = 24 * 3600
"""A day: who bids can sleep, and a session ends."""


@command("ArrangeSession", zh="安排竞价")
class ArrangeSession(Command):
    """How the price of a lot will rise, as in SessionArranged. `reserve_fen`: None for none."""

    lot: str
    session: int
    protocol: str
    start_fen: int
    steps: tuple[Rung, ...]
    listing_from: datetime | None
    free_s: int
    countdown_s: int
    reserve_fen: int | None

    def __post_init__(self) -> None:
        session_code(self.lot, self.session)
        if self.protocol not in list(Protocol):
            raise ValueError(f"protocol {self.protocol!r}: expected one of {', '.join(Protocol)}")
        if self.start_fen < 1:
            raise ValueError(f"start_fen {self.start_fen}: expected one or more")
        if right := unfit(self.steps):
            raise ValueError(f"steps: expected {right}")
        if not 1 <= self.countdown_s <= COUNTDOWN_MOST_S:
            right = f"1 to {COUNTDOWN_MOST_S} seconds"
            raise ValueError(f"countdown_s {self.countdown_s}: expected {right}")
        if self.reserve_fen is not None and self.reserve_fen < self.start_fen:
            raise ValueError("reserve_fen: expected start_fen or more, or none")
        self._check_times()

    def _check_times(self) -> None:
        """A listing is free while it lasts; a session without one may begin with a free time."""
        listed = self.protocol == Protocol.LISTING
        if listed != (self.listing_from is not None):
            raise ValueError("listing_from: expected where, and only where, there is a listing")
        if self.listing_from is not None:
            zoned("listing_from", self.listing_from)
        if self.free_s < 0 or (listed and self.free_s):
            raise ValueError(f"free_s {self.free_s}: expected zero or more, zero after a listing")


def arrange(states: tuple[Auction, Lot], asked: ArrangeSession, context: Context) -> Decision:
    """By the owner or its agency, until the lot is announced: the last word counts."""
    auction, lot = states
    known = owned(lot, asked.lot, context, SessionArranged)
    if isinstance(known, Rejected):
        return known
    if refused := _not_so(known, asked, context):
        return refused
    names = SessionArranged.__dataclass_fields__
    arranged = SessionArranged(**{name: getattr(asked, name) for name in names})
    reserve = asked.reserve_fen or 0
    if (lot.session.arranged, auction.reserve_fen) == (arranged, reserve):
        return ()
    sealed = ReserveSealed(lot=asked.lot, session=asked.session, reserve_fen=reserve)
    return (sealed, Placed(StreamId("lot", asked.lot), arranged))


def _not_so(known: LotDefined, asked: ArrangeSession, context: Context) -> Rejected | None:
    category = category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if asked.protocol not in category.protocols:
        return Rejected("lot.wrong_procedure", f"no lot of {category.code} is {asked.protocol}")
    if known.estimate_fen is not None and asked.start_fen < known.estimate_fen:
        return Rejected("lot.below_start_price", f"{asked.lot} began at {known.estimate_fen} fen")
    if not known.deposit_fen:  # LD-04, SP-04: by its deposit a bidder is admitted, and has a number
        detail = f"no deposit is asked for {asked.lot}: nobody could be admitted to its session"
        return Rejected("session.no_deposit", detail)
    if asked.listing_from is not None and asked.listing_from >= known.opening_at:
        detail = f"the listing ends at {known.opening_at.isoformat()}"
        return Rejected("session.ends_first", detail)
    return None


ARRANGE_SESSION = Decider(
    handles=ArrangeSession,
    touches=lambda asked: (
        StreamId("auction", session_code(asked.lot, asked.session)),
        StreamId("lot", asked.lot),
    ),
    decide=arrange,
)
