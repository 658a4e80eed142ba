"""`/reports/…`, `/at/{position}/reports/…`: of a day, month or year as page, XLSX, PDF; vouchers.

Seen by whoever sees the close, and as blind; the clearance and vouchers by who reads every region.
At a position a report is for ever the same.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Lock
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response

from api.closing.reading import NotFollowed, needed
from api.http.identity import Identity
from api.http.lasting import AT, shown
from api.http.pages.closing import Account
from api.http.pages.drawing import Sheet, draw
from api.http.pages.dues import Reader
from api.http.pages.failing import Drawn
from api.http.pages.speech import Speech, speech
from api.http.pages.views.frame import Choice
from api.http.pages.views.report import ReportView
from api.http.positions import When, asked
from api.http.regional import reads_report
from api.reports.forms import FORMS, Form, drawn
from api.reports.glyphs import checked
from api.reports.html import part
from api.reports.labels import event_names
from api.reports.paper import Paper
from api.reports.register import REPORTS, Report
from api.reports.standing import NotSigned
from api.reports.voucher_paper import voucher_csv, voucher_paper
from api.reports.vouchers import vouchers
from api.reports.xlsx import CannotDraw
from domain.calendar import plausible

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet("report.html", "report.title", place="close", style="report", fit=False, upright=True)

_FILES = ("pdf", "xlsx")
_CSV = Form("csv", "text/csv; charset=utf-8", lambda _: b"")
_LONGEST = timedelta(days=366)

Asked = Annotated[When, asked(needed)]
Kind = Annotated[Literal["day", "month", "year", "clearance"], Path()]
Period = Annotated[str, Path(pattern=r"^\d{4}(-\d\d){0,2}$")]
Ending = Annotated[Literal["pdf", "xlsx"], Path()]


@router.get(f"{AT}/reports/{{kind}}/{{account}}/{{period}}.{{ending}}")
def file(
    request: Request,
    reader: Reader,
    when: Asked,
    kind: Kind,
    account: Account,
    period: Period,
    ending: Ending,
) -> Response:
    """The report as a file, the same to the byte whenever it is asked for."""
    paper = _report(when, reader, kind, account, period).paper(speech(request).lang)
    return _drawn(paper, ending)


@shown(router, "/reports/{kind}/{account}/{period}")
def report(
    request: Request, reader: Reader, when: Asked, kind: Kind, account: Account, period: Period
) -> Response:
    """The report's page as of now, with the address under which it stays as it is; or there."""
    return draw(request, reader, SHEET, _view(when, reader, kind, account, period), when)


@router.get(f"{AT}/vouchers.{{ending}}")
def export(
    request: Request,
    reader: Reader,
    when: Asked,
    ending: Annotated[Literal["csv", "xlsx"], Path()],
    first: Annotated[date, Query(alias="from")],
    last: Annotated[date, Query(alias="to")],
    account: Annotated[str, Query(pattern="^([A-Z0-9-]{2,32})?$")] = "",
) -> Response:
    """Vouchers of at most a year, for the finance system; what is sealed is told by sums. 403 for
    posts of some regions: entries name deposits of every one.
    """
    _demand_every_region(reader, "vouchers")
    _refuse_period(first, last)
    with _alone(request):
        told = _told(lambda: vouchers(when.system, first, last, account, when.position))
        paper = voucher_paper(told, event_names(when.system.log), speech(request).lang)
        if ending == "csv":
            return _sent(paper.name, _CSV, voucher_csv(told, paper))
        return _drawn(paper, ending)


EXPORT_WAIT_S = 20
"""So long an export waits for others before it is told to come again."""


def exporting_room() -> Lock:
    """Where an application's exports are drawn, one at a time: each stands in memory whole."""
    return Lock()


@contextmanager
def _alone(request: Request) -> Iterator[None]:
    """503 where others are drawn for longer than whoever asks should wait."""
    room: Lock = request.app.state.exporting
    if not room.acquire(timeout=EXPORT_WAIT_S):
        raise HTTPException(503, "another export is being drawn", {"Retry-After": "5"})
    try:
        yield
    finally:
        room.release()


