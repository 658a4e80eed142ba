"""What becomes of an alert (5.2): it is taken up, explained, read, escalated, ended. It stays.

All of it is for whoever supervises its lot; that nobody took a red one up in time, the clock says.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.alert.codes import alert_code
from domain.alert.events import AlertAcknowledged, AlertClosed, AlertEscalated, AlertExplained
from domain.alert.kinds import Level
from domain.alert.state import Alert, Stage, seen
from domain.calendar import midnight, plausible
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.names import plain
from domain.regions import reaches
from domain.roles import AUTHORITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAnAlert(Command):
    """What all acts on an alert say: of which lot of its, why, in words; `document`: the SHA-256 of
    what was written besides.
    """

    alert: str
    lot: str
    reason: str
    document: str | None

    def __post_init__(self) -> None:
        alert_code(self.alert)
        lot_code(self.lot)
        if not plain(self.reason):
            raise ValueError("reason: expected some words")
        if self.document is not None:
            digest(self.document)


@command("ExplainAlert", zh="说明预警")
class ExplainAlert(OnAnAlert):
    """What there is to an alert."""


@command("AcknowledgeAlert", version=2, zh="签收预警")
class AcknowledgeAlert(OnAnAlert):
    """It is seen as it stands: taken up, or what was said of it read; `reason`: what comes next.

    `explained`: how many explanations whoever asks has seen.
    """

    explained: int

    def __post_init__(self) -> None:
        OnAnAlert.__post_init__(self)
        if self.explained < 0:
            raise ValueError(f"explained {self.explained}: expected 0 or more")


@command("CloseAlert", zh="办结预警")
class CloseAlert(OnAnAlert):
    """Nothing more is to be done about it."""


@command("EscalateAlert", zh="升级预警")
class EscalateAlert(OnAnAlert):
    """It goes higher. `due`: the last day to take it up, of the clock; None of a person."""

    due: date | None

    def __post_init__(self) -> None:
        OnAnAlert.__post_init__(self)
        if self.due is not None:
            plausible("due", self.due)


type States = tuple[Alert, Lot]


def explain(states: States, asked: ExplainAlert, context: Context) -> Decision:
    """Before that a red one shows wherever its lot does; afterwards, as explained."""
    if refused := _not_theirs(states, asked, context):
        return refused
    said = AlertExplained(
        alert=asked.alert,
        explained_at=context.received_at,
        reason=asked.reason,
        document=asked.document,
    )
    return (said,)


def acknowledge(states: States, asked: AcknowledgeAlert, context: Context) -> Decision:
    """Once as it stands: what is explained anew is to be read anew, by whoever says so."""
    if refused := _not_theirs(states, asked, context):
        return refused
    alert, _ = states
    if (told := len(alert.explained)) != asked.explained:
        detail = f"{asked.alert} was explained {told} times, not {asked.explained}: look again"
        return Rejected("alert.said_since", detail)
    if alert.stage is seen(len(alert.explained)):
        return ()
    said = AlertAcknowledged(
        alert=asked.alert,
        acknowledged_at=context.received_at,
        explained=len(alert.explained),
        reason=asked.reason,
        document=asked.document,
    )
    return (said,)


def close(states: States, asked: CloseAlert, context: Context) -> Decision:
    """Once, when it was explained and that was read."""
    if refused := _not_theirs(states, asked, context):
        return refused
    if states[0].stage is not Stage.READ:
        detail = f"{asked.alert} is at stage {states[0].stage}, expected 4: explained, and read"
        return Rejected("alert.not_read", detail)
    said = AlertClosed(
        alert=asked.alert,
        closed_at=context.received_at,
        reason=asked.reason,
        document=asked.document,
    )
    return (said,)


def escalate(states: States, asked: EscalateAlert, context: Context) -> Decision:
    """By whoever has it, as often as there is reason; by the clock once, of a red one that nobody
    took up, under the instant at which the time to do so was over.
    """
    if asked.due is None:
        at, refused = context.received_at, _not_theirs(states, asked, context)
    else:
        at = midnight(asked.due + timedelta(days=1))
        refused = _not_told(states, asked) or _in_time(states[0], asked, at, context)
    if refused:
        return refused
    if asked.due is not None and states[0].by_clock:
        return ()
    said = AlertEscalated(
        alert=asked.alert,
        escalated_at=at,
        due=asked.due,
        reason=asked.reason,
        document=asked.document,
    )
    return (said,)


def _not_theirs(states: States, asked: OnAnAlert, context: Context) -> Rejected | None:
    alert, lot = states
    if refused := _not_told(states, asked):
        return refused
    region = lot.defined.region if lot.defined else ""
    if not any(post.role in AUTHORITIES and reaches(post.region, region) for post in context.posts):
        return Rejected("alert.not_yours", f"{asked.lot} is supervised in {region}")
    if alert.stage is Stage.CLOSED:
        return Rejected("alert.closed", f"{asked.alert} was closed: nothing more is said of it")
    return None


def _not_told(states: States, asked: OnAnAlert) -> Rejected | None:
    """Of an alert that nobody may know of one hears the same as of one that there is not."""
    alert, lot = states
    finding = alert.finding
    if finding is None or asked.lot not in finding.lots or (alert.veiled and not lot.opened):
        return Rejected("alert.not_told", f"{asked.alert} is no alert of {asked.lot} that is told")
    return None


def _in_time(
    alert: Alert, asked: EscalateAlert, over: datetime, context: Context
) -> Rejected | None:
    """Why the clock has nothing to say: only of what is red, waits, and whose time is over."""
    if not context.holds("PLATFORM"):
        return Rejected(
            "alert.not_the_clock", f"due {asked.due}: the clock alone says it, else none"
        )
    red = alert.finding is not None and alert.finding.level is Level.RED
    if not red or alert.stage is not Stage.WAITING or context.received_at < over:
        return Rejected("alert.in_time", f"{asked.alert} is not red, or taken up, or still in time")
    return None


def _touches(asked: OnAnAlert) -> tuple[StreamId, ...]:
    return (StreamId("alert", asked.alert), StreamId("lot", asked.lot))


EXPLAIN_ALERT = Decider(handles=ExplainAlert, touches=_touches, decide=explain)
ACKNOWLEDGE_ALERT = Decider(handles=AcknowledgeAlert, touches=_touches, decide=acknowledge)
ESCALATE_ALERT = Decider(handles=EscalateAlert, touches=_touches, decide=escalate)
CLOSE_ALERT = Decider(handles=CloseAlert, touches=_touches, decide=close)
