"""What the bank calls its statements: by name, and by number; where that tells which are the same.

A name alone is none that says so: some banks name and number all alike. With the balances it is.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from api.banks.stretches import Stretch
from domain.bankday.stated import Stated

_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
"""`00075/003` is written `75/3` by others, and is the same."""

type _Called = tuple[str | None, int, int]


def repeats(stated: Sequence[Stated], came: Sequence[Stretch]) -> bool:
    """Whether each of these came under its name, between its balances; and under its number, where
    both have one."""
    there = defaultdict[_Called, set[int | None]](set)
    for one in chain.from_iterable(each.stated for each in came):
        there[_called(one)].add(one.sequence)
    return all(
        one.statement is not None and _meets(one.sequence, there.get(_called(one), ()))
        for one in stated
    )


def _meets(number: int | None, theirs: Collection[int | None]) -> bool:
    return number in theirs or None in theirs or (number is None and bool(theirs))


def anchored(stated: Sequence[Stated], came: Sequence[Stretch]) -> Iterator[Stretch]:
    """Of what came, that of which each statement is one of these by its name and its balances; or
    opens where that opens under its name, and has grown since."""
    grown = {_called(one)[:2] for one in stated}
    same = {_called(one) for one in stated}
    for one in came:
        *first, last = map(_called, one.stated)
        named = all(each.statement is not None for each in one.stated)
        if named and last[:2] in grown and same.issuperset(first):
            yield one


@dataclass(frozen=True, slots=True)
class Numbered:
    """The bank's numbers of statements, and of those that came."""

    stated: Sequence[Stated]
    came: Sequence[Stretch]

    @property
    def are_known(self) -> bool:
        """Whether each has one."""
        return None not in {one.sequence for one in self.stated} | self._theirs

    @property
    def are_theirs(self) -> bool:
        """Whether all of them are numbers of what came."""
        return {one.sequence for one in self.stated} <= self._theirs

    @property
    def _theirs(self) -> set[int | None]:
        return {one.sequence for each in self.came for one in each.stated}


def _called(one: Stated) -> _Called:
    name = one.statement
    return name and _ZEROS.sub("", name), one.opening, one.closing
