"""The committee sets what is to be reached; the office looks whether it was, by events."""

from datetime import date

from domain.calendar import beijing_day, plausible
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.milestone.events import TargetReviewed, TargetSet
from domain.milestone.state import Milestone
from domain.names import plain
from domain.regions import unknown_on
from domain.trade_codes import milestone_code

MOST = 50
"""Events that one review names."""


@command("SetTarget", zh="设定目标")
class SetTarget(Command):
    """Say what is to be reached; fields as in TargetSet."""

    milestone: str
    title: str
    body: str
    region: str
    due: date

    def __post_init__(self) -> None:
        milestone_code(self.milestone)
        plausible("due", self.due)
        if not plain(self.title) or not plain(self.body):
            raise ValueError("title, body: expected what is to be reached, and by whom")


@command("ReviewTarget", zh="督促检查")
class ReviewTarget(Command):
    """Say how far it is; fields as in TargetReviewed."""

    milestone: str
    reached: bool
    positions: tuple[int, ...]
    document: str

    def __post_init__(self) -> None:
        milestone_code(self.milestone)
        digest(self.document)
        if len(set(self.positions)) < len(self.positions) or len(self.positions) > MOST:
            raise ValueError(f"positions: expected each once, {MOST} at most")
        if any(position < 1 for position in self.positions):
            raise ValueError("positions: expected those of events, from 1")


def target(milestone: Milestone, asked: SetTarget, context: Context) -> Decision:
    """Until it is reached, as often as there is reason; the same again is nothing."""
    known, at = milestone.set, context.received_at
    if known is not None:
        before = (known.title, known.body, known.region, known.due)
        if before == (asked.title, asked.body, asked.region, asked.due):
            return ()
    if milestone.reached:
        return Rejected("milestone.reached", f"{asked.milestone} was found reached")
    said = TargetSet(
        milestone=asked.milestone,
        set_at=at,
        title=asked.title,
        body=asked.body,
        region=asked.region,
        due=asked.due,
    )
    return unknown_on(asked.region, beijing_day(at)) or (said,)


def review(milestone: Milestone, asked: ReviewTarget, context: Context) -> Decision:
    """Of what was set. That it is reached is shown by events, which say so themselves."""
    if milestone.set is None:
        return Rejected("milestone.unknown", f"nobody set {asked.milestone}")
    if asked.reached and not asked.positions:
        detail = f"{asked.milestone}: name the events that show it"
        return Rejected("milestone.no_evidence", detail)
    if max(asked.positions, default=0) > context.last:
        detail = f"{asked.milestone}: there are events up to {context.last}"
        return Rejected("milestone.no_such_events", detail)
    last = milestone.reviewed
    said = (asked.reached, asked.positions, asked.document)
    if last is not None and (last.reached, last.positions, last.document) == said:
        return ()
    found = TargetReviewed(
        milestone=asked.milestone,
        reviewed_at=context.received_at,
        reached=asked.reached,
        positions=asked.positions,
        document=asked.document,
    )
    return (found,)


def _its_own(asked: SetTarget | ReviewTarget) -> tuple[StreamId, ...]:
    return (StreamId("milestone", asked.milestone),)


SET_TARGET = Decider(handles=SetTarget, touches=_its_own, decide=target)
REVIEW_TARGET = Decider(handles=ReviewTarget, touches=_its_own, decide=review)
