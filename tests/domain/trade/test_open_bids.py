"""Bids are counted as they are opened, and the panel is held against everybody who bids."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.bid.events import BidRevoked, DecryptionFailed, Fault
from domain.bid.state import evolve
from domain.desk.withdraw_bid import RevokeBid, WithdrawBid
from domain.governance.assigned import Assignment
from domain.kernel import Post, Rejected, StreamId
from domain.lot.compete import OpenBids
from domain.lot.evaluation import RecordEvaluation
from domain.lot.events import BidOpened
from domain.panel.events import Leaving
from domain.party.enrol import RegisterParty
from domain.trade.leave_panel import LeavePanel
from domain.trade.replace_expert import ReplaceExpert
from domain.trade.submit_bid import SubmitBid
from tests.kit.sentences import hear
from tests.kit.tendering import (
    B1,
    B2,
    B3,
    B4,
    CANDIDATES,
    DRAWS,
    EXPERTS,
    LAW,
    LOT,
    OPENING,
    OPENS,
    STEPS,
    TEXT,
    Tender,
)
from tests.kit.till import at

PLATFORM = Post("PLATFORM")
WHEN = at(date(2026, 3, 10), 12)
BIDS = {party: f"B00000000000000B{party[-1]}" for party in (B1, B2, B3, B4)}
ALL = tuple(BIDS.values())
FILLS = ReplaceExpert(lot=LOT, representative=None, avoid=(), seed="77" * 32)
FAILED = DecryptionFailed(
    bid=ALL[0], failed_at=OPENING, fault=Fault.OTHER, document="记录", evidence=TEXT
)
REPORT = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES, bids=ALL)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


def due(law=LAW):
    """A lot for which four have bid; bids are due."""
    tender = Tender(2, law)
    for party, bid in BIDS.items():
        known = {"name": "某公司", "basic_account": None, "basic_bank": None}
        tender.do(RegisterParty(party=party, **known), Post("C-OPS"), WHEN)
        told = {"lot": LOT, "party": party, "file": TEXT, "price_fen": None, "deposit": None}
        tender.do(SubmitBid(bid=bid, **told), PLATFORM, WHEN)
    for asked, by, when in STEPS[2:OPENS]:
        tender.do(asked, by, when)
    return tender


def opening(bidders=4, bids=ALL):
    return OpenBids(lot=LOT, bidders=bidders, bids=bids)


def ask(tender, asked):
    return tender.ask(asked, PLATFORM, OPENING)


def judged(law=LAW):
    """Their bids are open, and a panel was drawn."""
    return competing(4, due(law))


@pytest.mark.parametrize("bidders", [4, 6])
def test_an_opening_says_which_of_its_bids_were_handed_in_here(bidders):
    opened = BidOpened(lot=LOT, opened_at=OPENING, bidders=bidders, counted=4, bids=ALL)
    assert ask(due(), opening(bidders)) == (opened,)


def test_none_of_those_that_were_handed_in_here_is_left_out_and_no_answer_counts_them():
    refused(ask(due(), opening(3)), "lot.more_bids")
    refused(ask(due(), opening(2)), "lot.too_few_bidders")
    assert "4" not in ask(due(), opening(3)).detail.replace(LOT, "")


def test_a_bid_that_is_named_is_of_this_lot():
    strange = (*ALL[1:], "B00000000000000FF")
    refused(ask(due(), opening(bids=strange)), "bid.another")
    with pytest.raises(ValueError, match=r"^bids: expected each once"):
        opening(bids=(ALL[0], ALL[0]))
    with pytest.raises(ValueError, match=r"^bid 'x': expected"):
        opening(bids=("x",))


def test_what_was_taken_back_by_then_is_not_counted_and_what_was_withdrawn_is_told():
    """What was revoked says so itself."""
    tender = due()
    notice = {"lot": LOT, "document": "撤销函", "evidence": TEXT}
    leaves = WithdrawBid(bid=BIDS[B2], party=B2, deposit=None, **notice)
    tender.do(leaves, PLATFORM, WHEN)
    asked = RevokeBid(bid=BIDS[B1], party=B1, **notice)
    (revoked,) = tender.do(asked, PLATFORM, OPENING)
    shown = {"document": "撤销函", "evidence": TEXT}
    assert revoked == BidRevoked(bid=BIDS[B1], revoked_at=OPENING, **shown)
    (opened,) = ask(tender, opening(3))
    assert (opened.counted, opened.bids, opened.withdrawn) == (2, ALL[2:], (BIDS[B2],))


def test_a_member_who_acted_for_any_bidder_does_not_judge_candidate_or_not():
    """4.2: B4 bids and is no candidate."""
    tied = Assignment(EXPERTS[1], Post("BIDDER", B4), OPENING - timedelta(days=365), None)
    law = replace(LAW, assignments=(*LAW.assignments, tied))
    refused(ask(judged(law), REPORT), "panel.tied")
    assert not isinstance(ask(judged(), REPORT), Rejected)


def test_a_report_names_no_bid_of_another_lot():
    strange = replace(REPORT, bids=("B00000000000000FF",))
    refused(ask(judged(), strange), "bid.another")


STRANGERS = ("N00000000000000F9", "N00000000000000F8")


SILENT = f"{{}} handed in no bid for {LOT} that stands: expected in on_paper, if its bid is there"
TWO = f"1 bids for {LOT} are on paper, 2 such were judged"


def names(*candidates, on_paper=(), bids=ALL):
    return replace(REPORT, candidates=candidates, on_paper=on_paper, bids=bids)


def competing(bidders, tender=None):
    """Bids are open: of so many, the four that came here or fewer; a panel was drawn."""
    tender = tender or due()
    tender.do(opening(bidders), PLATFORM, OPENING)
    tender.do(DRAWS, PLATFORM, OPENING)
    return tender


def without(party):
    """The same, where one withdrew in time, and one bid is on paper."""
    tender = due()
    notice = {"lot": LOT, "document": "撤回函", "evidence": TEXT, "deposit": None}
    tender.do(WithdrawBid(bid=BIDS[party], party=party, **notice), PLATFORM, WHEN)
    return competing(4, tender)


@pytest.mark.parametrize("others", [1, 2])
@pytest.mark.parametrize("paper", [0, 1, 2])
def test_no_more_are_put_forward_who_handed_in_nothing_than_bids_are_on_paper(paper, others):
    tender = competing(4 + paper)
    asked = names(*STRANGERS[:others], CANDIDATES[0], on_paper=STRANGERS[:others])
    answer = ask(tender, asked)
    if others > paper:
        refused(answer, "evaluation.nobodys")
    else:
        assert not isinstance(answer, Rejected), answer


def test_the_report_says_of_whom_it_puts_forward_whose_bid_is_on_paper():
    """Of nobody else: of who handed it in here, and of nobody who did not."""
    for asked in (names(STRANGERS[0], B1), names(STRANGERS[0], B1, on_paper=(B1, STRANGERS[0]))):
        refused(ask(competing(5), asked), "evaluation.nobodys")
    with pytest.raises(ValueError, match=r"^on_paper: expected some of those judged, each once$"):
        names(B1, on_paper=(STRANGERS[0],))
    with pytest.raises(ValueError, match=r"^on_paper: expected some of those judged, each once$"):
        names(B1, on_paper=(B1, B1))
    with pytest.raises(ValueError, match=r"^party 'x': expected"):
        names(B1, on_paper=("x",))


@pytest.mark.parametrize("on_paper", [(), CANDIDATES[:1]])
@pytest.mark.parametrize("fault", list(Fault))
def test_nobody_is_put_forward_whose_bid_stands_no_more_though_one_is_on_paper(fault, on_paper):
    tender = competing(5)
    bid = tender.memory.of(StreamId("bid", BIDS[CANDIDATES[0]]))
    ended = evolve(bid, replace(FAILED, bid=BIDS[CANDIDATES[0]], fault=fault))
    tender.memory.states[StreamId("bid", BIDS[CANDIDATES[0]])] = ended
    refused(ask(tender, replace(REPORT, on_paper=on_paper)), "evaluation.nobodys")
    assert not isinstance(ask(tender, replace(REPORT, candidates=CANDIDATES[1:])), Rejected)


def test_of_an_opening_that_named_no_bids_nobody_who_had_one_comes_on_paper():
    """Nobody said whether it was counted, or withdrawn before."""
    tender = without(B4)
    stream = StreamId("lot", LOT)
    before = replace(tender.lot.bids_opened, bids=None, withdrawn=())
    tender.memory.states[stream] = replace(tender.lot, bids_opened=before)
    refused(ask(tender, names(B4, on_paper=(B4,))), "evaluation.nobodys")


def test_who_withdrew_in_time_is_put_forward_by_a_bid_on_paper_alone():
    """Whom the report says to be there: nobody here can know, and no answer tells who withdrew."""
    for party in (B4, STRANGERS[0]):
        silent = ask(without(B4), names(party))
        refused(silent, "evaluation.nobodys")
        assert silent.detail == SILENT.format(party)
        assert not isinstance(ask(without(B4), names(party, on_paper=(party,))), Rejected)
        two = names(party, STRANGERS[1], on_paper=(party, STRANGERS[1]))
        assert ask(without(B4), two) == Rejected("evaluation.nobodys", TWO)


def test_who_was_counted_and_can_be_read_no_more_comes_on_paper_by_no_silence():
    """A natural person whose key was destroyed since: no bid is named as its own."""
    tender = competing(5)
    asked = names(B4, bids=ALL[:3])
    refused(ask(tender, asked), "evaluation.nobodys")


def test_who_judges_may_be_tied_to_whose_bid_stands_no_more():
    """It does not judge that one; and no refusal tells that there was one."""
    tied = Assignment(EXPERTS[1], Post("BIDDER", B4), OPENING - timedelta(days=365), None)
    tender = judged(replace(LAW, assignments=(*LAW.assignments, tied)))
    notice = {"lot": LOT, "document": "撤销函", "evidence": TEXT}
    tender.do(RevokeBid(bid=BIDS[B4], party=B4, **notice), PLATFORM, OPENING)
    assert not isinstance(ask(tender, REPORT), Rejected)


def employed(person, employer, until=None):
    """An expert of this employer, or who was until an instant."""
    since = LAW.assignments[0].since
    return Assignment(person, Post("EXPERT", employer), since, until)


def with_more(*posts):
    """The law, where two more are experts than a panel must have, and these posts are held."""
    more = (employed(one, "专家库") for one in MORE)
    return replace(LAW, assignments=(*LAW.assignments, *more, *posts))


MORE = ("N00000000000000F1", "N00000000000000F2")
A_YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    ("until", "drawn"), [(None, False), (OPENING - A_YEAR, False), (OPENING - 4 * A_YEAR, True)]
)
def test_nobody_is_drawn_whose_employer_bids_or_was_a_bidder_within_three_years(until, drawn):
    """4.2: of seven, one; with all who are left the panel is drawn, with that one none is."""
    tender = due(with_more(employed(MORE[0], B4, until)))
    tender.do(opening(), PLATFORM, OPENING)
    seven = ask(tender, replace(DRAWS, experts=7, bids=ALL))
    if drawn:
        assert MORE[0] in seven[0].members
        return
    refused(seven, "panel.too_few_experts")
    (told,) = ask(tender, replace(DRAWS, experts=5, bids=ALL))
    assert MORE[0] not in told.members


def test_before_the_opening_a_draw_knows_no_bid_and_who_is_tied_is_found_when_it_judges():
    tender = due(with_more(employed(MORE[0], B4)))
    refused(ask(tender, replace(DRAWS, bids=ALL)), "desk.not_open")
    tender.do(replace(DRAWS, experts=7), PLATFORM, OPENING)
    tender.do(opening(), PLATFORM, OPENING)
    refused(ask(tender, REPORT), "panel.tied")
    leaves = LeavePanel(lot=LOT, member=MORE[0], cause=Leaving.RECUSED, document=TEXT)
    tender.do(leaves, PLATFORM, OPENING)
    refused(ask(tender, REPORT), "panel.not_whole")


def test_in_the_place_of_who_was_tied_nobody_comes_who_is_tied_too():
    """Of two who could be drawn one is of a bidder: it is the other, whatever the seed."""
    for seed in ("11", "22", "33"):
        tender = due(with_more(employed(MORE[0], B4)))
        tender.do(opening(), PLATFORM, OPENING)
        tender.do(replace(DRAWS, bids=ALL), PLATFORM, OPENING)
        drawn = tender.memory.of(StreamId("panel", LOT)).members
        gone = drawn[0]
        leaves = LeavePanel(lot=LOT, member=gone, cause=Leaving.UNABLE, document=TEXT)
        tender.do(leaves, PLATFORM, OPENING)
        fills = replace(FILLS, seed=seed * 32, bids=ALL)
        strange = replace(fills, bids=("B00000000000000FF",))
        refused(ask(tender, strange), "bid.another")
        (told,) = ask(tender, fills)
        assert told.member != MORE[0]


@pytest.mark.parametrize("shape", [DRAWS, FILLS], ids=["draw", "fill"])
def test_a_draw_names_bids_by_their_codes(shape):
    with pytest.raises(ValueError, match=r"^bid 'x': expected"):
        replace(shape, bids=("x",))
