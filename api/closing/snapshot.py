"""One digest over all balances at a position: what two persons sign when they close a day."""

from collections.abc import Iterable
from hashlib import sha256

from ledger import canonical
from projections.balance_reader import Balance


def snapshot(position: int, balances: Iterable[Balance]) -> str:
    """SHA-256 (hex) over canonical JSON of every balance that is not zero, by owner.

    Anyone with the log can make it again: `{"balances": […], "position": n}`, each balance with
    book, currency, account, owner and amount (minor units, debit positive), in this order.
    """
    rows = sorted(
        (one.book, one.currency, one.account, one.owner or "", one.amount)
        for one in balances
        if one.amount
    )
    names = ("book", "currency", "account", "owner", "amount")
    said = [dict(zip(names, row, strict=True)) for row in rows]
    return sha256(canonical.write({"balances": said, "position": position})).hexdigest()
