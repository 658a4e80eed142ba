"""A list in a file → its records: a table (CSV), its columns found by name, or a checkpoint."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from types import MappingProxyType

from api.banks.statements.cells import amount, is_amount, same_account
from api.banks.statements.format import StatementError
from api.banks.statements.text_table import ENCODINGS, HEAD, rows
from api.closing.notes import Said, tell
from api.closing.outside.refused import ListRefused
from api.closing.said import Guarantee, Listed, Reported, SubAccount
from domain.identifiers import is_sub_account, lot_code
from ledger.checkpoint import CheckpointRefused, parse

type Cells = Mapping[str, str]


ROWS_MOST = 1_000_000


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
        raise ListRefused(tell("lists.wrong.number", number=number))
    return SubAccount(number, _fen(cells["fen"]))


def _guarantee(cells: Cells) -> Guarantee:
    fen, until = _fen(cells["fen"]), cells["valid_until"]
    return Guarantee(cells["number"], fen, _day(until, tell("lists.wrong.until", day=until)))


_DIGITS = 12
"""Of a count: more than any city has deposits."""


def _reported(cells: Cells) -> Reported:
    lot, count = cells["lot"], cells["count"]
    if not count.isascii() or not count.isdigit() or len(count) > _DIGITS:
        raise ListRefused(tell("lists.wrong.count", count=count))
    try:
        lot_code(lot)
    except ValueError:
        raise ListRefused(tell("lists.wrong.lot", lot=lot)) from None
    return Reported(lot, int(count), _fen(cells["fen"]))


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
    for line, cells in _cells(table, data):
        try:
            record = table.record(cells)
            _refuse_other(cells, wanted)
        except ListRefused as wrong:
            raise ListRefused(wrong.said, line) from None
        key = str(getattr(record, table.key))
        if key in found:
            raise ListRefused(tell("lists.wrong.twice", name=key), line)
        if len(found) >= ROWS_MOST:
            raise ListRefused(tell("lists.wrong.rows", most=ROWS_MOST), line)
        found[key] = record
    return tuple(found.values())


def _refuse_other(cells: Cells, wanted: For | None) -> None:
    """Raises ListRefused where a row says that it is of another day or account."""
    if wanted is None:
        return
    if (day := cells.get("day")) and _day(day, tell("lists.wrong.date", day=day)) != wanted.day:
        raise ListRefused(tell("lists.wrong.other_day", day=day, wanted=wanted.day))
    of = cells.get("account")
    if of and of != wanted.account and not same_account(of.replace(" ", ""), wanted.number):
        raise ListRefused(tell("lists.wrong.other_account", account=of, wanted=wanted.number))


def anchored(data: bytes) -> str:
    """A checkpoint as it is kept outside, of one event at least. Raises ListRefused."""
    try:
        note = data.decode("utf-8")
        size = parse(note).checkpoint.size
    except (CheckpointRefused, UnicodeDecodeError):
        raise ListRefused(tell("lists.wrong.checkpoint")) from None
    if not size:
        raise ListRefused(tell("lists.wrong.empty_log"))
    return note


def check(kind: str, data: bytes, wanted: For | None = None) -> None:
    """Raises ListRefused where a file is no list of its kind, or says that it is of another day or
    account than is `wanted`.
    """
    if kind in TABLES:
        listed(kind, data, wanted)
    else:
        anchored(data)


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table, by the lines on which they end."""
    line = 0
    try:
        for line, cells in rows(BytesIO(data), data[:HEAD], ",", ENCODINGS):
            yield line, [cell.strip() for cell in cells]
    except StatementError:
        raise ListRefused(tell("lists.wrong.text"), line + 1) from None


def _cells(table: Table, data: bytes) -> Iterator[tuple[int, Cells]]:
    """Every row after the header row, by the names of our fields."""
    at: dict[str, int] = {}
    for line, cells in _rows(data):
        if not any(cells):
            continue
        if not at:
            at = _header(table, cells)
            continue
        if len(cells) <= max(at.values()):
            raise ListRefused(tell("lists.wrong.columns", n=len(cells)), line)
        yield line, {name: cells[place] for name, place in at.items()}
    if not at:
        raise ListRefused(tell("lists.wrong.empty", names=_wanted(table)))


def _header(table: Table, cells: list[str]) -> dict[str, int]:
    at: dict[str, int] = {}
    for name, names in (*table.columns.items(), *table.stated.items()):
        places = [place for place, cell in enumerate(cells) if cell in names]
        if len(places) > 1:
            twice = tuple(cells[place] for place in places)
            raise ListRefused(tell("lists.wrong.column_twice", names=twice))
        if places:
            at[name] = places[0]
    if missing := table.columns.keys() - at.keys():
        lacks = tuple(table.columns[name][0] for name in sorted(missing))
        raise ListRefused(tell("lists.wrong.header", lacks=lacks, names=_wanted(table)))
    return at


def _wanted(table: Table) -> tuple[str, ...]:
    return tuple(" / ".join(names) for names in table.columns.values())


def _fen(text: str) -> int:
    try:
        return amount(text, "CNY")
    except StatementError:
        if is_amount(text):
            raise ListRefused(tell("lists.wrong.fen", amount=text)) from None
        raise ListRefused(tell("lists.wrong.amount", amount=text)) from None


def _day(text: str, otherwise: Said) -> date:
    """Raises ListRefused, saying `otherwise`."""
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise ListRefused(otherwise) from None
