"""Which bank lines a person may see, and what may be told of the rest. The one place that asks.

A line is shown when the deposit that it belongs to, or names, is one of a lot whose bids are open,
and no natural person's: a divided line, when this is so of all its deposits; of a payout, when its
lot is open: its payee is no bidder. A line that names no deposit is shown when it cannot have been
meant for a lot that is still sealed, and stays shown when it goes back as nobody's. Of all others
nothing is told but the totals of an account's day, and these only where no line of the day is
shown: what is left of a total names what it is left of.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from api.blind import blind_days
from api.desk.seen_line import Row, SeenLine, order, seen_line
from api.readers import Readers
from domain.identifiers import (
    NotAnIdentifier,
    deposit_code,
    is_payout,
    line_id,
    payment_of,
    sub_account_in,
)
from domain.pool_codes import is_pool
from projections.bankdays import DAYS, LINES
from projections.deposits import DEPOSITS
from projections.line_care import CARE
from projections.lots import LOTS
from projections.payouts import PARTS

OLDER_DAYS = 31
"""So many earlier days are looked through for lines that are still open."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What bank days tell everybody at the desk: of all lines of the day, how many, the sums."""

    lines: int
    matched: int
    credits: int
    debits: int


@dataclass(frozen=True, slots=True)
class Window:
    """An account's day. `lines`: those that may be seen, in the bank's order.

    `guarded`: money of that day may have been meant for a lot that is still sealed. What the page
    says beside its lines must not depend on the others then; `totals` are for a day of no lines.
    """

    lines: tuple[SeenLine, ...]
    guarded: bool
    totals: Totals

    @property
    def hidden(self) -> int:
        """How many lines of an unguarded day are not shown: of natural persons."""
        return self.totals.lines - len(self.lines)

    @property
    def all_matched(self) -> bool:
        """Whether every line of an unguarded day is somebody's."""
        return not self.guarded and self.totals.matched == self.totals.lines


def window(readers: Readers, at: int, account: str, day: date) -> Window | None:
    """The day as it stood at a position; None where it has neither statement nor line."""
    found = readers.bankdays.rows(DAYS, {"account": account, "day": day}, as_of=at).rows
    if not found:
        return None
    lines = _shown(readers, at, account, [day])
    of = {name: found[0][name] or 0 for name in ("lines", "matched", "credits", "debits")}
    return Window(lines, day in blind_days(readers, at, account, [day]), Totals(**of))


def older(readers: Readers, at: int, account: str, before: date) -> tuple[SeenLine, ...]:
    """Lines of earlier days that may be seen and are nobody's yet, the oldest first."""
    rows = readers.bankdays.rows(DAYS, {"account": account}, as_of=at).rows
    days = [r["day"] for r in rows if r["day"] < before and (r["lines"] or 0) > (r["matched"] or 0)]
    lines = _shown(readers, at, account, sorted(days)[-OLDER_DAYS:])
    return tuple(line for line in lines if line.open)


def one(readers: Readers, at: int, code: str) -> SeenLine | None:
    """A line by its code; None for one that may not be seen, or is not there."""
    return some(readers, at, [code]).get(code)


def some(readers: Readers, at: int, codes: Iterable[str]) -> dict[str, SeenLine]:
    """Lines by their codes; those that may not be seen, or are not there, are left out."""
    days: dict[str, set[date]] = {}
    wanted = set(codes)
    for code in wanted:
        with suppress(NotAnIdentifier):
            of = line_id(code).page.of
            days.setdefault(of.account, set()).add(of.day)
    shown = (
        line for account, of in days.items() for line in _shown(readers, at, account, sorted(of))
    )
    return {line.code: line for line in shown if line.code in wanted}


def credits_like(readers: Readers, at: int, debit: SeenLine) -> list[SeenLine]:
    """Credits that may be seen, of a debit's account and amount, up to its day; the newest first.

    Not of more than OLDER_DAYS days, and none that came back.
    """
    days = [debit.day - timedelta(back) for back in range(OLDER_DAYS + 1)]
    return alike(readers, at, debit, [line_id(debit.code).page.of.account], days)


def alike(
    readers: Readers,
    at: int,
    line: SeenLine,
    accounts: list[str],
    days: list[date],
    may: Callable[[Row], bool] = lambda _row: True,
) -> list[SeenLine]:
    """Lines that may be seen, of a line's amount, on these accounts and days, that go the other way
    and did not come back; the newest first. `may`: which rows are looked at; a day of each is read.
    """
    where = {"account": accounts, "day": days, "credit": not line.credit, "amount": line.minor}
    rows = readers.sealed_bankdays.rows(LINES, where, as_of=at).rows
    shown = some(readers, at, [row["line"] for row in rows if not row["returned"] and may(row)])
    return sorted(shown.values(), key=order, reverse=True)


