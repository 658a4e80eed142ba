"""What came of a day, pieced together: statements that touch follow on, as lines and balances.

Each came with the lines that were new then. Where it had others, they are those that lie between
the balances it leads through. Where it may have been put together in several ways, each is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from api.banks.stretches import Stretch
from api.banks.walks import MOST, Known, Walk, joined, lines_from
from domain.bankday.stated import Stated

type _Lines = Sequence[tuple[str, int]]
"""Lines, each with what it moves."""

_FEW = 200
"""Of statements of so many lines in a file it is tried which of them grew."""


def put_together(came: Sequence[Stretch], *, turned: bool = False) -> list[Known] | None:
    """All ways in which statements lie, in the order they came; `turned`: those of which nothing
    tells how they print their lines print the newest first. None where there are too many."""
    ways = [Known()]
    for one in came:
        if not one.lines:
            continue
        ways = [more for way in ways for more in _added(way, one, turned=turned)]
        if len(ways) > 1:
            ways = [*{_prints(way): way for way in reversed(ways)}.values()][::-1]
        if not 0 < len(ways) <= MOST:
            return None
    return ways


def _added(way: Known, one: Stretch, *, turned: bool) -> Iterator[Known]:
    """A way with what one file brought more."""
    if not one.several:
        yield from _with(way, one, one.told(turned=turned))
        return
    told, few = [*one.lines.items()], one.many <= _FEW
    for grown in (False, True) if few else (False,):
        ways = [*_several(way, one, one.stated, told, turned=turned, grown=grown)]
        yield from ways
        if ways:
            return


def _several(
    way: Known, file: Stretch, stated: Sequence[Stated], told: _Lines, *, turned: bool, grown: bool
) -> Iterator[Known]:
    """A way with those of a file's statements that brought lines: all of theirs, or, if `grown`, a
    part. Of the others all were known, and lie there."""
    if not stated:
        yield from () if told else (way,)
        return
    one, *left = stated
    if not one.lines or any(_leads_through(walk, one) for walk in way.walks):
        yield from _several(way, file, left, told, turned=turned, grown=grown)
    least = max(1, len(told) - sum(each.lines for each in left)) if grown else one.lines
    for many in range(least, min(one.lines, len(told)) + 1) if one.lines else ():
        part = _part(file, one, told[:many])
        if part.whole and sum(part.lines.values()) != one.closing - one.opening:
            continue
        for more in _with(way, part, part.told(turned=turned)):
            if len(more.lumps) == len(way.lumps):
                yield from _several(more, file, left, told[many:], turned=turned, grown=grown)


def _part(file: Stretch, one: Stated, told: _Lines) -> Stretch:
    ends = one.opening, one.closing
    return Stretch((one,), *ends, dict(told), ordered=file.ordered, sure=file.sure)


def _leads_through(walk: Walk, one: Stated) -> bool:
    """Whether just as many lines as a statement has lead from its opening to its closing there."""
    starts = enumerate(walk.balances[: max(0, len(walk.balances) - one.lines)])
    return any(
        balance == one.opening and walk.balances[place + one.lines] == one.closing
        for place, balance in starts
    )


def _prints(way: Known) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(walk.prints for walk in way.walks))


def _with(way: Known, one: Stretch, told: list[tuple[str, int]] | None) -> Iterator[Known]:
    """A way with one statement more: by itself, where none of its lines was known; else it leads
    over some of what came, or nobody knows where it lies."""
    if told is not None and one.whole:
        yield from joined(way, way.walks, lines_from(one.opening, told))
        return
    led = _Grown(one, told).over(way.walks) if told else ()
    for walk, left in led:
        yield from joined(way, left, walk)
    if not led:
        yield replace(way, lumps=(*way.lumps, one))


_STEPS = 50
"""How many steps a line may take while it is sought."""


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
class _Grown:
    """A statement of which only those lines are told that were new when it came."""

    one: Stretch
    told: list[tuple[str, int]]

    def over(self, walks: tuple[Walk, ...]) -> list[tuple[Walk, tuple[Walk, ...]]]:
        """The walks that it may have led over, put together with its own lines, and those that it
        did not touch. Empty where there is none, or too many to look at."""
        open_, found = self._begun(walks), dict[tuple[str, ...], tuple[Walk, tuple[Walk, ...]]]()
        steps = _STEPS * (len(self.told) + len(walks) + 20)
        while open_ and len(found) <= MOST:
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
            left = tuple(other for other in walks if other is not walk)
            for place, balance in enumerate(walk.balances[:-1]):
                if place and balance == opening:
                    found += self._through(_At((), opening, 0, walks, head=place), walk)
            for seam in walk.seams if self._turns else ():
                if walk.balances[seam] == opening:
                    parts, rest = (walk.until(seam),), walk.since(seam)
                    found.append(_At(parts, opening, 0, left, rest, head=seam))
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
        line = lines_from(at.balance, self.told[at.told : last])
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
            least, behind = int(walk is not at.rest), len(walk.prints) - more
            inside = more >= least and behind > 0
            if walk.opening == at.balance and inside and walk.balances[more] == self.one.closing:
                left = tuple(one for one in at.left if one is not walk)
                yield _whole((*at.parts, walk), at.head, behind), left


def _whole(parts: Sequence[Walk], head: int, behind: int) -> Walk:
    """One after the other. Within a statement nothing is missing: a seam stays only before it
    begins, or `behind` so many of the last lines, where it ends."""
    prints, balances, seams = list[str](), [parts[0].opening], list[int]()
    end = sum(len(walk.prints) for walk in parts) - behind
    for walk in parts:
        begin = len(prints)
        seams += [begin] if begin and begin in (head, end) else []
        seams += (begin + seam for seam in walk.seams)
        prints += walk.prints
        balances += walk.balances[1:]
    kept = (seam for seam in seams if seam <= head or seam >= end)
    return Walk(tuple(prints), tuple(balances), tuple(kept))
