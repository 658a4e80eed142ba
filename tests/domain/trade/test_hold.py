"""A supervisor or a court holds money back; who ordered it lets it go (P26)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.accounts import ENFORCEMENT_PAYABLE, FROZEN, REFUNDS_PAYABLE
from domain.deposit.hold import LiftHold, PlaceHold
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.stream import DEPOSIT
from domain.governance.state import Law
from domain.kernel import Post, Rejected, StreamId
from domain.lot.events import LotFailed
from domain.lot.stream import LOT
from domain.mandates import Mandate, Scope
from domain.postings import moved
from domain.trade.hold import LIFT_HOLD, PLACE_HOLD
from tests.kit.disputing import served
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.owing import COURT, approved, held, late, lifted, matched, owed, refund
from tests.kit.rows import (
    BIDS_OPENED,
    LOT_ANNOUNCED,
    LOT_CODE,
    LOT_DEFINED,
    OTHER_D,
    PRICE,
    REQUIRED,
    D,
)
from tests.kit.story import CHECKER, MAKER, fold, given, streams_of
from tests.kit.story import asked as asked_by

HOUSING = Post("V-HOUSING", "住建局", "350602")
OPENED = (LOT_DEFINED, LOT_ANNOUNCED, BIDS_OPENED)
OTHER_LOT = "A3506000001000001001002"
SIDES = (Post("OWNER", LOT_DEFINED.owner), Post("AGENCY", "甲代理"), Post("AGENCY", "乙代理"))
"""Its owner, the agency it was registered with, one that had a letter for it."""


def placing(amount=30, hold="H1", **other):
    facts = {"cause": "保全", "document": "(2026)闽06执保1号", "deposit": D}
    return PlaceHold(**(facts | {"hold": hold, "amount_fen": amount} | other))


def executed(fen):
    """The court has all of it."""
    entry = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/H1"), fen)
    order = {"document": "(2026)闽06执1号", "evidence": "ee" * 32}
    return EnforcementExecuted(deposit=D, hold="H1", day=None, entries=(entry,), **order)


def lifting(hold="H1", deposit=D, lot=None):
    return LiftHold(deposit=deposit, hold=hold, lot=lot)


def having(*facts, lot=OPENED):
    return given(DEPOSIT, REQUIRED, matched(), *facts).given(LOT, *lot)


@pytest.mark.parametrize(
    ("authority", "lot"), [(COURT, None), (COURT, LOT_CODE), (HOUSING, LOT_CODE)]
)
def test_a_court_or_a_supervisor_holds_so_much_back(authority, lot):
    having().when(placing(lot=lot), by=authority).then(held(30, authority=authority))
    having().when(placing(PRICE, lot=lot), by=authority).then(held(PRICE, authority=authority))


BOTH = (placing(lot=LOT_CODE), lifting(lot=LOT_CODE))
"""To hold back, and to let go of what a supervisor holds back."""


@pytest.mark.parametrize("asked", BOTH, ids=["place", "lift"])
def test_who_supervises_names_the_lot_and_a_post_for_elsewhere_does_not_count_then(asked):
    """The door lets those posts count that are for where all lies that a command touches."""
    story = having(*([held(30, authority=HOUSING)] if asked is BOTH[1] else []))
    assert not isinstance(story.when(asked, by=HOUSING).decision, Rejected)
    story.when(replace(asked, lot=None), by=HOUSING).refused_by("hold.which_lot")
    assert streams_of(asked) == (StreamId("deposit", D), StreamId("lot", LOT_CODE))


@pytest.mark.parametrize("asked", BOTH, ids=["place", "lift"])
def test_before_the_opening_every_deposit_is_answered_alike(asked):
    """Who knows a random id learns of no lot whether it is that one's."""
    for lot in (OPENED[:2], OPENED[:1], ()):
        for deposit in (D, OTHER_D):
            answer = having(lot=lot).when(replace(asked, deposit=deposit), by=HOUSING)
            answer.refused_by("desk.not_open")
            assert answer.decision.detail == f"the bids of {LOT_CODE} are not open"


