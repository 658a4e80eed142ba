"""Which day receives which line: a closed day never changes, late lines post on the day received.

So REFERENCE 3.9; nothing is written here. A line is late where its own day is closed, or a day
after it: what is banked before a closed day would move the balance that was signed. Where a day
was reopened, lines that came late lie on days after it: they are looked for there.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.banks.banked import Banked
from api.banks.brought import Brought, united
from api.banks.looked import Looked, prints
from api.banks.parts import stated_by
from api.banks.planning import CannotImport, Planned
from api.banks.statements.saying import Sentence
from api.banks.telling import Telling, Told
from api.banks.unfinished import Left
from api.banks.waiting import InPart, Waits
from domain.bankday.stated import Stated
from domain.bankpage.import_lines import BankLine
from domain.calendar import midnight
from domain.identifiers import DayId
from domain.money import show


@dataclass(frozen=True, slots=True)
class Received:
    """A statement whose lines may be banked: by the day that receives them.

    `late`: of how many lines of which day, and the close that they came after. `known` lines are
    banked already, on whatever day. `closed`: the statement's own day is; it repeats that day.
    `gap`: that the bank stated something between it and what came of its day; `taken`: that lines
    are known by their balances alone; `half`: by the whole day, from a file banked in part;
    `paired`: by that, though they said otherwise.
    """

    plan: Planned
    lines: dict[date, list[BankLine]]
    late: dict[date, tuple[int, date]]
    known: int
    closed: bool
    gap: Sentence | None = None
    taken: Sentence | None = None
    half: Sentence | None = None
    paired: Sentence | None = None

    @property
    def warnings(self) -> Iterator[Sentence]:
        """What whoever brings it should know of it."""
        day = self.plan.day.day
        yield from filter(None, (self.gap, self.taken, self.half, self.paired))
        for own, (count, closed) in self.late.items():
            told = {"lines": _lines(count), "own": own, "closed": closed, "day": day}
            yield Sentence("noted.late", **told)


class Receiving:
    """Receives the statements of one file, one after the other."""

    def __init__(
        self,
        banked: Banked,
        sha256: str,
        unfinished: Callable[[str], Left] = lambda _: {},
        *,
        whole_day: bool = False,
    ) -> None:
        """`sha256`: the file's, in hex. `unfinished`: of which days a file was banked in part.
        `whole_day`: a person says that it has all of its day."""
        self._banked = banked
        self._looked = Looked(banked)
        self._telling = Telling(self._brought, self._recorded, whole_day=whole_day)
        self._unfinished = unfinished
        self._sha256 = sha256
        self._whole_day = whole_day
        self._late: set[str] = set()
        self._found = list[Received]()

    def all(self, planned: Sequence[Planned]) -> list[Received]:
        """Every statement of the file. Raises CannotImport where one would change a closed day, or
        nobody can tell which of its lines are new; `begun` has what may be finished all the same.
        """
        if any(plan.wrong or stated_by([plan]) is None for plan in planned):
            self._whole_day = False  # these are not judged by balances, nor by the word
        days = {day for plan in planned for day in (plan.day.day, *plan.lines)}
        self._looked.closes.from_(min(days, default=date.max))
        for told in self._telling.all(planned):
            self._found.append(self._one(told))
        return self._found

    def begun(self) -> list[Received]:
        """Those before the one that was refused which an import of this file left half-done."""
        return [one for one in self._found if self._is_begun(one)]

    def _is_begun(self, one: Received) -> bool:
        """Whether lines of it came by this very file, and then it died before it was recorded."""
        plan = one.plan
        if one.closed or self._recorded(plan):
            return False
        days = (DayId(plan.day.account, day) for day in {plan.day.day, *plan.lines})
        there = (line for day in days for line in self._looked.lines(day))
        mine = prints(line for line in there if line.statement == self._sha256)
        said = (line.particulars.fingerprint for lines in plan.lines.values() for line in lines)
        return not mine.isdisjoint(said)

    def _brought(self, of: DayId, days: tuple[DayId, ...]) -> Brought:
        """Raises CannotImport where another file has to be finished first. Of that one's day, or of
        all lines of one, the whole day tells before it (`spans`)."""
        found = self._looked.brought(of, days, self._sha256)
        half = {file: left for file in found.files if (left := self._unfinished(file))}
        speaks = len(days) == 1 or all({*left} == {of} for left in half.values())
        if half and self._whole_day and speaks:
            theirs = self._looked.by_file(days)
            return found.with_half(united(theirs[file] for file in half))
        for file, left in half.items():
            theirs_on = [day for day in days if file in self._looked.by_file([day])]
            raise InPart(file, left, theirs_on, self._sha256)
        return found

    def _one(self, told: Told) -> Received:
        plan = told.plan
        came = self._received(plan)
        if self._recorded(plan):
            self._refuse_other_reading(plan, came)
        if told.refused is not None:
            raise Waits(told.refused, self._sha256)
        return replace(came, gap=told.gap, taken=told.taken, half=told.half, paired=told.paired)

    def _recorded(self, plan: Planned) -> Stated | None:
        return self._banked.day(plan.day).stated(self._sha256, plan.statement.identifier)

    def _refuse_other_reading(self, plan: Planned, came: Received) -> None:
        """Of a statement that was recorded all lines are banked: a new one is a reader's."""
        account = plan.day.account
        for own, lines in () if came.closed else plan.lines.items():
            if new := self._new(DayId(account, own), lines):
                raise CannotImport(
                    "unbanked.reads_otherwise",
                    statement=plan.statement.identifier,
                    day=plan.day,
                    lines=_lines(len(new)),
                    file=self._sha256,
                )

    def _received(self, plan: Planned) -> Received:
        account, day = plan.day.account, plan.day.day
        closed = self._looked.closes.closed(account, min((day, *plan.lines)))
        if day in closed:
            self._refuse_change(plan)
            count = sum(map(len, plan.lines.values()))
            return Received(plan, {}, {}, count, closed=True)
        reopened = self._looked.closes.reopened(account) if closed else []
        came = Received(plan, {}, {}, 0, closed=False)
        late: list[BankLine] = []
        for own, found in sorted(plan.lines.items()):
            close = next((one for one in closed if one >= own), None)
            stood = close is not None or self._looked.closes.stood_since(account, own)
            new = self._new(DayId(account, own), found) if stood else found
            came = replace(came, known=came.known + len(found) - len(new))
            if new and close is not None and {own, day} & {one for one in reopened if one < close}:
                raise self._under_a_close(plan, own, close)
            if new and own > day and own == close:
                raise self._before(plan, own, len(new))
            is_late = close is not None and close < day
            if new and closed and closed[-1] > (day if is_late else own):
                raise self._would_move(plan, closed[-1], len(new))
            if new and close is not None and is_late:
                late += [_with_its_days(line, own) for line in new]
                came.late[own] = len(new), close
            elif new:
                came.lines[own] = new
        self._late |= {line.particulars.fingerprint for line in late}
        if late:
            came.lines[day] = [*late, *came.lines.get(day, ())]
        return came

    def _new(self, own: DayId, lines: Sequence[BankLine]) -> list[BankLine]:
        """Those that neither their own day has nor, as late ones, any day after it."""
        new = _but(lines, self._looked.known(own))
        later = self._looked.later(own) if new else ()
        return _but(new, self._late.union(*map(self._looked.known, later))) if new else new

    def _refuse_change(self, plan: Planned) -> None:
        """A statement of a closed day may repeat it, no more."""
        day, statement = plan.day, plan.statement
        new = sum(
            len(self._new(DayId(day.account, own), lines)) for own, lines in plan.lines.items()
        )
        if new:
            raise self._refused(day, plan, "unbanked.closed.brings", lines=_lines(new))
        state, closing = self._banked.day(day), statement.closing_minor
        ends = statement.opening_minor, closing
        known = any((one.opening, one.closing) == ends for one in state.statements)
        if closing is not None and not known and closing != state.closing:
            closed, closes = (
                show(one or 0, statement.currency) for one in (state.closing, closing)
            )
            raise self._refused(
                day, plan, "unbanked.closed.otherwise", closed=closed, closes=closes
            )

    def _under_a_close(self, plan: Planned, own: date, close: date) -> CannotImport:
        """A day that is open again takes nothing while a day after it stands closed."""
        day = DayId(plan.day.account, close)
        return self._refused(day, plan, "unbanked.closed.under", own=own)

    def _would_move(self, plan: Planned, close: date, count: int) -> CannotImport:
        """What is banked before a closed day would move the balance that was signed."""
        day = DayId(plan.day.account, close)
        return self._refused(day, plan, "unbanked.closed.would_move", lines=_lines(count))

    def _before(self, plan: Planned, own: date, count: int) -> CannotImport:
        """The day that receives a line is never one before the line's own."""
        day = DayId(plan.day.account, own)
        return self._refused(day, plan, "unbanked.closed.before", lines=_lines(count))

    def _refused(self, day: DayId, plan: Planned, key: str, **more: object) -> CannotImport:
        why = Sentence(key, statement=plan.statement.identifier, day=plan.day.day, **more)
        return CannotImport("unbanked.closed", day=day, why=why, file=self._sha256)


def _but(lines: Sequence[BankLine], known: Collection[str]) -> list[BankLine]:
    return [line for line in lines if line.particulars.fingerprint not in known]


def _with_its_days(line: BankLine, own: date) -> BankLine:
    """Its own day stays with it. Where the bank names no instant it is that day's first, which is
    in time or late just as the day is; where it names no value date, the day itself."""
    return replace(
        line,
        value_date=line.value_date or own,
        booked_at=line.booked_at or midnight(own),
    )


def _lines(count: int) -> Sentence:
    return Sentence("unbanked.line" if count == 1 else "unbanked.lines", n=count)
