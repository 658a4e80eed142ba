"""What came of a day as walks: lines that follow each other, and the balances between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, product

from api.banks.stretches import Stretch, reach

MOST = 16
"""In how many ways a day is put together at most; beyond, nobody knows its order."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Lines one after the other, by fingerprint, and the balance before and behind each of them;
    `seams`: behind how many of them one statement ends and the next begins."""

    prints: tuple[str, ...]
    balances: tuple[int, ...]
    seams: tuple[int, ...] = ()

    @property
    def opening(self) -> int:
        """The balance before the first line."""
        return self.balances[0]

    @property
    def closing(self) -> int:
        """The balance behind the last line."""
        return self.balances[-1]

    @property
    def reach(self) -> range:
        """All balances that its lines lead through in some order."""
        return reach(self.opening, [after - before for before, after in pairwise(self.balances)])

    def then(self, other: "Walk") -> "Walk":
        """Both, the other one behind."""
        so_far = len(self.prints)
        seams = (*self.seams, so_far, *(so_far + one for one in other.seams))
        return Walk(self.prints + other.prints, self.balances + other.balances[1:], seams)

    def until(self, place: int) -> "Walk":
        """Its first lines, so many."""
        inner = tuple(one for one in self.seams if one < place)
        return Walk(self.prints[:place], self.balances[: place + 1], inner)

    def since(self, place: int) -> "Walk":
        """Those behind so many."""
        inner = tuple(one - place for one in self.seams if one > place)
        return Walk(self.prints[place:], self.balances[place:], inner)

    def parts(self) -> list["Walk"]:
        """Its statements, each by itself."""
        ends = [0, *self.seams, len(self.prints)]
        return [
            Walk(self.prints[begin:end], self.balances[begin : end + 1])
            for begin, end in pairwise(ends)
        ]


@dataclass(frozen=True, slots=True)
class Known:
    """One way in which what came lies: `walks` apart from each other, and what has no known order,
    `lumps`. `late`: something lies before what came before it, and could lie behind that."""

    walks: tuple[Walk, ...] = ()
    lumps: tuple[Stretch, ...] = ()
    late: bool = False


def lines_from(opening: int, told: Sequence[tuple[str, int]]) -> Walk:
    """Lines, each with what it moves, from a balance on."""
    prints = tuple(print_ for print_, _ in told)
    return Walk(prints, tuple(accumulate((fen for _, fen in told), initial=opening)))


def joined(way: Known, walks: Sequence[Walk], one: Walk) -> Iterator[Known]:
    """These walks with one more: behind one that closes where it opens, before one that opens where
    it closes; what leads back to where it began may lie between two statements, too."""
    before = [walk for walk in walks if walk.closing == one.opening]
    behind = [walk for walk in walks if walk.opening == one.closing]
    none: list[Walk | None] = [None]
    for first, last in product(before or none, behind or none):
        left = tuple(walk for walk in walks if walk is not first and walk is not last)
        all_ = one if first is None else first.then(one)
        if first is last and first is not None:
            yield replace(way, walks=(*left, all_))
            yield replace(way, walks=(*left, one.then(first)), late=True)
        elif before or behind or not _seams(walks, one):
            yield replace(way, walks=(*left, all_ if last is None else all_.then(last)))
    for walk, seam in _seams(walks, one):
        left = tuple(other for other in walks if other is not walk)
        between = walk.until(seam).then(one).then(walk.since(seam))
        yield replace(way, walks=(*left, between), late=way.late or bool(before))


def _seams(walks: Sequence[Walk], one: Walk) -> list[tuple[Walk, int]]:
    """Between which statements one may lie that leads back to where it began."""
    return [
        (walk, seam)
        for walk in (walks if one.opening == one.closing else ())
        for seam in walk.seams
        if walk.balances[seam] == one.opening
    ]
