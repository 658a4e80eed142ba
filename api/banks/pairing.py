"""Under the word of a whole day: banked lines that it does not have, told otherwise by now.

A bank fills in a payer's name in the evening, or a number. Who reconciles says, and signs, that all
that came of the day is in the file; then what it does not have is one of its own lines that nothing
else is, of the same day, amount and way. It is said of how many that was.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from api.banks.asked import Came
from api.banks.lumps import Lines
from api.banks.stretches import Stretch


def begins(opening: int, came: Sequence[Stretch]) -> bool:
    """Whether what opens so opens as the day does, as far as that came: what goes on from there is
    another part of the day, and what it brings is somebody else's, of whatever amount."""
    opened = {one.opening for one in came}
    first = opened - {one.closing for one in came} or opened
    return not first or opening in first


def paired(own: Lines, came: Came) -> dict[int, str] | None:
    """Such lines by the numbers of its own, all of one day; none where it has all that came. None
    where one has no such line."""
    banked = {**came.half}
    for one in came.of_day:
        banked |= one.lines
    found = pairs(own, banked, came.numbered)
    return found if len(found) == len(banked) - _common(own, banked).total() else None


def pairs(own: Lines, banked: Mapping[str, int], numbered: AbstractSet[str]) -> dict[int, str]:
    """Banked lines that none of its own looks like, each with one that looks like none, as far as
    these go. `banked`: by fingerprint, each as it moves. Of those that are `numbered` the bank's
    own numbers tell: such a one is no other line, whatever the whole day lacks."""
    same, left = _common(own, banked), Counter(own.kinds)
    left -= same
    free = defaultdict[int, list[int]](list)
    for number, own_kind in reversed([*zip(own.numbers, own.kinds, strict=True)]):
        if left[own_kind] > 0:
            left[own_kind] -= 1
            free[own.fen[own_kind]].append(number)
    found = dict[int, str]()
    for print_, fen in banked.items():
        kind = own.there.get(print_)
        if kind is not None and same[kind] > 0:
            same[kind] -= 1
        elif free[fen] and print_ not in numbered:
            found[free[fen].pop()] = print_
    return found


def _common(own: Lines, banked: Mapping[str, int]) -> Counter[int]:
    """How many of its lines of each kind look like banked ones, each like another."""
    return Counter(own.kinds) & own.alike(banked)
