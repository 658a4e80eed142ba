"""What money earned on an account of ours, period by period, each as its bank reckoned it (3.6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.account.state import BankAccount, convention_on
from domain.interest import Rates, Reckoned, Span, compounded, reckoned, within
from domain.money import Fen

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days that the bank reckons together, `until` not counted; as holds on the day of `settled`.

    `lump`: it paid one sum for all of the account for them; else on each sub-account.
    """

    since: date
    until: date
    settled: date
    lump: bool


def periods(ours: BankAccount, until: date) -> Iterator[Period]:
    """The days up to `until`: of each sum that was distributed, and before, between and after them.

    A sum is settled on its last day, and is there on the next (3.6); a sub-account, when it closes.
    """
    start = date.min
    for one in sorted(ours.distributed, key=lambda one: one.since):
        if start < one.since:
            yield Period(start, one.since, one.since - _DAY, lump=False)
        yield Period(one.since, one.until, one.until - _DAY, lump=True)
        start = one.until
    if start < until:
        yield Period(start, until, until, lump=False)


def earned_fen(spans: Sequence[Span], until: date, ours: BankAccount, rates: Rates) -> Fen:
    """Interest on a history of balances on the account, rounded once a period.

    Where the bank adds interest to the balance by the quarter, what a period earned bears interest
    in the next, for as long as the money lies there. Raises as `interest_fen`.
    """
    return compounded(_each(spans, until, ours), rates)


def _each(spans: Sequence[Span], until: date, ours: BankAccount) -> Iterator[Reckoned]:
    """What lay there, by what the bank settles at once: a sum, or a sub-account's quarter."""
    for period in periods(ours, until):
        convention = convention_on(ours.agreed, period.settled)
        lay = within(spans, period.since, period.until)
        if period.lump:
            yield Reckoned(lay, period.settled, convention)
        else:
            yield from reckoned(lay, convention)
