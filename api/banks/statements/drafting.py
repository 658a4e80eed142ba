"""A bank profile drafted from a sample of a bank's table; a person reads it before it is used.

Header and columns are found by the words that banks use, the sign by which columns there are, the
forms of dates by what stands in them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice

from api.banks.statements import workbook
from api.banks.statements.cells import folded, name
from api.banks.statements.date_forms import compiled, day_and_time, time_of
from api.banks.statements.format import StatementError
from api.banks.statements.header import HEAD_ROWS
from api.banks.statements.synonyms import (
    ACCOUNT_LABELS,
    CREDIT_MARKS,
    DATE_FORMS,
    DEBIT_MARKS,
    TIME_FORMS,
    WORDS,
    looks_like_a_header,
    taken_for,
)
from api.banks.statements.text_table import ENCODINGS, HEAD, encoding_of, head_rows

SAMPLED = 1_000
"""So many rows are looked at."""
WISHED = {
    "serial": "profile.missing.serial",
    "balance": "profile.missing.balance",
    "counterparty": "profile.missing.counterparty",
    "counterparty_account": "profile.missing.counterparty_account",
    "note": "profile.missing.note",
}
"""Fields that a bank's table should have, and what each is missed for, by key of the catalogue."""

type Table = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft and what it rests on. `missing`: what a person must look at, by key of the
    catalogue."""

    toml: str
    columns: Mapping[str, str]  # column of the sample → the field it was taken for, or nothing
    header_row: int
    missing: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """What is found out of a sample, step by step."""

    names: list[str]
    fields: dict[str, list[int]]
    rows: Table
    missing: list[str] = field(default_factory=list)

    def column(self, one: str) -> list[str]:
        """All that stands in the column taken for a field."""
        places = self.fields.get(one, [])
        cells = (row[places[0]] for row in self.rows if places and places[0] < len(row))
        return [text for cell in cells if (text := folded(cell))]


def drafted(sample: bytes, title: str) -> Drafted:
    """A profile for the table in these bytes. Raises StatementError where no header is found."""
    delimiter, encodings, table = _table(sample)
    at = next((at for at, row in enumerate(table) if looks_like_a_header(row)), None)
    if at is None or at >= HEAD_ROWS:
        raise StatementError(
            f"in the first {HEAD_ROWS} rows none names a date (交易日期 …) and amounts "
            "(借方发生额, 贷方发生额, 金额 …): is this a list of transactions?"
        )
    names = [name(cell) for cell in table[at]]
    draft = _Draft(names, _fields(table[at]), table[at + 1 :])
    account = _account(table[:at], draft)
    lines = [
        f"title = {_quoted(title)}",
        f"encodings = {_list(encodings)}",
        *([f"delimiter = {_quoted(delimiter)}"] if delimiter != "," else []),
        'currency = "CNY"',
        "",
        "[columns]",
        *_column_lines(draft),
        *_sign(draft),
        "",
        "[dates]",
        *_dates(draft),
        *account,
    ]
    draft.missing += [
        key for one, key in WISHED.items() if one not in draft.fields and not _told(one, draft)
    ]
    taken = {at: one for one, places in draft.fields.items() for at in places}
    columns = {called: taken.get(at, "") for at, called in enumerate(names) if called}
    return Drafted("\n".join(lines) + "\n", columns, at + 1, tuple(draft.missing))


def _table(sample: bytes) -> tuple[str, tuple[str, ...], Table]:
    """Delimiter and encodings (of text), and the first rows of the first sheet with a header."""
    if workbook.is_xls(sample) or workbook.is_xlsx(sample):
        first: Table = ()
        for _, numbered in workbook.sheets(BytesIO(sample)):
            found = [cells for _, cells in islice(numbered, SAMPLED)]
            if any(map(looks_like_a_header, found[:HEAD_ROWS])):
                return ",", ENCODINGS, found
            first = first or found
        return ",", ENCODINGS, first
    head = sample[:HEAD]
    if (encoding := encoding_of(head)) is None:
        raise StatementError(f"the sample is no workbook and no text in {', '.join(ENCODINGS)}")
    tables = {one: head_rows(head, one)[:SAMPLED] for one in (",", "\t", ";", "|")}
    best = max(tables, key=lambda one: any(map(looks_like_a_header, tables[one][:HEAD_ROWS])))
    others = tuple(one for one in ENCODINGS if one != encoding)
    return best, others if encoding.startswith("utf-8-") else (encoding, *others), tables[best]


def _fields(header: Sequence[str]) -> dict[str, list[int]]:
    found = taken_for(header)
    if "credit" in found and "debit" in found:
        unused = {"amount", "mark"}
    else:
        unused = {"credit", "debit"} if "amount" in found else set()
    if "counterparty" in found or "counterparty_account" in found:
        unused.add("party")
    fields = {one: [at] for one, at in found.items() if one not in unused}
    told = {at for places in fields.values() for at in places}
    more = (at for at, cell in enumerate(header) if name(cell) in WORDS["note"] and at not in told)
    return fields | ({"note": [*fields["note"], *more]} if "note" in fields else {})


def _column_lines(draft: _Draft) -> Iterator[str]:
    for one, places in draft.fields.items():
        names = [draft.names[at] for at in places]
        yield f"{one} = {_quoted(names[0]) if one != 'note' else _list(names)}"


def _sign(draft: _Draft) -> list[str]:
    if "mark" in draft.fields:
        told = dict.fromkeys(draft.column("mark"))
        credit = [one for one in told if name(one) in CREDIT_MARKS]
        debit = [one for one in told if name(one) in DEBIT_MARKS]
        if not credit or not debit or len(credit) + len(debit) < len(told):
            draft.missing.append("profile.missing.mark")
        words = (credit or CREDIT_MARKS[:1], debit or DEBIT_MARKS[:1])
        return ["", "[sign]", f"credit = {_list(words[0])}", f"debit = {_list(words[1])}"]
    if "amount" in draft.fields:
        if not any(one.startswith(("-", "－")) for one in draft.column("amount")):
            draft.missing.append("profile.missing.sign")
        return ["", "[sign]", 'positive = "credit"']
    if len({"credit", "debit"} & draft.fields.keys()) == 1:
        draft.missing.append("profile.missing.other_way")
    return []


def _dates(draft: _Draft) -> Iterator[str]:
    for one, forms, doubt in (
        ("date", DATE_FORMS, "profile.missing.date_form"),
        ("time", TIME_FORMS, "profile.missing.time_form"),
    ):
        if told := draft.column(one):
            known = [form for form in forms if _fits(one, form, told)]
            if not known:
                draft.missing.append(doubt)
            yield f"{one} = {_list(known[:1] or forms[:1])}"


def _fits(one: str, form: str, told: Iterable[str]) -> bool:
    """Whether the first of these texts is of a form: below the lines a table may have notes."""
    first = next(iter(told))
    pattern = (compiled(form),)
    return (day_and_time if one == "date" else time_of)(first, pattern) is not None


def _account(above: Table, draft: _Draft) -> list[str]:
    """The label of the account above the lines, where no column tells it."""
    if "account" in draft.fields:
        return []
    labels = [name(one) for one in ACCOUNT_LABELS]
    for row in above:
        for cell in row:
            label = name(cell).partition(":")[0]
            if label in labels:
                return ["", "[account]", f"label = {_quoted(label)}"]
    draft.missing.append("profile.missing.account")
    return ["", "[account]", '# number = "…"']


def _told(one: str, draft: _Draft) -> bool:
    """Whether another field tells what this one would."""
    return "party" in draft.fields and one.startswith("counterparty")


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are among its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return (
        '"' + "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in escaped) + '"'
    )


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"
