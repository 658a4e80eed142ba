"""Commands that prove: verify, checkpoint, export log."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from api.cli.exits import NOT_VERIFIED, OK, say
from api.cli.options import Data, Expected, Held, Json, Of
from api.cli.packing import trusted, verify_file
from api.cli.state import bar, console, home, installation, notes, print_json
from api.texts import text
from ledger import logfile
from ledger.checkpoint import parse
from ledger.columns import Columns
from ledger.pack import is_pack
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verify import verify
from projections.comparing import compared

app = typer.Typer()
export = typer.Typer()


@app.command("verify")
def verify_log(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="导出的日志或审计包，缺省为数据库 · exported log or pack, else database"
        ),
    ] = None,
    trust: Expected = None,
    held: Held = None,
    of: Of = None,
    fast: Annotated[bool, typer.Option("--fast", help="只算叶与根 · leaves and roots")] = False,
    full: Annotated[bool, typer.Option("--full", help="全面核验（默认） · everything")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """核验日志或审计包：签名、链、树、借贷平衡 · Verify a log or pack by the keys you expect.

    例 Example: zhangben verify log.txt --trust trust.json
    """
    if fast and full:
        raise typer.BadParameter("--fast / --full", param_hint="--fast")
    if file is not None and trust is None:
        raise typer.BadParameter("--trust FILE", param_hint="--trust")
    expected = trusted(trust or home(data).trust)
    kept = [path.read_text("utf-8") for path in held or ()]
    if file is not None and is_pack(file):
        if fast:
            notes.print(text("pack.always_whole"))
        verify_file(file, expected, kept, of, as_json)
    if of is not None:
        raise typer.BadParameter(text("pack.only"), param_hint="--of")
    try:
        if file is not None:
            with logfile.read(file) as (stored, checkpoints):
                verdict = _verified(stored, checkpoints, expected, kept, fast, None, as_json)
        else:
            with installation(data) as system:
                size, checkpoints = system.tree.size(), system.tree.checkpoints()
                columns = Columns(system.store)
                stored = columns.stored()
                verdict = _verified(stored, checkpoints, expected, kept, fast, size, as_json)
                runner, reader = system.readers.runner, system.readers.balances.reader
                verdict = compared(runner, reader, columns.added_to(verdict))
    except logfile.LogFileError as problem:
        if as_json:
            print_json({"ok": False, "refused": str(problem)})
        say(str(problem))
        raise typer.Exit(NOT_VERIFIED) from None
    _tell(verdict, as_json)
    raise typer.Exit(OK if verdict.ok else NOT_VERIFIED)


def _verified(
    stored: Iterable[bytes],
    checkpoints: Iterable[str],
    trust: Trust,
    held: Iterable[str],
    fast: bool,
    total: int | None,
    quiet: bool,
) -> Verdict:
    with bar(quiet) as progress:
        task = progress.add_task(text("verify.reading"), total=total)
        return verify(
            stored,
            checkpoints,
            trust,
            held=held,
            full=not fast,
            progress=lambda done: progress.update(task, completed=done),
        )


def _tell(verdict: Verdict, as_json: bool) -> None:
    """The verdict, as a document or in words."""
    if as_json:
        print_json(verdict.as_json())
        return
    root = verdict.root[:16] + "…"
    depth, events = verdict.depth, verdict.events
    if verdict.ok:
        console.print(text("verify.ok", depth=depth, events=events, root=root), style="bold green")
    elif verdict.first_bad:
        console.print(text("verify.bad", position=verdict.first_bad), style="bold red")
    else:
        console.print(text("verify.bad_whole"), style="bold red")
    for line in verdict.lines():
        console.print(line, highlight=False, markup=False)


@app.command()
def checkpoint(data: Data = None, as_json: Json = False) -> None:
    """签署一个检查点 · Sign a checkpoint over everything committed.

    例 Example: zhangben checkpoint > checkpoint.txt
    """
    with installation(data) as system:
        note = system.publisher.publish()
    if as_json:
        print_json({"size": parse(note).checkpoint.size, "note": note})
    else:
        console.print(note, end="", highlight=False, markup=False, soft_wrap=True)


@export.command("log")
def export_log(
    file: Annotated[Path, typer.Argument(help="目标文件 · file to write")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """导出整部日志，供独立核验 · Export the log for `python -m ledger.verify`.

    例 Example: zhangben export log log.txt && python -m ledger.verify log.txt --trust trust.json
    """
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise typer.BadParameter(f"{file}: a file in a folder that exists", param_hint="FILE")
    with installation(data) as system, bar(as_json) as progress:
        task = progress.add_task(str(file), total=system.tree.size())

        def counted(stored: Iterable[bytes]) -> Iterator[bytes]:
            for form in stored:
                progress.advance(task)
                yield form

        checkpoints = system.tree.checkpoints()
        count = logfile.write(file, counted(system.tree.stored()), checkpoints)
    if as_json:
        print_json({"file": str(file), "events": count, "checkpoints": len(checkpoints)})
    else:
        console.print(text("export.done", count=count, path=file), highlight=False)
