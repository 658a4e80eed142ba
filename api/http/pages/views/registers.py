"""Registers of what waits or stands by: orders, guarantees, annual pools, what nobody claims."""

from dataclasses import dataclass
from datetime import date

from api.http.pages.views.desk import TagView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a figure, a day, or words with a second line; each with its address and its tag.

    `minor`: minor units, `n` a number of things; `sealed`: it is not this reader's to know.
    """

    words: str = ""
    note: str = ""
    path: str = ""
    minor: int | None = None
    n: int | None = None
    day: date | None = None
    tag: TagView | None = None
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `figures`: it holds them; `width`: a class of the sheet, '' for what is
    left."""

    label: str
    width: str = ""
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Registers:
    """A page of one register. `total`: how many rows it has in all; `note`: how it is to be read;
    `nothing`, `why`: what is true where it has none; `more`: where it goes on; `first`: back to its
    beginning.
    """

    tabs: tuple[Choice, ...]
    kind: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    order: str
    note: str
    nothing: str
    why: str
    more: str | None
    first: str | None
