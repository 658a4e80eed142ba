"""What a bank line may be of: a deposit, a payment, the credit that a reversal takes back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from api.desk.likeness import NOT_ALIKE, Likeness
from domain.categories.category import Category
from domain.deposit.evidence import Wanted
from domain.deposit.receipt_claim import ReceiptClaim
from domain.evidence import Evidence
from domain.identifiers import is_payout

type Kind = Literal[
    "receipt",
    "bond",
    "interest",
    "debit",
    "return",
    "reversal",
    "charge",
    "charge_repaid",
    "transfer",
    "price",
    "repaid",
]

_OF_A_MARK = 2
"""What a mark that is met is worth (`Evidence.score`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a line may be. `due_fen`: what is still to come, or was ordered.

    `rules`: those that its lot was born under, None where no lot is known, or its rules are not.
    `wanted`: what a deposit waits for; `payee`, `payee_account`: of a payment. `recorded`: the line
    was found to be somebody else's, and that stands in the log. A `bond` is what a winner pays
    besides its deposit: its `subject` is told apart from the deposit's own. Of a reversal `subject`
    is the credit's code, `deposit` and `lot` whose that is, '' where nobody's; `among`: deposit and
    lot of all who have a part of it. Of a charge it is the charge's line; of a transfer the other
    line, with the deposit that it is the price of, if it is one's. A `price` is told apart from the
    deposit as a bond is; what a payout's payee repays, by the payout and the deposit.
    """

    kind: Kind
    subject: str
    deposit: str
    lot: str
    title: str
    rules: Category | None
    party: str
    evidence: Evidence
    due_fen: int
    """Of a line that is matched: its own amount; what it came to, its change tells."""
    wanted: Wanted | None = None
    deadline: datetime | None = None
    payee: str | None = None
    payee_account: str | None = None
    stage: str = ""
    serial: str = ""
    day: date | None = None
    """Of the credit that a reversal takes back, as the bank told it."""
    recorded: bool = False
    among: tuple[tuple[str, str], ...] = ()
    alike: Likeness = NOT_ALIKE
    """How alike they are, where they are not the same; it orders candidates, and decides nothing.
    """
    claim: ReceiptClaim | None = None
    """What its bidder claims, and the line fits; it orders candidates like one mark that is met."""
    other: str = ""
    other_seen: int = 0
    """The other side of a transfer, and the version of it that was looked at."""

    @property
    def worth(self) -> int:
        """By what candidates are ordered first: their marks, and a claim like one of them."""
        return self.evidence.score + (_OF_A_MARK if self.claim else 0)

    @property
    def payout(self) -> str:
        """The payout that the payment makes, or that is repaid; '' of all else."""
        code = self.subject.partition("/")[0]
        return code if is_payout(code) else ""
