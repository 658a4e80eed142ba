"""One row of a bank's table, by its profile → a line with its balance, totals, or no line."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from api.banks.statements.cells import Rounded, amount, currency_code, folded, is_amount, name
from api.banks.statements.date_forms import day_and_time, no_date, no_time, time_of
from api.banks.statements.format import Line, StatementError
from api.banks.statements.header import Cells, Header
from api.banks.statements.wording import number, serial

_SUM = "合计|总计|小计|累计|总额|总笔数|合計|^total"
_OF_WHAT = "人民币|[本当][页日月年]|[借贷]方|收入|支出|发生额|交易"
_TOTALS = re.compile(_SUM, re.IGNORECASE)
_BEGINS_TOTALS = re.compile(f"(?:{_OF_WHAT})*(?:{_SUM})", re.IGNORECASE)
_PARTIAL = re.compile("小计|本页|本日|当日|本月|当月|累计")
_SHORTEST_NUMBER = 6
_MONEY = ("credit", "debit", "amount")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, what it leaves in the account where the bank says so, and of which account it is."""

    line: Line
    account: str  # as the row states it; empty where no column does
    currency: str
    balance_minor: int | None
    masked: str | None  # what stands for a balance that cannot be read
    turned: bool  # a negative figure in a column of one direction

    @property
    def change_minor(self) -> int:
        """What it does to the balance."""
        if not self.line.booked:
            return 0
        return self.line.amount_minor if self.line.credit else -self.line.amount_minor


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums that the file states over its lines so far, as text in the two columns."""

    credit: str
    debit: str


class RowReader:
    """Reads the rows below a header."""

    def __init__(self, header: Header) -> None:
        self._header, self._profile = header, header.profile
        self._place = {one: places[0] for one, places in header.places.items()}

    def read(self, cells: Cells) -> Entry | Totals | None:
        """None: the row is empty, or neither day nor figure stands in it: a note, the header again.

        A figure without a day is never passed over, unless its row says that it totals. Raises
        StatementError, naming the column.
        """
        if not any(map(folded, cells)):
            return None
        told = self._text(cells, "date")
        when = day_and_time(told, self._profile.dates)
        if when is None:
            if _totalling(told, cells):
                return self._totals(cells)
            if not any(is_amount(self._text(cells, one)) for one in (*_MONEY, "balance")):
                return None
            raise self._at("date", no_date(told, self._profile.date_forms))
        if any(map(folded, cells[len(self._header.names) :])):
            wide = len(self._header.names)
            raise StatementError("unread.cells", n=len(cells), wide=wide)
        return self._entry(cells, *when)

    def _totals(self, cells: Cells) -> Totals | None:
        credit, debit = self._text(cells, "credit"), self._text(cells, "debit")
        partial = any(_PARTIAL.search(folded(cell)) for cell in cells)
        return (
            None
            if partial or not (is_amount(credit) and is_amount(debit))
            else Totals(credit, debit)
        )

    def _entry(self, cells: Cells, day: date, clock: time | None) -> Entry:
        currency = self._currency(cells)
        balance, masked = self._balance(cells, currency)
        change = self._change(cells, currency, balance is not None)
        credit, value, turned = change
        counterparty, counterparty_account = self._party(cells)
        code = self._text(cells, "code")
        code = self._profile.codes.get(code, code)
        line = Line(
            serial=serial(self._text(cells, "serial")),
            amount_minor=value,
            credit=credit,
            booking_date=day,
            booking_time=self._instant(cells, day, clock),
            value_date=self._value_date(cells),
            status="BOOK" if value else "INFO",
            reversal=turned,
            counterparty=counterparty,
            counterparty_account=counterparty_account,
            counterparty_bank=self._text(cells, "counterparty_bank") or None,
            reference=self._text(cells, "reference") or None,
            end_to_end_id=number(self._text(cells, "end_to_end")),
            note=self._note(cells),
            transaction_code=code or None,
            returned=code.endswith("RRTN"),
            return_reason=None,
        )
        account = "".join(self._text(cells, "account").split())
        return Entry(line, account, currency, balance, masked, turned)

    def _change(self, cells: Cells, currency: str, balanced: bool) -> tuple[bool, int, bool]:
        """Credit or debit, by how much, and whether a negative figure turned the way."""
        told = {one: self._figure(cells, one, currency) for one in _MONEY}
        given = {one: value for one, value in told.items() if value}
        if len(given) > 1:
            raise StatementError("unread.both")
        if not given:
            if balanced or 0 in told.values():
                return True, 0, False
            raise StatementError("unread.neither")
        ((column, value),) = given.items()
        if column != "amount":
            return (column == "credit") is (value > 0), abs(value), value < 0
        if "mark" in self._profile.columns:
            return self._marked(cells) is (value > 0), abs(value), value < 0
        return self._profile.positive_is_credit is (value > 0), abs(value), False

    def _marked(self, cells: Cells) -> bool:
        at = self._place["mark"]
        mark = name(cells[at]) if at < len(cells) else ""  # a dash may be a mark
        if mark in self._profile.credit_marks:
            return True
        if mark in self._profile.debit_marks:
            return False
        words = sorted(self._profile.credit_marks | self._profile.debit_marks)
        wrong = StatementError("unread.mark", said=mark[:40], known=", ".join(words))
        raise self._at("mark", wrong)

    def _balance(self, cells: Cells, currency: str) -> tuple[int | None, str | None]:
        """The balance, or what stands there instead of one."""
        told = self._text(cells, "balance")
        if told and not is_amount(told):
            return None, told
        return self._figure(cells, "balance", currency), None

    def _figure(self, cells: Cells, column: str, currency: str) -> int | None:
        told = self._text(cells, column)
        try:
            return amount(told, currency) if told else None
        except StatementError as error:
            raise self._at(column, error) from None

    def _currency(self, cells: Cells) -> str:
        told = self._text(cells, "currency")
        try:
            return currency_code(told) if told else self._profile.currency
        except StatementError as error:
            raise self._at("currency", error) from None

    def _instant(self, cells: Cells, day: date, clock: time | None) -> datetime | None:
        """When it was booked, in the bank's zone."""
        if told := self._text(cells, "time"):
            clock = time_of(told, self._profile.times)
            if clock is None:
                raise self._at("time", no_time(told, self._profile.time_forms))
        return datetime.combine(day, clock, self._profile.zone) if clock else None

    def _value_date(self, cells: Cells) -> date | None:
        if not (told := self._text(cells, "value_date")):
            return None
        if found := day_and_time(told, self._profile.dates):
            return found[0]
        raise self._at("value_date", no_date(told, self._profile.date_forms))

    def _party(self, cells: Cells) -> tuple[str | None, str | None]:
        if both := self._text(cells, "party"):
            named = both.rstrip("0123456789*")
            account = both[len(named) :]
            if len(account) < _SHORTEST_NUMBER:
                return both, None
            return named.rstrip() or None, account
        named, account = (self._text(cells, f"counterparty{end}") for end in ("", "_account"))
        return named or None, account or None

    def _note(self, cells: Cells) -> str | None:
        pieces = (
            folded(cells[at]) for at in self._header.places.get("note", ()) if at < len(cells)
        )
        return "\n".join(filter(None, pieces)) or None

    def _text(self, cells: Cells, column: str) -> str:
        """What stands in a column; empty where there is none, or the row ends before it."""
        at = self._place.get(column)
        told = "" if at is None or at >= len(cells) else cells[at]
        if isinstance(told, Rounded):
            raise self._at(column, StatementError("unread.rounded", said=told))
        return folded(told)

    def _at(self, column: str, error: StatementError) -> StatementError:
        name = self._header.names[self._place[column]]
        return StatementError("unread.column", name=name, why=error)


def _totalling(day: str, cells: Cells) -> bool:
    """Whether a row is of sums: its day says so, or, where that is empty, a cell begins by it.

    What a payer writes may hold the same words; beside a day that is in no form it counts nothing.
    """
    if day:
        return _TOTALS.search(day) is not None
    return any(_BEGINS_TOTALS.match(folded(cell)) for cell in cells)
