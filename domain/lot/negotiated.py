"""Facts of a negotiation; all public, so none tells who negotiates or how many."""

from datetime import datetime

from domain.kernel import Event, event


@event("NegotiationStarted", zh="谈判(磋商、协商)开始")
class NegotiationStarted(Event):
    """The panel negotiates with each whose response stands; until an instant each may hand in an
    offer in its place, sealed as it was. Nothing is opened: who they are stays unknown.
    """

    lot: str
    started_at: datetime
    until: datetime

    def happened_at(self) -> datetime:
        """When it was said."""
        return self.started_at


@event("RoundClosed", zh="谈判轮次结束")
class RoundClosed(Event):
    """So many rounds are over, and another goes on: offers may come anew until an instant."""

    lot: str
    round: int
    closed_at: datetime
    until: datetime

    def happened_at(self) -> datetime:
        """When it was said."""
        return self.closed_at


type NegotiationEvent = NegotiationStarted | RoundClosed
