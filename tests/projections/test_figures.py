"""What figures are reckoned from: each lot in the months of what it tells, void results none."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.kernel import Event, Post, StreamId
from domain.lot.bidding import SessionEnded, TimedBiddingClosed
from domain.lot.ended import ResultVoided
from domain.lot.events import (
    AnnouncementPublished,
    BidOpened,
    ContractSigned,
    LotFailed,
    ProcedureTerminated,
    TransactionConfirmed,
    WinnerConfirmed,
)
from domain.statistics.events import StatReportIssued
from projections.figures import REPORTS, project
from projections.projection import Put
from tests.kit.story import NOON
from tests.projections.kit import recorded

LOT, TEXT = "2026S1", "ab" * 32
DAY = date(2026, 3, 31)


def told(event: Event) -> dict[str, Any]:
    """What is told of the lot by one fact."""
    (put,) = project(recorded(event, StreamId("lot", LOT)))
    assert isinstance(put, Put)
    assert put.key == (LOT,)
    return dict(put.values)


def test_it_counts_in_the_month_in_which_it_was_announced_signed_or_came_to_nothing() -> None:
    late = datetime(2026, 3, 31, 16, 30, tzinfo=UTC)
    announced = AnnouncementPublished(lot=LOT, published_at=late, media=("省平台",), text=TEXT)
    assert told(announced) == {"announced": "2026-04"}, "in Beijing April has begun"
    assert told(replace(announced, published_at=NOON)) == {"announced": "2026-03"}
    signed = ContractSigned(lot=LOT, signed_on=DAY, price_fen=7)
    assert told(signed) == {"deal": "2026-03", "price_fen": 7}
    assert told(LotFailed(lot=LOT, reason="流标", failed_on=DAY)) == {"failed": "2026-03"}
    ended = ProcedureTerminated(lot=LOT, reason="终止", terminated_on=DAY)
    assert told(ended) == {"failed": "2026-03"}


def test_how_many_bid_is_what_was_said_at_the_opening() -> None:
    opened = BidOpened(lot=LOT, opened_at=NOON, bidders=3, counted=None)
    assert told(opened) == {"bidders": 3}


def test_of_an_auction_it_is_who_bid_when_it_ended_here_or_as_its_owner_said() -> None:
    told_by_owner = TimedBiddingClosed(lot=LOT, closed_at=NOON, bidders=4, price_fen=7)
    assert told(told_by_owner) == {"bidders": 4}
    here = SessionEnded(lot=LOT, session=1, ended_at=NOON, offers=9, bidders=5, digest=TEXT)
    assert told(here) == {"bidders": 5}


def test_a_result_that_is_void_is_no_deal() -> None:
    void = ResultVoided(
        lot=LOT, winner=None, voided_on=DAY, authority=Post("COURT"), document="1", evidence=TEXT
    )
    assert told(void) == {"winner": None, "deal": None, "price_fen": None}


def test_who_has_it_is_whoever_was_confirmed_last() -> None:
    won = {"lot": LOT, "winner": "N1", "price_fen": 7}
    for fact in (
        WinnerConfirmed(**won),
        TransactionConfirmed(**won, confirmed_on=DAY, opened_at=None),
    ):
        assert told(fact) == {"winner": "N1"}


def test_a_report_is_kept_by_its_months_and_its_position() -> None:
    months = {"since": "2026-01", "until": "2026-03"}
    said = {"period": "2026-01-2026-03", "issued_at": NOON, "digest": TEXT} | months
    issued = StatReportIssued(**said, as_of=7)
    (put,) = project(recorded(issued, StreamId("statistics", issued.period)))
    assert isinstance(put, Put)
    assert (put.table, put.key) == (REPORTS, ("2026-01-2026-03", 7))
    assert put.values == {"digest": TEXT, "issued_at": NOON} | months
