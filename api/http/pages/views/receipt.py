"""退款回单: one refund that the bank has paid, to be printed and kept."""

from dataclasses import dataclass
from datetime import date

from api.http.pages.views.desk import Signatory


@dataclass(frozen=True, slots=True)
class Receipt:
    """The paper. `basis`: how the interest was counted. `payee_account`: tail only.

    `paid_on`: the day that the bank booked it; `bank_serial`: its line in the bank's statement.
    `position` of `RefundConfirmed`; `digest` of its body; `size` and `root` of the checkpoint that
    covers it, None where none does yet.
    """

    number: str
    obligation: str
    payee: str
    payee_bank: str
    payee_account: str
    payer: str
    payer_account: str
    lot: str
    cause: str
    principal: int
    interest: int
    basis: str
    due: date
    paid_on: date
    bank_serial: str
    people: tuple[Signatory, ...]
    position: int
    digest: str
    size: int | None
    root: str | None

    @property
    def total(self) -> int:
        """What was paid."""
        return self.principal + self.interest
