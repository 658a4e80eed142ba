"""Commands that read projections: balances, reconcile, projections; and the journal export."""

import sys
from datetime import date, datetime
from typing import Annotated

import typer
from rich.table import Table

from api.cli.exits import NOT_BALANCED, OK
from api.cli.options import Data, Json
from api.cli.state import console, home, money, print_json
from api.journal import hledger
from api.readers import Day, at_instant
from api.texts import text
from api.wiring import System, opened
from projections.balance_reader import Balance

app = typer.Typer()
export = typer.Typer()
projections = typer.Typer(no_args_is_help=True, help="投影 · Projections.")

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="位置、时刻或法定日 · position, instant (with offset) or legal day"
    ),
]


@app.command()
def balances(
    as_of: AsOf = None,
    totals: Annotated[bool, typer.Option("--totals", help="按科目汇总 · by account")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """余额：按科目与明细，任一位置、时刻或日末 · Balances, now or as of then.

    例 Example: zhangben balances --as-of 2024-05-15 --json
    """
    with opened(home(data)) as system:
        system.readers.runner.catch_up()
        position, day = _as_of(system, as_of)
        read = system.readers.balances.totals if totals else system.readers.balances.owned
        found = read(position, day)
    if as_json:
        rows = [_row(balance) for balance in found.rows]
        print_json({"as_of": {"position": found.position, "day": day}, "balances": rows})
        return
    if not found.rows:
        console.print(text("empty.balances"))
        return
    table = Table(box=None)
    for name in ("book", "account", "owner", "currency"):
        table.add_column(text(f"col.{name}"))
    table.add_column(text("col.amount"), justify="right")
    for one in found.rows:
        amount = money(one.amount)
        table.add_row(one.book, one.account, one.owner or "", one.currency, amount)
    console.print(table)
    key = "as_of" if day is None else "as_of_day"
    console.print(text(key, position=found.position, day=day), style="dim")


def _as_of(system: System, wanted: str | None) -> tuple[int | None, date | None]:
    """A position, an instant, or a legal day, as the person wrote it."""
    if wanted is None:
        return None, None
    if wanted.isdecimal():
        return int(wanted), None
    try:
        if len(wanted) == len("2024-05-15"):
            return None, date.fromisoformat(wanted)
        instant = datetime.fromisoformat(wanted)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise typer.BadParameter(
            f"{wanted!r}: 388, 2024-05-15, 2024-05-15T17:00:00+08:00", param_hint="--as-of"
        )
    return at_instant(system.store, instant), None


def _row(balance: Balance) -> dict[str, str | int | None]:
    return {
        "book": balance.book,
        "currency": balance.currency,
        "account": balance.account,
        "owner": balance.owner,
        "amount": balance.amount,
        "debit": balance.debit,
        "credit": balance.credit,
        "position": balance.position,
    }


@app.command()
def reconcile(data: Data = None, as_json: Json = False) -> None:
    """对账：每户每日，对账单期末与账面余额之差 · Statement closing against the books, by day.

    例 Example: zhangben reconcile
    """
    with opened(home(data)) as system:
        system.readers.runner.catch_up()
        position, days = system.readers.days()
    if as_json:
        rows = [{name: getattr(day, name) for name in _COLUMNS} for day in days]
        print_json({"as_of": {"position": position}, "days": rows})
    else:
        console.print(_days(days))
        console.print(text("as_of", position=position), style="dim")
    raise typer.Exit(NOT_BALANCED if any(day.difference for day in days) else OK)


_COLUMNS = (
    "account",
    "day",
    "currency",
    "lines",
    "credits",
    "debits",
    "opening",
    "closing",
    "ledger",
    "difference",
)


def _days(days: list[Day]) -> Table:
    table = Table(box=None)
    for name in ("account", "period", "entries", "credits", "debits", "closing", "difference"):
        right = name not in ("account", "period")
        table.add_column(text(f"col.{name}"), justify="right" if right else "left")
    for day in days:
        table.add_row(
            f"{day.account} {day.currency}",
            day.day.isoformat(),
            str(day.lines),
            money(day.credits),
            money(day.debits),
            "–" if day.closing is None else money(day.closing),
            "–" if day.difference is None else money(day.difference),
        )
    return table


@projections.command()
def status(data: Data = None, as_json: Json = False) -> None:
    """各投影的代与落后 · Generations of the projections, and how far behind they are.

    例 Example: zhangben projections status
    """
    with opened(home(data)) as system:
        head = system.tree.size()
        standing = system.readers.runner.status()
    if as_json:
        print_json(
            [
                {
                    "name": s.name,
                    "generation": s.generation,
                    "position": s.position,
                    "behind": head - s.position,
                    "problem": s.problem,
                }
                for s in standing
            ]
        )
        return
    table = Table(box=None)
    for name in ("projection", "position", "behind"):
        table.add_column(text(f"col.{name}"))
    for one in standing:
        name = f"{one.name}@{one.generation}"
        table.add_row(name, str(one.position), str(head - one.position))
    console.print(table)


@projections.command()
def rebuild(
    name: Annotated[str, typer.Argument(help="投影名 · projection")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """在旁重建一个投影，比对后切换 · Rebuild beside the live one, compare, switch.

    例 Example: zhangben projections rebuild balances
    """
    with opened(home(data)) as system:
        system.readers.runner.catch_up()
        known = [standing.name for standing in system.readers.runner.status()]
        if name not in known:
            raise typer.BadParameter(f"{name!r}: {', '.join(known)}", param_hint="name")
        rebuilt = system.readers.runner.rebuild(name)
    if as_json:
        print_json(rebuilt)
    else:
        console.print(text("rebuild.done", name=name, generation=rebuilt.generation))
    if rebuilt.differs:
        console.print(text("rebuild.differs", name=name), style="bold red")
    raise typer.Exit(NOT_BALANCED if rebuilt.differs else OK)


@export.command("journal")
def export_journal(
    form: Annotated[str, typer.Option("--format", help="hledger")] = "hledger",
    data: Data = None,
) -> None:
    """导出日记账，供 hledger 复核 · The journal, for hledger to check.

    例 Example: zhangben export journal --format hledger | hledger -f - balance
    """
    if form != "hledger":
        raise typer.BadParameter(f"{form!r}: hledger", param_hint="--format")
    with opened(home(data)) as system:
        for line in hledger(system.tree.stored()):
            sys.stdout.write(line + "\n")
