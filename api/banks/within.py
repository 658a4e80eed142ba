"""Which statements of a file may be parts of others, told twice: by lines and their balances."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

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


_MOST_PARTS, _MOST_STEPS = 8, 1_000
"""Of so many that may be parts every set is looked at, and along the others so many steps are
taken; of more nobody says that they are none."""


def within(
    plans: Sequence[Planned], follow: Callable[[Collection[int]], bool]
) -> tuple[int, Sequence[int]] | None:
    """By their places: a statement that may be told twice, it alone or with others, and those along
    which all its lines lie. None where the rest never would `follow` each other without such.

    All state balances. Pages of one statement are none, nor is what has the bank's own numbers."""
    every = dict(enumerate(map(_lines, plans)))
    parts = {n: along for n in every if (along := _along(n, every))}
    few = len(parts) <= _MOST_PARTS
    for some in _sets(parts, len(parts) if few else 1):
        rest = {n: one for n, one in every.items() if n not in some}
        if follow(rest.keys()):
            found = [_along(n, {n: every[n], **rest}) for n in some]
            if all(found):
                return some[0], found[0]
    return None if few else next(iter(parts.items()))


def _sets(of: Collection[int], most: int) -> Iterator[tuple[int, ...]]:
    """All of up to so many, small ones first."""
    for many in range(1, most + 1):
        yield from combinations(of, many)


def _along(n: int, every: Mapping[int, _Lines]) -> Sequence[int]:
    """Others along which all lines of one may lie: one, or such as go on from each other where the
    one before closed, and the lines with them. None of them where there are none."""
    one = every[n]
    if one.told_by_number:
        return ()
    others = {
        m: other
        for m, other in every.items()
        if m != n and (one.page_of is None or one.page_of != other.page_of)
    }
    single = next((m for m, other in others.items() if _may_be_part(one, other)), None)
    return _chain(one, others) if single is None else (single,)


def _chain(one: _Lines, others: Mapping[int, _Lines]) -> Sequence[int]:
    steps, many = 0, len(one.said)
    todo = list[tuple[tuple[int, ...], int, int]]()
    todo += [((m,), at, 0) for m in others for at in others[m].places.get(one.ends[0], ())]
    while todo:
        chain, at, done = todo.pop()
        last = others[chain[-1]]
        here = min(many - done, len(last.said) - at)
        if not here or last.said[at : at + here] != one.said[done : done + here]:
            continue
        done, steps = done + here, steps + 1
        if done == many or steps > _MOST_STEPS:
            return chain
        todo += [
            ((*chain, m), 0, done)
            for m, other in others.items()
            if m not in chain and other.ends[0] == last.ends[1]
        ]
    return ()


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
