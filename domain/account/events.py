"""Facts of a bank account of ours."""

from datetime import date, datetime

from domain.calendar import midnight
from domain.kernel import event, restricted
from domain.postings import MoneyEvent


@event("AccountOpened", zh="专户启用")
class AccountOpened(MoneyEvent):
    """The books begin to follow an account, at its opening balance of a day (P00).

    `holds` is the cash account that mirrors it, `number` the bank's own, `statement` the SHA-256
    of the statement that shows the balance. A balance of zero has no entry.
    """

    account: str
    bank: str
    number: str
    currency: str
    holds: str
    day: date
    statement: str | None = restricted()

    def happened_at(self) -> datetime:
        """The start of the day whose opening balance this is."""
        return midnight(self.day)


type AccountEvent = AccountOpened
