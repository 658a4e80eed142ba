"""Writes changes into the tables of one generation, remembering how their rows stand."""

from collections.abc import Iterable, Sequence
from typing import Any

from ledger.feed import Recorded
from projections.projection import Change, Erase, Projection, Put, Release, Table
from projections.tables import Conn, Place, places

_KEPT = 50_000
"""Rows remembered between batches, a table."""
_ID_BITS = 32
"""Position and id as one number: what an event changes twice in a row is one row."""


class _Row:
    """How the row of one key stands: its number, in which place, the values."""

    __slots__ = ("id", "place", "values")

    def __init__(self, number: int, place: int, values: list[Any]) -> None:
        self.id, self.place, self.values = number, place, values


class _Sheet:
    """One table being written. What is pending is written at the latest when a batch ends."""

    def __init__(self, table: Table, places: tuple[Place, ...]) -> None:
        self.places = places
        self.indexed = True
        """How keys stand now is written too; in bulk that is done once, with the indexes."""
        self._merges = {c.name: (n, c.merge) for n, c in enumerate(table.columns)}
        self._start = [column.start for column in table.columns]
        self.forget()

    def forget(self) -> None:
        """What was remembered or pending may never have been committed."""
        self.kept: dict[tuple[Any, ...], _Row] = {}
        self._last_id: int | None = None
        self._empty()

    def _empty(self) -> None:
        self._keys: tuple[list[tuple[Any, ...]], ...] = tuple([] for _ in self.places)
        self._rows: tuple[dict[int, tuple[Any, ...]], ...] = tuple({} for _ in self.places)

    def load(self, conn: Conn, keys: set[tuple[Any, ...]]) -> None:
        """Looks up the rows of these keys that are not remembered."""
        if len(self.kept) > _KEPT:
            self.kept = {}
        for number, place in enumerate(self.places):
            missing = [key for key in keys if key not in self.kept]
            if missing:
                self._keep(number, place.find(conn, missing))

    def _keep(self, number: int, found: list[tuple[Any, ...]]) -> None:
        end = 1 + len(self.places[0].table.key)
        for row in found:
            self.kept[row[1:end]] = _Row(row[0], number, list(row[end:]))

    def put(self, conn: Conn, position: int, put: Put) -> None:
        """Merges values into the row of a key, its first row included."""
        row = self.kept.get(put.key)
        if row is None and put.known:
            return
        if row is None:
            if self._last_id is None:
                self._last_id = max(place.last_id(conn) for place in self.places)
            self._last_id += 1
            begins = len(self.places) - 1 if put.opened else 0
            row = self.kept[put.key] = _Row(self._last_id, begins, self._start)
            self._keys[begins].append((row.id, *put.key))
        values = row.values.copy()
        for name, value in put.values.items():
            at, merge = self._merges[name]
            values[at] = merge(values[at], value)
        row.values = values
        self._write(position, row)

    def _write(self, position: int, row: _Row) -> None:
        gone = (False,) if self.places[row.place].sealed else ()
        self._rows[row.place][position << _ID_BITS | row.id] = (
            row.id,
            position,
            *row.values,
            *gone,
        )

    def release(self, conn: Conn, position: int, release: Release) -> None:
        """Ends the rows in the sealed place and begins them in the open one."""
        self.flush(conn)
        end = 1 + len(self.places[0].table.key)
        for found in self.places[0].matching(conn, release.where):
            key, values = found[1:end], found[end:]
            self._rows[0][position << _ID_BITS | found[0]] = (found[0], position, *values, True)
            row = self.kept[key] = _Row(found[0], 1, list(values))
            self._keys[1].append((row.id, *key))
            self._write(position, row)

    def erase(self, conn: Conn, erase: Erase) -> None:
        """Deletes the rows, wherever they stand."""
        self.flush(conn)
        erased = {number for place in self.places for number in place.erase(conn, erase.where)}
        self.kept = {key: row for key, row in self.kept.items() if row.id not in erased}

    def flush(self, conn: Conn) -> None:
        """Writes what is pending."""
        for place, keys, rows in zip(self.places, self._keys, self._rows, strict=True):
            if keys or rows:
                place.copy(conn, keys, rows.values())
                if self.indexed:
                    place.stand(conn, rows.values())
        self._empty()


class Writer:
    """Writes one generation of a projection. After any error it must `forget`."""

    def __init__(self, projection: Projection, generation: int) -> None:
        self._project = projection.project
        by_name = places(projection, generation)
        self._sheets = {t.name: _Sheet(t, by_name[t.name]) for t in projection.tables}
        self._knows_all = False

    @property
    def knows_all(self) -> bool:
        """The rows of all keys are remembered: nothing is looked up, and no index is needed."""
        return self._knows_all

    @knows_all.setter
    def knows_all(self, yes: bool) -> None:
        self._knows_all = yes
        for sheet in self._sheets.values():
            sheet.indexed = not yes

    @property
    def kept(self) -> int:
        """How many rows are remembered."""
        return sum(len(sheet.kept) for sheet in self._sheets.values())

    def write(self, conn: Conn, batch: Sequence[Recorded]) -> None:
        """Writes what a batch of events changes, in the caller's transaction."""
        changes: Iterable[tuple[int, Change]]
        changes = ((r.position, change) for r in batch for change in self._project(r))
        if not self.knows_all:
            changes = list(changes)
            self._load(conn, changes)
        for position, change in changes:
            sheet = self._sheets[change.table.name]
            if isinstance(change, Put):
                sheet.put(conn, position, change)
            elif isinstance(change, Release):
                sheet.release(conn, position, change)
            else:
                sheet.erase(conn, change)
        for sheet in self._sheets.values():
            sheet.flush(conn)

    def _load(self, conn: Conn, changes: Sequence[tuple[int, Change]]) -> None:
        keys: dict[str, set[tuple[Any, ...]]] = {}
        for _, change in changes:
            if isinstance(change, Put):
                keys.setdefault(change.table.name, set()).add(change.key)
        for name, wanted in keys.items():
            self._sheets[name].load(conn, wanted)

    def forget(self) -> None:
        """Forgets all rows: what was written may not have been committed."""
        for sheet in self._sheets.values():
            sheet.forget()
