"""The audit trail: one row an event, of what its envelope says. No event name is known here."""

from collections.abc import Iterator

from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

TRAIL = Table(
    "trail",
    (Column("at", "bigint"),),
    (
        Column("recorded_at", "timestamptz"),
        Column("occurred_at", "timestamptz"),
        Column("kind", "text"),
        Column("code", "text"),
        Column("number", "bigint"),
        Column("sequence", "bigint"),
        Column("name", "text"),
        Column("person", "text"),
        Column("post", "text"),
        Column("organisation", "text"),
        Column("custodial", "boolean"),
        Column("cause", "bigint"),
        Column("command", "text"),
        Column("sealed", "boolean"),
        Column("on_behalf_of", "text"),
    ),
    indexes=(Index(("occurred_at",)), Index(("cause",), "cause IS NOT NULL")),
)


def project(recorded: Recorded) -> Iterator[Change]:
    """The event's row."""
    body = recorded.body
    yield Put(
        TRAIL,
        (body.position,),
        {
            "recorded_at": body.recorded_at,
            "occurred_at": body.occurred_at,
            "kind": recorded.stream.kind,
            "code": recorded.stream.code,
            "number": body.stream,
            "sequence": body.sequence,
            "name": body.name,
            "person": body.actor.person,
            "post": body.actor.post,
            "organisation": body.actor.organisation,
            "custodial": body.actor.custodial,
            "cause": body.cause,
            "command": body.command.digest if body.command else None,
            "sealed": body.sealed is not None,
            "on_behalf_of": body.actor.on_behalf_of,
        },
    )


AUDIT_TRAIL = Projection("audit_trail", 3, (TRAIL,), project)
