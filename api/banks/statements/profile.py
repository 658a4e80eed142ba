"""A bank profile: one small TOML file that says how a bank's table of transactions is read.

A profile in use is not changed lightly: of lines without a serial the fingerprint is made of what
the profile reads as parties, reference and note, and other columns make other lines of them.
"""

import codecs
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Any

from api.banks.statements.amounts import digits
from api.banks.statements.cells import name
from api.banks.statements.date_forms import (
    SPREADSHEET_DATES,
    Form,
    compiled,
    names_a_day,
    names_a_time,
)
from api.banks.statements.format import StatementError

COLUMNS = (
    *("date", "time", "value_date", "serial", "credit", "debit", "amount", "mark", "balance"),
    *("currency", "account", "counterparty", "counterparty_account", "counterparty_bank", "party"),
    *("reference", "end_to_end", "code", "note"),
)
"""What a column may be taken for. `party`: the other side's name with its account number behind."""
_ONE_OF = "columns: either credit and debit, or amount, or amount and mark"
_ZONE = re.compile(r"([+-])([01][0-9]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Profile:
    """How one bank's tables are read. `columns` are names of columns in the header row, as
    compared by `cells.name`; `note` may have several."""

    name: str
    title: str
    encodings: tuple[str, ...]
    delimiter: str
    currency: str  # of the account, where no column tells
    zone: timezone
    columns: Mapping[str, tuple[str, ...]]
    credit_marks: frozenset[str]
    debit_marks: frozenset[str]
    positive_is_credit: bool
    dates: tuple[Form, ...]
    times: tuple[Form, ...]
    date_forms: tuple[str, ...]  # as written, for whoever is told what is right
    time_forms: tuple[str, ...]
    account_label: str | None
    account_numbers: tuple[str, ...]
    codes: Mapping[str, str]  # the bank's word in `code` → BkTxCd of ISO 20022
    own: bool = False  # a user's, not shipped

    @property
    def header(self) -> frozenset[str]:
        """All columns that a header row of this bank has."""
        return frozenset(one for names in self.columns.values() for one in names)


def parsed(text: str, called: str, *, own: bool = False) -> Profile:
    """A profile from its TOML. Raises StatementError that names the field and what is right."""
    try:
        return _profile(_Fields(tomllib.loads(text), ""), called, own)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        raise StatementError("unread.profile", name=called, why=error) from None


def _profile(told: "_Fields", called: str, own: bool) -> Profile:
    columns = _columns(told.table("columns"))
    sign, dates, account = told.table("sign"), told.table("dates"), told.table("account")
    credit, debit = sign.texts("credit"), sign.texts("debit")
    if ("mark" in columns) != bool(credit) or bool(credit) != bool(debit):
        raise ValueError("sign: with columns.mark, and only then, the words for credit and debit")
    date_forms, time_forms = dates.texts("date") or SPREADSHEET_DATES, dates.texts("time")
    profile = Profile(
        name=called,
        title=told.text("title") or called,
        encodings=told.texts("encodings") or ("utf-8", "gb18030"),
        delimiter=told.text("delimiter") or ",",
        currency=told.text("currency") or "CNY",
        zone=_zone(told.text("zone") or "+08:00"),
        columns=columns,
        credit_marks=frozenset(map(name, credit)),
        debit_marks=frozenset(map(name, debit)),
        positive_is_credit=_positive(sign.text("positive"), columns),
        dates=tuple(map(compiled, dict.fromkeys((*date_forms, *SPREADSHEET_DATES)))),
        times=tuple(map(compiled, dict.fromkeys((*time_forms, "HH:mm:ss")))),
        date_forms=date_forms,
        time_forms=time_forms or ("HH:mm:ss",),
        account_label=account.text("label"),
        account_numbers=account.texts("number"),
        codes=told.table("codes").words(),
        own=own,
    )
    for fields in (told, sign, dates, account):
        fields.nothing_else()
    _refuse(profile)
    return profile


def _columns(told: "_Fields") -> dict[str, tuple[str, ...]]:
    columns = {one: found for one in COLUMNS if (found := tuple(map(name, told.texts(one))))}
    told.nothing_else()
    for one, found in columns.items():
        if len(found) > 1 and one != "note":
            raise ValueError(f"columns.{one}: one column, not {len(found)}; only note has several")
    if "date" not in columns:
        raise ValueError("columns.date: the name of the column with the booking date is missing")
    money = {one for one in ("credit", "debit", "amount", "mark") if one in columns}
    if money not in ({"credit", "debit"}, {"amount"}, {"amount", "mark"}):
        raise ValueError(f"{_ONE_OF}; here: {', '.join(sorted(money)) or 'none of them'}")
    if "party" in columns and {"counterparty", "counterparty_account"} & columns.keys():
        raise ValueError("columns.party: stands for counterparty and counterparty_account both")
    return columns


def _positive(told: str | None, columns: Mapping[str, Any]) -> bool:
    signed = "amount" in columns and "mark" not in columns
    if (told is not None) != signed or told not in (None, "credit", "debit"):
        raise ValueError("sign.positive: credit or debit, where an amount has no mark, only there")
    return told != "debit"


def _zone(told: str) -> timezone:
    if not (found := _ZONE.fullmatch(told)):
        raise ValueError(f"zone {told[:40]!r}: an offset such as +08:00")
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-offset if found[1] == "-" else offset)


