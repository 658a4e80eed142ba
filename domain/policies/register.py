"""POLICIES: what follows by itself; the reactor asks for it."""

from domain.kernel import Policy
from domain.policies.deposit_terms import DEPOSIT_TERMS
from domain.policies.due_certain import DUE_CERTAIN
from domain.policies.few_bidders import FEW_BIDDERS
from domain.policies.ghost_quotation import GHOST_QUOTATION
from domain.policies.guarantee_unpaid import GUARANTEE_UNPAID
from domain.policies.interest_over import INTEREST_OVER
from domain.policies.missed_term import MISSED_TERM
from domain.policies.odd_terms import ODD_TERMS
from domain.policies.payer_alert import PAYER_ALERT
from domain.policies.payout_flow import PAYOUT_FLOW
from domain.policies.pool_free import POOL_FREE
from domain.policies.refund_due import REFUND_DUE
from domain.policies.refund_flow import REFUND_FLOW
from domain.policies.refund_found import REFUND_FOUND
from domain.policies.same_payer import SAME_PAYER
from domain.policies.single_bidder import SINGLE_BIDDER

POLICIES: tuple[Policy, ...] = (
    DEPOSIT_TERMS,
    REFUND_DUE,
    REFUND_FLOW,
    REFUND_FOUND,
    PAYOUT_FLOW,
    GUARANTEE_UNPAID,
    INTEREST_OVER,
    POOL_FREE,
    PAYER_ALERT,
    SAME_PAYER,
    GHOST_QUOTATION,
    MISSED_TERM,
    SINGLE_BIDDER,
    ODD_TERMS,
    FEW_BIDDERS,
    DUE_CERTAIN,
)
