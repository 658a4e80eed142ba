"""Which banked lines a statement may have, whatever else is unseen, in whatever order banks print.

What came of a statement lies in it as a piece of the account's life does: all of it, its end, its
beginning, or this within that. So it is held against each that came by itself: neither that those
which touch followed on is trusted, nor an order in which lines are only printed; some banks sort
them. Where it may have more of what came than it was told to have, it waits.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from api.banks.lumps import Lines, places
from api.banks.piecing import put_together
from api.banks.stretches import Stretch, may_lead, meet_once
from api.banks.walks import Known, Walk, lines_from

type _Kinds = Counter[int]
"""How many lines of each kind."""

_PAIRS = 64
"""In so many places it is looked for within what came."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """A statement's lines, whether their order is known (`sure`), and the kinds of lines that have
    the bank's own numbers: what these are is told by that."""

    own: Lines
    sure: bool
    numbered: AbstractSet[int]

    def may_have_more(self, came: Sequence[Stretch], told: Collection[str]) -> bool:
        """Whether it may have more lines of what came than those that are `told` again."""
        ours, same = Counter(self.own.kinds), {*told}
        have, near = self.own.alike(same), set[str]()
        grown = self.sure and not all(one.whole for one in came)
        ways = (put_together(came) or [Known()]) if grown else []
        for one in came:
            near |= self._first(one.lines, same, self._shared(one, ways))
        there = self.own.alike(same | near)
        return any(
            min(there[kind], ours[kind]) > have[kind] for kind in there if kind not in self.numbered
        )

    def _first(
        self, prints: Iterable[str], told: AbstractSet[str], some: Iterable[_Kinds]
    ) -> set[str]:
        """As many lines of each kind as any of these has, those that are told again first."""
        most, found = Counter[int](), set[str]()
        for kinds in some:
            most |= kinds
        for print_ in sorted(prints, key=told.__contains__, reverse=True) if most else ():
            kind = self.own.there.get(print_)
            if kind is not None and most[kind] > 0:
                most[kind] -= 1
                found.add(print_)
        return found

    def _shared(self, one: Stretch, ways: Sequence[Known]) -> Iterator[_Kinds]:
        """Which of its lines it may have, each way; `ways`: in which all that came may lie."""
        own, theirs = self.own, self.own.alike(one.lines)
        common = theirs & Counter(own.kinds)
        if not common or meet_once(own.reach, one.reach):
            return
        known = one.adds_up and ((one.ordered and one.sure) or one.many < 2)
        if not one.whole:
            yield self._placed(one, ways) if known and self.sure else common
        elif known:
            walk = lines_from(one.opening, [*one.lines.items()])
            yield from self._in_order(walk) if self.sure else self._of_walk(walk)
        elif self.sure:
            yield from (Counter(own.kinds[n] for n in some) for some in places(own, one, theirs))
        else:
            yield from self._in_any_order(one, theirs)

    def _placed(self, one: Stretch, ways: Sequence[Known]) -> _Kinds:
        """Of what grew: lines where it has equal ones, by the balance before each."""
        own, most = self.own, Counter[int]()
        here = {*zip(own.kinds, own.balances, strict=False)}
        for way in ways:
            found, left = Counter[int](), {*one.lines}
            for walk in way.walks:
                for print_, balance in zip(walk.prints, walk.balances, strict=False):
                    if print_ in left:
                        left.remove(print_)
                        kind = own.there.get(print_)
                        found.update([kind] if kind is not None and (kind, balance) in here else [])
            most |= found + self.own.alike(left)
        return most

    def _in_order(self, walk: Walk) -> Iterator[_Kinds]:
        """Line by line, at the same balances: all of it, its end, its beginning, or it within."""
        own, opening = self.own, self.own.balances[0]
        starts = [(at, 0) for at in own.places.get(walk.opening, ())]
        starts += [(0, n) for n, one in enumerate(walk.balances[:-1]) if n and one == opening]
        if len(starts) > _PAIRS:
            yield self.own.alike(walk.prints) & Counter(own.kinds)
        for at, place in starts[:_PAIRS]:
            same = walk.prints[place : place + own.many - at]
            if all(own.there.get(print_) == own.kinds[at + n] for n, print_ in enumerate(same)):
                yield self.own.alike(same)

    def _of_walk(self, walk: Walk) -> Iterator[_Kinds]:
        """The same, where its own lines may stand in any order."""
        kinds = [self.own.there.get(print_) for print_ in walk.prints]
        ours, opening, closing = Counter(self.own.kinds), *self._ends
        begins = [place for place, balance in enumerate(walk.balances) if balance == opening]
        ends = [place for place, balance in enumerate(walk.balances) if balance == closing]
        parts = {(0, end) for end in ends} | {(begin, len(kinds)) for begin in begins}
        parts |= {(begin, end) for begin in begins for end in ends if begin < end}
        whole = _part(ours, kinds)
        if len(parts) > _PAIRS:
            yield _among(ours, kinds)
        elif whole and may_lead(opening, walk.opening, self._moved(ours - whole)):
            yield whole
        yield from (_part(ours, kinds[begin:end]) for begin, end in [*parts][:_PAIRS])

    def _in_any_order(self, one: Stretch, theirs: _Kinds) -> Iterator[_Kinds]:
        """All of theirs, all of its own, or so many at an end that it leads to the other one's."""
        ours, opening, closing = Counter(self.own.kinds), *self._ends
        moved = Counter(one.moved)
        all_alike = theirs.total() == len(one.moved) and theirs <= ours
        if all_alike and may_lead(opening, one.opening, self._moved(ours - theirs)):
            yield theirs
        if ours <= theirs and may_lead(one.opening, opening, moved - self._moved(ours)):
            yield ours
        both = self._moved(theirs & ours)
        for begin, end in ((one.opening, closing), (opening, one.closing)):
            if may_lead(begin, end, both, some=True):
                yield theirs & ours

    @property
    def _ends(self) -> tuple[int, int]:
        return self.own.balances[0], self.own.balances[-1]

    def _moved(self, kinds: _Kinds) -> Counter[int]:
        """How often lines of these kinds move how much."""
        found = Counter[int]()
        for kind, many in kinds.items():
            found[self.own.fen[kind]] += many
        return found


def _part(ours: _Kinds, kinds: list[int | None]) -> _Kinds:
    """All of a part, where it is among its own; else none."""
    found = _among(ours, kinds)
    return found if found.total() == len(kinds) else Counter[int]()


def _among(ours: _Kinds, kinds: Iterable[int | None]) -> _Kinds:
    return Counter(kind for kind in kinds if kind is not None) & ours
