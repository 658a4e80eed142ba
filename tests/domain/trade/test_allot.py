"""A lot of one price goes to the first who applied, or to whom a draw says; no panel judges."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.categories.emission import EMISSION
from domain.desk.withdraw_bid import RevokeBid
from domain.drawing import ALGORITHM, OF_LOTS, bound, commitment, drawn, ranking
from domain.kernel import Post, Rejected, StreamId
from domain.lot.award import ConfirmTransaction
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import OpenBids
from domain.lot.draw import CommitDraw
from domain.lot.evaluation import RecordEvaluation
from domain.party.enrol import RegisterParty
from domain.permissions import may
from domain.phases import Phase
from domain.trade.allot import NOBODY, AllotQuota
from domain.trade.compare import CompareOffers
from tests.domain.trade.test_compare import BIDDERS, BIDS, OWED, owes
from tests.golden.facts import COMPANY
from tests.kit import purchase
from tests.kit.ordering import (
    ANNOUNCES,
    BEGINS,
    CANDIDATES,
    CLOCK,
    DEADLINE,
    FIRST,
    OPENING,
    SECOND,
    UNKNOWN,
    bid,
    refused,
    registered,
)
from tests.kit.story import asked as asked_by
from tests.kit.tendering import AGENCY, B1, B2, LOT, OWNER, TEXT

PRICE = purchase.BUDGET
SEED = "5e" * 32
OPENS = OpenBids(lot=LOT, bidders=3, bids=tuple(BIDS))
ALLOTS = AllotQuota(lot=LOT, bids=tuple(BIDS), deposits=tuple(OWED.values()), seed=None)
DRAWS = replace(ALLOTS, seed=SEED)
RANKS = ranking(OF_LOTS, SEED, bound(LOT, BIDS))
COMMITS = CommitDraw(lot=LOT, commitment=commitment(SEED))


def closed(method="定额出让", *, unpaid=(), **terms):
    """Three applied at the price, an hour after each other, most on a deposit."""
    trade = registered(EMISSION, method, "FIXED_PRICE_QUOTA", **terms)
    if method == "摇号":
        refused(trade.ask(*ANNOUNCES), "lot.not_yet_done")
        trade.do(COMMITS, CLOCK, BEGINS)
    trade.do(*ANNOUNCES)
    for n, (code, (party, _)) in enumerate(BIDS.items()):
        when = BEGINS + timedelta(hours=n)
        trade.do(RegisterParty(party=party, name=party, **UNKNOWN), Post("C-OPS"), when)
        trade.do(bid(code, party, PRICE), CLOCK, when)
        promised = () if party in unpaid else (purchase.DEPOSIT,)
        trade.memory.states[StreamId("deposit", OWED[party])] = owes(party, *promised)
    trade.do(PassDepositDeadline(lot=LOT, deadline=DEADLINE), CLOCK, DEADLINE)
    return trade


def opened(method="定额出让", **terms):
    """The same; they are open."""
    trade = closed(method, **terms)
    trade.do(OPENS, CLOCK, OPENING)
    return trade


def test_who_applied_first_has_the_lot_at_its_price():
    trade = opened()
    (told,) = trade.do(ALLOTS, CLOCK, OPENING)
    assert (told.winner, told.application, told.price_fen) == (B1, FIRST, PRICE)
    assert (told.seed, told.unsecured) == (None, ())
    assert (told.drawn_from, told.passed_over) == (None, ()), "nobody drew it"
    sold = ConfirmTransaction(lot=LOT, winner=B1, price_fen=PRICE)
    refused(trade.ask(replace(sold, winner=B2), OWNER, OPENING), "lot.no_candidate")
    refused(trade.ask(replace(sold, price_fen=PRICE + 1), OWNER, OPENING), "lot.other_price")
    trade.do(sold, OWNER, OPENING)
    assert trade.lot.phase is Phase.AWARDED


def test_an_application_that_was_handed_in_anew_counts_since_then():
    trade = registered(EMISSION, "定额出让", "FIXED_PRICE_QUOTA", deposit_fen=0)
    trade.do(*ANNOUNCES)
    anew = replace(bid(FIRST, B1, PRICE), file="cd" * 32)
    for asked, n in ((bid(FIRST, B1, PRICE), 0), (bid(SECOND, B2, PRICE), 1), (anew, 2)):
        when = BEGINS + timedelta(hours=n)
        party = RegisterParty(party=asked.party, name=asked.party, **UNKNOWN)
        trade.ask(party, Post("C-OPS"), when)
        trade.do(asked, CLOCK, when)
    trade.do(PassDepositDeadline(lot=LOT, deadline=DEADLINE), CLOCK, DEADLINE)
    both = {"lot": LOT, "bids": (FIRST, SECOND)}
    trade.do(OpenBids(bidders=2, **both), CLOCK, OPENING)
    (told,) = trade.do(AllotQuota(deposits=(), seed=None, **both), CLOCK, OPENING)
    assert told.winner == B2


def test_whom_the_seed_draws_has_the_lot_and_the_seed_is_told():
    trade = opened("摇号")
    (told,) = trade.do(DRAWS, CLOCK, OPENING)
    code, *_ = drawn(RANKS, BIDS, 3)
    assert (told.drawn_from, told.passed_over) == (bound(LOT, BIDS), ())
    assert (told.application, told.winner, told.seed) == (code, BIDS[code][0], SEED)
    assert trade.lot.draw.algorithm == OF_LOTS
    assert commitment(told.seed) == trade.lot.draw.commitment


def test_what_was_committed_to_another_way_of_drawing_is_drawn_by_that():
    trade = opened("摇号")
    was = replace(trade.lot, draw=replace(trade.lot.draw, algorithm=ALGORITHM))
    trade.memory.states[StreamId("lot", LOT)] = was
    (told,) = trade.do(DRAWS, CLOCK, OPENING)
    by_seed, *_ = drawn(SEED, BIDS, 3)
    assert told.application == by_seed


def test_who_is_drawn_hangs_on_all_who_applied():
    """Under a seed that is known beforehand nobody is the first of whatever pool there will be."""
    pools = [(FIRST, SECOND, f"B{n:016X}") for n in range(64)]
    before = {min((FIRST, SECOND), key=drawn(SEED, pool, 3).index) for pool in pools}
    orders = [drawn(ranking(OF_LOTS, SEED, bound(LOT, pool)), pool, 3) for pool in pools]
    now = {min((FIRST, SECOND), key=order.index) for order in orders}
    assert (len(before), len(now)) == (1, 2)


@pytest.mark.parametrize("company", [True, False], ids=["companies", "natural persons"])
def test_who_is_drawn_and_never_paid_is_passed_over_and_told_by_its_code(company):
    """Else nobody could draw again. Of natural persons drawn later nothing is told."""
    drawn_first, wins, drawn_last = drawn(RANKS, BIDS, 3)
    unpaid = drawn_first, drawn_last
    trade = opened("摇号", unpaid=tuple(BIDS[code][0] for code in unpaid))
    for stream in (StreamId("bid", code) for code in unpaid if company):
        trade.memory.states[stream] = replace(trade.memory.of(stream), party=COMPANY)
    (told,) = trade.do(DRAWS, CLOCK, OPENING)
    assert (told.application, told.passed_over) == (wins, (drawn_first,))
    assert told.drawn_from == bound(LOT, BIDS), "all that stood are drawn, also who never paid"
    assert {*told.unsecured} == ({*unpaid} if company else set())


def test_no_seed_draws_but_the_one_that_was_committed_to():
    for asked in (replace(DRAWS, seed="5f" * 32), ALLOTS):
        refused(opened("摇号").ask(asked, CLOCK, OPENING), "draw.other_seed")
    refused(opened().ask(DRAWS, CLOCK, OPENING), "draw.none")


def test_a_draw_is_committed_to_once_and_before_the_lot_is_announced():
    trade = registered(EMISSION, "摇号", "FIXED_PRICE_QUOTA")
    trade.do(COMMITS, CLOCK, BEGINS)
    assert trade.ask(COMMITS, CLOCK, BEGINS) == ()
    other = replace(COMMITS, commitment="ab" * 32)
    refused(trade.ask(other, CLOCK, BEGINS), "draw.committed")
    trade.do(*ANNOUNCES)
    refused(trade.ask(other, CLOCK, BEGINS), "lot.wrong_phase")
    first = registered(EMISSION, "定额出让", "FIXED_PRICE_QUOTA")
    refused(first.ask(COMMITS, CLOCK, BEGINS), "lot.wrong_procedure")


def test_a_lot_of_one_price_says_it_and_who_applies_names_no_other():
    with pytest.raises(AssertionError, match=r"lot\.no_price"):
        registered(EMISSION, "定额出让", "FIXED_PRICE_QUOTA", estimate_fen=None)
    assert registered(EMISSION, "拍卖", "ASCENDING", estimate_fen=None).lot.defined
    trade = registered(EMISSION, "定额出让", "FIXED_PRICE_QUOTA")
    trade.do(*ANNOUNCES)
    trade.do(RegisterParty(party=B1, name=B1, **UNKNOWN), Post("C-OPS"), BEGINS)
    for price in (PRICE - 1, PRICE + 1):
        refused(trade.ask(bid(FIRST, B1, price), CLOCK, BEGINS), "bid.other_price")
    trade.do(replace(bid(FIRST, B1, PRICE), price_fen=None), CLOCK, BEGINS)


def test_who_never_paid_its_deposit_has_nothing_to_lose_and_does_not_count():
    (told,) = opened(unpaid=(B1,)).do(ALLOTS, CLOCK, OPENING)
    assert told.winner == B2
    (failed,) = opened(unpaid=BIDDERS).do(ALLOTS, CLOCK, OPENING)
    assert failed.reason == NOBODY
    (told,) = opened(unpaid=BIDDERS, deposit_fen=0).do(replace(ALLOTS, deposits=()), CLOCK, OPENING)
    assert told.winner == B1


@pytest.mark.parametrize(("party", "told_of"), [(COMPANY, (FIRST,)), (B1, ())])
def test_whose_application_did_not_count_is_told_but_of_a_natural_person(party, told_of):
    trade, stream = opened(unpaid=(B1,)), StreamId("bid", FIRST)
    trade.memory.states[stream] = replace(trade.memory.of(stream), party=party)
    (told,) = trade.do(ALLOTS, CLOCK, OPENING)
    assert (told.winner, told.unsecured) == (B2, told_of)


def test_what_nobody_can_read_any_more_is_left_out():
    """Its natural person's key is destroyed."""
    trade, stream = opened(deposit_fen=0), StreamId("bid", FIRST)
    trade.memory.states[stream] = replace(trade.memory.of(stream), party=None)
    (told,) = trade.do(replace(ALLOTS, deposits=()), CLOCK, OPENING)
    assert told.winner == B2