def _told[R](make: Callable[[], R]) -> R:
    """What is reported; 503 for the moment in which a checkpoint is being signed."""
    try:
        return make()
    except NotSigned as late:
        raise HTTPException(503, str(late), {"Retry-After": "1"}) from None


def _refuse_period(first: date, last: date) -> None:
    """422 for what is no period of at most a year, or of no year that there is."""
    if not timedelta() <= last - first < _LONGEST:
        raise HTTPException(422, f"from {first} to {last}: at most {_LONGEST.days} days, in order")
    try:
        plausible("from", first), plausible("to", last)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None


def _drawn(paper: Paper, ending: str) -> Response:
    try:
        return _sent(paper.name, FORMS[ending], drawn(paper, ending))
    except CannotDraw as long:
        raise HTTPException(422, str(long)) from None


def _sent(name: str, form: Form, data: bytes) -> Response:
    disposition = f'attachment; filename="{name}.{form.ending}"'
    return Response(data, media_type=form.media_type, headers={"Content-Disposition": disposition})


def _report(when: When, reader: Identity, kind: str, account: str, period: str) -> Report:
    _demand_every_region(reader, kind)
    of = REPORTS[kind]
    try:
        days = of.days(period)
        return _told(lambda: of.make(when.system, account, *days, when.position))
    except NotFollowed as unknown:
        raise HTTPException(404, str(unknown)) from None
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None


def _demand_every_region(reader: Identity, kind: str) -> None:
    """403 where the reader's posts are for some regions and this tells all of them."""
    if not reads_report(reader, kind):
        raise HTTPException(403, f"{kind}: told of every region, read by who is posted for all")


def _view(when: When, reader: Identity, kind: str, account: str, period: str) -> ReportView:
    wish = speech(when.request)
    report = _report(when, reader, kind, account, period)
    paper = checked(report.paper(wish.lang))
    permanent = f"/at/{when.position}/reports/{kind}/{account}/{period}"
    lang = urlencode({"lang": wish.lang})
    return ReportView(
        title=paper.title,
        body=part(paper),
        wide=paper.wide,
        digest=report.digest,
        permanent=permanent,
        files=(
            *(Choice(one.upper(), f"{permanent}.{one}?{lang}", False) for one in _FILES),
            *(_vouchers(when, wish, kind, period) if reads_report(reader, "vouchers") else ()),
        ),
        kinds=_kinds(wish, reader, kind, account, period),
        now=f"/reports/{kind}/{account}/{period}",
        past=when.named,
    )


def _vouchers(when: When, wish: Speech, kind: str, period: str) -> tuple[Choice, ...]:
    """The period's vouchers of all accounts: what the table by kind of money is the sum of."""
    first, last = REPORTS[kind].days(period)
    query = urlencode({"from": first, "to": last, "lang": wish.lang})
    return tuple(
        Choice(wish.say(key), f"/at/{when.position}/vouchers.{ending}?{query}", False)
        for key, ending in (("report.vouchers.csv", "csv"), ("report.vouchers.xlsx", "xlsx"))
    )


def _kinds(
    wish: Speech, reader: Identity, kind: str, account: str, period: str
) -> tuple[Choice, ...]:
    """The month and the year around, and the year's clearance; of a day the close too."""
    parts = period.split("-")
    wider = {"month": "-".join(parts[:2]), "year": parts[0], "clearance": parts[0]}
    choices = [
        Choice(wish.say(f"report.{name}"), f"/reports/{name}/{account}/{of}", name == kind)
        for name, of in wider.items()
        if (name != "month" or len(parts) > 1) and reads_report(reader, name)
    ]
    if kind == "day":
        here = Choice(wish.say("report.day"), f"/reports/day/{account}/{period}", True)
        choices = [here, *choices]
    return tuple(choices)
