"""Where every stream ends, as the database has it: what the tree of heads is made of."""

from collections.abc import Iterator
from typing import Any

from psycopg import Cursor

type End = tuple[int, int, bytes | None]
"""Number and length of a stream, the stored form of its last event."""


def read_ends(curs: Cursor[tuple[Any, ...]], until: int = 2**53) -> Iterator[End]:
    """The end, by a position, of every stream that is registered by now; in order."""
    rows = curs.execute(
        "SELECT s.number, coalesce(e.originator_version, 0), e.state FROM ledger.stream s "
        "LEFT JOIN LATERAL (SELECT originator_version, state FROM ledger.stored_events "
        "WHERE originator_id = s.number::text AND notification_id <= %s "
        "ORDER BY originator_version DESC LIMIT 1) e ON true ORDER BY s.number",
        (until,),
    )
    return ((row[0], row[1], None if row[2] is None else bytes(row[2])) for row in rows)
