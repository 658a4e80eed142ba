"""The panel's report is handed in: by who was drawn for this lot, and is tied to no candidate."""

from datetime import timedelta

from domain.calendar import beijing_day
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.evaluation import RecordEvaluation
from domain.lot.standing import category_of, hears
from domain.lot.state import Lot
from domain.lot.tendered import EvaluationReportReceived
from domain.panel.state import Panel
from domain.rules import Severity

TIED_DAYS = 3 * 365
"""So long whoever acted for a bidder may not judge its bid (4.2, evidence K)."""


def evaluated(states: tuple[Lot, Panel], asked: RecordEvaluation, context: Context) -> Decision:
    """Once the bids are open, by the panel that was drawn for this lot, where a row that blocks
    says who is on it; no more candidates than its rules allow (CT-15).
    """
    lot, panel = states
    known = hears(lot, asked.lot, context.law, EvaluationReportReceived)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    drawn = any(row.severity is Severity.BLOCK for row in category.about("panel.members", today))
    if drawn and (refused := _not_of_the_panel(panel, asked, context)):
        return refused
    for row in category.about("candidates.number", today):
        if row.severity is Severity.BLOCK and not row.allows(len(asked.candidates)):
            detail = f"{row.id}: {len(asked.candidates)} candidates, at most {row.limit()}"
            return Rejected("lot.too_many_candidates", detail)
    received = EvaluationReportReceived(
        lot=asked.lot, received_on=today, report=asked.report, candidates=asked.candidates
    )
    return (received,)


def _not_of_the_panel(panel: Panel, asked: RecordEvaluation, context: Context) -> Rejected | None:
    """Why the report is not the panel's.

    The platform alone hands it in, on a member's wish (the door knows the members): who asks is
    named in clear, and who is on the panel is a secret until there is a result. A member may have
    no tie to a candidate (4.2).
    """
    if not panel.drawn:
        return Rejected("panel.not_drawn", f"no panel was drawn for {asked.lot}")
    since = context.received_at - timedelta(days=TIED_DAYS)
    tied = context.law.tied(panel.members or (), asked.candidates, since)
    if tied:
        member, party = tied
        return Rejected("panel.tied", f"{member} acted for {party} within three years")
    return None


RECORD_EVALUATION = Decider(
    handles=RecordEvaluation,
    touches=lambda asked: (StreamId("lot", asked.lot), StreamId("panel", asked.lot)),
    decide=evaluated,
)
