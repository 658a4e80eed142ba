"""A lot for which five thousand bid: what is too much for one fact several name, before it."""

from dataclasses import asdict, replace
from functools import cache
from itertools import chain

import msgspec
import pytest

from api.draws import Draw, differing
from api.http import guard
from api.http.panels import JUDGED_MOST, PricesIn
from domain.bid.state import Bid, Standing
from domain.categories.emission import EMISSION
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.state_property import STATE_PROPERTY
from domain.desk.grounds import unfounded
from domain.drawing import OF_LOTS, bound, drawn, ranking
from domain.kernel import StreamId
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import OpenBids
from domain.lot.counted import MOST, NONE, parts
from domain.lot.disclose import CloseDisclosure
from domain.lot.evaluation import RecordEvaluation
from domain.lot.fold import evolve
from domain.lot.state import Lot
from domain.lot.tendered import EvaluationReportReceived, PricesEvaluated
from domain.lowest import Ground
from domain.party_codes import _uscc_check_sign
from domain.phases import Phase
from domain.trade.allot import AllotQuota
from domain.trade.compare import CompareOffers
from domain.trade.evaluate_prices import FORWARD, EvaluatePrices
from ledger.asking import COMMAND_MAX
from ledger.drafting import BODY_MAX
from tests.domain.desk.test_forfeit import keeping
from tests.domain.trade.test_allot import COMMITS, SEED
from tests.domain.trade.test_compare import owes
from tests.golden.keep import new_codec, written
from tests.kit import purchase
from tests.kit.ordering import (
    ANNOUNCES,
    BEGINS,
    CLOCK,
    DEADLINE,
    OPENING,
    counts,
    draws,
    registered,
    till_bids_are_in,
)
from tests.kit.tendering import B1, DRAWS, LOT, OPENS, OWNER, TEXT, Tender
from tests.kit.tendering import OPENING as TENDERED
from tests.oracle.draw_again import wrong

CODES = tuple(f"B{n:016X}" for n in range(5_000))
LEFT = CODES[1_000:1_600]
"""Those that were withdrawn in time."""
STAND = (*CODES[:1_000], *CODES[1_600:])
ENVELOPE = 3_000
"""Bytes that a body has besides, more than any."""
CODEC = new_codec()
LARGEST = 2**53 - 1
"""Fen, of what an amount may be."""


def company(n):
    first = f"91350100M{n:08}"
    return first + _uscc_check_sign(first)


def handed_in(tender, codes=CODES, left=(), price=None):
    """By companies, at once."""
    gone = {*left}
    for n, code in enumerate(codes):
        standing = Standing.WITHDRAWN if code in gone else Standing.RECEIVED
        its = Bid(standing, LOT, company(n), TEXT, price, BEGINS)
        tender.memory.states[StreamId("bid", code)] = its


def paid(tender, codes):
    """The deposits of those who handed these in, by their codes."""
    whole = owes(B1, purchase.DEPOSIT)
    for code in codes:
        terms = replace(whole.terms, party=tender.memory.of(StreamId("bid", code)).party)
        tender.memory.states[StreamId("deposit", f"P{code[1:]}")] = replace(whole, terms=terms)
    return tuple(f"P{code[1:]}" for code in codes)


def named(said, field):
    """All that these facts name in this field."""
    return tuple(chain.from_iterable(getattr(one, field) for one in said))


def fit(said):
    """Whether each of these facts can be written."""
    return all(len(written(CODEC, one)) < BODY_MAX - ENVELOPE for one in said)


@cache
def opening():
    """A tender for which 4,400 stand, and one on paper; what its opening said."""
    tender = Tender(OPENS)
    handed_in(tender, left=LEFT)
    asked = OpenBids(lot=LOT, bidders=len(STAND) + 1, bids=CODES)
    return tender, tender.do(asked, CLOCK, TENDERED)


