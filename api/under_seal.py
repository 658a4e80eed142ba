"""What two persons read of a lot under seal (应急查阅): as it stood at the position of their act.

Nobody else reads these rows of a lot that is not open; a natural person's are counted, never told.
"""

from typing import Any, NamedTuple

from api.readers import Readers
from projections.deposits import DEPOSITS
from projections.downloads import DOWNLOADS
from projections.lacking import paid_from


class Registrant(NamedTuple):
    """A company that registered for a lot; what was paid, 4.4 tells nobody before the opening."""

    party: str
    name: str | None


class Payer(NamedTuple):
    """A company, and the accounts from which was paid for it."""

    party: str
    name: str | None
    accounts: tuple[str, ...]


class Registered(NamedTuple):
    """Companies that registered and that had the documents, and how many did, natural persons among
    them.
    """

    registrants: tuple[Registrant, ...]
    registered: int
    downloaders: tuple[str, ...]
    downloaded: int


def registered(readers: Readers, lot: str, position: int) -> Registered:
    """Who registered for a lot and who had its documents, open or not, as of a position."""
    rows = _deposits(readers, lot, position)
    told = (Registrant(row["party"], row["payer"]) for row in rows if not row["natural"])
    where = {"lot": lot}
    had = readers.sealed_downloads.rows(DOWNLOADS, where, as_of=position).rows
    parties = sorted(row["party"] for row in had if not row["natural"])
    return Registered(tuple(sorted(told)), len(rows), tuple(parties), len(had))


def payers(readers: Readers, lot: str, position: int) -> tuple[Payer, ...]:
    """By which accounts companies paid for a lot, as of a position."""
    rows = (row for row in _deposits(readers, lot, position) if not row["natural"])
    told = ((row, sorted({account for _, account in paid_from(row)})) for row in rows)
    return tuple(sorted(Payer(row["party"], row["payer"], tuple(of)) for row, of in told))


def _deposits(readers: Readers, lot: str, position: int) -> list[dict[str, Any]]:
    """Those that were asked for by then and can be read."""
    rows = readers.sealed_deposits.rows(DEPOSITS, {"lot": lot}, as_of=position).rows
    return [row for row in rows if row["party"] is not None]
