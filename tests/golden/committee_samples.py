"""Samples of what the committee and the office say: see `samples.py`."""

from domain.kernel import Command, Event
from domain.resolution.events import About, DecisionRecorded, SystemOwnerDesignated
from domain.resolution.record import DesignateSystemOwner, RecordDecision
from tests.golden.facts import DAY, DIGEST, NOON

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

COMMITTEE_EVENTS: tuple[Event, ...] = (
    DecisionRecorded(**_DECIDED),
    SystemOwnerDesignated(**_OWNS, designated_at=NOON),
)
COMMITTEE_COMMANDS: tuple[Command, ...] = (
    RecordDecision(**_DECIDED),
    DesignateSystemOwner(**_OWNS),
)
