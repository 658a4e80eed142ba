"""Which statements of a file may have the same lines, told twice: by what these say, and balances.

Statements are pieces of one life. What two have in common is all of one of them, or the end of the
one and the beginning of the other. An order in which lines are only printed is not trusted: the
bank may print the newest first, or sort.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

from api.banks.planning import Planned
from api.banks.stretches import may_lead, meet_once, reach


@dataclass(frozen=True, slots=True)
class _Lines:
    """A statement's lines as they are printed: the `kinds` of them, by what each says; how much
    each kind moves; and all balances. `sure`: that is the bank's own order. `reach`: see `Stretch`;
    None where they do not lead to where it closes."""

    kinds: Sequence[int]
    moves: Mapping[int, int]
    balances: Sequence[int]
    sure: bool
    reach: range | None
    page_of: str | None

    @property
    def many(self) -> int:
        """How many there are."""
        return len(self.kinds)

    def moved(self, kinds: Counter[int]) -> Counter[int]:
        """How often some of these move how much."""
        found = Counter[int]()
        for kind, many in kinds.items():
            found[self.moves[kind]] += many
        return found


_MOST_PARTS = 8
"""Of so many that may be in others every set is looked at; of more nobody says that none is."""


def may_share(plans: Sequence[Planned]) -> bool:
    """Whether any two, all of which state balances, may have lines in common: if so nobody can tell
    by balances that they follow each other. Of what does not add up these tell nothing."""
    every = _every(plans)
    return any(
        None in (one.reach, other.reach)
        or _within(one, other)
        or _within(other, one)
        or _overlap(one, other)
        for one, other in ((every[n], every[m]) for n, m in _alike(every))
    )


def told_twice(
    plans: Sequence[Planned], follow: Callable[[Collection[int]], bool]
) -> tuple[int, int] | None:
    """By their places: a statement that may have lines of another, and that one. All follow each
    other, and state balances; `follow`: whether some of them do. None where no two may have lines
    in common, or the rest does not follow without those that may be in others."""
    every, having = _every(plans), defaultdict[int, set[int]](set)
    for n, m in _alike(every):
        if _overlap(every[n], every[m]):
            return n, m
        for one, other in ((n, m), (m, n)):
            if _within(every[one], every[other]):
                having[one].add(other)
    if len(having) > _MOST_PARTS:
        return next((n, min(some)) for n, some in having.items())
    for parts in _sets(having):
        if follow({*range(len(every))}.difference(parts)):
            return parts[0], min(having[parts[0]])
    return None


def _sets(of: Collection[int]) -> Iterator[tuple[int, ...]]:
    """All of them, small ones first."""
    for many in range(1, len(of) + 1):
        yield from combinations(of, many)


def _alike(every: Sequence[_Lines]) -> Iterator[tuple[int, int]]:
    """Those of which lines say the same, and whose balances meet. Pages of one statement have none
    in common."""
    for n, m in combinations(range(len(every)), 2):
        one, other = every[n], every[m]
        pages = one.page_of is not None and one.page_of == other.page_of
        apart = pages or meet_once(one.reach, other.reach)
        if not apart and not one.moves.keys().isdisjoint(other.moves):
            yield n, m


def _within(one: _Lines, other: _Lines) -> bool:
    """Whether all lines of one may be lines of another."""
    if one.sure and other.sure:
        return any(here == one.many for _, here in _along(one, other))
    ours, theirs = Counter(one.kinds), Counter(other.kinds)
    before = other.moved(theirs - ours)
    return ours <= theirs and may_lead(other.balances[0], one.balances[0], before)


def _overlap(one: _Lines, other: _Lines) -> bool:
    """Whether the end of either may be the beginning of the other: a part of both."""
    return _begins(one, other) or _begins(other, one)


def _begins(one: _Lines, other: _Lines) -> bool:
    """Whether the beginning of one may be the end of the other."""
    if one.sure and other.sure:
        return any(at and here < one.many for at, here in _along(one, other))
    common = one.moved(Counter(one.kinds) & Counter(other.kinds))
    parts = min(one.many, other.many) > 1
    return parts and may_lead(one.balances[0], other.balances[-1], common, some=True)


def _along(one: _Lines, other: _Lines) -> Iterator[tuple[int, int]]:
    """From which line of the other on, and for how many, both say the same at the same balances,
    to the end of one of them."""
    for at, balance in enumerate(other.balances[:-1]):
        here = min(one.many, other.many - at)
        if balance == one.balances[0] and other.kinds[at : at + here] == one.kinds[:here]:
            yield at, here


def _every(plans: Sequence[Planned]) -> list[_Lines]:
    kinds = dict[object, int]()
    return [_lines(plan, kinds) for plan in plans]


def _lines(plan: Planned, kinds: dict[object, int]) -> _Lines:
    """`kinds`: those that are known; more are added."""
    said = plan.statement
    booked = [line for line in said.lines if line.booked]
    moves = [line.amount_minor if line.credit else -line.amount_minor for line in booked]
    balances = [*accumulate(moves, initial=said.opening_minor or 0)]
    own = [kinds.setdefault(line.identity(), len(kinds)) for line in booked]
    return _Lines(
        kinds=own,
        moves=dict(zip(own, moves, strict=True)),
        balances=balances,
        sure=said.newest_first is False,
        reach=reach(balances[0], moves) if balances[-1] == said.closing_minor else None,
        page_of=said.page_of,
    )
