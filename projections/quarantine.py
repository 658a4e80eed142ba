"""Statements in quarantine, and what became of each: what differs, who decided, and why."""

from collections.abc import Iterator
from typing import Any

from domain.bankday.events import (
    StatementDiscarded,
    StatementQuarantined,
    StatementReleased,
    StatementSuperseded,
)
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

FILES = Table(
    "files",
    (
        Column("account", "text"),
        Column("day", "date"),
        Column("file", "text"),
        Column("statement", "text"),
    ),
    (
        Column("fate", "text"),
        Column("currency", "text"),
        Column("rule", "text"),
        Column("lines", "bigint"),
        Column("opening", "bigint"),
        Column("credits", "bigint"),
        Column("debits", "bigint"),
        Column("closing", "bigint"),
        Column("expected", "bigint"),
        Column("found", "bigint"),
        Column("why", "text"),
        Column("came", "bigint"),
        Column("came_at", "timestamptz"),
        Column("brought_by", "text"),
        Column("decided_by", "text"),
        Column("cosigned_by", "text"),
        Column("decided_at", "timestamptz"),
        Column("reason", "text"),
        Column("replaced_by", "text"),
    ),
    indexes=(Index(("fate",), now=True),),
)
"""One row a statement of a file (its SHA-256); `statement` is '' where the bank names it not.

`fate` is WAITING, RELEASED, DISCARDED or SUPERSEDED; `came`: the position of that; amounts in minor
units; `expected`, `found`: of the sum that does not hold.
"""

_DECIDED = StatementReleased | StatementDiscarded | StatementSuperseded


def project(recorded: Recorded) -> Iterator[Change]:
    """Each statement as it comes, and as it is decided about."""
    match recorded.event:
        case StatementQuarantined() as came:
            yield Put(FILES, _key(came), _told(came, recorded))
        case StatementReleased() as released:
            yield Put(
                FILES,
                _key(released),
                {
                    "fate": "RELEASED",
                    "decided_by": released.proposed_by,
                    "cosigned_by": released.released_by,
                    "decided_at": recorded.recorded_at,
                    "reason": released.reason,
                },
            )
        case StatementDiscarded() as discarded:
            yield Put(
                FILES,
                _key(discarded),
                {
                    "fate": "DISCARDED",
                    "decided_by": discarded.discarded_by,
                    "decided_at": recorded.recorded_at,
                    "reason": discarded.reason,
                },
            )
        case StatementSuperseded() as superseded:
            yield Put(
                FILES,
                _key(superseded),
                {
                    "fate": "SUPERSEDED",
                    "decided_at": recorded.recorded_at,
                    "replaced_by": superseded.by,
                },
            )


def _key(said: StatementQuarantined | _DECIDED) -> tuple[object, ...]:
    return said.account, said.day, said.sha256, said.statement or ""


def _told(came: StatementQuarantined, recorded: Recorded) -> dict[str, Any]:
    names = ("currency", "rule", "lines", "opening", "credits", "debits", "closing", "why")
    figures = {name: getattr(came, name) for name in (*names, "expected", "found")}
    return figures | {
        "fate": "WAITING",
        "came": recorded.position,
        "came_at": recorded.recorded_at,
        "brought_by": came.brought_by,
    }


QUARANTINE = Projection("quarantine", 1, (FILES,), project)
