"""Whoever is asked by a person of power to bend a trade records it (plan 18, 条例 80).

The platform asks on the recorder's wish: whoever asks is named in clear, and nobody but who watches
over all may know who recorded it, not the centre's management either.
"""

import json
from datetime import datetime

from domain.calendar import zoned
from domain.identifiers import lot_code
from domain.intervention.events import Channel, InterventionRecorded
from domain.intervention.state import Intervention
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.trade_codes import intervention_code

BYTES_MOST = 320
"""So much of who, words and recorder, as JSON, fits under a seal beside the rest."""

_written = json.JSONEncoder(ensure_ascii=False).encode


@command("RecordIntervention", zh="登记干预")
class RecordIntervention(Command):
    """A person of power meddled; fields as in its event."""

    intervention: str
    who: str
    said_at: datetime
    channel: Channel
    words: str
    lot: str | None
    recorder: str

    def __post_init__(self) -> None:
        intervention_code(self.intervention)
        zoned("said_at", self.said_at)
        if self.lot is not None:
            lot_code(self.lot)
        for name in ("who", "words", "recorder"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name}: expected some signs")
        size = sum(len(_written(one).encode()) for one in (self.who, self.words, self.recorder))
        if size > BYTES_MOST:
            right = f"{BYTES_MOST} bytes at most: the gist, and the rest in a file"
            raise ValueError(f"who, words and recorder are {size} bytes, expected {right}")


def record(before: Intervention, asked: RecordIntervention, context: Context) -> Decision:
    """Once; not of what is still to be said."""
    if asked.said_at > context.received_at:
        return Rejected("intervention.to_come", f"it is said at {asked.said_at.isoformat()}")
    told = InterventionRecorded(
        intervention=asked.intervention,
        recorded_at=context.received_at,
        who=asked.who,
        said_at=asked.said_at,
        channel=asked.channel,
        words=asked.words,
        lot=asked.lot,
        recorder=asked.recorder,
    )
    if before.recorded is None:
        return (told,)
    stands = before.recorded
    if _said(stands) == _said(told):
        return ()
    return Rejected("intervention.another", f"{asked.intervention} records something else")


def _said(told: InterventionRecorded) -> tuple[object, ...]:
    return told.who, told.said_at, told.channel, told.words, told.lot, told.recorder


RECORD_INTERVENTION = Decider(
    handles=RecordIntervention,
    touches=lambda asked: (StreamId("intervention", asked.intervention),),
    decide=record,
)
