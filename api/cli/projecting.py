"""`projections`: how the read models stand, and building one anew beside the one in use."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from api.cli.exits import NOT_BALANCED, OK
from api.cli.options import Data, Json
from api.cli.state import console, installation, print_json, working
from api.texts import text
from domain.calendar import BEIJING
from projections.register import PROJECTIONS
from projections.runner import Standing

app = typer.Typer(no_args_is_help=True, help="投影 · Projections.")


@app.command()
def status(data: Data = None, as_json: Json = False) -> None:
    """各投影的代、落后与夜间核对 · The projections: generation, how far behind, the nightly audit.

    例 Example: zhangben projections status
    """
    with installation(data) as system:
        head = system.tree.size()
        standing = system.readers.runner.status()
    rows = [
        {**asdict(one), "differs": one.differs, "behind": head - one.position} for one in standing
    ]
    code = NOT_BALANCED if any(one.differs for one in standing) else OK
    if as_json:
        print_json(rows)
        raise typer.Exit(code)
    table = Table(box=None, pad_edge=False)
    for name in ("projection", "position", "behind", "audit"):
        table.add_column(text(f"col.{name}"))
    for one in standing:
        behind = str(head - one.position)
        table.add_row(f"{one.name}@{one.generation}", str(one.position), behind, _audit(one))
    console.print(table)
    raise typer.Exit(code)


def _audit(one: Standing) -> str:
    """What the last audit found."""
    if one.audit is None:
        return "–"
    if one.differs:
        return f"[bold red]{text('audit.differs', position=one.differs)}[/bold red]"
    return text("audit.same", moment=f"{one.audit.at.astimezone(BEIJING):%Y-%m-%d %H:%M}")


@app.command()
def rebuild(
    name: Annotated[str, typer.Argument(help="投影名 · projection")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """在旁重建一个投影，比对后切换 · Rebuild beside the live one, compare, switch.

    例 Example: zhangben projections rebuild balances
    """
    known = [projection.name for projection in PROJECTIONS]
    if name not in known:
        raise typer.BadParameter(f"{name!r}: {', '.join(known)}", param_hint="NAME")
    with installation(data) as system, working("state.rebuilding"):
        system.readers.runner.catch_up()
        rebuilt = system.readers.runner.rebuild(name)
    if as_json:
        print_json({"name": name, **asdict(rebuilt), "differs": rebuilt.differs})
    else:
        console.print(text("rebuild.done", name=name, generation=rebuilt.generation))
        if rebuilt.differs:
            console.print(text("rebuild.differs", name=name), style="bold red")
    raise typer.Exit(NOT_BALANCED if rebuilt.differs else OK)
