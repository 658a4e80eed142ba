"""`import`: statement files into the books, each line once; a bad file does not stop the others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from api.banks.importing import Imported, Importer
from api.banks.planning import CannotImport, DoesNotAddUp
from api.banks.statements.archive import Document, documents
from api.banks.statements.format import StatementError
from api.banks.statements.opening import whole
from api.banks.waiting import InPart, Waits
from api.cli.exits import FAILED, NOT_BALANCED, OK, say, sentence
from api.cli.jointly import As
from api.cli.options import Data, Json, Profiles, Schemas, use_folders
from api.cli.state import bar, console, print_json, writing
from api.pauses import short_pauses
from api.texts import language, text
from api.wiring import System
from domain.bankday.quarantine import QuarantineStatement
from domain.desk.record import SAYS_WHOLE_DAY
from domain.kernel import Command
from ledger.tickets import Receipt, Refused

app = typer.Typer()
_CONNECTOR = "bank"
WholeDay = Annotated[
    bool,
    typer.Option(
        "--whole-day",
        help="认定文件是整日对账单，须 --as：余额分不清哪些已入账时以此为准 · say, with --as, that "
        "each statement is all of its day: where balances do not tell which lines came before, "
        "that does",
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
    person: As = None,
) -> None:
    """导入银行对账单；重复导入不会重复入账 · Import bank statements, each line once.

    不写 --as 由银行接口签名 · Without --as the bank connector signs.

    例 Example: zhangben import 2024-05-31.xml
    """
    if whole_day and person is None:
        raise typer.BadParameter(text("import.whole_day.whose"), param_hint="--whole-day")
    use_folders(own, iso)
    done: list[dict[str, Any]] = []
    code = OK
    with writing(data) as system, bar(as_json) as progress, short_pauses():
        importer = _importer(system, person or _CONNECTOR, whole_day=whole_day)
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
            yield {"file": str(path), "imported": [], "error": sentence(problem)}, FAILED


def _row(importer: Importer, document: Document, progress: Progress) -> tuple[dict[str, Any], int]:
    row: dict[str, Any] = {"file": document.name, "imported": [], "error": None}
    try:
        data = whole(document.file)
        row["imported"] = _imported(importer, Path(document.name).name, data, progress)
    except Waits as waits:
        row["error"] = _waits(waits)
        return row, FAILED
    except InPart as other:
        row["error"] = f"{sentence(other)} {text('in_part.cli')}"
        return row, FAILED
    except (StatementError, CannotImport, Refused) as problem:
        row["error"] = sentence(problem)
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
            said = warning.said(language())
            console.print(f"  {said}", style="yellow", highlight=False, markup=False)


def _waits(waits: Waits) -> str:
    """Why it waits, and what to type."""
    told = waits.waiting.told
    if waits.waiting.whole_day:
        return f"{text('waits.not_whole', **told)} {text('waits.not_whole.next')}"
    return f"{text('waits', **told)} {text('waits.cli')}"


def _importer(system: System, person: str, *, whole_day: bool) -> Importer:
    """Asks with a person's key, or with the bank connector's; that a file does not add up is the
    connector's word in any case, who reads it. Refuses a word that is not this person's to give."""
    if whole_day:
        posts = system.log.charter.posts(system.law(), person, system.clock())
        if not any(post.role in SAYS_WHOLE_DAY for post in posts):
            raise typer.BadParameter(text("import.whole_day.whose"), param_hint="--as")

    def ask(wanted: Command, /) -> Receipt:
        by = _CONNECTOR if isinstance(wanted, QuarantineStatement) else person
        return system.ask(by, wanted)

    return Importer(
        system.replay, system.blobs, ask, person, whole_day=whole_day, known=system.known_files
    )
