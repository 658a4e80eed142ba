"""`statements check`: reads statement files and says whether they add up; writes nothing."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from api.banks.statements.check import check_files, exit_code
from api.cli import profiles
from api.cli.options import Profiles, Schemas, use_folders
from api.cli.state import console
from api.texts import language, text
from domain.money import show

app = typer.Typer(no_args_is_help=True, help="银行对账单 · Bank statements.")
app.add_typer(profiles.app, name="profile")


@app.callback()
def statements() -> None:
    """银行对账单 · Bank statements."""


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="对账单文件 · statement files")],
    as_json: Annotated[bool, typer.Option("--json", help="一行一份 · one JSON line each")] = False,
    own: Profiles = None,
    iso: Schemas = None,
) -> None:
    """检查对账单：期初 + 发生额 = 期末 · Check that statements add up.

    例 Example: zhangben statements check demo_data/camt/2024-05/*.xml --json
    """
    use_folders(own, iso)
    rows = []
    for row in check_files(files, language=language()):
        rows.append(row)
        if as_json:
            print_line(row)
    if not as_json:
        console.print(_table(rows))
        for row in rows:
            for line in (*row["warnings"], *filter(None, [row["error"]])):
                console.print(f"  {row['file']}: {line}", highlight=False, markup=False)
        _tell_of_schemas(rows)
    raise typer.Exit(exit_code(rows))


def _tell_of_schemas(rows: list[Any]) -> None:
    """Against which schemas of ISO 20022 the camt messages were held, or that none was at hand."""
    those = {row["schema"] for row in rows if str(row["format"]).startswith("camt")}
    if names := ", ".join(sorted(filter(None, those))):
        console.print(text("schemas.held", names=names), style="dim", highlight=False)
    if None in those:
        console.print(text("schemas.none"), style="dim", highlight=False)


def print_line(row: Any) -> None:
    """One statement as one JSON line."""
    print(json.dumps(row, ensure_ascii=False, default=str))


def _table(rows: list[Any]) -> Table:
    table = Table(box=None, pad_edge=False)
    for key in ("file", "account", "period"):
        table.add_column(text(f"col.{key}"), overflow="fold")
    for key in ("opening", "credits", "debits", "closing", "entries"):
        table.add_column(text(f"col.{key}"), justify="right")
    table.add_column(text("col.balanced"))
    for row in rows:
        if row["error"]:
            table.add_row(Text(Path(row["file"]).name), "", "", "", "", "", "", "", text("no"))
            continue
        balanced = {True: "yes", False: "no", None: "unknown"}[row["balanced"]]
        table.add_row(
            Text(Path(row["file"]).name),
            Text(f"{row['account'] or '–'} {row['currency'] or ''}"),
            str(row["to"] or ""),
            _money(row["opening_fen"], row["currency"]),
            _money(row["credits_fen"], row["currency"]),
            _money(row["debits_fen"], row["currency"]),
            _money(row["closing_fen"], row["currency"]),
            str(row["booked"]),
            text(balanced),
        )
    return table


def _money(minor: int | None, currency: str) -> str:
    return "–" if minor is None else show(minor, currency)
