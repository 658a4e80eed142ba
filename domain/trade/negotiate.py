"""Negotiated rounds (谈判、磋商、协商): whose response stands may offer anew, until all is opened.

Offers are bids: what is handed in last stands (REFERENCE 2.4). The lot's order says which lots have
rounds; until the last is over its seals stay.
"""

from datetime import datetime, timedelta

from domain.calendar import beijing_day, zoned
from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Event, Rejected, StreamId, command
from domain.lot.events import LotDefined
from domain.lot.negotiated import NegotiationStarted, RoundClosed
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.panel.state import Panel
from domain.rules import Severity
from domain.trade.evaluate import panel_not_to_judge

LONGEST = timedelta(days=366)
"""No round is longer: a time that never comes would seal a lot for ever. Our own term."""


@command("StartNegotiation", zh="开始谈判(磋商、协商)")
class StartNegotiation(Command):
    """Negotiate from now on; until an instant offers may come in place of first responses."""

    lot: str
    until: datetime

    def __post_init__(self) -> None:
        lot_code(self.lot)
        zoned("until", self.until)


@command("CloseRound", zh="结束本轮谈判")
class CloseRound(StartNegotiation):
    """A round is over; until an instant offers may come anew."""


def start(states: tuple[Lot, Panel], asked: StartNegotiation, context: Context) -> Decision:
    """Once first responses were due, by the owner or its agency; by a panel that is whole, where a
    row that blocks says who is on it.
    """
    lot, panel = states
    begun = lot.was(NegotiationStarted.NAME)
    if begun and not lot.rounds and lot.opening_at == asked.until:
        return ()
    if begun:
        return Rejected("negotiation.begun", f"{asked.lot} is being negotiated: close its round")
    known = _next(lot, asked, context, NegotiationStarted)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    members = category.about("panel.members", today, lot.scopes)
    drawn = any(row.severity is Severity.BLOCK for row in members)
    if drawn and (refused := panel_not_to_judge(panel, lot, (), context)):
        return refused
    return (NegotiationStarted(lot=asked.lot, started_at=context.received_at, until=asked.until),)


def close(lot: Lot, asked: CloseRound, context: Context) -> Decision:
    """Once its time is over, until the offers are opened; the same again changes nothing."""
    if lot.rounds and lot.opening_at == asked.until:
        return ()
    known = _next(lot, asked, context, RoundClosed)
    if isinstance(known, Rejected):
        return known
    told = {"closed_at": context.received_at, "until": asked.until}
    return (RoundClosed(lot=asked.lot, round=lot.rounds + 1, **told),)


def _next(
    lot: Lot, asked: StartNegotiation, context: Context, event: type[Event]
) -> LotDefined | Rejected:
    """The lot as defined, where the time before this one is over, and this one is still to come."""
    known = owned(lot, asked.lot, context, event)
    if isinstance(known, Rejected):
        return known
    assert lot.opening_at is not None, "a lot in this phase has its times"
    if context.received_at < lot.opening_at:
        return Rejected("lot.too_early", f"{asked.lot}: due at {lot.opening_at.isoformat()}")
    if asked.until <= context.received_at:
        detail = f"until {asked.until.isoformat()}: expected a time to come"
        return Rejected("negotiation.no_time", detail)
    if asked.until > context.received_at + LONGEST:
        detail = f"until {asked.until.isoformat()}: expected at most {LONGEST.days} days from now"
        return Rejected("negotiation.too_long", detail)
    return known


START_NEGOTIATION = Decider(
    handles=StartNegotiation,
    touches=lambda asked: (StreamId("lot", asked.lot), StreamId("panel", asked.lot)),
    decide=start,
)
CLOSE_ROUND = Decider(
    handles=CloseRound, touches=lambda asked: (StreamId("lot", asked.lot),), decide=close
)
