"""Queries: balances, bank days, lots, deposits, the audit trail; each with its position.

A page is cut from what its reader may see, so that its length tells nothing of the rest.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.http.identity import Identity
from api.http.positions import After, Limit, When, asked
from api.http.seeing import (
    ITS_OWN,
    MONEY,
    TRAIL,
    demand_own,
    deposit_of,
    holding,
    may_see_event,
    may_see_owner,
    of_deposit,
)
from api.wiring import System
from domain.kernel import StreamId
from ledger.replay import Replay
from projections.audit_trail import TRAIL as TRAIL_TABLE
from projections.deposits import DEPOSITS
from projections.lots import LOTS
from projections.projection import Table
from projections.reader import Reader

router = APIRouter(prefix="/v1", tags=["queries"])

type Row = dict[str, Any]
type Answer = dict[str, Any]

Lot = Annotated[str | None, Query(pattern="^[0-9A-Z-]{3,40}$")]
_BALANCE = ("book", "currency", "account", "owner", "amount", "debit", "credit")
_DAY = (
    "account",
    "day",
    "currency",
    "lines",
    "matched",
    "credits",
    "debits",
    "opening",
    "closing",
    "ledger",
    "difference",
)


@router.get("/balances", dependencies=[holding(*MONEY)])
def balances(
    when: Annotated[When, asked(lambda r: (r.balances.reader, r.deposits), by_day=True)],
    by: Annotated[str, Query(pattern="^(owner|account)$")] = "owner",
    after: After = None,
    limit: Limit = 1_000,
) -> Answer:
    """Balances in minor units, debit positive; deposits of unopened lots are in totals only."""
    read = when.system.readers.balances
    found = (read.owned if by == "owner" else read.totals)(when.position, when.day)
    opened = _opened(when, (deposit_of(one.owner) for one in found.rows))
    rows = (_named(one, _BALANCE) for one in found.rows if may_see_owner(one.owner, opened))
    return when.answer(*_page(rows, _owner, after, limit))


@router.get("/bankdays", dependencies=[holding(*MONEY)])
def bankdays(
    when: Annotated[When, asked(lambda r: (r.bankdays, r.balances.reader))],
    after: After = None,
    limit: Limit = 100,
) -> Answer:
    """Each account's days: the bank's figures, the books', the difference."""
    _, days = when.system.readers.days(when.position, after or "", limit + 1)
    rows = [_named(day, _DAY) for day in days[:limit]]
    return when.answer(rows, days[limit - 1].code if len(days) > limit else None)


@router.get("/lots")
def lots(
    when: Annotated[When, asked(lambda r: (r.lots,))],
    after: After = None,
    limit: Limit = 100,
) -> Answer:
    """Lots and the terms of their deposits; public."""
    return when.answer(*_listed(when, LOTS, "lot", after, limit, of=when.system.readers.lots))


@router.get("/deposits")
def deposits(
    reader: Annotated[Identity, holding(*MONEY, *ITS_OWN)],
    when: Annotated[When, asked(lambda r: (r.deposits,))],
    lot: Lot = None,
    after: After = None,
    limit: Limit = 100,
) -> Answer:
    """Deposits of lots whose bids are open; of others nothing is told, not even how many."""
    if not reader.holds(*MONEY):
        demand_own(reader, _lot(when.system, lot))
    where = {"lot": lot} if lot else {}
    rows, more = _listed(when, DEPOSITS, "deposit", after, limit, where)
    return when.answer([of_deposit(reader, row) for row in rows], more)


@router.get("/events", dependencies=[holding(*TRAIL)])
def events(
    when: Annotated[When, asked(lambda r: (r.trail, r.deposits))],
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Limit = 100,
) -> Answer:
    """The audit trail, forward from a position. Events under seal are told by position only."""
    trail = when.system.readers.trail
    rows, more = _listed(when, TRAIL_TABLE, "at", after, limit, of=trail)
    opened = _opened(when, (row["code"] for row in rows))
    told = [
        _event(row) if may_see_event(row["kind"], row["code"], opened) else _veiled(row)
        for row in rows
    ]
    return when.answer(told, more)


def _listed(
    when: When,
    table: Table,
    key: str,
    after: str | int | None,
    limit: int,
    where: Mapping[str, Any] | None = None,
    of: Reader | None = None,
) -> tuple[list[Row], Any]:
    """A page of a table in the order of its key; and where it ends, if there is more."""
    read = of or when.system.readers.deposits
    begin = {} if after is None else {key: after}
    rows = read.rows(table, where, as_of=when.position, after=begin, limit=limit + 1).rows
    page = [{name: v for name, v in row.items() if name != "position"} for row in rows[:limit]]
    return page, page[-1][key] if len(rows) > limit else None


def _page(
    rows: Iterable[Row], key: Callable[[Row], str], after: str | None, limit: int
) -> tuple[list[Row], str | None]:
    """The same of rows at hand."""
    coming = sorted((row for row in rows if key(row) > (after or "")), key=key)
    return coming[:limit], key(coming[limit - 1]) if len(coming) > limit else None


def _named(one: object, names: Iterable[str]) -> Row:
    return {name: getattr(one, name) for name in names}


def _owner(row: Row) -> str:
    return f"{row['book']}/{row['currency']}/{row['account']}/{row['owner'] or ''}"


def _event(row: Row) -> Row:
    shown = {name: value for name, value in row.items() if name != "at"}
    return {"position": row["at"], **shown}


def _veiled(row: Row) -> Row:
    return {"position": row["at"], "recorded_at": row["recorded_at"], "sealed": True}


def _lot(system: System, code: str | None) -> Any:
    """The lot as it stands, if one is named."""
    if code is None:
        return None
    return Replay(system.log, system.store, system.vault).state(StreamId("lot", code))


def _opened(when: When, among: Iterable[str | None]) -> frozenset[str]:
    """Which of these are deposits whose lots were open: exactly those in the open table."""
    codes = sorted({code for code in among if code})
    found = when.system.readers.deposits.rows(DEPOSITS, {"deposit": codes}, as_of=when.position)
    return frozenset(row["deposit"] for row in found.rows)
