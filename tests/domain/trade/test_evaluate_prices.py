"""Where the lowest price has a lot its panel finds what prices are worth; the result follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.bid.state import Standing
from domain.categories.construction import CONSTRUCTION
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.desk.withdraw_bid import WithdrawBid
from domain.kernel import Post, Rejected, StreamId
from domain.lot.award import AwardLot
from domain.lot.compete import OpenBids
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.lot.events import BidOpened
from domain.lowest import Ground
from domain.party.enrol import RegisterParty
from domain.permissions import may
from domain.phases import Phase
from domain.trade.evaluate_prices import REJECTED, EvaluatePrices
from domain.trade.register_lot import RegisterLot
from domain.trade.score_bids import Score, ScoreBids
from tests.golden.facts import COMPANY
from tests.kit import purchase
from tests.kit.ordering import (
    A_DAY,
    ANNOUNCES,
    BEGINS,
    CANDIDATES,
    CLOCK,
    FIRST,
    OPEN,
    OPENING,
    PRICE,
    SECOND,
    UNKNOWN,
    bid,
    counts,
    draws,
    refused,
    registered,
    till_bids_are_in,
)
from tests.kit.story import asked as asked_by
from tests.kit.tendering import AGENCY, B1, B2, B3, B4, EXPERTS, LOT, OWNER, TEXT

LATER = OPENING + timedelta(hours=2)
LOW, MIDDLE, HIGH = counts(B2, PRICE), counts(B1, PRICE + 1), counts(B3, PRICE + 2)
ALL = (FIRST, SECOND)
"""The bids that were handed in here: of B1, and of B2."""
THIRD = "B00000000000000A3"
THREE = (*ALL, THIRD)
NOBODYS = "evaluation.nobodys"


def rejected(judged, ground):
    return replace(judged, evaluated_fen=None, ground=ground, reasons=TEXT)


def opened(method="询价", *, paper=1, gone=None):
    """Two quoted here, and so many on paper; a third quoted and withdrew in time, where one is
    `gone`. A panel of five is drawn.
    """
    tender = registered(GOVERNMENT_PROCUREMENT, method, "SEALED_LOWEST")
    for code, party, price in ((FIRST, B1, PRICE + 1), (SECOND, B2, PRICE)):
        tender.do(RegisterParty(party=party, name=party, **UNKNOWN), Post("C-OPS"), BEGINS)
        if code == FIRST:
            tender.do(*ANNOUNCES)
        tender.do(bid(code, party, price), CLOCK, BEGINS)
    if gone is not None:
        tender.do(RegisterParty(party=gone, name=gone, **UNKNOWN), Post("C-OPS"), BEGINS)
        tender.do(bid(THIRD, gone, PRICE - 5), CLOCK, BEGINS)
        notice = {"document": "撤回函", "evidence": TEXT, "deposit": None}
        tender.do(WithdrawBid(bid=THIRD, lot=LOT, party=gone, **notice), CLOCK, BEGINS)
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    tender.do(OpenBids(lot=LOT, bidders=2 + paper, bids=THREE if gone else ALL), CLOCK, OPENING)
    return tender


def competing(tender):
    """Its bids are open, all of them on paper; a panel of five is drawn."""
    opening = BidOpened(lot=LOT, opened_at=OPENING, bidders=4)
    opened_so = {"phase": Phase.COMPETITION, "opened": True, "bids_opened": opening}
    tender.memory.states[StreamId("lot", LOT)] = replace(tender.lot, **opened_so)
    tender.do(draws(5), CLOCK, OPENING)


def found(*judged, bids=ALL, on_paper=None):
    """What was found of these; of those who handed in none of the bids, of what is on paper."""
    here = {party for code, party in ((FIRST, B1), (SECOND, B2)) if code in bids}
    paper = [one.party for one in judged if one.party not in here]
    named = tuple(paper) if on_paper is None else on_paper
    return EvaluatePrices(lot=LOT, report=TEXT, judged=judged, bids=bids, on_paper=named)


def test_the_lowest_price_is_put_forward_first_and_has_the_lot():
    tender = opened()
    prices, report = tender.do(found(HIGH, MIDDLE, LOW), CLOCK, LATER)
    assert prices.judged == (HIGH, MIDDLE, LOW)
    assert report.candidates == (B2, B1, B3)
    award = AwardLot(lot=LOT, winner=B2, price_fen=PRICE)
    other = replace(award, winner=B1, price_fen=PRICE + 1)
    refused(tender.ask(other, OWNER, LATER + A_DAY), "lot.not_the_lowest")
    refused(
        tender.ask(replace(award, price_fen=PRICE - 1), OWNER, LATER + A_DAY), "lot.other_price"
    )
    tender.do(award, OWNER, LATER + A_DAY)
    assert tender.lot.phase is Phase.AWARDED


def test_what_a_price_is_worth_decides_and_what_it_names_is_paid():
    """As where policy takes a part off a small company's price."""
    tender = opened()
    small = replace(MIDDLE, evaluated_fen=PRICE - 1)
    _, report = tender.do(found(LOW, small, HIGH), CLOCK, LATER)
    assert report.candidates == (B1, B2, B3)
    award = AwardLot(lot=LOT, winner=B1, price_fen=PRICE + 1)
    refused(
        tender.ask(replace(award, price_fen=PRICE - 1), OWNER, LATER + A_DAY), "lot.other_price"
    )
    tender.do(award, OWNER, LATER + A_DAY)


