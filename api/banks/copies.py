"""The lines of a statement beside those that are banked and say the same: which copy is which.

Equal lines of a day are told apart by a number in their fingerprints alone (`occurrence`). Nothing
is written here, and nothing decided: `spans` says whose lines may be the same.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate, chain, count, takewhile

from api.banks.lumps import Lines
from api.banks.planning import Planned
from api.banks.statements.format import Line as Entry
from api.banks.statements.wording import serial
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine
from domain.bankpage.state import Line

type Alike = tuple[date, int, bool, Particulars | None]
"""What a line says besides its number: day, amount, way, and all of its particulars."""


@dataclass(slots=True)
class _Equal:
    """Equal lines: `ours` in the statements, of which of these, and the how many-th of all;
    `there` the fingerprints of those that are banked, in the order of their numbers."""

    told: Entry
    ours: list[tuple[int, int, BankLine]] = field(default_factory=list)
    there: list[str] = field(default_factory=list)


class EqualLines:
    """The lines of statements, in the order of these."""

    def __init__(
        self, plans: Sequence[Planned], known: Container[str], former: Mapping[Alike, list[str]]
    ) -> None:
        """`known`: all fingerprints that there are on their days. `former`: see `as_they_were`."""
        self._plans = plans
        self._account = plans[0].account.number
        self._lines = list[list[tuple[date, int, int, int]]]()
        kinds, self._equal, number = dict[object, int](), list[_Equal](), count()
        for place, plan in enumerate(plans):
            self._lines.append([])
            for line, banked in _booked(plan):
                kind = kinds.setdefault(line.identity(), len(kinds))
                if kind == len(self._equal):
                    self._equal.append(_Equal(line))
                self._equal[kind].ours.append((place, n := next(number), banked))
                self._lines[place].append((line.booking_date, n, kind, _moves(line)))
        for one in self._equal:
            one.there += takewhile(known.__contains__, one.told.fingerprints(self._account))
        if former:
            self._find_former(former)

    def total(self, *, known: Collection[str] | None = None) -> int:
        """How many lines they have; or how many of them look like `known` ones, each of which
        stands for one."""
        if known is None:
            return sum(len(one.ours) for one in self._equal)
        return sum(min(len(one.ours), len(_of(one.there, [known]))) for one in self._equal)

    def lines(self, opening: int, *, turned: bool = False) -> Lines:
        """Their lines one after the other from a balance on; `turned`: each day of a statement the
        other way round than it is printed."""
        every = list[tuple[date, int, int, int]]()
        for lines in self._lines:
            every += sorted(lines, key=lambda one: (one[0], -one[1])) if turned else lines
        return Lines(
            kinds=[kind for _, _, kind, _ in every],
            balances=[*accumulate((fen for *_, fen in every), initial=opening)],
            there={print_: kind for kind, one in enumerate(self._equal) for print_ in one.there},
            numbers=[number for _, number, _, _ in every],
        )

    @property
    def numbered(self) -> AbstractSet[int]:
        """The kinds of those that have the bank's own number."""
        return {kind for kind, one in enumerate(self._equal) if one.told.serial}

    def named(
        self,
        held: Sequence[Collection[str]],
        others: Collection[str],
        same: Mapping[int, str] | None = None,
    ) -> list[Planned]:
        """The statements with the fingerprints by which their lines are banked: those in `same`, by
        number of the line; else those of lines `held`, as far as these go, which are the same; else
        the next that are none of `others`.

        What has the bank's own number is the same as any of `others` that has it, once for each,
        whatever is held (REFERENCE 3.5, 5).
        """
        to, told = [dict[str, str]() for _ in self._plans], same or {}
        for one in self._equal:
            there = {told[number] for _, number, _ in one.ours if number in told}
            alike = (print_ for print_ in _same(one, held, others) if print_ not in there)
            names = chain(
                alike,
                (print_ for print_ in one.told.fingerprints(self._account) if print_ not in others),
            )
            for place, number, line in one.ours:
                to[place][line.particulars.fingerprint] = told.get(number) or next(names)
        return [_renamed(plan, names) for plan, names in zip(self._plans, to, strict=True)]

    def _find_former(self, former: Mapping[Alike, list[str]]) -> None:
        left = {alike: list(prints) for alike, prints in former.items()}
        for one in self._equal:
            missing = one.ours[len(one.there) :] if one.told.serial is None else ()
            for *_, line in missing:
                if same := left.get(_alike(line, line.value_date or one.told.booking_date)):
                    one.there.append(same.pop(0))


def moved(plans: Iterable[Planned]) -> Iterator[tuple[str, int]]:
    """The fingerprint of each line of statements, and what it moves; a debit below zero."""
    for plan in plans:
        for line, banked in _booked(plan):
            yield banked.particulars.fingerprint, _moves(line)


def _moves(line: Entry) -> int:
    return line.amount_minor if line.credit else -line.amount_minor


def _booked(plan: Planned) -> Iterator[tuple[Entry, BankLine]]:
    """Each line as it was told, and as it is to be banked."""
    left = {day: iter(lines) for day, lines in plan.lines.items()}
    for line in plan.statement.lines:
        if line.booked:
            yield line, next(left[line.booking_date])


def as_they_were(banked: Iterable[Line]) -> dict[Alike, list[str]]:
    """Lines that were banked when what banks write for no number was still read as their number.

    Such a line is told by everything else that it says, its reference too: of two payments of one
    payer to two numbers none stands for the other. What has a number by now is never one of them.
    """
    found = defaultdict[Alike, list[str]](list)
    for there in banked:
        said = there.particulars
        if said is not None and said.serial and serial(said.serial) is None:
            found[_alike(there, there.value_date or there.day)].append(said.fingerprint)
    return dict(found)


def _alike(line: BankLine | Line, day: date) -> Alike:
    """What a line says besides its number, but for what earlier readers did not tell."""
    said = line.particulars
    told = said and replace(said, fingerprint="", serial=None, kind=None, return_code=None)
    return day, line.amount, line.credit, told


def _same(one: _Equal, held: Sequence[Collection[str]], others: Collection[str]) -> list[str]:
    """The banked lines that equal ones stand for."""
    return _of(one.there, held if one.told.serial is None else [others])


def _of(there: Sequence[str], lines: Sequence[Collection[str]]) -> list[str]:
    """Those of them that are in any of these, each once; in the order of these."""
    at, found = {print_: place for place, print_ in enumerate(there)}, dict[int, None]()
    for some in lines if there else ():
        few, many = (at, some) if len(at) < len(some) else (some, at)
        found |= dict.fromkeys(sorted(at[one] for one in few if one in many))
    return [there[place] for place in found]


def _renamed(plan: Planned, to: Mapping[str, str]) -> Planned:
    if all(old == new for old, new in to.items()):
        return plan
    lines = {day: [_under(line, to) for line in found] for day, found in plan.lines.items()}
    return replace(plan, lines=lines)


def _under(line: BankLine, to: Mapping[str, str]) -> BankLine:
    said = line.particulars
    return replace(line, particulars=replace(said, fingerprint=to[said.fingerprint]))
