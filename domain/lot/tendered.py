"""Facts of a tender between its announcement and its award."""

from datetime import date, datetime

from domain.kernel import Event, event, restricted
from domain.lowest import Judged


@event("InvitationIssued", zh="投标邀请书")
class InvitationIssued(Event):
    """Some parties were invited to bid, in place of an announcement. `text`: its SHA-256."""

    lot: str
    issued_at: datetime
    text: str

    def happened_at(self) -> datetime:
        """The instant at which they were sent."""
        return self.issued_at


@event("DocumentIssued", zh="招标文件发出")
class DocumentIssued(Event):
    """The documents can be had until an instant; bids may come in. `text`: their SHA-256."""

    lot: str
    issued_at: datetime
    until: datetime
    text: str

    def happened_at(self) -> datetime:
        """The first instant at which they could be had."""
        return self.issued_at


@event("DocumentClarified", zh="招标文件澄清修改")
class DocumentClarified(Event):
    """The documents were clarified, or changed, for all at once; `text`: the SHA-256 of that.

    `affects`: it may affect how a bid is made, so that there must be time to make it (CT-05).
    """

    lot: str
    clarified_at: datetime
    affects: bool
    text: str

    def happened_at(self) -> datetime:
        """The instant from which on all could have it."""
        return self.clarified_at


@event("DocumentSalePeriodClosed", zh="招标文件获取截止")
class DocumentSalePeriodClosed(Event):
    """The documents can be had no more. The clock said so, at whatever time it got to it."""

    lot: str
    deadline: datetime

    def happened_at(self) -> datetime:
        """The deadline itself."""
        return self.deadline


@event("BidDeadlinePassed", zh="投标截止")
class BidDeadlinePassed(Event):
    """No bid comes in any more. The clock said so, at whatever time it got to it."""

    lot: str
    deadline: datetime

    def happened_at(self) -> datetime:
        """The deadline itself."""
        return self.deadline


@event("EvaluationReportReceived", zh="收到评标报告")
class EvaluationReportReceived(Event):
    """The panel's report: whom it puts forward, the best first. `report`: its SHA-256.

    Names stay with those who tender until they are made public.
    """

    lot: str
    received_on: date
    report: str
    candidates: tuple[str, ...] = restricted()


@event("PricesEvaluated", zh="价格评审")
class PricesEvaluated(Event):
    """What the panel found of each bid for a lot that the lowest price has; its report follows.

    Names stay with those who tender until they are made public. Of natural persons' bids those
    alone are told that are put forward: of others nobody may know. Of more than one fact holds
    (`lowest.MOST`) several stand one after the other.
    """

    lot: str
    judged: tuple[Judged, ...] = restricted()


@event("CandidatesPublicised", zh="中标候选人公示")
class CandidatesPublicised(Event):
    """Candidates stand in public, the best first, from one day to another (both counted)."""

    lot: str
    since: date
    until: date
    candidates: tuple[str, ...]


@event("BidValidityExtended", zh="延长投标有效期")
class BidValidityExtended(Event):
    """Before the bids lapse the owner asked all bidders in writing to be bound until a later day.

    `answers_until`: until when each says whether it is; `text`: the SHA-256 of what asks for it.
    """

    lot: str
    extended_at: datetime
    valid_until: date
    answers_until: datetime
    text: str

    def happened_at(self) -> datetime:
        """When it was asked for."""
        return self.extended_at


@event("CandidatePassedOver", zh="中标候选人撤销投标")
class CandidatePassedOver(Event):
    """Its bid was revoked, or lapsed, after the panel had put it forward: another may win.

    `bid` says when, and by which notice. Names stay with those who tender, as in the report; once
    candidates stand in public the lot's page tells who of them left.
    """

    lot: str
    party: str = restricted()
    bid: str = restricted()


@event("NextCandidateConfirmed", zh="递补中标")
class NextCandidateConfirmed(Event):
    """The winner did not sign; the tenderer confirmed the next candidate, at its price (fen)."""

    lot: str
    winner: str
    price_fen: int


@event("WinnerDefaulted", zh="中标人(受让人)违约")
class WinnerDefaulted(Event):
    """The winner does not sign, without good reason. `document` is the finding's reference."""

    lot: str
    winner: str
    defaulted_on: date
    document: str
    evidence: str


type TenderEvent = (
    InvitationIssued
    | DocumentIssued
    | DocumentClarified
    | DocumentSalePeriodClosed
    | BidDeadlinePassed
    | EvaluationReportReceived
    | PricesEvaluated
    | CandidatesPublicised
    | BidValidityExtended
    | CandidatePassedOver
    | NextCandidateConfirmed
    | WinnerDefaulted
)
