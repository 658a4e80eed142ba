"""A lot as it stands."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.lot.allotment import DrawCommitted, QuotaAllotted
from domain.lot.concluded import (
    DealFiled,
    DocumentFeeOwed,
    ExternalPaymentConfirmed,
    InstalmentsAgreed,
    ResultPublished,
    TransactionCertificateIssued,
)
from domain.lot.counted import NONE, Named
from domain.lot.ended import ArchiveSealed, ResultVoided, SettlementClosed
from domain.lot.events import (
    AnnouncementCorrected,
    AnnouncementPublished,
    BidOpened,
    FeesAssessed,
    LotDefined,
    ServiceFeeReceived,
)
from domain.lot.overlay import Halt, Suspension
from domain.lot.prequalified import Prequalification
from domain.lot.session import Session
from domain.lot.tendered import BidValidityExtended, DocumentClarified, InvitationIssued
from domain.lowest import Judged, ranked
from domain.phases import OVER, Phase


@dataclass(frozen=True, slots=True)
class Lot:
    """The lot as defined, if it is; its times as they stand; who won, at which price."""

    defined: LotDefined | None = None
    phase: Phase = Phase.DRAFT
    announced: AnnouncementPublished | None = None
    invited: InvitationIssued | None = None
    corrected: AnnouncementCorrected | None = None
    clarified: DocumentClarified | None = None
    """What was said last of the announcement, and of the documents."""
    prequalification: Prequalification | None = None
    """Where who wants to bid has to apply first."""
    deposit_deadline: datetime | None = None
    opening_at: datetime | None = None
    openings: tuple[tuple[datetime, int], ...] = ()
    """`opening_at` as it was said each time, and how many suspensions had begun by then."""
    rounds: int = 0
    """So many rounds of its negotiation are over."""
    opened: bool = False
    named: Named = NONE
    """Bids that were named for the fact that comes next."""
    bids_opened: BidOpened | None = None
    """When, how many of them were there, and how many of those were handed in here, and which."""
    winner: str | None = None
    price_fen: int = 0
    contract_due: date | None = None
    awarded_on: date | None = None
    """The day of the notice to the winner, of the confirmation of a sale.

    Of a notice that does not say its day: the last on which it can have been told.
    """
    ended_on: date | None = None
    """The day of the contract, of the failure, of the termination, of its being void."""
    fees: FeesAssessed | None = None
    fees_in: tuple[ServiceFeeReceived, ...] = ()
    """What of them came straight to the centre's own accounts."""
    document_fee: DocumentFeeOwed | None = None
    documents_until: datetime | None = None
    candidates: tuple[str, ...] = ()
    """Whom the panel puts forward, the best first."""
    extended: BidValidityExtended | None = None
    """Until when who bids was asked to be bound, last."""
    judged: tuple[Judged, ...] = ()
    """Where the lowest price has it: what the panel found of each bid."""
    public_until: date | None = None
    """The last day on which they stand in public."""
    defaulted: tuple[str, ...] = ()
    """Winners who did not sign, in their order."""
    passed_over: tuple[str, ...] = ()
    """Candidates whose bids were revoked after the panel's report."""
    session: Session = field(default_factory=Session)
    draw: DrawCommitted | None = None
    """How who has it is drawn, where that is not the first who applied."""
    allotted: QuotaAllotted | None = None
    """Who has it at its one price."""
    happened: tuple[tuple[str, date | None], ...] = ()
    """Each kind of fact that was, and the last day of it, where it says one."""
    published: ResultPublished | None = None
    filed: DealFiled | None = None
    """Its contract, as it was filed last."""
    instalments: InstalmentsAgreed | None = None
    """How its price is paid, where the contract says it."""
    paid_outside: tuple[ExternalPaymentConfirmed, ...] = ()
    """What of the price was paid past our custody."""
    certificate: TransactionCertificateIssued | None = None
    settled: SettlementClosed | None = None
    archived: ArchiveSealed | None = None
    voided: ResultVoided | None = None
    failed_lot: str | None = None
    """The lot that came to nothing, as which this one is traded anew."""
    next_lot: str | None = None
    """The lot as which this one is traded anew."""
    suspensions: tuple[Suspension, ...] = ()
    """Times in which it stood still, in the order in which they began."""
    halt: Halt | None = None
    """Since when it stands still now."""

    @property
    def prices(self) -> tuple[tuple[str, int], ...]:
        """Each party whose bid the panel did not reject, and what that names; fen. The one that is
        worth least first.
        """
        return tuple((one.party, one.price_fen) for one in ranked(self.judged))

    @property
    def on_paper(self) -> bool:
        """Whether bids were opened that nobody handed in here, as far as anybody counted."""
        told = self.bids_opened
        return told is not None and (told.counted is None or told.bidders > told.counted)

    @property
    def papers(self) -> int | None:
        """How many such bids there are; None where nobody counted."""
        told = self.bids_opened
        return None if told is None or told.counted is None else told.bidders - told.counted

    @property
    def out(self) -> tuple[str, ...]:
        """Who does not win it any more: winners who did not sign, candidates who left."""
        return (*self.defaulted, *self.passed_over)

    @property
    def not_on_paper(self) -> tuple[str, ...]:
        """The bids that its opening counted, and those that were handed in and withdrawn before
        it; none where nobody said which it counted.
        """
        told = self.bids_opened
        return () if told is None or told.bids is None else (*told.bids, *told.withdrawn)

    def day_of(self, event: str) -> date | None:
        """The last day of a kind of fact; None where it was not, or does not say."""
        return dict(self.happened).get(event)

    def was(self, event: str) -> bool:
        """Whether a kind of fact has been."""
        return any(name == event for name, _ in self.happened)

    def has_defaulted(self, party: str | None) -> bool:
        """Whether it won and does not sign: as was found; in the short order, as is said now."""
        if party is None:
            return False
        awarded = self.phase in (Phase.AWARDED, Phase.FAILED) and self.winner == party
        return party in self.defaulted or (awarded and self.is_direct)

    @property
    def scopes(self) -> tuple[str, ...]:
        """What it is besides of its kind: rows of rules may be for such lots alone."""
        return self.defined.scopes if self.defined is not None else ()

    @property
    def is_out(self) -> bool:
        """Whether bidders know of it: it was announced, or they were invited."""
        return self.announced is not None or self.invited is not None

    @property
    def is_direct(self) -> bool:
        """Whether direct commands drive it, by the short order."""
        return self.defined is None or not self.defined.pack

    @property
    def outside_fen(self) -> int:
        """All that was paid of the price past our custody; fen."""
        return sum(one.amount_fen for one in self.paid_outside)

    @property
    def is_over(self) -> bool:
        """Whether nobody will win it any more."""
        return self.phase in OVER

    @property
    def suspended(self) -> tuple[Suspension, ...]:
        """Those that last: it stands still until all of them have ended."""
        return tuple(one for one in self.suspensions if one.ended_at is None)

    def fee_fen(self, of: str) -> int:
        """What of an assessed fee (SELLER, BUYER, DEFAULT) did not come straight; fen, not under 0.

        What is withheld of money in custody is not known here.
        """
        if self.fees is None:
            return 0
        assessed = {
            "SELLER": self.fees.seller_fen,
            "BUYER": self.fees.buyer_fen,
            "DEFAULT": self.fees.default_fen,
        }
        came = sum(one.entries[0].amount for one in self.fees_in if one.of == of)
        return max(0, assessed[of] - came)
