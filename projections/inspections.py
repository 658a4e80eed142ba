"""Who looked into what of a lot lies under seal; a row's position is that of what was read."""

from collections.abc import Iterator

from domain.inspection.events import BreakGlassRead
from ledger.feed import Recorded
from projections.projection import Change, Column, Projection, Put, Table

INSPECTIONS = Table(
    "inspections",
    (Column("lot", "text"), Column("number", "integer")),
    (
        Column("what", "text"),
        Column("read_at", "timestamptz"),
        Column("until", "timestamptz"),
        Column("role", "text"),
        Column("read_by", "text"),
        Column("beside", "text"),
        Column("case", "text"),
        Column("reason", "text"),
    ),
)
_TOLD = ("read_at", "until", "role", "read_by", "beside", "case", "reason")


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was read."""
    match recorded.event:
        case BreakGlassRead(lot=lot, number=number, what=what) as read:
            told = {name: getattr(read, name) for name in _TOLD}
            yield Put(INSPECTIONS, (lot, number), told | {"what": what.value})


INSPECTION_BOOK = Projection("inspections", 1, (INSPECTIONS,), project)
"""Restricted as its events are: the door tells of it by post and person."""
