"""An account's day, as it is read: what the bank says of it, and the books."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Day:
    """An account's day: the bank's figures and ours, in minor units."""

    account: str
    day: date
    currency: str
    lines: int
    matched: int
    credits: int
    debits: int
    statements: int
    opening: int | None
    closing: int | None
    ledger: int
    """The books' balance of the account at the end of the day."""

    @property
    def code(self) -> str:
        """`2026-03-17/ACCOUNT`."""
        return f"{self.day}/{self.account}"

    @property
    def difference(self) -> int | None:
        """Statement closing − ledger balance; None without a statement."""
        return None if self.closing is None else self.closing - self.ledger
