"""Which bank profile a table is of: the one whose columns stand in a header row, by their names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.banks.statements.cells import name
from api.banks.statements.format import StatementError
from api.banks.statements.profile import Profile

HEAD_ROWS = 100
"""So many rows may stand before the lines: titles, account, period, header."""

type Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Header:
    """A header row that was found: in which row of the table, which column is taken for what."""

    profile: Profile
    row: int
    names: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]


def fitting(
    profiles: Iterable[Profile], head: Callable[[Profile], Sequence[Cells]]
) -> Header | None:
    """The header of the profile that fits the first rows of a table, as each profile reads them.

    A user's own goes before a shipped one, more columns before fewer. Raises StatementError where
    two fit equally well, or a column of a header stands twice.
    """
    found = [header for one in profiles if (header := _found(one, head(one)[:HEAD_ROWS]))]
    if not found:
        return None
    best = max(map(_rank, found))
    first, *others = (header for header in found if _rank(header) == best)
    if others:
        names = ", ".join(header.profile.name for header in (first, *others))
        raise StatementError("unread.profiles_alike", names=names)
    return first


def _rank(header: Header) -> tuple[bool, int]:
    return header.profile.own, len(header.profile.header)


def _found(profile: Profile, head: Sequence[Cells]) -> Header | None:
    for row, cells in enumerate(head):
        names = tuple(map(name, cells))
        if profile.header <= set(names):
            if twice := next((one for one in profile.header if names.count(one) > 1), None):
                raise StatementError("unread.column_twice", profile=profile.name, column=twice)
            places = {
                one: tuple(names.index(found) for found in columns)
                for one, columns in profile.columns.items()
            }
            return Header(profile, row, names, places)
    return None
