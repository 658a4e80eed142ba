"""Commands that read what it amounts to: balances, reconcile; and the journal export."""

import sys
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import Annotated

import typer
from rich.table import Table

from api.account_day import Day
from api.cli.exits import NOT_BALANCED, OK
from api.cli.options import AsOf, Data, Json, moment_of
from api.cli.state import console, installation, print_json, working
from api.instants import at_instant
from api.journal import FORMATS, heading
from api.texts import language, text
from domain.accounts import BY_CODE
from domain.money import show
from projections.balance_reader import Balance

app = typer.Typer()
export = typer.Typer()


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
    wanted = moment_of(as_of)
    with installation(data) as system:
        with working("state.reading"):
            system.readers.runner.catch_up()
        reader = system.readers.balances
        read = reader.totals if totals else reader.owned
        if isinstance(wanted, datetime):
            wanted = at_instant(system.store, wanted)
        day = wanted if isinstance(wanted, date) else None
        found = read(None if isinstance(wanted, date) else wanted, day)
    if as_json:
        rows = [{**asdict(one), "amount": one.amount} for one in found.rows]
        print_json({"as_of": {"position": found.position, "day": day}, "balances": rows})
    elif not found.rows:
        console.print(text("empty.balances"))
    else:
        console.print(_balances(found.rows))
        key = "as_of" if day is None else "as_of_day"
        console.print(text(key, position=found.position, day=day), style="dim")


def _balances(rows: list[Balance]) -> Table:
    """A balance a row, then what each currency sums to in each book: zero."""
    table = Table(box=None, pad_edge=False)
    for name in ("book", "account", "owner", "currency"):
        table.add_column(text(f"col.{name}"), overflow="fold")
    table.add_column(text("col.amount"), justify="right", no_wrap=True)
    sums: Counter[tuple[str, str]] = Counter()
    for one in rows:
        account = f"{one.account} {getattr(BY_CODE[one.account], language())}"
        shown = show(one.amount, one.currency)
        table.add_row(one.book, account, one.owner or "", one.currency, shown)
        sums[one.book, one.currency] += one.amount
    for (book, currency), amount in sums.items():
        table.add_row(book, text("sum.total"), "", currency, show(amount, currency), style="bold")
    return table


@app.command()
def reconcile(data: Data = None, as_json: Json = False) -> None:
    """对账：每户每日，对账单期末与账面余额之差 · Statement closing against the books, by day.

    例 Example: zhangben reconcile
    """
    with installation(data) as system:
        with working("state.reading"):
            system.readers.runner.catch_up()
        position, days = system.readers.days()
    if as_json:
        rows = [{**asdict(day), "difference": day.difference} for day in days]
        print_json({"as_of": {"position": position}, "days": rows})
    elif not days:
        console.print(text("empty.days"))
    else:
        console.print(_days(days))
        console.print(text("as_of", position=position), style="dim")
    raise typer.Exit(NOT_BALANCED if any(day.difference for day in days) else OK)


def _days(days: list[Day]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("period", "account_number"):
        table.add_column(text(f"col.{name}"), overflow="fold")
    for name in ("entries", "credits", "debits", "closing", "difference"):
        table.add_column(text(f"col.{name}"), justify="right", no_wrap=True)
    for day in days:
        table.add_row(
            day.day.isoformat(),
            f"{day.account} {day.currency}",
            str(day.lines),
            show(day.credits, day.currency),
            show(day.debits, day.currency),
            "–" if day.closing is None else show(day.closing, day.currency),
            "–" if day.difference is None else show(day.difference, day.currency),
        )
    return table


@export.command("journal")
def export_journal(
    form: Annotated[str, typer.Option("--format", help=" | ".join(FORMATS))] = "hledger",
    at: Annotated[
        int | None, typer.Option("--at", help="截至位置 · as of this position", min=1)
    ] = None,
    data: Data = None,
) -> None:
    """导出日记账，供 hledger 或 beancount 复核 · The journal, for hledger or beancount to check.

    首行注明账本、位置、根哈希；同一位置重出，逐字节相同 · At a position it is for ever the same.

    例 Example: zhangben export journal --format hledger | hledger -f - balance
    """
    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r}: {', '.join(FORMATS)}", param_hint="--format")
    with installation(data) as system, working("state.reading") as read:
        size = system.tree.size()
        position = at or size
        if position > size:
            raise typer.BadParameter(text("position.beyond", at=at, size=size), param_hint="--at")
        root = system.tree.root(position)
        lines = FORMATS[form](islice(system.tree.stored(), position))
        first = next(lines)  # by then all is read; the sign of life would take what is printed
        read()
        of_when = heading(system.log.origin, system.home.mode, position, root)
        sys.stdout.write(f"{of_when}\n{first}\n")
        sys.stdout.writelines(f"{line}\n" for line in lines)
