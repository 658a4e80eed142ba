"""Projects: all of them, and one with its procedures, their lots, what is due, what has been."""

from dataclasses import dataclass
from datetime import datetime

from api.http.pages.views.desk import TagView
from api.http.pages.views.lot import AlertView, EventRow, Known, StillView
from api.http.pages.views.lots import DueView
from api.lots.money import Flow


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project of the list. `lots`: how many in all, under way, contracted, ended without."""

    code: str
    title: str
    path: str
    owner: str
    region: str
    since: datetime
    lots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Projects:
    """A page of the list, by their codes; `heads`: what its counts are of. `more`: where it goes
    on; `first`: back to its beginning.
    """

    rows: tuple[ProjectRow, ...]
    total: int
    heads: tuple[str, ...]
    more: str | None
    first: str | None


@dataclass(frozen=True, slots=True)
class LotLine:
    """A lot of a project; `name`: what it is called beside its others. `flow`: what came for its
    deposits and went, in fen; None where it is sealed, or not this reader's to know. `stills`: why
    it stands still.
    """

    code: str
    name: str
    title: str
    path: str
    phase: TagView
    stills: tuple[StillView, ...]
    due: DueView | None
    sealed: bool
    flow: Flow | None


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """How the project is traded: a title, the rest of it in words, and its lots."""

    code: str
    title: str
    about: str
    lots: tuple[LotLine, ...]


@dataclass(frozen=True, slots=True)
class DueOfLot:
    """What is due of a lot; `rules`: where the lot's rules stand."""

    lot: str
    path: str
    due: DueView


@dataclass(frozen=True, slots=True)
class ProjectView:
    """The page. `sealed`: of some lot nobody may know yet who takes part; `may`: there is a lot of
    whose money this reader knows; `left_out`: so many lots are not shown. `flow`:
    of all lots whose money is shown. `newer`, `older`: neighbours in the timeline.
    """

    code: str
    title: str
    known: tuple[Known, ...]
    procedures: tuple[ProcedureView, ...]
    left_out: int
    alerts: tuple[AlertView, ...]
    dues: tuple[DueOfLot, ...]
    sealed: bool
    may: bool
    flow: Flow
    events: tuple[EventRow, ...]
    total: int
    newer: str | None
    older: str | None
    replay: str
