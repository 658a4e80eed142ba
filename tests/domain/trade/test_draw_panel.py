"""A panel is drawn by lot from the register of experts, and it alone evaluates its lot (CT-14)."""

import re
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given as drawn_of
from hypothesis import strategies

from domain.delegations import Delegation
from domain.drawing import ALGORITHM, commitment, drawn, pool_digest
from domain.governance.assigned import Assignment
from domain.kernel import Post, Rejected
from domain.lot.evaluation import RecordEvaluation
from domain.lot.stream import LOT as LOTS
from domain.lot.suspend import SuspendProcedure
from domain.mandates import Mandate, Scope
from domain.panel.events import ExpertsDrawn
from domain.permissions import may
from domain.roles import ROLE_CODES
from domain.trade.draw_panel import MOST, DrawPanel
from tests.kit.sentences import hear
from tests.kit.sessions import BID_IN, PARCEL
from tests.kit.story import asked as asked_by
from tests.kit.story import given
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
from tests.kit.till import at

PLATFORM, EXPERT = Post("PLATFORM"), Post("EXPERT", "专家库")
LONG_AGO = at(date(2020, 1, 1), 9)
REPORT = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES, on_paper=CANDIDATES)
MORE = tuple(f"N00000000000000F{n}" for n in range(6))
OWN = ("N00000000000000A1", "N00000000000000A2")
"""Owner's people who are experts too."""
HOLDER = "N00000000000000D1"
"""Who is no expert, and whose post another holds."""


def law(*more):
    return replace(LAW, assignments=(*LAW.assignments, *more))


def holds(person, post, until=None):
    return Assignment(person, post, LONG_AGO, until)


LARGE = law(
    *(holds(one, EXPERT) for one in MORE),
    *(holds(one, post) for one in OWN for post in (EXPERT, Post("OWNER", OWNER.organisation))),
)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def draw(tender, by=PLATFORM, **other):
    return tender.ask(replace(DRAWS, **other), by, OPENING)


def deputy(person, post, until=None):
    """The law, where a person holds this post in another's name, who holds it still."""
    told = law(holds(HOLDER, post))
    letter = Delegation(person, HOLDER, post, LONG_AGO, until or OPENING + timedelta(days=9))
    return replace(told, delegations=(letter,))


def closed(under=LAW):
    """A lot whose bids are due, and whose panel was not drawn yet."""
    return Tender(OPENS, under)


def test_so_many_are_drawn_as_the_seed_has_it_and_anybody_can_draw_them_again():
    (told,) = draw(closed(LARGE), experts=7)
    pool = (*EXPERTS, *MORE)
    assert told == ExpertsDrawn(
        lot=LOT,
        drawn_at=OPENING,
        experts=7,
        representatives=0,
        algorithm=ALGORITHM,
        commitment=sha256(DRAWS.seed.encode()).hexdigest(),
        pool=pool_digest(DRAWS.seed, pool),
        avoid=pool_digest(DRAWS.seed, ()),
        agencies=(AGENCY.organisation,),
        seed=DRAWS.seed,
        avoided=0,
        members=drawn(DRAWS.seed, pool, 7),
    )
    assert draw(closed(LARGE), experts=7, seed="77" * 32)[0].members != told.members


@drawn_of(strategies.sets(strategies.integers(0, 99), min_size=1), strategies.integers(1, 99))
def test_a_draw_does_not_know_the_order_in_which_experts_are_listed(people, count):
    pool = [str(one) for one in people]
    found = drawn("5e" * 32, pool, count)
    assert found == drawn("5e" * 32, reversed(pool), count)
    assert len(set(found)) == min(count, len(pool))
    assert pool_digest("5e" * 32, pool) == pool_digest("5e" * 32, reversed(pool))


def test_the_owner_has_a_third_of_it_at_most_and_they_are_its_own():
    one = {"representatives": OWN[:1]}
    (told,) = draw(closed(LARGE), experts=4, **one)
    assert (told.experts, told.representatives, told.members[-1]) == (4, 1, OWN[0])
    refused(draw(closed(LARGE), experts=3, representatives=OWN), "panel.too_few_experts")
    refused(draw(closed(LARGE), experts=4, representatives=(MORE[0],)), "panel.no_representative")


def test_who_acts_for_the_owner_in_anothers_name_is_its_own_too():
    theirs = Post("OWNER", OWNER.organisation)
    refused(draw(closed(deputy(EXPERTS[1], theirs))), "panel.too_few_experts")
    own = {"experts": 4, "representatives": EXPERTS[1:2]}
    (told,) = draw(closed(deputy(EXPERTS[1], theirs)), **own)
    assert told.members[-1] == EXPERTS[1]
    for no_more in (deputy(EXPERTS[1], theirs, until=OPENING), LAW):
        assert EXPERTS[1] in draw(closed(no_more))[0].members
        refused(draw(closed(no_more), **own), "panel.no_representative")


