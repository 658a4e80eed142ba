"""公管办: what waits for the office, the law in force, and who holds which post."""

from dataclasses import dataclass
from datetime import date, datetime

from api.http.pages.views.desk import TagView
from api.http.pages.views.lots import StepView


@dataclass(frozen=True, slots=True)
class OfficeWait:
    """What is the office's to do. `about`: of what, in words; `path`: where it is done, or looked
    at; empty where no page is.
    """

    step: StepView
    about: str
    path: str


@dataclass(frozen=True, slots=True)
class PackRow:
    """The rules of a kind of trade. `version`: in words; `since`: None of those that come with the
    platform; `rows`: so many; `coming`: from which days on others are published.
    """

    label: str
    version: str
    since: date | None
    rows: int
    coming: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A published year of the calendar: its days off besides weekends, weekends that are worked."""

    year: int
    holidays: int
    workdays: int


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A kind of post: how many hold one, and of them whose soon ends."""

    label: str
    path: str
    n: int
    soon: int


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who holds a post, for which organisation, where (empty: everywhere), until when. `tag`: that
    it soon ends.
    """

    person: str
    organisation: str
    region: str
    since: datetime
    until: datetime | None
    tag: TagView | None


@dataclass(frozen=True, slots=True)
class Office:
    """The page. `total`: so much waits in all; `more`, `first`: where its list goes on, and begins.

    `role`: whose holders are listed, in words, '' of none; `left_out`: so many more are not.
    """

    waits: tuple[OfficeWait, ...]
    total: int
    more: str | None
    first: str | None
    packs: tuple[PackRow, ...]
    years: tuple[YearRow, ...]
    roles: tuple[RoleRow, ...]
    role: str
    holders: tuple[HolderRow, ...]
    left_out: int
