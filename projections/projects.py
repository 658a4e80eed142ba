"""Projects and how they are traded: what was registered, once and for good; public."""

from collections.abc import Iterator

from domain.procedure.events import ProcedureRegistered
from domain.project.events import ProjectRegistered
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

PROJECTS = Table(
    "projects",
    (Column("project", "text"),),
    (
        Column("title", "text"),
        Column("owner", "text"),
        Column("region", "text"),
        Column("agencies", "text[]"),
        Column("approval", "text"),
        Column("registered_at", "timestamptz"),
    ),
)
"""`approval`: the reference of the approving document."""

PROCEDURES = Table(
    "procedures",
    (Column("procedure", "text"),),
    (
        Column("project", "text"),
        Column("title", "text"),
        Column("category", "text"),
        Column("method", "text"),
        Column("protocol", "text"),
        Column("agency", "text"),
    ),
    indexes=(Index(("project",)),),
)

_OF_A_PROCEDURE = ("project", "title", "category", "method", "protocol", "agency")


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was registered."""
    match recorded.event:
        case ProjectRegistered(project=code) as known:
            told = {name: getattr(known, name) for name in ("title", "owner", "region", "approval")}
            told |= {"agencies": list(known.agencies), "registered_at": recorded.body.occurred_at}
            yield Put(PROJECTS, (code,), told)
        case ProcedureRegistered(procedure=code) as known:
            yield Put(PROCEDURES, (code,), {name: getattr(known, name) for name in _OF_A_PROCEDURE})


PROJECT_BOOK = Projection("projects", 1, (PROJECTS, PROCEDURES), project)