@pytest.mark.parametrize(
    ("experts", "rule"), [(3, "panel.too_small"), (6, "panel.even"), (13, "panel.too_few_experts")]
)
def test_five_or_more_an_odd_number_and_no_more_than_there_are(experts, rule):
    refused(draw(closed(LARGE), experts=experts), rule)


def test_who_is_to_keep_away_or_is_no_expert_any_more_is_not_drawn():
    refused(draw(closed(), avoid=EXPERTS[:1]), "panel.too_few_experts")
    gone = law(holds("N00000000000000C1", EXPERT, until=LONG_AGO + timedelta(days=1)))
    refused(draw(closed(gone), experts=7), "panel.too_few_experts")


LETTER = Mandate(
    owner=OWNER.organisation,
    agency="乙代理",
    scope=Scope.PROCEDURE,
    subject=PROCEDURE,
    acts=(),
    since=None,
    until=LONG_AGO,
)


CROWD = tuple(f"N0000000000000{n:03}" for n in range(100, 110))
"""With the five there are, three times as many as a panel must have."""
CLERK = "N00000000000000A3"


def lettered(*more, until=LONG_AGO):
    """The law, where an agency once had a letter, and somebody acts for it; and more posts."""
    agencys = holds(CLERK, Post("AGENCY", LETTER.agency))
    return replace(law(agencys, *more), mandates=(replace(LETTER, until=until),))


def crowd(count=10):
    return tuple(holds(one, EXPERT) for one in CROWD[:count])


@pytest.mark.parametrize("employer", [OWNER.organisation, AGENCY.organisation, LETTER.agency])
def test_nobody_is_drawn_who_is_employed_by_the_owner_or_an_agency_of_the_lots(employer):
    """An expert is of the organisation that its post names; an agency whose letter is over, too."""
    own = Post("EXPERT", employer)
    (told,) = draw(closed(lettered(*crowd(), holds(MORE[1], own))))
    assert told.pool == pool_digest(DRAWS.seed, (*EXPERTS, *CROWD))
    left = holds(MORE[1], own, until=OPENING - timedelta(days=1))
    other = lettered(*crowd(), left, holds(MORE[1], EXPERT))
    (told,) = draw(closed(other))
    assert told.pool == pool_digest(DRAWS.seed, (*EXPERTS, *CROWD, MORE[1])), "who is so no more is"


def test_a_letter_to_what_is_no_agency_keeps_nobody_away():
    """The OFFICE says what an agency is, by its posts: else an owner would name experts' own."""
    employed = holds(MORE[1], Post("EXPERT", LETTER.agency))
    under = replace(law(employed, *crowd()), mandates=(LETTER,))
    (told,) = draw(closed(under))
    assert told.pool == pool_digest(DRAWS.seed, (*EXPERTS, *CROWD, MORE[1]))


@pytest.mark.parametrize("employer", [AGENCY.organisation, LETTER.agency])
def test_whoever_says_who_its_agency_is_does_not_choose_the_panel_by_it(employer):
    """Whom an agency keeps away the owner does, who named it: as many are left as where it says
    so. Who is of the owner's own, the OFFICE says.
    """
    own = holds(MORE[1], Post("EXPERT", employer))
    refused(draw(closed(lettered(*crowd(9), own))), "panel.too_many_avoided")
    owners = holds(MORE[1], Post("EXPERT", OWNER.organisation))
    assert not isinstance(draw(closed(lettered(*crowd(9), owners))), Rejected)


def test_who_is_found_to_be_of_the_lots_own_side_afterwards_does_not_judge_it():
    tender = Tender(OPENS + 1)
    own = holds(EXPERTS[1], Post("EXPERT", OWNER.organisation))
    tender.law = law(own)
    decision = tender.ask(REPORT, PLATFORM, OPENING)
    refused(decision, "panel.own_side")
    assert EXPERTS[1] not in decision.detail, "who is on the panel is a secret"
    assert OWNER.organisation not in decision.detail
    tender.law = LAW
    assert not isinstance(tender.ask(REPORT, PLATFORM, OPENING), Rejected)


@pytest.mark.parametrize("since", [None, OPENING + timedelta(hours=1)])
def test_a_letter_after_the_draw_stops_no_panel(since):
    """Its owner would learn who is on it, or be rid of it: of what a member was of at the draw, or
    came to be of since.
    """
    employed = Assignment(EXPERTS[1], Post("EXPERT", LETTER.agency), LONG_AGO, None)
    for post in (employed, replace(employed, since=OPENING + timedelta(minutes=1))):
        tender = Tender(OPENS + 1, law(post))
        tender.law = replace(lettered(post), mandates=(replace(LETTER, since=since, until=None),))
        decision = tender.ask(REPORT, PLATFORM, OPENING + timedelta(hours=2))
        assert not isinstance(decision, Rejected), decision


