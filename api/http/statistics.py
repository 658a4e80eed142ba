"""Figures of trade (交易数据统计、成本节约), at any position, and reports of them; public."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.figures import digest_of, figures_of
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.paging import Cursor, number, page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import demand
from api.http.shapes import Wanted
from api.wiring import System
from domain.statistics.issue import IssueStatistics
from domain.statistics.months import months, period_code
from projections.figures import REPORTS

router = APIRouter(prefix="/v1/statistics", tags=["lots"])

_SHAPE = "^20[0-9]{2}-(0[1-9]|1[0-2])$"
type Month = Annotated[str, Field(pattern=_SHAPE)]
type AskedMonth = Annotated[str, Query(pattern=_SHAPE)]


class FigureOut(Told):
    """Of one month, kind and region. `announced`, `failed`, `deals`: lots; a deal counts in the
    month of its contract. Of those `estimated`: `estimate_fen` in all, `saved_fen` less than that
    where owners pay, `gained_fen` more where they sell. Of those whose bidders were `counted`: how
    many there were, and deals with a `single` one. Of those of companies and bodies, which say
    where they were `placed`: of how many the winner was first registered `elsewhere` than in the
    city.
    """

    month: str
    category: str
    region: str
    announced: int
    failed: int
    deals: int
    price_fen: int
    estimated: int
    estimate_fen: int
    saved_fen: int
    gained_fen: int
    counted: int
    bidders: int
    single: int
    placed: int
    elsewhere: int


class FiguresOut(Told):
    """All figures of some months. `digest`: the SHA-256 of `zhangben/statistics/v1`, a line end,
    and the canonical bytes (RFC 8785) of `as_of` (the answer's position), `figures`, `since`,
    `until`.
    """

    since: str
    until: str
    digest: str
    figures: list[FigureOut]


class ReportIn(Wanted):
    """Which months; `as_of`: at which position they are known (null: as of now)."""

    since: Month
    until: Month
    as_of: Annotated[int | None, Field(strict=True, ge=1, lt=2**53)] = None


class ReportOut(Told):
    """A report that was issued: whoever asks for these months at `as_of` gets its digest."""

    period: str
    since: str
    until: str
    as_of: int
    digest: str
    issued_at: datetime


@router.get("", response_model=Answer[FiguresOut])
def figures(
    when: Annotated[When, asked(lambda r: (r.figures,))], since: AskedMonth, until: AskedMonth
) -> dict[str, Any]:
    """The figures of these months, sixty at most, both included; public."""
    _demand_months(since, until)
    found = figures_of(when.system, since, until, when.position)
    told = {"since": since, "until": until, "figures": found}
    return when.answer(told | {"digest": digest_of(since, until, when.position, found)})


@router.get("/reports", response_model=Answer[list[ReportOut]])
def reports(
    when: Annotated[When, asked(lambda r: (r.figures,))],
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Reports that were issued, by their months; public."""
    cursor: Cursor = {"period": str, "as_of": number}
    return when.answer(*page(when, when.system.readers.figures, REPORTS, cursor, after, limit))


@router.post("/reports", **ASKED)
async def issue(ask: Asks, wanted: ReportIn) -> ReceiptOut:
    """Issues a report of these months; OFFICE, whose wish the platform asks for."""
    demand(ask.reader, "OFFICE")
    _demand_months(wanted.since, wanted.until)
    said = await run_in_threadpool(_known, ask.system, wanted)
    return await ask.as_platform()(IssueStatistics, **said)


def _demand_months(since: str, until: str) -> None:
    """422 for what are no months in their order, or too many."""
    try:
        months(since, until)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None


def _known(system: System, wanted: ReportIn) -> dict[str, Any]:
    """What a report says. 422 for a position that there is not yet."""
    system.readers.runner.catch_up()
    last = system.readers.figures.position()
    as_of, since, until = wanted.as_of or last, wanted.since, wanted.until
    if as_of > last:
        raise HTTPException(422, f"as_of {as_of}: there are events up to {last}")
    digest = digest_of(since, until, as_of, figures_of(system, since, until, as_of))
    told = {"since": since, "until": until, "as_of": as_of, "digest": digest}
    return told | {"period": period_code(since, until)}
