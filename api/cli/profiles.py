"""`statements profile`: a bank's own table is learned from a sample, without code."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from api.banks.statements.delimited import formats
from api.banks.statements.drafting import Drafted, drafted
from api.banks.statements.format import Line, Statement, StatementError
from api.banks.statements.golden import as_json, differences, expected
from api.banks.statements.profile import parsed
from api.banks.statements.register import read
from api.banks.statements.shelf import profile_at
from api.cli.exits import FAILED, OK, say
from api.cli.options import Json
from api.cli.state import console, print_json
from api.texts import text
from api.texts.profiles import FIELDS
from domain.money import show

app = typer.Typer(no_args_is_help=True, help="银行格式 · Bank profiles.")

SHOWN = 5
"""So many of a sample's lines are shown as they would be read."""


@app.callback()
def profiles() -> None:
    """银行格式：一家银行的流水表怎样读 · Bank profiles: how a bank's table is read."""


@app.command()
def new(
    sample: Annotated[
        Path, typer.Option("--sample", help="银行导出的样本 · a sample: CSV, XLS, XLSX")
    ],
    to: Annotated[
        Path,
        typer.Option("--to", prompt="写到哪里 · write to", help="写到哪里 · the profile to write"),
    ],
) -> None:
    """看样本，起草银行格式 · Look at a sample and draft a bank profile.

    例 Example: zhangben statements profile new --sample 流水.xlsx --to profiles/ccb.toml
    """
    if to.suffix != ".toml" or to.exists():
        raise StatementError(f"{to}: a new file that ends in .toml is expected")
    draft = drafted(sample.read_bytes(), to.stem)
    to.write_text(draft.toml, encoding="utf-8")
    _tell(text("profile.written", path=to, row=draft.header_row))
    console.print(_columns(draft))
    code = _try(draft.toml, to, sample)
    for key in draft.missing:
        _warn(text(key))
    _tell(text("profile.next", path=to, sample=sample, folder=to.parent))
    raise typer.Exit(code)


@app.command()
def check(
    profile: Annotated[Path, typer.Argument(help="银行格式 · the profile (.toml)")],
    sample: Annotated[Path, typer.Argument(help="银行导出的样本 · a sample")],
    as_json_: Json = False,
) -> None:
    """按银行格式读样本；旁边有 .json 就对照 · Read a sample; compare it with the .json beside it.

    例 Example: zhangben statements profile check ccb.toml 流水.xlsx --json > 流水.json
    """
    known = profile_at(profile)
    found = read(sample, formats=formats(lambda: (known,)))
    seen = [as_json(one) for one in found]
    if as_json_:
        print_json(seen)
        raise typer.Exit(_code(found))
    _show(found)
    kept = expected(sample)
    if kept is None:
        _tell(text("profile.no_golden", path=sample.with_suffix(".json")))
        raise typer.Exit(_code(found))
    wrong = differences(kept, seen)
    for place in wrong:
        say(text("profile.differs", place=place))
    if not wrong:
        _tell(text("profile.same"))
    raise typer.Exit(FAILED if wrong else _code(found))


def _tell(sentence: str) -> None:
    console.print(sentence, highlight=False, markup=False)


def _warn(sentence: str) -> None:
    console.print(f"  {sentence}", style="yellow", highlight=False, markup=False)


def _try(toml: str, to: Path, sample: Path) -> int:
    """Shows what a draft reads; what it cannot, in a sentence."""
    try:
        known = parsed(toml, to.stem, own=True)
        found = read(sample, formats=formats(lambda: (known,)))
    except StatementError as problem:
        say(str(problem))
        return FAILED
    _show(found)
    return OK


def _code(found: tuple[Statement, ...]) -> int:
    wrong = any(one.balanced is False or one.contradiction for one in found)
    return FAILED if wrong else OK


def _columns(draft: Drafted) -> Table:
    """Which column was taken for what."""
    table = Table(box=None, pad_edge=False)
    for key in ("column", "taken", "meaning"):
        table.add_column(text(f"profile.col.{key}"), overflow="fold")
    for column, one in draft.columns.items():
        key = FIELDS.get(one, "profile.unused")
        table.add_row(Text(column), one or "–", text(key))
    return table


def _show(found: tuple[Statement, ...]) -> None:
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
        _tell(text("profile.sums", **told))
        for warning in statement.warnings:
            _warn(warning)


def _lines(statement: Statement) -> Table:
    table = Table(box=None, pad_edge=False)
    for key in ("date", "credit", "debit", "counterparty", "counterparty_account", "serial"):
        right = key in ("credit", "debit")
        table.add_column(text(FIELDS[key]), justify="right" if right else "left", overflow="fold")
    table.add_column(text(FIELDS["note"]), overflow="fold")
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
