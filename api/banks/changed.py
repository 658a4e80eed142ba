"""Whether a statement may be one that came, or a part of it, told otherwise by now by its bank.

By what its lines say these are others then, and where the account comes back to its balance the
statement would follow on: all of it would be banked once more, without a word.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from api.banks.asked import Asked
from api.banks.lumps import Lines
from api.banks.named import anchored
from api.banks.stretches import Stretch


def may_be_changed(asked: Asked, came: Sequence[Stretch]) -> bool:
    """Whether one came that has not all of it, nor it of that one, and that has its balances and
    amounts; or its name and the balance where it opens, and an amount or a line; or a line of just
    the instant of one of its own.

    Where all its lines have the bank's own numbers, and all of that one, there these tell."""
    own, named = asked.own, {*anchored(asked.stated, came)}
    moved = Counter(own.fen[kind] for kind in own.kinds)
    all_numbered = asked.numbered >= {*own.kinds}
    return any(
        _as_much(own, moved, one)
        or (one in named and _alike(own, moved, one))
        or _at_an_instant(asked, one)
        for one in came
        if one.lines and not own.has_all(one.lines) and not own.look_like(one.lines)
        if not (all_numbered and one.all_numbered)
    )


def _as_much(own: Lines, moved: Counter[int], one: Stretch) -> bool:
    """Whether they lead from one balance to another by the same amounts."""
    ends = own.balances[0], own.balances[-1]
    return (one.opening, one.closing) == ends and Counter(one.moved) == moved


def _alike(own: Lines, moved: Counter[int], one: Stretch) -> bool:
    return Counter(one.moved) <= moved or bool(own.alike(one.lines))


def _at_an_instant(asked: Asked, one: Stretch) -> bool:
    """Whether it has a line that moves as much, at the same instant, as one of that which it has
    not; and behind the same balance, where that is known of both."""
    own, moments = asked.own, asked.moments
    known = one.sure and one.whole and not one.outside
    balances = accumulate(one.moved, initial=one.opening)
    theirs = {
        (one.moments[print_], fen, balance if known else None)
        for (print_, fen), balance in zip(one.lines.items(), balances, strict=False)
        if print_ in one.moments and print_ not in own.there
    }
    ours = (
        (moments[number], own.fen[kind], balance if known else None)
        for number, kind, balance in zip(own.numbers, own.kinds, own.balances, strict=False)
        if number in moments
    )
    return any(line in theirs for line in ours)
