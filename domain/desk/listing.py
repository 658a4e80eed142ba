"""A listing (挂牌) begins and ends by the platform's clock, however late that is."""

from domain.ascending import SETTLED
from domain.desk.outcome import States, named, outcome
from domain.desk.sessions import CloseListing, StartListing, listing_ends, streams
from domain.desk.timed_bidding import begin
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.bidding import ListingClosed, ListingStarted
from domain.lot.standing import hears
from domain.lot.state import Lot


def start(lot: Lot, asked: StartListing, context: Context) -> Decision:
    """Once, at its instant or later."""
    session = lot.session
    if session.listing is not None and session.listing.session == asked.session:
        return ()
    known = hears(lot, asked.lot, context.law, ListingStarted)
    if isinstance(known, Rejected):
        return known
    arranged = session.arranged
    if arranged is None or arranged.session != asked.session or arranged.listing_from is None:
        return Rejected("session.unknown", f"{asked.lot} has no such listing")
    if asked.begins_at != arranged.listing_from:
        return Rejected("session.other_time", f"the listing of {asked.lot} begins at another time")
    if context.received_at < asked.begins_at:
        return Rejected("session.too_early", f"it begins at {asked.begins_at.isoformat()}")
    return (ListingStarted(lot=asked.lot, session=asked.session, started_at=asked.begins_at),)


def close(states: States, asked: CloseListing, context: Context) -> Decision:
    """Once: where two or more had quoted, they bid on at once; of one the offer counts (LD-07)."""
    lot, auction, *_ = states
    session = lot.session
    if session.listed is not None and session.listed.session == asked.session:
        return ()
    known = hears(lot, asked.lot, context.law, ListingClosed)
    if isinstance(known, Rejected):
        return known
    arranged = session.arranged
    if arranged is None or arranged.session != asked.session or session.listing is None:
        return Rejected("session.unknown", f"{asked.lot} has no such listing")
    if asked.ends_at != listing_ends(lot):
        return Rejected("session.other_time", f"the listing of {asked.lot} ends at another time")
    if context.received_at < asked.ends_at + SETTLED:
        return Rejected("session.too_early", f"it ends at {asked.ends_at.isoformat()}")
    if refused := named(states, asked):
        return refused
    timed = len(auction.numbers) > 1
    closed = ListingClosed(
        lot=asked.lot, session=asked.session, closed_at=asked.ends_at, timed=timed
    )
    if timed:
        return (closed, begin(arranged, context.received_at))
    ended = outcome(states, asked, context, timed=False)
    return ended if isinstance(ended, Rejected) else (closed, *ended)


START_LISTING = Decider(
    handles=StartListing, touches=lambda asked: (StreamId("lot", asked.lot),), decide=start
)
CLOSE_LISTING = Decider(handles=CloseListing, touches=streams, decide=close)
