"""A list in a file → its records: a table (CSV), its columns found by name, or a checkpoint."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from types import MappingProxyType

from api.banks.statements.cells import amount, same_account
from api.banks.statements.format import StatementError
from api.banks.statements.text_table import ENCODINGS, HEAD, rows
from api.closing.said import Guarantee, Listed, Reported, SubAccount
from domain.identifiers import is_sub_account, lot_code
from ledger.checkpoint import CheckpointRefused, parse

type Cells = Mapping[str, str]


ROWS_MOST = 1_000_000


class ListRefused(ValueError):
    """A file that is no list of its kind; says where, what, and what would be right.

    What it quotes of the file may be of any length: the sentence is cut at 500 characters.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence if len(sentence) <= 500 else sentence[:499] + "…")


@dataclass(frozen=True, slots=True)
class For:
    """What a list is brought for: an account, by its code and its number at the bank, and a day."""

    account: str
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of list: what its columns may be called, and the record of a row.

    `stated`: columns that need not stand there; where they do, they say `For` whom the list is.
    """

    columns: Mapping[str, tuple[str, ...]]
    key: str
    record: Callable[[Cells], Listed]
    stated: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def _sub_account(cells: Cells) -> SubAccount:
    number = cells["number"].replace(" ", "")
    if not is_sub_account(number):
        raise ValueError(f"number {number!r}: 10 to 32 digits are expected")
    return SubAccount(number, _fen(cells["fen"]))


def _guarantee(cells: Cells) -> Guarantee:
    return Guarantee(cells["number"], _fen(cells["fen"]), _day("valid_until", cells["valid_until"]))


def _reported(cells: Cells) -> Reported:
    if not cells["count"].isascii() or not cells["count"].isdigit():
        raise ValueError(f"count {cells['count']!r}: a whole number is expected")
    return Reported(lot_code(cells["lot"]), int(cells["count"]), _fen(cells["fen"]))


_DAY = ("日期", "余额日期", "date")

TABLES: Mapping[str, Table] = {
    "SUB_ACCOUNTS": Table(
        {
            "number": ("子账号", "子账户", "虚拟账号", "sub_account"),
            "fen": ("余额", "账户余额", "balance"),
        },
        "number",
        _sub_account,
        {"day": _DAY, "account": ("账号", "主账号", "account")},
    ),
    "GUARANTEES": Table(
        {
            "number": ("保函编号", "保函号", "number"),
            "fen": ("担保金额", "保函金额", "金额", "amount"),
            "valid_until": ("有效期至", "到期日", "valid_until"),
        },
        "number",
        _guarantee,
    ),
    "REPORTED": Table(
        {
            "lot": ("标段编号", "标段", "lot"),
            "count": ("笔数", "缴纳笔数", "count"),
            "fen": ("金额", "缴纳金额", "amount"),
        },
        "lot",
        _reported,
        {"day": _DAY},
    ),
}
"""The kinds of list that are tables."""


def listed(kind: str, data: bytes, wanted: For | None = None) -> tuple[Listed, ...]:
    """The records of a table, by its key, each once; `wanted`: what it has to be of, where it says
    so. Raises ListRefused.
    """
    table = TABLES[kind]
    found: dict[str, Listed] = {}
    try:
        for line, cells in _cells(table, data):
            try:
                record = table.record(cells)
                _refuse_other(cells, wanted)
            except (ValueError, StatementError) as problem:
                raise ListRefused(f"line {line}: {problem}") from None
            key = str(getattr(record, table.key))
            if key in found:
                raise ListRefused(f"line {line}: {key!r} stands there twice")
            if len(found) >= ROWS_MOST:
                raise ListRefused(f"line {line}: at most {ROWS_MOST} rows are read")
            found[key] = record
    except StatementError as problem:
        raise ListRefused(str(problem)) from None
    return tuple(found.values())


def _refuse_other(cells: Cells, wanted: For | None) -> None:
    """Raises ValueError where a row says that it is of another day or account."""
    if wanted is None:
        return
    if (day := cells.get("day")) and _day("date", day) != wanted.day:
        raise ValueError(f"date {day!r}: the list is brought for {wanted.day}")
    of = cells.get("account")
    if of and of != wanted.account and not same_account(of.replace(" ", ""), wanted.number):
        raise ValueError(f"account {of!r}: the list is brought for {wanted.number}")


def anchored(data: bytes) -> str:
    """A checkpoint as it is kept outside, of one event at least. Raises ListRefused."""
    try:
        note = data.decode("utf-8")
        size = parse(note).checkpoint.size
    except (CheckpointRefused, UnicodeDecodeError) as problem:
        raise ListRefused(f"it is no checkpoint: {problem}") from None
    if not size:
        raise ListRefused("size 0: that an empty log is empty proves nothing of this one")
    return note


def check(kind: str, data: bytes, wanted: For | None = None) -> None:
    """Raises ListRefused where a file is no list of its kind, or says that it is of another day or
    account than is `wanted`.
    """
    if kind in TABLES:
        listed(kind, data, wanted)
    else:
        anchored(data)


def _cells(table: Table, data: bytes) -> Iterator[tuple[int, Cells]]:
    """Every row after the header row, by the names of our fields."""
    at: dict[str, int] = {}
    for line, cells in rows(BytesIO(data), data[:HEAD], ",", ENCODINGS):
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if not at:
            at = _header(table, stripped)
            continue
        if len(stripped) <= max(at.values()):
            raise ListRefused(f"line {line}: {len(stripped)} columns, the header has more")
        yield line, {name: stripped[place] for name, place in at.items()}
    if not at:
        raise ListRefused(f"it is empty: a header row with {_wanted(table)} is expected")


def _header(table: Table, cells: list[str]) -> dict[str, int]:
    at: dict[str, int] = {}
    for name, names in (*table.columns.items(), *table.stated.items()):
        places = [place for place, cell in enumerate(cells) if cell in names]
        if len(places) > 1:
            twice = ", ".join(cells[place] for place in places)
            raise ListRefused(f"the header row names one column twice: {twice}")
        if places:
            at[name] = places[0]
    if missing := table.columns.keys() - at.keys():
        lacks = ", ".join(table.columns[name][0] for name in sorted(missing))
        raise ListRefused(f"the header row lacks {lacks}; {_wanted(table)} is expected")
    return at


def _wanted(table: Table) -> str:
    return ", ".join(" / ".join(names) for names in table.columns.values())


def _fen(text: str) -> int:
    return amount(text, "CNY")


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise ValueError(f"{name} {text!r}: a day such as 2026-07-31 is expected") from None