@pytest.mark.parametrize("ground", Ground)
def test_who_is_rejected_does_not_have_it_however_low(ground):
    _, report = opened().do(found(rejected(LOW, ground), MIDDLE, HIGH), CLOCK, LATER)
    assert report.candidates == (B1, B3)


def test_where_all_are_rejected_the_lot_fails():
    tender = opened()
    none = (rejected(one, Ground.NOT_RESPONSIVE) for one in (LOW, MIDDLE, HIGH))
    (failed,) = tender.do(found(*none), CLOCK, LATER)
    assert (failed.reason, tender.lot.phase) == (REJECTED, Phase.FAILED)


def test_of_equal_prices_the_one_that_the_panel_names_first_has_it():
    same = counts(B3, PRICE)
    _, report = opened().do(found(MIDDLE, same, LOW), CLOCK, LATER)
    assert report.candidates == (B3, B2, B1)


def test_every_bid_is_judged_at_the_price_that_it_names_and_nobody_elses():
    refused(opened().ask(found(LOW, HIGH), CLOCK, LATER), "evaluation.not_all")
    other = counts(B1, PRICE - 5)
    refused(opened().ask(found(LOW, other, HIGH), CLOCK, LATER), "evaluation.other_price")
    refused(opened(paper=0).ask(found(LOW, MIDDLE, HIGH), CLOCK, LATER), "evaluation.nobodys")
    strange = found(LOW, MIDDLE, HIGH, bids=("B00000000000000A9",))
    refused(opened().ask(strange, CLOCK, LATER), "bid.another")


def test_whose_bid_is_on_paper_is_judged_and_nobody_else_besides():
    """As many as were counted at the opening: no more, and none is left out."""
    refused(opened().ask(found(LOW, MIDDLE), CLOCK, LATER), "evaluation.not_all")
    stranger = counts(B4, 1)
    refused(opened().ask(found(LOW, MIDDLE, HIGH, stranger), CLOCK, LATER), "evaluation.nobodys")


@pytest.mark.parametrize("on_paper", [(B3,), (B2, B3)])
def test_who_revoked_its_bid_is_judged_no_more_here_or_on_paper(on_paper):
    tender, stream = opened(paper=2), StreamId("bid", SECOND)
    tender.memory.states[stream] = replace(tender.memory.of(stream), standing=Standing.REVOKED)
    asked = found(LOW, MIDDLE, HIGH, on_paper=on_paper)
    refused(tender.ask(asked, CLOCK, LATER), "evaluation.nobodys")
    fourth = counts(B4, PRICE)
    _, report = tender.do(found(MIDDLE, HIGH, fourth), CLOCK, LATER)
    assert report.candidates == (B4, B1, B3)


GONE = counts(B4, PRICE - 5)


def test_who_withdrew_in_time_does_not_have_it_by_that_bid():
    """A lower price than any that stands; the one on paper is judged in any case."""
    tender = opened(gone=B4)
    refused(tender.ask(found(LOW, MIDDLE, GONE, bids=THREE, on_paper=()), CLOCK, LATER), NOBODYS)
    refused(tender.ask(found(LOW, MIDDLE, GONE, HIGH, bids=THREE), CLOCK, LATER), NOBODYS)
    _, report = tender.do(found(LOW, MIDDLE, HIGH, bids=THREE), CLOCK, LATER)
    assert report.candidates == (B2, B1, B3)


def test_who_withdrew_in_time_and_came_on_paper_instead_is_judged_by_that():
    """As the report says: nobody here can know."""
    _, report = opened(gone=B4).do(found(LOW, MIDDLE, GONE, bids=THREE), CLOCK, LATER)
    assert report.candidates == (B4, B2, B1)


