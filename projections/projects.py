"""Projects, how they are traded, and by which agencies' mandates; public."""

from collections.abc import Iterator
from typing import Any

from domain.governance.mandated import MandateGranted, MandateRevoked
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

MANDATES = Table(
    "mandates",
    (
        Column("subject", "text"),
        Column("scope", "text"),
        Column("owner", "text"),
        Column("agency", "text"),
    ),
    (
        Column("acts", "text[]"),
        Column("since", "timestamptz"),
        Column("until", "timestamptz"),
        Column("document", "text"),
    ),
)
"""As their owners wrote them last. `since` NULL: of a charge that ended, and nobody wrote down."""

_OF_A_PROCEDURE = ("project", "title", "category", "method", "protocol", "agency")


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was registered; a mandate as it was written last."""
    match recorded.event:
        case ProjectRegistered(project=code) as known:
            told = {name: getattr(known, name) for name in ("title", "owner", "region", "approval")}
            told |= {"agencies": list(known.agencies), "registered_at": recorded.body.occurred_at}
            yield Put(PROJECTS, (code,), told)
        case ProcedureRegistered(procedure=code) as known:
            yield Put(PROCEDURES, (code,), {name: getattr(known, name) for name in _OF_A_PROCEDURE})
        case MandateGranted() as letter:
            told = {"since": letter.since, "until": letter.until, "acts": list(letter.acts)}
            yield _mandate(letter, told)
        case MandateRevoked() as letter:
            yield _mandate(letter, {"until": letter.since})


def _mandate(letter: MandateGranted | MandateRevoked, told: dict[str, Any]) -> Put:
    key = (letter.subject, letter.scope.value, letter.owner, letter.agency)
    return Put(MANDATES, key, told | {"document": letter.document})


PROJECT_BOOK = Projection("projects", 3, (PROJECTS, PROCEDURES, MANDATES), project)
