"""Queries: balances, bank days, lots, deposits, the audit trail; each with its position.

A page is cut from what its reader may see, so that its length tells nothing of the rest.
"""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.http.answers import (
    Answer,
    BalanceOut,
    BankDayOut,
    DepositOut,
    EventOut,
    LotOut,
    VeiledOut,
)
from api.http.identity import Identity
from api.http.paging import DAY, Cursor, begun, ended, page
from api.http.positions import After, Limit, When, asked
from api.http.regional import far_accounts, money_near
from api.http.seeing import (
    ITS_OWN,
    MONEY,
    TRAIL,
    deposit_of,
    holding,
    may_see_balance,
    of_deposit,
)
from api.http.trail import opened_of, told
from projections.balance_reader import Balance
from projections.deposits import DEPOSITS
from projections.lots import LOTS

type Row = dict[str, Any]

router = APIRouter(prefix="/v1", tags=["queries"])
_AS_TOLD: Row = {"response_model_exclude_unset": True}
"""A field that a reader may not see is not there, rather than null."""


Lot = Annotated[str | None, Query(pattern="^[0-9A-Z-]{3,40}$")]
_BALANCE = ("book", "currency", "account", "owner", "amount", "debit", "credit")
_TOTALS: Cursor = dict.fromkeys(("book", "currency", "account"), str)
_OWNED: Cursor = {**_TOTALS, "owner": str}
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


@router.get("/balances", response_model=Answer[list[BalanceOut]], **_AS_TOLD)
def balances(
    reader: Annotated[Identity, holding(*MONEY)],
    when: Annotated[When, asked(lambda r: (r.balances.reader, r.deposits, r.lots), by_day=True)],
    by: Annotated[str, Query(pattern="^(owner|account)$")] = "owner",
    after: After = None,
    limit: Limit = 1_000,
) -> Row:
    """Balances in minor units, debit positive; deposits of unopened lots are in totals only, and to
    who holds a post of a county so are those of lots that lie elsewhere, and what lies on accounts
    of ours that are placed elsewhere.
    """
    return when.answer(*_balances(reader, when, by, after, limit))


@router.get(
    "/bankdays", response_model=Answer[list[BankDayOut]], dependencies=[holding(*MONEY)], **_AS_TOLD
)
def bankdays(
    when: Annotated[When, asked(lambda r: (r.bankdays, r.balances.reader))],
    after: After = None,
    limit: Limit = 100,
) -> Row:
    """Each account's days: the bank's figures, the books', the difference."""
    begin = begun(after, {"day": DAY, "account": str})
    _, days = when.system.readers.days(
        when.position, (begin["day"], begin["account"]) if begin else None, limit + 1
    )
    rows = [_named(day, _DAY) for day in days[:limit]]
    return when.answer(rows, days[limit - 1].code if len(days) > limit else None)


@router.get("/lots", response_model=Answer[list[LotOut]], **_AS_TOLD)
def lots(
    when: Annotated[When, asked(lambda r: (r.lots,))],
    after: After = None,
    limit: Limit = 100,
) -> Row:
    """Lots and the terms of their deposits; public."""
    return when.answer(*page(when, when.system.readers.lots, LOTS, {"lot": str}, after, limit))


@router.get("/deposits", response_model=Answer[list[DepositOut]], **_AS_TOLD)
def deposits(
    reader: Annotated[Identity, holding(*MONEY, *ITS_OWN)],
    when: Annotated[When, asked(lambda r: (r.deposits, r.lots))],
    lot: Lot = None,
    after: After = None,
    limit: Limit = 100,
) -> Row:
    """Deposits of lots whose bids are open; of others nothing is told, not even how many. Who holds
    a post of a county sees those of lots that lie there.
    """
    near = money_near(reader, when, lot)
    where = {} if near is None else {"lot": near}
    of = when.system.readers.deposits
    rows, more = page(when, of, DEPOSITS, {"deposit": str}, after, limit, where)
    return when.answer([of_deposit(reader, row) for row in rows], more)


@router.get(
    "/events",
    response_model=Answer[list[EventOut | VeiledOut]],
    **_AS_TOLD,
)
def events(
    reader: Annotated[Identity, holding(*TRAIL)],
    when: Annotated[When, asked(lambda r: (r.trail, r.deposits, r.lots))],
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Limit = 100,
) -> Row:
    """The audit trail, forward from a position. Events under seal are told by position only; to who
    holds a post of a county so are those of deposits whose lots lie elsewhere, and of accounts of
    ours that are placed there.
    """
    regions = reader.regions(*TRAIL)
    rows = told(when.system, regions, when.position, after, limit + 1)
    more = rows[limit - 1]["position"] if len(rows) > limit else None
    return when.answer(rows[:limit], more)


def _balances(
    reader: Identity, when: When, by: str, after: str | None, limit: int
) -> tuple[list[Row], str | None]:
    """Those that may be named, read on until the page is full, and one more is there."""
    read, found = when.system.readers.balances, list[Balance]()
    cursor = _OWNED if by == "owner" else _TOTALS
    begin: tuple[str, ...] | None = tuple(begun(after, cursor).values())
    regions = reader.regions(*MONEY)
    far = far_accounts(when.system, regions)
    while begin is not None and len(found) <= limit:
        if by == "owner":
            some = read.owned(when.position, when.day, after=begin, limit=limit + 1)
        else:
            some = read.totals(when.position, when.day, begin, limit + 1)
        among = (deposit_of(one.owner) for one in some.rows)
        opened = opened_of(when.system.readers, regions, when.position, among)
        found += [
            one for one in some.rows if may_see_balance(reader, one.account, one.owner, opened, far)
        ]
        begin = some.end
    rows = [_named(one, _BALANCE) for one in found]
    return rows[:limit], ended(rows[limit - 1], cursor) if len(rows) > limit else None


def _named(one: object, names: Iterable[str]) -> Row:
    return {name: getattr(one, name) for name in names}
