"""A year of the working calendar: its sheet, what was said of it and what turned, a proposal."""

from dataclasses import dataclass
from datetime import date, datetime

from api.http.pages.views.desk import TagView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the sheet: its mark, empty on a working day as any other; `about`: in words, where
    it is named as off or worked; `named`: it is.
    """

    mark: str = ""
    about: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A row of the sheet: its number, and as many days as it has, filled up to 31 with None."""

    number: int
    days: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of the year, by whom; the days that turned by it, and how many last days were
    reckoned again because of it, in words.
    """

    position: int
    at: datetime
    words: str
    person: str
    off: tuple[date, ...]
    worked: tuple[date, ...]
    turned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that would be named otherwise; `name`: of the holiday, where that is known."""

    day: date
    before: str
    after: str
    name: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A year as it would be published: its days as they are typed, one text of each kind.

    `source`: what proposed it, else empty; `wrong`: why it cannot be published; `changes`: against
    what stands. `fields`: what is sent when it is asked for; `step`: what that comes to, for who
    looks: `proposes`, `publishes`, or `waits` for another of the office.
    """

    holidays: str
    workdays: str
    no_days_off: bool
    source: str
    wrong: str
    changes: tuple[DayChange, ...]
    fields: tuple[tuple[str, str], ...]
    step: str


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The page. `estimate_since`: the first day that nobody published; `propose`: where a proposal
    begins, None for who may not, or of an earlier moment; `last`, `refused`: what was asked last.
    """

    year: int
    years: tuple[Choice, ...]
    state: TagView
    estimate_since: date
    months: tuple[Month, ...]
    counts: tuple[int, int]
    said: tuple[Said, ...]
    propose: str | None
    proposal: Proposal | None
    last: str
    refused: bool