@pytest.mark.parametrize(
    ("first", "second", "facts"),
    [(0, 0, 1), (MOST, 0, 1), (MOST + 1, 0, 2), (0, MOST + 1, 2), (MOST - 1, 3, 2), (3, 3, 1)],
)
def test_two_lists_are_told_in_as_few_parts_as_hold_them_and_nothing_in_one(first, second, facts):
    lists = CODES[:first], CODES[first : first + second]
    told = parts(*lists)
    assert len(told) == facts
    assert tuple(map(tuple, map(chain.from_iterable, zip(*told, strict=True)))) == lists
    assert all(len(one) + len(two) == MOST for one, two in told[:-1])


def test_an_opening_of_five_thousand_names_each_once_the_last_in_itself():
    _, said = opening()
    *_, opened = said
    assert [one.NAME for one in said] == ["BidsCounted", "BidsCounted", "BidOpened"]
    assert (named(said, "bids"), named(said, "withdrawn")) == (STAND, LEFT)
    assert (opened.counted, opened.bidders) == (4_400, 4_401)
    assert fit(said)
    assert not fit((replace(opened, bids=STAND),)), "one alone could not be written"


def test_a_lot_knows_all_that_its_opening_counted_whoever_named_them():
    tender, (*_, opened) = opening()
    lot = tender.lot
    assert lot.bids_opened == replace(opened, bids=STAND, withdrawn=LEFT)
    assert (lot.phase, lot.named, lot.papers) == (Phase.COMPETITION, NONE, 1)


def test_its_panel_reports_on_them_all():
    tender, _ = opening()
    tender.do(DRAWS, CLOCK, TENDERED)
    report = {"lot": LOT, "report": TEXT, "candidates": tuple(map(company, (4_999, 0, 2_500)))}
    tender.memory.ask(RecordEvaluation(bids=STAND, **report), CLOCK, at=TENDERED, law=tender.law)
    assert tender.lot.candidates == report["candidates"]


@pytest.mark.parametrize(
    ("bids", "holds"), [(CODES, True), (STAND, False), (CODES[1:], False), (CODES[:MOST], False)]
)
def test_that_a_bid_was_on_paper_show_all_that_were_named_in_whichever_fact(bids, holds):
    tender, _ = opening()
    asked = keeping(ground="BID_REVOKED", bids=bids, lot=LOT)
    states = [tender.memory.of(StreamId("bid", one)) for one in bids]
    refused = unfounded(asked, B1, owes(B1), tender.lot, states)
    assert (refused is None) is holds


def drawn_among(count, unpaid):
    """Of so many who applied those drawn first did not pay; what was said, and their order."""
    tender, codes = registered(EMISSION, "摇号", "FIXED_PRICE_QUOTA"), CODES[:count]
    tender.do(COMMITS, CLOCK, BEGINS)
    tender.do(*ANNOUNCES)
    handed_in(tender, codes)
    tender.do(PassDepositDeadline(lot=LOT, deadline=DEADLINE), CLOCK, DEADLINE)
    tender.do(OpenBids(lot=LOT, bidders=count, bids=codes), CLOCK, OPENING)
    order = drawn(ranking(OF_LOTS, SEED, bound(LOT, codes)), codes, count)
    deposits = paid(tender, order[unpaid:])
    asked = AllotQuota(lot=LOT, bids=codes, deposits=deposits, seed=SEED)
    return tender, tender.do(asked, CLOCK, OPENING), order


def test_a_draw_that_passed_over_three_thousand_is_drawn_again():
    tender, said, order = drawn_among(5_000, 3_000)
    *_, told = said
    assert [one.NAME for one in said] == ["BidsNotCounted"] * 2 + ["QuotaAllotted"]
    assert fit(said)
    assert named(said, "passed_over") == order[:3_000]
    assert named(said, "unsecured") == tuple(sorted(order[:3_000]))
    allotted = tender.lot.allotted
    assert allotted == replace(
        told, passed_over=order[:3_000], unsecured=tuple(sorted(order[:3_000]))
    )
    draw = Draw(
        lot=LOT,
        algorithm=tender.lot.draw.algorithm,
        commitment=tender.lot.draw.commitment,
        seed=allotted.seed,
        pool=CODES,
        drawn_from=allotted.drawn_from,
        passed_over=allotted.passed_over,
        application=allotted.application,
    )
    assert differing(draw) == [*wrong(asdict(draw))] == []
    short = replace(draw, passed_over=told.passed_over)
    assert differing(short) == [*wrong(asdict(short))] == ["order"]


