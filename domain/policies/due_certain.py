"""The calendar of a year is published for the first time: last days in it are estimates no more.

What a correction changes moves nothing that was told: a day that was certain once stays so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.deposit.reckon import ReckonRefundDue
from domain.filing.reckon import ReckonFilingDue
from domain.governance.events import CalendarPublished
from domain.identifiers import refund_id
from domain.kernel import Command, Policy
from domain.trade.case_clock import ReckonCaseDue
from domain.trade.suspension_clock import ReckonSuspension


@dataclass(frozen=True, slots=True)
class Told:
    """What may turn: a `refund` by deposit and number, a `case`, a `filing`, or a `suspension` by
    its lot and case; as text, an id of an index.
    """

    kind: str
    of: str

    def __str__(self) -> str:
        return f"{self.kind} {self.of}"


def react(_published: CalendarPublished, told: tuple[str, ...]) -> tuple[Command, ...]:
    """`told`: each a `Told`; one command each."""
    return tuple(map(_reckoned, told))


def _reckoned(told: str) -> Command:
    kind, _, of = told.partition(" ")
    return _ASKED[kind](of)


def _refund(of: str) -> Command:
    refund = refund_id(of)
    return ReckonRefundDue(deposit=refund.deposit, number=refund.number)


def _suspension(of: str) -> Command:
    lot, case = of.split()
    return ReckonSuspension(lot=lot, case=case)


_ASKED: Mapping[str, Callable[[str], Command]] = {
    "refund": _refund,
    "case": lambda of: ReckonCaseDue(case=of),
    "filing": lambda of: ReckonFilingDue(filing=of),
    "suspension": _suspension,
}
DUE_CERTAIN = Policy(
    name="due_certain",
    hears=(CalendarPublished,),
    asks=(ReckonRefundDue, ReckonCaseDue, ReckonFilingDue, ReckonSuspension),
    react=react,
    reads="due_in_year",
)
