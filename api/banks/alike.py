"""What of a statement looks like what is banked."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain

from api.banks.lumps import Lines


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