@pytest.mark.parametrize("agency", [AGENCY.organisation, LETTER.agency])
def test_but_who_came_to_be_of_an_agency_that_was_one_at_the_draw_does(agency):
    later = Assignment(EXPERTS[1], Post("EXPERT", agency), OPENING + timedelta(hours=1), None)
    tender = Tender(OPENS + 1, lettered(later))
    refused(tender.ask(REPORT, PLATFORM, OPENING + timedelta(hours=2)), "panel.own_side")


def test_but_the_owners_own_on_the_panel_do():
    tender = Tender(OPENS, LARGE)
    tender.do(STEPS[OPENS][0], OWNER, OPENING)
    tender.do(replace(DRAWS, experts=4, representatives=OWN[:1]), PLATFORM, OPENING)
    assert not isinstance(tender.ask(REPORT, PLATFORM, OPENING), Rejected)


def test_whoever_says_who_keeps_away_does_not_choose_the_panel():
    """Three times as many as are drawn are left, and the event says without how many, and whom."""
    many = law(*(holds(f"N0000000000000{n:03}", EXPERT) for n in range(100, 111)))
    asked = {"avoid": EXPERTS[:1]}
    (told,) = draw(closed(many), **asked)
    assert (told.avoided, told.avoid) == (1, pool_digest(DRAWS.seed, EXPERTS[:1]))
    assert not {*told.members} & {*EXPERTS[:1]}
    refused(draw(closed(many), avoid=EXPERTS[:2]), "panel.too_many_avoided")


def test_a_kind_that_no_row_gives_a_panel_has_none():
    asked = replace(DRAWS, lot=PARCEL)
    given(LOTS, *BID_IN[:-1]).when(asked, by=PLATFORM, at=OPENING).refused_by(
        "panel.not_of_this_kind"
    )


def test_once_before_the_report_and_not_before_documents_can_be_had():
    refused(draw(Tender(1)), "lot.wrong_phase")
    assert draw(Tender(2))
    refused(draw(Tender(OPENS + 1)), "panel.drawn")
    refused(draw(Tender(OPENS + 2)), "lot.wrong_phase")


def test_nobody_is_drawn_while_the_lot_stands_still():
    tender = closed()
    tender.do(SuspendProcedure(lot=LOT, until=None, document=TEXT), OWNER, OPENING)
    refused(draw(tender), "lot.suspended")


def test_a_report_is_handed_in_once_the_panel_of_this_lot_was_drawn():
    tender = Tender(OPENS)
    tender.do(STEPS[OPENS][0], OWNER, OPENING)
    refused(tender.ask(REPORT, PLATFORM, OPENING), "panel.not_drawn")
    tender.do(replace(DRAWS, experts=5, avoid=()), PLATFORM, OPENING)
    assert tender.do(REPORT, PLATFORM, OPENING)


def test_who_acted_for_a_candidate_within_three_years_may_not_judge_it():
    """As itself, or in another's name."""
    bidder, year = Post("BIDDER", B1), timedelta(days=365)
    for ago, rule in ((2, "panel.tied"), (4, None)):
        until = OPENING - ago * year
        itself = law(holds(EXPERTS[1], bidder, until=until))
        for tied in (itself, deputy(EXPERTS[1], bidder, until=until)):
            decision = Tender(OPENS + 1, tied).ask(REPORT, PLATFORM, OPENING)
            if rule:
                refused(decision, rule)
                assert not re.search("N[0-9]", decision.detail), "who is on it is a secret"
            else:
                assert not isinstance(decision, Rejected)


@pytest.mark.parametrize(
    ("asked", "right"), [(DRAWS, {"PLATFORM"}), (REPORT, {"PLATFORM"})], ids=["d", "r"]
)
def test_the_platform_draws_and_hands_in_and_names_no_member(asked, right):
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == right


def test_the_seed_is_not_to_be_read_from_its_commitment():
    assert commitment(DRAWS.seed) != DRAWS.seed


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lot": "x"}, "lot 'x': expected"),
        ({"seed": "5e"}, "sha256 '5e': expected"),
        ({"experts": 0}, "experts 0: expected one or more"),
        ({"experts": MOST + 1}, f"experts {MOST + 1}: expected one or more"),
        ({"representatives": OWN[:1] * 2}, "representatives: expected each once"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        DrawPanel(**({name: getattr(DRAWS, name) for name in DRAWS.__slots__} | wrong))
