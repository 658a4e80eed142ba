"""What is banked on some days, as a statement that comes is held against it."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from api.banks.copies import Alike
from api.banks.stretches import Stretch


@dataclass(frozen=True, slots=True)
class Brought:
    """What is banked on some days; lines by fingerprint, with what each moves.

    `came`: the statements of other files for one of them, with what each brought, as they came;
    `elsewhere`: those for another day that may have lines of these. `loose`: what came late, or by
    files of which no statement is recorded that may have lines of these. `others`: all that other
    files brought; `mine`: what this one did. `former`: see `copies.as_they_were`. `files`: all
    other ones that brought lines of these days. `half`: lines of files that were banked in part.
    `numbered`: those of all lines that have the bank's own numbers.
    """

    came: Sequence[Stretch] = ()
    elsewhere: Sequence[Stretch] = ()
    loose: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)
    mine: Mapping[str, int] = field(default_factory=dict)
    former: Mapping[Alike, list[str]] = field(default_factory=dict)
    files: Sequence[str] = ()
    half: Mapping[str, int] = field(default_factory=dict)
    numbered: AbstractSet[str] = frozenset()

    def and_then(self, came: Sequence[Stretch]) -> "Brought":
        """The same, and what these brought."""
        others = united([self.others, *(one.lines for one in came)])
        numbered = frozenset(self.numbered).union(*(one.numbered for one in came))
        return replace(self, came=(*self.came, *came), others=others, numbered=numbered)

    def with_half(self, half: Mapping[str, int]) -> "Brought":
        """The same, where these are of files that were banked in part: not merely loose."""
        loose = {print_: fen for print_, fen in self.loose.items() if print_ not in half}
        return replace(self, loose=loose, half=half)


def united(some: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    """Lines by fingerprint, all in one; the very same where there is only one."""
    left = [lines for lines in some if lines]
    if len(left) < 2:
        return left[0] if left else {}
    return {print_: moved for lines in left for print_, moved in lines.items()}
