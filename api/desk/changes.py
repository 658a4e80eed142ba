"""Who changed a line last, when, and by which facts: told by the trail, at one position."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from api.readers import Readers
from projections.audit_trail import TRAIL

_REACH = 4
"""A command about a line makes so many events before the line's own, at most."""

_FACTS = 2_000
"""So many facts between two positions are looked at, at most."""


@dataclass(frozen=True, slots=True)
class Change:
    """One command's: by whom, under which post, when; the names of its facts, in order."""

    position: int
    person: str
    post: str
    recorded_at: datetime
    names: tuple[str, ...]


def changes(readers: Readers, at: int, positions: Iterable[int]) -> dict[int, Change]:
    """The changes that ended at these positions, by position."""
    wanted = set(positions)
    near = {p - back for p in wanted for back in range(_REACH + 1) if p > back}
    if not near:
        return {}
    rows = readers.trail.rows(TRAIL, {"at": sorted(near)}, as_of=at).rows
    by_place = {row["at"]: row for row in rows}
    found: dict[int, Change] = {}
    for position in wanted & by_place.keys():
        last = by_place[position]
        same = [
            row["name"]
            for row in rows
            if row["at"] <= position and row["command"] == last["command"] is not None
        ]
        found[position] = Change(
            position, last["person"], last["post"], last["recorded_at"], tuple(same)
        )
    return found


def of_one_command(
    readers: Readers, at: int, first: int, last: int, person: str
) -> list[tuple[int, str]]:
    """(position, name) of the facts first..last, if one command of this person's made all of them.

    Empty if another has made one of them, or if one is not there.
    """
    if not 0 < first <= last <= min(at, first + _FACTS - 1):
        return []
    after, before = {"at": first - 1}, {"at": last + 1}
    rows = readers.trail.rows(TRAIL, as_of=at, after=after, before=before, limit=_FACTS).rows
    command = rows[0]["command"] if len(rows) == last - first + 1 else None
    if command is None or {(row["person"], row["command"]) for row in rows} != {(person, command)}:
        return []
    return [(row["at"], row["name"]) for row in reversed(rows)]


def made(readers: Readers, at: int, first: int, last: int, person: str) -> list[tuple[str, str]]:
    """(kind, name) of the facts between two positions that this person's commands made."""
    where = {"person": person}
    after, before = {"at": first - 1}, {"at": last + 1}
    rows = readers.trail.rows(TRAIL, where, as_of=at, after=after, before=before, limit=_FACTS).rows
    return [(row["kind"], row["name"]) for row in reversed(rows)]
