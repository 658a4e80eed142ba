"""Where a statement may lie to others whose lines have no known order: of several days, say.

Of such a one only its ends are balances that are known, and all that it could lead through. What
lies between its ends in a statement is the same where the lines there are just its own.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise, product
from math import prod
from typing import Protocol

from api.banks.stretches import Stretch, may_lead, meet_once, reach

MOST = 64
"""How many ways are told apart; beyond, nobody can tell."""


class TooMany(Exception):
    """A statement may lie in more ways than are worth telling apart."""


class Ends(Protocol):
    """From where to where something leads."""

    @property
    def opening(self) -> int:
        """Minor units."""

    @property
    def closing(self) -> int:
        """Minor units."""


@dataclass(frozen=True)
class Lines:
    """A statement's lines in an order that may be the bank's: of each the kind, the balance before
    and behind it, and its `number` as it is printed, from 0. Lines of one kind say the same.
    `there`: banked lines that say the same, by fingerprint, with the kind that they are of."""

    kinds: Sequence[int]
    balances: Sequence[int]
    there: Mapping[str, int]
    numbers: Sequence[int]

    @property
    def many(self) -> int:
        """How many lines it has."""
        return len(self.kinds)

    @cached_property
    def fen(self) -> dict[int, int]:
        """What lines of each kind move."""
        return {
            kind: after - before
            for kind, (before, after) in zip(self.kinds, pairwise(self.balances), strict=True)
        }

    @cached_property
    def last(self) -> dict[int, int]:
        """Behind how many lines each balance is reached last."""
        return {balance: place for place, balance in enumerate(self.balances)}

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Behind how many lines each balance is reached."""
        found = dict[int, list[int]]()
        for place, balance in enumerate(self.balances):
            found.setdefault(balance, []).append(place)
        return found

    @cached_property
    def reach(self) -> range:
        """All balances that its lines lead through in some order."""
        moved = [after - before for before, after in pairwise(self.balances)]
        return reach(self.balances[0], moved)

    def look_like(self, *some: Collection[str]) -> bool:
        """Whether each of them looks like a banked line of its own."""
        return Counter(self.kinds) <= self.alike({*chain(*some)})

    def has_all(self, *some: Collection[str]) -> bool:
        """Whether all of these banked lines are among them."""
        lines = {*chain(*some)}
        return lines <= self.there.keys() and self.alike(lines) <= Counter(self.kinds)

    def alike(self, prints: Iterable[str]) -> Counter[int]:
        """How many of these banked lines there are of each of their kinds."""
        return Counter(self.there[print_] for print_ in prints if print_ in self.there)

    def touches(self, one: Ends) -> bool:
        """Whether one ends where this begins, or begins where this ends."""
        return one.closing == self.balances[0] or one.opening == self.balances[-1]

    def shares_nothing(self, balances: Sequence[int], alike: Sequence[int]) -> bool:
        """Whether it has neither a balance nor a line in common with what has these."""
        return not alike and self.places.keys().isdisjoint(balances)


@dataclass(frozen=True, slots=True)
class Lain:
    """What it tells again of all lumps, by the numbers of its lines; `over`: how many of them it
    leads over."""

    same: Mapping[int, str]
    over: int


def lain(
    own: Lines, lumps: Sequence[Stretch], on: AbstractSet[int], *, joined: bool
) -> Iterator[Lain]:
    """Each way in which it may lie to all of them; `on`: its lines that are told already. Raises
    TooMany."""
    ways = [[*_ways(own, one, on, joined=joined)] for one in lumps]
    if prod(map(len, ways)) > MOST:
        raise TooMany
    for chosen in product(*ways):
        placed = [place for way in chosen for place in way.places]
        if len(placed) == len(set(placed)):
            pairs = zip(lumps, chosen, strict=True)
            same = {at: print_ for lump, way in pairs for at, print_ in _same(own, lump, way)}
            yield Lain(same, sum(way.over for way in chosen))


def places(own: Lines, lump: Stretch, theirs: Counter[int]) -> Iterator[tuple[int, ...]]:
    """Which of its lines may be the lump's: over it, at an end of it, or all within; `theirs`: how
    many the lump has of each kind."""
    yield from (way.places for way in _places(own, lump, theirs, frozenset()))


@dataclass(frozen=True, slots=True)
class _Way:
    """Which of its lines are a lump's, and whether these are all that it has."""

    places: tuple[int, ...] = ()
    over: bool = False


def _ways(own: Lines, lump: Stretch, on: AbstractSet[int], *, joined: bool) -> Iterator[_Way]:
    theirs = own.alike(lump.lines)
    every = [way for way in _places(own, lump, theirs, on) if on.isdisjoint(way.places)]
    if any(way.over for way in every):
        every = [way for way in every if way.over]
    yield from {way.places: way for way in reversed(every)}.values()
    beside = own.touches(lump) or meet_once(own.reach, lump.reach)
    ends = (lump.opening, lump.closing)
    if beside or (joined and own.shares_nothing(ends, [*theirs])):
        yield _Way()


def _places(
    own: Lines, lump: Stretch, theirs: Counter[int], on: AbstractSet[int]
) -> Iterator[_Way]:
    """Over it, which goes before all others; from its end, up to its beginning, or all within."""
    begins, ends = (own.places.get(end, ()) for end in (lump.opening, lump.closing))
    all_alike = sum(theirs.values()) == len(lump.lines) and not lump.outside
    for begin, end in product(begins, ends) if all_alike else ():
        over = _over(own, range(begin, end), theirs, on)
        if over and (not lump.whole or len(over) == end - begin):
            yield _Way(over, over=True)
    every, reached = range(own.many), lump.reach
    starts, stops = (reached is None or own.balances[one] in reached for one in (0, -1))
    left = Counter(lump.moved) - Counter(after - before for before, after in pairwise(own.balances))
    within = not lump.whole or may_lead(lump.opening, own.balances[0], left)
    some = [every[:end] for end in ends if starts]
    some += [every[begin:] for begin in begins if stops]
    some += [every] if starts and stops and within else []
    for part in some:
        if part and Counter(own.kinds[part.start : part.stop]) <= theirs:
            yield _Way(tuple(part))


def _over(own: Lines, part: range, theirs: Counter[int], on: AbstractSet[int]) -> tuple[int, ...]:
    """Which lines of a part of it are all of theirs, the first ones; none where some are not."""
    left, found = Counter(theirs), list[int]()
    for place in part:
        if place not in on and left[own.kinds[place]]:
            left[own.kinds[place]] -= 1
            found.append(place)
    return tuple(found) if len(found) == sum(theirs.values()) else ()


def _same(own: Lines, lump: Stretch, way: _Way) -> Iterator[tuple[int, str]]:
    """The lump's lines that these are."""
    alike = defaultdict[int, list[str]](list)
    for print_ in [*lump.lines][::-1] if way.places else ():
        if print_ in own.there:
            alike[own.there[print_]].append(print_)
    for place in way.places:
        yield own.numbers[place], alike[own.kinds[place]].pop()
