"""A file that does not add up goes into quarantine whole; what is there is banked when released."""

from collections.abc import Callable, Sequence

from api.banks.banked import Banked
from api.banks.planning import CannotImport, DoesNotAddUp, Planned
from api.banks.statements.saying import Sentence
from api.banks.wrong import Wrong
from domain.bankday.events import StatementQuarantined
from domain.bankday.quarantine import DAYS_MOST, QuarantineStatement
from domain.bankday.state import Fate, Quarantined
from domain.identifiers import DayId
from domain.kernel import Command

_BESIDE = Wrong("BESIDE", None, None, Sentence("unbanked.beside"))
_TOLD: dict[Fate, str] = {
    "WAITING": "unbanked.fate.WAITING",
    "RELEASED": "unbanked.fate.RELEASED",
    "DISCARDED": "unbanked.fate.DISCARDED",
    "SUPERSEDED": "unbanked.fate.SUPERSEDED",
}

WHY_MOST = 500
"""Signs of a reader's sentence that are kept."""


class InQuarantine(DoesNotAddUp):
    """The file does not add up, or did not once: it is kept, and nothing of it is banked."""

    def __init__(self, why: Sentence | None, fate: Fate, sha256: str) -> None:
        kept = Sentence(_TOLD[fate], file=sha256[:8])
        if why is None:
            super().__init__("unbanked.wrong", why=kept)
        else:
            super().__init__("unbanked.kept", why=why, fate=kept)
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
        why = next((one.why for one in wrong), None)
        return InQuarantine(why, found.fate if found else "WAITING", sha256)

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
                name = plan.statement.identifier
                raise CannotImport("unbanked.other_figures", statement=name, day=plan.day)

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
            why=str(wrong.why)[:WHY_MOST],
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
        raise CannotImport("unbanked.too_many_days", days=len(found), most=DAYS_MOST)
    return found
