"""A prequalification ends once its panel, as it is now, found of every applicant (条例 48)."""

from typing import Any

from domain.application.state import Application, Standing
from domain.calendar import beijing_day
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.prequalified import PrequalificationConcluded
from domain.lot.prequalify import SCOPE, ConcludePrequalification
from domain.lot.standing import category_of, hears
from domain.lot.state import Lot
from domain.panel.state import Panel
from domain.trade.evaluate import panel_not_to_judge


def conclude(
    states: tuple[Any, ...], asked: ConcludePrequalification, context: Context
) -> Decision:
    """Once, when no more applications come. That all are named is the platform's word, as no public
    stream counts them. Whether those who may bid are enough, a row says.
    """
    lot, panel, *applications = states
    known = hears(lot, asked.lot, context.law, PrequalificationConcluded)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    begun = lot.prequalification
    assert begun is not None, "its rules hear it after it was issued"
    if begun.concluded is not None:
        return Rejected("prequalification.concluded", f"that of {asked.lot} is over")
    if context.received_at < begun.closes_at:
        detail = f"applications come until {begun.closes_at.isoformat()}"
        return Rejected("lot.too_early", detail)
    if refused := _not_judged(lot, panel, applications, asked, context):
        return refused
    today = beijing_day(context.received_at)
    qualified = sum(one.standing is Standing.QUALIFIED for one in applications)
    rows = category.about("applicants.qualified", today, (SCOPE,))
    concluded = PrequalificationConcluded(
        lot=asked.lot,
        concluded_on=today,
        report=asked.report,
        enough=qualified > 0 and all(row.allows(qualified) for row in rows),
    )
    return (concluded,)


def _not_judged(
    lot: Lot,
    panel: Panel,
    applications: list[Application],
    asked: ConcludePrequalification,
    context: Context,
) -> Rejected | None:
    """Why not all were judged by the panel as it is: none of whom is tied to any of them, and what
    was found before a place on it was filled counts for nothing (条例 48).
    """
    parties = []
    for code, one in zip(asked.applications, applications, strict=True):
        if one.lot != asked.lot or one.party is None:
            return Rejected("application.unknown", f"{code} is none for {asked.lot}")
        parties.append(one.party)
    if refused := panel_not_to_judge(panel, lot, tuple(parties), context):
        return refused
    for code, one in zip(asked.applications, applications, strict=True):
        if not one.reviewed_since(panel.filled_at):
            detail = f"{code} was not reviewed by the panel of {asked.lot} as it is now"
            return Rejected("application.not_reviewed", detail)
    return None


CONCLUDE_PREQUALIFICATION = Decider(
    handles=ConcludePrequalification,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        StreamId("panel", asked.lot),
        *(StreamId("application", one) for one in asked.applications),
    ),
    decide=conclude,
)
