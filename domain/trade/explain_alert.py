"""An alert is explained by whoever supervises its lot; before that it shows wherever the lot does.

It stands in no way of anything by itself: what comes of it, people decide.
"""

from domain.alert.codes import alert_code
from domain.alert.events import AlertExplained
from domain.alert.state import Alert
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.names import plain
from domain.regions import reaches
from domain.roles import AUTHORITIES


@command("ExplainAlert", zh="说明预警")
class ExplainAlert(Command):
    """What there is to an alert of this lot, in words; `document`: SHA-256 of what was written."""

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


def decide(states: tuple[Alert, Lot], asked: ExplainAlert, context: Context) -> Decision:
    """Of an alert that nobody may know of one hears the same as of one that there is not."""
    alert, lot = states
    finding = alert.finding
    if finding is None or asked.lot not in finding.lots or (alert.veiled and not lot.opened):
        return Rejected("alert.not_told", f"{asked.alert} is no alert of {asked.lot} that is told")
    region = lot.defined.region if lot.defined else ""
    if not _supervises(context, region):
        return Rejected("alert.not_yours", f"{asked.lot} is supervised in {region}")
    said = AlertExplained(
        alert=asked.alert,
        explained_at=context.received_at,
        reason=asked.reason,
        document=asked.document,
    )
    return (said,)


def _supervises(context: Context, region: str) -> bool:
    """Whether a post of the actor's supervises this region, or all of them (4.3)."""
    return any(post.role in AUTHORITIES and reaches(post.region, region) for post in context.posts)


EXPLAIN_ALERT = Decider(
    handles=ExplainAlert,
    touches=lambda asked: (StreamId("alert", asked.alert), StreamId("lot", asked.lot)),
    decide=decide,
)
