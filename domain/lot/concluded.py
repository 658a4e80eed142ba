"""Facts of a lot when it is over: its result, what is paid elsewhere, what documents cost."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel import Event, event, restricted


@event("ResultPublished", zh="结果公告")
class ResultPublished(Event):
    """The result was published. `text` is the SHA-256 of what stood there, `media` where."""

    lot: str
    published_at: datetime
    media: tuple[str, ...]
    text: str

    def happened_at(self) -> datetime:
        """The instant of the publication."""
        return self.published_at


@event("DealFiled", zh="成交备案")
class DealFiled(Event):
    """The contract of a lot was filed (成交交易备案). `document`: the SHA-256 of the copy.

    It is a receipt, which nothing waits for: that it is late is found, by rows that say when.
    """

    lot: str
    filed_at: datetime
    document: str

    def happened_at(self) -> datetime:
        """The instant at which it was filed."""
        return self.filed_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """A part of a price that is paid by this day; fen."""

    due: date
    amount_fen: int


@event("InstalmentsAgreed", zh="分期付款约定")
class InstalmentsAgreed(Event):
    """The contract has the price paid so, the earliest first: all of it, in one part or several.

    `warned`: rows that warn, and say it sooner or more at first (LD-12, SP-09); `document`: the
    contract's SHA-256, or that of what changed it since: what was agreed last counts.
    """

    lot: str
    instalments: tuple[Instalment, ...] = restricted()
    warned: tuple[str, ...] = restricted()
    document: str = restricted()


@event("ExternalPaymentConfirmed", zh="外部缴款确认")
class ExternalPaymentConfirmed(Event):
    """So much of the price was paid past our custody on this day, to who collects it; fen (LD-15).

    It never lay with us: nothing is posted. `document` is the collector's own reference, told once;
    `evidence` the SHA-256 of its notice.
    """

    lot: str
    paid_on: date
    amount_fen: int = restricted()
    document: str = restricted()
    evidence: str = restricted()


@event("TransactionCertificateIssued", zh="交易凭证出具")
class TransactionCertificateIssued(Event):
    """The centre certified the sale: its whole price and both sides' fees came (SP-10).

    `number` is the certificate's own, `text` the SHA-256 of what stands in it.
    """

    lot: str
    number: str
    issued_at: datetime
    text: str

    def happened_at(self) -> datetime:
        """The instant at which it was issued."""
        return self.issued_at


@event("DocumentFeeOwed", zh="招标文件费应退")
class DocumentFeeOwed(Event):
    """What each bidder paid for the documents is owed back, by whoever sold them (fen; E18).

    `owed_by`: the agency, or the owner without one. It never lay in our custody: nothing is posted,
    the letter of a refund tells it beside what our custody pays. `document` is the notice's
    reference, `evidence` its SHA-256.
    """

    lot: str
    fee_fen: int
    owed_by: str
    document: str
    evidence: str


type ConcludedEvent = (
    DocumentFeeOwed
    | ResultPublished
    | DealFiled
    | InstalmentsAgreed
    | ExternalPaymentConfirmed
    | TransactionCertificateIssued
)
