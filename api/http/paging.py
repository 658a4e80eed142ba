"""Pages of a list: cut by the database, in the order of their cursor, which never counts rows.

A cursor is the columns of a page's last row with slashes between them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fastapi import HTTPException

from api.http.positions import When
from projections.projection import Table
from projections.reader import Reader

type Row = dict[str, Any]
type Cursor = Mapping[str, Callable[[str], Any]]
"""The columns of an order, and how each is read from text."""

_NUMBER_MAX = 2**31


def number(text: str) -> int:
    """A number that a column can hold. Raises ValueError."""
    if not (text.isascii() and text.isdecimal() and int(text) < _NUMBER_MAX):
        raise ValueError(f"{text!r} is no number")
    return int(text)


DAY: Callable[[str], Any] = date.fromisoformat


def begun(after: str | None, cursor: Cursor) -> dict[str, Any]:
    """Where the page before ended; {} for the first page. 422 for what no page ended with."""
    if after is None:
        return {}
    parts = after.split("/", len(cursor) - 1)
    try:
        return {name: read(part) for (name, read), part in zip(cursor.items(), parts, strict=True)}
    except ValueError:
        wanted = "/".join(cursor)
        raise HTTPException(
            422, f"after {after!r}: {wanted} is right, as links.next has it"
        ) from None


def page(
    when: When,
    reader: Reader,
    table: Table,
    cursor: Cursor,
    after: str | None,
    limit: int,
    where: Mapping[str, Any] | None = None,
) -> tuple[list[Row], str | None]:
    """The rows that come after a cursor; and the next one, if there are more."""
    rows = reader.rows(
        table,
        where,
        as_of=when.position,
        order=tuple(cursor),
        after=begun(after, cursor),
        limit=limit + 1,
    ).rows
    told = [{name: value for name, value in row.items() if name != "position"} for row in rows]
    return told[:limit], ended(told[limit - 1], cursor) if len(told) > limit else None


def ended(row: Mapping[str, Any], cursor: Cursor) -> str:
    """The cursor of a row."""
    return "/".join(str(row[name]) for name in cursor)
