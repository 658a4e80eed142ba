"""Who leaves a panel is replaced by the draw that made it, before the panel's report (条例 48)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.drawing import ALGORITHM, commitment, drawn, pool_digest
from domain.governance.assigned import Assignment
from domain.kernel import Post, Rejected, StreamId
from domain.lot.evaluation import RecordEvaluation
from domain.lot.suspend import SuspendProcedure
from domain.mandates import Mandate, Scope
from domain.panel.events import ExpertLeft, ExpertReplaced, ExpertsDrawn, Leaving
from domain.panel.stream import PANEL
from domain.permissions import may
from domain.roles import AUTHORITIES, ROLE_CODES
from domain.trade.leave_panel import LeavePanel
from domain.trade.replace_expert import ReplaceExpert
from tests.kit.sentences import hear
from tests.kit.story import MAKER, fold
from tests.kit.story import asked as asked_by
from tests.kit.tendering import (
    AGENCY,
    B1,
    CANDIDATES,
    DRAWS,
    EXPERTS,
    LAW,
    LOT,
    OPENING,
    OPENS,
    OWNER,
    PROCEDURE,
    STEPS,
    TEXT,
    Tender,
)

PLATFORM = Post("PLATFORM")
REPORT = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES, on_paper=CANDIDATES)
MORE = tuple(f"N00000000000000F{n}" for n in range(6))
OWN = ("N00000000000000A1", "N00000000000000A2")
"""Owner's people who are experts too."""


def law(*more):
    return replace(LAW, assignments=(*LAW.assignments, *more))


def holds(person, post):
    return Assignment(person, post, LAW.assignments[0].since, None)


LARGE = law(
    *(holds(one, Post("EXPERT")) for one in MORE),
    *(holds(one, post) for one in OWN for post in (Post("EXPERT"), OWNER)),
)
HOUSING = Post("V-HOUSING", "市住建局", "350602")
SEED = "77" * 32
FILLS = ReplaceExpert(lot=LOT, representative=None, avoid=(), seed=SEED)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def leaves(member, cause=Leaving.RECUSED):
    return LeavePanel(lot=LOT, member=member, cause=cause, document=TEXT)


def judged(under=LARGE, **draws):
    """A lot whose bids are open and whose panel was drawn; of more experts than it took."""
    tender = Tender(OPENS, under)
    tender.do(STEPS[OPENS][0], OWNER, OPENING)
    tender.do(replace(DRAWS, **draws), PLATFORM, OPENING)
    return tender


def panel(tender):
    return tender.memory.of(StreamId("panel", LOT))


def ask(tender, asked, by=PLATFORM):
    return tender.ask(asked, by, OPENING)


def test_a_member_recuses_itself_and_another_is_drawn_of_those_who_are_left():
    tender = judged()
    before = panel(tender).members
    gone = before[1]
    assert ask(tender, leaves(gone)) == (
        ExpertLeft(
            lot=LOT,
            left_at=OPENING,
            cause=Leaving.RECUSED,
            representative=False,
            member=gone,
            document=TEXT,
        ),
    )
    pool = [one for one in (*EXPERTS, *MORE) if one not in before]
    (member,) = drawn(SEED, pool, 1)
    assert ask(tender, FILLS) == (
        ExpertReplaced(
            lot=LOT,
            drawn_at=OPENING,
            representative=False,
            algorithm=ALGORITHM,
            commitment=commitment(SEED),
            pool=pool_digest(SEED, pool),
            seed=SEED,
            left=gone,
            member=member,
        ),
    )
    assert {*panel(tender).members} == {*before} - {gone} | {member}


def test_nobody_comes_in_a_free_place_while_the_lot_stands_still():
    tender = judged()
    tender.do(leaves(panel(tender).members[0]), PLATFORM, OPENING)
    tender.do(SuspendProcedure(lot=LOT, until=None, document=TEXT), OWNER, OPENING)
    refused(ask(tender, FILLS), "lot.suspended")


