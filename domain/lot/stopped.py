"""Facts of a lot that stands still, and goes on; public."""

from datetime import date, datetime
from enum import StrEnum

from domain.kernel import Event, event
from domain.timing import Term


class Suspending(StrEnum):
    """Why a procedure is suspended: an objection, a supervisor's order, the owner's decision."""

    OBJECTION = "OBJECTION"
    ORDER = "ORDER"
    OWNER = "OWNER"


@event("ProcedureSuspended", zh="暂停")
class ProcedureSuspended(Event):
    """The procedure stands still, for this case; `until`: the last day of it, where one was set.

    `rule`: the row behind it, '' of the owner's own decision. `document`: the SHA-256 of the order
    or the decision; None where the law alone says so. `term`: the row's, where `until` was reckoned
    by it; None where nobody set a day, or whoever ordered it named one.
    """

    lot: str
    cause: Suspending
    case: str | None
    rule: str
    suspended_at: datetime
    until: date | None
    document: str | None
    term: Term | None = None

    def happened_at(self) -> datetime:
        """The instant from which on it stands still."""
        return self.suspended_at


@event("SuspensionReckoned", zh="暂停期限重算")
class SuspensionReckoned(Event):
    """Its last day was an estimate, and is reckoned by the calendar that was published since."""

    lot: str
    case: str | None
    until: date


@event("ProcedureResumed", zh="恢复")
class ProcedureResumed(Event):
    """What suspended the procedure for this case (None: the owner's own) does so no more.

    `document`: the SHA-256 of what says so; None where the case's own end does.
    """

    lot: str
    case: str | None
    resumed_at: datetime
    document: str | None

    def happened_at(self) -> datetime:
        """The instant from which on it goes on."""
        return self.resumed_at


@event("TimesExtended", version=2, zh="期限顺延")
class TimesExtended(Event):
    """The lot goes on, and what was left of these times when it stopped is left of them now.

    None of those that it had not, or that had passed before. Those of deposits and of the opening
    are postponed (`DeadlinePostponed`). `prequalification_until`, `applications_until`: as `until`
    and `closes_at` of PrequalificationIssued; the first version did not move the former.
    """

    lot: str
    documents_until: datetime | None
    public_until: date | None
    contract_due: date | None
    prequalification_until: datetime | None
    applications_until: datetime | None


type StoppedEvent = ProcedureSuspended | SuspensionReckoned | ProcedureResumed | TimesExtended
