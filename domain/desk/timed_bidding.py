"""Timed bidding (限时竞价) begins and ends by the platform's clock, however late that is."""

from datetime import datetime, timedelta

from domain.ascending import SETTLED, Protocol
from domain.desk.outcome import States, named, outcome
from domain.desk.sessions import EndTimedBidding, StartTimedBidding, ends_at, streams
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.bidding import SessionArranged, SessionEnded, TimedBiddingStarted
from domain.lot.standing import hears
from domain.lot.state import Lot


def begin(arranged: SessionArranged, at: datetime) -> TimedBiddingStarted:
    """Bidding begins when it is said, and so nobody's time is shorter than was announced."""
    free_until = at + timedelta(seconds=arranged.free_s)
    return TimedBiddingStarted(
        lot=arranged.lot,
        session=arranged.session,
        started_at=at,
        free_until=free_until,
        ends_at=free_until + timedelta(seconds=arranged.countdown_s),
    )


def start(lot: Lot, asked: StartTimedBidding, context: Context) -> Decision:
    """Once, at its instant or later, when it is settled who takes part."""
    session = lot.session
    if session.bidding is not None and session.bidding.session == asked.session:
        return ()
    known = hears(lot, asked.lot, context.law, TimedBiddingStarted)
    if isinstance(known, Rejected):
        return known
    arranged = session.arranged
    ascending = arranged is not None and arranged.protocol == Protocol.ASCENDING
    if arranged is None or arranged.session != asked.session or not ascending:
        return Rejected("session.unknown", f"{asked.lot} has no such session")
    if asked.begins_at != lot.opening_at:
        return Rejected("session.other_time", f"bidding for {asked.lot} begins at another time")
    if context.received_at < asked.begins_at:
        return Rejected("session.too_early", f"it begins at {asked.begins_at.isoformat()}")
    return (begin(arranged, context.received_at),)


def end(states: States, asked: EndTimedBidding, context: Context) -> Decision:
    """Once its last second has passed, and whatever the door received before that was decided."""
    lot, auction, *_ = states
    session = lot.session
    if session.ended is not None and session.ended.session == asked.session:
        return ()
    known = hears(lot, asked.lot, context.law, SessionEnded)
    if isinstance(known, Rejected):
        return known
    if session.bidding is None or session.bidding.session != asked.session:
        return Rejected("session.unknown", f"{asked.lot} has no session {asked.session}")
    if asked.ends_at != ends_at(lot, auction):
        return Rejected("session.other_time", f"bidding for {asked.lot} ends at another time")
    if context.received_at < asked.ends_at + SETTLED:
        return Rejected("session.too_early", f"it ends at {asked.ends_at.isoformat()}")
    return named(states, asked) or outcome(states, asked, context, timed=True)


START_TIMED_BIDDING = Decider(
    handles=StartTimedBidding, touches=lambda asked: (StreamId("lot", asked.lot),), decide=start
)
END_TIMED_BIDDING = Decider(handles=EndTimedBidding, touches=streams, decide=end)
