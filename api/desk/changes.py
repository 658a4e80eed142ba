"""Who changed a line last, when, and by which facts: told by the trail, at one position."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from api.readers import Readers
from projections.audit_trail import TRAIL

_REACH = 4
"""A command about a line makes so many events before the line's own, at most."""

_FACTS = 20_000
"""So many facts of one act are looked at, at most: a file of a large day's lines, page by page."""


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


def of_commands(
    readers: Readers, at: int, spans: Collection[tuple[int, int]], person: str
) -> list[tuple[int, str]]:
    """(position, name) of the facts of these spans first..last, if a command of this person's made
    each: of one span, exactly one command.

    Empty if another has made any of them, if one is not there, or if they are too many.
    """
    if not all(0 < first <= last <= min(at, first + _FACTS - 1) for first, last in spans):
        return []
    places = [place for first, last in spans for place in range(first, last + 1)]
    if not 0 < len(places) <= _FACTS:
        return []
    rows = readers.trail.rows(TRAIL, {"at": sorted(places)}, as_of=at).rows
    by_place = {row["at"]: (row["person"], row["command"]) for row in rows}
    for first, last in spans:
        makers = {by_place.get(place) for place in range(first, last + 1)}
        if len(makers) > 1 or not all(one and one[0] == person and one[1] for one in makers):
            return []
    return [(row["at"], row["name"]) for row in rows]
