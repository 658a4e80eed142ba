"""A member of the panel hands in its sheet; the platform asks for it, and whose it is is sealed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.categories.register import CATEGORIES
from domain.kernel import KeyName, Post, Rejected, fields_of
from domain.panel.events import BidScored, ExpertsDrawn, Leaving
from domain.panel.state import Given
from domain.panel.stream import PANEL
from domain.permissions import may
from domain.roles import ROLE_CODES
from domain.trade.leave_panel import LeavePanel
from domain.trade.score_bids import BIDS_MOST, MOST, POINTS_MOST, TOLD_SINCE, Score, ScoreBids
from tests.kit.sentences import hear
from tests.kit.story import MAKER
from tests.kit.story import asked as asked_by
from tests.kit.tendering import B1, B2, B3, LOT, OPENING, OPENS, STEPS, TEXT, Tender

PLATFORM, WHEN = Post("PLATFORM"), OPENING + timedelta(hours=1)
FIRST, SECOND = (
    Score(party=one, points=points, reasons=TEXT) for one, points in ((B1, 8_750), (B2, 9_120))
)
SHEET = ScoreBids(lot=LOT, member=MAKER, scores=(FIRST, SECOND), bids=(), on_paper=(B1, B2))


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def scored(one, when=WHEN, member=MAKER):
    facts = {"party": one.party, "points": one.points, "reasons": one.reasons}
    return BidScored(lot=LOT, scored_at=when, member=member, **facts)


def hand_in(lived, asked=SHEET, when=WHEN):
    return lived.ask(asked, PLATFORM, when)


def panel(lived):
    return next(state for stream, state in lived.memory.states.items() if stream.kind == "panel")


def test_a_member_scores_each_bid_and_what_it_says_again_is_nothing():
    lived = Tender(OPENS + 1)
    assert hand_in(lived) == (scored(FIRST), scored(SECOND))
    assert hand_in(lived) == ()
    own = Given(MAKER, B1, 8_750, TEXT), Given(MAKER, B2, 9_120, TEXT)
    assert tuple(panel(lived).scores.values()) == own


def test_another_word_stands_in_place_of_the_first_and_another_members_beside_it():
    lived = Tender(OPENS + 1)
    hand_in(lived)
    better = replace(FIRST, points=9_000)
    assert hand_in(lived, replace(SHEET, scores=(better, SECOND))) == (scored(better),)
    other = next(one for one in panel(lived).members if one != MAKER)
    hand_in(lived, replace(SHEET, member=other, scores=(FIRST,), on_paper=(B1,)))
    assert len(panel(lived).scores) == 3
    given = {(one.member, one.party): one.points for one in panel(lived).scores.values()}
    assert given == {(MAKER, B1): 9_000, (MAKER, B2): 9_120, (other, B1): 8_750}


def test_who_judged_whom_and_how_lies_under_the_panels_key():
    assert fields_of(BidScored, "public") == ("lot", "scored_at")
    drawn = Tender(OPENS + 1).memory.said[-1]
    assert isinstance(drawn, ExpertsDrawn)
    assert PANEL.keys(drawn) == (KeyName("panel", LOT),)


def test_what_nobody_can_read_any_more_is_no_score():
    lived = Tender(OPENS + 1)
    hand_in(lived)
    unread = BidScored(lot=LOT, scored_at=WHEN)
    assert PANEL.evolve(panel(lived), unread) == panel(lived)


def test_who_left_the_panel_gave_nothing():
    """条例 48: what it found counts for nothing."""
    lived = Tender(OPENS + 1)
    hand_in(lived)
    gone = LeavePanel(lot=LOT, member=MAKER, cause=Leaving.UNABLE, document=TEXT)
    lived.do(gone, PLATFORM, WHEN)
    assert panel(lived).scores == {}
    refused(hand_in(lived), "panel.not_whole")


def test_from_the_opening_to_the_report():
    refused(hand_in(Tender(OPENS)), "lot.wrong_phase")
    lived = Tender(OPENS + 2)
    assert STEPS[OPENS + 1][0].NAME == "RecordEvaluation"
    refused(hand_in(lived), "lot.wrong_phase")


def test_by_who_is_on_the_panel_of_bids_that_are_there():
    lived = Tender(OPENS + 1)
    refused(hand_in(lived, replace(SHEET, member="N00000000000000F1")), "panel.no_member")
    refused(hand_in(lived, replace(SHEET, on_paper=(B1,))), "evaluation.nobodys")
    refused(hand_in(lived, replace(SHEET, on_paper=(B1, B2, B3))), "evaluation.nobodys")
    refused(hand_in(lived, replace(SHEET, bids=("B00000000000000A1",))), "bid.another")


def test_a_member_scores_no_more_bids_than_are_read_on_all_its_sheets():
    """More than one sheet holds, changed ones among them: what it scored again counts once."""
    lived = Tender(OPENS + 1)
    hand_in(lived)
    (stream,) = (one for one in lived.memory.states if one.kind == "panel")
    others = (f"N1{n:015X}" for n in range(BIDS_MOST - 2))
    given = {(MAKER, one): Given(MAKER, one, 1, TEXT) for one in others}
    whole = dict(panel(lived).scores) | given
    lived.memory.states[stream] = replace(panel(lived), scores=whole)
    assert hand_in(lived) == ()
    del whole[MAKER, B2]
    whole[MAKER, B3] = Given(MAKER, B3, 1, TEXT)
    lived.memory.states[stream] = replace(panel(lived), scores=whole)
    refused(hand_in(lived), "panel.too_many_scored")


def test_whatever_order_lets_a_panel_report_hears_a_fact_since_which_sheets_are_read():
    orders = [
        (category.code, order)
        for category in CATEGORIES
        for order in category.every_order
        if order.hears("EvaluationReportReceived")
    ]
    assert len(orders) > 5
    for code, order in orders:
        assert any(order.hears(one) for one in TOLD_SINCE), f"{code} {order.scope}"


def test_the_platform_alone_says_so():
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), SHEET), Rejected)}
    assert by == {"PLATFORM"}


@pytest.mark.parametrize("points", [-1, POINTS_MOST + 1])
def test_points_are_what_a_sheet_can_give(points):
    with pytest.raises(ValueError, match=rf"^points {points} of {B1}: expected hundredths"):
        replace(SHEET, scores=(replace(FIRST, points=points),))


def test_a_sheet_has_each_bid_once():
    with pytest.raises(ValueError, match=r"^scores: expected each party once, 1 to 200"):
        replace(SHEET, scores=(FIRST, FIRST))
    with pytest.raises(ValueError, match=r"^scores: expected"):
        replace(SHEET, scores=())
    many = tuple(replace(FIRST, party=f"N{n:016X}") for n in range(MOST + 1))
    with pytest.raises(ValueError, match=r"^scores: expected"):
        replace(SHEET, scores=many)
