"""Facts of an account of the centre's own: book OWN alone (P31)."""

from datetime import date, datetime

from domain.calendar import midnight
from domain.kernel import event, restricted
from domain.postings import MoneyEvent


@event("OwnBankChargeRecorded", zh="自有账户银行手续费")
class OwnBankChargeRecorded(MoneyEvent):
    """The bank charged so much on this account on this day; `evidence` is its note's SHA-256."""

    account: str
    day: date
    document: str = restricted()
    evidence: str = restricted()

    def happened_at(self) -> datetime:
        """The start of the day on which the bank charged it."""
        return midnight(self.day)


type OwnAccountEvent = OwnBankChargeRecorded
