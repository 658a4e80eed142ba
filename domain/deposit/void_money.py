"""What a deposit had become, or was paid for its lot's price, when that lot's result turned void.

Bond (2003), price (2004), and what of the price was given on and is not paid out: whose it is then,
a court or the parties say. Amounts in fen.
"""

from collections.abc import Iterator
from typing import NamedTuple

from domain.accounts import (
    BANK_RECEIVABLE,
    BONDS_HELD,
    DEPOSITS_HELD,
    FEES_TO_SWEEP,
    PRICE_HELD,
    SELLER_PAYABLE,
    TREASURY_PAYABLE,
)
from domain.categories.category import Cause
from domain.deposit.price import accounts_of
from domain.deposit.receipt import Receipt
from domain.deposit.state import Deposit
from domain.payee import Payee

OF_A_PRICE = frozenset({SELLER_PAYABLE.code, TREASURY_PAYABLE.code, FEES_TO_SWEEP.code})
"""Where a price goes that is given on, its fees with it."""
_OWN = (BONDS_HELD.code, PRICE_HELD.code)
_PAID_IN = frozenset(one.code for one in (DEPOSITS_HELD, BONDS_HELD, PRICE_HELD, BANK_RECEIVABLE))
"""What a line brings of a deposit, its bond or its price, or makes good of them."""


class Standing(NamedTuple):
    """So much of it stands on an account of the chart, in an owner's name."""

    account: str
    owner: str
    fen: int


class Paid(NamedTuple):
    """So much of it a line brought, from whom."""

    line: str | None
    payee: Payee | None
    fen: int


def undecided(code: str, deposit: Deposit) -> tuple[Standing, ...]:
    """Where it stands, and nobody has said whose it is; nothing that is zero."""
    own = (Standing(account, code, deposit.balance(account)) for account in _OWN)
    return tuple(one for one in (*own, *_given_on(deposit)) if one.fen)


def _given_on(deposit: Deposit) -> Iterator[Standing]:
    """What of a price is others' and in no payout; what was kept of the deposit is none of it, nor
    is the bank's interest that went to the treasury.
    """
    if not deposit.price.was_paid:
        return
    for account, owner in sorted(deposit.given.payable):
        if account in OF_A_PRICE and not owner.startswith("interest/"):
            yield Standing(account, owner, deposit.given.besides_kept(account, owner))


def lies_on(deposit: Deposit, standing: tuple[Standing, ...]) -> frozenset[str]:
    """On which accounts of ours it lies."""
    found = deposit.price.lies_on(deposit.receipts)
    for account, owner, _ in standing:
        if account == BONDS_HELD.code:
            found |= accounts_of(one for one in deposit.receipts if brought_fen(one))
        found |= deposit.given.lies.get((account, owner), frozenset())
    return found


def paid_by(deposit: Deposit, fen: int) -> Iterator[Paid]:
    """Who paid so much of it, by the lines that brought it: the last first, as what went back of a
    deposit before was the first. What an earlier decision gave back of a line is not given twice.
    """
    of_price = reversed(deposit.price.lines)
    of_deposit = reversed([one for one in deposit.receipts if not one.reversed])
    for one in (*of_price, *of_deposit):
        some = min(fen, brought_fen(one) - _given_back(deposit, one))
        if some > 0:
            yield Paid(one.line, one.payee, some)
            fen -= some


def _given_back(deposit: Deposit, receipt: Receipt) -> int:
    """What of a line is owed or paid back already, since the result is void, or was until a court
    took it.
    """
    return sum(
        one.given_fen
        for one in deposit.refunds
        if (one.line, one.cause) == (receipt.line, Cause.VOIDED)
    )


def brought_fen(receipt: Receipt) -> int:
    """What a line brought of a deposit, its bond or its price, and the bank left; fen."""
    legs = receipt.entry.legs
    return 0 if receipt.reversed else -sum(one.amount for one in legs if one.account in _PAID_IN)
