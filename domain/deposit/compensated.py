"""Facts of what a refund that came late costs the centre: its own book, never custody (P28)."""

from domain.kernel import event, restricted
from domain.postings import MoneyEvent


@event("OverdueCompensationRecognised", zh="逾期赔付确认")
class OverdueCompensationRecognised(MoneyEvent):
    """A refund was paid so many days late: the centre owes this, by this row."""

    deposit: str
    number: int
    days: int = restricted()
    rule: str = restricted()


@event("OverdueCompensationPaid", zh="逾期赔付支付")
class OverdueCompensationPaid(MoneyEvent):
    """It was paid from the centre's own account; `evidence` is the voucher's SHA-256."""

    deposit: str
    number: int
    document: str = restricted()
    evidence: str = restricted()


type Compensated = OverdueCompensationRecognised | OverdueCompensationPaid
