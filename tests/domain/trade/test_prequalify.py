"""Who wants to bid applies first, is judged by the panel, and bids only where it was qualified."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.application.events import ApplicationReceived, ApplicationReviewed
from domain.application.state import Standing
from domain.application.stream import APPLICATION as APPLICATIONS
from domain.categories.construction import CONSTRUCTION
from domain.governance.assigned import Assignment
from domain.kernel import KeyName, Post, Rejected, StreamId
from domain.lot.announce import PostponeDeadline
from domain.lot.close import FailLot
from domain.lot.documents import IssueDocuments
from domain.lot.prequalified import (
    PrequalificationClarified,
    PrequalificationConcluded,
    PrequalificationIssued,
    QualifiedInvited,
)
from domain.lot.prequalify import ConcludePrequalification, IssuePrequalification
from domain.lot.prequalify_after import ClarifyPrequalification, InviteQualified
from domain.lot.suspend import SuspendProcedure
from domain.packs.written import written
from domain.panel.events import Leaving
from domain.party.enrol import RegisterParty
from domain.permissions import may
from domain.phases import Phase
from domain.roles import ROLE_CODES
from domain.trade.apply import ReviewApplication, SubmitApplication
from domain.trade.leave_panel import LeavePanel
from domain.trade.replace_expert import ReplaceExpert
from domain.trade.submit_bid import SubmitBid
from domain.trade.suspension import ResumeProcedure
from domain.trade_codes import application_of
from tests.kit.sentences import hear
from tests.kit.story import asked as asked_by
from tests.kit.tendering import (
    AGENCY,
    B1,
    B2,
    B3,
    B4,
    DRAWS,
    EXPERTS,
    LAW,
    LOT,
    OPENING,
    OWNER,
    PACK,
    TEXT,
    Tender,
)
from tests.kit.till import at

PLATFORM = Post("PLATFORM")
BEGINS = at(date(2026, 3, 2), 10)
SOLD, CLOSES = at(date(2026, 3, 7), 17), at(date(2026, 3, 12), 17)
"""Five days each, as they must have: the first of each is not counted."""
SECOND = timedelta(seconds=1)
OTHER = "cd" * 32
ISSUES = IssuePrequalification(lot=LOT, until=SOLD, closes_at=CLOSES, text=TEXT)
INVITES = InviteQualified(lot=LOT, text=TEXT)
CLARIFIES = ClarifyPrequalification(lot=LOT, affects=True, text=TEXT, until=None, closes_at=None)
B5 = "N00000000000000B5"
BIDS = {party: f"B00000000000000B{party[-1]}" for party in (B1, B2, B3, B4, B5)}
THREE = (B1, B2, B3)
"""As many as must be qualified."""
LARGE = replace(
    LAW, assignments=(*LAW.assignments, replace(LAW.assignments[0], person="N00000000000000F1"))
)
"""One more may be drawn than a panel must have."""
FILLS = ReplaceExpert(lot=LOT, representative=None, avoid=(), seed="77" * 32)
ISSUED = PrequalificationIssued(lot=LOT, issued_at=BEGINS, until=SOLD, closes_at=CLOSES, text=TEXT)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def applies(party=B1, file=TEXT):
    return SubmitApplication(
        application=application_of(BIDS[party]), lot=LOT, party=party, file=file
    )


def finds(party=B1, qualified=True):
    of = application_of(BIDS[party])
    return ReviewApplication(application=of, lot=LOT, qualified=qualified, grounds=TEXT)


def concludes(*parties):
    came = tuple(application_of(BIDS[party]) for party in parties)
    return ConcludePrequalification(lot=LOT, report=TEXT, applications=came)


def begun(law=LAW):
    """Announced, its prequalification issued, and who may want to bid known."""
    tender = Tender(1, law)
    tender.do(ISSUES, AGENCY, BEGINS)
    for party in BIDS:
        known = {"name": "某公司", "basic_account": None, "basic_bank": None}
        tender.do(RegisterParty(party=party, **known), Post("C-OPS"), BEGINS)
    return tender


def closed(*parties, law=LAW):
    """These have applied, no more come, and a panel was drawn."""
    tender = begun(law)
    for party in parties:
        tender.do(applies(party), PLATFORM, CLOSES - SECOND)
    tender.do(DRAWS, PLATFORM, CLOSES)
    return tender


def found(*parties, but=(), law=LAW):
    """The same, and the panel found that these may bid, but for those."""
    tender = closed(*parties, law=law)
    for party in parties:
        tender.do(finds(party, party not in but), PLATFORM, CLOSES)
    return tender


def replaced(tender):
    """One of the panel leaves and another is drawn, a second later each."""
    members = tender.memory.of(StreamId("panel", LOT)).members
    leaves = LeavePanel(lot=LOT, member=members[0], cause=Leaving.RECUSED, document=TEXT)
    tender.do(leaves, PLATFORM, CLOSES + SECOND)
    refused(ask(tender, concludes(*THREE), CLOSES + SECOND), "panel.not_whole")
    (told,) = tender.do(FILLS, PLATFORM, CLOSES + 2 * SECOND)
    return told.member


def ask(tender, asked, when=CLOSES, by=PLATFORM):
    return tender.ask(asked, by, when)


def standing(tender, party=B1):
    return tender.memory.of(StreamId("application", application_of(BIDS[party]))).standing


def test_the_owner_lets_them_apply_first_and_the_lot_stays_announced():
    tender = Tender(1)
    assert ask(tender, ISSUES, BEGINS, AGENCY) == (ISSUED,)
    assert (tender.lot.phase, tender.lot.prequalification.issued) == (Phase.ANNOUNCED, ISSUED)
    refused(ask(tender, ISSUES, BEGINS, OWNER), "prequalification.issued")


@pytest.mark.parametrize(
    ("until", "closes_at", "rule"),
    [
        (SOLD - timedelta(days=1), CLOSES, "lot.term_too_short"),  # CT-02
        (SOLD, CLOSES - timedelta(days=1), "lot.term_too_short"),  # CT-04
        (BEGINS, CLOSES, "prequalification.order"),
        (CLOSES, SOLD, "prequalification.order"),
        (SOLD, OPENING, "prequalification.order"),
    ],
)
def test_five_days_to_get_the_documents_and_five_more_to_apply(until, closes_at, rule):
    asked = replace(ISSUES, until=until, closes_at=closes_at)
    refused(ask(Tender(1), asked, BEGINS, AGENCY), rule)


def test_only_once_it_is_announced_and_before_the_tenders_own_documents():
    refused(ask(Tender(0), ISSUES, BEGINS, AGENCY), "lot.wrong_phase")
    refused(ask(Tender(2), ISSUES, BEGINS, AGENCY), "lot.wrong_phase")
    refused(ask(Tender(1), applies(), BEGINS), "lot.not_yet_done")
    stranger = replace(OWNER, organisation="水利局")
    refused(ask(Tender(1), ISSUES, BEGINS, stranger), "lot.not_yours")


def test_a_party_applies_until_they_close_and_its_last_word_counts():
    tender = begun()
    received = ApplicationReceived(
        application=application_of(BIDS[B1]),
        received_at=CLOSES - SECOND,
        lot=LOT,
        party=B1,
        file=TEXT,
    )
    assert ask(tender, applies(), CLOSES - SECOND) == (received,)
    assert ask(tender, applies(), CLOSES - SECOND) == ()
    assert ask(tender, applies(file=OTHER), CLOSES - SECOND) == (replace(received, file=OTHER),)
    refused(ask(tender, applies()), "lot.too_late")
    refused(ask(tender, replace(applies(), party=B2), BEGINS), "application.another")
    refused(ask(tender, replace(applies(), party="N00000000000000B9"), BEGINS), "party.unknown")


def test_whose_an_application_is_lies_under_the_lots_key_and_a_persons_own():
    first = ApplicationReceived(
        application=application_of(BIDS[B1]), received_at=BEGINS, lot=LOT, party=B1, file=TEXT
    )
    assert APPLICATIONS.keys(first) == (KeyName("lot", LOT), KeyName("party", B1))
    assert APPLICATIONS.keys(replace(first, lot=None, party=None)) == ()


def test_the_panel_finds_who_may_bid_once_no_more_apply():
    tender = closed(B1)
    reviewed = ApplicationReviewed(
        application=application_of(BIDS[B1]), reviewed_at=CLOSES, qualified=True, grounds=TEXT
    )
    refused(ask(tender, finds(), CLOSES - SECOND), "lot.too_early")
    assert ask(tender, finds()) == (reviewed,)
    assert ask(tender, finds()) == ()
    assert ask(tender, finds(qualified=False)) == (replace(reviewed, qualified=False),)
    assert standing(tender) is Standing.REJECTED
    refused(ask(tender, finds(B2)), "application.unknown")


def test_a_panel_that_is_not_drawn_not_whole_or_tied_finds_nothing():
    tender = begun()
    tender.do(applies(), PLATFORM, BEGINS)
    refused(ask(tender, finds()), "panel.not_drawn")
    tender.do(DRAWS, PLATFORM, CLOSES)
    leaves = LeavePanel(lot=LOT, member=EXPERTS[1], cause=Leaving.RECUSED, document=TEXT)
    tender.do(leaves, PLATFORM, CLOSES)
    refused(ask(tender, finds()), "panel.not_whole")
    tied = Assignment(EXPERTS[1], Post("BIDDER", B1), BEGINS, None)
    told = replace(LAW, assignments=(*LAW.assignments, tied))
    refused(ask(closed(B1, law=told), finds()), "panel.tied")


def test_while_the_lot_stands_still_nobody_applies_and_then_the_rest_of_the_time_runs():
    tender, goes_on = begun(), CLOSES + timedelta(days=1)
    stops = CLOSES - SECOND
    tender.do(SuspendProcedure(lot=LOT, until=None, document=TEXT), OWNER, stops)
    refused(ask(tender, applies(), stops), "lot.suspended")
    before, meanwhile = stops - SECOND, stops + SECOND
    assert not isinstance(late(tender, applies(B2), before, decided=meanwhile), Rejected)
    for asked in (concludes(B2), finds(B2)):
        refused(ask(tender, asked), "lot.suspended")
    tender.do(ResumeProcedure(lot=LOT, case=None, document=TEXT), OWNER, goes_on)
    refused(late(tender, applies(), meanwhile, decided=goes_on), "lot.suspended")
    closes = CLOSES + (goes_on - stops)
    for asked in (concludes(B2), finds(B2)):
        refused(ask(tender, asked, closes - SECOND), "lot.too_early")
    assert not isinstance(ask(tender, applies(), closes - SECOND), Rejected)
    refused(ask(tender, applies(B3), closes), "lot.too_late")


def late(tender, asked, received_at, decided):
    """What was at the door at an instant, and is decided at a later one."""
    return tender.memory.ask(asked, PLATFORM, at=decided, received_at=received_at, law=tender.law)


def test_it_ends_once_and_says_whether_enough_may_bid_but_not_how_many():
    tender, ends = found(*THREE), concludes(*THREE)
    refused(ask(tender, ends, CLOSES - SECOND), "lot.too_early")
    told = PrequalificationConcluded(lot=LOT, concluded_on=CLOSES.date(), report=TEXT, enough=True)
    assert ask(tender, ends) == (told,)
    refused(ask(tender, ends), "prequalification.concluded")
    refused(ask(tender, applies()), "prequalification.concluded")
    refused(ask(tender, finds()), "prequalification.concluded")


def test_it_does_not_end_while_one_is_not_reviewed_or_was_never_handed_in():
    refused(ask(begun(), concludes()), "panel.not_drawn")
    tender = closed(*THREE)
    for party in THREE:
        refused(ask(tender, concludes(*THREE)), "application.not_reviewed")
        tender.do(finds(party), PLATFORM, CLOSES)
    refused(ask(tender, concludes(*THREE, B4)), "application.unknown")
    assert not isinstance(ask(tender, concludes(*THREE)), Rejected)


def test_what_a_panel_found_before_its_place_was_filled_is_found_anew():
    tender, later = found(*THREE, law=LARGE), CLOSES + 2 * SECOND
    replaced(tender)
    for party in THREE:
        refused(ask(tender, concludes(*THREE), later), "application.not_reviewed")
        (again,) = tender.do(finds(party), PLATFORM, later)
        assert again.reviewed_at == later
    assert ask(tender, finds(), later) == ()
    assert not isinstance(ask(tender, concludes(*THREE), later), Rejected)


def test_who_came_in_a_free_place_is_held_against_those_who_were_reviewed_already():
    tender = found(*THREE, law=LARGE)
    tied = Assignment(replaced(tender), Post("BIDDER", B3), BEGINS, None)
    tender.law = replace(LARGE, assignments=(*LARGE.assignments, tied))
    refused(ask(tender, concludes(*THREE), CLOSES + 2 * SECOND), "panel.tied")


def documents(tender):
    """More time for bids, and the tender's own documents."""
    later = {"deposit_deadline": at(date(2026, 4, 9), 17), "opening_at": at(date(2026, 4, 10), 9)}
    tender.do(PostponeDeadline(lot=LOT, **later), AGENCY, CLOSES)
    return ask(tender, IssueDocuments(lot=LOT, until=later["opening_at"], text=TEXT), by=AGENCY)


