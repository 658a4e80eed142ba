"""What is to come of a lot, whose it is, by when: of scenario A's tender, step by step."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.lots.ahead import Step, ahead, next_step, panel_step
from api.lots.asked_by import COMMANDS, OWNERS, is_wish, whose
from api.lots.standing import Standing
from domain.categories.category import Category
from domain.categories.construction import CONSTRUCTION
from domain.categories.register import CATEGORIES
from domain.kernel import Post, Rejected
from domain.lifecycle import ASKED_FOR, phases_for
from domain.lot.award import ConfirmTransaction, confirm
from domain.lot.events import LotFailed
from domain.lot.stopped import ProcedureSuspended, Suspending
from domain.lot.stream import LOT as LOT_STREAM
from domain.lot.tendered import BidValidityExtended
from domain.panel.state import Panel, Place
from domain.permissions import PERMITTED
from domain.phases import Phase
from tests.kit import ordering
from tests.kit.story import asked as asked_by
from tests.kit.tendering import (
    B2,
    B3,
    DRAWS,
    LAW,
    LOT,
    OPENING,
    OPENS,
    OWNER,
    PRICE,
    STEPS,
    Tender,
)

TODAY = OPENING.date()
COMPLETE = Panel(drawn=True)
_CONFIRMED = "TransactionConfirmed"


def stands(steps: int) -> Standing:
    return Standing(LOT, 1, Tender(steps).lot, LAW, CONSTRUCTION, ())


def of_tender(tender: Tender, category: Category) -> Standing:
    return Standing(LOT, 1, tender.lot, ordering.law_of(category), category, ())


def first(of: Standing) -> Step | None:
    return next_step(of, ahead(of, TODAY))


def test_of_every_fact_that_an_order_knows_it_is_said_who_asks_for_it():
    assert set(COMMANDS) == set(ASKED_FOR)
    assert set(COMMANDS.values()) <= dict(PERMITTED).keys()
    assert all(whose(event) for event in COMMANDS)


def test_it_is_the_command_that_brings_it_about():
    tender = Tender()
    for n, (asked, by, when) in enumerate(STEPS):
        facts = {one.NAME for one in tender.do(asked, by, when)} & COMMANDS.keys()
        assert facts, asked
        assert {COMMANDS[fact] for fact in facts} == {asked.NAME}
        if n == OPENS:
            tender.do(DRAWS, Post("PLATFORM"), when)


@pytest.mark.parametrize(
    ("steps", "event", "day"),
    [
        (0, "AnnouncementPublished", None),
        (2, "DocumentSalePeriodClosed", date(2026, 3, 9)),
        (3, "DepositDeadlinePassed", date(2026, 3, 24)),
        (5, "BidOpened", date(2026, 3, 25)),
        (7, "CandidatesPublicised", date(2026, 3, 30)),
        (8, "AwardNoticeIssued", date(2026, 3, 30)),
        (9, "ContractSigned", date(2026, 4, 30)),
    ],
)
def test_what_comes_first_is_what_may_be_now_with_its_last_day(
    steps: int, event: str, day: date | None
):
    step = first(stands(steps))
    assert step is not None
    assert event in step.events
    assert (step.clock.day if step.clock else None) == day


def test_before_its_announcement_the_owners_word_leads_on_though_later_things_have_days():
    of = stands(0)
    assert any(one.clock for one in ahead(of, TODAY)), "its opening, for one"
    step = first(of)
    assert step is not None
    assert (step.who, step.wish) == (OWNERS, False)


def test_a_lot_that_stands_still_waits_for_nothing_new():
    announced = stands(0)
    of = {"lot": LOT, "case": None, "rule": "", "until": None, "document": None}
    still = ProcedureSuspended(**of, cause=Suspending.OWNER, suspended_at=OPENING)
    stopped = replace(announced, lot=LOT_STREAM.evolve(announced.lot, still))
    assert [one for one in ahead(stopped, TODAY) if one.clock is None] == []


def test_of_an_ended_lot_nothing_is_to_come():
    failed = LotFailed(lot=LOT, failed_on=TODAY, reason="少于三家")
    of = stands(5)
    assert first(replace(of, lot=LOT_STREAM.evolve(of.lot, failed))) is None


def test_where_every_candidate_left_or_did_not_sign_the_lot_is_to_fail():
    of = stands(8)
    *some, last = of.lot.candidates
    left = replace(of, lot=replace(of.lot, passed_over=tuple(some)))
    assert first(left) == first(of)
    nobody = replace(of, lot=replace(left.lot, defaulted=(last,)))
    step = first(nobody)
    assert step is not None
    assert (step.events, step.who) == (("LotFailed",), OWNERS)
    assert not any("AwardNoticeIssued" in one.events for one in ahead(nobody, TODAY))


def test_where_bids_bind_no_more_the_lot_is_to_fail():
    of = stands(8)
    asked = {"extended_at": OPENING, "answers_until": OPENING, "text": "ab" * 32}
    longer = BidValidityExtended(lot=LOT, valid_until=TODAY, **asked)
    of = replace(of, lot=LOT_STREAM.evolve(of.lot, longer))
    for day, event in ((TODAY, "AwardNoticeIssued"), (TODAY + timedelta(days=1), "LotFailed")):
        step = next_step(of, ahead(of, day))
        assert step is not None
        assert step.events == (event,)


SOLD = [
    (category, order.scope)
    for category in CATEGORIES
    for order in category.every_order
    if category.offered and Phase.RESULT_PROPOSED in phases_for(order.lifecycle, _CONFIRMED)
]
"""Each order by which a sale is confirmed once it is known who offered most."""


@pytest.mark.parametrize(("category", "scope"), SOLD)
def test_where_a_buyer_did_not_sign_nobody_comes_next_and_the_lot_is_to_fail(
    category: Category, scope: str
):
    def confirmed(of: Standing) -> bool:
        return any(_CONFIRMED in one.events for one in ahead(of, TODAY))

    lot, law = Tender(8).lot, ordering.law_of(category)
    assert lot.defined is not None
    known = replace(lot.defined, category=category.code, scopes=(scope,))
    lot = replace(lot, defined=known, phase=Phase.RESULT_PROPOSED, public_until=None)
    of = Standing(LOT, 1, lot, law, category, ())
    assert confirmed(of)
    left = replace(of, lot=replace(lot, defaulted=(B3,)))
    asked = ConfirmTransaction(lot=LOT, winner=B2, price_fen=PRICE)
    refused = confirm(left.lot, asked, asked_by(OWNER, law=law))
    assert isinstance(refused, Rejected)
    assert refused.rule == "lot.no_candidate"
    assert not confirmed(left)
    step = first(left)
    assert step is not None
    assert (step.events, step.who) == (("LotFailed",), OWNERS)


def test_what_the_platform_alone_does_is_the_owners_wish():
    """It opens bids and finds the lowest price, once the owner says so (`WISHES`)."""
    assert is_wish("BidOpened")
    assert is_wish("OffersCompared")
    assert whose("OffersCompared") == OWNERS
    assert not is_wish("AwardNoticeIssued")


def test_who_evaluates_is_drawn_on_the_owners_wish_and_again_for_who_left():
    opened = stands(6)
    drawn = panel_step(opened, Panel(), TODAY)
    assert drawn is not None
    assert (drawn.events, drawn.who, drawn.wish) == (("ExpertsDrawn",), OWNERS, True)
    again = panel_step(opened, replace(COMPLETE, vacant=(Place("e1", False),)), TODAY)
    assert again is not None
    assert again.events == ("ExpertReplaced",)
    assert panel_step(opened, COMPLETE, TODAY) is None


@pytest.mark.parametrize("steps", [0, 1, 7, 9])
def test_no_panel_is_waited_for_before_bids_may_come_nor_after_its_report(steps: int):
    assert panel_step(stands(steps), Panel(), TODAY) is None
