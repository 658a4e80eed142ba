"""The calendar of a year is published for the first time: last days in it are estimates no more.

What a correction changes moves nothing that was told: a day that was certain once stays so.
"""

from domain.deposit.reckon import ReckonRefundDue
from domain.governance.events import CalendarPublished
from domain.identifiers import refund_id
from domain.kernel import Command, Policy
from domain.trade.case_clock import ReckonCaseDue


def react(_published: CalendarPublished, told: tuple[str, ...]) -> tuple[Command, ...]:
    """`told`: refunds and cases whose terms run in that year; one command each."""
    return tuple(map(_reckoned, told))


def _reckoned(told: str) -> Command:
    if "/" not in told:
        return ReckonCaseDue(case=told)
    refund = refund_id(told)
    return ReckonRefundDue(deposit=refund.deposit, number=refund.number)


DUE_CERTAIN = Policy(
    name="due_certain",
    hears=(CalendarPublished,),
    asks=(ReckonRefundDue, ReckonCaseDue),
    react=react,
    reads="due_in_year",
)
