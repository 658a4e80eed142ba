"""`report`: a day, month or year of an account, a year's clearance; the export of vouchers."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import AsOf, Data, Json, moment_of
from api.cli.state import console, installation, print_json, working
from api.closing.reading import reach
from api.instants import at_instant
from api.reports.forms import FORMS, drawn
from api.reports.labels import event_names
from api.reports.record import digest
from api.reports.register import REPORTS
from api.reports.voucher_paper import voucher_csv, voucher_paper
from api.reports.vouchers import vouchers
from api.texts import language, text
from api.wiring import System
from domain.calendar import midnight

app = typer.Typer()
export = typer.Typer()

_CSV = "csv"
_DAYS = ["%Y-%m-%d"]
_VOUCHERS = (_CSV, "xlsx")
Out = Annotated[Path, typer.Option("--out", help="写到哪个文件 · the file to write")]


@app.command("report")
def report(
    kind: Annotated[str, typer.Argument(help=f"种类 · {' | '.join(REPORTS)}")],
    account: Annotated[str, typer.Argument(help="账户代码 · account, as CNY-DEPOSITS")],
    period: Annotated[str, typer.Argument(help="期间 · 2026-03-18 | 2026-03 | 2026")],
    out: Out,
    form: Annotated[str, typer.Option("--format", help=" | ".join(FORMS))] = "pdf",
    as_of: AsOf = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """报表：余额调节表、月报、年报、年度清退 · A day's, month's, year's report, a year's clearance.

    同一位置重出，文件逐字节相同 · The same bytes again for the same position.

    例 Example: zhangben report day CNY-DEPOSITS 2026-03-17 --out day.pdf
    """
    _refuse("KIND", kind, REPORTS)
    _refuse("--format", form, FORMS)
    first, last = _days(kind, period)
    wanted = moment_of(as_of)
    with installation(data) as system, working("report.drawing"):
        at = _at(system, wanted)
        told = REPORTS[kind].make(system, account, first, last, at)
        out.write_bytes(drawn(told.paper(language()), form))
    _tell(out, at, told.digest, as_json=as_json)


@export.command("vouchers")
def export_vouchers(
    first: Annotated[datetime, typer.Option("--from", formats=_DAYS, help="首日 · first day")],
    last: Annotated[datetime, typer.Option("--to", formats=_DAYS, help="末日 · last day")],
    out: Out,
    account: Annotated[str, typer.Option(help="只要此银行账户 · of this bank account alone")] = "",
    form: Annotated[str, typer.Option("--format", help=" | ".join(_VOUCHERS))] = _CSV,
    as_of: AsOf = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """导出凭证，供财务系统 · Vouchers of a period, for the finance system.

    例 Example: zhangben export vouchers --from 2026-03-01 --to 2026-03-31 --out march.csv
    """
    _refuse("--format", form, _VOUCHERS)
    if last < first:
        raise typer.BadParameter(f"{last:%Y-%m-%d} < {first:%Y-%m-%d}", param_hint="--to")
    wanted = moment_of(as_of)
    with installation(data) as system, working("report.drawing"):
        at = _at(system, wanted)
        told = vouchers(system, first.date(), last.date(), account, at)
        paper = voucher_paper(told, event_names(system.log), language())
        out.write_bytes(voucher_csv(told, paper) if form == _CSV else drawn(paper, form))
    _tell(out, at, digest(told), as_json=as_json)


def _refuse(hint: str, said: str, known: Iterable[str]) -> None:
    """Exit 2 for what is not one of these."""
    if said not in known:
        raise typer.BadParameter(f"{said!r}: {', '.join(known)}", param_hint=hint)


def _days(kind: str, period: str) -> tuple[date, date]:
    """Exit 2 for what is no such period."""
    try:
        return REPORTS[kind].days(period)
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint="PERIOD") from None


def _at(system: System, wanted: int | date | datetime | None) -> int:
    """The position that was asked for, else the newest; of a day, what was known at its end."""
    newest = reach(system)
    if wanted is None or isinstance(wanted, int):
        return reach(system, wanted) if wanted is not None else newest
    if not isinstance(wanted, datetime):
        wanted = midnight(wanted + timedelta(days=1)) - timedelta(microseconds=1)
    return reach(system, at_instant(system.store, wanted))


def _tell(out: Path, at: int, digest: str, *, as_json: bool) -> None:
    """Where the file is, at which position, under which digest."""
    if as_json:
        print_json({"as_of": {"position": at}, "file": out, "digest": digest})
        return
    console.print(text("report.written", file=out, position=at, digest=digest), highlight=False)
