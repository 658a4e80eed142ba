"""Commands about an installation as a whole: init, doctor."""

import sys
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from api.cli.exits import FAILED, OK
from api.cli.options import Data, Json
from api.cli.state import console, home, installation, print_json, writing
from api.home import Home
from api.readers import SNAPSHOTS
from api.texts import text
from api.wiring import System
from ledger.opening import MODES

app = typer.Typer()


@app.command()
def init(
    data: Data = None,
    origin: Annotated[str, typer.Option(help="日志名 · the log's name")] = "zhangben.local/log",
    mode: Annotated[str, typer.Option(help="模式 · " + " | ".join(MODES))] = "production",
    starts: Annotated[
        datetime | None, typer.Option(help="模拟时钟的起点 · first instant of a simulated clock")
    ] = None,
    as_json: Json = False,
) -> None:
    """建立一套新账本：密钥、数据库、首个事件 · Make a new installation.

    例 Example: zhangben init --data /var/lib/zhangben --origin ggzy.example/log
    """
    if mode not in MODES:
        raise typer.BadParameter(f"{mode!r}: {', '.join(MODES)}", param_hint="--mode")
    if (mode == "simulated") != (starts is not None):
        raise typer.BadParameter("simulated ⇔ --starts", param_hint="--starts")
    place = home(data)
    place.make(origin, mode, starts.astimezone().isoformat() if starts else None)
    with writing(data) as system:
        position = system.tree.size()
    if as_json:
        made = {"data": str(place.root), "origin": origin, "mode": mode, "position": position}
        print_json(made)
    else:
        console.print(text("init.done", path=place.root, origin=origin, mode=mode))
        console.print(text("init.next", path=place.root), style="dim")


@app.command()
def doctor(data: Data = None, as_json: Json = False) -> None:
    """检查本机与账本是否就绪 · Is this machine and this installation in order?

    例 Example: zhangben doctor
    """
    place = home(data)
    found: list[tuple[str, Any, bool]] = [
        ("doctor.python", sys.version.split()[0], sys.version_info >= (3, 12)),
        ("doctor.data", str(place.root), place.exists()),
    ]
    if place.exists():
        found.append(("doctor.keys", str(place.keys), _closed(place)))
        with installation(data) as system:
            found += _running(system)
    if as_json:
        print_json({k.partition(".")[2]: {"value": v, "ok": ok} for k, v, ok in found})
    else:
        table = Table.grid(padding=(0, 2))
        for key, value, ok in found:
            table.add_row("[green]✓[/green]" if ok else "[red]✗[/red]", text(key), str(value))
        console.print(table)
    raise typer.Exit(OK if all(ok for _, _, ok in found) else FAILED)


def _closed(place: Home) -> bool:
    """Whether nobody but the owner reads the keys."""
    return not any(path.stat().st_mode & 0o077 for path in (place.keys, *place.keys.rglob("*")))


def _running(system: System) -> list[tuple[str, Any, bool]]:
    with system.store.reading() as curs:
        row = curs.execute("SELECT version(), current_setting('fsync')").fetchone()
    assert row is not None
    size = system.tree.size()
    standing = system.readers.runner.status()
    behind = max((size - one.position for one in standing), default=0)
    audits = system.readers.runner.audits
    folded = audits.all().get(SNAPSHOTS)
    failed = [f"{name}: {why}" for name, why in audits.failed().items()]
    differ = [one.name for one in standing if one.differs]
    problems = [f"{one.name}: {one.problem}" for one in standing if one.problem]
    return [
        ("doctor.database", row[0].split(" on ")[0], True),
        ("doctor.fsync", row[1], row[1] == "on"),
        ("doctor.log", f"{system.home.origin} ({system.home.mode})", True),
        ("doctor.position", size, size > 0),
        ("doctor.behind", behind, not problems),
        ("doctor.reactor", size - system.reactor.position(), True),
        ("doctor.pending", waiting := len(system.reactor.pending()), waiting == 0),
        *(("doctor.problem", problem, False) for problem in problems),
        *([("doctor.differs", ", ".join(differ), False)] if differ else []),
        *([("doctor.snapshots", "", False)] if folded and folded.differs else []),
        *([("doctor.audit", "; ".join(failed), False)] if failed else []),
    ]
