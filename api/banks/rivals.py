"""Whether a statement may have lines of one that came, were those that touch not to follow on.

That they do is taken from balances; where one is reached twice, another may have stood between. A
statement has no line of theirs on the strength of that alone: where one of them, or all that fit,
may lie in it, and no more would be unseen than was before, it is not told as new.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.banks.lumps import Lines
from api.banks.walks import Known, Walk

type _Ends = tuple[int, int]
"""From where to where something leads."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """Lines of a statement from one on that are those of a part; and where both lead together."""

    at: int
    same: tuple[str, ...]
    ends: _Ends
    part: Walk


def at_most(own: Lines, known: Known) -> int:
    """How many of its lines say the same as one that came, with the same balance before it."""
    there = {
        (own.there.get(print_), balance)
        for walk in known.walks
        for print_, balance in zip(walk.prints, walk.balances, strict=False)
    }
    return sum(one in there for one in zip(own.kinds, own.balances, strict=False))


def rivals(own: Lines, known: Known) -> Iterator[dict[int, str]]:
    """What it would tell again: banked lines, by the numbers of its own."""
    parts = [part for walk in known.walks for part in walk.parts()]
    if len(parts) < 2:
        return
    lumps = [(lump.opening, lump.closing) for lump in known.lumps]
    most = _unseen([*map(_ends, parts), *lumps])
    every = [fit for part in parts for fit in _fits(own, part)]
    for fits in (*([fit] for fit in every), _beside_each_other(every)):
        left = [_ends(part) for part in parts if all(part is not fit.part for fit in fits)]
        begins = (fit.ends[0] for fit in fits if fit.at == 0)
        closes = (fit.ends[1] for fit in fits if fit.at + len(fit.same) == own.many)
        together = next(begins, own.balances[0]), next(closes, own.balances[-1])
        if fits and _unseen([*left, *lumps, together]) <= most:
            yield {own.numbers[fit.at + n]: one for fit in fits for n, one in enumerate(fit.same)}


def _ends(part: Walk) -> _Ends:
    return part.opening, part.closing


def _fits(own: Lines, part: Walk) -> Iterator[_Fit]:
    """All of the part within it, its end where it begins, its beginning where it ends, or it within
    the part."""
    starts = [(at, 0) for at in own.places.get(part.opening, ())]
    opening = own.balances[0]
    starts += [(0, n) for n, one in enumerate(part.balances[:-1]) if n and one == opening]
    for at, place in starts:
        same = part.prints[place : place + own.many - at]
        alike = all(own.there.get(print_) == own.kinds[at + n] for n, print_ in enumerate(same))
        if same and alike:
            inside = place + len(same) < len(part.prints)
            ends_in_it = inside or at + len(same) == own.many
            begin = part.opening if at == 0 else own.balances[0]
            yield _Fit(at, same, (begin, part.closing if ends_in_it else own.balances[-1]), part)


def _beside_each_other(fits: Sequence[_Fit]) -> list[_Fit]:
    """As many as go, each part once, none over another."""
    found, end = list[_Fit](), 0
    for fit in sorted(fits, key=lambda fit: fit.at):
        if fit.at >= end and all(fit.part is not one.part for one in found):
            found.append(fit)
            end = fit.at + len(fit.same)
    return found


def _unseen(ends: Sequence[_Ends]) -> int:
    """Of how many stretches that follow on each other these are, at the least."""
    more, to = Counter[int](), defaultdict[int, set[int]](set)
    for opening, closing in ends:
        more[opening] += 1
        more[closing] -= 1
        to[opening].add(closing)
        to[closing].add(opening)
    many, left = 0, set(to)
    while left:
        reached, open_ = set[int](), [left.pop()]
        while open_:
            reached.add(at := open_.pop())
            open_ += to[at] - reached
        left -= reached
        many += max(1, sum(max(0, more[at]) for at in reached))
    return many
