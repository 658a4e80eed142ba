"""A file that does not add up goes into quarantine whole; what is there is banked when released."""

from collections.abc import Callable, Sequence
from itertools import chain

from api.banks.banked import Banked
from api.banks.planning import CannotImport, DoesNotAddUp, Planned, Wrong
from domain.bankday.events import StatementQuarantined
from domain.bankday.quarantine import DAYS_MOST, QuarantineStatement
from domain.bankday.state import Fate, Quarantined
from domain.identifiers import DayId
from domain.kernel import Command

_BESIDE = Wrong("BESIDE", None, None, "another statement of its file does not add up")
_TOLD: dict[Fate, str] = {
    "WAITING": "lies in quarantine: two persons may release it, or a corrected file replaces it",
    "RELEASED": "was released",
    "DISCARDED": "was discarded in quarantine",
    "SUPERSEDED": "was replaced by a corrected one",
}

WHY_MOST = 500
"""Signs of a reader's sentence that are kept."""


class InQuarantine(DoesNotAddUp):
    """The file does not add up, or did not once: it is kept, and nothing of it is banked."""

    def __init__(self, sentence: str, sha256: str) -> None:
        super().__init__(sentence)
        self.sha256 = sha256


class Quarantine:
    """Keeps files out of the books, each statement of a file as a fact of its day."""

    def __init__(self, banked: Banked, ask: Callable[[Command], object], brought_by: str) -> None:
        self._banked = banked
        self._ask = ask
        self._brought_by = brought_by

    def concerns(self, planned: Sequence[Planned], sha256: str) -> bool:
        """Whether nothing of a file may be banked now: it is wrong, or in quarantine already.
        Raises CannotImport where it reads otherwise than two persons released it.
        """
        found = [self._found(one, sha256) for one in planned]
        if all(one is not None and one.fate == "RELEASED" for one in found):
            self._refuse_other_figures(planned, found)
            return False
        return any(found) or any(one.wrong for one in planned)

    def receive(self, planned: Sequence[Planned], sha256: str) -> CannotImport:
        """Puts in quarantine what is not there; says so. The same file again adds nothing."""
        wrong = [one.wrong for one in planned if one.wrong]
        of = days(planned)
        for plan in planned:
            if wrong and self._found(plan, sha256) is None:
                self._ask(self._asked(plan, sha256, of))
        found = next(filter(None, (self._found(one, sha256) for one in planned)), None)
        told = _TOLD[found.fate if found else "WAITING"]
        words = chain((one.why for one in wrong[:1]), (f"file {sha256[:8]} {told}",))
        return InQuarantine("; ".join(words), sha256)

    def _found(self, plan: Planned, sha256: str) -> Quarantined | None:
        """One statement of a file in quarantine; None where it never was there."""
        there = self._banked.day(plan.day).quarantine
        key = sha256, plan.statement.identifier
        return next((one for one in there if (one.came.sha256, one.came.statement) == key), None)

    def _refuse_other_figures(
        self, planned: Sequence[Planned], found: Sequence[Quarantined | None]
    ) -> None:
        """What two persons signed is banked, and nothing that a reader makes of it since."""
        for plan, one in zip(planned, found, strict=True):
            if one is not None and _figures(plan) != _signed(one.came):
                told = (
                    f"statement {plan.statement.identifier} of {plan.day} was released with other"
                )
                raise CannotImport(f"{told} figures than its file shows by now: its bank profile?")

    def _asked(self, plan: Planned, sha256: str, of: tuple[DayId, ...]) -> QuarantineStatement:
        statement, wrong = plan.statement, plan.wrong or _BESIDE
        return QuarantineStatement(
            account=plan.account.account,
            day=plan.day.day,
            statement=statement.identifier,
            currency=statement.currency,
            rule=wrong.rule,
            lines=plan.booked,
            of=of,
            brought_by=self._brought_by,
            sha256=sha256,
            opening=statement.opening_minor,
            credits=statement.credits_minor,
            debits=statement.debits_minor,
            closing=statement.closing_minor,
            expected=wrong.expected,
            found=wrong.found,
            why=wrong.why[:WHY_MOST],
        )


def _figures(plan: Planned) -> tuple[int | None, ...]:
    one = plan.statement
    return one.opening_minor, one.credits_minor, one.debits_minor, one.closing_minor, plan.booked


def _signed(came: StatementQuarantined) -> tuple[int | None, ...]:
    return came.opening, came.credits, came.debits, came.closing, came.lines


def days(planned: Sequence[Planned]) -> tuple[DayId, ...]:
    """The days of a file's statements, each once. Raises CannotImport for more than can be decided
    about at once.
    """
    found = tuple(sorted({one.day for one in planned}, key=str))
    if len(found) > DAYS_MOST:
        told = f"does not add up and has {len(found)} days, at most {DAYS_MOST} wait in quarantine"
        raise CannotImport(f"the file {told}: bring it in parts")
    return found
