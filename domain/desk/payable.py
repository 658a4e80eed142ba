"""May this refund be paid, and with how much interest? The same for who proposes and approves."""

from dataclasses import dataclass

from domain.deposit.refund import PAYABLE, Refund
from domain.deposit.state import Deposit
from domain.governance.state import Law
from domain.interest import history, interest_fen
from domain.kernel import Rejected
from domain.refund.events import Item

_TOLERANCE_FEN = 1
"""So much may the bank's interest differ from ours on one line: its rounding (E04, R13)."""


@dataclass(frozen=True, slots=True)
class Payable:
    """A refund that may be paid: interest to allocate first, what of the bank's is left then.

    `item`: as it is to be seen and signed.
    """

    item: Item
    refund: Refund
    allocate_fen: int
    left_fen: int


def payable(code: str, number: int, deposit: Deposit, law: Law, bank: str) -> Payable | Rejected:
    """The refund with all that is paid with it; else the refusal that says what stands against it.

    `bank`: whose demand rate counts, that of the account that pays.
    """
    refund = deposit.refund(number)
    if refund is None:
        return Rejected("refund.unknown", f"nothing is owed as {code}/{number}")
    if refund.standing not in PAYABLE:
        return Rejected("refund.not_payable", f"{code}/{number} is {refund.standing}")
    if deposit.holds:
        return Rejected("refund.held", f"{code}/{number} is held back: {deposit.holds[0][0]}")
    if refund.pays is None:
        return Rejected("refund.no_payee", f"nobody can read any more who paid {code}/{number}")
    allocate = _interest(deposit, refund, law, bank)
    if isinstance(allocate, Rejected):
        return allocate
    item = Item(
        deposit=code,
        number=number,
        version=refund.version,
        amount_fen=refund.amount_fen,
        interest_fen=allocate + _with_it(deposit, refund),
        elsewhere=refund.proposed is not None,
    )
    return Payable(item, refund, allocate, deposit.balance("2007") - allocate)


def as_seen(item: Item, deposit: Deposit, law: Law, bank: str) -> Payable | Rejected:
    """The refund as the item shows it, still so; else the refusal."""
    found = payable(item.deposit, item.number, deposit, law, bank)
    if isinstance(found, Rejected) or found.item == item:
        return found
    code = f"{item.deposit}/{item.number}"
    if found.item.interest_fen != item.interest_fen:
        right = found.item.interest_fen
        return Rejected("refund.interest_differs", f"interest of {code}: {right} fen is right")
    return Rejected("refund.changed", f"{code} has changed: look again")


def entitled_fen(deposit: Deposit, refund: Refund, law: Law, bank: str) -> int | Rejected:
    """The interest owed with a refund, up to the day the bank paid its own; fen.

    On what counted and was held (3.6), at the bank's demand rate.
    """
    if not refund.interest or refund.payee is None:
        return 0
    rates = tuple((rate.since, rate.rate_ppm) for rate in law.rates if rate.bank == bank)
    if not rates:
        return Rejected("interest.no_rate", f"no rate of {bank} is set")
    if deposit.interest_until is None:
        return Rejected("refund.interest_missing", "the bank has not paid its interest yet")
    came = [
        (receipt.day, receipt.counted_fen)
        for receipt in deposit.receipts
        if receipt.day and receipt.counted_fen and receipt.payer_account == refund.payee.account
    ]
    try:
        return interest_fen(history(came, deposit.interest_until), rates)
    except ValueError as problem:
        return Rejected("interest.cannot_be_reckoned", str(problem))


def _with_it(deposit: Deposit, refund: Refund) -> int:
    """The interest that was allocated before: payable still, or come back with the rest; fen."""
    if returned := deposit.balance("2012", refund.number):
        return returned - refund.amount_fen
    return deposit.balance("2006", refund.number)


def _interest(deposit: Deposit, refund: Refund, law: Law, bank: str) -> int | Rejected:
    """What is still to allocate: nothing, once it was."""
    if refund.attempt or not refund.interest:
        return 0
    entitled = entitled_fen(deposit, refund, law, bank)
    if isinstance(entitled, Rejected):
        return entitled
    there = deposit.balance("2007")
    if entitled > there + _TOLERANCE_FEN:
        return Rejected(
            "interest.bank_paid_less", f"{entitled} fen are owed, the bank paid {there}"
        )
    return min(entitled, there)
