"""One lot as it stands, and its events in order."""

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from api.http.pages.views.desk import Confirmed, TagView
from api.http.pages.views.lots import DueView


@dataclass(frozen=True, slots=True)
class StepView:
    """A phase of its way. `stands`: past, now, ahead, passed_by; `optional`: it may be left out."""

    name: str
    stands: str
    optional: bool
    on: date | None


@dataclass(frozen=True, slots=True)
class FactView:
    """What it may hear in its phase. `kind`: onward, before, beside, ends; `lacking`: what must be
    before.
    """

    name: str
    kind: str
    been: bool
    on: date | None
    lacking: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of its streams. `sentence`: what it says, in words; `amount`: what it moved, None
    where nothing moved or it is not this reader's to know. In a replay: `later` than the cursor,
    `here` at it, `other` what it is held against; `seek`: with the cursor at it.
    """

    position: int
    path: str
    occurred_at: datetime
    recorded_at: datetime
    label: str
    sentence: Markup
    where: str
    person: str
    post: str
    custodial: bool
    amount: int | None
    later: bool = False
    here: bool = False
    other: bool = False
    seek: str = ""


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Who takes part, and the money of its deposit in fen; `balances`: where its figures are shown.

    `name`: the payer's; `won`: it is the winner; `parts`: held, owed, frozen, bond, other.
    `defaulted`: it won and did not sign; `owe`: what may be owed of its bond's interest; `note`:
    whose decision it waits for; `award`: where the desk writes down whose a void result's money is.
    """

    name: str
    deposit: str
    path: str
    won: bool
    asked: int
    parts: tuple[int, ...]
    paid: int
    defaulted: bool = False
    owe: tuple[Confirmed, ...] = ()
    note: str = ""
    award: str = ""


@dataclass(frozen=True, slots=True)
class BidRow:
    """What was read out of a bid, in fen. `deposit`: whether it was there; None: none was asked.

    `file`: where its file is read; None where there is none, or for whoever does not read the bids.
    """

    name: str
    party: str
    price: int | None
    deposit: bool | None
    file: str | None


@dataclass(frozen=True, slots=True)
class OpeningView:
    """The record of its opening; `bidders`: how many there were, as whoever opened them said."""

    opened_at: datetime
    bidders: int
    bids: tuple[BidRow, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A dispute about it, without who filed it."""

    code: str
    label: str
    matter: str
    stage: str
    open: bool
    due: date | None
    late: bool
    estimated: bool


@dataclass(frozen=True, slots=True)
class StillView:
    """Why it stands still: in words, since when, until when, for which case."""

    words: str
    since: datetime
    until: date | None
    case: str


@dataclass(frozen=True, slots=True)
class Born:
    """The rules it was born under: their kind of trade, version, and from when they are in force.

    `version` 0: those that come with the platform; `event`: where the pack stands in the log.
    """

    category: str
    version: int
    rows: int
    event: int | None


@dataclass(frozen=True, slots=True)
class AlertView:
    """A red alert that nobody explained: in words, since when, in which events it shows, how far it
    is dealt with, and that it was escalated, '' where not.
    """

    words: str
    since: datetime
    causes: tuple[int, ...]
    stage: str
    escalated: str


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is said of it: a label, and the value as it is written."""

    label: str
    value: Markup | str


@dataclass(frozen=True, slots=True)
class Money:
    """What lies for it, in fen. `parts`: name and sum of each; `paid`: what the bank paid back.

    `agrees`: it is what came for its deposits, less what left them.
    """

    parts: tuple[tuple[str, int], ...]
    total: int
    paid: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class LotView:
    """The page. `sealed`: who takes part is nobody's to know yet; `may`: this reader may know of
    parties and money; `opening_at`: when the seals will be released; `newer`, `older`: neighbours
    in the timeline; `opening`: the record of it, where this reader may know it. `last`: what the
    reader asked for last; `refused`: it was.
    """

    code: str
    title: str
    project: str
    project_path: str
    phase: TagView
    steps: tuple[StepView, ...]
    facts: tuple[FactView, ...]
    alerts: tuple[AlertView, ...]
    stills: tuple[StillView, ...]
    dues: tuple[DueView, ...]
    known: tuple[Known, ...]
    born: Born
    sealed: bool
    may: bool
    opening_at: datetime | None
    parties: tuple[PartyRow, ...]
    opening: OpeningView | None
    money: Money | None
    cases: tuple[CaseRow, ...]
    events: tuple[EventRow, ...]
    total: int
    newer: str | None
    older: str | None
    replay: str
    desk: bool
    last: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A row of its rules. `bound`: in words, empty of a sentence; `runs`: from which fact to which;
    `source`: the law and its article; `since`: from when it is in force, None where nobody checked.
    """

    id: str
    subject: str
    text: str
    bound: str
    runs: str
    severity: TagView
    source: str
    evidence: str
    since: date | None
    place: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that a lot was born under, row by row."""

    code: str
    title: str
    born: Born
    rows: tuple[RuleRow, ...]
