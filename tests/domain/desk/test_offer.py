"""An offer counts when the door's clock says so, and raises the price by a step at least."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ascending import Rung
from domain.desk.offer import PLACE_OFFER
from domain.kernel import Placed, StreamId
from domain.lot.bidding import TimedBiddingStarted
from tests.kit.sessions import (
    ANNOUNCED,
    ARRANGED,
    ASCENDING,
    BASE,
    BID_IN,
    BIDDING,
    BUILDING,
    CLOSES,
    COUNTDOWN_S,
    DEFINED,
    DISCLOSED,
    FIRST,
    LISTED,
    LISTING,
    LISTING_OVER,
    PARCEL,
    QUOTED,
    SECOND,
    SECOND_ID,
    START,
    STEP,
    THIRD,
    TICK,
    at,
    bid,
    offering,
    quotation,
    session,
    stopped,
)

QUOTED_FEN = QUOTED[-1].amount_fen
NEXT = QUOTED_FEN + STEP
IN_TIME = at(4, 7, 10, 1)


def said(event, lot=PARCEL):
    return Placed(StreamId("auction", f"{lot}/1"), event)


def heard(story, asked, when, decided=None):
    """What is answered to an offer that was at the door then, and decided then or later."""
    return story.when(asked, by="PLATFORM", received_at=when, at=decided or when)


# While quotations are free.


def test_the_first_quotation_is_the_start_price_or_more():
    story, when = session(LISTING), at(3, 30, 14)
    heard(story, offering(FIRST, START), when).then(said(QUOTED[0]))
    heard(story, offering(FIRST, START - 1), when).refused_by("session.too_low")


def test_the_next_is_a_step_above_the_highest_whoever_offers():
    story, when = session(LISTING, *QUOTED), at(4, 3, 18)
    heard(story, offering(THIRD, NEXT), when).then(said(quotation(3, THIRD, NEXT, when)))
    heard(story, offering(FIRST, NEXT - 1), when).refused_by("session.too_low")
    heard(story, offering(SECOND_ID, NEXT), when).then(said(quotation(3, SECOND_ID, NEXT, when)))


def test_a_step_may_grow_with_the_price():
    ladder = replace(ARRANGED, steps=(*ARRANGED.steps, Rung(from_fen=QUOTED_FEN, step_fen=5)))
    lot = (DEFINED, ladder, *LISTING[2:])
    story, when = session(lot, *QUOTED), at(4, 3, 18)
    heard(story, offering(THIRD, QUOTED_FEN + 4), when).refused_by("session.too_low")
    told = quotation(3, THIRD, QUOTED_FEN + 5, when)
    heard(story, offering(THIRD, QUOTED_FEN + 5), when).then(said(told))


def test_a_listing_takes_quotations_from_its_first_instant_to_before_its_last():
    story, asked = session(LISTING), offering(FIRST, START)
    heard(story, asked, LISTED).then(said(quotation(1, FIRST, START, LISTED)))
    heard(story, asked, LISTED - TICK).refused_by("session.not_open")
    heard(story, asked, CLOSES - TICK).then(said(quotation(1, FIRST, START, CLOSES - TICK)))
    heard(story, asked, CLOSES).refused_by("session.over")


def test_quotations_go_on_after_deposits_are_due():
    heard(session(LISTING), offering(FIRST, START), at(4, 5, 9)).then(
        said(quotation(1, FIRST, START, at(4, 5, 9)))
    )


@pytest.mark.parametrize("told", [LISTING, BID_IN])
def test_no_queue_makes_an_offer_late_and_no_late_clock_makes_it_good(told):
    """The clock has not said the end yet; what counts is when the offer was at the door."""
    story = session(told, *QUOTED)
    end = CLOSES if told is LISTING else BIDDING.ends_at
    later = end + timedelta(hours=1)
    answer = heard(story, offering(THIRD, NEXT), end - TICK, decided=later)
    assert answer.decision[0].event.received_at == end - TICK
    heard(story, offering(THIRD, NEXT), end, decided=later).refused_by("session.over")


def test_before_the_listing_begins_nothing_is_offered():
    lot = (DEFINED, ARRANGED, ANNOUNCED)
    heard(session(lot), offering(FIRST, START), LISTED).refused_by("lot.wrong_phase")


# In timed bidding.


def test_a_bid_begins_the_countdown_anew():
    story = session(BID_IN, *QUOTED)
    told = bid(3, FIRST, NEXT, IN_TIME)
    assert told.ends_at == IN_TIME + timedelta(seconds=COUNTDOWN_S) > BIDDING.ends_at
    heard(story, offering(FIRST, NEXT), IN_TIME).then(said(told))


def test_the_end_is_put_off_as_often_as_somebody_offers():
    one = bid(3, FIRST, NEXT, IN_TIME)
    story, last = session(BID_IN, *QUOTED, one), one.ends_at - TICK
    two = bid(4, THIRD, NEXT + STEP, last)
    heard(story, offering(THIRD, NEXT + STEP), last).then(said(two))
    heard(story, offering(THIRD, NEXT + STEP), one.ends_at).refused_by("session.over")
    again = session(BID_IN, *QUOTED, one, two)
    more, when = NEXT + 2 * STEP, two.ends_at - SECOND
    heard(again, offering(FIRST, more), when).then(said(bid(5, FIRST, more, when)))


def test_an_offer_that_overtook_another_takes_no_second_away():
    """Two doors: what was received first may be decided second."""
    one = bid(3, FIRST, NEXT, IN_TIME)
    answer = heard(session(BID_IN, *QUOTED, one), offering(THIRD, NEXT + STEP), IN_TIME - SECOND)
    assert answer.decision[0].event.ends_at == one.ends_at


def test_between_listing_and_bidding_nobody_is_late_and_nobody_early():
    story = session(BID_IN, *QUOTED)
    heard(story, offering(FIRST, NEXT), LISTING_OVER - TICK).refused_by("session.not_open")
    told = bid(3, FIRST, NEXT, LISTING_OVER)
    heard(story, offering(FIRST, NEXT), LISTING_OVER).then(said(told))


def test_a_session_may_begin_with_free_time():
    begun = TimedBiddingStarted(
        lot=BUILDING,
        session=1,
        started_at=at(4, 1, 9),
        free_until=at(4, 1, 9, 10),
        ends_at=at(4, 1, 9, 14),
    )
    story, last = session((*DISCLOSED, begun)), begun.free_until - TICK
    free = quotation(1, FIRST, BASE, last, BUILDING)
    heard(story, offering(FIRST, BASE, BUILDING), last).then(said(free, BUILDING))
    timed = bid(1, FIRST, BASE, begun.free_until, BUILDING)
    heard(story, offering(FIRST, BASE, BUILDING), begun.free_until).then(said(timed, BUILDING))
    assert timed.ends_at == begun.ends_at
    assert ASCENDING.free_s == 600


# While the lot stands still (2.2).

STOPPED, WENT_ON = at(4, 7, 10, 1), at(4, 9, 14)
WAITED = WENT_ON - STOPPED


def test_while_the_lot_stands_still_no_offer_is_taken():
    """What was at the door before it did counts, however late that is decided."""
    story = session((*BID_IN, *stopped(STOPPED)), *QUOTED)
    heard(story, offering(THIRD, NEXT), STOPPED).refused_by("lot.suspended")
    told, later = bid(3, THIRD, NEXT, STOPPED - TICK), STOPPED + timedelta(minutes=1)
    heard(story, offering(THIRD, NEXT), STOPPED - TICK, decided=later).then(said(told))
    resumed = session((*BID_IN, *stopped(STOPPED, WENT_ON)), *QUOTED)
    waited = heard(resumed, offering(THIRD, NEXT), WENT_ON - TICK, decided=WENT_ON)
    waited.refused_by("lot.suspended")


def test_when_it_goes_on_as_much_of_the_countdown_is_left_as_there_was():
    story = session((*BID_IN, *stopped(STOPPED, WENT_ON)), *QUOTED)
    end = BIDDING.ends_at + WAITED
    told = bid(3, THIRD, NEXT, end - TICK)
    heard(story, offering(THIRD, NEXT), end - TICK).then(said(told))
    heard(story, offering(THIRD, NEXT), end).refused_by("session.over")


def test_a_bid_that_came_since_begins_the_countdown_anew_and_nothing_is_given_back_twice():
    one = bid(3, FIRST, NEXT, WENT_ON)
    story = session((*BID_IN, *stopped(STOPPED, WENT_ON)), *QUOTED, one)
    told = bid(4, THIRD, NEXT + STEP, one.ends_at - TICK)
    heard(story, offering(THIRD, NEXT + STEP), one.ends_at - TICK).then(said(told))
    heard(story, offering(THIRD, NEXT + STEP), one.ends_at).refused_by("session.over")


def test_a_listing_goes_on_for_as_long_as_it_stood_still():
    since, until = at(4, 6, 10), at(4, 8, 10)
    story, end = session((*LISTING, *stopped(since, until))), CLOSES + (until - since)
    heard(story, offering(FIRST, START), since).refused_by("lot.suspended")
    told = quotation(1, FIRST, START, end - TICK)
    heard(story, offering(FIRST, START), end - TICK).then(said(told))
    heard(story, offering(FIRST, START), end).refused_by("session.over")


def test_free_time_is_as_long_as_it_was_said_to_be():
    begun = TimedBiddingStarted(
        lot=BUILDING,
        session=1,
        started_at=at(4, 1, 9),
        free_until=at(4, 1, 9, 10),
        ends_at=at(4, 1, 9, 14),
    )
    since, until = at(4, 1, 9, 5), at(4, 1, 9, 35)
    story = session((*DISCLOSED, begun, *stopped(since, until, BUILDING)))
    free = begun.free_until + timedelta(minutes=30)
    quoted = quotation(1, FIRST, BASE, free - TICK, BUILDING)
    heard(story, offering(FIRST, BASE, BUILDING), free - TICK).then(said(quoted, BUILDING))
    timed = bid(1, FIRST, BASE, free, BUILDING)
    heard(story, offering(FIRST, BASE, BUILDING), free).then(said(timed, BUILDING))


# Who may.


def test_who_is_not_qualified_for_this_lot_offers_nothing():
    story, when = session(LISTING, who=(SECOND_ID,)), at(3, 30, 14)
    heard(story, offering(FIRST, START), when).refused_by("participation.unknown")
    mine_in_anothers_name = replace(offering(SECOND_ID, START), party=offering(FIRST, 1).party)
    heard(story, mine_in_anothers_name, when).refused_by("participation.unknown")


def test_a_session_that_the_lot_has_not_takes_nothing():
    when = at(3, 30, 14)
    heard(session(LISTING), offering(FIRST, START, session=2), when).refused_by("session.unknown")
    plain = (DEFINED, ANNOUNCED)
    heard(session(plain), offering(FIRST, START), when).refused_by("session.unknown")


def test_what_names_the_bidder_is_kept_under_its_own_keys():
    """A plain command lies under the keys of the first sealed stream that it touches."""
    kinds = [stream.kind for stream in PLACE_OFFER.touches(offering(FIRST, START))]
    assert kinds == ["participation", "auction", "lot"]


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (lambda: offering(FIRST, START, lot="L"), "lot 'L': expected"),
        (lambda: offering(FIRST, START, session=0), "session 0: expected"),
        (lambda: offering(FIRST, 0), "amount_fen 0: expected one or more"),
        (lambda: replace(offering(FIRST, 1), party="X"), "party 'X': expected"),
        (lambda: replace(offering(FIRST, 1), participation="X"), "deposit 'X': expected"),
    ],
)
def test_what_is_no_offer_is_not_read(asked, right):
    with pytest.raises(ValueError, match=right):
        asked()
