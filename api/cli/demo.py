"""`demo`: the main job on real input, in one command; then the HTTP door, unless `--once`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from api.cli.exits import FAILED, NOT_BALANCED, NOT_VERIFIED, OK
from api.cli.options import Json
from api.cli.serving import Port, run_server
from api.cli.state import console, money, notes, print_json
from api.demo.run import Summary, demo
from api.texts import text

app = typer.Typer()


@app.command("demo")
def run_demo(
    once: Annotated[bool, typer.Option("--once", help="运行后结束 · end after the run")] = False,
    port: Port = 8000,
    keep: Annotated[
        Path | None, typer.Option(help="保留数据的目录 · leave the data in this folder")
    ] = None,
    as_json: Json = False,
) -> None:
    """演示：真实对账单入账、匹配、开标、全面核验 · Real statements to verified books.

    例 Example: zhangben demo --once --json
    """
    with _bar(as_json) as progress:
        task = progress.add_task("", total=None)

        def tell(step: str, done: int, of: int) -> None:
            progress.update(task, description=text(step), completed=done, total=of)

        with demo(keep, tell) as (system, summary):
            progress.stop()
            _show(summary, as_json)
            if keep is not None:
                notes.print(text("demo.kept", path=keep.resolve()), highlight=False)
            if summary.passed and not once:
                run_server(system, port)
    raise typer.Exit(exit_code(summary))


def exit_code(summary: Summary) -> int:
    """0 only if everything balanced and verified."""
    if any(summary.differences.values()):
        return NOT_BALANCED
    if not summary.verified or not summary.tamper_detected:
        return NOT_VERIFIED
    return OK if summary.passed else FAILED


def _bar(quiet: bool) -> Progress:
    return Progress(
        TextColumn("{task.description:<40}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=notes,
        transient=True,
        disable=quiet or not sys.stderr.isatty(),
    )


def _show(summary: Summary, as_json: bool) -> None:
    if as_json:
        print_json(summary.as_json())
        return
    if picture := os.environ.get("ZHANGBEN_PICTURE"):
        console.record = True
    console.print(f"[bold]{text('demo.title')}[/bold]")
    console.print(_money_table(summary))
    for name, value in _facts(summary):
        console.print(f"{name}  {value}", highlight=False)
    passed = "demo.done" if summary.passed else "demo.failed"
    console.print(text(passed), style="bold green" if summary.passed else "bold red")
    if picture:
        console.save_svg(picture, title="./zhangben demo --once")


def _money_table(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("currency", "entries", "credits", "debits", "difference"):
        table.add_column(text(f"col.{name}"), justify="left" if name == "currency" else "right")
    for currency, booked in summary.booked.items():
        table.add_row(
            currency,
            str(booked.entries),
            money(booked.credits),
            money(booked.debits),
            money(summary.differences.get(currency, 0)),
        )
    return table


def _facts(summary: Summary) -> list[tuple[str, str]]:
    root = summary.checkpoint.split("\n")[2]
    return [
        (text("fact.days"), str(summary.days)),
        (text("fact.matched"), f"{summary.matched} / {summary.matched + summary.unmatched}"),
        (text("fact.events"), f"{summary.events}"),
        (text("fact.checkpoint"), f"{summary.position} {root}"),
        (text("fact.verified"), text("yes" if summary.verified else "no")),
        (text("fact.tamper"), text("yes" if summary.tamper_detected else "no")),
    ]