def test_offers_that_were_not_compared_for_want_of_a_deposit_are_named_likewise():
    tender, codes = registered(STATE_PROPERTY, "网络竞价", "ONE_SHOT_SEALED"), CODES[:3_000]
    tender.do(*ANNOUNCES)
    handed_in(tender, codes, price=purchase.BUDGET)
    tender.do(CloseDisclosure(lot=LOT, ends_at=DEADLINE), OWNER, DEADLINE)
    tender.do(OpenBids(lot=LOT, bidders=3_000, bids=codes), CLOCK, OPENING)
    asked = CompareOffers(lot=LOT, bids=codes, deposits=paid(tender, codes[-1:]))
    said = tender.do(asked, CLOCK, OPENING)
    assert [one.NAME for one in said] == ["BidsNotCounted", "OffersCompared"]
    assert fit(said)
    assert (named(said, "unsecured"), said[0].passed_over) == (codes[:-1], ())
    assert (said[-1].winner, tender.lot.named) == (company(2_999), NONE)


def judging(count, judges):
    """A panel reports on so many prices, the last to come the lowest: what `judges` makes of it."""
    tender, codes = registered(GOVERNMENT_PROCUREMENT, "询价", "SEALED_LOWEST"), CODES[:count]
    handed_in(tender, codes)
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    tender.do(OpenBids(lot=LOT, bidders=count, bids=codes), CLOCK, OPENING)
    low = [counts(company(n), purchase.PRICE + count - n) for n in range(count)]
    judged = tuple(judges(n, one) for n, one in enumerate(low))
    asked = EvaluatePrices(lot=LOT, report=TEXT, judged=judged, bids=codes)
    return tender, tender.do(asked, CLOCK, OPENING), judged


def rejected(one):
    """The same bid, and the panel does not let it count."""
    return replace(one, evaluated_fen=None, ground=Ground.NOT_RESPONSIVE, reasons=TEXT)


def every_second(n, one):
    return rejected(one) if n % 2 else one


def test_what_was_found_of_a_thousand_prices_stands_in_several_facts_and_is_one_finding():
    tender, (*said, received), judged = judging(1_000, every_second)
    assert [one.NAME for one in said] == ["PricesEvaluated"] * 4
    assert fit(said)
    assert named(said, "judged") == tender.lot.judged == judged
    assert tender.lot.prices[0] == (company(998), purchase.PRICE + 2)
    assert (len(tender.lot.prices), received.candidates[0]) == (500, company(998))


def test_of_thousands_of_prices_that_count_the_lowest_thousand_are_put_forward():
    tender, (*said, received), _ = judging(3_200, lambda _, one: one)
    assert fit([*said, received])
    lowest = tuple(company(3_199 - n) for n in range(FORWARD))
    assert received.candidates == tender.lot.candidates == lowest


def test_a_panel_hands_in_as_many_prices_as_a_command_holds_though_all_are_rejected():
    judged = tuple(rejected(counts(company(n), LARGEST)) for n in range(JUDGED_MOST))
    body = msgspec.json.encode({"report": TEXT, "judged": judged})
    assert len(body) < guard.BODY_MAX
    assert len(PricesIn.model_validate_json(body).judged) == JUDGED_MOST
    asked = EvaluatePrices(lot=LOT, report=TEXT, judged=judged, bids=CODES[:JUDGED_MOST])
    assert len(written(CODEC, asked)) < COMMAND_MAX - ENVELOPE


def test_what_was_found_after_another_report_takes_its_place():
    first, then = (PricesEvaluated(lot=LOT, judged=(counts(company(n), 9),)) for n in (1, 2))
    told = {"received_on": OPENING.date(), "report": TEXT, "candidates": ()}
    report = EvaluationReportReceived(lot=LOT, **told)
    lot = evolve(evolve(evolve(Lot(), first), report), then)
    assert lot.judged == then.judged
