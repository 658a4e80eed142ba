"""Lots: what is traded, on which terms, how far it has come; public."""

from collections.abc import Iterator

from domain.lot.bidding import (
    DisclosureClosed,
    ListingClosed,
    ListingStarted,
    ReserveCompared,
    SessionArranged,
    TimedBiddingStarted,
)
from domain.lot.events import (
    AnnouncementPublished,
    AwardNoticeIssued,
    BidOpened,
    ContractSigned,
    DeadlinePostponed,
    DepositDeadlinePassed,
    LotDefined,
    LotFailed,
    ProcedureTerminated,
    TimedBiddingClosed,
    TransactionConfirmed,
    WinnerConfirmed,
)
from domain.lot.state import Phase
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

LOTS = Table(
    "lots",
    (Column("lot", "text"),),
    (
        Column("title", "text"),
        Column("category", "text"),
        Column("region", "text"),
        Column("owner", "text"),
        Column("agency", "text"),
        Column("estimate_fen", "bigint"),
        Column("deposit_fen", "bigint"),
        Column("deposit_deadline", "timestamptz"),
        Column("opening_at", "timestamptz"),
        Column("phase", "text"),
        Column("deposits_over", "boolean"),
        Column("announced_at", "timestamptz"),
        Column("opened_at", "timestamptz"),
        Column("winner", "text"),
        Column("price_fen", "bigint"),
        Column("contract_due", "date"),
        Column("signed_on", "date"),
        Column("reason", "text"),
        Column("session", "integer"),
        Column("listing_from", "timestamptz"),
    ),
    indexes=(
        Index(("phase", "deposit_deadline"), now=True),
        Index(("deposit_deadline",), now=True),
    ),
)

_DEFINED = (
    "title",
    "category",
    "region",
    "owner",
    "agency",
    "estimate_fen",
    "deposit_fen",
    "deposit_deadline",
    "opening_at",
)


def project(recorded: Recorded) -> Iterator[Change]:
    """Lots as their facts come."""
    match recorded.event:
        case LotDefined() as lot:
            told = {name: getattr(lot, name) for name in _DEFINED}
            yield _to(lot.lot, Phase.REGISTERED, **told)
        case AnnouncementPublished(lot=code, published_at=at):
            yield _to(code, Phase.ANNOUNCED, announced_at=at)
        case DeadlinePostponed(lot=code) as later:
            times = {"deposit_deadline": later.deposit_deadline, "opening_at": later.opening_at}
            yield Put(LOTS, (code,), times)
        case DepositDeadlinePassed(lot=code, closes=closes):
            yield Put(LOTS, (code,), {"deposits_over": True})
            if closes:
                yield _to(code, Phase.CLOSED)
        case BidOpened(lot=code, opened_at=at):
            yield _to(code, Phase.COMPETITION, opened_at=at)
        case TimedBiddingClosed(lot=code, closed_at=at, price_fen=price):
            yield _to(code, Phase.COMPETITION, opened_at=at, price_fen=price)
        case WinnerConfirmed(lot=code, winner=winner, price_fen=price):
            yield Put(LOTS, (code,), {"winner": winner, "price_fen": price})
        case AwardNoticeIssued(lot=code, contract_due=due):
            yield _to(code, Phase.AWARDED, contract_due=due)
        case TransactionConfirmed(lot=code, winner=winner, price_fen=price):
            yield _to(code, Phase.AWARDED, winner=winner, price_fen=price)
        case ContractSigned(lot=code, signed_on=day, price_fen=price):
            yield _to(code, Phase.CONTRACTED, signed_on=day, price_fen=price)
        case LotFailed(lot=code, reason=reason):
            yield _to(code, Phase.FAILED, reason=reason)
        case ProcedureTerminated(lot=code, reason=reason):
            yield _to(code, Phase.TERMINATED, reason=reason)
        case _:
            yield from _in_session(recorded)


def _in_session(recorded: Recorded) -> Iterator[Change]:
    """Lots as their sessions go on; when bidding ends, the session itself says."""
    match recorded.event:
        case SessionArranged(lot=code, session=session, listing_from=begins):
            yield Put(LOTS, (code,), {"session": session, "listing_from": begins})
        case ListingStarted(lot=code):
            yield _to(code, Phase.OPEN)
        case ListingClosed(lot=code) | DisclosureClosed(lot=code):
            yield _to(code, Phase.CLOSED)
        case TimedBiddingStarted(lot=code):
            yield _to(code, Phase.COMPETITION)
        case ReserveCompared(lot=code, met=True, ended_at=at, highest_fen=fen):
            yield _to(code, Phase.RESULT_PROPOSED, opened_at=at, price_fen=fen)


def _to(lot: str, phase: Phase, **told: object) -> Change:
    return Put(LOTS, (lot,), {"phase": phase.value, **told})


LOT_BOOK = Projection("lots", 2, (LOTS,), project)
