"""Queries: balances, bank days, deposits, the audit trail; each with its position."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from api.http.identity import Reading
from api.http.positions import Asked
from api.http.seeing import MONEY, OPENED_LOTS, TRAIL, demand, may_see_event, may_see_owner
from api.wiring import System
from projections.audit_trail import TRAIL as TRAIL_TABLE
from projections.deposits import DEPOSITS, LOTS

router = APIRouter(prefix="/v1", tags=["queries"])

After = Annotated[int, Query(ge=0, le=2**53)]
Limit = Annotated[int, Query(ge=1, le=1_000)]


@router.get("/balances")
def balances(
    request: Request,
    reader: Reading,
    when: Asked,
    by: Annotated[str, Query(pattern="^(owner|account)$")] = "owner",
) -> dict[str, Any]:
    """Balances in minor units, debit positive; deposits of unopened lots are in totals only."""
    demand(reader, MONEY)
    system: System = request.app.state.system
    when.wait(system.readers.balances.reader)
    read = system.readers.balances
    found = (read.owned if by == "owner" else read.totals)(when.position, when.day)
    opened = _opened(system, found.position)
    rows = [
        {
            "book": one.book,
            "currency": one.currency,
            "account": one.account,
            "owner": one.owner,
            "amount": one.amount,
            "debit": one.debit,
            "credit": one.credit,
        }
        for one in found.rows
        if may_see_owner(one.owner, opened)
    ]
    return when.answer(rows, found.position)


@router.get("/bankdays")
def bankdays(request: Request, reader: Reading, when: Asked) -> dict[str, Any]:
    """Each account's days: the bank's figures, the books', the difference."""
    demand(reader, MONEY)
    system: System = request.app.state.system
    when.wait(system.readers.bankdays, system.readers.balances.reader)
    position, days = system.readers.days(when.position)
    rows = [
        {
            "account": day.account,
            "day": day.day,
            "currency": day.currency,
            "lines": day.lines,
            "credits": day.credits,
            "debits": day.debits,
            "opening": day.opening,
            "closing": day.closing,
            "ledger": day.ledger,
            "difference": day.difference,
        }
        for day in days
    ]
    return when.answer(rows, position)


@router.get("/lots")
def lots(request: Request, when: Asked) -> dict[str, Any]:
    """Lots and the terms of their deposits; public."""
    system: System = request.app.state.system
    when.wait(system.readers.deposits)
    found = system.readers.deposits.rows(LOTS, as_of=when.position)
    return when.answer([_without(row) for row in found.rows], found.position)


@router.get("/deposits")
def deposits(request: Request, reader: Reading, when: Asked) -> dict[str, Any]:
    """Deposits of lots whose bids are open; of others nothing is told, not even how many."""
    demand(reader, OPENED_LOTS)
    system: System = request.app.state.system
    when.wait(system.readers.deposits)
    found = system.readers.deposits.rows(DEPOSITS, as_of=when.position)
    return when.answer([_without(row) for row in found.rows], found.position)


@router.get("/events")
def events(
    request: Request, reader: Reading, when: Asked, after: After = 0, limit: Limit = 100
) -> dict[str, Any]:
    """The audit trail, forward from a position. Events under seal are told by position only."""
    demand(reader, TRAIL)
    system: System = request.app.state.system
    when.wait(system.readers.trail)
    found = system.readers.trail.rows(
        TRAIL_TABLE, as_of=when.position, after={"at": after}, limit=limit
    )
    opened = _opened(system, found.position)
    rows = [
        _event(row) if may_see_event(row["kind"], row["code"], opened) else _veiled(row)
        for row in found.rows
    ]
    return when.answer(rows, found.position)


def _event(row: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name not in ("at", "position")}
    return {"position": row["at"], **shown}


def _veiled(row: dict[str, Any]) -> dict[str, Any]:
    return {"position": row["at"], "recorded_at": row["recorded_at"], "sealed": True}


def _without(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "position"}


def _opened(system: System, position: int) -> frozenset[str]:
    """The deposits whose lots are open at a position: exactly those in the open table."""
    found = system.readers.deposits.rows(DEPOSITS, as_of=position)
    return frozenset(row["deposit"] for row in found.rows)