@pytest.mark.parametrize("on_paper", [(), (B4,)])
@pytest.mark.parametrize("paper", [0, 1, 2])
def test_no_answer_tells_the_panel_whether_a_party_withdrew_in_time(paper, on_paper):
    asked = found(LOW, MIDDLE, GONE, bids=THREE, on_paper=on_paper)
    answers = [
        opened(paper=paper, gone=gone).ask(asked, CLOCK, LATER)
        for gone in (B4, "N00000000000000F1")
    ]
    assert answers[0] == answers[1]
    assert isinstance(answers[0], Rejected) == ((paper, on_paper) != (1, (B4,)))


def test_a_bid_that_stands_here_is_judged_as_none_on_paper():
    asked = found(LOW, MIDDLE, HIGH, on_paper=(B1, B3))
    refused(opened().ask(asked, CLOCK, LATER), NOBODYS)


def test_a_bid_that_its_bidder_encrypted_is_judged_at_what_was_read_in_it():
    tender, stream = opened(paper=0), StreamId("bid", FIRST)
    tender.memory.states[stream] = replace(tender.memory.of(stream), price_fen=None)
    _, report = tender.do(found(LOW, counts(B1, PRICE - 7)), CLOCK, LATER)
    assert report.candidates == (B1, B2)


def test_no_panel_scores_or_names_candidates_where_the_lowest_price_has_it_nor_prices_where_not():
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES, bids=ALL)
    refused(opened().ask(report, CLOCK, LATER), "lot.by_price")
    given = (Score(party=B2, points=8_750, reasons=TEXT),)
    sheet = ScoreBids(lot=LOT, member=EXPERTS[0], scores=given, bids=ALL, on_paper=())
    refused(opened().ask(sheet, CLOCK, LATER), "lot.by_price")
    scored = registered(GOVERNMENT_PROCUREMENT, OPEN, "SEALED_SCORED")
    refused(scored.ask(found(LOW, bids=()), CLOCK, LATER), "lot.wrong_phase")
    competing(scored)
    refused(scored.ask(found(LOW, bids=()), CLOCK, LATER), "lot.not_by_price")


def test_its_method_says_that_the_lowest_price_has_it_and_no_registrars_word():
    scored = registered(GOVERNMENT_PROCUREMENT, OPEN, "SEALED_SCORED")
    asked = next(one for one, _, _ in purchase.REGISTERED if isinstance(one, RegisterLot))
    other = replace(asked, lot="A-2", scopes=("LOWEST",))
    refused(scored.ask(other, AGENCY, BEGINS), "lot.unknown_scope")


def test_a_construction_tender_puts_three_forward_and_the_next_comes_at_its_own_price():
    tender = registered(CONSTRUCTION, OPEN, "SEALED_LOWEST", basic_account=True)
    assert tender.lot.scopes == ("LOWEST",)
    competing(tender)
    fourth = counts("N00000000000000B4", PRICE + 3)
    company = rejected(counts(COMPANY, PRICE // 2), Ground.ABNORMALLY_LOW)
    prices, report = tender.do(found(fourth, HIGH, company, MIDDLE, LOW, bids=()), CLOCK, LATER)
    assert report.candidates == (B2, B1, B3)
    assert prices.judged == (HIGH, company, MIDDLE, LOW), "the fourth is a natural person's"
    until = LATER.date() + timedelta(days=9)
    public = PubliciseCandidates(lot=LOT, until=until, candidates=(B2, B1, B3))
    tender.do(public, AGENCY, LATER)
    then = LATER + timedelta(days=10)
    tender.do(AwardLot(lot=LOT, winner=B2, price_fen=PRICE), OWNER, then)
    tender.do(RecordDefault(lot=LOT, document="认定书", evidence=TEXT), OWNER, then)
    following = ConfirmNextCandidate(lot=LOT, price_fen=PRICE)
    refused(tender.ask(following, OWNER, then), "lot.other_price")
    tender.do(replace(following, price_fen=PRICE + 1), OWNER, then)
    assert tender.lot.winner == B1


def test_the_platform_asks_for_the_panel_alone():
    assert may(asked_by(CLOCK), found(LOW)) == CLOCK
    for post in (OWNER, AGENCY, Post("EXPERT", "专家库")):
        assert may(asked_by(post), found(LOW)).rule == "permission.missing"


def test_what_cannot_be_meant_is_not_asked():
    with pytest.raises(ValueError, match=r"^judged: expected one or more, each once$"):
        found()
    with pytest.raises(ValueError, match=r"^party 'x': expected"):
        found(replace(LOW, party="x"))
    with pytest.raises(ValueError, match=r"^sha256 'x': expected"):
        found(replace(LOW, reasons="x"))
    for named in ((B1, B1), (B4,)):
        with pytest.raises(ValueError, match=r"^on_paper: expected some of those judged, each"):
            found(LOW, MIDDLE, on_paper=named)
