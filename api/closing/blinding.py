"""What may be told of a close before an opening (REFERENCE 4.4): counts and sums, no single line.

A line that is nobody's yet may be anybody's whose lot is not open; so on a blind day (`api/blind`)
lines are told together. Deposits are told once their own lot is open.
"""

from collections.abc import Iterable
from dataclasses import replace

from api.closing.found import Found, Row
from api.closing.notes import Said
from domain.identifiers import NotAnIdentifier, deposit_code


def deposit_in(owner: str) -> str | None:
    """The deposit that an owner of a balance, a refund or a payment belongs to, if to one."""
    try:
        return deposit_code(owner.partition("/")[0])
    except NotAnIdentifier:
        return None


def deposits_in(found: Iterable[Found]) -> list[str]:
    """The deposits that some rows name."""
    owners = (row.what for one in found for row in one.rows if row.of == "OWNER")
    return sorted({deposit for owner in owners if (deposit := deposit_in(owner))})


def told(found: Found, opened: frozenset[str], *, lines: bool) -> Found:
    """The check with those rows that may be told; the others together, by what is said of them.

    `opened`: deposits whose lot is open; `lines`: whether single lines may be told.
    """
    shown: list[Row] = []
    hidden: dict[tuple[Said | None, str, bool], Row] = {}
    for row in found.rows:
        if _may_be_told(row, opened, lines=lines):
            shown.append(row)
            continue
        key = row.said, row.currency, (row.amount or 0) < 0
        seen = hidden.get(key)
        together = replace(row, what="", day=None)
        if seen is not None:
            amount = (seen.amount or 0) + (row.amount or 0)
            together = replace(seen, amount=amount, count=seen.count + 1)
        hidden[key] = together
    return replace(found, rows=(*shown, *hidden.values()))


def _may_be_told(row: Row, opened: frozenset[str], *, lines: bool) -> bool:
    if row.of == "LINE":
        return lines
    deposit = deposit_in(row.what) if row.of == "OWNER" else None
    return deposit is None or deposit in opened
