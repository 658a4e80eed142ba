"""The interest that is owed with a refund: on which money, since when, as its bank reckons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.account.state import BankAccount, convention_on, in_force
from domain.deposit.receipt import Receipt
from domain.deposit.refund import Refund
from domain.deposit.state import Deposit
from domain.governance.state import Law
from domain.identifiers import line_id
from domain.interest import Rates, history, interest_fen
from domain.kernel import Rejected


@dataclass(frozen=True, slots=True)
class Paying:
    """An account of ours (`ours`) as it stands on a day: it would pay, and as its bank reckons
    counts.

    The day tells whether the bank pays sums: what is agreed ahead holds from its own day on.
    """

    account: str
    ours: BankAccount
    day: date

    @property
    def pays_lumps(self) -> bool:
        """Whether the bank pays one sum for all of the account on that day (MODE_B)."""
        one = in_force(self.ours.agreed, self.day)
        return one is not None and one.lump

    def rates(self, law: Law) -> Rates:
        """What its bank pays on demand; nothing where no rate of it is set."""
        return tuple((rate.since, rate.rate_ppm) for rate in law.rates if rate.bank == self.bank)

    @property
    def bank(self) -> str:
        """Whose rate counts."""
        return self.ours.opened.bank if self.ours.opened else ""


def entitled_fen(deposit: Deposit, refund: Refund, law: Law, paying: Paying) -> int | Rejected:
    """The interest owed with a refund, up to the day the bank paid its own; fen.

    On what counted and was held (3.6), at the bank's demand rate, as the bank reckoned on that
    day. What it paid before the refund was owed says nothing of the days since; but where it pays
    one sum for all of the account, no refund waits for the next.
    """
    if not refund.interest:
        return 0
    rates = paying.rates(law)
    if not rates:
        return Rejected("interest.no_rate", f"no rate of {paying.bank} is set")
    until = refund.interest_until
    if until is None and paying.pays_lumps:
        until = max(deposit.paid_interest, default=None)
        if until is None:
            return 0
    if until is None:
        return Rejected("refund.interest_missing", "the bank has not paid its interest yet")
    came = [(one.since, fen) for one, fen in _covered(deposit, refund) if one.since is not None]
    if sum(fen for _, fen in came) != refund.amount_fen:
        return Rejected("interest.cannot_be_reckoned", "nobody can tell when its money came")
    if paying.pays_lumps:
        came = [(since, fen) for since, fen in came if since <= until]
    try:
        return interest_fen(history(came, until), rates, convention_on(paying.ours.agreed, until))
    except ValueError as problem:
        return Rejected("interest.cannot_be_reckoned", str(problem))


def _covered(deposit: Deposit, refund: Refund) -> Iterator[tuple[Receipt, int]]:
    """Of which receipts it gives back how much: an account's refunds cover them in turn."""
    earlier = (one for one in deposit.refunds[: refund.number - 1] if one.is_of(refund.payee))
    start = sum(one.amount_fen for one in earlier)
    end, before = start + refund.amount_fen, 0
    for receipt in deposit.receipts:
        if not receipt.is_of(refund.payee):
            continue
        after = before + receipt.back_fen
        fen = min(after, end) - max(before, start)
        if fen > 0:
            yield receipt, fen
        before = after


def came_to(deposit: Deposit, refund: Refund) -> set[str]:
    """The accounts of ours that its money came to; none where nobody can tell."""
    of_receipts = (receipt.line for receipt, _ in _covered(deposit, refund))
    lines = (refund.line,) if refund.line else of_receipts
    return {line_id(line).page.of.account for line in lines if line}
