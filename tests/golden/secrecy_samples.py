"""Samples of who looks under which seal, and of what lies there: see `samples.py`."""

from domain.download.events import DocumentDownloaded
from domain.inspection.events import BreakGlassRead, Inspected
from domain.intervention.events import Channel, InterventionRecorded
from domain.intervention.record import RecordIntervention
from domain.kernel import Command, Event
from domain.panel.events import BidScored
from domain.trade.break_glass import BreakGlass
from domain.trade.record_download import RecordDownload
from domain.trade.score_bids import Score, ScoreBids
from tests.golden.facts import COMPANY, DIGEST, LOT, NOON

_GROUND = {"what": Inspected.REGISTRANTS, "case": "漳建稽〔2026〕7号", "reason": "举报串通投标"}
_MEDDLED = {
    "intervention": "V00000000000000A1",
    "who": "某局副局长",
    "said_at": NOON,
    "channel": Channel.BY_PHONE,
    "words": "让甲公司中标",
    "lot": LOT,
    "recorder": "N0000000000000001",
}
_DOWNLOAD, _HAD = "L00000000000000A1", {"lot": LOT, "party": COMPANY, "text": DIGEST}
_GIVEN = {"party": COMPANY, "points": 8_750, "reasons": DIGEST}

SECRECY_EVENTS: tuple[Event, ...] = (
    BreakGlassRead(
        lot=LOT,
        number=1,
        read_at=NOON,
        until=NOON,
        role="V-HOUSING",
        read_by="N0000000000000001",
        beside="N0000000000000002",
        **_GROUND,
    ),
    InterventionRecorded(recorded_at=NOON, **_MEDDLED),
    BidScored(lot=LOT, scored_at=NOON, member="N0000000000000001", **_GIVEN),
    DocumentDownloaded(download=_DOWNLOAD, downloaded_at=NOON, **_HAD),
)

SECRECY_COMMANDS: tuple[Command, ...] = (
    BreakGlass(lot=LOT, **_GROUND),
    RecordIntervention(**_MEDDLED),
    ScoreBids(
        lot=LOT,
        member="N0000000000000001",
        scores=(Score(**_GIVEN),),
        bids=("B00000000000000A1",),
        on_paper=(),
    ),
    RecordDownload(download=_DOWNLOAD, **_HAD),
)
