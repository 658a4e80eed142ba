"""Bids are counted as they are opened, and the panel is held against everybody who bids."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.desk.withdraw_bid import RevokeBid
from domain.governance.state import Assignment
from domain.kernel import Post, Rejected
from domain.lot.compete import OpenBids
from domain.lot.evaluation import RecordEvaluation
from domain.lot.events import BidOpened
from domain.party.enrol import RegisterParty
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
    OWNER,
    STEPS,
    TEXT,
    Tender,
)
from tests.kit.till import at

PLATFORM = Post("PLATFORM")
WHEN = at(date(2026, 3, 10), 12)
BIDS = {party: f"B00000000000000B{party[-1]}" for party in (B1, B2, B3, B4)}
ALL = tuple(BIDS.values())
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


def ask(tender, asked, by=OWNER):
    return tender.ask(asked, by, OPENING)


def judged(law=LAW):
    """Their bids are open, and a panel was drawn."""
    tender = due(law)
    tender.do(opening(), OWNER, OPENING)
    tender.do(DRAWS, PLATFORM, OPENING)
    return tender


@pytest.mark.parametrize(
    ("bidders", "bids", "counted"), [(4, ALL, 4), (6, ALL, 4), (3, None, None)]
)
def test_an_opening_says_how_many_of_its_bids_were_handed_in_here(bidders, bids, counted):
    opened = BidOpened(lot=LOT, opened_at=OPENING, bidders=bidders, counted=counted)
    assert ask(due(), opening(bidders, bids)) == (opened,)


def test_none_of_those_that_were_handed_in_here_is_left_out_and_no_answer_counts_them():
    refused(ask(due(), opening(3)), "lot.more_bids")
    refused(ask(due(), opening(2)), "lot.too_few_bidders")
    assert "4" not in ask(due(), opening(3)).detail.replace(LOT, "")


def test_a_bid_that_is_named_is_of_this_lot_and_stands():
    strange = (*ALL[1:], "B00000000000000FF")
    refused(ask(due(), opening(bids=strange)), "bid.another")
    tender = due()
    notice = {"lot": LOT, "party": B1, "document": "撤销函", "evidence": TEXT}
    tender.do(RevokeBid(bid=BIDS[B1], **notice), PLATFORM, OPENING)
    refused(ask(tender, opening()), "bid.another")
    with pytest.raises(ValueError, match=r"^bids: expected each once"):
        opening(bids=(ALL[0], ALL[0]))
    with pytest.raises(ValueError, match=r"^bid 'x': expected"):
        opening(bids=("x",))


def test_a_member_who_acted_for_any_bidder_does_not_judge_candidate_or_not():
    """4.2: B4 bids and is no candidate."""
    tied = Assignment(EXPERTS[1], Post("BIDDER", B4), OPENING - timedelta(days=365), None)
    law = replace(LAW, assignments=(*LAW.assignments, tied))
    refused(ask(judged(law), REPORT, PLATFORM), "panel.tied")
    assert not isinstance(ask(judged(), REPORT, PLATFORM), Rejected)


def test_a_report_names_no_bid_of_another_lot():
    strange = replace(REPORT, bids=("B00000000000000FF",))
    refused(ask(judged(), strange, PLATFORM), "bid.another")
