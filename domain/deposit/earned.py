"""On which accounts of ours the bank's interest on a deposit lies: as its own facts tell."""

from collections.abc import Iterable, Mapping

from domain.accounts import INTEREST_TO_ALLOCATE
from domain.deposit.covering import came_to
from domain.deposit.lying import BY_WAY_OF
from domain.deposit.owed import InterestAllocated, RefundSetOff
from domain.deposit.price import accounts_of
from domain.deposit.state import Deposit
from domain.identifiers import day_id
from domain.postings import MoneyEvent


def interest_lies(deposit: Deposit, event: MoneyEvent) -> Mapping[str, int]:
    """So much of it lies on which account, after a fact of the deposit; fen.

    It comes by a line of an account of ours, and goes by one, or with a refund from where that
    one's money is. What goes to others, goes from wherever it lies.
    """
    legs = (leg for entry in event.entries for leg in entry.legs)
    fen = -sum(leg.amount for leg in legs if leg.account == INTEREST_TO_ALLOCATE.code)
    if not fen:
        return deposit.interest
    on = sorted(came_by(event) or _gone_with(deposit, event))
    if fen > 0:
        return _more(deposit.interest, min(on or accounts_of(deposit.receipts), default=""), fen)
    return _less(deposit.interest, (*on, *sorted(deposit.interest)), -fen)


def came_by(event: MoneyEvent) -> frozenset[str]:
    """Our accounts by whose lines it comes or goes: its legs tell, whoever may read the lines."""
    legs = (leg for entry in event.entries for leg in entry.legs)
    return frozenset(day_id(leg.owner).account for leg in legs if leg.account in BY_WAY_OF)


def _gone_with(deposit: Deposit, event: MoneyEvent) -> frozenset[str]:
    """Where the money of the refund is that it goes with, or after; or that it went with, and does
    not go by after all.
    """
    if isinstance(event, RefundSetOff):
        return came_to(deposit, deposit.refunds[event.number - 1])
    if not isinstance(event, InterestAllocated):
        return frozenset()
    refund = deposit.refund(event.follows_refund or event.number or 0)
    return came_to(deposit, refund) if refund else frozenset()


def _more(lies: Mapping[str, int], account: str, fen: int) -> Mapping[str, int]:
    return {**lies, account: lies.get(account, 0) + fen}


def _less(lies: Mapping[str, int], accounts: Iterable[str], fen: int) -> Mapping[str, int]:
    """Of these accounts, one after the other, until so much is taken."""
    now = dict(lies)
    for account in accounts:
        taken = min(fen, now.get(account, 0))
        fen -= taken
        now[account] = now.get(account, 0) - taken
    return {account: left for account, left in now.items() if left}
