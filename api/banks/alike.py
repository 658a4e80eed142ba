"""What of a statement looks like what is banked.

No line is new that may be one of another statement of which no order is known: of several days, or
of another day. A line of that one has no balance that is known; where a statement that may reach it
has one that looks the same, and would bring it as new, it waits.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from api.banks.lumps import Lines
from api.banks.stretches import Stretch, meet_once


def looks_new_again(
    own: Lines, told: Iterable[str], several: Iterable[Stretch], numbered: AbstractSet[int]
) -> bool:
    """Whether a line would be new that looks like one of `several`. `told`: the banked lines that
    are told again. Not of those of which no order reaches it, nor of what the bank numbers."""
    near = {*chain(*(one.lines for one in several if not meet_once(own.reach, one.reach)))}
    same, ours = {*told}, Counter(own.kinds)
    have, there = _kinds(own, same), _kinds(own, same | near)
    kinds = _kinds(own, near).keys() - numbered
    return any(min(there[kind], ours[kind]) > have[kind] for kind in kinds)


def all_alike(own: Lines, *some: Sequence[Collection[str]]) -> bool:
    """Whether each of its lines looks like a banked one of its own."""
    return Counter(own.kinds) <= _kinds(own, {*chain(*chain(*some))})


def has_all(own: Lines, came: Sequence[Collection[str]]) -> bool:
    """Whether all lines that came are among its own."""
    lines = {*chain(*came)}
    if any(print_ not in own.there for print_ in lines):
        return False
    return _kinds(own, lines) <= Counter(own.kinds)


def _kinds(own: Lines, prints: Collection[str]) -> Counter[int]:
    """How many banked lines there are of each kind of its own."""
    return Counter(own.there[print_] for print_ in prints if print_ in own.there)
