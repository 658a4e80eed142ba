"""The committee records what it decided, and who builds a system by that."""

from datetime import date

from domain.calendar import beijing_day, plausible
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.names import plain
from domain.resolution.events import About, DecisionRecorded, SystemOwnerDesignated
from domain.resolution.state import Resolution
from domain.trade_codes import resolution_code

MOST = 40
"""Members of the committee; the plan names sixteen departments."""


@command("RecordDecision", zh="记录重大决策")
class RecordDecision(Command):
    """Record a decision; fields as in DecisionRecorded."""

    resolution: str
    decided_on: date
    about: About
    title: str
    participants: tuple[str, ...]
    in_favour: int
    against: int
    document: str
    evidence: str

    def __post_init__(self) -> None:
        resolution_code(self.resolution)
        plausible("decided_on", self.decided_on)
        digest(self.evidence)
        if not plain(self.title) or not plain(self.document):
            raise ValueError("title, document: expected what was decided, and its reference")
        took_part = len(set(self.participants))
        if not 0 < took_part == len(self.participants) <= MOST:
            raise ValueError(f"participants: expected one to {MOST}, each once")
        if self.in_favour < 0 or self.against < 0 or self.in_favour + self.against > took_part:
            said = f"{self.in_favour} in favour, {self.against} against"
            raise ValueError(f"{said}: expected no more votes than the {took_part} who took part")


@command("DesignateSystemOwner", zh="确定系统建设主体")
class DesignateSystemOwner(Command):
    """Say who builds a system, and answers for it, by a decision about that."""

    resolution: str
    system: str
    builder: str

    def __post_init__(self) -> None:
        resolution_code(self.resolution)
        if not plain(self.system) or not plain(self.builder):
            raise ValueError("system, builder: expected both")


def record(decided: Resolution, asked: RecordDecision, context: Context) -> Decision:
    """Once, on its day or later, where more were in favour than against; the same again is nothing.

    What was decided otherwise later, is another decision.
    """
    recorded = DecisionRecorded(
        **{name: getattr(asked, name) for name in RecordDecision.__dataclass_fields__}
    )
    if decided.recorded is not None:
        detail = f"{asked.resolution} is recorded otherwise"
        return () if decided.recorded == recorded else Rejected("decision.recorded", detail)
    if asked.decided_on > beijing_day(context.received_at):
        return Rejected("decision.not_yet", f"{asked.decided_on} is still to come")
    if asked.in_favour <= asked.against:
        detail = f"{asked.in_favour} were in favour, {asked.against} against: nothing was decided"
        return Rejected("decision.not_carried", detail)
    return (recorded,)


def designate(decided: Resolution, asked: DesignateSystemOwner, context: Context) -> Decision:
    """By a decision about just that; said anew, the last word counts."""
    if decided.recorded is None:
        return Rejected("decision.unknown", f"nobody recorded {asked.resolution}")
    if decided.recorded.about is not About.SYSTEM_OWNER:
        detail = f"{asked.resolution} is about {decided.recorded.about}, not {About.SYSTEM_OWNER}"
        return Rejected("decision.about_another", detail)
    if (asked.system, asked.builder) in decided.builders:
        return ()
    at = context.received_at
    designated = SystemOwnerDesignated(
        resolution=asked.resolution, system=asked.system, builder=asked.builder, designated_at=at
    )
    return (designated,)


def _its_own(asked: RecordDecision | DesignateSystemOwner) -> tuple[StreamId, ...]:
    return (StreamId("resolution", asked.resolution),)


RECORD_DECISION = Decider(handles=RecordDecision, touches=_its_own, decide=record)
DESIGNATE_SYSTEM_OWNER = Decider(handles=DesignateSystemOwner, touches=_its_own, decide=designate)
