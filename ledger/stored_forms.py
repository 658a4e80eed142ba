"""Stored forms of events, by their streams and by their positions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from psycopg import Cursor


def read_streams(
    curs: Cursor[tuple[Any, ...]], after: Mapping[int, int], until: int | None = None
) -> Iterator[tuple[int, bytes]]:
    """(stream, stored form) of many streams, each one's events in their order.

    `after`: of each stream only what comes after this sequence. `until`: up to this position.
    Stream by stream by the index, whatever the planner thinks of how many they are.
    """
    rows = curs.execute(
        "SELECT stream, state FROM unnest(%s::text[], %s::bigint[]) AS w (stream, after) "
        "CROSS JOIN LATERAL (SELECT originator_version, state FROM ledger.stored_events "
        "WHERE originator_id = stream AND originator_version > after "
        "AND notification_id <= coalesce(%s, notification_id) ORDER BY originator_version) e "
        "ORDER BY stream, originator_version",
        (list(map(str, after)), list(after.values()), until),
    )
    return ((int(row[0]), bytes(row[1])) for row in rows)


def read_at(curs: Cursor[tuple[Any, ...]], positions: Sequence[int]) -> dict[int, bytes]:
    """Stored forms by position; positions beyond the log are left out."""
    rows = curs.execute(
        "SELECT notification_id, state FROM ledger.stored_events WHERE notification_id = ANY(%s)",
        (list(positions),),
    )
    return {row[0]: bytes(row[1]) for row in rows}


def read_stream(
    curs: Cursor[tuple[Any, ...]], stream: int, after: int
) -> Iterator[tuple[int, bytes]]:
    """(position, stored form) of a stream after a sequence, in order."""
    rows = curs.execute(
        "SELECT notification_id, state FROM ledger.stored_events "
        "WHERE originator_id = %s AND originator_version > %s ORDER BY originator_version",
        (str(stream), after),
    )
    return ((row[0], bytes(row[1])) for row in rows)
