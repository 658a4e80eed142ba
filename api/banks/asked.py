"""A statement that is judged, what came before it, and what it is then told to tell again."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from api.banks.lumps import Lines
from api.banks.stretches import Stretch
from domain.bankday.stated import Stated


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement, or several that follow each other, each `stated` by the bank.

    `orders`: its lines oldest first; in both orders where nothing tells how it prints them.
    `numbered`: the kinds of lines that have the bank's own number. `page`: it is one of several of
    its statement, which have one number. `whole_day`: a person says that it is all of its day.
    `one_day`: all its lines are of that. `moments`: the instants of its lines, by their numbers,
    where they go on from one to the next.
    """

    stated: Sequence[Stated]
    orders: Sequence[Lines]
    numbered: AbstractSet[int] = frozenset()
    page: bool = False
    whole_day: bool = False
    one_day: bool = True
    moments: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def own(self) -> Lines:
        """Its lines as they are printed."""
        return self.orders[0]


@dataclass(frozen=True, slots=True)
class Came:
    """What came before: `of_day`, in the order it came; statements of other days that may have
    lines of it, `elsewhere`; and by files without balances, or late, `loose`; by files that were
    banked in part, `half`: of these nothing but the whole day can tell. `numbered`: those of all
    these that have the bank's own numbers."""

    of_day: Sequence[Stretch] = ()
    elsewhere: Sequence[Stretch] = ()
    loose: Mapping[str, int] = field(default_factory=dict)
    half: Mapping[str, int] = field(default_factory=dict)
    numbered: AbstractSet[str] = frozenset()

    @property
    def stretches(self) -> Sequence[Stretch]:
        """All statements."""
        return [*self.of_day, *self.elsewhere]


class Over(NamedTuple):
    """What it tells again: banked lines by the numbers of its own, as they are printed; and
    `alike`: what looks like these is the same. `gap`: it touches nothing that came, and something
    between is missing. `sure`: a person says so, and not balances, nor a name or a number that a
    bank may give to all of a day. `paired`: of so many lines what they say is not the same."""

    same: Mapping[int, str]
    alike: Sequence[Collection[str]]
    gap: bool = False
    sure: bool = False
    paired: int = 0
