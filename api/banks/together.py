"""What came of a day, put together: statements that touch follow on, as lines and balances.

Each came with the lines that were new then. Where it had others, they are those that lie between
the balances it leads through. Where it may have been put together in several ways, each is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from api.banks.leading import Leading
from api.banks.stretches import Stretch
from api.banks.walks import MOST, Known, Walk, joined, lines_from
from domain.bankday.state import Stated

type _Told = Sequence[tuple[str, int]]
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
            ways = [*{_lines(way): way for way in reversed(ways)}.values()][::-1]
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
    way: Known, file: Stretch, stated: Sequence[Stated], told: _Told, *, turned: bool, grown: bool
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


def _part(file: Stretch, one: Stated, told: _Told) -> Stretch:
    ends = one.opening, one.closing
    return Stretch((one,), *ends, dict(told), ordered=file.ordered, sure=file.sure)


def _leads_through(walk: Walk, one: Stated) -> bool:
    """Whether just as many lines as a statement has lead from its opening to its closing there."""
    starts = enumerate(walk.balances[: max(0, len(walk.balances) - one.lines)])
    return any(
        balance == one.opening and walk.balances[place + one.lines] == one.closing
        for place, balance in starts
    )


def _lines(way: Known) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(walk.prints for walk in way.walks))


def _with(way: Known, one: Stretch, told: list[tuple[str, int]] | None) -> Iterator[Known]:
    """A way with one statement more: by itself, where none of its lines was known; else it leads
    over some of what came, or nobody knows where it lies."""
    if told is not None and one.whole:
        yield from joined(way, way.walks, lines_from(one.opening, told))
        return
    led = Leading(one, told).over(way.walks) if told else ()
    for walk, left in led:
        yield from joined(way, left, walk)
    if not led:
        yield replace(way, lumps=(*way.lumps, one))
