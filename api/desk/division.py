"""A line divided as a clerk types it: each row's deposit and amount, what is left, what is wrong.

A deposit is named by its code or by its number. One that may not be seen is none, like any other.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from api.desk.open_deposits import OpenDeposits, Row
from api.desk.seen_line import SeenLine
from domain.desk.divide import DivideReceipt, Part
from domain.desk.divided import MOST
from domain.identifiers import sub_account_in
from domain.money import yuan

type Wrong = Literal["", "amount", "code", "not_open", "twice"]
type Against = Literal["", "rows", "two", "left", "over"]

_CODE = re.compile(r"P[0-9A-F]{16}")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class TypedPart:
    """One row as it was typed: a deposit's code or number, an amount in yuan."""

    deposit: str
    amount: str


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A row that was read. `row`: the deposit's, None for none that may be seen; `fen`: 0 where no
    amount is said; `wrong`: what is wrong with it, '' where nothing.
    """

    deposit: str
    amount: str
    row: Row | None
    fen: int
    wrong: Wrong = ""

    @property
    def given(self) -> bool:
        """Whether it is a part: a row without an amount is none."""
        return bool(self.amount)


@dataclass(frozen=True, slots=True)
class Division:
    """All rows of a line. Amounts in fen."""

    line: SeenLine
    rows: tuple[ReadPart, ...]

    @property
    def parts(self) -> tuple[ReadPart, ...]:
        """The rows that are parts."""
        return tuple(one for one in self.rows if one.given)

    @property
    def left_fen(self) -> int:
        """What is not given to anybody yet; negative where more is given than came."""
        return self.line.minor - sum(one.fen for one in self.parts)

    @property
    def against(self) -> Against:
        """Why it cannot be asked for; '' where it can."""
        if any(one.wrong for one in self.rows):
            return "rows"
        if len(self.parts) < _LEAST:
            return "two"
        left = self.left_fen
        return "left" if left > 0 else "over" if left < 0 else ""

    def command(self, seen: int) -> DivideReceipt:
        """The command; `seen`: the version of the line. Raises ValueError where it cannot be."""
        if self.against:
            raise ValueError(f"{self.line.code} is not divided: {self.against}")
        parts = tuple(
            Part(deposit=one.row["deposit"], lot=one.row["lot"], amount_fen=one.fen)
            for one in self.parts
            if one.row is not None
        )
        return DivideReceipt(line=self.line.code, line_seen=seen, parts=parts)


def may_be_divided(line: SeenLine) -> bool:
    """Whether a line can be several deposits': one that names a number is of that number alone."""
    if not line.credit or not line.open or line.returned or line.kind == "INTEREST":
        return False
    return line.currency == "CNY" and sub_account_in(line.reference) is None


def read(line: SeenLine, typed: Sequence[TypedPart], deposits: OpenDeposits) -> Division:
    """The rows, each beside the deposit that it names; at most as many as a line may have."""
    said = [_plain(one) for one in typed[:MOST]]
    known = deposits.named({one.deposit for one in said if one.deposit})
    seen: set[str] = set()
    rows = []
    for one in said:
        row = known.get(one.deposit)
        part = _read(one, row)
        if part.given and row is not None:
            twice = row["deposit"] in seen
            seen.add(row["deposit"])
            part = replace(part, wrong="twice") if twice and not part.wrong else part
        rows.append(part)
    return Division(line, tuple(rows))


def _plain(typed: TypedPart) -> TypedPart:
    """Without the widths and spaces of an input method."""
    deposit, amount = (unicodedata.normalize("NFKC", one) for one in (typed.deposit, typed.amount))
    return TypedPart("".join(deposit.split()).upper(), amount.strip())


def _read(typed: TypedPart, row: Row | None) -> ReadPart:
    part = ReadPart(typed.deposit, typed.amount, row, 0)
    if row is None and typed.deposit:
        named = _CODE.fullmatch(typed.deposit) or typed.deposit.isdecimal()
        return replace(part, wrong="not_open" if named else "code")
    if not part.given:
        return part
    try:
        fen = yuan(typed.amount)
    except ValueError:
        return replace(part, wrong="amount")
    if fen < 1:
        return replace(part, wrong="amount")
    return replace(part, fen=fen, wrong="" if row is not None else "code")