def test_fewer_than_three_who_may_bid_are_too_few_and_it_is_tendered_anew():
    tender = found(*THREE, but=[B2])
    refused(documents(tender), "prequalification.not_succeeded")
    (told,) = ask(tender, concludes(*THREE))
    assert not told.enough
    refused(documents(tender), "prequalification.not_succeeded")
    tender.do(FailLot(lot=LOT, reason="通过资格预审的申请人少于三个"), OWNER, CLOSES)
    assert tender.lot.phase is Phase.FAILED


def test_nobody_bids_who_was_not_found_qualified():
    came = (B1, B2, B3, B4)
    tender = found(*came, but=[B2])
    bid = SubmitBid(bid=BIDS[B1], lot=LOT, party=B1, file=TEXT, price_fen=None, deposit=None)
    refused(ask(tender, bid), "application.not_qualified")
    tender.do(concludes(*came), PLATFORM, CLOSES)
    refused(ask(tender, bid), "prequalification.not_invited")
    refused(documents(tender), "prequalification.not_invited")
    tender.do(INVITES, AGENCY, CLOSES)
    assert not isinstance(documents(tender), Rejected)
    for party in (B2, B5):
        refused(
            ask(tender, replace(bid, bid=BIDS[party], party=party)), "application.not_qualified"
        )
    refused(ask(tender, replace(bid, party=B2)), "application.not_qualified")
    assert not isinstance(ask(tender, bid), Rejected)


