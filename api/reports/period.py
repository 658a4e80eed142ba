"""月报, 年报: a month or a year of an account as one plain record, at one position."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from api.account_day import Day
from api.closing.reading import reach
from api.reports.account import Account, Turnover, account_of, turnover
from api.reports.kinds import Kind, kinds
from api.reports.standing import Stand, standing
from api.wiring import System
from domain.calendar import beijing_day, plausible
from projections.bankdays import CLOSES, DAYS

_DAY = timedelta(days=1)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A day of a month, or a month of a year: by the books, and held against the bank.

    `statements` days have one, `closed` of its days are closed, on `differing` days bank and books
    differ. `bank_day` is the last day with a statement, `bank` what it closed with and
    `difference` that less the books' balance of that day; None without one. `maker` and `checker`
    closed it, where it is one day.
    """

    first: date
    last: date
    books: Turnover
    days: int
    statements: int
    closed: int
    differing: int
    bank_day: date | None
    bank: int | None
    difference: int | None
    maker: str | None
    checker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReport:
    """A month told by days, or a year told by months, up to `through`; minor units, no language.

    Nothing is told of days before the account was opened, nor after the newest that is known of.
    """

    stand: Stand
    account: Account
    kind: Literal["month", "year"]
    first: date
    last: date
    through: date
    whole: Turnover
    spans: tuple[Span, ...]
    kinds: tuple[Kind, ...]


def month_of(text: str) -> tuple[date, date]:
    """First and last day of `2026-03`. Raises ValueError."""
    try:
        first = plausible("period", date.fromisoformat(f"{text}-01"))
    except ValueError:
        raise ValueError(f"period {text!r}: a month such as 2026-03 is right") from None
    return first, _after(first, months=1) - _DAY


def year_of(text: str) -> tuple[date, date]:
    """First and last day of `2026`. Raises ValueError."""
    try:
        first = plausible("period", date.fromisoformat(f"{text}-01-01"))
    except ValueError:
        raise ValueError(f"period {text!r}: a year such as 2026 is right") from None
    return first, _after(first, months=_MONTHS) - _DAY


def period_report(system: System, account: str, first: date, last: date, at: int) -> PeriodReport:
    """The record at a position; whatever is added to the log later, it is this again.

    Raises NotFollowed for an unknown account.
    """
    reach(system, at)
    stand, of = standing(system, at), account_of(system, account, at)
    newest = _newest(system, account, at)
    through = max(first, min(last, max(beijing_day(stand.recorded_at), newest or first)))
    yearly = (last - first).days > 31
    begins = max(first, of.since)
    spans = list(_spans(begins, through, yearly=yearly))
    days = {one.day: one for one in system.readers.days_of(account, _days(begins, through), at)}
    return PeriodReport(
        stand=stand,
        account=of,
        kind="year" if yearly else "month",
        first=first,
        last=last,
        through=through,
        whole=turnover(system, of, first, through, at),
        spans=tuple(_span(system, of, days, *one, at) for one in spans),
        kinds=kinds(system, of, first, through, at),
    )


def _newest(system: System, account: str, at: int) -> date | None:
    """The newest day that anything is known of."""
    rows = system.readers.bankdays.rows(
        DAYS, {"account": account}, as_of=at, before={"day": date.max}, limit=1
    ).rows
    return rows[0]["day"] if rows else None


def _span(
    system: System, of: Account, known: dict[date, Day], first: date, last: date, at: int
) -> Span:
    days = [known[day] for day in _days(first, last) if day in known]
    stated = [day for day in days if day.closing is not None]
    end = stated[-1] if stated else None
    closes = _closes(system, of.code, [day.day for day in days], at)
    alone = closes[0] if first == last and closes else {}
    return Span(
        first=first,
        last=last,
        books=turnover(system, of, first, last, at),
        days=len(days),
        statements=len(stated),
        closed=len(closes),
        differing=sum(bool(day.difference) for day in stated),
        bank_day=end.day if end else None,
        bank=end.closing if end else None,
        difference=end.difference if end else None,
        maker=alone.get("prepared_by"),
        checker=alone.get("checked_by"),
    )


def _closes(system: System, account: str, days: Sequence[date], at: int) -> list[dict[str, str]]:
    where = {"account": account, "day": list(days), "stage": "CLOSED"}
    return system.readers.bankdays.rows(CLOSES, where, as_of=at).rows


def _spans(first: date, last: date, *, yearly: bool) -> Iterator[tuple[date, date]]:
    if not yearly:
        yield from ((day, day) for day in _days(first, last))
        return
    while first <= last:
        after = _after(first.replace(day=1), months=1)
        yield first, min(last, after - _DAY)
        first = after


def _days(first: date, last: date) -> list[date]:
    return [first + n * _DAY for n in range((last - first).days + 1)]


def _after(first: date, *, months: int) -> date:
    """The first of a month some months later."""
    number = first.month - 1 + months
    return date(first.year + number // _MONTHS, number % _MONTHS + 1, 1)
