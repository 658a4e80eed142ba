"""Lots at an instant of their past, beside their events; and what two instants differ by."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from api.http.pages.views.desk import TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.lot import EventRow, Known, StepView, StillView


@dataclass(frozen=True, slots=True)
class Instant:
    """An event that is looked at: its position and when it was recorded.

    `position` 0: before its first event.
    """

    position: int
    recorded_at: datetime | None
    label: str


@dataclass(frozen=True, slots=True)
class Stop:
    """An event as a place of the slider: minutes after the first one, its position, its time."""

    minute: int
    position: int
    words: str


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the money as it is drawn: its role, its name, the points of its outline."""

    part: str
    name: str
    points: str


@dataclass(frozen=True, slots=True)
class Dot:
    """An event on its lane. `moved`: it moved money; `later`: it is after the cursor."""

    x: int
    y: int
    moved: bool
    later: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis, and its words."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Where the events of one lot are drawn; what it is called, and in full."""

    at: int
    words: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Money over time, in the units of its picture; `foot`: where the last lane lies.

    `said`: its figures at the cursor, for whom the picture is not; `cursor`, `other`: where the two
    instants lie, None outside of it; `minutes`: how long its axis is.
    """

    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]
    lanes: tuple[Lane, ...]
    foot: int
    days: tuple[Tick, ...]
    sums: tuple[Tick, ...]
    cursor: int
    other: int | None
    said: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """What of its facts differs."""

    label: str
    before: Markup | str
    after: Markup | str


@dataclass(frozen=True, slots=True)
class Cause:
    """An event between the two instants that moved a balance."""

    position: int
    path: str
    label: str


@dataclass(frozen=True, slots=True)
class ShiftedRow:
    """A balance at the two instants, in fen; and the events between them that moved it."""

    account: str
    about: str
    side: str
    before: int
    after: int
    by: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class LotThen:
    """A lot of a project as it stood then. `path`: its own replay; `sealed`: nobody may know yet
    what lies for it; `here`: what lay for it then, in fen, None where that is not told.
    """

    code: str
    title: str
    path: str
    phase: TagView
    stills: tuple[StillView, ...]
    sealed: bool
    here: int | None


@dataclass(frozen=True, slots=True)
class Steps:
    """Where the keys lead: the neighbouring events, days, the ends, and what is pinned."""

    first: str | None
    previous: str | None
    next: str | None
    last: str | None
    day_before: str | None
    day_after: str | None
    pin: str
    swap: str
    now: str


@dataclass(frozen=True, slots=True)
class Replay:
    """The page. `here`: the cursor (B); `other`: what it is held against (A); `past`: the cursor is
    not at the newest event. `nth` of `total` events that may be seen; `stops`: these on the slider,
    where the cursor stands at `minute`. Of a lot `phase` to `known` say how it stood; of a project
    `lots` do, and `tabs` choose whose events are listed. `page`: what is replayed; `path`: where.

    `money`: this reader may know of the money of it, or of some lot; `sealed`: of it, or of some
    lot, nobody may yet. `unchanged`: so many
    balances do not differ; `between`: so many events lie between the two, of which `moved` moved
    money.
    """

    code: str
    title: str
    here: Instant
    other: Instant
    past: bool
    nth: int
    total: int
    stops: tuple[Stop, ...]
    minute: int
    tabs: tuple[Choice, ...]
    lots: tuple[LotThen, ...]
    phase: TagView | None
    steps: tuple[StepView, ...]
    stills: tuple[StillView, ...]
    known: tuple[Known, ...]
    events: tuple[EventRow, ...]
    chart: Chart | None
    money: bool
    sealed: bool
    opening_at: datetime | None
    changed: tuple[ChangedRow, ...]
    shifted: tuple[ShiftedRow, ...]
    before: int
    after: int
    unchanged: int
    between: int
    moved: int
    go: Steps
    page: str
    path: str
    kept: tuple[tuple[str, str], ...]

    @property
    def places(self) -> list[tuple[int, int, str]]:
        """The stops, as the slider's script has them."""
        return [(one.minute, one.position, one.words) for one in self.stops]
