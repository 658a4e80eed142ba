"""`scenario run`: the acceptance of the trade engine, each row by a command through the door."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress, TaskID
from rich.table import Table

from api.cli.exits import FAILED, NOT_VERIFIED, OK
from api.cli.options import Json
from api.cli.state import bar, console, print_json
from api.scenario.outcome import Checkpoint, Difference, Fate, Outcome, RowTold
from api.scenario.run import Wanted, installation, names_of, play
from api.scenario.size import Size
from api.scenario.table import read
from api.texts import text
from domain.money import show

_OF = {
    "interest": "scenario.of.interest",
    "bank_days": "scenario.of.bank_days",
    "bank_balance": "scenario.of.bank_balance",
    "seals": "scenario.of.seals",
    "alerts": "scenario.of.alerts",
    "rows": "scenario.of.rows",
    "checkpoints": "scenario.of.checkpoints",
    "unheard": "scenario.of.unheard",
}
"""What is held against a table once its rows are played."""

app = typer.Typer(no_args_is_help=True, help="情景验收 · scenarios: the acceptance of the engine")


@app.callback()
def scenarios() -> None:
    """情景验收 · Scenarios."""


@app.command()
def run(
    file: Annotated[Path, typer.Argument(help="情景文件 · file of scenarios (scenarios.json)")],
    names: Annotated[
        list[str] | None,
        typer.Argument(help="A、B、B_default、C，缺省为全部 · which ones; all where none is named"),
    ] = None,
    scale: Annotated[int, typer.Option("--scale", min=1, help="金额乘以 N · amounts x N")] = 1,
    add: Annotated[
        int, typer.Option("--add", min=0, help="保证金另加若干分 · fen on top of each deposit")
    ] = 0,
    permute: Annotated[
        int | None, typer.Option("--permute", help="按种子互换竞买人 · bidders exchange parts")
    ] = None,
    interleave: Annotated[
        bool, typer.Option("--interleave", help="按时间混入一个账本 · all in one log, by time")
    ] = False,
    keep: Annotated[
        Path | None, typer.Option(help="保留数据的目录 · leave the data in this folder")
    ] = None,
    as_json: Json = False,
) -> None:
    """按表重放情景，逐行经写入门，核对余额到分 · Plays scenarios and checks them to the fen.

    例 Example: zhangben scenario run scenarios.json C --json
    """
    told = read(file)
    wanted = names_of(told, names or ())
    together = [wanted] if interleave or len(wanted) == 1 else [(name,) for name in wanted]
    outcomes = []
    for each in together:
        asked = Wanted(file=told, names=each, size=Size(scale, add), permute=permute)
        folder = keep / "-".join(each) if keep and len(together) > 1 else keep
        outcomes.append(_played(asked, folder, quiet=as_json))
        if not as_json:
            _show(outcomes[-1])
        if outcomes[-1].differs:
            break
    if as_json:
        print_json({"passed": _passed(outcomes, together), "runs": _told(outcomes)})
    raise typer.Exit(exit_code(outcomes))


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """1 at the first fen, or where a row cannot be played yet; 3 where a log does not verify."""
    if any(one.differs or one.not_done for one in outcomes):
        return FAILED
    return OK if all(one.verified for one in outcomes) else NOT_VERIFIED


def _passed(outcomes: Sequence[Outcome], together: Sequence[object]) -> bool:
    return len(outcomes) == len(together) and all(one.passed for one in outcomes)


def _told(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    return [one.as_json() for one in outcomes]


def _played(wanted: Wanted, keep: Path | None, *, quiet: bool) -> Outcome:
    with _rows(quiet, wanted) as tell, installation(keep) as system:
        return play(system, wanted, tell)


@contextmanager
def _rows(quiet: bool, wanted: Wanted) -> Iterator[Any]:
    progress: Progress = bar(quiet)
    with progress:
        task: TaskID = progress.add_task(text("scenario.rows", names=", ".join(wanted.names)))

        def tell(done: int, of: int) -> None:
            progress.update(task, completed=done, total=of)

        yield tell


def _show(outcome: Outcome) -> None:
    """Checkpoints with both balances, then what is not as it should be."""
    for checkpoint in outcome.checkpoints:
        _checkpoint(checkpoint)
    for row in outcome.rows:
        if row.fate is not Fate.PLAYED:
            _row(row)
    for scenario, of, found in outcome.others:
        key = "scenario.differs" if found else "scenario.agrees"
        _say(text(key, scenario=scenario, of=text(_OF[of])))
        _differences(found)
    _say(text("scenario.verified" if outcome.verified else "scenario.refuted", n=outcome.events))
    played = sum(row.fate is Fate.PLAYED for row in outcome.rows)
    _say(text("scenario.passed" if outcome.passed else "scenario.failed", played=played))


def _checkpoint(checkpoint: Checkpoint) -> None:
    told = {"scenario": checkpoint.scenario, "name": checkpoint.name}
    table = Table(title=text("scenario.checkpoint", **told), title_justify="left", box=None)
    table.add_column(text("scenario.col.key"))
    for name in ("expected", "actual", "difference"):
        table.add_column(text(f"scenario.col.{name}"), justify="right")
    for key in sorted({*checkpoint.expected, *checkpoint.actual}):
        expected, actual = checkpoint.expected.get(key, 0), checkpoint.actual.get(key, 0)
        differs = show(actual - expected) if actual != expected else ""
        table.add_row(key, show(expected), show(actual), differs)
    if not table.rows:
        table.add_row(text("scenario.all_zero"), "", "", "")
    console.print(table)


def _row(row: RowTold) -> None:
    told = {"scenario": row.scenario, "seq": row.seq, "facts": "+".join(row.facts)}
    if row.fate is Fate.NOT_DONE:
        _say(text("scenario.row.not_done", why=text(row.why), **told))
    elif row.fate is Fate.REFUSED:
        _say(text("scenario.row.refused", rule=row.why, **told))
    else:
        _say(text("scenario.row.differs", **told))
        _differences(row.differences)


def _differences(found: Sequence[Difference]) -> None:
    for one in found:
        expected, actual = (
            show(value) if isinstance(value, int) else value for value in (one.expected, one.actual)
        )
        _say(text("scenario.difference", of=one.key, expected=expected, actual=actual))


def _say(words: str) -> None:
    console.print(words, markup=False, highlight=False, soft_wrap=True)
