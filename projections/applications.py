"""Applications for prequalification by lot: which there are, and what was found of each. Sealed."""

from collections.abc import Iterator

from domain.application.events import ApplicationReceived, ApplicationReviewed
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import Change, Column, Erase, Index, Projection, Put, Table

APPLICATIONS = Table(
    "applications",
    (Column("application", "text"),),
    (
        Column("lot", "text"),
        Column("party", "text"),
        Column("file", "text"),
        Column("received_at", "timestamptz"),
        Column("qualified", "boolean"),
    ),
    sealed=True,
    indexes=(Index(("lot",)), Index(("party",))),
)
"""`qualified`: None while nobody reviewed it; `file`: the SHA-256 of what was handed in."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it came and was reviewed; a person's key takes theirs along."""
    match recorded.event:
        case (
            ApplicationReceived(application=code, lot=lot, party=party, received_at=at) as came
        ) if lot:
            told = {"lot": lot, "party": party, "file": came.file, "received_at": at}
            yield Put(APPLICATIONS, (code,), told | {"qualified": None})
        case ApplicationReviewed(application=code, qualified=qualified) if qualified is not None:
            yield Put(APPLICATIONS, (code,), {"qualified": qualified})
        case KeyDestroyed(key=key) if key.startswith("party/"):
            yield Erase(APPLICATIONS, {"party": key.partition("/")[2]})


APPLICATION_BOOK = Projection("applications", 1, (APPLICATIONS,), project)