@pytest.mark.parametrize("asked", BOTH, ids=["place", "lift"])
def test_it_is_a_deposit_of_that_lot(asked):
    other = (replace(LOT_DEFINED, lot=OTHER_LOT), *OPENED[1:])
    answer = having(lot=other).when(replace(asked, lot=OTHER_LOT), by=HOUSING)
    answer.refused_by("deposit.other_lot")
    given(LOT, *OPENED).when(asked, by=HOUSING).refused_by("deposit.other_lot")


@pytest.mark.parametrize("side", SIDES, ids=["owner", "agency", "by letter"])
@pytest.mark.parametrize("asked", BOTH, ids=["place", "lift"])
def test_who_was_of_the_lots_own_side_neither_holds_nor_lets_go(asked, side):
    letter = Mandate(
        owner=LOT_DEFINED.owner,
        agency="乙代理",
        scope=Scope.LOT,
        subject=LOT_CODE,
        acts=(),
        since=None,
        until=None,
    )
    lot = (replace(LOT_DEFINED, agency="甲代理"), *OPENED[1:])
    story = having(*([held(30, authority=HOUSING)] if asked is BOTH[1] else []), lot=lot)
    for person, own in ((MAKER, True), (CHECKER, False)):
        law = Law(FIXTURE, assignments=served(side, person), mandates=(letter,))
        answer = story.when(asked, by=HOUSING, law=law)
        if own:
            answer.refused_by("dispute.own_case")
        else:
            assert not isinstance(answer.decision, Rejected), answer.decision


def test_a_court_lets_go_what_a_court_held_and_names_no_lot_for_a_supervisors_hold():
    having(held(30, authority=HOUSING)).when(lifting(), by=COURT).refused_by("hold.not_yours")


def test_who_is_of_a_court_and_supervises_too_acts_for_the_court_where_no_lot_is_named():
    both = asked_by(HOUSING, COURT)
    (told,) = PLACE_HOLD.decide(fold(DEPOSIT, REQUIRED, matched()), placing(), both)
    assert told.authority == COURT
    theirs = fold(DEPOSIT, REQUIRED, matched(), held(30, authority=HOUSING))
    assert LIFT_HOLD.decide(theirs, lifting(), both).rule == "hold.not_yours"


@pytest.mark.parametrize("category", ["CONSTRUCTION", "GOV_PROCUREMENT", "LAND"])
def test_who_supervises_holds_back_what_is_of_its_own_kind_of_trade(category):
    """REFERENCE 4.1: the department of an industry, finance, natural resources."""
    lot = (replace(LOT_DEFINED, category=category), *OPENED[1:])
    own = {"CONSTRUCTION": "V-WATER", "GOV_PROCUREMENT": "FIN", "LAND": "NR"}
    for kind, role in own.items():
        answer = having(lot=lot).when(placing(lot=LOT_CODE), by=Post(role, "局", "350602"))
        if kind == category:
            answer.then(held(30, authority=Post(role, "局", "350602")))
        else:
            answer.refused_by("lot.not_in_charge")


def test_what_another_kinds_supervisor_held_before_it_lets_go_all_the_same():
    fin = Post("FIN", "财政局", "350602")
    having(held(30, authority=fin)).when(lifting(lot=LOT_CODE), by=fin).then(lifted(30))


ENDED = (*OPENED[:2], LotFailed(lot=LOT_CODE, reason="流标", failed_on=date(2026, 3, 25)))
"""A lot that nobody opened."""


def test_what_was_held_of_a_lot_that_ended_unopened_is_let_go_by_whoever_ordered_it():
    """Once, a supervisor named no lot for its order; now it does, and the lot will not open."""
    past = having(held(30, authority=HOUSING), lot=ENDED)
    past.when(lifting(lot=LOT_CODE), by=HOUSING).then(lifted(30))
    for other in (Post("V-HOUSING", "别的住建局", "350602"), "V-WATER"):
        past.when(lifting(lot=LOT_CODE), by=other).refused_by("desk.not_open")
    past.when(lifting("H2", lot=LOT_CODE), by=HOUSING).refused_by("desk.not_open")
    past.when(placing(hold="H1", lot=LOT_CODE), by=HOUSING).refused_by("desk.not_open")
    waits = having(held(30, authority=HOUSING), lot=OPENED[:2])
    waits.when(lifting(lot=LOT_CODE), by=HOUSING).refused_by("desk.not_open")


