"""What a post of a county reads of lots: those that lie there; others read all (4.3)."""

from typing import Any

from api.http.identity import Identity
from api.readers import Readers
from projections.lots import LOTS


def lots_of(
    readers: Readers, reader: Identity, position: int, lot: str | None, *roles: str
) -> list[str] | None:
    """Codes of the lots that the reader's posts of these roles are for, of `lot` alone where one is
    named; None: every lot there is.
    """
    regions = reader.regions(*roles)
    if regions is None:
        return None if lot is None else [lot]
    where: dict[str, Any] = {"region": sorted(regions)}
    if lot is not None:
        where["lot"] = lot
    return [row["lot"] for row in readers.lots.every(LOTS, where, position)]
