"""A supervisor or a court holds money back; who ordered it lets it go (P26)."""

import pytest

from domain.accounts import FROZEN, REFUNDS_PAYABLE
from domain.deposit.hold import LiftHold, PlaceHold
from domain.deposit.stream import DEPOSIT
from domain.kernel import Post
from domain.postings import moved
from tests.kit.owing import COURT, approved, held, late, lifted, matched, owed, refund
from tests.kit.rows import PRICE, REQUIRED, D
from tests.kit.story import given

HOUSING = Post("V-HOUSING", "住建局")


def placing(amount=30, hold="H1", **other):
    facts = {"cause": "保全", "document": "(2026)闽06执保1号", "deposit": D}
    return PlaceHold(**(facts | {"hold": hold, "amount_fen": amount} | other))


def lifting(hold="H1", deposit=D):
    return LiftHold(deposit=deposit, hold=hold)


def having(*facts):
    return given(DEPOSIT, REQUIRED, matched(), *facts)


@pytest.mark.parametrize("authority", [COURT, HOUSING])
def test_a_court_or_a_supervisor_holds_so_much_back(authority):
    having().when(placing(), by=authority).then(held(30, authority=authority))
    having().when(placing(PRICE), by=authority).then(held(PRICE, authority=authority))


def test_nobody_else_does():
    having().when(placing(), by="C-SET2").refused_by("hold.no_authority")


def test_no_more_is_held_back_than_is_held():
    having().when(placing(PRICE + 1), by=COURT).refused_by("hold.too_much")
    answer = having(held(30)).when(placing(PRICE - 29, "H2"), by=COURT)
    answer.refused_by("hold.too_much")
    assert answer.decision.detail == f"{D} holds 799,999.70"
    given(DEPOSIT, REQUIRED).when(placing(1), by=COURT).refused_by("hold.too_much")
    having(owed(), approved()).when(placing(1), by=COURT).refused_by("hold.too_much")


def test_what_is_owed_back_is_held_back_in_its_refunds_name():
    story = given(DEPOSIT, REQUIRED, *late())
    of = {"account": "2005", "number": 1}
    (told,) = story.when(placing(PRICE, **of), by=COURT).decision
    assert told.entries == (moved("P26", (REFUNDS_PAYABLE, refund()), (FROZEN, D), PRICE),)
    answer = story.when(placing(PRICE + 1, **of), by=COURT)
    answer.refused_by("hold.too_much")
    assert answer.decision.detail == f"{D} holds 800,000.00 on 2005"
    story.when(placing(1, **of | {"number": 2}), by=COURT).refused_by("hold.too_much")


def test_a_hold_stands_once():
    having(held(30)).when(placing(), by=COURT).refused_by("hold.exists")
    having(held(30), lifted(30)).when(placing(), by=COURT).then(held(30))


def test_whoever_ordered_it_lifts_all_of_it():
    having(held(30), held(20, "H2")).when(lifting(), by=COURT).then(lifted(30))
    having(held(30, authority=HOUSING)).when(lifting(), by=HOUSING).then(lifted(30))


@pytest.mark.parametrize(
    "other", [HOUSING, Post("COURT", "厦门市中级人民法院"), Post("COURT"), "V-WATER"]
)
def test_no_other_authority_lifts_it(other):
    answer = having(held(30)).when(lifting(), by=other)
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
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()
