"""The inside of one append transaction: reads under the lock, one write at the end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from psycopg import Connection, Cursor
from psycopg.rows import DictRow, tuple_row
from psycopg.sql import SQL, Composed, Identifier

from ledger.ends import End, read_ends
from ledger.merkle import leaf_hash
from ledger.stored_forms import read_at, read_stream, read_streams
from ledger.tiles import TILE_HEIGHT, OpenTiles, partial_widths


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the log ends: its last position, the tree's frontier there, when it was recorded."""

    position: int
    frontier: bytes
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """The answer that a command id got: the positions it made, or the rule that refused it."""

    digest: bytes
    first: int
    last: int
    rule: str | None


@dataclass(slots=True)
class Write:
    """All that one group of commands leaves behind. Lists of rows, in the tables' column order."""

    events: list[tuple[str, int, str, bytes, int]] = field(default_factory=list)
    receipts: list[tuple[str, bytes, int, int, str | None]] = field(default_factory=list)
    streams: list[tuple[int, str, str]] = field(default_factory=list)
    tiles: list[tuple[int, int, bytes, bytes]] = field(default_factory=list)
    keys: list[tuple[str, bytes]] = field(default_factory=list)
    stream_keys: list[tuple[int, str]] = field(default_factory=list)
    """Names of the keys, joined by newlines; so in `commands`."""
    commands: list[tuple[bytes, str, bytes]] = field(default_factory=list)
    commit: tuple[int, bytes, bytes, datetime] | None = None


