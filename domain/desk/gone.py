"""What the bank may have taken back already, though nobody knows yet which credit it was (冲正).

No decider knows of it: the platform asks before money goes on, and again before it is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.deposit.receipt import Receipt
from domain.deposit.state import Deposit
from domain.identifiers import line_id


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A debit by which the bank took a credit back, on our account; nobody knows yet which one.

    `payer_account`: whose the credit was, where the bank says so. `divided`: the account's divided
    credits of this amount, of which each deposit had a part.
    """

    line: str
    amount_fen: int
    payer_account: str | None
    divided: frozenset[str] = frozenset()

    def may_be_of(self, receipt: Receipt) -> bool:
        """Whether it can be this receipt that was taken back: to the fen, and by no other payer.

        Of what came over (`source`), or was divided, only a part of its line may be here: the whole
        was as much, or more.
        """
        here, part = receipt.entry.amount, receipt.source is not None
        divided = receipt.line in self.divided if receipt.line else bool(self.divided)
        fits = here <= self.amount_fen if part or divided else here == self.amount_fen
        if receipt.line is None:
            return fits
        same = line_id(receipt.line).page.of.account == line_id(self.line).page.of.account
        payers = {receipt.payer_account, self.payer_account} - {None}
        return same and fits and len(payers) < 2


def may_be_gone(deposit: Deposit, taken_back: Iterable[TakenBack]) -> str | None:
    """The line by which the bank may have taken back what the deposit was paid; None: by none.

    Which receipt a refund gives back, bank and we may see differently: any of the deposit's counts,
    and any that brought its price, or what others owed.
    """
    lasting = [one for one in deposit.receipts if not one.reversed] + [
        *deposit.price.lines,
        *(one.came for one in deposit.besides),
    ]
    found = (one.line for one in taken_back for came in lasting if one.may_be_of(came))
    return next(found, None)