def test_the_report_waits_until_every_place_is_filled_again():
    tender = judged()
    for gone in panel(tender).members[:2]:
        ask(tender, leaves(gone, Leaving.ABSENT))
    refused(ask(tender, REPORT), "panel.not_whole")
    ask(tender, FILLS)
    refused(ask(tender, REPORT), "panel.not_whole")
    ask(tender, replace(FILLS, seed="78" * 32))
    assert not isinstance(ask(tender, REPORT), Rejected)


def test_who_left_is_not_on_it_is_not_drawn_again_and_leaves_once():
    """Of five experts and six more, all others are on it or have left."""
    tender = judged(experts=11)
    gone = panel(tender).members[0]
    ask(tender, leaves(gone))
    assert ask(tender, leaves(gone)) == ()
    refused(ask(tender, FILLS), "panel.too_few_experts")


def test_whom_the_panel_may_not_know_it_still_may_not():
    """The same are kept away as at the draw: with another list the owner could choose."""
    many = law(*(holds(f"N0000000000000{n:03}", Post("EXPERT")) for n in range(100, 115)))
    avoid = EXPERTS[:2]
    tender = judged(many, avoid=avoid)
    ask(tender, leaves(panel(tender).members[0]))
    refused(ask(tender, FILLS), "panel.other_avoided")
    more = (*avoid, "N0000000000000114")
    refused(ask(tender, replace(FILLS, avoid=more)), "panel.other_avoided")
    (told,) = ask(tender, replace(FILLS, avoid=avoid[::-1]))
    assert told.member not in avoid


LETTER = Mandate(
    owner=OWNER.organisation,
    agency="乙代理",
    scope=Scope.PROCEDURE,
    subject=PROCEDURE,
    acts=(),
    since=None,
    until=None,
)
CROWD = tuple(f"N0000000000000{n:03}" for n in range(100, 120))
EMPLOYED = Post("EXPERT", LETTER.agency)
AGENCYS = holds("N00000000000000A3", Post("AGENCY", LETTER.agency))


def staffed(*letters):
    """More experts than a panel takes, five of them of a company; and its letters, if any."""
    own = tuple(holds(one, EMPLOYED) for one in CROWD[:5])
    others = tuple(holds(one, Post("EXPERT")) for one in CROWD[5:])
    return replace(law(AGENCYS, *own, *others), mandates=letters)


def test_a_letter_after_the_draw_keeps_nobody_from_a_free_place():
    """Else an owner would write letters until those are left whom it wants: by the letters of the
    first draw the next ones are drawn too.
    """
    tender = judged(staffed())
    ask(tender, leaves(panel(tender).members[0]))
    tender.law = staffed(LETTER)
    (told,) = ask(tender, FILLS)
    free = {*EXPERTS, *CROWD} - {*panel(tender).members, *panel(tender).gone} | {told.member}
    assert told.pool == pool_digest(SEED, free)
    assert free & {*CROWD[:5]}, "those of the agency's can be drawn as before"


def test_who_was_of_an_agency_with_a_letter_at_the_draw_is_kept_away_for_ever():
    """Also where the OFFICE ended the company's posts as an agency since."""
    tender = judged(staffed(LETTER))
    (drawn_once,) = (one for one in tender.memory.said if isinstance(one, ExpertsDrawn))
    assert drawn_once.agencies == (LETTER.agency, AGENCY.organisation)
    ask(tender, leaves(panel(tender).members[0]))
    without = [one for one in staffed().assignments if one != AGENCYS]
    tender.law = replace(staffed(), assignments=tuple(without))
    (told,) = ask(tender, FILLS)
    free = {*EXPERTS, *CROWD[5:]} - {*panel(tender).members, *panel(tender).gone} | {told.member}
    assert told.pool == pool_digest(SEED, free)


def test_of_a_panel_of_before_no_letter_counts_as_any_could_have_come_later():
    tender = judged(staffed(LETTER))
    (drawn_once,) = (one for one in tender.memory.said if isinstance(one, ExpertsDrawn))
    assert fold(PANEL, drawn_once).agencies == (LETTER.agency, AGENCY.organisation)
    assert fold(PANEL, replace(drawn_once, agencies=None)).agencies == ()


