"""What a check came to: its row as it is signed, and the rows behind its figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from api.closing.notes import Said, joined
from domain.bankday.events import Check, Result


@dataclass(frozen=True, slots=True)
class Row:
    """One thing behind a figure: which one, its amount in minor units, a day, what is said of it.

    `what` is a code (a line, a refund, a lot, an owner); '' where it may not be told yet, and then
    the row stands for `count` of them together. `of` says what may be secret about it.
    """

    what: str
    amount: int | None = None
    currency: str = "CNY"
    day: date | None = None
    said: Said | None = None
    of: Literal["", "LINE", "OWNER"] = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A check with its rows, and what its note says: that is signed in Chinese."""

    check: Check
    rows: tuple[Row, ...] = ()
    notes: tuple[Said, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether it needs an explanation of a person's."""
        return self.check.result == "FAIL"

    def note(self, language: str) -> str:
        """Our note in a language; in Chinese it is the check's own, to the byte."""
        return joined(self.notes, language)

    def answered(self, note: str) -> Check:
        """The check with a person's words in place of ours, if there are any."""
        return replace(self.check, note=note) if note else self.check


def judged(rule: str, rows: Sequence[Row], *notes: Said, figure: int | None = None) -> Found:
    """Passed where nothing was found; else failed, with the rows and how many there are.

    `figure` in place of their number; `notes` say something of a pass.
    """
    result: Result = "FAIL" if rows else "PASS"
    counted = len(rows) if figure is None else figure
    kept = () if rows else notes
    return Found(_check(rule, result, counted, kept), tuple(rows), kept)


def not_applicable(rule: str, why: Said) -> Found:
    """The check has nothing to look at; says why in one sentence."""
    return Found(_check(rule, "NOT_APPLICABLE", None, (why,)), notes=(why,))


def _check(rule: str, result: Result, figure: int | None, notes: Sequence[Said]) -> Check:
    return Check(rule=rule, result=result, figure=figure, note=joined(notes, "zh"))
