"""What figures of trade are reckoned from, a row a lot, and the reports of them; public."""

from collections.abc import Iterator
from datetime import date, datetime

from domain.calendar import beijing_day
from domain.lot.bidding import SessionEnded, TimedBiddingClosed
from domain.lot.ended import ResultVoided
from domain.lot.events import (
    AnnouncementPublished,
    BidOpened,
    ContractSigned,
    LotDefined,
    LotFailed,
    ProcedureTerminated,
    TransactionConfirmed,
    WinnerConfirmed,
)
from domain.lot.tendered import InvitationIssued, NextCandidateConfirmed
from domain.statistics.events import StatReportIssued
from domain.statistics.months import month_of
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

FIGURES = Table(
    "figures",
    (Column("lot", "text"),),
    (
        Column("category", "text"),
        Column("pack", "bigint"),
        Column("region", "text"),
        Column("estimate_fen", "bigint"),
        Column("announced", "text"),
        Column("bidders", "integer"),
        Column("winner", "text"),
        Column("deal", "text"),
        Column("price_fen", "bigint"),
        Column("failed", "text"),
    ),
    indexes=(Index(("announced",)), Index(("deal",)), Index(("failed",))),
)
"""`announced`, `deal`, `failed`: the months in which it was announced, its contract was signed, it
came to nothing; NULL where it was not, or its result is void. `bidders`: as said at its opening, or
at the end of its bidding; NULL where nobody said.
"""

REPORTS = Table(
    "stat_reports",
    (Column("period", "text"), Column("as_of", "bigint")),
    (
        Column("since", "text"),
        Column("until", "text"),
        Column("digest", "text"),
        Column("issued_at", "timestamptz"),
    ),
)

_DEFINED = ("category", "pack", "region", "estimate_fen")
_REPORTED = ("since", "until", "digest", "issued_at")


def project(recorded: Recorded) -> Iterator[Change]:
    """Lots as far as they are counted, and what was reported of them."""
    match recorded.event:
        case LotDefined(lot=lot) as defined:
            yield Put(FIGURES, (lot,), {name: getattr(defined, name) for name in _DEFINED})
        case (
            AnnouncementPublished(lot=lot, published_at=at)
            | InvitationIssued(lot=lot, issued_at=at)
        ):
            yield Put(FIGURES, (lot,), {"announced": _month(at)})
        case (
            BidOpened(lot=lot, bidders=bidders)
            | TimedBiddingClosed(lot=lot, bidders=bidders)
            | SessionEnded(lot=lot, bidders=bidders)
        ):
            yield Put(FIGURES, (lot,), {"bidders": bidders})
        case ContractSigned(lot=lot, signed_on=day, price_fen=price):
            yield Put(FIGURES, (lot,), {"deal": _month(day), "price_fen": price})
        case LotFailed(lot=lot, failed_on=day) | ProcedureTerminated(lot=lot, terminated_on=day):
            yield Put(FIGURES, (lot,), {"failed": _month(day)})
        case ResultVoided(lot=lot):
            yield Put(FIGURES, (lot,), {"winner": None, "deal": None, "price_fen": None})
        case (
            WinnerConfirmed(lot=lot, winner=winner)
            | NextCandidateConfirmed(lot=lot, winner=winner)
            | TransactionConfirmed(lot=lot, winner=winner)
        ):
            yield Put(FIGURES, (lot,), {"winner": winner})
        case StatReportIssued(period=period, as_of=at) as issued:
            told = {name: getattr(issued, name) for name in _REPORTED}
            yield Put(REPORTS, (period, at), told)


def _month(when: date) -> str:
    return month_of(beijing_day(when) if isinstance(when, datetime) else when)


FIGURE_BOOK = Projection("figures", 2, (FIGURES, REPORTS), project)