def test_one_of_the_owners_own_is_replaced_by_another_of_them():
    tender = judged(experts=6, representatives=OWN[:1])
    (left,) = ask(tender, leaves(OWN[0], Leaving.UNABLE))
    assert left.representative
    refused(ask(tender, FILLS), "panel.no_vacancy")
    named = replace(FILLS, representative=MORE[0])
    refused(ask(tender, named), "panel.no_representative")
    refused(ask(tender, replace(named, representative=OWN[0])), "panel.no_representative")
    (told,) = ask(tender, replace(named, representative=OWN[1]))
    assert (told.representative, told.algorithm, told.seed) == (True, None, None)
    assert panel(tender).members[-1] == OWN[1]
    ask(tender, leaves(OWN[1]))
    assert panel(tender).vacant[0].representative


def test_nobody_is_replaced_who_is_there_and_nobody_leaves_who_is_not():
    refused(ask(judged(), FILLS), "panel.no_vacancy")
    refused(ask(judged(), leaves(OWN[0])), "panel.no_member")
    refused(ask(Tender(OPENS), leaves(EXPERTS[0])), "panel.not_drawn")


def test_a_panel_that_nobody_can_read_any_more_has_a_free_place_all_the_same():
    """Its key is gone, and with it who left."""
    left = ExpertLeft(lot=LOT, left_at=OPENING, cause=Leaving.ABSENT, representative=False)
    filled = ExpertReplaced(
        lot=LOT, drawn_at=OPENING, representative=False, algorithm="", commitment="", pool=""
    )
    tender = judged()
    (drawn_once,) = (one for one in tender.memory.said if isinstance(one, ExpertsDrawn))
    veiled = replace(drawn_once, members=None, seed=None, avoided=None)
    assert len(fold(PANEL, veiled, left).vacant) == 1
    assert fold(PANEL, veiled, left, filled).vacant == ()
    assert fold(PANEL, veiled, left, filled).members is None


def test_once_the_report_is_in_the_panel_stays_as_it_was():
    tender = Tender(OPENS + 2)
    refused(ask(tender, leaves(EXPERTS[0])), "lot.wrong_phase")
    refused(ask(tender, FILLS), "lot.wrong_phase")


def test_a_report_is_not_of_those_who_left_and_are_tied():
    """B1 is a candidate: whoever acted for it leaves, and the others report."""
    tied = holds(EXPERTS[1], Post("BIDDER", B1))
    tender = judged(replace(LARGE, assignments=(*LARGE.assignments, tied)), experts=11)
    refused(ask(tender, REPORT), "panel.tied")
    ask(tender, leaves(EXPERTS[1]))
    refused(ask(tender, REPORT), "panel.not_whole")


def test_its_lots_supervisor_says_who_is_absent_and_no_other():
    gone = leaves(EXPERTS[0], Leaving.ABSENT)
    tender = judged(law(holds(MORE[0], Post("EXPERT"))))
    elsewhere = replace(HOUSING, region="350700")
    for stranger in (elsewhere, Post("FIN", "财政局"), Post("OWNER", OWNER.organisation)):
        refused(tender.ask(gone, stranger, OPENING), "lot.not_in_charge")
    member = panel(tender).members[0]
    assert tender.do(replace(gone, member=member), HOUSING, OPENING)


def test_nor_one_who_was_of_the_lots_own_side():
    since = LAW.assignments[0].since
    side = Assignment(MAKER, OWNER, since, since + timedelta(days=1))
    tender = judged(law(holds(MORE[0], Post("EXPERT")), side))
    gone = leaves(panel(tender).members[0], Leaving.ABSENT)
    refused(tender.ask(gone, HOUSING, OPENING), "dispute.own_case")


@pytest.mark.parametrize(
    ("asked", "right"),
    [(leaves("x"), {"PLATFORM", *AUTHORITIES}), (FILLS, {"PLATFORM"})],
    ids=["leave", "fill"],
)
def test_nobody_else_asks(asked, right):
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == right


@pytest.mark.parametrize(
    ("wrong", "said"), [({"lot": "x"}, "lot 'x': expected"), ({"seed": "5e"}, "sha256 '5e'")]
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(FILLS, **wrong)
    with pytest.raises(ValueError, match=r"^sha256 'x': expected"):
        replace(leaves("x"), document="x")
