"""Balances by book, currency, account and owner, as they ever stood. Reads legs, no event names.

Debits and credits run on separately, so that what moved in a period is a difference too.
"""

from collections.abc import Iterator

import msgspec

from domain.calendar import beijing_day
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table, greatest, summed

_RUNNING = (
    Column("debit", "bigint", summed),
    Column("credit", "bigint", summed),
    Column("day", "date"),
    Column("latest", "date", greatest),
)
"""`day` is the legal day of the newest change, `latest` the latest of all: a change whose day is
before `latest` came late."""
_BY_DAY = (Index(("id", "latest", "position")), Index(("id", "day"), "day < latest"))
"""The day of what came in time never falls: it can be looked up. What came late is seldom."""
_ACCOUNT = (Column("book", "text"), Column("currency", "text"), Column("account", "text"))

OWNED = Table("owned", (*_ACCOUNT, Column("owner", "text")), _RUNNING, indexes=_BY_DAY)
TOTALS = Table("totals", _ACCOUNT, _RUNNING, indexes=_BY_DAY)


class _Leg(msgspec.Struct, gc=False):
    account: str
    owner: str
    amount: int


class _Entry(msgspec.Struct, gc=False):
    """Not checked again: what does not sum to zero could not be built, and `verify` adds it up."""

    book: str
    currency: str
    legs: tuple[_Leg, ...]


_entries = msgspec.json.Decoder(tuple[_Entry, ...] | None).decode


def project(recorded: Recorded) -> Iterator[Change]:
    """Each leg adds to its owner's balance and to its account's total."""
    entries = _entries(recorded.body.entries)
    if not entries:
        return
    day = beijing_day(recorded.body.occurred_at)
    for entry in entries:
        for leg in entry.legs:
            account = (entry.book, entry.currency, leg.account)
            side = "debit" if leg.amount > 0 else "credit"
            moved = {side: abs(leg.amount), "day": day, "latest": day}
            yield Put(OWNED, (*account, leg.owner), moved)
            yield Put(TOTALS, account, moved)


BALANCES = Projection("balances", 1, (OWNED, TOTALS), project)
