"""What a check came to: its row as it is signed, and the rows behind its figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

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
    said: str = ""
    of: Literal["", "LINE", "OWNER"] = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A check with its rows. `en`: its note in English; what is signed is Chinese."""

    check: Check
    rows: tuple[Row, ...] = ()
    en: str = ""

    @property
    def failed(self) -> bool:
        """Whether it needs an explanation of a person's."""
        return self.check.result == "FAIL"

    def answered(self, note: str) -> Check:
        """The check with a person's words in place of ours, if there are any."""
        return replace(self.check, note=note) if note else self.check


def judged(
    rule: str, rows: Sequence[Row], figure: int | None = None, *, note: str = "", en: str = ""
) -> Found:
    """Passed where nothing was found; else failed, with the rows and how many there are.

    `figure` in place of their number; `note` says something of a pass, `en` the same in English.
    """
    result: Result = "FAIL" if rows else "PASS"
    counted = len(rows) if figure is None else figure
    return Found(
        Check(rule=rule, result=result, figure=counted, note="" if rows else note),
        tuple(rows),
        "" if rows else en,
    )


def not_applicable(rule: str, why: str) -> Found:
    """The check has nothing to look at; says why in one sentence."""
    return Found(Check(rule=rule, result="NOT_APPLICABLE", figure=None, note=why))
