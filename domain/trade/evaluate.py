"""The panel's report is handed in: by who is on the panel of this lot, and tied to no bidder."""

from typing import Any

from domain.calendar import beijing_day
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.evaluation import RecordEvaluation
from domain.lot.standing import category_of, hears
from domain.lot.state import Lot
from domain.lot.tendered import EvaluationReportReceived
from domain.panel.state import Panel
from domain.rules import Severity
from domain.trade.experts import bidders_of, of_own_side, tied


def evaluated(states: tuple[Any, ...], asked: RecordEvaluation, context: Context) -> Decision:
    """Once the bids are open, by the panel of this lot as it stands, where a row that blocks says
    who is on it; no more candidates than its rules allow (CT-15).
    """
    lot, panel, *bids = states
    known = hears(lot, asked.lot, context.law, EvaluationReportReceived)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    drawn = any(
        row.severity is Severity.BLOCK for row in category.about("panel.members", today, lot.scopes)
    )
    bidders = bidders_of(asked.lot, asked.bids, bids)
    if isinstance(bidders, Rejected):
        return bidders
    parties = (*asked.candidates, *bidders)
    if drawn and (refused := panel_not_to_judge(panel, lot, parties, context)):
        return refused
    for row in category.about("candidates.number", today, lot.scopes):
        if row.severity is Severity.BLOCK and not row.allows(len(asked.candidates)):
            detail = f"{row.id}: {len(asked.candidates)} candidates, at most {row.limit()}"
            return Rejected("lot.too_many_candidates", detail)
    received = EvaluationReportReceived(
        lot=asked.lot, received_on=today, report=asked.report, candidates=asked.candidates
    )
    return (received,)


def panel_not_to_judge(
    panel: Panel, lot: Lot, parties: tuple[str, ...], context: Context
) -> Rejected | None:
    """Why the panel cannot judge these parties' bids, or applications, as it stands.

    The platform alone hands it in, on a member's wish (the door knows the members): who asks is
    named in clear, and who is on the panel is a secret until there is a result. Who left it was
    replaced first, and evaluates anew what the other had found (条例 48). A member may have no tie
    to whom it judges (4.2), and who was drawn is of the lot's own side by no post. No refusal names
    a member or whose it is: an owner hears it too, when it starts to negotiate.
    """
    assert lot.defined is not None, "a lot whose panel judges was defined"
    code, members = lot.defined.lot, panel.members or ()
    if not panel.drawn:
        return Rejected("panel.not_drawn", f"no panel was drawn for {code}")
    if panel.vacant:
        detail = f"{len(panel.vacant)} left the panel of {code} and are not replaced yet"
        return Rejected("panel.not_whole", detail)
    if tied(context, members, parties):
        detail = f"a member of the panel of {code} was of a party within three years"
        return Rejected("panel.tied", detail)
    drawn = (one for one in members if one not in panel.own)
    if any(of_own_side(context, lot.defined, panel.agencies, one) for one in drawn):
        return Rejected("panel.own_side", f"a member of the panel of {code} is of its own side")
    return None


RECORD_EVALUATION = Decider(
    handles=RecordEvaluation,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        StreamId("panel", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids),
    ),
    decide=evaluated,
)