class Append:
    """Reads and the one write of an append transaction, on its connection."""

    def __init__(self, conn: Connection[DictRow], insert: Composed, channel: str) -> None:
        """`insert`: the statement that inserts events; `channel`: rung when they are committed."""
        self._conn = conn
        self._insert = insert
        self._channel = channel

    def _reading(self) -> Cursor[tuple[Any, ...]]:
        return self._conn.cursor(row_factory=tuple_row)

    def tail(self) -> Tail:
        """Where the log ends, under the lock."""
        return read_tail(self._reading())

    def receipts(self, ids: Sequence[str]) -> dict[str, StoredReceipt]:
        """Answers that these command ids already got."""
        return read_receipts(self._reading(), ids)

    def numbers(self, streams: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Stream numbers by (kind, code), under the lock."""
        return read_numbers(self._reading(), streams)

    def named(self, numbers: Sequence[int]) -> list[tuple[str, str]]:
        """(kind, code) of streams by their numbers, under the lock."""
        rows = self._reading().execute(
            "SELECT kind, code FROM ledger.stream WHERE number = ANY(%s)", (list(numbers),)
        )
        return [(row[0], row[1]) for row in rows]

    def streams(self) -> int:
        """How many streams are registered."""
        row = self._reading().execute("SELECT coalesce(max(number) + 1, 0) FROM ledger.stream")
        return int(row.fetchone()[0])  # type: ignore[index]

    def events(self, stream: int, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """(position, stored form) of one stream, under the lock."""
        return read_stream(self._reading(), stream, after)

    def events_of(self, after: Mapping[int, int]) -> Iterator[tuple[int, bytes]]:
        """(stream, stored form) of many streams, under the lock."""
        return read_streams(self._reading(), after)

    def since(self, position: int) -> Iterator[tuple[int, bytes]]:
        """(position, stored form) of everything after a position: what rivals wrote."""
        rows = self._reading().execute(
            "SELECT notification_id, state FROM ledger.stored_events "
            "WHERE notification_id > %s ORDER BY notification_id",
            (position,),
        )
        return ((row[0], bytes(row[1])) for row in rows)

    def at(self, positions: Sequence[int]) -> dict[int, bytes]:
        """As `read_at`."""
        return read_at(self._reading(), positions)

    def heads(self) -> Iterator[End]:
        """As `read_ends`, of all that is there."""
        return read_ends(self._reading())

    def open_tiles(self, size: int) -> OpenTiles:
        """The unfinished tiles of a log of this size."""
        return read_open_tiles(self._reading(), size)

    def write(self, rows: Write, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Writes everything in one pipeline. The commit itself is the end of `append()`.

        `meanwhile` completes the rows that stand beside the events, as the database takes these in.
        """
        with self._conn.pipeline(), self._conn.cursor() as curs:
            curs.execute(SQL("NOTIFY {}").format(Identifier(self._channel)))
            _insert(curs, self._insert, rows.events)
            meanwhile()
            for statement, values in (
                (_RECEIPTS, rows.receipts),
                (_STREAMS, rows.streams),
                (_TILES, rows.tiles),
                (_KEYS, rows.keys),
                (_STREAM_KEYS, rows.stream_keys),
                (_COMMANDS, rows.commands),
            ):
                _insert(curs, statement, values)
            if rows.commit:
                curs.execute(_COMMIT, rows.commit)


_RECEIPTS = SQL(
    "INSERT INTO ledger.receipt SELECT * FROM "
    "unnest(%b::text[], %b::bytea[], %b::bigint[], %b::bigint[], %s::text[])"
)
_STREAMS = SQL(
    "INSERT INTO ledger.stream SELECT * FROM unnest(%b::bigint[], %b::text[], %b::text[])"
)
_TILES = SQL(
    "INSERT INTO ledger.tile SELECT * FROM "
    "unnest(%b::smallint[], %b::bigint[], %b::bytea[], %b::bytea[])"
)
_KEYS = SQL("INSERT INTO sealed.key SELECT * FROM unnest(%b::text[], %b::bytea[])")
_STREAM_KEYS = SQL(
    "INSERT INTO sealed.stream_key SELECT n, string_to_array(k, E'\\n') "
    "FROM unnest(%b::bigint[], %b::text[]) AS t (n, k)"
)
_COMMANDS = SQL(
    "INSERT INTO sealed.command SELECT d, string_to_array(k, E'\\n'), l "
    "FROM unnest(%b::bytea[], %b::text[], %b::bytea[]) AS t (d, k, l)"
)
_COMMIT = SQL("INSERT INTO ledger.commit VALUES (%s, %s, %s, %s)")


def _insert(curs: Cursor[Any], statement: Any, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        curs.execute(statement, [list(column) for column in zip(*rows, strict=True)], prepare=True)


def read_tail(curs: Cursor[tuple[Any, ...]]) -> Tail:
    """Where the log ends."""
    row = curs.execute(
        "SELECT position, frontier, recorded_at FROM ledger.commit ORDER BY position DESC LIMIT 1"
    ).fetchone()
    return Tail(row[0], bytes(row[1]), row[2]) if row else Tail(0, b"", None)


def read_receipts(curs: Cursor[tuple[Any, ...]], ids: Sequence[str]) -> dict[str, StoredReceipt]:
    """Answers that command ids got; what was never answered is left out."""
    rows = curs.execute(
        "SELECT id, digest, first, last, rule FROM ledger.receipt WHERE id = ANY(%s)", (list(ids),)
    )
    return {row[0]: StoredReceipt(bytes(row[1]), row[2], row[3], row[4]) for row in rows}


def read_numbers(
    curs: Cursor[tuple[Any, ...]], streams: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Stream numbers by (kind, code); what is not registered is left out."""
    kinds, codes = [s[0] for s in streams], [s[1] for s in streams]
    rows = curs.execute(
        "SELECT s.kind, s.code, s.number FROM unnest(%s::text[], %s::text[]) AS w (kind, code) "
        "JOIN ledger.stream s USING (kind, code)",
        (kinds, codes),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def read_open_tiles(curs: Cursor[tuple[Any, ...]], size: int) -> OpenTiles:
    """The unfinished tile of each level: leaf hashes of the newest events, roots of full tiles."""
    partial = []
    for level, width in enumerate(partial_widths(size)):
        end = size >> TILE_HEIGHT * level
        if level == 0:
            rows = curs.execute(
                "SELECT state FROM ledger.stored_events WHERE notification_id > %s "
                "AND notification_id <= %s ORDER BY notification_id",
                (end - width, end),
            )
            partial.append(b"".join(leaf_hash(bytes(row[0])) for row in rows))
        else:
            rows = curs.execute(
                "SELECT root FROM ledger.tile WHERE level = %s AND index >= %s AND index < %s "
                "ORDER BY index",
                (level - 1, end - width, end),
            )
            partial.append(b"".join(bytes(row[0]) for row in rows))
    return OpenTiles(size, tuple(partial))
