"""Shapes that lots once had, and how they are read today."""

from datetime import date, datetime

from domain.kernel import Event, Former, event, restricted
from domain.lot.ended import ArchiveSealed, StreamHead
from domain.lot.events import DepositDeadlinePassed, FeesAssessed, LotDefined
from domain.lot.former_results import RESULTS
from domain.lot.stopped import TimesExtended


@event("LotDefined", zh="标段(宗地、标的)登记")
class LotDefinedV1(Event):
    """Before a lot said what it is worth."""

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


@event("LotDefined", version=2, zh="标段(宗地、标的)登记")
class LotDefinedV2(Event):
    """Before a lot said by which procedure and rules it is traded: directly, by the first."""

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


@event("LotDefined", version=3, zh="标段(宗地、标的)登记")
class LotDefinedV3(Event):
    """Before a lot said of which scopes of its rules it is: of none."""

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


@event("DepositDeadlinePassed", zh="保证金截止")
class DepositDeadlinePassedV1(Event):
    """Before a lot could stay open for bids."""

    lot: str
    deadline: datetime


@event("FeesAssessed", zh="服务费核定")
class FeesAssessedV1(Event):
    """Before the buyer's fee was assessed."""

    lot: str
    seller_fen: int = restricted()
    default_fen: int = restricted()
    document: str = restricted()
    evidence: str = restricted()


@event("ArchiveSealed", zh="归档")
class ArchiveSealedV1(Event):
    """Before a record said at which position it was reckoned."""

    lot: str
    sealed_at: datetime
    heads: tuple[StreamHead, ...]
    streams: int
    events: int
    digest: str


@event("TimesExtended", zh="期限顺延")
class TimesExtendedV1(Event):
    """Before the documents of a prequalification could be had for as long as was left."""

    lot: str
    documents_until: datetime | None
    public_until: date | None
    contract_due: date | None
    applications_until: datetime | None = None


def _lot(old: LotDefinedV1 | LotDefinedV2 | LotDefinedV3) -> LotDefined:
    return LotDefined(
        lot=old.lot,
        title=old.title,
        category=old.category,
        region=old.region,
        owner=old.owner,
        agency=old.agency,
        estimate_fen=None if isinstance(old, LotDefinedV1) else old.estimate_fen,
        deposit_fen=old.deposit_fen,
        deposit_deadline=old.deposit_deadline,
        opening_at=old.opening_at,
        basic_account=old.basic_account,
        procedure=old.procedure if isinstance(old, LotDefinedV3) else None,
        pack=old.pack if isinstance(old, LotDefinedV3) else 0,
    )


def _deadline(old: DepositDeadlinePassedV1) -> DepositDeadlinePassed:
    return DepositDeadlinePassed(lot=old.lot, deadline=old.deadline)


def _fees(old: FeesAssessedV1) -> FeesAssessed:
    return FeesAssessed(
        lot=old.lot,
        seller_fen=old.seller_fen,
        buyer_fen=0,
        default_fen=old.default_fen,
        document=old.document,
        evidence=old.evidence,
    )


def _sealed(old: ArchiveSealedV1) -> ArchiveSealed:
    return ArchiveSealed(
        lot=old.lot,
        sealed_at=old.sealed_at,
        heads=old.heads,
        streams=old.streams,
        events=old.events,
        digest=old.digest,
        as_of=None,
    )


def _extended(old: TimesExtendedV1) -> TimesExtended:
    return TimesExtended(
        lot=old.lot,
        documents_until=old.documents_until,
        public_until=old.public_until,
        contract_due=old.contract_due,
        prequalification_until=None,
        applications_until=old.applications_until,
    )


FORMER = (
    Former(LotDefinedV1, _lot),
    Former(LotDefinedV2, _lot),
    Former(LotDefinedV3, _lot),
    Former(DepositDeadlinePassedV1, _deadline),
    *RESULTS,
    Former(FeesAssessedV1, _fees),
    Former(ArchiveSealedV1, _sealed),
    Former(TimesExtendedV1, _extended),
)
