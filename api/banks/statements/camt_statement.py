"""One `Stmt` (`Rpt`, `Ntfctn`), collected child by child → one `Statement`."""

import re
from dataclasses import dataclass, field
from datetime import date

from api.banks.statements.amounts import digits, minor
from api.banks.statements.camt_entry import (
    Instead,
    credited,
    currency_of,
    entry_lines,
    entry_told,
)
from api.banks.statements.camt_message import Message
from api.banks.statements.dates import moment
from api.banks.statements.format import Line, Statement, StatementError
from api.banks.statements.fragments import Tree, local
from api.banks.statements.remarks import Remarks
from api.banks.statements.saying import Sentence
from api.banks.statements.told import Plan, told
from api.banks.statements.wording import called, folded

ENTRY = "Ntry"
_OPENING = ("OPBD", "PRCD")  # in this order of preference; interim balances say nothing of either
_CLOSING = "CLBD"
_OF_ACCOUNT = Plan(
    {
        # Where the number stands; the last three in version 1.
        "number": ("Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN", "Id/UPIC"),
        "currency": ("Ccy",),
    }
)
_OF_PERIOD = Plan({"first": ("FrDtTm",), "last": ("ToDtTm",)})
_OF_BALANCE = Plan(
    {"code": ("Tp/CdOrPrtry/Cd", "Tp/Cd"), "day": ("Dt/Dt", "Dt/DtTm"), "way": ("CdtDbtInd",)},
    {"amount": ("Amt",)},
)


