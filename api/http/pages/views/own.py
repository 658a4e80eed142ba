"""我的标段: an owner's procedures and lots, what waits for it, and what it decides of deposits."""

from dataclasses import dataclass
from datetime import datetime

from api.http.pages.views.deciding import Paper, ToSign
from api.http.pages.views.desk import Act, Nothing, TagView
from api.http.pages.views.frame import Choice
from api.http.pages.views.lot import StillView
from api.http.pages.views.lots import DueView, StepView


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One lot. `next`: what comes first of what is to come, None where nothing is; `waits`: so many
    of its deposits wait for a decision of its owner's. `still`: it stands still.
    """

    code: str
    title: str
    path: str
    phase: TagView
    still: bool
    next: StepView | None
    sealed: bool
    waits: int


@dataclass(frozen=True, slots=True)
class OwnProcedure:
    """A procedure with its lots, by their codes: none where none is registered yet. `about`: the
    kind of trade, the method, the agency; `code` empty: lots without one.
    """

    code: str
    title: str
    about: str
    rows: tuple[OwnRow, ...]


@dataclass(frozen=True, slots=True)
class OwnWait:
    """What waits for the reader's side, of which lot: its title and its code."""

    step: StepView
    lot: str
    code: str
    path: str


@dataclass(frozen=True, slots=True)
class OwnLots:
    """The list. `waits`: what is the reader's side's to do, the earliest first; `nothing`: why
    there are no lots. `part`: there are more lots than are shown, and `more`: where they stand.
    """

    waits: tuple[OwnWait, ...]
    procedures: tuple[OwnProcedure, ...]
    nothing: Nothing | None
    part: bool = False
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
