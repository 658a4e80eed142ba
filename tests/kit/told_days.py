"""Small days, all the ways to tell them, and what the judge of statements makes of these.

No files, no days of the calendar, no database.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise, product

from api.banks.asked import Asked, Came, Over
from api.banks.lumps import Lines
from api.banks.spans import over
from api.banks.stretches import Stretch, stretch
from domain.bankday.stated import Stated

type Day = tuple[str, ...]
"""Lines in the bank's order: of each what it moves, and who pays: `+2a`, `-1b`."""


def fen(line: str) -> int:
    """What a line moves: a debit below zero."""
    return int(line[:-1])


@dataclass(frozen=True)
class Part:
    """A statement of a day: its lines from one on, and up to one. `name`, `number`: the bank's."""

    begin: int
    end: int
    name: str | None = None
    number: int | None = None


def days(lines: Sequence[str], most: int) -> Iterator[Day]:
    """All days of up to so many of these lines."""
    for many in range(1, most + 1):
        yield from product(lines, repeat=many)


def cuts(day: Day) -> Iterator[list[Part]]:
    """All ways to cut a day into statements, in the bank's order."""
    inner = range(1, len(day))
    for many in range(len(day)):
        for some in combinations(inner, many):
            ends = [0, *some, len(day)]
            yield [Part(*one) for one in pairwise(ends)]


def balances(day: Day) -> list[int]:
    """The balance before and behind each line; the day opens at nothing."""
    return [*accumulate(map(fen, day), initial=0)]


def told(day: Day, one: Part) -> tuple[int, Day]:
    """All that a statement without a name tells: where it opens, and its lines."""
    return balances(day)[one.begin], day[one.begin : one.end]


class Books:
    """What is banked of a day, as its statements come."""

    def __init__(self) -> None:
        self._came = list[Stretch]()
        self._banked = dict[str, str]()  # each with what it says

    def tell(
        self, day: Day, one: Part, *, whole_day: bool = False, turned: bool | None = False
    ) -> int | None:
        """Brings a statement; how many of its lines were new, None where it waits. `turned`: its
        lines stand newest first, and nothing tells so; None: they stand oldest first, and
        nothing tells so."""
        lines = day[one.begin : one.end][:: -1 if turned else 1]
        opening, closing = (balances(day)[end] for end in (one.begin, one.end))
        stated = [Stated("", one.name, one.number, opening, closing, len(lines))]
        orders = [_lines(lines, opening, self._banked)]
        if turned is not False:
            orders.append(_lines(lines, opening, self._banked, turned=True))
        found = over(Asked(stated, orders, whole_day=whole_day), Came(self._came))
        if found is None:
            return None
        one_stretch = stretch(stated, self._bank(lines, found), sure=turned is False)
        self._came.append(one_stretch)
        return len(one_stretch.lines)

    def _bank(self, lines: Day, found: Over) -> dict[str, int]:
        """Those that are new, under names; as `copies.EqualLines.named` gives them."""
        new, used = dict[str, int](), set(found.same.values())
        assert len(used) == len(found.same), "no banked line is told twice"
        for number, line in enumerate(lines):
            if number in found.same:
                assert self._banked[found.same[number]] == line
                continue
            alike = (one for some in found.alike for one in some if self._banked[one] == line)
            if (known := next((one for one in alike if one not in used), None)) is not None:
                used.add(known)
                continue
            name = f"{line}#{sum(said == line for said in self._banked.values()) + 1}"
            self._banked[name] = line
            new[name] = fen(line)
            used.add(name)
        return new

    @property
    def there(self) -> Counter[str]:
        """What is banked, each line as often as it is."""
        return Counter(self._banked.values())


def _lines(lines: Day, opening: int, banked: dict[str, str], *, turned: bool = False) -> Lines:
    kinds = {line: kind for kind, line in enumerate(dict.fromkeys(lines))}
    order = [*range(len(lines))][:: -1 if turned else 1]
    return Lines(
        kinds=[kinds[lines[n]] for n in order],
        balances=[*accumulate((fen(lines[n]) for n in order), initial=opening)],
        there={print_: kinds[line] for print_, line in banked.items() if line in kinds},
        numbers=order,
    )
