"""What was prepared is checked again before another person signs it: each result, each figure."""

from dataclasses import dataclass

from api.closing.figures import figures
from api.texts import spoken
from api.wiring import System
from domain.bankday.events import Check, DayClosePrepared, Result
from domain.money import show

_RESULTS: dict[Result, str] = {
    "PASS": "day.pass",
    "FAIL": "day.fail",
    "NOT_APPLICABLE": "day.not_applicable",
}


class ChangedSince(ValueError):
    """The day is not what it was when it was looked at, or prepared: something else is signed."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A check that was prepared with another result or figure than the record has."""

    stated: Check
    found: Check
    currency: str

    def words(self, language: str) -> str:
        """The rule and both results in a sentence, `zh` or `en`."""
        stated, found = (self._told(one, language) for one in (self.stated, self.found))
        rule = self.found.rule
        return spoken("close.otherwise", language, rule=rule, stated=stated, found=found)

    def _told(self, check: Check, language: str) -> str:
        result = spoken(_RESULTS[check.result], language)
        if check.figure is None:
            return result
        money = check.rule == "R01"
        figure = show(check.figure, self.currency) if money else check.figure
        return spoken("close.result_with_figure", language, result=result, figure=figure)


class PreparedOtherwise(ChangedSince):
    """A result was prepared that the record does not bear out; the sentence names both."""

    def __init__(self, first: Otherwise) -> None:
        super().__init__(first.words("en"))
        self._first = first

    def words(self, language: str) -> str:
        """The sentence, `zh` or `en`."""
        return self._first.words(language)


def otherwise(system: System, prepared: DayClosePrepared) -> Otherwise | None:
    """The first check that comes to something else at the position it was prepared at.

    Whoever prepares may send any results: the Book knows the books, not the bank's files, nor the
    log. The note is the preparer's own. Raises NotFollowed beyond the log, NotReached.
    """
    close = figures(system, prepared.account, prepared.day, prepared.position)
    for stated, one in zip(prepared.checks, close.checks, strict=True):
        found = one.check
        if (stated.result, stated.figure) != (found.result, found.figure):
            return Otherwise(stated, found, close.currency)
    return None
