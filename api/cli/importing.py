"""`import`: statement files into the books, each line once; a bad file does not stop the others."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from api.banks.importing import Imported, Importer
from api.banks.planning import CannotImport, DoesNotAddUp
from api.banks.statements.format import StatementError
from api.cli.exits import FAILED, NOT_BALANCED, OK, say
from api.cli.options import Data, Json, Profiles, use_profiles
from api.cli.state import bar, console, print_json, writing
from api.texts import text
from api.wiring import System
from ledger.tickets import Refused

app = typer.Typer()


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="对账单文件 · statement files")],
    data: Data = None,
    as_json: Json = False,
    own: Profiles = None,
) -> None:
    """导入银行对账单；重复导入不会重复入账 · Import bank statements, each line once.

    例 Example: zhangben import 2024-05-31.xml
    """
    use_profiles(own)
    done: list[dict[str, Any]] = []
    code = OK
    with writing(data) as system, bar(as_json) as progress:
        importer = _importer(system)
        for path in files:
            row: dict[str, Any] = {"file": str(path), "imported": [], "error": None}
            try:
                row["imported"] = _imported(importer, path, progress)
            except OSError as problem:
                row["error"] = problem.strerror
                code = max(code, FAILED)
            except (StatementError, CannotImport, Refused) as problem:
                row["error"] = str(problem)
                code = max(code, NOT_BALANCED if isinstance(problem, DoesNotAddUp) else FAILED)
            done.append(row)
            if not as_json:
                _tell(row)
    if as_json:
        print_json(done)
    raise typer.Exit(code)


def _imported(importer: Importer, path: Path, progress: Progress) -> list[Imported]:
    task = progress.add_task(path.name, total=None)
    try:
        return importer.file(path.read_bytes(), lambda lines: progress.advance(task, lines))
    finally:
        progress.remove_task(task)


def _tell(row: dict[str, Any]) -> None:
    if row["error"]:
        say(f"{row['file']}: {row['error']}")
    for one in row["imported"]:
        console.print(
            text("import.done", account=one.account, day=one.day, new=one.new, booked=one.booked),
            highlight=False,
        )
        for warning in one.warnings:
            console.print(f"  {warning}", style="yellow", highlight=False, markup=False)


def _importer(system: System) -> Importer:
    """Asks with the bank connector's key."""
    replay = system.replay
    return Importer(replay, system.blobs, lambda wanted: system.ask("bank", wanted))
