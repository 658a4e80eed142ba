"""The calendar of a year is published for the first time: last days in it are estimates no more.

What a correction changes moves nothing that was told: a day that was certain once stays so.
"""

from domain.deposit.reckon import ReckonRefundDue
from domain.governance.events import CalendarPublished
from domain.identifiers import refund_id
from domain.kernel import Command, Policy


def react(_published: CalendarPublished, refunds: tuple[str, ...]) -> tuple[Command, ...]:
    """One command a refund whose term runs in that year."""
    known = map(refund_id, refunds)
    return tuple(ReckonRefundDue(deposit=one.deposit, number=one.number) for one in known)


DUE_CERTAIN = Policy(
    name="due_certain",
    hears=(CalendarPublished,),
    asks=(ReckonRefundDue,),
    react=react,
    reads="refunds_in_year",
)
