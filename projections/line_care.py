"""What clerks wrote down about bank lines, and who looks after which; sealed like the lines."""

from collections.abc import Iterator
from contextlib import suppress

from domain.bankpage.events import LineAssigned, NoteTaken
from domain.identifiers import NotAnIdentifier, day_id, page_id
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import Change, Column, Erase, Projection, Put, Table, summed

_LINE = (Column("account", "text"), Column("day", "date"), Column("line", "text"))
CARE = Table(
    "care",
    _LINE,
    (Column("assignee", "text"), Column("suspense", "boolean"), Column("notes", "bigint", summed)),
    sealed=True,
)
"""Who looks after a line, whether it waits in suspense, how many notes there are of it."""
NOTES = Table(
    "notes",
    (*_LINE, Column("at", "bigint")),
    (
        Column("person", "text"),
        Column("noted_at", "timestamptz"),
        Column("text", "text"),
        Column("suspense", "boolean"),
    ),
    sealed=True,
)
"""What was written down about a line, by the position of each note."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Notes and assignments as they come; the day's key takes them along."""
    match recorded.event:
        case NoteTaken(number=number) as note if number is not None:
            key = _key(recorded.stream.code, number)
            yield Put(CARE, key, {"suspense": note.suspense, "notes": 1})
            told = {
                "person": recorded.body.actor.person,
                "noted_at": recorded.recorded_at,
                "text": note.text,
                "suspense": note.suspense,
            }
            yield Put(NOTES, (*key, recorded.position), told)
        case LineAssigned(number=number) as given if number is not None:
            yield Put(CARE, _key(recorded.stream.code, number), {"assignee": given.assignee})
        case KeyDestroyed(key=name) if name.startswith("day/"):
            with suppress(NotAnIdentifier):
                of = day_id(name.removeprefix("day/"))
                for table in (CARE, NOTES):
                    yield Erase(table, {"account": of.account, "day": of.day})


def _key(page: str, number: int) -> tuple[object, ...]:
    of = page_id(page).of
    return of.account, of.day, f"{page}#{number}"


LINE_CARE = Projection("line_care", 1, (CARE, NOTES), project)