def _shown(readers: Readers, at: int, account: str, days: list[date]) -> tuple[SeenLine, ...]:
    if not days:
        return ()
    where = {"account": account, "day": days}
    rows = readers.sealed_bankdays.rows(LINES, where, as_of=at).rows
    numbers = {row["line"]: sub_account_in(row["reference"]) for row in rows}
    named = _named(readers, at, rows, {number for number in numbers.values() if number})
    sealed_days: set[date] | None = None
    seen: list[tuple[Row, str | None]] = []
    for row in rows:
        if among := row["deposits"]:
            if named.opened.issuperset(among):
                seen.append((row, None))
            continue
        about = _about(row, numbers[row["line"]], named)
        if about is not None:
            if about in named.opened:
                seen.append((row, about))
            elif about in named.strays:
                seen.append((row, None))
            continue
        if sealed_days is None:
            sealed_days = blind_days(readers, at, account, days, rows)
        if numbers[row["line"]] not in named.sealed and row["day"] not in sealed_days:
            seen.append((row, None))
    care = _care(readers, at, where) if seen else {}
    lines = [seen_line(row, about, care.get(row["line"], {})) for row, about in seen]
    return tuple(sorted(lines, key=order))


@dataclass(frozen=True, slots=True)
class _Named:
    """Deposits and payouts of open lots; the numbers issued to these; numbers of all others; and
    deposits that give back strays, which are of no lot and were shown before.
    """

    opened: frozenset[str]
    by_number: Mapping[str, str]
    sealed: frozenset[str]
    strays: frozenset[str]


def _named(readers: Readers, at: int, rows: Iterable[Row], numbers: set[str]) -> _Named:
    codes = {code for row in rows for code in (_whose(row["deposit"]), _of_payment(row)) if code}
    codes |= {code for row in rows for code in row["deposits"] or ()}
    opened = [
        row
        for where in ({"sub_account": sorted(numbers)}, {"deposit": sorted(codes)})
        if any(where.values())
        for row in readers.deposits.rows(DEPOSITS, where, as_of=at).rows
    ]
    by_number = {row["sub_account"]: row["deposit"] for row in opened if row["sub_account"]}
    left = sorted(numbers - by_number.keys())
    sealed = (
        readers.sealed_deposits.rows(DEPOSITS, {"sub_account": left}, as_of=at).rows if left else []
    )
    payouts = {code for code in codes if is_payout(code)}
    return _Named(
        opened=frozenset(row["deposit"] for row in opened) | _open_payouts(readers, at, payouts),
        by_number=by_number,
        sealed=frozenset(row["sub_account"] for row in sealed),
        strays=_strays(readers, at, codes.difference(row["deposit"] for row in opened)),
    )


def _strays(readers: Readers, at: int, codes: Iterable[str]) -> frozenset[str]:
    """Those of the deposits by which strays go back."""
    where = {"deposit": sorted(codes)}
    rows = readers.sealed_deposits.rows(DEPOSITS, where, as_of=at).rows if where["deposit"] else []
    return frozenset(row["deposit"] for row in rows if row["lot"] == row["deposit"])


def _about(row: Row, number: str | None, named: _Named) -> str | None:
    """The deposit or payout that a line belongs to, or names; None for none that is known."""
    if row["deposit"] is not None:
        return _whose(row["deposit"])
    return _of_payment(row) or named.by_number.get(number or "")


def _whose(whose: str | None) -> str | None:
    """The deposit, payout or pool that whose-it-is names; None for another line (a transfer, a
    reversal). A pool is never open: its line is told to nobody once it is the pool's."""
    if is_payout(whose) or is_pool(whose):
        return whose
    try:
        return deposit_code((whose or "").partition("/")[0])
    except NotAnIdentifier:
        return None


def _open_payouts(readers: Readers, at: int, payouts: set[str]) -> frozenset[str]:
    """Those of the payouts whose lot is open: the lot of their parts, whosever these are."""
    if not payouts:
        return frozenset()
    parts = readers.payouts.rows(PARTS, {"payout": sorted(payouts)}, as_of=at).rows
    deposits = {"deposit": sorted({part["deposit"] for part in parts})}
    rows = readers.sealed_deposits.rows(DEPOSITS, deposits, as_of=at).rows
    lot_of = {row["deposit"]: row["lot"] for row in rows}
    lots = {"lot": sorted({lot for lot in lot_of.values() if lot})}
    opened = {
        row["lot"]
        for row in readers.lots.rows(LOTS, lots, as_of=at).rows
        if row["opened_at"] is not None
    }
    return frozenset(part["payout"] for part in parts if lot_of.get(part["deposit"]) in opened)


def _of_payment(row: Row) -> str | None:
    payment = payment_of(row["end_to_end"])
    return payment.partition("/")[0] if payment else None


def _care(readers: Readers, at: int, where: Mapping[str, Any]) -> dict[str, Row]:
    rows = readers.sealed_care.rows(CARE, where, as_of=at).rows
    return {row["line"]: row for row in rows}
