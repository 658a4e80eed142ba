"""Samples of a lot's end: settled, archived, void, traded anew."""

from domain.desk.close_settlement import CloseSettlement
from domain.kernel import Command, Event, Post
from domain.lot.archive import SealArchive
from domain.lot.ended import (
    ArchiveSealed,
    ResultVoided,
    RetenderLinked,
    SettlementClosed,
    StreamHead,
)
from domain.trade.retender import LinkRetender
from domain.trade.void_result import VoidResult
from tests.golden.facts import COMPANY, DAY, DEPOSIT, DIGEST, LOT, NOON

_NEXT = "A3506000001000001002001"
_RECORD = {
    "heads": (StreamHead(number=18, events=12, head=DIGEST),),
    "streams": 9,
    "events": 77,
    "digest": DIGEST,
    "as_of": 4_077,
}
_DECIDED = {"document": "漳建监〔2026〕5号", "evidence": DIGEST}

END_EVENTS: tuple[Event, ...] = (
    SettlementClosed(lot=LOT, settled_at=NOON, deposits=4),
    ArchiveSealed(lot=LOT, sealed_at=NOON, **_RECORD),
    ResultVoided(
        lot=LOT, winner=COMPANY, voided_on=DAY, authority=Post("V-HOUSING", "housing"), **_DECIDED
    ),
    RetenderLinked(lot=LOT, failed=LOT, next=_NEXT),
)
END_COMMANDS: tuple[Command, ...] = (
    CloseSettlement(lot=LOT, deposits=(DEPOSIT,), payouts=("Q00000000000000C1",)),
    SealArchive(lot=LOT, **_RECORD),
    VoidResult(lot=LOT, **_DECIDED),
    LinkRetender(lot=LOT, next=_NEXT),
)
