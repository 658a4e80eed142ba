"""A lot through its life, told by its facts; and who may speak for it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from domain.calendar import BEIJING
from domain.kernel import Post
from domain.lot.bidding import TimedBiddingClosed
from domain.lot.ended import ResultVoided
from domain.lot.events import (
    AnnouncementPublished,
    AwardNoticeIssued,
    BidOpened,
    ContractSigned,
    DepositDeadlinePassed,
    LotDefined,
    LotFailed,
    ProcedureTerminated,
    TransactionConfirmed,
    WinnerConfirmed,
)
from domain.money import yuan

CODE = "A3506000001000001001001"
DEADLINE = datetime(2026, 3, 24, 17, 0, tzinfo=BEIJING)
OPENING = datetime(2026, 3, 25, 9, 30, tzinfo=BEIJING)
BEFORE = datetime(2026, 3, 2, 10, 0, tzinfo=BEIJING)
SECOND = timedelta(seconds=1)
TEXT = "ab" * 32
MEDIA = ("福建省公共资源交易电子公共服务平台",)
WINNER = "91350100M000100Y43"
PRICE, BASE = yuan("38,600,000.00"), yuan("8,000,000.00")

FACTS: dict[str, Any] = {
    "lot": CODE,
    "title": "市政道路工程",
    "category": "CONSTRUCTION",
    "region": "350602",
    "owner": "住建局",
    "agency": "甲代理",
    "estimate_fen": yuan("40,000,000.00"),
    "deposit_fen": yuan("800,000.00"),
    "deposit_deadline": DEADLINE,
    "opening_at": OPENING,
    "basic_account": True,
}
DEFINED = LotDefined(**FACTS)
ANNOUNCED = AnnouncementPublished(lot=CODE, published_at=BEFORE, media=MEDIA, text=TEXT)
PASSED = DepositDeadlinePassed(lot=CODE, deadline=DEADLINE)
OPENED = BidOpened(lot=CODE, opened_at=OPENING, bidders=5, counted=0, bids=())
AWARDED = (
    WinnerConfirmed(lot=CODE, winner=WINNER, price_fen=PRICE),
    AwardNoticeIssued(
        lot=CODE, winner=WINNER, issued_on=date(2026, 3, 31), contract_due=date(2026, 4, 30)
    ),
)
SIGNED = ContractSigned(lot=CODE, signed_on=date(2026, 5, 12), price_fen=PRICE)
FAILED = LotFailed(lot=CODE, reason="投标人少于三个", failed_on=date(2026, 3, 25))
TERMINATED = ProcedureTerminated(lot=CODE, reason="项目取消", terminated_on=date(2026, 3, 25))
VOIDED = ResultVoided(
    lot=CODE,
    winner=WINNER,
    voided_on=date(2026, 5, 12),
    authority=Post("COURT", "漳州市中级人民法院"),
    document="(2026)闽06民终1号",
    evidence="ee" * 32,
)

SALE = replace(DEFINED, category="STATE_PROPERTY", estimate_fen=BASE, basic_account=False)
CLOSED = TimedBiddingClosed(lot=CODE, closed_at=OPENING, bidders=3, price_fen=yuan("9,300,000.00"))
CONFIRMED = TransactionConfirmed(
    lot=CODE, winner=WINNER, price_fen=yuan("9,300,000.00"), confirmed_on=date(2026, 4, 1)
)
SOLD = replace(SIGNED, signed_on=date(2026, 4, 8), price_fen=yuan("9,300,000.00"))

TENDER: tuple[Any, ...] = (DEFINED, ANNOUNCED, PASSED, OPENED, *AWARDED, SIGNED)
"""A tender from its definition to its contract."""
AUCTION: tuple[Any, ...] = (SALE, ANNOUNCED, PASSED, CLOSED, CONFIRMED, SOLD)
"""A sale from its definition to its contract."""

OWNER, AGENCY = Post("OWNER", "住建局"), Post("AGENCY", "甲代理")
STRANGERS = (
    Post("OWNER", "水利局"),
    Post("AGENCY", "乙代理"),
    Post("AGENCY", "住建局"),
    Post("OWNER", "甲代理"),
    Post("AGENCY", ""),
    Post("C-OPS", "住建局"),
)
