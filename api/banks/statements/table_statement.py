"""The rows of one account in a bank's table, taken one by one → one `Statement`."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from api.banks.statements.cells import amount, same_account
from api.banks.statements.format import Line, Statement, StatementError
from api.banks.statements.profile import Profile
from api.banks.statements.remarks import Remarks
from api.banks.statements.running import Running
from api.banks.statements.saying import Sentence
from api.banks.statements.table_row import Entry, Totals
from domain.money import show


def account_of(stated: str, profile: Profile) -> str:
    """The account's number: of the profile's the one that the file states, perhaps masked, or the
    only one; what the file states where the profile has none. Raises StatementError."""
    numbers = profile.account_numbers
    if not numbers:
        return stated
    fit = [one for one in numbers if not stated or same_account(stated, one)]
    if len(fit) == 1:
        return fit[0]
    if not stated:
        return ""
    key = "unread.account.several" if fit else "unread.account.none"
    raise StatementError(key, said=stated[:40], profile=profile.name, known=", ".join(numbers))


@dataclass(slots=True)
class Draft:
    """A statement while its rows are read."""

    profile: Profile
    account: str
    currency: str
    lines: int = 0
    booked: int = 0
    credits_minor: int = 0
    debits_minor: int = 0
    _before: tuple[int, int] = (0, 0)  # the sums at the last totals
    _first: Line | None = None
    _last: Line | None = None
    _earliest: Line | None = None
    _latest: Line | None = None
    _totals: Sentence | None = None  # totals that contradict the rows
    _read_balances: int = 0
    _unread_balance: tuple[int, str] | None = None
    _remarks: Remarks = field(default_factory=Remarks)
    _running: Running = field(init=False)

    def __post_init__(self) -> None:
        self._running = Running(self.currency)
        if not self.account:
            self._remarks.note("account", Sentence("noted.account"))

    def take(self, row: int, entry: Entry) -> Line:
        """The next row."""
        line = entry.line
        self.lines += 1
        if line.booked:
            self.booked += 1
            self.credits_minor += line.amount_minor if line.credit else 0
            self.debits_minor += 0 if line.credit else line.amount_minor
        else:
            self._remarks.note("nothing", Sentence("noted.nothing", row=row))
        if entry.turned:
            self._remarks.note("reversal", Sentence("noted.reversal", row=row))
        if entry.masked is not None:
            self._unread_balance = self._unread_balance or (row, entry.masked)
        self._read_balances += entry.balance_minor is not None
        self._running.take(row, entry.change_minor, entry.balance_minor)
        self._first, self._last = self._first or line, line
        if self._earliest is None or line.booking_date < self._earliest.booking_date:
            self._earliest = line
        if self._latest is None or line.booking_date > self._latest.booking_date:
            self._latest = line
        return line

    def total(self, row: int, stated: Totals) -> None:
        """Sums that the file states: of all rows of the account so far, or since the last sums."""
        told = amount(stated.credit, self.currency), amount(stated.debit, self.currency)
        sums = self.credits_minor, self.debits_minor
        since = sums[0] - self._before[0], sums[1] - self._before[1]
        if told not in (sums, since) and self._totals is None:
            self._totals = Sentence(
                "unread.against.totals",
                n=row,
                credits=self._money(told[0]),
                debits=self._money(told[1]),
                in_=self._money(sums[0]),
                out=self._money(sums[1]),
            )
        self._before = sums

    def closed(self) -> Statement:
        """The statement, its last row read. Raises StatementError."""
        if self._unread_balance is not None:
            row, told = self._unread_balance
            if self._read_balances:
                raise StatementError("unread.balance", n=row, said=told[:40])
            self._remarks.note("balance", Sentence("noted.balances", said=repr(told[:40])))
        bounds = self._running.bounds(self._backwards())
        if bounds and bounds.doubtful:
            self._remarks.note("order", Sentence("noted.order"))
        broken = bounds.broken if bounds else None
        for code, sentence in (("balance", broken), ("totals", self._totals)):
            if sentence:
                self._remarks.note(code, sentence)
        return Statement(
            account=self.account,
            currency=self.currency,
            identifier=None,
            sequence=None,
            from_date=self._earliest.booking_date if self._earliest else None,
            to_date=self._latest.booking_date if self._latest else None,
            opening_minor=bounds.opening if bounds else None,
            closing_minor=bounds.closing if bounds else None,
            entries=self.lines,
            booked=self.booked,
            credits_minor=self.credits_minor,
            debits_minor=self.debits_minor,
            warnings=self._remarks.sentences(),
            profile=self.profile.name,
            contradiction=broken or self._totals,
            newest_first=bounds.newest_first if bounds else None,
        )

    def _backwards(self) -> bool | None:
        """Whether days, and within a day times, go back from the first row to the last."""
        if self._first is None or self._last is None:
            return None
        begin, end = self._first, self._last
        if begin.booking_date != end.booking_date:
            return begin.booking_date > end.booking_date
        if begin.booking_time and end.booking_time and begin.booking_time != end.booking_time:
            return begin.booking_time > end.booking_time
        return None

    def _money(self, minor: int) -> str:
        return show(minor, self.currency)


def noting(
    parts: Iterator[Line | Statement], warnings: Collection[Sentence]
) -> Iterator[Line | Statement]:
    """The same parts; the last statement with the warnings that there are by then."""
    held: Statement | None = None
    for part in parts:
        if held is not None:
            yield held
        held = part if isinstance(part, Statement) else None
        if held is None:
            yield part
    if held is not None:
        yield replace(held, warnings=(*held.warnings, *warnings))
