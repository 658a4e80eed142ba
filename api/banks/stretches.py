"""Statements as stretches from one balance to another: put together, grown, and cut apart."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from domain.bankday.state import Stated


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """What leads from one balance to another (minor units): a statement, several that follow each
    other, or a part of one.

    `lines`: what it brought, by fingerprint, with what each moves, a debit below zero. `passed`:
    balances that it is known to pass, its lines taken in their order; `once`: and to pass no second
    time, none where the order is not known. `between`: all that they could lead through in any
    order; None where they do not lead from end to end, as some of them are another file's, or of
    another day. `ordered`: whether the order of its lines is known.
    """

    stated: tuple[Stated, ...]
    opening: int
    closing: int
    lines: Mapping[str, int]
    passed: frozenset[int]
    once: frozenset[int]
    between: range | None
    ordered: bool

    def leads_over(self, other: "Stretch") -> bool:
        """Whether some of its lines, one after the other, lead from that one's opening to its
        closing and move what its lines move; taken in the order in which they are held."""
        moved, many = list(self.lines.values()), len(other.lines)
        balances = list(accumulate(moved, initial=self.opening))
        theirs = Counter(other.lines.values())
        return any(
            start == other.opening and Counter(moved[place : place + many]) == theirs
            for place, start in enumerate(balances[: len(balances) - many])
        )

    def parts_at(self, balance: int) -> Iterator[tuple[Mapping[str, int], Mapping[str, int]]]:
        """Its lines before and behind each time that it passes a balance, its ends left out; none
        where the order is not known."""
        lines, at = list(self.lines.items()), self.opening
        for place, (_, fen) in enumerate(lines if self.ordered else (), 1):
            at += fen
            if at == balance and place < len(lines):
                yield dict(lines[:place]), dict(lines[place:])


def stretch(stated: Sequence[Stated], lines: Mapping[str, int], *, printed: bool = True) -> Stretch:
    """Statements in the order in which they follow each other, with what they brought; `printed`:
    in the order in which it was booked."""
    opening, closing = stated[0].opening, stated[-1].closing
    ends = frozenset(end for one in stated for end in (one.opening, one.closing))
    return _stretch(tuple(stated), (opening, closing), lines, ends, printed=printed)


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


def grown(came: Iterable[Stretch]) -> list[Stretch]:
    """The same, in the order in which they came; one that has an end in common with those before
    it, and brought lines, is the same day grown, and has theirs."""
    kept: list[Stretch] = []
    for one in came:
        held = [other for other in kept if one.lines and _same_end(one, other)]
        if held:
            first = [other.lines for other in held if other.opening == one.opening]
            last = [other.lines for other in held if other.opening != one.opening]
            lines = {key: fen for some in (*first, one.lines, *last) for key, fen in some.items()}
            passed = one.passed.union(*(other.passed for other in held))
            kept = [other for other in kept if other not in held]
            one = _stretch(one.stated, (one.opening, one.closing), lines, passed, printed=False)
        kept.append(one)
    return kept


def cut(one: Stretch, at: frozenset[int]) -> Iterator[Stretch]:
    """The parts of what leads through some balances, up to each of these and on from it; not where
    it passes one twice."""
    inner = (at & one.once) - {one.opening, one.closing}
    if one.between is None or not inner:
        yield one
        return
    opening, lines, balance = one.opening, dict[str, int](), one.opening
    for print_, fen in one.lines.items():
        if balance in inner:
            yield _stretch(one.stated, (opening, balance), lines)
            opening, lines = balance, {}
        lines[print_] = fen
        balance += fen
    yield _stretch(one.stated, (opening, balance), lines)


def turned(one: Stretch) -> Stretch:
    """The same, its lines taken the other way round: a bank may print the newest first."""
    if one.between is None or len(one.lines) < 2:
        return one
    lines = dict(reversed([*one.lines.items()]))
    ends = frozenset(end for each in one.stated for end in (each.opening, each.closing))
    printed = one.ordered and len(one.stated) == 1
    return _stretch(one.stated, (one.opening, one.closing), lines, ends, printed=printed)


def _stretch(
    stated: tuple[Stated, ...],
    ends: tuple[int, int],
    lines: Mapping[str, int],
    known: frozenset[int] = frozenset(),
    *,
    printed: bool = True,
) -> Stretch:
    opening, closing = ends
    moved = lines.values()
    credits = sum(fen for fen in moved if fen > 0)
    debits = -sum(fen for fen in moved if fen < 0)
    passed = known.union(ends)
    if opening + credits - debits != closing:
        return Stretch(stated, opening, closing, lines, passed, passed, None, ordered=False)
    times = Counter(accumulate(moved, initial=opening) if printed else ())
    once = frozenset(balance for balance, n in times.items() if n == 1)
    between = range(opening - debits, opening + credits + 1)
    passed = passed.union(times)
    return Stretch(stated, opening, closing, lines, passed, once, between, ordered=printed)


def _same_end(one: Stretch, other: Stretch) -> bool:
    """Whether both begin, or both end, with the same balance, and none follows on the other."""
    follows = one.opening == other.closing or one.closing == other.opening
    return not follows and (one.opening == other.opening or one.closing == other.closing)
