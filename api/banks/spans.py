"""Whether a statement lies over those of its day that came before, or beside them: by balances.

A statement leads from one balance to another. Beside an earlier one it has none of its lines: it
opens where that one closes, or what followed on it; it closes where that one opens; or all its
balances are higher than that one's, or lower. Over it, both pass one balance, and the lines of the
one are all among the other's. Where neither is so, or it may be either, nobody can tell which of
its lines are new.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from api.banks.stretches import Stretch, cut


class Copies(Protocol):
    """The lines of a statement, as far as they look like banked ones."""

    @property
    def total(self) -> int:
        """How many lines it has."""

    def among(self, lines: Sequence[Mapping[str, int]], /) -> int:
        """How many of its lines look like these, each of which stands for one of them."""

    @property
    def all_numbered(self) -> bool:
        """Whether each of its lines has the bank's own number."""

    def numbered(self, lines: Sequence[Mapping[str, int]], /) -> bool:
        """Whether one of these has the bank's own number, and the same line its statement has."""


class Over(NamedTuple):
    """What a statement lies over: none, where it lies beside all. `apart`: it touches none either,
    and something is missing between."""

    over: Sequence[Stretch]
    apart: bool = False


def over(
    own: Stretch,
    came: Sequence[Stretch],
    elsewhere: Sequence[Stretch],
    loose: Mapping[str, int],
    copies: Copies,
    *,
    page: bool,
) -> Over | None:
    """What it lies over, whose lines are its own. None where nobody can tell.

    `came`: of its day. `elsewhere`: of other days, of which only a part may be seen; and `loose`:
    what files without balances brought: where these are not beside it, what looks the same is.
    `page`: it is one of several of its statement, which all have the same number.
    """
    ends = own.once & {own.opening, own.closing}
    parts = [part for one in came for part in cut(one, ends)]
    every = [*parts, *elsewhere]
    beside = _joined(own, every)
    left = [
        n for n, one in enumerate(every) if one.lines and n not in beside and not _beyond(own, one)
    ]
    others = [every[n] for n in left if n >= len(parts)]
    near = [every[n] for n in left if n < len(parts)]
    if beside:
        near = [one for one in near if not _elsewhere(own, one, copies)]
    touched = [every[n] for n in sorted(beside) if every[n].lines]
    held = [one for one in touched if _within(one, own, copies)]
    if near:
        near += held
        theirs = [*(one.lines for one in (*near, *others)), loose]
        repeats = _covered(own, every) and copies.among(theirs) == copies.total
        numbered = copies.all_numbered and all(copies.among([one.lines]) for one in near)
        if repeats or numbered or not copies.total:
            return Over([*near, *others])
        doubt = any(_reaches_into(own, one, copies) for one in touched if one not in held)
        sure = not doubt and _covers(own, near, others, copies)
        return Over([*near, *others]) if sure else None
    if _told_in_parts(own, touched, copies):
        return Over([*touched, *others])
    if not _may_repeat(own, touched, copies):
        return Over(others, apart=not beside and any(one.lines for one in parts))
    again = copies.numbered([one.lines for one in touched]) or _told_by_name(own, touched, page)
    return None if again is None else Over([*touched, *others] if again else others)


def _joined(own: Stretch, came: Sequence[Stretch]) -> set[int]:
    """Which of them lead to where it opens, or on from where it closes."""
    closing, opening = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for place, one in enumerate(came):
        closing[one.closing].append(place)
        opening[one.opening].append(place)
    before = _led(own.opening, closing, [one.opening for one in came])
    return before | _led(own.closing, opening, [one.closing for one in came])


def _covered(own: Stretch, came: Sequence[Stretch]) -> bool:
    """Whether those that came lead from where it opens to where it closes."""
    at, left = {own.opening}, set(came)
    while more := {one for one in left if not at.isdisjoint(one.passed)}:
        if any(own.closing in one.passed for one in more):
            return True
        left -= more
        at = {one.closing for one in more}
    return False


