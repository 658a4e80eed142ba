"""A bank profile drafted from a sample of a bank's table; a person reads it before it is used.

Columns are found by the words that banks use, the sign by which columns there are, the forms of
dates by what stands in them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from api.banks.statements.draft import Draft, begun
from api.banks.statements.sample import sampled
from api.banks.statements.synonyms import CREDIT_MARKS, DATE_FORMS, DEBIT_MARKS, TIME_FORMS

_BOTH = ("credit", "debit")
WISHED = {
    "serial": "profile.missing.serial",
    "balance": "profile.missing.balance",
    "counterparty": "profile.missing.counterparty",
    "counterparty_account": "profile.missing.counterparty_account",
    "note": "profile.missing.note",
}
"""Fields that a bank's table should have, and what each is missed for, by key of the catalogue."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft and what it rests on. `missing`: what a person must look at, by key of the
    catalogue."""

    toml: str
    columns: Mapping[str, str]  # column of the sample → the field it was taken for, or nothing
    header_row: int
    missing: tuple[str, ...]


def drafted(data: bytes, title: str) -> Drafted:
    """A profile for the table in these bytes. Raises StatementError where no header is found."""
    return written(begun(sampled(data)), title)


def written(draft: Draft, title: str) -> Drafted:
    """The profile that this comes to."""
    sample, missing = draft.sample, list[str]()
    currency = draft.answers.get("currency") or "CNY"
    lines = [
        f"title = {_quoted(title)}",
        f"encodings = {_list(sample.encodings)}",
        *([f"delimiter = {_quoted(sample.delimiter)}"] if sample.delimiter != "," else []),
        f"currency = {_quoted(currency)}",
        "",
        "[columns]",
        *_column_lines(draft),
        *_sign(draft, missing),
        "",
        "[dates]",
        *_dates(draft, missing),
        *_account(draft, missing),
    ]
    if "date" not in draft.fields:
        missing.append("profile.missing.date")
    if not {"credit", "debit", "amount"} & draft.fields.keys():
        missing.append("profile.missing.amount")
    missing += [key for one, key in WISHED.items() if not draft.told(one)]
    taken = {at: one for one, places in draft.fields.items() for at in places}
    columns = {called: taken.get(at, "") for at, called in enumerate(sample.names) if called}
    return Drafted("\n".join(lines) + "\n", columns, sample.header + 1, tuple(missing))


def _column_lines(draft: Draft) -> Iterator[str]:
    for one, places in draft.fields.items():
        names = [draft.sample.names[at] for at in places]
        yield f"{one} = {_quoted(names[0]) if one != 'note' else _list(names)}"


def _sign(draft: Draft, missing: list[str]) -> list[str]:
    if "mark" in draft.fields:
        ways = draft.ways()
        credit, debit = ([one for one, way in ways.items() if way == w] for w in _BOTH)
        if not credit or not debit or draft.unknown_marks():
            missing.append("profile.missing.mark")
        words = (credit or CREDIT_MARKS[:1], debit or DEBIT_MARKS[:1])
        return ["", "[sign]", f"credit = {_list(words[0])}", f"debit = {_list(words[1])}"]
    if "amount" in draft.fields:
        positive = draft.answers.get("positive")
        if positive is None and not draft.has_negative():
            missing.append("profile.missing.sign")
        return ["", "[sign]", f"positive = {_quoted(positive or 'credit')}"]
    if len({"credit", "debit"} & draft.fields.keys()) == 1:
        missing.append("profile.missing.other_way")
    return []


def _dates(draft: Draft, missing: list[str]) -> Iterator[str]:
    for one, forms, doubt in (
        ("date", DATE_FORMS, "profile.missing.date_form"),
        ("time", TIME_FORMS, "profile.missing.time_form"),
    ):
        if draft.column(one):
            form = draft.form(one)
            if form is None:
                missing.append(doubt)
            yield f"{one} = {_list((form or forms[0],))}"


def _account(draft: Draft, missing: list[str]) -> list[str]:
    """The number as answered; else its label above the lines, where no column tells it."""
    if number := draft.answers.get("account"):
        return ["", "[account]", f"number = {_list((number,))}"]
    if "account" in draft.fields:
        return []
    if (label := draft.label()) is not None:
        return ["", "[account]", f"label = {_quoted(label)}"]
    missing.append("profile.missing.account")
    return ["", "[account]", '# number = "…"']


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are among its own."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + "".join(one if one.isprintable() else _escape(one) for one in escaped) + '"'


def _escape(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"
