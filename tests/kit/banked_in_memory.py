"""What is banked of an account, kept in memory: the same judges, no database."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256

from api.banks.planning import CannotImport, plans
from api.banks.receiving import Received, Receiving
from api.banks.statements.format import Statement
from api.banks.statements.register import read
from domain.account.events import AccountOpened
from domain.bankday.state import BankDay
from domain.bankday.stated import Stated
from domain.bankpage.state import Line, Page
from domain.identifiers import DayId

ACCOUNT = AccountOpened(
    account="CNY-P",
    bank="",
    number="62281",
    currency="CNY",
    holds="1001",
    day=date(2026, 3, 13),
    statement=None,
    entries=(),
)


class Banked:
    """Stands for `api.banks.banked.Banked`: no day is ever closed. `sentences`: all that was said
    of files that were banked."""

    def __init__(self) -> None:
        self.sentences = list[str]()
        self._lines = defaultdict[date, list[Line]](list)
        self._stated = defaultdict[date, list[Stated]](list)

    def day(self, of: DayId) -> BankDay:
        """A day's statements."""
        return BankDay(statements=tuple(self._stated[of.day]))

    def pages(self, of: DayId) -> Iterator[Page]:
        """A day's lines, on one page."""
        if self._lines[of.day]:
            yield Page(tuple(self._lines[of.day]))

    def stated(self, _account: str, since: date) -> list[tuple[date, Stated]]:
        """The statements since a day."""
        days = sorted(day for day in self._stated if day >= since)
        return [(day, one) for day in days for one in self._stated[day]]

    def closed_days(self, _account: str, _since: date) -> list[date]:
        """None is."""
        return []

    def reopened_days(self, _account: str) -> list[date]:
        """None was closed."""
        return []

    def last_stood(self, _account: str, _since: date) -> None:
        """Nothing came late."""

    def days(self, _account: str) -> list[date]:
        """All days that have lines."""
        return sorted(day for day, lines in self._lines.items() if lines)

    def file(
        self,
        data: bytes,
        statements: tuple[Statement, ...] | None = None,
        *,
        whole_day: bool = False,
    ) -> int:
        """Banks a file as the importer does; how many lines were new. Raises CannotImport."""
        digest = sha256(data).hexdigest()
        planned = plans(statements or read(data), {ACCOUNT.number: [ACCOUNT]})
        receiving = Receiving(self, digest, whole_day=whole_day)  # type: ignore[arg-type]
        received = receiving.all(planned)
        self.sentences += [said for one in received for said in one.warnings]
        return sum(self._bank(one, digest, whole_day=whole_day) for one in received)

    def _bank(self, one: Received, digest: str, *, whole_day: bool = False) -> int:
        new = 0
        for day, lines in one.lines.items():
            held = {
                there.particulars.fingerprint for there in self._lines[day] if there.particulars
            }
            for line in lines:
                if line.particulars.fingerprint not in held:
                    new += 1
                    self._lines[day].append(
                        Line(
                            number=len(self._lines[day]) + 1,
                            credit=line.credit,
                            amount=line.amount,
                            currency="CNY",
                            day=day,
                            value_date=line.value_date,
                            booked_at=line.booked_at,
                            particulars=line.particulars,
                            statement=digest,
                        )
                    )
        said, of = one.plan.statement, one.plan.day
        if said.opening_minor is not None and said.closing_minor is not None:
            ends = said.opening_minor, said.closing_minor
            if not self.day(of).states(digest, said.identifier):
                booked = min(one.plan.lines, default=None), max(one.plan.lines, default=None)
                stated = Stated(
                    digest, said.identifier, said.sequence, *ends, one.plan.booked, *booked
                )
                stated = replace(stated, whole_day=whole_day)
                self._stated[of.day].append(stated)
        return new

    def brought(self, data: bytes) -> int | None:
        """The same; None where it was refused."""
        try:
            return self.file(data)
        except CannotImport as refused:
            assert "Bring the statement before or behind it first" in str(refused), refused
            return None

    @property
    def fen(self) -> Counter[int]:
        """What each line moves, a debit below zero."""
        return Counter(
            line.amount if line.credit else -line.amount
            for lines in self._lines.values()
            for line in lines
        )

    @property
    def told(self) -> Counter[tuple[str, int, str | None]]:
        """The same with the day on which each is booked, and the bank's number of it."""
        return Counter(
            (str(day), line.amount if line.credit else -line.amount, line.particulars.serial)
            for day, lines in self._lines.items()
            for line in lines
            if line.particulars
        )

    @property
    def said(self) -> Counter[tuple[int, str | None]]:
        """The same with its note."""
        return Counter(
            (line.amount if line.credit else -line.amount, line.particulars.note)
            for lines in self._lines.values()
            for line in lines
            if line.particulars
        )
