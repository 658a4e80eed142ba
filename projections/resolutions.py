"""What the committee decided, and who builds which system by that; public."""

from collections.abc import Iterator

from domain.resolution.events import DecisionRecorded, SystemOwnerDesignated
from ledger.feed import Recorded
from projections.projection import Change, Column, Projection, Put, Table

RESOLUTIONS = Table(
    "resolutions",
    (Column("resolution", "text"),),
    (
        Column("decided_on", "date"),
        Column("about", "text"),
        Column("title", "text"),
        Column("participants", "text[]"),
        Column("in_favour", "integer"),
        Column("against", "integer"),
        Column("document", "text"),
        Column("evidence", "text"),
    ),
)
SYSTEM_OWNERS = Table(
    "system_owners",
    (Column("resolution", "text"), Column("system", "text")),
    (Column("builder", "text"), Column("designated_at", "timestamptz")),
)
_TOLD = ("decided_on", "title", "in_favour", "against", "document", "evidence")


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was recorded, and what was designated by it."""
    match recorded.event:
        case DecisionRecorded(resolution=code, about=about, participants=people) as decided:
            told = {name: getattr(decided, name) for name in _TOLD}
            told |= {"about": about.value, "participants": list(people)}
            yield Put(RESOLUTIONS, (code,), told)
        case SystemOwnerDesignated(resolution=code, system=system, designated_at=at) as told_by:
            told = {"builder": told_by.builder, "designated_at": at}
            yield Put(SYSTEM_OWNERS, (code, system), told)


RESOLUTION_BOOK = Projection("resolutions", 1, (RESOLUTIONS, SYSTEM_OWNERS), project)
