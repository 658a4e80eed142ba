"""The reports on an account, on one page: by kind, which periods there are, how each is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from api.reports.clearance import clearance_report
from api.reports.clearance_paper import clearance_paper
from api.reports.day import day_report
from api.reports.day_paper import day_paper
from api.reports.paper import Paper
from api.reports.period import month_of, period_report, year_of
from api.reports.period_paper import period_paper
from api.reports.record import digest
from api.wiring import System
from domain.calendar import plausible


@dataclass(frozen=True, slots=True)
class Report:
    """A report at a position: the digest of its record, and its paper in a language."""

    digest: str
    paper: Callable[[str], Paper]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report: first and last day of a period as it is written (else ValueError), and
    the report on an account's days at a position (NotFollowed for an unknown account).
    """

    days: Callable[[str], tuple[date, date]]
    make: Callable[[System, str, date, date, int], Report]


def _day_of(text: str) -> tuple[date, date]:
    try:
        day = plausible("period", date.fromisoformat(text))
    except ValueError:
        raise ValueError(f"period {text!r}: a day such as 2026-03-18 is right") from None
    return day, day


def _day(system: System, account: str, day: date, _last: date, at: int) -> Report:
    record = day_report(system, account, day, at)
    return Report(digest(record), lambda language: day_paper(record, language))


def _period(system: System, account: str, first: date, last: date, at: int) -> Report:
    record = period_report(system, account, first, last, at)
    return Report(digest(record), lambda language: period_paper(record, language))


def _clearance(system: System, account: str, first: date, last: date, at: int) -> Report:
    record = clearance_report(system, account, first, last, at)
    return Report(digest(record), lambda language: clearance_paper(record, language))


REPORTS: Mapping[str, Kind] = {
    "day": Kind(_day_of, _day),
    "month": Kind(month_of, _period),
    "year": Kind(year_of, _period),
    "clearance": Kind(year_of, _clearance),
}
"""By what a person calls them."""
