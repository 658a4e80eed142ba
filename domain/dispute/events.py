"""Facts of a dispute after it was filed. Its number is random, and who it is is sealed."""

from datetime import date, datetime

from domain.dispute.filed import ComplaintFiled, ObjectionFiled, QueryFiled
from domain.dispute.words import Conclusion, Ground
from domain.kernel import Event, event, restricted, sealed
from domain.timing import Term


@event("ObjectionAnswered", zh="答复异议")
class ObjectionAnswered(Event):
    """The owner, or its agency, answered the objection. `document`: the answer's SHA-256."""

    case: str
    conclusion: Conclusion
    answered_at: datetime
    document: str = restricted()

    def happened_at(self) -> datetime:
        """When it was answered."""
        return self.answered_at


@event("QueryAnswered", zh="答复质疑")
class QueryAnswered(Event):
    """The purchaser, or its agency, answered the query. `document`: the answer's SHA-256."""

    case: str
    conclusion: Conclusion
    answered_at: datetime
    document: str = restricted()

    def happened_at(self) -> datetime:
        """When it was answered."""
        return self.answered_at


@event("ComplaintReceived", zh="签收投诉")
class ComplaintReceived(Event):
    """The supervisor has it."""

    case: str


@event("ComplaintForwarded", zh="转送投诉")
class ComplaintForwarded(Event):
    """The office sent it on to the supervisor whose it is."""

    case: str
    to: str


@event("ComplaintAccepted", zh="受理投诉")
class ComplaintAccepted(Event):
    """The supervisor deals with it; `decision` is the term for that."""

    case: str
    accepted_at: datetime
    decision: Term | None
    document: str = restricted()

    def happened_at(self) -> datetime:
        """When it was accepted."""
        return self.accepted_at


@event("ComplaintRejected", zh="不予受理投诉")
class ComplaintRejected(Event):
    """The supervisor does not deal with it, and wrote why. `document`: the SHA-256."""

    case: str
    rejected_at: datetime
    document: str = restricted()

    def happened_at(self) -> datetime:
        """When it was said."""
        return self.rejected_at


@event("WithdrawalRequested", zh="申请撤诉")
class WithdrawalRequested(Event):
    """Who complained wants it back, after the supervisor had it."""

    case: str
    document: str | None = sealed()


@event("WithdrawalRefused", zh="不予撤诉")
class WithdrawalRefused(Event):
    """The supervisor goes on with it all the same."""

    case: str
    document: str = restricted()


@event("ComplaintWithdrawn", zh="撤回投诉")
class ComplaintWithdrawn(Event):
    """It is over without a decision: the supervisor consented, or had not received it yet."""

    case: str
    consented: bool
    withdrawn_at: datetime

    def happened_at(self) -> datetime:
        """When it was over."""
        return self.withdrawn_at


@event("ComplaintDecided", zh="投诉处理决定")
class ComplaintDecided(Event):
    """The supervisor decided. `document`: the decision's SHA-256."""

    case: str
    conclusion: Conclusion
    decided_at: datetime
    document: str = restricted()

    def happened_at(self) -> datetime:
        """When it was decided."""
        return self.decided_at


@event("CaseClockStopped", zh="办理期限中止")
class CaseClockStopped(Event):
    """From this day on no time runs, for something that takes its own (实施条例 61)."""

    case: str
    rule: str
    ground: Ground
    since: date
    document: str = restricted()


@event("CaseClockResumed", zh="办理期限恢复")
class CaseClockResumed(Event):
    """From the next day on time runs again; it is up on `due`."""

    case: str
    until: date
    due: date


@event("CaseDueReckoned", zh="办理期限重算")
class CaseDueReckoned(Event):
    """Its last day was an estimate, and is reckoned by the calendar that was published since.

    `statutory`: without the days on which its clock stood still; `due`: with them, None while it
    does.
    """

    case: str
    statutory: date
    due: date | None


@event("CaseWarningReckoned", zh="逾期提示重算")
class CaseWarningReckoned(Event):
    """Whether it had come in time was judged by an estimate, and is by the calendar that was
    published since; `warned` as when it was filed.
    """

    case: str
    warned: tuple[str, ...]


@event("CaseHoldOrdered", zh="投诉暂停退还")
class CaseHoldOrdered(Event):
    """The order of a case holds so much of this deposit back: whatever ends the case lifts it."""

    case: str
    deposit: str | None = sealed()
    hold: str | None = sealed()


type DisputeEvent = (
    ObjectionFiled
    | ObjectionAnswered
    | QueryFiled
    | QueryAnswered
    | ComplaintFiled
    | ComplaintReceived
    | ComplaintForwarded
    | ComplaintAccepted
    | ComplaintRejected
    | WithdrawalRequested
    | WithdrawalRefused
    | ComplaintWithdrawn
    | ComplaintDecided
    | CaseClockStopped
    | CaseClockResumed
    | CaseDueReckoned
    | CaseWarningReckoned
    | CaseHoldOrdered
)
