"""`zhangben calendar`: a year is proposed from a package, compared, published by the office."""

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from api.calendars.days import Step, came_to, year_of, years_told
from api.calendars.differing import Change, Kind, differences, kind
from api.calendars.files import read
from api.calendars.proposing import name_of, proposal
from api.cli.options import Data, Json
from api.cli.ruling import law_of
from api.cli.state import console, installation, print_json, writing
from api.texts import language, text

app = typer.Typer(no_args_is_help=True, help="工作日历 · the working calendar, year by year")

_KINDS: Mapping[Kind, str] = {
    "holiday": "calendar.holiday",
    "makeup": "calendar.makeup",
    "weekend": "calendar.weekend",
    "weekday": "calendar.weekday",
}
_STEPS: Mapping[Step, str] = {
    "proposed": "calendar.proposed",
    "waits": "calendar.waits",
    "published": "calendar.published",
    "dropped": "calendar.dropped",
    "already": "calendar.already",
}
_WEEKDAYS = (
    "calendar.mon",
    "calendar.tue",
    "calendar.wed",
    "calendar.thu",
    "calendar.fri",
    "calendar.sat",
    "calendar.sun",
)

Year = Annotated[int, typer.Argument(help="年 · year", min=1900, max=2999)]


@app.command("list")
def listed(data: Data = None, as_json: Json = False) -> None:
    """列出已发布或已提出的年份 · The years that are published, or proposed.

    例 Example: zhangben calendar list
    """
    with installation(data) as system:
        years = years_told(law_of(system))
    if as_json:
        print_json(years)
        return
    rows = [one for one in years if one["holidays"] is not None]
    if not rows:
        console.print(text("calendar.none"))
    else:
        console.print(_table(rows))
    for one in years:
        if said := one["proposed"]:
            line = text("calendar.proposed_by", year=one["year"], person=said["proposed_by"])
            console.print(line, highlight=False)


def _table(rows: Iterable[Mapping[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("year", "holidays", "workdays"):
        table.add_column(text(f"calendar.col.{name}"))
    for row in rows:
        table.add_row(str(row["year"]), str(len(row["holidays"])), str(len(row["workdays"])))
    return table


@app.command()
def propose(year: Year, as_json: Json = False) -> None:
    """按节假日数据包提出某年的日历，不发布 · What a package of holidays knows of a year.

    例 Example: zhangben calendar propose 2026 --json
    """
    days = proposal(year)
    if as_json:
        print_json(days)
        return
    console.print(text("calendar.source", year=year, source=days.source), highlight=False)
    table = Table(box=None, pad_edge=False)
    for name in ("day", "weekday", "kind", "name"):
        table.add_column(text(f"calendar.col.{name}"))
    for day in sorted((*days.holidays, *days.workdays)):
        named = name_of(day)[language() == "en"]
        table.add_row(str(day), _weekday(day), _kind(kind(days, day)), named)
    console.print(table)


@app.command()
def publish(
    year: Year,
    file: Annotated[
        Path | None, typer.Argument(help="日历文件，缺省按数据包 · file; without: as proposed")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问 · do not ask")] = False,
    person: Annotated[str, typer.Option("--as", help="谁办理 · who asks")] = "office",
    data: Data = None,
    as_json: Json = False,
) -> None:
    """比较后发布某年的日历（由公管办，有多人时须两人） · Shows what changes, then publishes it.

    Where several hold the office, the first who asks proposes it, and another publishes it.

    例 Example: zhangben calendar publish 2027 2027.json
    """
    days = read(file, year) if file else proposal(year)
    with writing(data) as system:
        before = law_of(system).calendar
        changes = list(differences(year_of(before, year), days))
        if not as_json:
            _show(changes)
        if not (yes or as_json or _sure(person)):
            console.print(text("calendar.left"))
            return
        receipt = system.ask(person, days.command)
        after = law_of(system).calendar
        step = came_to(before, after, days.command, wrote=receipt.last > 0)
    if as_json:
        places = {"first": receipt.first, "last": receipt.last}
        print_json({"year": year, "changes": changes, "step": step, **places})
        return
    key = _STEPS[step]
    console.print(text(key, year=year, position=receipt.last))


def _show(changes: Iterable[Change]) -> None:
    said = False
    for one in changes:
        told = {"before": _kind(one.before), "after": _kind(one.after)}
        line = text("calendar.change", day=one.day, weekday=_weekday(one.day), **told)
        console.print(line, highlight=False)
        said = True
    if not said:
        console.print(text("calendar.same"))


def _sure(person: str) -> bool:
    """Whoever sits at a terminal is asked; a script that runs this has decided."""
    return not sys.stdin.isatty() or typer.confirm(text("calendar.sure", person=person), err=True)


def _weekday(day: date) -> str:
    key = _WEEKDAYS[day.weekday()]
    return text(key)


def _kind(kind: Kind) -> str:
    key = _KINDS[kind]
    return text(key)
