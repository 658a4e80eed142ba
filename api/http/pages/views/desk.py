"""What the desk's pages have in common: acts, marks of evidence, tags, legs, people who sign."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

type TagKind = Literal["done", "warn", "danger", "way", "seal", "idle", "cust"]
type Glyph = Literal[
    "tick", "clock", "arrow", "warn", "stop", "lock", "key", "dash", "hook", "person", "split"
]


@dataclass(frozen=True, slots=True)
class TagView:
    """A state in words, with its glyph; colour comes last."""

    kind: TagKind
    glyph: Glyph
    words: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may be asked for: a POST of these fields to a path.

    `key`: the key that does it. `reason`: why it cannot be done now; the act stays to be read.
    `dialog`: id of a dialog that is opened instead, for what is signed, refused or reversed.
    `kind`: `act` for the one filled button of a pane, `hard` for what destroys, else ''.
    """

    label: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()
    key: str = ""
    kind: Literal["act", "hard", ""] = ""
    reason: str = ""
    dialog: str = ""
    glyph: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An act that is shown once more, in words, before it is signed; without words where it cannot
    be done now, as the act's reason says."""

    act: Act
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the five marks, always in the order sub-account, name, basic account, amount, time.

    `state`: `meets`; `differs` and the rule row does not require it; `required`, differs and does;
    `nothing` to compare. `reason`: what was found, where it is told; `rule`: the rule row, where
    one decides.
    """

    label: str
    state: Literal["meets", "differs", "required", "nothing"]
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class LegView:
    """A leg that would be posted: side, account with its name, whose, minor units."""

    debit: bool
    account: str
    owner: str
    minor: int


@dataclass(frozen=True, slots=True)
class LastAct:
    """What the reader did last, how long it can be taken back, and the act that does so."""

    words: str
    until: str
    undo: Act | None


@dataclass(frozen=True, slots=True)
class Nothing:
    """What is true where nothing is listed, and what follows: an address with its label."""

    words: str
    more: str
    glyph: str = "tick"
    label: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Maker or checker: name, when, whose key, position; `note`: why he may sign, or what waits.

    `custodial`: None before anything is signed. `me`: the reader himself.
    """

    role: str
    person: str
    note: str
    signed_at: datetime | None
    position: int | None
    custodial: bool | None
    me: bool
