"""`alerts`: what is to be looked at, of lots whose bids are open, and what nobody has explained."""

from typing import Annotated, Any

import typer
from rich.table import Table

from api.alerts import meant, told
from api.cli.options import Data, Json
from api.cli.state import console, installation, print_json
from api.texts import text
from projections.alerts import ALERTS

app = typer.Typer()

_STAGES = {
    1: "alert.stage.1",
    2: "alert.stage.2",
    3: "alert.stage.3",
    4: "alert.stage.4",
    5: "alert.stage.5",
}
_LEVELS = {"R": "alerts.level.R", "Y": "alerts.level.Y", "I": "alerts.level.I"}


@app.command()
def alerts(
    lot: Annotated[str | None, typer.Option(help="标段 · of this lot alone")] = None,
    every: Annotated[
        bool, typer.Option("--every", help="含已说明的 · explained ones, too")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """预警：尚未说明的 · Alerts that nobody has explained; those of sealed lots are not told.

    例 Example: zhangben alerts --lot E3506000001000001001001
    """
    with installation(data) as system:
        readers = system.readers
        readers.runner.catch_up()
        position = readers.reached((readers.alerts, readers.deposits))
        where = meant(
            readers, position, [lot] if lot else None, unexplained=None if every else True
        )
        found = readers.alerts.rows(ALERTS, where, as_of=position).rows
        rows = sorted(told(readers, position, found), key=lambda row: row["raised"])
    if as_json:
        print_json({"position": position, "alerts": rows})
    elif rows:
        console.print(_listed(rows))
    else:
        console.print(text("alerts.none", position=position))


def _listed(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("alert", "level", "signal", "arose", "lots", "stage", "explained"):
        table.add_column(text(f"alerts.col.{name}"))
    for row in rows:
        when = row["arose_at"].astimezone().isoformat(" ", "minutes")
        signal = f"{row['kind']} {row['name']}"
        said = row["reason"] or "–"
        level = _LEVELS[row["level"]]
        stage = _STAGES[row["stage"]]
        lots = ", ".join(row["lots"])
        table.add_row(row["alert"], text(level), signal, when, lots, text(stage), said)
    return table
