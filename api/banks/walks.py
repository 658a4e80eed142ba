"""What came of a day, put together: statements that touch follow on, as lines and balances.

Each came with the lines that were new then. Where it had others, they are those that lie between
the balances it leads through. Where it may have been put together in several ways, each is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, product

from api.banks.stretches import Stretch, reach

_WAYS = 16
"""In how many ways a day is put together at most; beyond, nobody knows its order."""
_STEPS = 50
"""How many steps a line may take while it is sought where a statement led."""


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


def put_together(came: Sequence[Stretch], *, turned: bool = False) -> list[Known] | None:
    """All ways in which statements lie, in the order they came; `turned`: those of which nothing
    tells how they print their lines print the newest first. None where there are too many."""
    ways = [Known()]
    for one in came:
        if not one.lines:
            continue
        told = one.told(turned=turned)
        ways = [more for way in ways for more in _with(way, one, told)]
        if len(ways) > 1:
            ways = [*{_lines(way): way for way in reversed(ways)}.values()][::-1]
        if len(ways) > _WAYS:
            return None
    return ways


def _lines(way: Known) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(walk.prints for walk in way.walks))


def _with(way: Known, one: Stretch, told: list[tuple[str, int]] | None) -> Iterator[Known]:
    """A way with one statement more: by itself, where none of its lines was known; else it leads
    over some of what came, or nobody knows where it lies."""
    if told is not None and one.whole:
        yield from _joined(way, way.walks, _walk(one.opening, told))
        return
    led = _Leading(one, told).over(way.walks) if told else ()
    for walk, left in led:
        yield from _joined(way, left, walk)
    if not led:
        yield replace(way, lumps=(*way.lumps, one))


def _walk(opening: int, told: Sequence[tuple[str, int]]) -> Walk:
    prints = tuple(print_ for print_, _ in told)
    return Walk(prints, tuple(accumulate((fen for _, fen in told), initial=opening)))


def _joined(way: Known, walks: Sequence[Walk], one: Walk) -> Iterator[Known]:
    """These walks with one more: behind one that closes where it opens, before one that opens where
    it closes; what leads back to where it began may lie between two statements, too."""
    before = [walk for walk in walks if walk.closing == one.opening]
    behind = [walk for walk in walks if walk.opening == one.closing]
    for first, last in product(before or [None], behind or [None]):
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


@dataclass(frozen=True, slots=True)
class _At:
    """How far a statement is followed: the walks and lines it led over, `told` of these its own;
    the walks it did not touch, and the rest of one that it left between two statements. It begins
    behind `head` lines of the first."""

    parts: tuple[Walk, ...]
    balance: int
    told: int
    left: tuple[Walk, ...]
    rest: Walk | None = None
    head: int = 0


@dataclass(frozen=True, slots=True)
class _Leading:
    """A statement of which only those lines are told that were new when it came."""

    one: Stretch
    told: list[tuple[str, int]]

    def over(self, walks: tuple[Walk, ...]) -> list[tuple[Walk, tuple[Walk, ...]]]:
        """The walks that it may have led over, put together with its own lines, and those that it
        did not touch. Empty where there is none, or too many to look at."""
        open_, found = self._begun(walks), dict[tuple[str, ...], tuple[Walk, tuple[Walk, ...]]]()
        steps = _STEPS * (len(self.told) + len(walks) + 20)
        while open_ and len(found) <= _WAYS:
            at, steps = open_.pop(), steps - 1
            if steps < 0:
                return []
            if at.told == len(self.told):
                found |= {walk.prints: (walk, left) for walk, left in self._ended(at)}
            else:
                open_.append(self._next(at))
            if at.rest is None:
                for walk in at.left:
                    if walk.opening == at.balance:
                        open_ += self._through(at, walk)
            elif at.rest.opening == at.balance:
                open_ += self._through(at, at.rest)
        return [*found.values()]

    def _begun(self, walks: tuple[Walk, ...]) -> list[_At]:
        """Before all walks, or within one."""
        opening = self.one.opening
        found = [_At((), opening, 0, walks)]
        for walk in walks:
            for place, balance in enumerate(walk.balances[:-1]):
                if place and balance == opening:
                    found += self._through(_At((), opening, 0, walks, head=place), walk)
        return found

    def _next(self, at: _At) -> _At:
        """On by the next of its own lines, with those behind it up to where it may be known."""
        ends = {walk.opening for walk in at.left} | ({at.rest.opening} if at.rest else set())
        last, balance = at.told, at.balance
        while last < len(self.told):
            balance += self.told[last][1]
            last += 1
            if balance in ends:
                break
        line = _walk(at.balance, self.told[at.told : last])
        return replace(at, parts=(*at.parts, line), balance=balance, told=last)

    def _through(self, at: _At, walk: Walk) -> Iterator[_At]:
        """On to a walk's end; or out of it between two statements, where own lines lead back."""
        left = tuple(other for other in at.left if other is not walk)
        yield _At((*at.parts, walk), walk.closing, at.told, left, head=at.head)
        for seam in walk.seams if self._turns else ():
            if seam > (0 if at.parts else at.head):
                parts, rest = (*at.parts, walk.until(seam)), walk.since(seam)
                yield _At(parts, rest.opening, at.told, left, rest, at.head)

    @property
    def _turns(self) -> bool:
        """Whether some of its own lines, one after the other, come to nothing."""
        sums = [*accumulate((fen for _, fen in self.told), initial=0)]
        return len(set(sums)) < len(sums)

    def _ended(self, at: _At) -> Iterator[tuple[Walk, tuple[Walk, ...]]]:
        """All its own lines are told: it ends here, or within what lies before it, where it has as
        many as it is known to have."""
        more = self.one.many + at.head - sum(len(walk.prints) for walk in at.parts)
        if at.rest is None and at.balance == self.one.closing and not more:
            yield _whole(at.parts, at.head, 0), at.left
        for walk in at.left if at.rest is None else (at.rest,):
            behind = len(walk.prints) - more
            ends_there = more > 0 < behind and walk.balances[more] == self.one.closing
            if walk.opening == at.balance and ends_there:
                left = tuple(one for one in at.left if one is not walk)
                yield _whole((*at.parts, walk), at.head, behind), left


def _whole(parts: Sequence[Walk], head: int, behind: int) -> Walk:
    """One after the other. Within a statement nothing is missing: a seam stays only before it
    begins, or `behind` so many of the last lines, where it ends."""
    prints, balances, seams = list[str](), [parts[0].opening], list[int]()
    for walk in parts:
        seams += (len(prints) + seam for seam in walk.seams)
        prints += walk.prints
        balances += walk.balances[1:]
    end = len(prints) - behind
    kept = (seam for seam in seams if seam <= head or seam >= end)
    return Walk(tuple(prints), tuple(balances), tuple(kept))