@dataclass(slots=True)
class Draft:
    """A statement while it is read: everything but its lines, which are handed on at once."""

    number: int  # in the file
    message: Message
    namespace: str
    account: str | None = None
    currency: str | None = None
    identifier: str | None = None
    sequence: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    created: str = ""  # when the message was made, as it says
    balances: dict[str, tuple[int, date | None]] = field(default_factory=dict)
    foreign: dict[str, Sentence] = field(default_factory=dict)  # balances in another currency
    entries: int = 0
    booked: int = 0
    credits_minor: int = 0
    debits_minor: int = 0
    remarks: Remarks = field(default_factory=Remarks)

    def __post_init__(self) -> None:
        if not self.message.has(self.namespace):
            given, known = self.namespace[:80] or "none", self.message.versions
            self.remarks.note("namespace", Sentence("noted.namespace", given=given, known=known))

    def take(self, child: Tree) -> list[Line]:
        """Read one child of it; the lines if it is an entry."""
        tag = child.tag
        try:
            if local(tag) == ENTRY:
                return self._entry(child)
            match tag:
                case "Bal":
                    self._balance(child)
                case "Acct":
                    said = told(child, _OF_ACCOUNT)
                    self.account = said.text("number")
                    if (currency := said.text("currency")) is not None:
                        self._settle(currency)
                case "Id":
                    self.identifier = called(folded(child.text))
                case "ElctrncSeqNb":
                    number = folded(child.text)
                    self.sequence = int(number) if re.fullmatch("[0-9]{1,15}", number) else None
                case "FrToDt":
                    said = told(child, _OF_PERIOD)
                    self.from_date = _day(said.text("first"))
                    self.to_date = _day(said.text("last"))
                case "CreDtTm":
                    self.created = folded(child.text)
        except StatementError as error:
            key = "unread.of_entry" if local(tag) == ENTRY else "unread.of_statement"
            raise StatementError(key, name=self._name, n=self.entries, why=error) from error
        return []

    def closed(self) -> Statement:
        """The statement, its last child read."""
        if self.account is None:
            raise StatementError("unread.camt.no_account", name=self._name)
        if self.currency is None and (self.message.posts or self.entries):
            raise StatementError("unread.camt.no_currency", name=self._name)
        opening = next((self.balances[code] for code in _OPENING if code in self.balances), None)
        closing = self.balances.get(_CLOSING)
        stated = self.balances.get("OPBD")
        ends = closing[1] if closing else None
        if ends is not None and self.to_date not in (None, ends):
            what = Sentence("noted.period", to=self.to_date, code=_CLOSING, ends=ends)
            self.remarks.note("period", what)
        return Statement(
            account=self.account,
            currency=self.currency or "",
            identifier=self.identifier,
            sequence=self.sequence,
            from_date=self.from_date or (stated[1] if stated else None),
            to_date=ends or self.to_date,
            opening_minor=opening[0] if opening else None,
            closing_minor=closing[0] if closing else None,
            entries=self.entries,
            booked=self.booked,
            credits_minor=self.credits_minor,
            debits_minor=self.debits_minor,
            warnings=self.remarks.sentences(),
            contradiction=self._contradiction(),
            only_tells=None if self.message.posts else self.message.name,
        )

    def _contradiction(self) -> Sentence | None:
        """A bound that is stated in another currency alone: nothing could be held against it."""
        bounds = (_OPENING, (_CLOSING,))
        lacking = {one for codes in bounds if not self.balances.keys() & codes for one in codes}
        return next((said for code, said in self.foreign.items() if code in lacking), None)

    @property
    def _name(self) -> str:
        return f"{self.identifier or self.number}"[:70]

    def _settle(self, currency: str) -> str:
        """The currency of the account: the first one told; another one later is a contradiction."""
        if self.currency is None:
            digits(currency)  # refuses what is no currency code
            self.currency = currency
        if currency != self.currency:
            raise StatementError("unread.camt.currency", said=currency[:40], right=self.currency)
        return currency

    def _balance(self, balance: Tree) -> None:
        said = told(balance, _OF_BALANCE)
        code = said.text("code")
        if code not in (*_OPENING, _CLOSING):
            return
        amount = folded(next((one.text for one in said.trees("amount")), None))
        currency = currency_of(said)
        if not amount or currency is None:
            raise StatementError("unread.camt.balance", code=code)
        if self.currency not in (None, currency):
            what = Sentence(
                "unread.against.balance", code=code, said=currency[:40], right=self.currency
            )
            self.foreign.setdefault(code, what)
            self.remarks.note("balance.currency", Sentence("noted.not_used", what=what))
            return
        value = minor(amount, self._settle(currency))
        if said.text("way") is None:
            self.remarks.note("balance.indicator", Sentence("noted.indicator", code=code))
        elif not credited(said):
            value = -value
        new = (value, _day(said.text("day")))
        if self.balances.setdefault(code, new) != new:
            self.remarks.note("balance.twice", Sentence("noted.twice", code=code))
            if code == _CLOSING:  # the first opening and the last closing bound the statement
                self.balances[code] = new

    def _entry(self, entry: Tree) -> list[Line]:
        self.entries += 1
        said = entry_told(entry)
        currency = currency_of(said)
        if currency is None:
            raise StatementError("unread.camt.amount_currency")
        lines = entry_lines(said, self._settle(currency), self._instead, self._note)
        self.booked += lines[0].booked
        for line in filter(lambda one: one.booked, lines):
            if line.credit:
                self.credits_minor += line.amount_minor
            else:
                self.debits_minor += line.amount_minor
        return lines

    def _instead(self) -> Instead | None:
        """The day of an entry that states none, and whose day it is."""
        dates = (self.balances[c][1] for c in (_CLOSING, *_OPENING) if c in self.balances)
        day = next((told for told in dates if told is not None), self.to_date)
        if day is not None:
            return day, "noted.entry.by_balance"
        if self.message.posts or (day := _day(self.created)) is None:
            return None
        return day, "noted.entry.by_message"

    def _note(self, code: str, what: Sentence) -> None:
        self.remarks.note(code, Sentence("noted.entry", n=self.entries, what=what))


def _day(said: str | None) -> date | None:
    return moment(said)[0] if said else None
