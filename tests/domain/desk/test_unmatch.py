"""A match is taken back with its reason, both sides or neither, until the day is closed."""

import pytest

from domain.bankday.stream import BANKDAY
from domain.bankpage.events import LineAllocated, LineReleased
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import ReceiptUnmatched
from domain.deposit.stream import DEPOSIT
from domain.desk.unmatch import UNMATCH_RECEIPT, UnmatchReceipt
from domain.kernel import Placed, StreamId
from domain.lot.stream import LOT
from domain.postings import reversed_entry
from tests.kit.day_close import day_closed, day_prepared
from tests.kit.owing import approved, cancelled, late, line, matched, owed
from tests.kit.rows import (
    BIDS_OPENED,
    LOT_DEFINED,
    OWNER,
    PAGE,
    PRICE,
    REQUIRED,
    TERMS,
    D,
    counted,
    credit,
)
from tests.kit.story import given

LINE = line(2)
LINK = LineAllocated(number=2, deposit=D, amount=PRICE)
UNLINK = LineReleased(number=2, deposit=D, amount=PRICE)
UNMATCHED = ReceiptUnmatched(
    deposit=D, line=LINE, reason="认错", entries=(reversed_entry(counted()),)
)


def unmatch(of=LINE, seen=2, deposit=D, lot=None, reason="认错"):
    return UnmatchReceipt(line=of, line_seen=seen, deposit=deposit, lot=lot, reason=reason)


def desk(*facts, page=(LINK,)):
    return given(DEPOSIT, REQUIRED, *facts).given(BANKPAGE, credit(1, 5), credit(2), *page)


PAID = desk(matched(2))


def test_a_match_is_taken_back_with_its_reason():
    PAID.when(unmatch(), by="MATCHER").then(UNMATCHED, Placed(PAGE, UNLINK))


def test_what_was_owed_of_it_is_told_before_the_line_is_free():
    said = desk(*late(2)).when(unmatch(), by="MATCHER").decision
    assert said[1:] == (cancelled(), Placed(PAGE, UNLINK))


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (unmatch(line(3)), "desk.no_such_line"),
        (unmatch(seen=1), "desk.line_changed"),
        (unmatch(reason=" \u3000\n"), "desk.no_reason"),
        (unmatch(line(1), seen=1), "deposit.not_paid_by"),
    ],
)
def test_what_was_not_matched_is_not_taken_back(asked, rule):
    PAID.when(asked, by="MATCHER").refused_by(rule)


def test_whoever_takes_back_is_told_to_say_why():
    answer = PAID.when(unmatch(reason=""), by="MATCHER")
    assert answer.decision.detail == "reason: expected why the line is not the deposit's"


def test_what_was_taken_back_is_not_taken_back_again():
    story = desk(matched(2), UNMATCHED, page=(LINK, UNLINK))
    story.when(unmatch(), by="MATCHER").refused_by("desk.line_changed")
    story.when(unmatch(seen=3), by="MATCHER").refused_by("deposit.not_paid_by")


def test_what_has_gone_on_is_not_taken_back():
    gone = desk(matched(2), owed(), approved())
    gone.when(unmatch(), by="MATCHER").refused_by("deposit.money_moved_on")


def test_a_closed_day_is_never_edited():
    PAID.given(BANKDAY, day_closed()).when(unmatch(), by="MATCHER").refused_by("bankday.closed")
    prepared = PAID.given(BANKDAY, day_prepared())
    prepared.when(unmatch(), by="MATCHER").then(UNMATCHED, Placed(PAGE, UNLINK))


def test_before_the_opening_a_person_hears_the_same_of_every_deposit():
    for asked in (unmatch(), unmatch(lot=TERMS.lot), unmatch(line(9), lot=TERMS.lot)):
        answer = PAID.given(LOT, LOT_DEFINED).when(asked, by="C-SET1")
        answer.refused_by("desk.not_open")
        assert answer.decision.detail == f"{D} is no deposit of a lot whose bids are open"


def test_after_the_opening_a_person_takes_back():
    opened = PAID.given(LOT, LOT_DEFINED, BIDS_OPENED)
    opened.when(unmatch(lot=TERMS.lot), by="C-SET1").then(UNMATCHED, Placed(PAGE, UNLINK))


def test_the_streams_are_named_by_the_request():
    named = (StreamId("deposit", D), StreamId("bankpage", f"{OWNER}/1"))
    day, lot = StreamId("bankday", OWNER), StreamId("lot", TERMS.lot)
    assert UNMATCH_RECEIPT.touches(unmatch()) == (*named, day)
    assert UNMATCH_RECEIPT.touches(unmatch(lot=TERMS.lot)) == (*named, lot, day)


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match="line 'nowhere': expected"):
        unmatch("nowhere")
    with pytest.raises(ValueError, match="deposit 'D1': expected"):
        unmatch(deposit="D1")
    with pytest.raises(ValueError, match="lot 'x': expected"):
        unmatch(lot="x")


@pytest.mark.parametrize("lot", [None, "E3506000001000009009009"], ids=["no lot", "one not open"])
def test_a_person_takes_nothing_back_but_of_a_lot_that_is_open(lot):
    """With the day's own state beside the lot's: neither is taken for the other."""
    story = PAID.given(LOT, LOT_DEFINED).given(BANKDAY)
    story.when(unmatch(lot=lot), by="C-SET1").refused_by("desk.not_open")
