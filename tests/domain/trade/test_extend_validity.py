"""Before bids lapse their owner asks all bidders to be bound for longer (30号令 29, CT-26)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.categories.construction import CONSTRUCTION
from domain.governance.state import Pack
from domain.kernel import Rejected
from domain.lot.award import AwardLot
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.suspend import SuspendProcedure
from domain.lot.tendered import BidValidityExtended
from domain.packs.written import written
from domain.trade.extend_validity import ExtendBidValidity
from tests.kit.sentences import hear
from tests.kit.tendering import (
    AGENCY,
    B3,
    LAW,
    LOT,
    OPENING,
    OWNER,
    PRICE,
    PROCEDURE,
    REGISTERED,
    TEXT,
    Tender,
)
from tests.kit.till import at

NOW = OPENING + timedelta(hours=3)
BOUND = date(2026, 6, 23)
"""Ninety days after the opening of 25 March."""
LATER, ANSWERS = date(2026, 7, 23), at(date(2026, 4, 1), 17)
ASKS = ExtendBidValidity(
    lot=LOT, procedure=PROCEDURE, valid_until=LATER, answers_until=ANSWERS, text=TEXT
)
SAID = BidValidityExtended(
    lot=LOT, extended_at=NOW, valid_until=LATER, answers_until=ANSWERS, text=TEXT
)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
@pytest.mark.parametrize("steps", [6, 7, 8])
def test_from_the_opening_until_a_winner_is_told_its_owner_asks_for_more(steps, by):
    tender = Tender(steps)
    assert tender.do(ASKS, by, NOW) == (SAID,)
    assert tender.lot.extended == SAID
    assert tender.ask(ASKS, by, NOW) == (), "the same again"


@pytest.mark.parametrize("steps", [5, 9, 10])
def test_neither_before_nor_after(steps):
    refused(Tender(steps).ask(ASKS, OWNER, NOW), "lot.wrong_phase")


def test_nobody_else_asks_and_no_lot_of_another_order_hears_it():
    tender = Tender(6)
    refused(tender.ask(ASKS, replace(OWNER, organisation="水利局"), NOW), "lot.not_yours")
    refused(
        tender.ask(replace(ASKS, procedure=PROCEDURE[:-1] + "9"), OWNER, NOW),
        "validity.other_procedure",
    )


def test_while_the_procedure_stands_still_more_is_asked_for_all_the_same():
    """It is what it is mostly asked for: bids must not lapse while a complaint is heard."""
    tender = Tender(6)
    tender.do(SuspendProcedure(lot=LOT, until=None, document=TEXT), OWNER, NOW)
    assert tender.do(ASKS, OWNER, NOW) == (SAID,)


def test_each_time_until_a_later_day_than_they_bind():
    tender = Tender(6)
    refused(tender.ask(replace(ASKS, valid_until=BOUND), OWNER, NOW), "validity.not_longer")
    first = replace(ASKS, valid_until=BOUND + timedelta(days=1))
    (said,) = tender.do(first, OWNER, NOW)
    assert said.valid_until == first.valid_until
    refused(tender.ask(replace(first, text="cd" * 32), OWNER, NOW), "validity.not_longer")
    assert tender.do(ASKS, OWNER, NOW) == (SAID,)


def test_once_they_bind_no_longer_nothing_is_extended():
    tender = Tender(6)
    last = at(BOUND, 12)
    far = replace(ASKS, answers_until=last + timedelta(days=2))
    refused(tender.ask(far, OWNER, last + timedelta(days=1)), "validity.over")
    assert tender.do(far, OWNER, last) == (
        replace(SAID, extended_at=last, answers_until=far.answers_until),
    )


def test_a_procedure_that_does_not_say_how_long_bids_bind_lets_it_be_any_day():
    project, (procedure, *how), lot = REGISTERED
    steps = (project, (replace(procedure, validity_days=0), *how), lot)
    tender = Tender(6, registered=steps)
    soon = replace(ASKS, valid_until=date(2026, 4, 1))
    (said,) = tender.do(soon, OWNER, NOW)
    assert said.valid_until == soon.valid_until
    refused(tender.ask(replace(soon, text="cd" * 32), OWNER, NOW), "validity.not_longer")


def test_there_is_time_to_answer():
    tender = Tender(6)
    refused(tender.ask(replace(ASKS, answers_until=NOW), OWNER, NOW), "validity.no_time_to_answer")
    with pytest.raises(ValueError, match=r"^answers_until 2026-07-24.*: expected by 2026-07-23"):
        replace(ASKS, answers_until=at(date(2026, 7, 24)))
    with pytest.raises(ValueError, match=r"^answers_until .*: expected a zone"):
        replace(ASKS, answers_until=ANSWERS.replace(tzinfo=None))
    with pytest.raises(ValueError, match=r"^valid_until 3001-01-01: expected"):
        replace(ASKS, valid_until=date(3001, 1, 1))
    with pytest.raises(ValueError, match=r"^sha256 'x': expected"):
        replace(ASKS, text="x")
    for code in ("lot", "procedure"):
        with pytest.raises(ValueError, match=r"x"):
            replace(ASKS, **{code: "x"})


def test_where_no_row_says_what_becomes_of_who_refuses_nobody_is_asked():
    kept = tuple(one for one in CONSTRUCTION.refunds if "EXTENSION_REFUSED" not in one.causes)
    pack = Pack(written(replace(CONSTRUCTION, refunds=kept)), 1, date(2026, 1, 1))
    tender = Tender(6, law=replace(LAW, packs=(pack,)))
    refused(tender.ask(ASKS, OWNER, NOW), "validity.no_rule")
    assert tender.lot.extended is None


def test_until_that_day_one_of_them_wins_and_after_it_nobody_on_paper_or_not():
    """招标投标法实施条例 25: bids bind for their validity, and nobody for longer."""
    tender = Tender(8)
    tender.do(ASKS, OWNER, NOW)
    award = AwardLot(lot=LOT, winner=B3, price_fen=PRICE)
    refused(tender.ask(award, OWNER, at(LATER + timedelta(days=1), 0)), "validity.over")
    tender.do(award, OWNER, at(LATER, 23, 59))


def test_nor_does_the_next_candidate_come_after_that_day():
    tender = Tender(8)
    tender.do(ASKS, OWNER, NOW)
    tender.do(AwardLot(lot=LOT, winner=B3, price_fen=PRICE), OWNER, at(LATER, 9))
    found = RecordDefault(lot=LOT, document="弃标函", evidence=TEXT)
    tender.do(found, OWNER, at(LATER, 10))
    comes = ConfirmNextCandidate(lot=LOT, price_fen=PRICE)
    refused(tender.ask(comes, OWNER, at(LATER + timedelta(days=1), 0)), "validity.over")
    tender.do(comes, OWNER, at(LATER, 23, 59))
