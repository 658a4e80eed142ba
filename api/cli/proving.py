"""Commands that show and prove: log, show, verify, export."""

import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from api.cli.exits import NOT_VERIFIED, OK
from api.cli.options import Data, Json
from api.cli.state import console, home, notes, print_json
from api.texts import text
from api.wiring import opened
from ledger import logfile
from ledger.codec import read_body
from ledger.envelope import part
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verify import verify

app = typer.Typer()
export = typer.Typer(no_args_is_help=True, help="导出 · Export.")


@app.command()
def log(
    after: Annotated[int, typer.Option(help="自此位置之后 · after this position")] = 0,
    limit: Annotated[int, typer.Option(help="条数 · how many", min=1, max=10_000)] = 50,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """列出事件 · List events, in order.

    例 Example: zhangben log --after 100 --limit 20
    """
    rows = []
    with opened(home(data)) as system:
        for _, form in zip(range(limit), system.tree.stored(after, limit), strict=False):
            body = read_body(part(form)[0])
            rows.append(
                {
                    "position": body.position,
                    "recorded_at": body.recorded_at,
                    "event": body.name,
                    "stream": body.stream,
                    "sequence": body.sequence,
                    "actor": body.actor.person,
                }
            )
    if as_json:
        print_json(rows)
        return
    if not rows:
        console.print(text("empty.log"))
        return
    table = Table(box=None)
    for name in ("position", "recorded", "event", "stream", "actor"):
        table.add_column(text(f"col.{name}"), justify="right" if name == "position" else "left")
    for row in rows:
        place = f"{row['stream']}#{row['sequence']}"
        when = f"{row['recorded_at']:%Y-%m-%d %H:%M:%S}"
        table.add_row(str(row["position"]), when, str(row["event"]), place, str(row["actor"]))
    console.print(table)


@app.command()
def show(
    position: Annotated[int, typer.Argument(help="位置 · position", min=1)],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """显示一个事件：签名正文、叶散列、包含证明 · One event, its leaf and its proof.

    例 Example: zhangben show 12 --json
    """
    with opened(home(data)) as system:
        proof = system.tree.inclusion(position, system.tree.size())
        stored = next(system.tree.stored(position - 1, 1))
    body, signature = part(stored)
    shown: dict[str, Any] = {
        "body": msgspec.json.decode(body),
        "signature": msgspec.to_builtins(signature),
        "leaf": proof.leaf.hex(),
        "size": proof.size,
        "path": [node.hex() for node in proof.path],
    }
    if as_json:
        print_json(shown)
    else:
        console.print_json(data=shown, ensure_ascii=False)


@app.command("verify")
def verify_log(
    file: Annotated[
        Path | None, typer.Argument(help="导出的日志，缺省为数据库 · exported log, else database")
    ] = None,
    trust: Annotated[
        Path | None, typer.Option(help="期望的公钥 · keys to expect (trust.json)")
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="只算叶与根 · leaves and roots")] = False,
    full: Annotated[bool, typer.Option("--full", help="全面核验（默认） · everything")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """核验日志：签名、链、树、借贷平衡 · Verify the log against the keys you expect.

    例 Example: zhangben verify log.txt --trust trust.json
    """
    if fast and full:
        raise typer.BadParameter("--fast / --full", param_hint="--fast")
    if file is not None:
        if trust is None:
            raise typer.BadParameter("--trust FILE", param_hint="--trust")
        with logfile.read(file) as (stored, checkpoints):
            verdict = _verified(stored, checkpoints, Trust.load(trust), fast, None, as_json)
    else:
        place = home(data)
        with opened(place) as system:
            expected = Trust.load(trust or place.trust)
            verdict = _verified(
                system.tree.stored(),
                system.tree.checkpoints(),
                expected,
                fast,
                system.tree.size(),
                as_json,
            )
    tell(verdict, as_json)
    raise typer.Exit(OK if verdict.ok else NOT_VERIFIED)


def _verified(
    stored: Any, checkpoints: Any, trust: Trust, fast: bool, total: int | None, quiet: bool
) -> Verdict:
    with bar(quiet) as progress:
        task = progress.add_task(text("verify.reading"), total=total)
        return verify(
            stored,
            checkpoints,
            trust,
            full=not fast,
            progress=lambda done: progress.update(task, completed=done),
        )


def bar(quiet: bool) -> Progress:
    """A progress bar on stderr, gone when done."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=notes,
        transient=True,
        disable=quiet or not sys.stderr.isatty(),
    )


def tell(verdict: Verdict, as_json: bool) -> None:
    """The verdict, as a document or in words."""
    if as_json:
        print_json(verdict.as_json())
        return
    root = verdict.root[:16] + "…"
    depth, events = verdict.depth, verdict.events
    if verdict.ok:
        console.print(text("verify.ok", depth=depth, events=events, root=root), style="bold green")
    else:
        console.print(text("verify.bad", position=verdict.first_bad or "?"), style="bold red")
    for line in verdict.lines():
        console.print(line, highlight=False)


@export.command("log")
def export_log(
    file: Annotated[Path, typer.Argument(help="目标文件 · file to write")],
    data: Data = None,
) -> None:
    """导出整部日志，供独立核验 · Export the log for `python -m ledger.verify`.

    例 Example: zhangben export log log.txt && python -m ledger.verify log.txt --trust trust.json
    """
    with opened(home(data)) as system, bar(False) as progress:
        task = progress.add_task(str(file), total=system.tree.size())
        stored = (_advance(progress, task, form) for form in system.tree.stored())
        count = logfile.write(file, stored, system.tree.checkpoints())
    console.print(text("export.done", count=count, path=file))


def _advance(progress: Progress, task: Any, form: bytes) -> bytes:
    progress.advance(task)
    return form
