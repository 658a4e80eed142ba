"""Timed bidding begins and ends by the clock; its end opens the lot, or lets it fail (LD-07)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kernel import KeyName
from domain.lot.award import ConfirmTransaction
from domain.lot.bidding import ReserveCompared, TimedBiddingClosed, TimedBiddingStarted
from domain.lot.close import FailLot
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.lot.events import LotFailed, TransactionConfirmed
from domain.lot.stream import LOT
from domain.phases import Phase
from tests.kit.sessions import (
    BID_IN,
    BIDDING,
    BUILDING,
    DISCLOSED,
    FIRST,
    LISTING,
    NUMBERS,
    OWNER,
    PARCEL,
    PARTIES,
    QUOTED,
    RESERVE,
    SECOND_ID,
    TICK,
    at,
    bid,
    bidding_begins,
    bidding_ends,
    ended,
    session,
    stopped,
)
from tests.kit.story import fold, given

OPENS = at(4, 1, 9)
BEGUN = TimedBiddingStarted(
    lot=BUILDING,
    session=1,
    started_at=OPENS,
    free_until=OPENS + timedelta(seconds=600),
    ends_at=OPENS + timedelta(seconds=840),
)
PRICE = RESERVE + 26_000_000_00
WON = bid(3, SECOND_ID, PRICE, at(4, 7, 10, 3))
ENDS = WON.ends_at
SAID = ENDS + timedelta(seconds=2)


def begun(past=DISCLOSED, asked=None, when=OPENS):
    asked = asked or bidding_begins(OPENS)
    return given(LOT, *past).when(asked, by="PLATFORM", received_at=when)


def over(*offers, who=SECOND_ID, ends_at=ENDS, when=SAID, past=BID_IN, **said):
    story = session(past, *QUOTED, *offers)
    return story.when(bidding_ends(who, ends_at, **said), by="PLATFORM", received_at=when)


def compared(fen=PRICE, *, met=True, ended_at=ENDS):
    return ReserveCompared(
        lot=PARCEL,
        session=1,
        ended_at=ended_at,
        reserve_fen=RESERVE,
        highest_fen=fen,
        number=NUMBERS[SECOND_ID],
        met=met,
        winner=PARTIES[SECOND_ID] if met else None,
        opens=False,
    )


PROPOSED = (
    ended(*QUOTED, WON, when=ENDS, bidders=2),
    TimedBiddingClosed(lot=PARCEL, closed_at=ENDS, bidders=2, price_fen=PRICE),
    compared(),
)


# It begins.


def test_it_begins_at_its_instant_and_whoever_comes_late_gives_its_time_all_the_same():
    begun().then(BEGUN)
    late = timedelta(minutes=5)
    moved = {name: getattr(BEGUN, name) + late for name in ("started_at", "free_until", "ends_at")}
    begun(when=OPENS + late).then(replace(BEGUN, **moved))
    assert fold(LOT, *DISCLOSED, BEGUN).phase is Phase.COMPETITION


def test_it_begins_once_not_early_and_not_at_another_time():
    begun((*DISCLOSED, BEGUN)).nothing_happens()
    begun(when=OPENS - TICK).refused_by("session.too_early")
    begun(asked=bidding_begins(OPENS - TICK)).refused_by("session.other_time")


def test_it_is_settled_before_who_takes_part():
    begun(DISCLOSED[:-1]).refused_by("lot.wrong_phase")


def test_a_lot_without_such_a_session_begins_none():
    plain = (DISCLOSED[0], *DISCLOSED[2:])
    begun(plain).refused_by("lot.not_yet_done")
    begun(asked=bidding_begins(OPENS, session=2)).refused_by("session.unknown")
    parcel = (*LISTING, replace(DISCLOSED[-1], lot=PARCEL))
    begun(parcel, bidding_begins(OPENS, PARCEL)).refused_by("session.unknown")


# It ends.


def test_its_end_opens_the_lot_and_says_what_the_reserve_was():
    over(WON).then(*PROPOSED)
    assert [key for said in PROPOSED for key in said.releases()] == [KeyName("lot", PARCEL)]
    assert PROPOSED[0].happened_at() == ENDS
    lot = fold(LOT, *BID_IN, *PROPOSED)
    assert (lot.phase, lot.opened, lot.price_fen) == (Phase.RESULT_PROPOSED, True, PRICE)


def test_below_the_reserve_the_lot_fails_and_its_seals_stay():
    low = replace(WON, amount_fen=RESERVE - 1)
    failed = LotFailed(lot=PARCEL, reason="最高报价低于底价", failed_on=ENDS.date())
    answer = over(low)
    told = ended(*QUOTED, low, when=ENDS, bidders=2)
    answer.then(told, compared(RESERVE - 1, met=False), failed)
    assert not any(said.releases() for said in answer.decision)
    assert not fold(LOT, *BID_IN, *answer.decision).opened


def test_where_nobody_bids_on_the_highest_quotation_is_the_offer():
    """The countdown ran out as it was said at the beginning."""
    last = replace(QUOTED[1], amount_fen=RESERVE)
    story = session(BID_IN, QUOTED[0], last)
    asked = bidding_ends(SECOND_ID, BIDDING.ends_at)
    answer = story.when(asked, by="PLATFORM", received_at=BIDDING.ends_at + timedelta(seconds=2))
    assert answer.decision[-1] == compared(RESERVE, ended_at=BIDDING.ends_at)


def test_an_end_that_was_put_off_is_none():
    over(WON, ends_at=BIDDING.ends_at).refused_by("session.other_time")


def test_what_the_door_received_before_the_end_is_decided_before_the_end_is_said():
    over(WON, when=SAID - TICK).refused_by("session.too_early")


def test_while_the_lot_stands_still_it_does_not_end_and_then_as_much_is_left_as_there_was():
    since, until = at(4, 7, 10, 5), at(4, 8, 9)
    over(WON, past=(*BID_IN, *stopped(since))).refused_by("lot.suspended")
    past, end = (*BID_IN, *stopped(since, until)), ENDS + (until - since)
    settled = end + timedelta(seconds=2)
    over(WON, past=past, when=settled).refused_by("session.other_time")
    over(WON, past=past, ends_at=end, when=settled - TICK).refused_by("session.too_early")
    first = over(WON, past=past, ends_at=end, when=settled).decision[0]
    assert first == ended(*QUOTED, WON, when=end, bidders=2)


def test_it_ends_once_and_only_where_it_began():
    over(WON, past=(*BID_IN, *PROPOSED)).nothing_happens()
    over(WON, past=LISTING).refused_by("lot.wrong_phase")
    over(WON, session=2).refused_by("session.unknown")


@pytest.mark.parametrize("who", [FIRST, None])
def test_nobody_but_who_offered_most_is_named(who):
    over(WON, who=who).refused_by("session.other_bidder")


# What follows.


def confirming(winner=PARTIES[SECOND_ID], price_fen=PRICE):
    return ConfirmTransaction(lot=PARCEL, winner=winner, price_fen=price_fen)


def confirmed(past, asked):
    return given(LOT, *past).when(asked, by=OWNER, received_at=at(4, 7, 11, 30))


def test_the_sale_is_confirmed_to_who_offered_most_at_what_it_offered():
    proposed = (*BID_IN, *PROPOSED)
    confirmed(proposed, confirming()).then(
        TransactionConfirmed(
            lot=PARCEL,
            winner=PARTIES[SECOND_ID],
            price_fen=PRICE,
            confirmed_on=at(4, 7, 11).date(),
        )
    )
    confirmed(proposed, confirming(PARTIES[FIRST])).refused_by("lot.other_winner")
    confirmed(proposed, confirming(price_fen=PRICE + 1)).refused_by("lot.other_price")


def test_a_winner_whose_name_is_gone_is_taken_at_the_owners_word():
    gone = replace(compared(), winner=None)
    answer = confirmed((*BID_IN, *PROPOSED[:-1], gone), confirming())
    assert answer.decision[0].winner == PARTIES[SECOND_ID]


def test_nothing_is_confirmed_while_the_session_goes_on():
    confirmed(BID_IN, confirming()).refused_by("lot.not_yet")


@pytest.mark.parametrize("past", [LISTING, BID_IN, (*BID_IN, *PROPOSED)])
def test_the_owner_may_still_let_it_fail(past):
    asked = FailLot(lot=PARCEL, reason="规划调整")
    answer = given(LOT, *past).when(asked, by=OWNER, received_at=SAID)
    assert isinstance(answer.decision[0], LotFailed)


@pytest.mark.parametrize(
    "asked",
    [
        CloseTimedBidding(lot=BUILDING, bidders=1, price_fen=PRICE),
        OpenBids(lot=BUILDING, bidders=1),
    ],
)
def test_a_lot_with_a_session_is_opened_by_nobodys_word(asked):
    answer = given(LOT, *DISCLOSED).when(asked, by=OWNER, received_at=SAID)
    answer.refused_by("lot.has_session")


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (lambda: bidding_begins(OPENS, session=0), "session 0: expected"),
        (lambda: bidding_begins(OPENS.replace(tzinfo=None)), "begins_at 2026"),
        (lambda: bidding_ends("X", ENDS), "deposit 'X': expected"),
    ],
)
def test_what_is_no_request_is_not_read(asked, right):
    with pytest.raises(ValueError, match=right):
        asked()