def _covers(
    own: Stretch, near: Sequence[Stretch], others: Sequence[Stretch], copies: Copies
) -> bool:
    """Whether it leads over each of them, and has their lines: it begins or ends with it, or with
    another that does and that it touches; or passes both its ends."""
    at, left = {own.opening, *own.once & {own.closing}}, {*near, *others}
    while more := {one for one in left if at & {one.opening, one.closing} or _inside(one, own)}:
        left -= more
        at.update(*(one.passed for one in more))
    theirs = [one.lines for one in near]
    return left.isdisjoint(near) and copies.among(theirs) == len(
        {line for lines in theirs for line in lines}
    )


def _inside(one: Stretch, other: Stretch) -> bool:
    return {one.opening, one.closing} <= other.passed


def _may_repeat(own: Stretch, touched: Sequence[Stretch], copies: Copies) -> bool:
    """Whether it could as well have lines of those that it touches: a balance is reached twice."""
    theirs = [one.lines for one in touched]
    if 0 < copies.total == copies.among(theirs) and _covered(own, touched):
        return True
    return any(_within(one, own, copies) or _reaches_into(own, one, copies) for one in touched)


def _within(one: Stretch, own: Stretch, copies: Copies) -> bool:
    """Whether it leads over one, and has all of its lines there."""
    if not _inside(one, own) or copies.among([one.lines]) != len(one.lines):
        return False
    return one.between is None or own.leads_over(one)


def _reaches_into(own: Stretch, one: Stretch, copies: Copies) -> bool:
    """Whether it may begin within one and have all that follows there, or end within it and have
    all that is before. Where the order there is not known, it may where it comes back itself, or
    all that it has looks like lines there."""
    if not one.ordered:
        alike = copies.among([one.lines])
        back = own.opening != own.closing and not {own.opening, own.closing} <= own.once
        return alike > 0 and (back or (alike == copies.total and not _meet_once(own, one)))
    behind = (after for _, after in one.parts_at(own.opening))
    before = (first for first, _ in one.parts_at(own.closing))
    return any(copies.among([part]) == len(part) for some in (behind, before) for part in some)


def _told_in_parts(own: Stretch, touched: Sequence[Stretch], copies: Copies) -> bool:
    """Whether several that came, none of which has its very balances, have just its lines."""
    if copies.total < 2 or copies.among([one.lines for one in touched]) < copies.total:
        return False
    held = [one for one in touched if copies.among([one.lines]) == len(one.lines)]
    if len(held) < 2 or any(
        (one.opening, one.closing) == (own.opening, own.closing) for one in held
    ):
        return False
    all_ = sum(len(one.lines) for one in held)
    whole = copies.among([one.lines for one in held]) == all_ == copies.total
    return whole and _covered(own, held)


def _told_by_name(own: Stretch, touched: Sequence[Stretch], page: bool) -> bool | None:
    """Whether it repeats them, by what the bank calls it; None where that does not tell."""
    theirs = [one for each in touched for one in each.stated]
    called = {(one.statement, one.opening, one.closing) for one in theirs}
    if {(one.statement, one.opening, one.closing) for one in own.stated} <= called:
        return True
    numbers, known = {one.sequence for one in own.stated}, {one.sequence for one in theirs}
    if page or None in numbers | known or 0 < len(numbers & known) < len(numbers):
        return None
    return numbers <= known


def _beyond(one: Stretch, other: Stretch) -> bool:
    """Whether no balance of the one can be one of the other."""
    ours, theirs = one.between, other.between
    if ours is None or theirs is None:
        return False
    return ours.stop <= theirs.start or theirs.stop <= ours.start


def _meet_once(one: Stretch, other: Stretch) -> bool:
    """Whether no more than one balance, at which they meet, can be one of both."""
    ours, theirs = one.between, other.between
    if ours is None or theirs is None:
        return False
    return ours.stop - 1 <= theirs.start or theirs.stop - 1 <= ours.start


def _elsewhere(own: Stretch, other: Stretch, copies: Copies) -> bool:
    """Whether one that follows on another has nothing in common with this one, as far as is known:
    no balance, and no line."""
    return own.passed.isdisjoint(other.passed) and not copies.among([other.lines])


def _led(start: int, by: Mapping[int, list[int]], to: Sequence[int]) -> set[int]:
    """What leads from a balance, one after the other."""
    found, open_ = set[int](), [start]
    while open_:
        more = [place for place in by.get(open_.pop(), ()) if place not in found]
        found.update(more)
        open_ += [to[place] for place in more]
    return found