def test_the_owner_invites_all_who_were_found_qualified_whoever_they_are():
    tender = found(*THREE)
    refused(ask(tender, INVITES, by=OWNER), "lot.not_yet_done")
    tender.do(concludes(*THREE), PLATFORM, CLOSES)
    told = QualifiedInvited(lot=LOT, invited_at=CLOSES, text=TEXT)
    assert ask(tender, INVITES, by=OWNER) == (told,)
    refused(ask(tender, INVITES, by=replace(OWNER, organisation="水利局")), "lot.not_yours")
    tender.do(INVITES, OWNER, CLOSES)
    assert ask(tender, INVITES, by=AGENCY) == ()
    refused(ask(tender, replace(INVITES, text=OTHER), by=AGENCY), "prequalification.invited")


def test_where_too_few_were_qualified_nobody_is_invited():
    tender = found(*THREE, but=[B2])
    tender.do(concludes(*THREE), PLATFORM, CLOSES)
    refused(ask(tender, INVITES, by=OWNER), "prequalification.not_succeeded")


def test_by_rules_that_know_no_invitation_who_was_qualified_bids_without():
    """Packs that were published before it say so."""
    order = tuple(row for row in CONSTRUCTION.lifecycle if row.event != "QualifiedInvited")
    pack = replace(PACK, written=written(replace(CONSTRUCTION, lifecycle=order)))
    tender = found(*THREE, law=replace(LAW, packs=(pack,)))
    tender.do(concludes(*THREE), PLATFORM, CLOSES)
    refused(ask(tender, INVITES, by=OWNER), "lot.wrong_procedure")
    bid = SubmitBid(bid=BIDS[B1], lot=LOT, party=B1, file=TEXT, price_fen=None, deposit=None)
    assert not isinstance(ask(tender, bid), Rejected)
    assert not isinstance(documents(tender), Rejected)