def test_where_nobody_applied_the_lot_fails():
    trade = opened()
    (failed,) = trade.do(replace(ALLOTS, bids=()), CLOCK, OPENING)
    assert (failed.reason, trade.lot.phase) == (NOBODY, Phase.FAILED)


def test_all_are_named_by_the_platform_and_bound_once_they_are_due():
    leaves = RevokeBid(bid=SECOND, lot=LOT, party=B2, document="函", evidence=TEXT)
    for trade in (closed(), opened("摇号")):
        refused(trade.ask(leaves, CLOCK, OPENING), "bid.binding")
    refused(closed().ask(replace(OPENS, bidders=2), CLOCK, OPENING), "lot.offers_on_paper")
    other = replace(ALLOTS, bids=("B00000000000000A9",))
    refused(opened().ask(other, CLOCK, OPENING), "bid.another")


def test_nothing_is_allotted_before_it_is_open_nor_otherwise_than_so():
    refused(closed().ask(ALLOTS, CLOCK, OPENING), "lot.wrong_phase")
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES)
    refused(opened().ask(report, CLOCK, OPENING), "lot.wrong_procedure")
    compares = CompareOffers(lot=LOT, bids=ALLOTS.bids, deposits=ALLOTS.deposits)
    refused(opened().ask(compares, CLOCK, OPENING), "lot.wrong_procedure")
    with pytest.raises(ValueError, match=r"expected 64"):
        replace(ALLOTS, seed="x")


@pytest.mark.parametrize("asked", [ALLOTS, COMMITS])
def test_the_platform_alone_asks(asked):
    assert may(asked_by(CLOCK), asked) == CLOCK
    for post in (OWNER, AGENCY, Post("EXPERT", "专家库"), Post("C-OPS"), Post("ECO", "生态环境局")):
        found = may(asked_by(post), asked)
        assert isinstance(found, Rejected)
        assert found.rule == "permission.missing"
