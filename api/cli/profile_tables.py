"""How a bank profile shows itself: what each column was taken for, the first lines it reads."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from api.banks.statements.drafting import Drafted
from api.banks.statements.format import Line, Statement
from api.cli.state import console
from api.texts import language, text
from domain.money import show

SHOWN = 5
"""So many of a sample's lines are shown."""

FIELDS = {
    "date": "profile.field.date",
    "time": "profile.field.time",
    "value_date": "profile.field.value_date",
    "serial": "profile.field.serial",
    "credit": "profile.field.credit",
    "debit": "profile.field.debit",
    "amount": "profile.field.amount",
    "mark": "profile.field.mark",
    "balance": "profile.field.balance",
    "currency": "profile.field.currency",
    "account": "profile.field.account",
    "counterparty": "profile.field.counterparty",
    "counterparty_account": "profile.field.counterparty_account",
    "counterparty_bank": "profile.field.counterparty_bank",
    "party": "profile.field.party",
    "reference": "profile.field.reference",
    "end_to_end": "profile.field.end_to_end",
    "code": "profile.field.code",
    "note": "profile.field.note",
}
"""What the fields of a profile are called, by key."""

_SHOWN_FIELDS = (
    *("date", "credit", "debit", "counterparty", "counterparty_account", "serial", "note"),
)


def say_plainly(sentence: str) -> None:
    """A sentence that may quote a file: brackets in it are brackets."""
    console.print(sentence, highlight=False, markup=False)


def warn(sentence: str) -> None:
    """A sentence that a person should look at."""
    console.print(f"  {sentence}", style="yellow", highlight=False, markup=False)


def show_columns(draft: Drafted) -> None:
    """Which column was taken for what."""
    table = Table(box=None, pad_edge=False)
    for head in ("column", "taken", "meaning"):
        table.add_column(text(f"profile.col.{head}"), overflow="fold")
    for column, one in draft.columns.items():
        key = FIELDS.get(one, "profile.unused")
        table.add_row(Text(column), one or "–", text(key))
    console.print(table)


def show_statements(found: Iterable[Statement]) -> None:
    """What was read: the first lines, the sums, the warnings."""
    for statement in found:
        console.print(_lines(statement))
        balanced = {True: "yes", False: "no", None: "unknown"}[statement.balanced]
        told = {
            "account": statement.account or text("unknown"),
            "lines": statement.entries,
            "opening": _money(statement.opening_minor, statement),
            "credits": _money(statement.credits_minor, statement),
            "debits": _money(statement.debits_minor, statement),
            "closing": _money(statement.closing_minor, statement),
            "balanced": text(balanced),
        }
        say_plainly(text("profile.sums", **told))
        for warning in statement.warnings:
            warn(warning.said(language()))


def _lines(statement: Statement) -> Table:
    table = Table(box=None, pad_edge=False)
    for one in _SHOWN_FIELDS:
        right = one in ("credit", "debit")
        key = FIELDS[one]
        table.add_column(text(key), justify="right" if right else "left", overflow="fold")
    for line in statement.lines[:SHOWN]:
        table.add_row(*map(Text, _cells(line, statement)))
    return table


def _cells(line: Line, statement: Statement) -> tuple[str, ...]:
    amount = _money(line.amount_minor, statement)
    when = f" {line.booking_time:%H:%M:%S}" if line.booking_time else ""
    return (
        f"{line.booking_date}{when}",
        amount if line.credit else "",
        "" if line.credit else amount,
        line.counterparty or "",
        line.counterparty_account or "",
        line.serial or "",
        (line.note or "").replace("\n", " · "),
    )


def _money(minor: int | None, statement: Statement) -> str:
    return "–" if minor is None else show(minor, statement.currency)