def test_nobody_else_does():
    having().when(placing(), by="C-SET2").refused_by("hold.no_authority")


def test_no_more_is_held_back_than_is_held():
    having().when(placing(PRICE + 1), by=COURT).refused_by("hold.too_much")
    answer = having(held(30)).when(placing(PRICE - 29, "H2"), by=COURT)
    answer.refused_by("hold.too_much")
    assert answer.decision.detail == f"{D} holds 799,999.70 on 2002"
    given(DEPOSIT, REQUIRED).when(placing(1), by=COURT).refused_by("hold.too_much")
    having(owed(), approved()).when(placing(1), by=COURT).refused_by("hold.too_much")


def test_what_is_owed_back_is_held_back_in_its_refunds_name():
    story = given(DEPOSIT, REQUIRED, *late())
    of = {"account": "2005", "number": 1}
    (told,) = story.when(placing(PRICE, **of), by=COURT).decision
    assert told.entries == (moved("P26", (REFUNDS_PAYABLE, refund()), (FROZEN, D), PRICE),)
    answer = story.when(placing(PRICE + 1, **of), by=COURT)
    answer.refused_by("hold.too_much")
    assert answer.decision.detail == f"{D} holds 800,000.00 on 2005, 0.00 on 2012"
    story.when(placing(1, **of | {"number": 2}), by=COURT).refused_by("hold.too_much")


@pytest.mark.parametrize(
    "since", [(), (lifted(30),), (executed(30),)], ids=["stands", "lifted", "executed"]
)
def test_each_order_has_a_code_of_its_own_for_ever(since):
    """What two courts take under one code would be one sum to one of them."""
    answer = having(held(30), *since).when(placing(), by=Post("COURT", "另一法院"))
    answer.refused_by("hold.exists")
    right = f"H1 was placed on {D} before: each order has a code of its own"
    assert answer.decision.detail == right
    another = having(held(30), *since).when(placing(hold="H2"), by=COURT)
    another.then(held(30, "H2"))


def test_whoever_ordered_it_lifts_all_of_it():
    having(held(30), held(20, "H2")).when(lifting(), by=COURT).then(lifted(30))
    having(held(30, authority=HOUSING)).when(lifting(lot=LOT_CODE), by=HOUSING).then(lifted(30))


@pytest.mark.parametrize(
    "other", [HOUSING, Post("COURT", "厦门市中级人民法院"), Post("COURT"), "V-WATER"]
)
def test_no_other_authority_lifts_it(other):
    answer = having(held(30)).when(lifting(lot=LOT_CODE), by=other)
    answer.refused_by("hold.not_yours")
    assert answer.decision.detail == "H1 was ordered by COURT 漳州市中级人民法院"


def test_what_does_not_stand_is_not_lifted():
    having().when(lifting(), by=COURT).refused_by("hold.unknown")
    having(held(30), lifted(30)).when(lifting(), by=COURT).refused_by("hold.unknown")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: placing(deposit="D1"), "deposit 'D1': expected"),
        (lambda: placing(hold="1"), "hold '1': expected"),
        (lambda: placing(0), "amount_fen 0: expected one or more"),
        (lambda: placing(cause=" "), "cause, document: expected both"),
        (lambda: placing(document=""), "cause, document: expected both"),
        (lambda: lifting(deposit="D1"), "deposit 'D1': expected"),
        (lambda: lifting("1"), "hold '1': expected"),
        (lambda: placing(lot="L"), "lot 'L': expected"),
        (lambda: lifting(lot="L"), "lot 'L': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()
