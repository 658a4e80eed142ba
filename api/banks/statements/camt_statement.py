"""One `Stmt` of camt.053, collected child by child → one `Statement`."""

import re
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element

from api.banks.statements.amounts import digits, minor
from api.banks.statements.camt_entry import credited, entry_line, text
from api.banks.statements.dates import moment
from api.banks.statements.format import Line, Statement, StatementError
from api.banks.statements.remarks import Remarks

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-3])")
_OPENING = ("OPBD", "PRCD")  # in this order of preference; interim balances say nothing of either
_CLOSING = "CLBD"


@dataclass(slots=True)
class Draft:
    """A statement while it is read: everything but its lines, which are handed on at once."""

    number: int  # in the file
    namespace: str
    account: str | None = None
    currency: str | None = None
    identifier: str | None = None
    sequence: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    balances: dict[str, tuple[int, date | None]] = field(default_factory=dict)
    entries: int = 0
    booked: int = 0
    credits_minor: int = 0
    debits_minor: int = 0
    remarks: Remarks = field(default_factory=Remarks)

    def __post_init__(self) -> None:
        if not _NAMESPACE.fullmatch(self.namespace):
            given = self.namespace[:80] or "none"
            self.remarks.note(
                "namespace", f"namespace is {given}, not camt.053.001.02 to .13; read all the same"
            )

    def take(self, child: Element) -> Line | None:
        """Read one child of `Stmt`; the line if it is an entry."""
        try:
            match child.tag:
                case "Ntry":
                    return self._entry(child)
                case "Bal":
                    self._balance(child)
                case "Acct":
                    self.account = text(child, "Id/IBAN", "Id/Othr/Id")
                    if (currency := text(child, "Ccy")) is not None:
                        self._settle(currency)
                case "Id":
                    self.identifier = text(child, ".")
                case "ElctrncSeqNb":
                    number = text(child, ".") or ""
                    self.sequence = int(number) if re.fullmatch("[0-9]{1,15}", number) else None
                case "FrToDt":
                    first, last = text(child, "FrDtTm"), text(child, "ToDtTm")
                    self.from_date = moment(first)[0] if first else None
                    self.to_date = moment(last)[0] if last else None
        except StatementError as error:
            where = f", entry {self.entries}" if child.tag == "Ntry" else ""
            raise StatementError(f"{self._name()}{where}: {error}") from error
        return None

    def closed(self) -> Statement:
        """The statement, its last child read."""
        if self.account is None:
            raise StatementError(f"{self._name()} names no account (Acct/Id/IBAN or Othr/Id)")
        if self.currency is None:
            raise StatementError(f"{self._name()} names no currency (Acct/Ccy)")
        opening = next((self.balances[code] for code in _OPENING if code in self.balances), None)
        closing = self.balances.get(_CLOSING)
        stated = self.balances.get("OPBD")
        return Statement(
            account=self.account,
            currency=self.currency,
            identifier=self.identifier,
            sequence=self.sequence,
            from_date=self.from_date or (stated[1] if stated else None),
            to_date=self.to_date or (closing[1] if closing else None),
            opening_minor=opening[0] if opening else None,
            closing_minor=closing[0] if closing else None,
            entries=self.entries,
            booked=self.booked,
            credits_minor=self.credits_minor,
            debits_minor=self.debits_minor,
            warnings=self.remarks.sentences(),
        )

    def _name(self) -> str:
        return f"statement {self.identifier or self.number}"[:80]

    def _settle(self, currency: str) -> str:
        """The currency of the account: the first one told; another one later is a contradiction."""
        if self.currency is None:
            digits(currency)  # refuses what is no currency code
            self.currency = currency
        if currency != self.currency:
            raise StatementError(f"currency {currency[:40]} in an account kept in {self.currency}")
        return currency

    def _balance(self, balance: Element) -> None:
        code = text(balance, "Tp/CdOrPrtry/Cd")
        if code not in (*_OPENING, _CLOSING):
            return
        amount, currency = text(balance, "Amt"), _currency(balance)
        if amount is None or currency is None:
            raise StatementError(f"balance {code} has no amount with currency (Amt, Ccy)")
        if self.currency not in (None, currency):
            self.remarks.note(
                "balance.currency",
                f"balance {code} is in {currency[:40]}, the account in {self.currency}: not used",
            )
            return
        value = minor(amount, self._settle(currency))
        if text(balance, "CdtDbtInd") is None:
            self.remarks.note(
                "balance.indicator", f"balance {code} has no CdtDbtInd: read as credit"
            )
        elif not credited(balance):
            value = -value
        told = text(balance, "Dt/Dt", "Dt/DtTm")
        new = (value, moment(told)[0] if told else None)
        if self.balances.setdefault(code, new) != new:
            self.remarks.note("balance.twice", f"balance {code} is stated more than once")
            if code == _CLOSING:  # the first opening and the last closing bound the statement
                self.balances[code] = new

    def _entry(self, entry: Element) -> Line:
        self.entries += 1
        currency = _currency(entry)
        if currency is None:
            raise StatementError("the amount has no currency (Amt, Ccy)")
        dates = (self.balances[c][1] for c in (_CLOSING, *_OPENING) if c in self.balances)
        day = next((told for told in dates if told is not None), self.to_date)
        line = entry_line(entry, self._settle(currency), day, self._note)
        if line.booked:
            self.booked += 1
            self.credits_minor += line.amount_minor if line.credit else 0
            self.debits_minor += 0 if line.credit else line.amount_minor
        return line

    def _note(self, code: str, what: str) -> None:
        self.remarks.note(code, f"entry {self.entries} {what}")


def _currency(parent: Element) -> str | None:
    amount = parent.find("Amt")
    return None if amount is None else amount.get("Ccy")