LATE = CLOSES - timedelta(days=2)
"""Too late to change what may affect applications: three days must be left (CT-05)."""
A_DAY = timedelta(days=1)


def test_what_changes_its_documents_leaves_three_days_or_gives_more_time():
    tender = begun()
    plain = replace(CLARIFIES, affects=False, text=OTHER)
    affects = replace(plain, affects=True)
    told = PrequalificationClarified(
        lot=LOT, clarified_at=LATE, affects=False, text=OTHER, until=None, closes_at=None
    )
    assert ask(tender, plain, LATE, AGENCY) == (told,)
    refused(ask(tender, affects, LATE, AGENCY), "lot.term_too_short")
    more = replace(affects, until=SOLD, closes_at=CLOSES + A_DAY)
    (moved,) = tender.do(more, AGENCY, LATE)
    assert moved == replace(told, affects=True, until=SOLD, closes_at=CLOSES + A_DAY)
    assert not isinstance(ask(tender, applies(), CLOSES), Rejected), "they close a day later"
    assert ask(tender, more, LATE, AGENCY) == ask(tender, affects, LATE, AGENCY) == ()
    refused(ask(tender, finds(), CLOSES), "lot.too_early")
    refused(ask(tender, plain, CLOSES + A_DAY, AGENCY), "lot.too_late")


