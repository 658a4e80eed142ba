"""Which statements of a file may be a part of another, told twice: by lines and their balances."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations

from api.banks.planning import Planned


@dataclass(frozen=True, slots=True)
class _Lines:
    """A statement's lines as they are printed: what each says, and the balance before it.

    `sure`: that is the bank's own order. `told_by_number`: each has the bank's own number, which
    says whether it is another. `places`: where a balance is reached.
    """

    said: Sequence[object]
    balances: Sequence[int]
    places: Mapping[int, Sequence[int]]
    sure: bool
    told_by_number: bool
    page_of: str | None

    @property
    def ends(self) -> tuple[int, int]:
        """Between which balances they lie."""
        return self.balances[0], self.balances[-1]


def within(plans: Sequence[Planned]) -> Iterator[tuple[int, int]]:
    """Pairs of statements that state balances, by their places: all lines of the first may be a
    part of the second. Pages of one statement are none, nor is what has the bank's own numbers."""
    lines = [_lines(plan) for plan in plans]
    for n, m in permutations(range(len(lines)), 2):
        one, other = lines[n], lines[m]
        pages = one.page_of is not None and one.page_of == other.page_of
        if not one.told_by_number and not pages and _may_be_part(one, other):
            yield n, m


def _may_be_part(one: _Lines, other: _Lines) -> bool:
    """At the same balances; or, of lines whose order is not the bank's for sure, in the order in
    which both are printed, from the same balance on, or back to where both close."""
    many = len(one.said)
    if any(other.said[at : at + many] == one.said for at in other.places.get(one.ends[0], ())):
        return True
    back = one.ends[0] == one.ends[1] == other.ends[1]
    if (one.sure and other.sure) or not (back or one.ends[0] == other.ends[0]):
        return False
    left = iter(other.said)
    return all(line in left for line in one.said)


def _lines(plan: Planned) -> _Lines:
    said = plan.statement
    booked = [line for line in said.lines if line.booked]
    moves = (line.amount_minor if line.credit else -line.amount_minor for line in booked)
    balances, places = [*accumulate(moves, initial=said.opening_minor or 0)], defaultdict(list)
    for place, balance in enumerate(balances):
        places[balance].append(place)
    return _Lines(
        said=[line.identity() for line in booked],
        balances=balances,
        places=places,
        sure=said.newest_first is False,
        told_by_number=all(line.serial is not None for line in booked),
        page_of=said.page_of,
    )
