"""What a report says on paper, in one language: plain texts and amounts, in tables.

Every renderer draws this and nothing else, so that page, XLSX and PDF say the same.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from api.said import plain_money


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of its currency; `signed`: with a plus too."""

    minor: int
    currency: str
    signed: bool = False

    def __str__(self) -> str:
        return plain_money(self.minor, self.currency, signed=self.signed)


type Cell = str | Money
"""What stands in a table; an empty text where nothing does."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width; figures stand right. `split`: a rule before."""

    head: str
    width: int
    right: bool = False
    split: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a `total` is set off from what it sums up, a `warning` is marked."""

    cells: tuple[Cell, ...]
    kind: Literal["", "total", "warning"] = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title, what is to be known of it, and what is said below it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs in which role; no name where nobody has yet."""

    role: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper. `name`: of its file, without its ending; `mark`: what a log that is not
    production's says of itself, empty for production; `made`: when its position was recorded;
    `page_of`: how pages are numbered, a figure at each bar.
    """

    name: str
    language: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    remarks: tuple[str, ...]
    signers: tuple[Signer, ...]
    stamp: str
    foot: tuple[str, ...]
    mark: str
    made: datetime
    page_of: str
    wide: bool = False
