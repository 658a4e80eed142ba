"""The lots of all projects: where each stands, what is due next, what is held for it."""

from dataclasses import dataclass
from datetime import date, datetime

from api.http.pages.views.desk import TagView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class DueView:
    """What is to be done by when. `who`: whose it is, in words; `day` None: its clock stands still.

    `at`: the instant, where a fact says it; `origin`: `stated`, `calendar` or `estimate`; `least`:
    not before that day; `rule`: the row it comes from, as `CT-18 contract.signing`, and where that
    row stands; `case`: the dispute that it runs in.
    """

    label: str
    who: str
    day: date | None
    at: datetime | None
    origin: str
    least: bool
    late: bool
    rule: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One thing that is to come. `who`: whose it is, in words; `wish`: the platform does it, once
    they wish so; `due`: by when, None where nothing says a day.
    """

    label: str
    who: str
    wish: bool
    due: DueView | None


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot. `held`: minor units; None where it is sealed, or not this reader's to know.

    `sealed`: nobody may know it yet. `suspended`: it stands still.
    """

    code: str
    title: str
    path: str
    phase: TagView
    suspended: bool
    due: DueView | None
    held: int | None
    sealed: bool


@dataclass(frozen=True, slots=True)
class ProjectRows:
    """A project with those of its lots that were asked for. `code` empty: lots without one."""

    code: str
    title: str
    about: str
    path: str
    rows: tuple[LotRow, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; empty where it was not."""

    category: str
    phase: str
    q: str
    project: str

    @property
    def narrow(self) -> bool:
        """Whether anything but a tab was chosen."""
        return bool(self.category or self.phase or self.q or self.project)


@dataclass(frozen=True, slots=True)
class Lots:
    """A page of the list, by the codes of lots. `total`: lots that fit, None where only reading all
    would tell; `path`: where it is filtered, within this `tab`; `more`: where it goes on; `first`:
    back to its beginning; `clear`: without filters; `cut`: so many were looked at without filling
    a page.
    """

    tabs: tuple[Choice, ...]
    groups: tuple[ProjectRows, ...]
    shown: int
    total: int | None
    wish: Wish
    categories: tuple[Choice, ...]
    phases: tuple[Choice, ...]
    path: str
    tab: str
    more: str | None
    first: str | None
    clear: str
    cut: int | None
    money: bool
