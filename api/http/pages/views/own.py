"""我的标段: lots of an owner's own, their deposits once open, and what it decides."""

from dataclasses import dataclass
from datetime import datetime

from api.http.pages.views.deciding import Paper, ToSign
from api.http.pages.views.desk import Act, Nothing, TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.lot import StillView
from api.http.pages.views.lots import DueView


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One lot. `waits`: so many of its deposits wait for a decision of its owner's."""

    code: str
    title: str
    path: str
    phase: TagView
    due: DueView | None
    sealed: bool
    waits: int


@dataclass(frozen=True, slots=True)
class OwnLots:
    """The list. `nothing`: why there is none; `more`: where it goes on."""

    rows: tuple[OwnRow, ...]
    nothing: Nothing | None
    more: str = ""


@dataclass(frozen=True, slots=True)
class OwnDeposit:
    """A deposit of the lot: who paid it, what is asked for and held, in fen; what was decided of
    it, or that a decision waits. `path`: where it is decided; `selected`: it is in the pane."""

    payer: str
    deposit: str
    asked: int
    held: int
    tag: TagView | None
    path: str
    selected: bool


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What may be decided of one deposit. `choices`: which decisions there are, one is on; `about`:
    what the one comes to; `keeps`: a sum and its ground are asked for too. `wrong`: what the rules
    have against it; `amount_wrong`: why the sum cannot be that. `act`: its reason says why this
    reader cannot.
    """

    title: str
    choices: tuple[Choice, ...]
    about: str
    act: Act
    paper: Paper
    keeps: bool = False
    grounds: tuple[Choice, ...] = ()
    amount: str = ""
    amount_note: str = ""
    amount_wrong: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class OwnLot:
    """The page of a lot. `sealed`: who bids is nobody's to know yet; `form` and `sign`: of the
    deposit in the pane; `nothing`: why there is neither. `last`: what the reader asked for last;
    `refused`: it was.
    """

    code: str
    title: str
    phase: TagView
    stills: tuple[StillView, ...]
    dues: tuple[DueView, ...]
    sealed: bool
    opening_at: datetime | None
    deposits: tuple[OwnDeposit, ...]
    nothing: str
    form: DecisionForm | None = None
    sign: ToSign | None = None
    last: str = ""
    refused: bool = False
