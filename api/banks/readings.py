"""All ways in which a statement may lie to what came of its day, line by line and by balances.

A statement is followed from its first line to its last. At each it is either on lines that came,
and tells these again, or beside them. It may come onto them where a walk begins, or where it begins
itself; and leave them where a walk ends, or where it ends itself. Between two statements that touch
only what leads back to where it began can have been missing. So no way asks for more unseen money
than there was before it came: whatever the truth is, if nothing is unseen, it is one of them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from api.banks.lumps import MOST, Lines, TooMany, lain
from api.banks.stretches import meet_once
from api.banks.walks import Known, Walk

_STEPS = 40
"""How often each line may be looked at."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which it may lie: `same`, the banked lines that it tells again (fingerprints), by
    the numbers of its own.

    `gap`: it touches nothing of what came. `over_all`: it leads over all that came.
    `late`: it would have come late, behind what lies behind it. `unlikely`: it only makes others
    wait that know less; what came would be printed the other way round than this.
    `way`: in which of all ways what came would lie; None where something of that would have come
    late; `order`: how that, and this, would be printed.
    """

    same: Mapping[int, str]
    gap: bool = False
    over_all: bool = False
    late: bool = False
    unlikely: bool = False
    way: int | None = None
    order: tuple[bool, int] = (False, 0)


@dataclass(frozen=True, slots=True)
class _Run:
    """So many lines from one of the statement on, which are those of a walk from `place` on."""

    at: int
    walk: int
    place: int
    many: int


type _Left = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _At:
    """How far it is followed: `at` a line; within a walk, or beside all. `left`: the walk that it
    left between two statements, where, and behind which line. `used`: the walks it was on."""

    at: int
    walk: int | None = None
    place: int = 0
    left: _Left | None = None
    used: frozenset[int] = frozenset()
    runs: tuple[_Run, ...] = ()


def readings(own: Lines, known: Known) -> list[Reading]:
    """All ways, each that has other banked lines once, and late only where it must be. Raises
    TooMany."""
    found = dict[frozenset[str], Reading]()
    for one in _Following(own, known.walks).ends():
        for reading in _judged(own, known, one):
            lines = frozenset(reading.same.values())
            if lines not in found or (found[lines].late and not reading.late):
                found[lines] = reading
        if len(found) > MOST:
            raise TooMany
    return [*found.values()]


@dataclass(slots=True)
class _Following:
    own: Lines
    walks: Sequence[Walk]
    opens: dict[int, list[int]] = field(default_factory=dict)
    steps: int = 0

    def ends(self) -> Iterator[_At]:
        """Each way in which it comes to its end."""
        for n, walk in enumerate(self.walks):
            self.opens.setdefault(walk.opening, []).append(n)
        self.steps = _STEPS * (sum(len(walk.prints) + 1 for walk in self.walks) + self.own.many + 9)
        open_ = [*self._begun()]
        while open_:
            at = open_.pop()
            for more in self._within(at) if at.walk is not None else self._beside(at):
                if more.at == self.own.many and (more.walk is not None or more.left is None):
                    yield more
                else:
                    open_.append(more)

    def _begun(self) -> Iterator[_At]:
        yield _At(0)
        opening = self.own.balances[0]
        for n, walk in enumerate(self.walks):
            used = frozenset({n})
            for seam in walk.seams:
                if walk.balances[seam] == opening:
                    yield _At(0, left=(n, seam, 0), used=used)
            for place, balance in enumerate(walk.balances[:-1]):
                if balance == opening:
                    yield _At(0, n, place, used=used)

    def _within(self, one: _At) -> Iterator[_At]:
        """On, as long as lines are the same: to the end, or out where the walk ends, or between two
        statements, if it comes back there."""
        assert one.walk is not None
        walk, same = self.walks[one.walk], self._alike(one.at, one.walk, one.place)
        if one.left is None:
            for seam in walk.seams:
                many = seam - one.place
                if 0 < many <= same and self._comes_back(one.at + many):
                    yield self._out(one, many, (one.walk, seam, one.at + many))
        if one.at + same == self.own.many and one.left is None:
            yield self._out(one, same, None, one.walk)
        elif one.place + same == len(walk.prints):
            yield self._out(one, same, one.left)

    def _beside(self, one: _At) -> Iterator[_At]:
        """On over lines that are new: onto a walk that begins, back to the one it left, or to the
        end. It cannot pass by a walk that it leads over and that touches neither of its ends."""
        balances, used = self.own.balances, one.used
        for at in range(one.at, self.own.many + 1):
            self._count(1)
            balance = balances[at]
            if one.left is not None:
                walk, seam, since = one.left
                if at > since and self.walks[walk].balances[seam] == balance:
                    back = at < self.own.many
                    yield _At(at, walk if back else None, seam, used=used, runs=one.runs)
            if at == self.own.many:
                break
            for n in self.opens.get(balance, ()):
                if n in used or not (same := self._alike(at, n, 0)):
                    continue
                yield _At(at, n, 0, one.left, used | {n}, one.runs)
                most = min(self.own.many - at, len(self.walks[n].prints))
                if same == most and not self.touches(n) and not self._comes_back(at):
                    return
        if one.left is None:
            yield _At(self.own.many, used=used, runs=one.runs)

    def _out(self, one: _At, many: int, left: _Left | None, ends: int | None = None) -> _At:
        assert one.walk is not None
        runs = (*one.runs, _Run(one.at, one.walk, one.place, many))
        return _At(one.at + many, ends, one.place + many, left, one.used, runs)

    def touches(self, n: int) -> bool:
        """Whether a walk ends where the statement begins, or begins where it ends."""
        walk, balances = self.walks[n], self.own.balances
        return walk.closing == balances[0] or walk.opening == balances[-1]

    def _alike(self, at: int, n: int, place: int) -> int:
        """How many lines one after the other say the same as those of a walk."""
        walk, kinds, there, many = self.walks[n], self.own.kinds, self.own.there, 0
        most = min(self.own.many - at, len(walk.prints) - place)
        while many < most and there.get(walk.prints[place + many]) == kinds[at + many]:
            many += 1
        self._count(many + 1)
        return many

    def _comes_back(self, at: int) -> bool:
        return self.own.last[self.own.balances[at]] > at

    def _count(self, steps: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise TooMany


def _judged(own: Lines, known: Known, one: _At) -> Iterator[Reading]:
    """The readings of one way: none where something that came would have to be told otherwise."""
    on = {run.at + n: print_ for run in one.runs for n, print_ in _told(known.walks, run)}
    same = {own.numbers[place]: print_ for place, print_ in on.items()}
    whole = Counter[int]()
    for run in one.runs:
        whole[run.walk] += run.many
    over = sum(many == len(known.walks[n].prints) for n, many in whole.items())
    beside = [walk for n, walk in enumerate(known.walks) if n not in one.used]
    touches = [*map(own.touches, known.walks), *map(own.touches, known.lumps)]
    joined = bool(one.used) or any(touches)
    for told in lain(own, known.lumps, on.keys(), joined=joined):
        if any(not _aside(own, walk, joined=joined or bool(told.same)) for walk in beside):
            continue
        yield Reading(
            same={**same, **told.same},
            gap=not joined and not told.same and bool(known.walks or known.lumps),
            over_all=over + told.over == len(known.walks) + len(known.lumps),
            late=_late(own, known.walks, one),
        )


def _late(own: Lines, walks: Sequence[Walk], one: _At) -> bool:
    """Whether it begins before what came, or has new lines between two statements of it."""
    opening = own.balances[0]
    if not one.runs:
        return bool(one.used) or not any(walk.closing == opening for walk in walks)
    return one.runs[0].at > 0 or any(
        run.at + run.many < own.many and run.place + run.many < len(walks[run.walk].prints)
        for run in one.runs
    )


def _told(walks: Sequence[Walk], run: _Run) -> Iterator[tuple[int, str]]:
    return enumerate(walks[run.walk].prints[run.place : run.place + run.many])


def _aside(own: Lines, walk: Walk, *, joined: bool) -> bool:
    """Whether the statement may have no line of a walk: they touch; or no order of its lines
    reaches a balance that some order of that one's reaches; or it lies elsewhere, and they have
    nothing in common."""
    if own.touches(walk):
        return True
    if meet_once(own.reach, walk.reach):
        return True
    return joined and own.shares_nothing(walk.balances, _alike_ones(own.there, walk.prints))


def _alike_ones(there: Mapping[str, int], prints: Sequence[str]) -> list[int]:
    return [there[print_] for print_ in prints if print_ in there]
