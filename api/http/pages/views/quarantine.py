"""隔离与会签: files that do not add up, and joint acts that wait for a second person."""

from dataclasses import dataclass
from datetime import date

from api.http.pages.views.deciding import Follows
from api.http.pages.views.desk import Act, TagView


@dataclass(frozen=True, slots=True)
class WaitingAct:
    """A joint act that one person signed: what it is, by whom, until when; what can be done.

    `sign`: None for who sees it only; `withdraw`: for its own proposer. `words`: 核对词 of what is
    signed, whose SHA-256 is `digest`. Of an award: what `follows`, the SHA-256 of the file that is
    `named`, and where that `evidence` is read, '' where it is not kept here.
    """

    sentence: str
    by: str
    digest: str
    words: tuple[str, ...]
    sign: Act | None
    withdraw: Act | None
    named: str = ""
    follows: Follows | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A statement in quarantine; amounts in minor units, None where there is no sum of ours.

    `object` names it in a dialog; `note`: who brought it, or who decided and why.
    """

    account: str
    day: date
    currency: str
    rule: str
    expected: int | None
    found: int | None
    difference: int | None
    tag: TagView
    note: str
    object: str
    release: Act | None
    discard: Act | None


@dataclass(frozen=True, slots=True)
class Quarantine:
    """The page. `last`: what the reader asked for last; `refused`: it was."""

    acts: tuple[WaitingAct, ...]
    files: tuple[File, ...]
    last: str = ""
    refused: bool = False
    typed: str = ""
