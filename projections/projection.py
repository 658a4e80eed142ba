"""A projection: its tables, and what one recorded event changes in them. Changes are data."""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, LiteralString, NamedTuple

from ledger.feed import Recorded

type Kind = Literal["text", "bigint", "integer", "boolean", "date", "timestamptz", "text[]"]
type Merge = Callable[[Any, Any], Any]


def last(_old: Any, new: Any) -> Any:
    """The newest value counts."""
    return new


summed: Merge = operator.add
"""Numbers add up from 0, lists grow."""
greatest: Merge = max
"""The latest date counts."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and how a new value meets the one that is there."""

    name: str
    kind: Kind
    merge: Merge = last

    @property
    def start(self) -> Any:
        """What it holds before the first value."""
        if self.merge is summed:
            return [] if self.kind == "text[]" else 0
        return date.min if self.merge is greatest else None

    def __str__(self) -> str:
        return f"{self.name} {self.kind} {self.merge.__name__}"


class Index(NamedTuple):
    """Columns to find rows by; `id` numbers the keys as they come. `where`: only these rows.

    `now`: of each key's newest row alone. What stands for a while (a stage, a phase) is found so:
    nearly every row ever stood there, few do now.
    """

    columns: tuple[str, ...]
    where: LiteralString = "true"
    now: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A read model's table: a row for each key, and every row as it ever stood, by position.

    A sealed table stands in the sealed schema; what a `Release` takes out of it stands in a
    second, open place, and is changed there from then on.
    """

    name: str
    key: tuple[Column, ...]
    columns: tuple[Column, ...]
    sealed: bool = False
    indexes: tuple[Index, ...] = ()
    """Besides (id, position) and the key."""
    orders: tuple[tuple[str, ...], ...] = ()
    """Other orders of the key's columns, in which its rows are read page by page."""

    @property
    def now(self) -> tuple[Column, ...]:
        """The columns that keys are found by as they stand."""
        wanted = {name for index in self.indexes if index.now for name in index.columns}
        return tuple(column for column in self.columns if column.name in wanted)

    def __str__(self) -> str:
        key, columns = (", ".join(map(str, group)) for group in (self.key, self.columns))
        found = [*self.indexes, *self.orders]
        return f"{'sealed ' * self.sealed}{self.name} ({key}: {columns}) {found}"


class Put(NamedTuple):
    """These columns of this key get these values, each as its column merges; others stay.

    `known`: only where the key has a row; else nothing changes. `opened`: a key of a sealed table
    that has none yet begins in the open place.
    """

    table: Table
    key: tuple[Any, ...]
    values: Mapping[str, Any]
    known: bool = False
    opened: bool = False


class Release(NamedTuple):
    """The rows with these values leave the sealed place and stand in the open one."""

    table: Table
    where: Mapping[str, Any]


class Erase(NamedTuple):
    """The rows that ever had these values are gone, with all that they ever were."""

    table: Table
    where: Mapping[str, Any]


type Change = Put | Release | Erase


@dataclass(frozen=True, slots=True)
class Projection:
    """A read model. `version` goes up when `project` means something else than before."""

    name: str
    version: int
    tables: tuple[Table, ...]
    project: Callable[[Recorded], Iterable[Change]]

    @property
    def shape(self) -> str:
        """What its tables look like: a generation of another shape is built anew."""
        return "\n".join([f"{self.name} {self.version}", *map(str, self.tables)])

    @property
    def sealed(self) -> bool:
        """Whether it holds sealed facts."""
        return any(table.sealed for table in self.tables)
