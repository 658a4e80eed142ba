"""One statement of MT940 over all its pages, collected field by field → one `Statement`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.banks.statements.amounts import digits, minor
from api.banks.statements.format import Line, Statement, StatementError
from api.banks.statements.mt940_entry import day_of, entry_line
from api.banks.statements.mt940_fields import Field
from api.banks.statements.mt940_package import Package, Told
from api.banks.statements.mt940_page import Page
from api.banks.statements.mt940_report import NAME, contradicted_sums
from api.banks.statements.remarks import Remarks
from api.banks.statements.saying import Sentence

_WAITING = 10_000  # entries kept until a balance names the currency
_AT_THE_END = re.compile(r".*[0-9/ ]([A-Z]{3})")  # a currency behind the account's number


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance that was stated: signed minor units, its day, whether it stands between pages."""

    minor: int
    day: date
    between: bool


@dataclass(slots=True)
class Draft:
    """A statement while it is read: everything but its lines, which are handed on at once."""

    position: int  # in the file
    page: Page  # the first one
    last: Page
    package: Package
    currency: str | None = None
    opening: Balance | None = None
    closing: Balance | None = None
    foreign: dict[str, Sentence] = field(default_factory=dict)  # 60, 62: those in another currency
    entries: int = 0
    credits_minor: int = 0
    debits_minor: int = 0
    remarks: Remarks = field(default_factory=Remarks)
    waiting: list[list[Field]] = field(default_factory=list)
    stated: list[Field] = field(default_factory=list)  # 90D, 90C: how many entries, what sum
    lacking: Sentence | None = None  # why the file's pages of this statement cannot be all

    def __post_init__(self) -> None:
        if self.page.only_tells and self.page.currency is not None:
            digits(self.page.currency)
            self.currency = self.page.currency

    def continued_by(self, page: Page) -> bool:
        """Whether this page is the next one of this statement: by the number that it has, or as it
        opens where the one before it closed."""
        if self.closing is None or not self.closing.between or not page.follows(self.last):
            return False
        return page.is_next(self.last) or self._opens(page) == self.closing.minor

    def take(self, found: Field) -> None:
        """A balance: the first opening and the last closing bound the statement."""
        if found.tag[:2] == "90":
            self.stated.append(found)
        if found.tag[:2] not in ("60", "62", "64", "65"):
            return
        try:
            self._balance(found)
        except StatementError as error:
            raise StatementError("unread.of_statement", name=self._name, why=error) from error

    def entry(self, fields: list[Field]) -> Iterator[Line]:
        """A field 61 and its details; also what waited for the currency, once that is known."""
        self.waiting.append(fields)
        if self.currency is None and len(self.waiting) > _WAITING:
            raise StatementError("unread.mt.waiting", name=self._name, n=_WAITING)
        if self.currency is not None:
            yield from self._lines(self.currency)

    def closed(self) -> Iterator[Line | Statement]:
        """The statement, its last field read, after the lines that still waited."""
        if self.page.account is None:
            raise StatementError("unread.mt.no_account", name=self._name)
        currency = self.currency or self._from_account(self.page.account)
        yield from self._lines(currency)
        if self.opening and self.opening.between:
            self.remarks.note("page.first", Sentence("noted.page.first"))
        if self.closing and self.closing.between:
            self.remarks.note("page.last", Sentence("noted.page.last"))
        report = self.page.only_tells
        if report:
            sums = self.debits_minor, self.credits_minor
            for told in contradicted_sums(self.stated, self.package, currency, *sums):
                self.remarks.note("sums", told)
        yield Statement(
            account=self.page.account,
            currency=currency,
            identifier=self.page.identifier,
            sequence=self.page.sequence,
            from_date=self.opening.day if self.opening else self.page.day,
            to_date=self.closing.day if self.closing else self.page.day,
            opening_minor=self.opening.minor if self.opening else None,
            closing_minor=self.closing.minor if self.closing else None,
            entries=self.entries,
            booked=self.entries,
            credits_minor=self.credits_minor,
            debits_minor=self.debits_minor,
            warnings=self.remarks.sentences(),
            contradiction=self._contradiction(),
            only_tells=NAME if report else None,
            page_of=self.page.of[1] if self._is_page() else None,
        )

    def _is_page(self) -> bool:
        return any(one is not None and one.between for one in (self.opening, self.closing))

    def _contradiction(self) -> Sentence | None:
        """A bound that is stated in another currency alone: nothing could be held against it. Or
        pages that the file itself shows to be missing."""
        unset = [tag for tag, one in (("60", self.opening), ("62", self.closing)) if one is None]
        return next(filter(None, map(self.foreign.get, unset)), self.lacking)

    @property
    def _name(self) -> str:
        return f"{self.page.identifier or self.position}"[:70]

    def _opens(self, page: Page) -> int | None:
        """The balance that a page opens at, in the currency of this statement."""
        if page.opening is None or self.currency is None:
            return None
        told = self.package.balance(page.opening)
        same = told.currency in (None, self.currency)
        return _signed(told, self.currency) if same else None

    def _balance(self, found: Field) -> None:
        told = self.package.balance(found)
        currency = told.currency or self.currency
        if currency is None:
            raise StatementError("unread.mt.field_currency", tag=found.tag)
        if not told.currency:
            self.remarks.note(
                "balance.bare", Sentence("noted.bare", tag=found.tag, currency=currency)
            )
        if self.currency is None:
            digits(currency)  # refuses what is no currency code
            self.currency = currency
        if currency != self.currency:
            right = self.currency
            what = Sentence("unread.against.field", tag=found.tag, said=currency, right=right)
            self.foreign.setdefault(found.tag[:2], what)
            self.remarks.note("balance.currency", Sentence("noted.not_used", what=what))
            return
        balance = Balance(_signed(told, currency), day_of(told.day), found.tag.endswith("M"))
        if found.tag.startswith("60"):
            self._open(balance)
        elif found.tag.startswith("62"):
            if self.closing not in (None, balance):
                self.remarks.note("balance.twice", Sentence("noted.closings"))
            self.closing = balance

    def _open(self, balance: Balance) -> None:
        if self.closing and self.closing.between and balance.between:
            if self.closing.minor != balance.minor:
                ends = {"opens": balance.minor, "closed": self.closing.minor}
                self.remarks.note("page.break", Sentence("noted.page.break", **ends))
            self.closing = None
        elif self.closing:
            raise StatementError("unread.mt.opening")
        elif self.opening not in (None, balance):
            self.remarks.note("balance.twice", Sentence("noted.openings"))
        else:
            self.opening = balance

    def _from_account(self, account: str) -> str:
        found = _AT_THE_END.fullmatch(account)
        if found is None:
            raise StatementError("unread.mt.no_currency", name=self._name)
        self.remarks.note("currency.account", Sentence("noted.currency", currency=found[1]))
        return found[1]

    def _lines(self, currency: str) -> Iterator[Line]:
        waited, self.waiting = self.waiting, []
        for fields in waited:
            self.entries += 1
            try:
                read = self.package.entry(fields)
                line = entry_line(read, currency)
            except StatementError as error:
                raise StatementError(
                    "unread.of_entry", name=self._name, n=self.entries, why=error
                ) from error
            self._remark(fields, read, line)
            self.credits_minor += line.amount_minor if line.credit else 0
            self.debits_minor += 0 if line.credit else line.amount_minor
            yield line

    def _remark(self, fields: list[Field], read: Mapping[str, Any], line: Line) -> None:
        """What was read with a pinch of salt."""
        if read["point"]:
            self._note("amount.point", Sentence("noted.entry.point"))
        for found in fields:
            if (encoding := found.encoding) != "UTF-8":
                what = Sentence("noted.entry.encoding", encoding=encoding)
                self._note(f"encoding.{encoding}", what)
        written, day = fields[0].text[2:6], line.value_date
        if day is not None and written != f"{day:%m%d}":
            what = Sentence("noted.entry.february", written=written, day=day)
            self._note("date.february", what)

    def _note(self, code: str, what: Sentence) -> None:
        self.remarks.note(code, Sentence("noted.entry", n=self.entries, what=what))


def _signed(told: Told, currency: str) -> int:
    return minor(told.amount, currency) * (1 if told.credit else -1)