@pytest.mark.parametrize(
    ("until", "closes_at", "rule"),
    [
        (SOLD, CLOSES - SECOND, "lot.not_later"),
        (SOLD - SECOND, CLOSES, "lot.not_later"),
        (SOLD + A_DAY, CLOSES + A_DAY, "prequalification.order"),  # past by then
        (LATE + A_DAY, CLOSES + A_DAY, "lot.term_too_short"),  # CT-04
        (SOLD, OPENING, "prequalification.order"),
    ],
)
def test_its_times_move_later_alone_and_stay_as_long_as_the_law_has_them(until, closes_at, rule):
    asked = replace(CLARIFIES, affects=False, until=until, closes_at=closes_at)
    refused(ask(begun(), asked, LATE, OWNER), rule)


def test_its_documents_can_be_had_longer_where_they_change_in_time():
    tender, while_had = begun(), SOLD - A_DAY
    asked = replace(CLARIFIES, until=SOLD + A_DAY, closes_at=CLOSES + A_DAY)
    tender.do(asked, OWNER, while_had)
    begun_so = tender.lot.prequalification
    assert (begun_so.until, begun_so.closes_at) == (SOLD + A_DAY, CLOSES + A_DAY)
    assert begun_so.issued == ISSUED


def test_only_what_was_issued_is_clarified_and_not_once_it_is_over():
    plain = replace(CLARIFIES, affects=False)
    refused(ask(Tender(1), plain, BEGINS, AGENCY), "lot.not_yet_done")
    refused(ask(begun(), plain, BEGINS, replace(OWNER, organisation="水利局")), "lot.not_yours")


def test_without_prequalification_anybody_bids():
    tender = Tender(2)
    known = {"name": "某公司", "basic_account": None, "basic_bank": None}
    tender.do(RegisterParty(party=B1, **known), Post("C-OPS"), BEGINS)
    bid = SubmitBid(bid=BIDS[B1], lot=LOT, party=B1, file=TEXT, price_fen=None, deposit=None)
    assert not isinstance(ask(tender, bid), Rejected)


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (ISSUES, {"OWNER", "AGENCY"}),
        (INVITES, {"OWNER", "AGENCY"}),
        (CLARIFIES, {"OWNER", "AGENCY"}),
        (applies(), {"PLATFORM"}),
        (finds(), {"PLATFORM"}),
        (concludes(B1), {"PLATFORM"}),
    ],
    ids=lambda one: getattr(one, "NAME", ""),
)
def test_the_platform_asks_for_bidders_and_members(asked, right):
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == right


@pytest.mark.parametrize(
    ("asked", "wrong", "said"),
    [
        (ISSUES, {"text": "x"}, "sha256 'x': expected"),
        (INVITES, {"text": "x"}, "sha256 'x': expected"),
        (CLARIFIES, {"until": SOLD}, "until, closes_at: expected both, or neither"),
        (concludes(), {"applications": ("x",)}, "application 'x': expected A and 16"),
        (concludes(), {"applications": (application_of(BIDS[B1]),) * 2}, "applications: expected"),
        (applies(), {"application": "x"}, "application 'x': expected A and 16"),
        (finds(), {"grounds": "x"}, "sha256 'x': expected"),
    ],
    ids=["i", "invites", "clarifies", "c", "twice", "a", "f"],
)
def test_what_cannot_be_meant_is_not_asked(asked, wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(asked, **wrong)
