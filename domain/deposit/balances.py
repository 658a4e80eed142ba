"""What stands in a deposit's name, as its facts move it."""

from collections.abc import Iterable, Mapping

from domain.accounts import BANK_DEBITS, CUST, UNIDENTIFIED
from domain.deposit.given import OTHERS
from domain.postings import Entry

_NOT_ITS_OWN = OTHERS | {BANK_DEBITS.code, UNIDENTIFIED.code}
"""An account's day, a tenderer, the treasury, a court: not the deposit's to keep."""


def booked(
    balances: Mapping[tuple[str, str], int], entries: Iterable[Entry]
) -> Mapping[tuple[str, str], int]:
    """Minor units by (account, owner), credit positive; nothing that is zero is kept."""
    now = dict(balances)
    for entry in entries:
        for leg in entry.legs:
            if leg.account in _NOT_ITS_OWN or entry.book != CUST:
                continue
            left = now.pop((leg.account, leg.owner), 0) - leg.amount
            if left:
                now[leg.account, leg.owner] = left
    return now
