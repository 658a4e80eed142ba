"""Projects and procedures with their lots as they stand, and what is due of a lot.

All of it is public but alerts, and the money of open lots: that is whose posts read it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException

from api.alerts import to_explain
from api.http.alerts import AlertTold
from api.http.answers import Answer, Told
from api.http.clocks_told import ClockTold, clocks_told
from api.http.identity import Identity, Reading
from api.http.lot_seen import Seen
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.prices import clocks_for
from api.http.project_seen import ProjectSeen, project_seen
from api.http.seeing import WATCH
from api.http.shapes import LotCode, TradeCode
from api.lots.clocks import Clock
from api.lots.standing import standing
from projections.projects import PROCEDURES, PROJECTS

router = APIRouter(prefix="/v1", tags=["projects"])

type Row = dict[str, Any]

_WHOLE = Annotated[
    When,
    asked(lambda r: (r.projects, r.lots, r.deposits, r.sealed_deposits, r.disputes, r.alerts)),
]


class ProjectOut(Told):
    """A project as it was registered; `approval`: the approving document's reference."""

    project: str
    title: str
    owner: str
    region: str
    agencies: list[str]
    approval: str
    registered_at: datetime


class FlowTold(Told):
    """What came for a lot's deposits, what left them, what is left; fen. Of companies alone."""

    came_fen: int
    went_fen: int
    here_fen: int


class StandsTold(Told):
    """A lot as it stands. `suspended`: for what it stands still; `money`: null while it is sealed,
    and to who may not know it.
    """

    lot: str
    title: str
    phase: str
    suspended: list[str]
    opened: bool
    clocks: list[ClockTold]
    money: FlowTold | None


class ProcedureTold(Told):
    """How a project is traded, and its lots by their codes: the first 200."""

    procedure: str
    project: str
    title: str
    category: str
    method: str
    protocol: str
    agency: str | None
    lots: list[StandsTold]


class ProcedureWhole(ProcedureTold):
    """The same by itself. `alerts`: red and not explained yet; null to who reads none. `left_out`:
    so many lots are not told.
    """

    alerts: list[AlertTold] | None
    left_out: int


class ProjectWhole(ProjectOut):
    """A project with all that hangs on it; `alerts` and `left_out` as of a procedure."""

    procedures: list[ProcedureTold]
    alerts: list[AlertTold] | None
    left_out: int


@router.get("/projects", response_model=Answer[list[ProjectOut]])
def projects(
    when: Annotated[When, asked(lambda r: (r.projects,))],
    after: After = None,
    limit: Limit = 100,
) -> Row:
    """Projects by their codes; public."""
    reader = when.system.readers.projects
    return when.answer(*page(when, reader, PROJECTS, {"project": str}, after, limit))


@router.get("/projects/{project}", response_model=Answer[ProjectWhole])
def project(reader: Reading, when: _WHOLE, project: TradeCode) -> Row:
    """One project: its procedures, their lots as they stand, what is due of each."""
    found = project_seen(when, reader, project)
    if found is None:
        raise _unknown(project, when)
    procedures = _procedures(when, reader, found)
    return when.answer({**found.row, "procedures": procedures, **_beside(when, found)})


@router.get("/procedures/{procedure}", response_model=Answer[ProcedureWhole])
def procedure(reader: Reading, when: _WHOLE, procedure: TradeCode) -> Row:
    """One procedure: its lots as they stand, what is due of each."""
    of = when.system.readers.projects
    rows = of.rows(PROCEDURES, {"procedure": procedure}, as_of=when.position).rows
    found = project_seen(when, reader, rows[0]["project"], procedure) if rows else None
    if found is None:
        raise _unknown(procedure, when)
    (told,) = _procedures(when, reader, found)
    return when.answer({**told, **_beside(when, found)})


@router.get("/lots/{lot}/clocks", response_model=Answer[list[ClockTold]])
def clocks(
    reader: Reading,
    when: Annotated[When, asked(lambda r: (r.lots, r.disputes, r.sealed_deposits))],
    lot: LotCode,
) -> dict[str, Any]:
    """What has to be done about a lot, by whom, until when, the earliest first; public. What is to
    come of its price is told to its owner, who bought it, who settles, supervises or audits.
    """
    of = standing(when.system, lot, when.position)
    if of is None:
        raise HTTPException(404, f"nobody defined {lot}, as of position {when.position}")
    runs = clocks_for(when.system, reader, [of])[lot]
    return when.answer(clocks_told(runs, when.instant))


def _unknown(code: str, when: When) -> HTTPException:
    return HTTPException(404, f"nobody registered {code}, as of position {when.position}")


def _beside(when: When, found: ProjectSeen) -> Row:
    """The alerts that this reader reads, and how much is not told for its length."""
    alerts = None
    if found.near.holds(*WATCH):
        codes = [one.now.code for one in found.lots]
        alerts = to_explain(when.system.readers, when.position, *codes)
    return {"alerts": alerts, "left_out": found.left_out}


def _procedures(when: When, reader: Identity, found: ProjectSeen) -> list[Row]:
    now = when.instant
    runs = clocks_for(when.system, reader, (one.now for one in found.lots))
    return [
        {**row, "lots": [_stands(one, runs, now) for one in found.of(row["procedure"])]}
        for row in found.procedures
    ]


def _stands(one: Seen, runs: Mapping[str, tuple[Clock, ...]], now: datetime) -> Row:
    lot, money = one.now.lot, one.flow
    return {
        "lot": one.now.code,
        "title": one.title,
        "phase": lot.phase.value,
        "suspended": [still.told.cause.value for still in lot.suspended],
        "opened": lot.opened,
        "clocks": clocks_told(runs[one.now.code], now),
        "money": money and {f"{n}_fen": getattr(money, n) for n in ("came", "went", "here")},
    }
