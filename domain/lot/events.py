"""Facts of a lot; all public."""

from datetime import date, datetime

from domain.kernel import Event, KeyName, event, restricted
from domain.lot.allotment import AllotmentEvent
from domain.lot.bidding import BiddingEvent
from domain.lot.concluded import ConcludedEvent
from domain.lot.counted import CountedEvent
from domain.lot.ended import EndEvent
from domain.lot.negotiated import NegotiationEvent
from domain.lot.prequalified import PrequalificationEvent
from domain.lot.stopped import StoppedEvent
from domain.lot.tendered import TenderEvent
from domain.postings import MoneyEvent


@event("LotDefined", version=4, zh="标段(宗地、标的)登记")
class LotDefined(Event):
    """A lot with the terms of its deposit, asked of every bidder alike.

    `procedure`: the one it is traded by, None where direct commands drive it; `pack`: the version
    of its category's rules that it was born under, and keeps. `owner` and `agency` are
    organisations; `basic_account` tells whether a deposit must come from the payer's basic account
    (实施条例 26). `estimate_fen` is the estimate of a tender, the start or base price of a sale;
    None where none was given. `scopes`: what it is besides of its kind, as rows of its rules name
    it (`INVITED`, `DESIGN`). Its sealing key exists from here on.
    """

    lot: str
    title: str
    category: str
    region: str
    owner: str
    agency: str | None
    estimate_fen: int | None
    deposit_fen: int
    deposit_deadline: datetime
    opening_at: datetime
    basic_account: bool
    procedure: str | None = None
    pack: int = 0
    scopes: tuple[str, ...] = ()


@event("AnnouncementPublished", zh="公告发布")
class AnnouncementPublished(Event):
    """The lot was announced. `text` is the SHA-256 of what stood there, `media` where."""

    lot: str
    published_at: datetime
    media: tuple[str, ...]
    text: str

    def happened_at(self) -> datetime:
        """The instant of the publication."""
        return self.published_at


@event("AnnouncementCorrected", zh="公告更正")
class AnnouncementCorrected(Event):
    """What was announced was corrected. `text` is the SHA-256 of what stands there now."""

    lot: str
    published_at: datetime
    media: tuple[str, ...]
    text: str

    def happened_at(self) -> datetime:
        """The instant of the publication."""
        return self.published_at


@event("DeadlinePostponed", zh="延期")
class DeadlinePostponed(Event):
    """Deposits may arrive, and bids are opened, later than was said."""

    lot: str
    deposit_deadline: datetime
    opening_at: datetime


@event("DepositDeadlinePassed", version=2, zh="保证金截止")
class DepositDeadlinePassed(Event):
    """What arrives from now on is late. The clock said so, at whatever time it got to it.

    `closes`: with it the lot takes no bids either; else it stays open until their own deadline.
    """

    lot: str
    deadline: datetime
    closes: bool = True

    def happened_at(self) -> datetime:
        """The deadline itself."""
        return self.deadline


@event("BidOpened", version=3, zh="开标")
class BidOpened(Event):
    """The bids were opened before all; what was sealed for the lot may be read from now on.

    `bidders` as the lot's owner says; `counted`: so many were handed in here; `bids`: which ones,
    whatever becomes of them; None where nobody counted, or said which. `withdrawn`: came here, too,
    and were taken back in time. Of more than one fact holds `BidsCounted` named the others before.
    """

    lot: str
    opened_at: datetime
    bidders: int
    counted: int | None = None
    bids: tuple[str, ...] | None = restricted(default=None)
    withdrawn: tuple[str, ...] = restricted(default=())

    def happened_at(self) -> datetime:
        """The instant of the opening."""
        return self.opened_at

    def releases(self) -> tuple[KeyName, ...]:
        """The lot's key."""
        return (KeyName("lot", self.lot),)


@event("WinnerConfirmed", zh="定标")
class WinnerConfirmed(Event):
    """The tenderer confirmed who wins, at which price."""

    lot: str
    winner: str
    price_fen: int


@event("AwardNoticeIssued", version=2, zh="中标通知书")
class AwardNoticeIssued(Event):
    """The winner was told, on this day; the contract is due.

    `issued_on`: None of a notice that did not say it; `contract_due`: None where no row says when.
    """

    lot: str
    winner: str
    issued_on: date | None
    contract_due: date | None


@event("TransactionConfirmed", version=2, zh="成交确认")
class TransactionConfirmed(Event):
    """The sale was confirmed to this buyer.

    `opened_at`: since when a sale without a session (SP-07) is open; None where it was before.
    """

    lot: str
    winner: str
    price_fen: int
    confirmed_on: date
    opened_at: datetime | None = None

    def releases(self) -> tuple[KeyName, ...]:
        """The lot's key, where nothing released it before."""
        return (KeyName("lot", self.lot),) if self.opened_at is not None else ()


@event("ContractSigned", zh="签约")
class ContractSigned(Event):
    """The contract was signed on this day."""

    lot: str
    signed_on: date
    price_fen: int


@event("LotFailed", zh="流标(流拍、废标)")
class LotFailed(Event):
    """Nobody wins. Seals stay: the same will compete again (4.5 (6))."""

    lot: str
    reason: str
    failed_on: date


@event("ProcedureTerminated", zh="终止")
class ProcedureTerminated(Event):
    """The owner ended it before a contract."""

    lot: str
    reason: str
    terminated_on: date


@event("FeesAssessed", version=2, zh="服务费核定")
class FeesAssessed(Event):
    """The fees of a sale; fen. The seller's is withheld of the price, the buyer pays its own, of
    a winner that defaults both sides' go first.
    """

    lot: str
    seller_fen: int = restricted()
    buyer_fen: int = restricted()
    default_fen: int = restricted()
    document: str = restricted()
    evidence: str = restricted()


@event("ServiceFeeReceived", zh="服务费到账")
class ServiceFeeReceived(MoneyEvent):
    """So much of a fee came straight to this account of the centre's own (P31).

    `of`: which of the assessed fees it is: SELLER, BUYER, DEFAULT.
    """

    lot: str
    of: str
    account: str
    document: str = restricted()
    evidence: str = restricted()


type WayEvent = (
    LotDefined
    | AnnouncementPublished
    | AnnouncementCorrected
    | DeadlinePostponed
    | DepositDeadlinePassed
    | BidOpened
    | WinnerConfirmed
    | AwardNoticeIssued
    | TransactionConfirmed
    | ContractSigned
    | LotFailed
    | ProcedureTerminated
)
"""A lot's way, of whatever kind."""

type FeeEvent = FeesAssessed | ServiceFeeReceived

type LotEvent = (
    WayEvent
    | TenderEvent
    | PrequalificationEvent
    | NegotiationEvent
    | CountedEvent
    | BiddingEvent
    | AllotmentEvent
    | FeeEvent
    | ConcludedEvent
    | StoppedEvent
    | EndEvent
)
"""Every fact of a lot, by its family: what each family says, one fold tells (`fold`)."""
