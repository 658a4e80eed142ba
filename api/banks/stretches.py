"""Statements as they came: from one balance to another, with the lines that each brought."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.bankday.stated import Stated


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A statement that came, or several of one file that follow each other.

    `opening`, `closing`: minor units. `lines`: what it brought that was new then, by fingerprint,
    with what each moves, a debit below zero; in the order in which it told them; `outside`: what it
    brought besides of days that nobody asks about, each as it moves. `ordered`: whether
    that can be the bank's own order, one way round or the other; not of what tells of several days.
    `sure`: whether it is, oldest first. `several`: nobody knows which of the statements brought
    which line; `shared`: nor whether others of the file did. `numbered`: those of its lines
    that have the bank's own numbers. `moments`: the instants of its lines, where these go on from
    one to the next.
    """

    stated: tuple[Stated, ...]
    opening: int
    closing: int
    lines: Mapping[str, int]
    ordered: bool = True
    sure: bool = False
    several: bool = False
    shared: bool = False
    outside: Collection[int] = ()
    numbered: AbstractSet[str] = frozenset()
    moments: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def all_numbered(self) -> bool:
        """Whether each line that it brought has the bank's own number."""
        return self.numbered >= self.lines.keys()

    @property
    def whole(self) -> bool:
        """Whether it brought all that it has: none was known before; and leads with that from where
        it opens to where it closes."""
        return not self.shared and self._all and self.adds_up

    @property
    def adds_up(self) -> bool:
        """Whether its balances may be true. What two persons released may lack a line: nobody
        knows where it lies."""
        return not self._all or self.opening + sum(self.moved) == self.closing

    @property
    def _all(self) -> bool:
        return len(self.lines) + len(self.outside) == self.many

    @property
    def moved(self) -> Collection[int]:
        """What all that it brought moves."""
        return [*self.lines.values(), *self.outside]

    @property
    def many(self) -> int:
        """How many lines it has."""
        return sum(one.lines for one in self.stated)

    def called(self, names: Mapping[str, str]) -> "Stretch":
        """The same, where lines are known by other fingerprints: from its own to those."""
        if not names.keys() & self.lines.keys():
            return self
        known = {print_: names.get(print_, print_) for print_ in self.lines}
        return replace(
            self,
            lines={known[print_]: fen for print_, fen in self.lines.items()},
            numbered={known[print_] for print_ in self.numbered},
            moments={known[print_]: at for print_, at in self.moments.items() if print_ in known},
        )

    @property
    def reach(self) -> range | None:
        """All balances that its lines could lead through in any order; None where some are not
        known."""
        return reach(self.opening, self.moved) if self.whole else None

    def told(self, *, turned: bool) -> list[tuple[str, int]] | None:
        """Its lines oldest first, if they stand so, or the other way round (`turned`); None where
        neither can be the bank's order."""
        lines = [*self.lines.items()]
        if not self.adds_up:
            return None
        if not self.ordered:
            return lines if self.whole and self.many < 2 else None
        if len(lines) < 2 or self.sure or not turned:
            return lines
        return lines[::-1] if len(self.stated) == 1 else None


def stretch(
    stated: Sequence[Stated],
    lines: Mapping[str, int],
    *,
    ordered: bool = True,
    sure: bool = False,
    several: bool = False,
    shared: bool = False,
    outside: Collection[int] = (),
) -> Stretch:
    """Statements in the order in which they follow each other, with what they brought."""
    ends = stated[0].opening, stated[-1].closing
    return Stretch(tuple(stated), *ends, lines, ordered, sure, several, shared, outside)


def in_order(stated: Collection[Stated]) -> list[Stated] | None:
    """Statements as they follow each other: each opens where the one before it closed, and no two
    open alike. None where they do not."""
    if len(stated) < 2:
        return list(stated)
    opens = {one.opening: one for one in stated if one.opening != one.closing}
    first = opens.keys() - {one.closing for one in stated}
    if len(opens) != len(stated) or len(first) != 1:
        return None
    found = [opens.pop(first.pop())]
    while opens:
        if (behind := opens.pop(found[-1].closing, None)) is None:
            return None
        found.append(behind)
    return found


def reach(opening: int, moved: Collection[int]) -> range:
    """All balances through which lines could lead from one, in whatever order they were booked."""
    out = sum(fen for fen in moved if fen < 0)
    in_ = sum(fen for fen in moved if fen > 0)
    return range(opening + out, opening + in_ + 1)


def meet_once(one: range | None, other: range | None) -> bool:
    """Whether no line can be one of both: they have no more than one balance in common."""
    if one is None or other is None:
        return False
    return min(one.stop, other.stop) - max(one.start, other.start) <= 1


_FEW, _SUMS = 64, 4_096
"""Of so many lines, and up to so many sums of them, it is reckoned where they may lead."""


def may_lead(begin: int, end: int, moved: Counter[int], *, some: bool = False) -> bool:
    """Whether lines may lead from one balance to another, all or a part of them; `some`: one at the
    least. `moved`: how often they move how much. Of too many to reckon it is within their reach."""
    if end not in reach(begin, [*moved.elements()]):
        return False
    if moved.total() > _FEW:
        return True
    reached = set[int]()
    for fen in moved.elements():
        reached |= {begin + fen, *(balance + fen for balance in reached)}
        if len(reached) > _SUMS:
            return True
    return end in reached or (end == begin and not some)
