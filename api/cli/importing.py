"""`import`: statement files into the books, each line once; a bad file does not stop the others."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from api.banks.importing import Imported, Importer
from api.banks.planning import CannotImport, DoesNotAddUp
from api.banks.statements.archive import Document, documents
from api.banks.statements.format import StatementError
from api.banks.statements.opening import whole
from api.cli.exits import FAILED, NOT_BALANCED, OK, say
from api.cli.options import Data, Json, Profiles, Schemas, use_folders
from api.cli.state import bar, console, print_json, writing
from api.texts import text
from api.wiring import System
from ledger.tickets import Refused

app = typer.Typer()
WholeDay = Annotated[
    bool,
    typer.Option(
        "--whole-day",
        help="文件是整日对账单：余额分不清哪些已入账时以此为准 · each statement is all of its day: "
        "where balances do not tell which lines came before, that does",
    ),
]


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="对账单文件 · statement files")],
    data: Data = None,
    as_json: Json = False,
    own: Profiles = None,
    iso: Schemas = None,
    whole_day: WholeDay = False,
) -> None:
    """导入银行对账单；重复导入不会重复入账 · Import bank statements, each line once.

    例 Example: zhangben import 2024-05-31.xml
    """
    use_folders(own, iso)
    done: list[dict[str, Any]] = []
    code = OK
    with writing(data) as system, bar(as_json) as progress:
        importer = _importer(system, whole_day=whole_day)
        for row, failed in _rows(importer, files, progress):
            code = max(code, failed)
            done.append(row)
            if not as_json:
                _tell(row)
    if as_json:
        print_json(done)
    raise typer.Exit(code)


def _rows(
    importer: Importer, files: list[Path], progress: Progress
) -> Iterator[tuple[dict[str, Any], int]]:
    """What came of each file, and of each in a zip, with the exit code that it is worth."""
    for path in files:
        try:
            for document in documents(path, str(path)):
                yield _row(importer, document, progress)
        except StatementError as problem:
            yield {"file": str(path), "imported": [], "error": str(problem)}, FAILED


def _row(importer: Importer, document: Document, progress: Progress) -> tuple[dict[str, Any], int]:
    row: dict[str, Any] = {"file": document.name, "imported": [], "error": None}
    try:
        data = whole(document.file)
        row["imported"] = _imported(importer, Path(document.name).name, data, progress)
    except (StatementError, CannotImport, Refused) as problem:
        row["error"] = str(problem)
        return row, NOT_BALANCED if isinstance(problem, DoesNotAddUp) else FAILED
    return row, OK


def _imported(importer: Importer, name: str, data: bytes, progress: Progress) -> list[Imported]:
    task = progress.add_task(name, total=None)
    try:
        return importer.file(data, lambda lines: progress.advance(task, lines))
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


def _importer(system: System, *, whole_day: bool) -> Importer:
    """Asks with the bank connector's key."""
    ask = partial(system.ask, "bank")
    return Importer(system.replay, system.blobs, ask, whole_day=whole_day)
