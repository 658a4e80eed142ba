"""A line of several deposits on 今日对账: the form that divides it, its parts once it is."""

from dataclasses import dataclass

from api.http.pages.views.desk import LegView

type Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A row of the form. `deposit`: the code or number that goes with it; `title`, `note`: the
    deposit's lot, and what it waits for or would come to; '' of a row to be typed. `amount`: as it
    was typed, or is proposed. `wrong`: what is wrong with it, in words.
    """

    deposit: str
    title: str
    note: str
    amount: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class DivisionForm:
    """The form. `minor`: of the line, in fen; `left`: so much of it is nobody's yet; negative where
    more is given. `wrong`: why it was not written, or cannot be; `outcome`: what it would come to,
    with its `legs`. `open`: it was filled in, and is shown open in the place of all else;
    `back` leads to the line without it. `most`: rows at most.
    """

    fields: Fields
    back: str
    rows: tuple[PartRow, ...]
    minor: int
    left: int
    most: int
    wrong: str = ""
    outcome: str = ""
    legs: tuple[LegView, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a divided line: whose, and how much of it, in fen; None where it cannot be read."""

    title: str
    note: str
    minor: int | None
