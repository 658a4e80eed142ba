"""A lot is postponed: each of its deposits gets the new deadline."""

from domain.desk.restate import RestateTerms
from domain.kernel import Command, Policy
from domain.lot.events import DeadlinePostponed


def react(postponed: DeadlinePostponed, deposits: tuple[str, ...]) -> tuple[Command, ...]:
    """One command a deposit of the lot."""
    return tuple(RestateTerms(deposit=deposit, lot=postponed.lot) for deposit in deposits)


DEPOSIT_TERMS = Policy(
    name="deposit_terms",
    hears=(DeadlinePostponed,),
    asks=(RestateTerms,),
    react=react,
    reads="deposits_of_lot",
)
