"""Interventions as they were recorded; sealed for ever, to who watches over all (4.4)."""

from collections.abc import Iterator

from domain.intervention.events import InterventionRecorded
from ledger.feed import Recorded
from projections.projection import Change, Column, Projection, Put, Table

INTERVENTIONS = Table(
    "interventions",
    (Column("intervention", "text"),),
    (
        Column("recorded_at", "timestamptz"),
        Column("who", "text"),
        Column("said_at", "timestamptz"),
        Column("channel", "text"),
        Column("words", "text"),
        Column("lot", "text"),
        Column("recorder", "text"),
    ),
    sealed=True,
)
_TOLD = ("recorded_at", "who", "said_at", "words", "lot", "recorder")


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was recorded; nobody destroys its key."""
    match recorded.event:
        case InterventionRecorded(intervention=code, channel=channel) as told if channel:
            said = {name: getattr(told, name) for name in _TOLD}
            yield Put(INTERVENTIONS, (code,), said | {"channel": channel.value})


INTERVENTION_BOOK = Projection("interventions", 1, (INTERVENTIONS,), project)
