"""The last day of a refund is reckoned again, once the calendar of its year is there (203)."""

from datetime import date

from domain.calendar import Calendar
from domain.deposit.owed import RefundDueReckoned
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit
from domain.identifiers import RefundId, deposit_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.packs.rulebook import Rulebook
from domain.terms import due_again
from domain.timing import certain


@command("ReckonRefundDue", zh="重算应退期限")
class ReckonRefundDue(Command):
    """A calendar was published: does this refund's last day, an estimate until then, move?"""

    deposit: str
    number: int

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        if self.number < 1:
            raise ValueError(f"number {self.number}: expected one or more")


def decide(deposit: Deposit, asked: ReckonRefundDue, context: Context) -> Decision:
    """By the same row, from the same day on; of what was paid too, which may be late by it, or come
    back. What is owed no more has no last day to move. Of what was owed before obligations said
    from when they count, what was told stands.
    """
    refund = deposit.refund(asked.number)
    if refund is None:
        name = RefundId(asked.deposit, asked.number)
        return Rejected("refund.unknown", f"nothing is owed as {name}")
    if refund.standing is Standing.VOID or refund.since is None:
        return ()
    due = last_day(deposit, refund, context.law)
    if due == refund.due:
        return ()
    return (RefundDueReckoned(deposit=asked.deposit, number=asked.number, due=due),)


def last_day(deposit: Deposit, refund: Refund, law: Rulebook) -> date:
    """The last day on which a refund goes back in time: as it was told, but where that was an
    estimate and is none any more by the law in force.
    """
    since = refund.since
    if since is None:
        return refund.due
    category = deposit.terms.rules(law) if deposit.terms else None

    def reckoned(days: Calendar) -> date:
        return due_again(category, refund.cause, refund.rule, since, days) or refund.due

    return certain(refund.due, since, law.calendars, reckoned)


RECKON_REFUND_DUE = Decider(
    handles=ReckonRefundDue,
    touches=lambda asked: (StreamId("deposit", asked.deposit),),
    decide=decide,
)