def _writes_text(encoding: str) -> bool:
    """Whether it is a text encoding, of nothing but text: half a pair of UTF-16 is none."""
    try:
        "\ud800".encode(codecs.lookup(encoding).name)
    except (LookupError, UnicodeError) as refused:
        return isinstance(refused, UnicodeError)
    return False


def _refuse(profile: Profile) -> None:
    """What is well written and cannot be meant."""
    for encoding in profile.encodings:
        if not _writes_text(encoding):
            raise ValueError(f"encodings: {encoding[:40]!r} is no encoding of text")
    if profile.delimiter not in (",", "\t", ";", "|"):
        raise ValueError(f"delimiter {profile.delimiter[:40]!r}: a comma, a tab, ; or |")
    if not all(map(names_a_day, profile.dates)):
        raise ValueError("dates.date: each form has yyyy, MM or M, and dd or d")
    if not all(map(names_a_time, profile.times)):
        raise ValueError("dates.time: each form has HH or H, and mm")
    if "code" not in profile.columns and profile.codes:
        raise ValueError("codes: words of a column that columns.code does not name")
    try:
        digits(profile.currency)
    except StatementError as error:
        raise ValueError(str(error)) from None


class _Fields:
    """A table of a TOML file, each field taken once and in its type."""

    def __init__(self, told: Mapping[str, Any], path: str) -> None:
        self._left, self._path = dict(told), path

    def table(self, key: str) -> "_Fields":
        """A table within; an empty one where it is missing."""
        found = self._left.pop(key, {})
        if not isinstance(found, dict):
            raise ValueError(f"{self._path}{key}: a table [{key}] is expected")
        return _Fields(found, f"{self._path}{key}.")

    def text(self, key: str) -> str | None:
        """A text, or nothing."""
        found = self._left.pop(key, None)
        if found is not None and not (isinstance(found, str) and found):
            raise ValueError(f"{self._path}{key}: a text in quotes is expected")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts."""
        found = self._left.pop(key, [])
        listed = found if isinstance(found, list) else [found]
        if not all(isinstance(one, str) and one for one in listed):
            raise ValueError(f"{self._path}{key}: a text, or a list of texts, is expected")
        return tuple(listed)

    def words(self) -> dict[str, str]:
        """All that is left, as texts."""
        return {key: self.text(key) or "" for key in tuple(self._left)}

    def nothing_else(self) -> None:
        """Raises ValueError for a field that nobody took."""
        if self._left:
            raise ValueError(f"{self._path}{next(iter(self._left))}: no field of a bank profile")
