"""`reactor`: what follows by itself, what of it waits, and whether anything was missed."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from api.cli.exits import FAILED, OK
from api.cli.options import Data, Json
from api.cli.state import console, installation, print_json, working
from api.texts import text
from ledger.pending import Pending

app = typer.Typer(no_args_is_help=True, help="策略 · What follows by itself.")


@app.command()
def status(data: Data = None, as_json: Json = False) -> None:
    """进度与待办 · How far the reactor has come, and what was refused and waits.

    例 Example: zhangben reactor status
    """
    with installation(data) as system:
        position, head = system.reactor.position(), system.tree.size()
        pending = system.reactor.pending()
    if as_json:
        rows = [asdict(row) for row in pending]
        print_json({"position": position, "behind": head - position, "pending": rows})
        return
    console.print(text("reactor.position", position=position, behind=head - position))
    console.print(_listed(pending) if pending else text("reactor.nothing_waits"))


def _listed(pending: list[Pending]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("asker", "cause", "command", "rule", "tries", "next_try"):
        table.add_column(text(f"col.{name}"))
    for row in pending:
        cause = f"#{row.cause}.{row.mark}" if row.cause else row.mark
        when = row.next_try.astimezone().isoformat(" ", "minutes")
        table.add_row(row.asker, cause, row.command, row.rule, str(row.tries), when)
    return table


@app.command()
def check(
    first: Annotated[int, typer.Option(help="自此位置 · from this position", min=1)] = 1,
    last: Annotated[int | None, typer.Option(help="至此位置 · to this position", min=1)] = None,
    mend: Annotated[
        bool, typer.Option("--mend", help="补入待办，稍后提出 · put what was missed on the list")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """由日志重新推导：该提出的命令是否都已提出 · Derive from the log again whether any was missed.

    例 Example: zhangben reactor check --first 1000
    """
    with installation(data) as system, working("state.checking"):
        found = system.acting.monitor.check(first, last, mend=mend)
    if as_json:
        print_json(found)
    else:
        said = text(
            "reactor.checked",
            span=f"{found.first}-{found.last}",
            follow=found.follow,
            accepted=found.accepted,
            pending=found.pending,
            missed=len(found.missed),
        )
        console.print(said)
        for one in found.missed:
            console.print(f"#{one.cause}.{one.ordinal} {one.policy}: {one.command}", style="red")
    raise typer.Exit(FAILED if found.missed else OK)
