"""Which terms of the law a lot's past did not keep (DL-04, DL-06, …)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.calendar import BEIJING
from domain.categories.construction import CONSTRUCTION
from domain.lot.overlay import Suspension
from domain.lot.periods import breaches
from domain.lot.state import Lot
from domain.lot.stopped import ProcedureSuspended, Suspending
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import CODE

REPORT, PUBLIC = "EvaluationReportReceived", "CandidatesPublicised"


def day(text):
    return date.fromisoformat(f"2026-{text}")


def lot(ended, began="03-26", suspensions=()):
    happened = ((REPORT, day(began)), (PUBLIC, day(ended)))
    return replace(Lot(), happened=happened, suspensions=suspensions)


def broken(of, ends=None):
    found = breaches(CONSTRUCTION, of, FIXTURE, ends)
    return [(one.row.id, one.began, one.limit, one.ended) for one in found]


@pytest.mark.parametrize(
    ("ended", "found"),
    [("03-27", []), ("03-30", []), ("03-31", [("CT-16", "03-26", "03-30", "03-31")])],
)
def test_three_days_from_the_report_to_the_candidates(ended, found):
    """The third is a Sunday: until Monday."""
    wanted = [(row, *map(day, days)) for row, *days in found]
    assert broken(lot(ended)) == wanted
    assert broken(lot(ended), PUBLIC) == wanted
    assert broken(lot(ended), REPORT) == []


def test_days_on_which_a_lot_stood_still_do_not_count():
    def noon(text):
        return datetime.combine(day(text), datetime.min.time(), BEIJING)

    told = ProcedureSuspended(
        lot=CODE,
        cause=Suspending.OWNER,
        case=None,
        rule="",
        suspended_at=noon("03-27"),
        until=None,
        document=None,
    )
    assert broken(lot("04-02", suspensions=(Suspension(told, noon("03-31")),))) == []
    late = broken(lot("04-09", suspensions=(Suspension(told, noon("03-31")),)))
    assert [(row, ended) for row, _, _, ended in late] == [("CT-16", day("04-09"))]
    assert broken(lot("04-09", suspensions=(Suspension(told),))) == []


def test_what_began_after_it_ended_began_anew():
    """Whichever way the row bounds it: documents are issued anew, bids are due once more."""
    assert broken(lot("03-27", began="04-20")) == []
    issued, due = "DocumentIssued", "BidDeadlinePassed"
    again = replace(Lot(), happened=((due, day("03-25")), (issued, day("04-01"))))
    assert broken(again) == []
    short = replace(Lot(), happened=((issued, day("03-10")), (due, day("03-25"))))
    assert [row for row, *_ in broken(short)] == ["CT-03"]


def test_a_row_counts_from_the_day_on_which_it_is_in_force():
    (row,) = CONSTRUCTION.about("publicity.start", day("03-26"))
    before = replace(row, source=replace(row.source, since=day("03-27")))
    rules = tuple(before if one is row else one for one in CONSTRUCTION.rules)
    category = replace(CONSTRUCTION, rules=rules)
    assert list(breaches(category, lot("03-31"), FIXTURE)) == []
