"""The money of a lot on its page: what lies for its deposits by the books, and what banks paid."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from api.http.lot_seen import Seen
from api.http.pages.speech import Speech
from api.http.pages.views.lot import Money
from api.http.positions import When
from api.lots.money import PARTS, Flow, Key, in_parts
from domain.accounts import ACCOUNTS, BY_CODE, CUST
from projections.balance_reader import Where
from projections.refunds import REFUNDS

type Stands = Mapping[Key, int]
"""What stands on each account for each deposit; minor units, positive on the account's side."""

_ACCOUNTS = [one.code for one in ACCOUNTS if one.book == CUST]


def stands_of(when: When, seen: Seen) -> Stands:
    """The balances of a lot's deposits and of their refunds, at the page's moment; zeros are left
    out. What a court took is its own.
    """
    owners = sorted({*_owners(when, seen)})
    where: Where = {"book": CUST, "currency": "CNY", "account": _ACCOUNTS, "owner": owners}
    sums: dict[Key, int] = defaultdict(int)
    for row in when.system.readers.balances.owned(when.position, None, where).rows:
        grows_on_credit = BY_CODE[row.account].normal == "Cr"
        deposit = (row.owner or "").partition("/")[0]
        sums[row.account, deposit] += -row.amount if grows_on_credit else row.amount
    return {key: fen for key, fen in sums.items() if fen}


def _owners(when: When, seen: Seen) -> Iterator[str]:
    """In whose name the books have a deposit's money."""
    deposits = [row["deposit"] for row in seen.deposits]
    yield from deposits
    refunds = when.system.readers.refunds.rows(REFUNDS, {"deposit": deposits}, as_of=when.position)
    yield from (f"{row['deposit']}/{row['number']}" for row in refunds.rows)


def money(seen: Seen, stands: Stands, wish: Speech) -> Money:
    """What lies for the lot by the books, held against what came for its deposits and left them."""
    parts = in_parts(stands)
    total = sum(parts.values())
    return Money(
        parts=tuple((wish.say(f"lot.part.{name}"), parts[name]) for name in PARTS),
        total=total,
        paid=sum(row["paid_fen"] or 0 for row in seen.deposits),
        agrees=total == (seen.flow or Flow()).here,
    )
