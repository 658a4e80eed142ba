"""What is to be reached by when, and how it was found last; public."""

from collections.abc import Iterator

from domain.milestone.events import TargetReviewed, TargetSet
from ledger.feed import Recorded
from projections.projection import Change, Column, Projection, Put, Table

MILESTONES = Table(
    "milestones",
    (Column("milestone", "text"),),
    (
        Column("title", "text"),
        Column("body", "text"),
        Column("region", "text"),
        Column("due", "date"),
        Column("reached", "boolean"),
        Column("reviewed_at", "timestamptz"),
        Column("positions", "text[]"),
        Column("document", "text"),
    ),
)
"""`reached`, `positions`: as they were found last, NULL where nobody looked yet."""

_SET, _FOUND = ("title", "body", "region", "due"), ("reached", "reviewed_at", "document")


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was set, and found, last."""
    match recorded.event:
        case TargetSet(milestone=code) as target:
            yield Put(MILESTONES, (code,), {name: getattr(target, name) for name in _SET})
        case TargetReviewed(milestone=code, positions=positions) as found:
            told = {name: getattr(found, name) for name in _FOUND}
            yield Put(MILESTONES, (code,), told | {"positions": [str(one) for one in positions]})


MILESTONE_BOOK = Projection("milestones", 1, (MILESTONES,), project)
