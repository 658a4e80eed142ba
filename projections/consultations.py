"""What the office answered about the rules of trade, by the rows that it cites; public."""

from collections.abc import Iterator

from domain.consultation.events import ConsultationAnswered
from ledger.feed import Recorded
from projections.projection import Change, Column, Projection, Put, Table

CONSULTATIONS = Table(
    "consultations",
    (Column("consultation", "text"),),
    (
        Column("answered_at", "timestamptz"),
        Column("title", "text"),
        Column("category", "text"),
        Column("pack", "bigint"),
        Column("rules", "text[]"),
        Column("text", "text"),
    ),
)
"""`pack`: the version of the rules of `category` that it cites; `text`: the answer's SHA-256."""

_TOLD = ("answered_at", "title", "category", "pack", "text")


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was answered."""
    match recorded.event:
        case ConsultationAnswered(consultation=code, rules=rules) as answered:
            told = {name: getattr(answered, name) for name in _TOLD}
            yield Put(CONSULTATIONS, (code,), told | {"rules": list(rules)})


CONSULTATION_BOOK = Projection("consultations", 1, (CONSULTATIONS,), project)
