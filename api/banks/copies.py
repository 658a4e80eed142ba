"""The lines of a statement beside those that are banked and say the same: which copy is which.

Equal lines of a day are told apart by a number in their fingerprints alone (`occurrence`). Nothing
is written here, and nothing decided: `spans` says whose lines may be the same.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, count, takewhile

from api.banks.planning import Planned
from api.banks.statements.format import Line as Told
from api.banks.statements.wording import serial
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine
from domain.bankpage.state import Line

type Alike = tuple[date, int, bool, Particulars | None]
"""What a line says besides its number: day, amount, way, and all of its particulars."""


@dataclass(slots=True)
class _Equal:
    """Equal lines: `ours` in the statements, and of which of these; `there` the fingerprints of
    those that are banked, in the order of their numbers."""

    told: Told
    ours: list[tuple[int, BankLine]] = field(default_factory=list)
    there: list[str] = field(default_factory=list)


class EqualLines:
    """The lines of statements, in the order of these."""

    def __init__(
        self, plans: Sequence[Planned], known: Container[str], former: Mapping[Alike, list[str]]
    ) -> None:
        """`known`: all fingerprints that there are on their days. `former`: see `as_they_were`."""
        self._plans = plans
        self._account = plans[0].account.number
        equal = defaultdict[object, list[tuple[int, BankLine]]](list)
        told: dict[object, Told] = {}
        for place, plan in enumerate(plans):
            for line, banked in _booked(plan):
                identity = line.identity()
                told.setdefault(identity, line)
                equal[identity].append((place, banked))
        self._equal = [_Equal(told[identity], ours) for identity, ours in equal.items()]
        for one in self._equal:
            one.there += takewhile(known.__contains__, self._prints(one))
        if former:
            self._find_former(former)

    @property
    def total(self) -> int:
        """How many lines they have."""
        return sum(len(one.ours) for one in self._equal)

    def among(self, lines: Sequence[Collection[str]]) -> int:
        """How many of them look like banked ones, each of which stands for one."""
        return sum(min(len(one.ours), len(_of(one.there, lines))) for one in self._equal)

    @property
    def all_numbered(self) -> bool:
        """Whether each of them has the bank's own number."""
        return all(one.told.serial for one in self._equal)

    def numbered(self, lines: Sequence[Collection[str]]) -> bool:
        """Whether one of them that looks like one of these has the bank's own number."""
        return any(one.told.serial and _of(one.there, lines) for one in self._equal)

    def known(self, held: Sequence[Collection[str]], others: Collection[str]) -> list[int]:
        """Of each of its lines that are equal, how many `named` has by banked ones."""
        return [min(len(one.ours), len(_same(one, held, others))) for one in self._equal]

    def named(self, held: Sequence[Collection[str]], others: Collection[str]) -> list[Planned]:
        """The statements with the fingerprints by which their lines are banked: those of lines
        `held`, as far as these go, which are the same; else the next that are none of `others`.

        What has the bank's own number is the same as any of `others` that has it, once for each,
        whatever is held (REFERENCE 3.5, 5).
        """
        to: list[dict[str, str]] = [{} for _ in self._plans]
        for one in self._equal:
            free = (print_ for print_ in self._prints(one) if print_ not in others)
            names = chain(_same(one, held, others), free)
            for (place, line), name in zip(one.ours, names, strict=False):
                to[place][line.particulars.fingerprint] = name
        return [_renamed(plan, names) for plan, names in zip(self._plans, to, strict=True)]

    def _prints(self, one: _Equal) -> Iterator[str]:
        """The fingerprints of equal lines, without end."""
        for number in count(1):
            if one.told.occurrence == number:
                yield one.ours[0][1].particulars.fingerprint
            else:
                yield replace(one.told, occurrence=number).fingerprint(self._account)

    def _find_former(self, former: Mapping[Alike, list[str]]) -> None:
        left = {alike: list(prints) for alike, prints in former.items()}
        for one in self._equal:
            missing = one.ours[len(one.there) :] if one.told.serial is None else ()
            for _, line in missing:
                if same := left.get(_alike(line, line.value_date or one.told.booking_date)):
                    one.there.append(same.pop(0))


def moved(plans: Iterable[Planned], *, turned: bool = False) -> Iterator[tuple[str, int]]:
    """The fingerprint of each line of statements, and what it moves; a debit below zero. `turned`:
    each day of a statement the other way round than it is printed."""
    for plan in plans:
        booked = list(_booked(plan))
        if turned:
            booked.reverse()
            booked.sort(key=lambda one: one[0].booking_date)
        for line, banked in booked:
            yield banked.particulars.fingerprint, line.amount_minor * (1 if line.credit else -1)


def _booked(plan: Planned) -> Iterator[tuple[Told, BankLine]]:
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
