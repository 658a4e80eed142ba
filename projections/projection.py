"""A projection: its tables, and what one recorded event changes in them. Changes are data."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from ledger.feed import Recorded

type Kind = Literal["text", "bigint", "integer", "boolean", "date", "timestamptz", "text[]"]
type Merge = Callable[[Any, Any], Any]


def last(_old: Any, new: Any) -> Any:
    """The newest value counts."""
    return new


def summed(old: Any, new: Any) -> Any:
    """Numbers are added up, lists grow."""
    return old + new


def greatest(old: Any, new: Any) -> Any:
    """The greatest value counts."""
    return new if old is None or new > old else old


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and how a new value meets the one that is there."""

    name: str
    kind: Kind
    merge: Merge = last

    @property
    def start(self) -> Any:
        """What it holds before the first value: nothing, or a sum of nothing."""
        if self.merge is not summed:
            return None
        return [] if self.kind == "text[]" else 0

    def __str__(self) -> str:
        return f"{self.name} {self.kind} {self.merge.__name__}"


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
    indexes: tuple[tuple[str, ...], ...] = ()
    """Besides (id, position) and the key. `id` numbers the keys as they come."""

    def __str__(self) -> str:
        key, columns = (", ".join(map(str, group)) for group in (self.key, self.columns))
        return f"{'sealed ' * self.sealed}{self.name} ({key}: {columns}) {self.indexes}"


class Put(NamedTuple):
    """These columns of this key get these values, each as its column merges; others stay."""

    table: Table
    key: tuple[Any, ...]
    values: Mapping[str, Any]


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
