"""All read models, on one page."""

from projections.alerts import ALERT_BOOK
from projections.applications import APPLICATION_BOOK
from projections.auctions import AUCTION_BOOK
from projections.audit_trail import AUDIT_TRAIL
from projections.balances import BALANCES
from projections.bankdays import BANKDAYS
from projections.bids import BID_BOOK
from projections.consultations import CONSULTATION_BOOK
from projections.deposits import DEPOSIT_BOOK
from projections.disputes import DISPUTE_BOOK
from projections.dormant import DORMANT_LIST
from projections.downloads import DOWNLOAD_BOOK
from projections.figures import FIGURE_BOOK
from projections.filings import FILING_BOOK
from projections.inspections import INSPECTION_BOOK
from projections.interventions import INTERVENTION_BOOK
from projections.line_care import LINE_CARE
from projections.lots import LOT_BOOK
from projections.market_trades import MARKET_BOOK
from projections.milestones import MILESTONE_BOOK
from projections.payments import PAYMENT_BOOK
from projections.payouts import PAYOUT_BOOK
from projections.pools import POOL_BOOK
from projections.projection import Projection
from projections.projects import PROJECT_BOOK
from projections.quarantine import QUARANTINE
from projections.questions import QUESTION_BOOK
from projections.receipt_claims import CLAIM_BOOK
from projections.refunds import REFUND_BOOK
from projections.resolutions import RESOLUTION_BOOK
from projections.venues import VENUE_BOOK

PROJECTIONS: tuple[Projection, ...] = (
    BALANCES,
    BANKDAYS,
    LINE_CARE,
    PROJECT_BOOK,
    LOT_BOOK,
    AUCTION_BOOK,
    BID_BOOK,
    DEPOSIT_BOOK,
    CLAIM_BOOK,
    REFUND_BOOK,
    PAYMENT_BOOK,
    PAYOUT_BOOK,
    POOL_BOOK,
    DORMANT_LIST,
    QUARANTINE,
    DISPUTE_BOOK,
    QUESTION_BOOK,
    APPLICATION_BOOK,
    DOWNLOAD_BOOK,
    RESOLUTION_BOOK,
    FILING_BOOK,
    MARKET_BOOK,
    VENUE_BOOK,
    MILESTONE_BOOK,
    FIGURE_BOOK,
    CONSULTATION_BOOK,
    INSPECTION_BOOK,
    INTERVENTION_BOOK,
    ALERT_BOOK,
    AUDIT_TRAIL,
)
