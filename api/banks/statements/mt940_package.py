"""The package `mt-940` as we use it: one field or one entry at a time, its patterns made stricter.

Its own patterns cut long amounts short without a word (of 16 digits the last is lost, behind a
decimal point all are), and refuse a file for a long reference. Left to itself it would also take
the bytes `a.txt` for the name of a file and read that, drop an entry without a type when the next
one comes, and write what it cannot read to the log.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from mt940 import Options
from mt940.models import Transactions
from mt940.tags import TAG_BY_ID, Tag

from api.banks.statements.format import StatementError
from api.banks.statements.mt940_fields import Field

logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)  # a bank's lines are no log's business

_DAY = r"(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
_AMOUNT = r"(?P<amount>[0-9]{1,18}(?:(?:,|(?P<point>\.))[0-9]{0,8})?|,[0-9]{1,8})(?![0-9,.])"
_BALANCE = rf"^(?P<status>[DC]){_DAY}(?P<currency>[A-Z]{{3}})?{_AMOUNT}\s*$"
_SUM = r"^(?P<number>[0-9]{0,5})(?P<currency>[A-Z]{3})(?P<amount>[0-9]{1,18}(?:,[0-9]{0,8})?)\s*$"
# A reference may be longer than the 16 characters of the standard, where `//` or nothing follows.
_ENTRY = rf"""^{_DAY}
    (?P<entry_month>[0-9]{{2}}|\s{{2}})?(?P<entry_day>[0-9]{{2}}|\s{{2}})?
    (?P<status>R?[DC])(?P<funds_code>[A-Z])?\s?{_AMOUNT}
    (?P<id>[A-Z][A-Z0-9\ ]{{3}})?
    (?P<customer_reference>[^\n]{{0,35}}?(?=//)|[^\n]{{0,16}}(?=\s|$)|[^\n]*)
    (?://(?P<bank_reference>[^\n]*))?
    (?P<extra_details>[\s\S]*)$"""
_FORMS = {
    "61": "2405310531C1234,56NTRFNONREF//B1 (C, D, RC or RD; 31 May 2024)",
    "6": "C240531CNY1234,56 (C or D; 31 May 2024)",
    "9": "12CNY1234,56 (12 entries)",
}
_LOOKALIKE = re.compile(r"\n(?=:(?:13|2[0158]|34|6[01245]|86|90|NS)[A-Z]?:)")


def _stricter(tag: Tag, pattern: str) -> Tag:
    """A reader of the package with another pattern; its class keeps its name, by which it works."""
    return cast(Tag, type(type(tag).__name__, (type(tag),), {"pattern": pattern})())


_BALANCES = (60, "60F", "60M", 62, "62F", "62M", 64, 65)
_PATTERNS: dict[int | str, str] = {
    61: _ENTRY,
    **dict.fromkeys(_BALANCES, _BALANCE),
    **dict.fromkeys((90, "90C", "90D"), _SUM),
}
_TAGS = {tag: _stricter(TAG_BY_ID[tag], pattern) for tag, pattern in _PATTERNS.items()}
_READ_ERRORS = (RuntimeError, ValueError, ArithmeticError)  # no match, no date, no number


@dataclass(frozen=True, slots=True)
class Told:
    """A balance as it is written: the amount a decimal without sign, the currency if there is."""

    credit: bool
    amount: str
    currency: str | None
    day: date


class Package:
    """Reads a field, or an entry, to what the package calls data; each call stands for itself."""

    def __init__(self) -> None:
        self._collection = Transactions(tags=_TAGS, options=Options.all())

    def balance(self, field: Field) -> Told:
        """A field 60, 62, 64 or 65."""
        self._read([field])
        (balance,) = self._collection.data.values()
        money = balance.amount
        credit = balance.status.upper() == "C"
        return Told(credit, f"{abs(money.amount):f}", money.currency, balance.date)

    def total(self, field: Field) -> str:
        """The sum of a field 90C or 90D, a decimal without sign."""
        self._read([field])
        (total,) = self._collection.data.values()
        return f"{abs(total.amount):f}"

    def entry(self, fields: Sequence[Field]) -> Mapping[str, Any]:
        """A field 61 with the fields 86 and NS behind it."""
        self._read(fields)
        if len(self._collection) != 1:
            raise _unlike(fields[0])
        return self._collection[0].data

    def _read(self, fields: Sequence[Field]) -> None:
        self._collection.data, self._collection.transactions = {}, []
        # What only looks like a field within a text is moved from the line's beginning.
        written = (f":{field.tag}:{_LOOKALIKE.sub('\n ', field.text)}" for field in fields)
        try:
            self._collection.parse("\n".join(written))
        except _READ_ERRORS:
            raise _unlike(fields[0]) from None


def _unlike(field: Field) -> StatementError:
    form = _FORMS[field.tag[0] if field.tag[1] != "1" else field.tag]
    return StatementError("unread.mt.form", tag=field.tag, said=field.text[:80], form=form)
