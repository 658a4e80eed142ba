"""What the bank may have taken back already, though nobody knows yet which credit it was (冲正).

No decider knows of it: the platform asks before money goes on, and again before it is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.carried import CarriedPart
from domain.deposit.receipt import Receipt
from domain.deposit.state import Deposit
from domain.identifiers import line_id
from domain.pool.state import Pool


@dataclass(frozen=True, slots=True)
class OpenReversal:
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
        divided = receipt.line in self.divided if receipt.line else bool(self.divided)
        part = receipt.source is not None or divided
        return self._may_be(receipt.line, receipt.payer_account, receipt.entry.amount, part=part)

    def may_be_of_pool(self, part: CarriedPart) -> bool:
        """The same of what is free of a pool: of each line a part, or all of it."""
        return self._may_be(part.line, part.payer_account, part.amount_fen, part=True)

    def _may_be(self, line: str | None, payer_account: str | None, fen: int, *, part: bool) -> bool:
        fits = fen <= self.amount_fen if part else fen == self.amount_fen
        if line is None:
            return fits
        same = line_id(line).page.of.account == line_id(self.line).page.of.account
        payers = {payer_account, self.payer_account} - {None}
        return same and fits and len(payers) < 2


def may_be_gone(deposit: Deposit, reversals: Iterable[OpenReversal]) -> str | None:
    """The line by which the bank may have taken back what the deposit was paid; None: by none.

    Which receipt a refund gives back, bank and we may see differently: any of the deposit's counts,
    and any that brought its price, or what others owed.
    """
    lasting = [one for one in deposit.receipts if not one.reversed] + [
        *deposit.price.lines,
        *(one.came for one in deposit.besides),
    ]
    found = (one.line for one in reversals for came in lasting if one.may_be_of(came))
    return next(found, None)


def pool_may_be_gone(pool: Pool, reversals: Iterable[OpenReversal]) -> str | None:
    """The line by which the bank may have taken back what is free of a pool; None: by none."""
    found = (one.line for one in reversals for part in pool.parts if one.may_be_of_pool(part))
    return next(found, None)
