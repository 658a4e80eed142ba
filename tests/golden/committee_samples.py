"""Samples of what the committee and the office say: see `samples.py`."""

from datetime import timedelta
from typing import Any

from domain.consultation.answer import AnswerConsultation
from domain.consultation.events import ConsultationAnswered
from domain.filing.acknowledge import AcknowledgeFiling
from domain.filing.events import DocumentFiled, FilingAcknowledged, FilingDueReckoned, Paper
from domain.filing.reckon import ReckonFilingDue
from domain.kernel import Command, Event
from domain.market.events import ExternalTradeImported
from domain.market.import_trade import ImportExternalTrade
from domain.milestone.events import TargetReviewed, TargetSet
from domain.milestone.review import ReviewTarget, SetTarget
from domain.resolution.events import About, DecisionRecorded, SystemOwnerDesignated
from domain.resolution.record import DesignateSystemOwner, RecordDecision
from domain.statistics.events import StatReportIssued
from domain.statistics.issue import IssueStatistics
from domain.trade.book_venue import BookVenue, ReleaseVenue
from domain.trade.file_document import FileDocument
from domain.trade_codes import market_code
from domain.venue.certify import CertifyVenue
from domain.venue.events import Purpose, VenueBooked, VenueCertified, VenueReleased
from tests.golden.facts import COMPANY, DAY, DIGEST, LOT, NOON

_DECIDED = {
    "resolution": "GGW-2026-3",
    "decided_on": DAY,
    "about": About.SYSTEM_OWNER,
    "title": "新增农村产权交易系统",
    "participants": ("发改委", "财政局", "住建局"),
    "in_favour": 2,
    "against": 1,
    "document": "漳公管〔2026〕3号",
    "evidence": DIGEST,
}
_OWNS = {"resolution": "GGW-2026-3", "system": "农村产权交易系统", "builder": "农业农村局"}

_ANSWERED = {
    "consultation": "ZX-2026-1",
    "title": "投标保证金退还期限",
    "category": "CONSTRUCTION",
    "rules": ("CT-18",),
    "text": DIGEST,
}
_TARGET = {
    "milestone": "PLAN-2026-01",
    "title": "整合县级交易平台",
    "body": "市公管办",
    "region": "350600",
    "due": DAY,
}
_FOUND = {"milestone": "PLAN-2026-01", "reached": True, "positions": (7, 9), "document": DIGEST}
_REPORTED: dict[str, Any] = {
    "period": "2026-01-2026-03",
    "since": "2026-01",
    "until": "2026-03",
    "as_of": 4711,
    "digest": DIGEST,
}
_ROOM = {
    "venue": "ROOM-301",
    "name": "三楼一号评标室",
    "region": "350600",
    "seats": 9,
    "purposes": (Purpose.EVALUATION,),
    "valid_until": DAY,
    "document": DIGEST,
}
_BOOKED = {
    "venue": "ROOM-301",
    "booking": "B-2026-7",
    "lot": LOT,
    "purpose": Purpose.EVALUATION,
    "since": NOON,
    "until": NOON,
}
_FILED = {"filing": "BA-2026-1", "lot": LOT, "paper": Paper.DOCUMENTS, "document": DIGEST}

_TRADED: dict[str, Any] = {
    "trade": market_code("海峡资源环境交易中心", "TJ-2026-17"),
    "market": "海峡资源环境交易中心",
    "original": "TJ-2026-17",
    "category": "FOREST_CARBON",
    "method": "协议转让",
    "title": "林业碳汇减排量",
    "region": "350627",
    "seller": None,
    "buyer": COMPANY,
    "quantity": 120_000_000,
    "unit": "吨二氧化碳当量",
    "price_fen": 2_160_000,
    "traded_on": DAY,
    "document": DIGEST,
}

COMMITTEE_EVENTS: tuple[Event, ...] = (
    ExternalTradeImported(**_TRADED, pack=0),
    DocumentFiled(**_FILED, filed_at=NOON, due=DAY),
    FilingAcknowledged(filing="BA-2026-1", acknowledged_at=NOON, opinion=DIGEST),
    FilingDueReckoned(filing="BA-2026-1", due=DAY),
    VenueCertified(**_ROOM, certified_at=NOON),
    VenueBooked(**_BOOKED),
    VenueReleased(venue="ROOM-301", booking="B-2026-7", released_at=NOON),
    TargetSet(**_TARGET, set_at=NOON),
    TargetReviewed(**_FOUND, reviewed_at=NOON),
    StatReportIssued(**_REPORTED, issued_at=NOON),
    ConsultationAnswered(**_ANSWERED, answered_at=NOON, pack=1),
    DecisionRecorded(**_DECIDED),
    SystemOwnerDesignated(**_OWNS, designated_at=NOON),
)
COMMITTEE_COMMANDS: tuple[Command, ...] = (
    ImportExternalTrade(**_TRADED),
    FileDocument(**_FILED),
    AcknowledgeFiling(filing="BA-2026-1", opinion=DIGEST),
    ReckonFilingDue(filing="BA-2026-1"),
    CertifyVenue(**_ROOM),
    BookVenue(**_BOOKED | {"until": NOON + timedelta(hours=2)}),
    ReleaseVenue(venue="ROOM-301", booking="B-2026-7"),
    SetTarget(**_TARGET),
    ReviewTarget(**_FOUND),
    IssueStatistics(**_REPORTED),
    AnswerConsultation(**_ANSWERED),
    RecordDecision(**_DECIDED),
    DesignateSystemOwner(**_OWNS),
)
