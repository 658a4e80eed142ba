"""The panel's report is handed in: by who is on the panel of this lot, and tied to no bidder."""

from datetime import timedelta
from typing import Any

from domain.bid.state import Bid
from domain.calendar import beijing_day
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.evaluation import RecordEvaluation
from domain.lot.standing import category_of, hears
from domain.lot.tendered import EvaluationReportReceived
from domain.panel.state import Panel
from domain.rules import Severity

TIED_DAYS = 3 * 365
"""So long whoever acted for a bidder may not judge its bid (4.2, evidence K)."""


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
    parties = _parties(bids, asked)
    if isinstance(parties, Rejected):
        return parties
    if drawn and (refused := panel_not_to_judge(panel, asked.lot, parties, context)):
        return refused
    for row in category.about("candidates.number", today, lot.scopes):
        if row.severity is Severity.BLOCK and not row.allows(len(asked.candidates)):
            detail = f"{row.id}: {len(asked.candidates)} candidates, at most {row.limit()}"
            return Rejected("lot.too_many_candidates", detail)
    received = EvaluationReportReceived(
        lot=asked.lot, received_on=today, report=asked.report, candidates=asked.candidates
    )
    return (received,)


def _parties(bids: list[Bid], asked: RecordEvaluation) -> tuple[str, ...] | Rejected:
    """Who is judged: every bidder whose bid was handed in here, and whoever is put forward.

    That all bids are named is the platform's word, as no public stream counts them.
    """
    for code, bid in zip(asked.bids, bids, strict=True):
        if bid.lot != asked.lot or bid.party is None:
            return Rejected("bid.another", f"{code} is no bid for {asked.lot}")
    return (*asked.candidates, *(str(bid.party) for bid in bids))


def panel_not_to_judge(
    panel: Panel, lot: str, parties: tuple[str, ...], context: Context
) -> Rejected | None:
    """Why the panel cannot judge these parties' bids, or applications, as it stands.

    The platform alone hands it in, on a member's wish (the door knows the members): who asks is
    named in clear, and who is on the panel is a secret until there is a result. Who left it was
    replaced first, and evaluates anew what the other had found (条例 48). A member may have no tie
    to whom it judges (4.2).
    """
    if not panel.drawn:
        return Rejected("panel.not_drawn", f"no panel was drawn for {lot}")
    if panel.vacant:
        detail = f"{len(panel.vacant)} left the panel of {lot} and are not replaced yet"
        return Rejected("panel.not_whole", detail)
    since = context.received_at - timedelta(days=TIED_DAYS)
    tied = context.law.tied(panel.members or (), parties, since)
    if tied:
        member, party = tied
        return Rejected("panel.tied", f"{member} acted for {party} within three years")
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
