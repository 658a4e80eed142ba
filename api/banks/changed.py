"""Whether a statement may be one that came, told otherwise by now: a bank corrects what it wrote.

By what its lines say these are others then, and where the account comes back to its balance the
statement would follow on: all of it would be banked once more, without a word.
"""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from api.banks.lumps import Lines
from api.banks.named import anchored
from api.banks.stretches import Stretch
from domain.bankday.state import Stated


def may_be_changed(
    own: Lines, numbered: AbstractSet[int], stated: Sequence[Stated], came: Sequence[Stretch]
) -> bool:
    """Whether one came that has not all of it, nor it of that one, and that has its balances and
    amounts; or its name and the balance where it opens, and an amount or a line.

    `numbered`: the kinds of its lines that have the bank's own numbers: where all have, there as
    well, these tell."""
    named, moved = {*anchored(stated, came)}, Counter(own.fen[kind] for kind in own.kinds)
    all_numbered = numbered >= {*own.kinds}
    return any(
        _as_much(own, moved, one) or (one in named and _alike(own, moved, one))
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
