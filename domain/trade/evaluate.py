"""The panel's report is handed in: by who is on the panel of this lot, and tied to no bidder."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.bid.state import Bid, Standing
from domain.calendar import beijing_day
from domain.categories.category import Category
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.evaluation import RecordEvaluation
from domain.lot.standing import category_of, hears
from domain.lot.state import Lot
from domain.lot.tendered import EvaluationReportReceived
from domain.lowest import SUBJECT as BY_PRICE
from domain.panel.state import Panel
from domain.rules import Rule, Severity
from domain.trade.experts import bidders_of, of_own_side, tied
from domain.trade.whose import not_judged


def evaluated(states: tuple[Any, ...], asked: RecordEvaluation, context: Context) -> Decision:
    """Once the bids are open, by the panel, no more candidates than its rules allow (CT-15); where
    the lowest price has the lot it evaluates prices instead.
    """
    lot, panel, *bids = states
    category = judging((lot, panel, bids), asked.lot, asked.bids, asked.candidates, context)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    if by_price(category, lot, today):
        detail = f"the lowest price has {asked.lot}: its panel evaluates prices"
        return Rejected("lot.by_price", detail)
    row = most_candidates(category, lot, today)
    if row is not None and not row.allows(len(asked.candidates)):
        detail = f"{row.id}: {len(asked.candidates)} candidates, at most {row.limit()}"
        return Rejected("lot.too_many_candidates", detail)
    named = tuple(zip(asked.bids, bids, strict=True))
    if refused := not_judged(lot, asked.lot, named, asked.candidates, asked.on_paper):
        return refused
    received = EvaluationReportReceived(
        lot=asked.lot, received_on=today, report=asked.report, candidates=asked.candidates
    )
    return (received,)


def judging(
    states: tuple[Lot, Panel, Sequence[Bid]],
    code: str,
    named: Sequence[str],
    parties: tuple[str, ...],
    context: Context,
) -> Category | Rejected:
    """The rules of a lot whose panel may hand in its report now, on these parties and on all bids
    that are `named` and stand; by the panel as it is, where a row that blocks says who is on it.
    """
    lot, panel, bids = states
    known = hears(lot, code, context.law, EvaluationReportReceived)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    rows = category.about("panel.members", beijing_day(context.received_at), lot.scopes)
    all_named = bidders_of(code, named, bids)
    if isinstance(all_named, Rejected):
        return all_named
    bidders = (str(bid.party) for bid in bids if bid.standing is Standing.RECEIVED)
    drawn = any(row.severity is Severity.BLOCK for row in rows)
    refused = panel_not_to_judge(panel, lot, (*parties, *bidders), context) if drawn else None
    return refused or category


def by_price(category: Category, lot: Lot, day: date) -> bool:
    """Whether a row of its rules says that the lowest price has such a lot."""
    return bool(category.about(BY_PRICE, day, lot.scopes))


def most_candidates(category: Category, lot: Lot, day: date) -> Rule | None:
    """The row that blocks more candidates than it says; None where none does."""
    rows = category.about("candidates.number", day, lot.scopes)
    return next((row for row in rows if row.severity is Severity.BLOCK), None)


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
