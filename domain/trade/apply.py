"""A party applies to be qualified for a tender, and the lot's panel finds whether it may bid.

The platform asks on the bidder's wish, and on a member's: whoever asks is named in clear, and
nobody may know before the opening who applied, nor who judges.
"""

from typing import Any

from domain.application.events import ApplicationReceived, ApplicationReviewed
from domain.application.state import Application, Standing
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.prequalified import PrequalificationConcluded
from domain.lot.standing import heard
from domain.lot.state import Lot
from domain.lot.suspended import stands_still, stood_still
from domain.panel.state import Panel
from domain.party_codes import party_code
from domain.trade.evaluate import panel_not_to_judge
from domain.trade_codes import application_code


@command("SubmitApplication", zh="提交资格预审申请")
class SubmitApplication(Command):
    """A party applies for a lot; it has one id for each, which tells nothing."""

    application: str
    lot: str
    party: str
    file: str

    def __post_init__(self) -> None:
        application_code(self.application)
        lot_code(self.lot)
        party_code(self.party)
        digest(self.file)


@command("ReviewApplication", zh="评审资格预审申请")
class ReviewApplication(Command):
    """The panel finds whether this applicant may bid for the lot; `grounds`: the SHA-256 of why."""

    application: str
    lot: str
    qualified: bool
    grounds: str

    def __post_init__(self) -> None:
        application_code(self.application)
        lot_code(self.lot)
        digest(self.grounds)


def submit(states: tuple[Any, ...], asked: SubmitApplication, context: Context) -> Decision:
    """Until applications close, while the procedure went on; another in its place replaces it
    whole.
    """
    application, lot, party = states
    if refused := _not_now(lot, asked.lot, context):
        return refused
    if refused := stood_still(lot, asked.lot, context.received_at):
        return refused
    if party.registered is None:
        return Rejected("party.unknown", f"nobody registered {asked.party}")
    closes_at = lot.prequalification.closes_at
    if context.received_at >= closes_at:
        return Rejected("lot.too_late", f"applications were due at {closes_at.isoformat()}")
    if application.standing is not Standing.NONE:
        if (application.lot, application.party) != (asked.lot, asked.party):
            detail = f"{asked.application} is another application"
            return Rejected("application.another", detail)
        if application.file == asked.file:
            return ()
    received = ApplicationReceived(
        application=asked.application,
        received_at=context.received_at,
        lot=asked.lot,
        party=asked.party,
        file=asked.file,
    )
    return (received,)


def review(
    states: tuple[Application, Lot, Panel], asked: ReviewApplication, context: Context
) -> Decision:
    """Once no more come, by the lot's panel as it stands, none of whom is tied to the applicant;
    anew, by a panel that has changed since.
    """
    application, lot, panel = states
    if refused := _not_now(lot, asked.lot, context) or stands_still(lot, asked.lot):
        return refused
    assert lot.prequalification is not None, "its rules hear it after it was issued"
    closes_at = lot.prequalification.closes_at
    if context.received_at < closes_at:
        return Rejected("lot.too_early", f"applications come until {closes_at.isoformat()}")
    if application.lot != asked.lot or application.party is None:
        return Rejected("application.unknown", f"{asked.application} is none for {asked.lot}")
    if refused := panel_not_to_judge(panel, lot, (application.party,), context):
        return refused
    found = Standing.QUALIFIED if asked.qualified else Standing.REJECTED
    same = (application.standing, application.grounds) == (found, asked.grounds)
    if same and application.reviewed_since(panel.filled_at):
        return ()
    reviewed = ApplicationReviewed(
        application=asked.application,
        reviewed_at=context.received_at,
        qualified=asked.qualified,
        grounds=asked.grounds,
    )
    return (reviewed,)


def _not_now(lot: Lot, code: str, context: Context) -> Rejected | None:
    """Why a lot has no applications now: its rules know none, it has not begun, or it is over."""
    known = heard(lot, code, context.law, PrequalificationConcluded)
    if isinstance(known, Rejected):
        return known
    assert lot.prequalification is not None, "its rules hear it after it was issued"
    if lot.prequalification.concluded is not None:
        return Rejected("prequalification.concluded", f"that of {code} is over")
    return None


SUBMIT_APPLICATION = Decider(
    handles=SubmitApplication,
    touches=lambda asked: (
        StreamId("application", asked.application),
        StreamId("lot", asked.lot),
        StreamId("party", asked.party),
    ),
    decide=submit,
)
REVIEW_APPLICATION = Decider(
    handles=ReviewApplication,
    touches=lambda asked: (
        StreamId("application", asked.application),
        StreamId("lot", asked.lot),
        StreamId("panel", asked.lot),
    ),
    decide=review,
)
