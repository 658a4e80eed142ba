"""All read models, on one page."""

from projections.audit_trail import AUDIT_TRAIL
from projections.balances import BALANCES
from projections.bankdays import BANKDAYS
from projections.deposits import DEPOSIT_BOOK
from projections.projection import Projection

PROJECTIONS: tuple[Projection, ...] = (BALANCES, BANKDAYS, DEPOSIT_BOOK, AUDIT_TRAIL)
