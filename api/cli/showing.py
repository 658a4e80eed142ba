"""Commands that show what the log says: log, show."""

from typing import Annotated, Any

import msgspec
import typer
from rich.table import Table

from api.cli.options import Data, Json
from api.cli.state import console, installation, print_json
from api.texts import text
from domain.calendar import BEIJING
from ledger.envelope import part
from projections.audit_trail import TRAIL

app = typer.Typer()

_SHOWN = ("recorded_at", "name", "kind", "code", "sequence", "person", "post", "sealed")


@app.command()
def log(
    after: Annotated[int, typer.Option(help="自此位置之后 · after this position", min=0)] = 0,
    limit: Annotated[int, typer.Option(help="条数 · how many", min=1, max=10_000)] = 50,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """列出事件：何时、何事、何人 · List events, in order: when, what, who.

    例 Example: zhangben log --after 100 --limit 20
    """
    with installation(data) as system:
        system.readers.runner.catch_up()
        found = system.readers.trail.rows(TRAIL, after={"at": after}, limit=limit).rows
    rows = [{"position": row["at"], **{name: row[name] for name in _SHOWN}} for row in found]
    if as_json:
        print_json(rows)
    elif not rows:
        console.print(text("empty.log"))
    else:
        console.print(_trail(rows))


def _trail(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("position", "recorded", "event", "stream", "actor"):
        right = name == "position"
        table.add_column(text(f"col.{name}"), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(
            str(row["position"]),
            f"{row['recorded_at'].astimezone(BEIJING):%Y-%m-%d %H:%M:%S}",
            row["name"],
            f"{row['kind']}/{row['code']} {row['sequence']}",
            row["person"],
        )
    return table


@app.command()
def show(
    position: Annotated[int, typer.Argument(help="位置 · position", min=1)],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """显示一个事件：签名正文、叶散列、包含证明 · One event, its leaf and its proof.

    例 Example: zhangben show 12 --json
    """
    with installation(data) as system:
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
