"""`demo`: the main job on real input, in one command; then the HTTP door, unless `--once`."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api.cli import picture
from api.cli.exits import FAILED, NOT_BALANCED, NOT_VERIFIED, OK
from api.cli.options import Json
from api.cli.report import Report
from api.cli.serving import Port, listening, run_server
from api.cli.state import console, notes, print_json
from api.demo.cast import PEOPLE
from api.demo.outcome import Summary
from api.demo.run import SEED, playing
from api.demo.story import Chapter
from api.texts import text

app = typer.Typer()


@app.command("demo")
def run_demo(
    once: Annotated[bool, typer.Option("--once", help="运行后结束 · end after the run")] = False,
    port: Port = 8000,
    keep: Annotated[
        Path | None, typer.Option(help="保留数据的目录 · leave the data in this folder")
    ] = None,
    seed: Annotated[int, typer.Option(help="抽签种子 · draws how the deposits come", min=0)] = SEED,
    as_json: Json = False,
) -> None:
    """演示：真实对账单入账、匹配、开标、全面核验 · Real statements to verified books.

    例 Example: zhangben demo --once --json
    """
    drawing = picture.wanted()
    screen = picture.canvas() if drawing else console
    report = None if as_json else Report(screen)
    door = None if once else listening(port)
    with _progress(screen, quiet=as_json or drawing is not None) as progress:
        task = progress.add_task("", total=None)

        def tell(step: str, done: int, of: int) -> None:
            progress.update(task, description=text(step), completed=done, total=of)

        def read(chapter: Chapter) -> None:
            if report:
                report.chapter(chapter)

        if report:
            report.title()
        with playing(keep, seed, tell, read) as (system, outcome, tomorrow):
            progress.stop()
            if report:
                report.outcome(outcome)
                report.onwards(keep.resolve() if keep else None)
            else:
                print_json(outcome.summary.as_json())
            if drawing:
                picture.save(screen, drawing, title="./zhangben demo --once")
            if door is not None and outcome.summary.passed:
                tomorrow.leave_work()
                run_server(system, door, next_day=tomorrow.next_day, people=PEOPLE)
    raise typer.Exit(exit_code(outcome.summary))


def exit_code(summary: Summary) -> int:
    """0 only if everything balanced and verified."""
    if not summary.balanced:
        return NOT_BALANCED
    if not summary.verified or not summary.tamper_detected:
        return NOT_VERIFIED
    return OK if summary.passed else FAILED


def _progress(screen: Console, *, quiet: bool) -> Progress:
    """On the screen itself, so that what is printed meanwhile stands above it."""
    shown = screen if sys.stdout.isatty() else notes
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        console=shown,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=quiet or not shown.is_terminal,
    )
