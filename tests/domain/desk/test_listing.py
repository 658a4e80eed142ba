"""A listing begins and ends by the clock; then two bid on, one has it, nobody fails it (LD-07)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ascending import SETTLED
from domain.auction.stream import AUCTION
from domain.categories import register
from domain.desk.listing import CLOSE_LISTING
from domain.desk.sessions import listing_ends as lot_ends
from domain.kernel import KeyName, StreamId
from domain.lot.bidding import ReserveCompared
from domain.lot.close import PassDepositDeadline
from domain.lot.events import DeadlinePostponed, LotFailed
from domain.lot.stream import LOT
from domain.phases import Phase
from tests.kit.sessions import (
    ANNOUNCED,
    ARRANGED,
    BEGUN,
    BID_IN,
    BIDDING,
    CLOSED,
    CLOSES,
    DEFINED,
    DUE,
    FIRST,
    LISTED,
    LISTING,
    LISTING_OVER,
    NUMBERS,
    PARCEL,
    PARTIES,
    PASSED,
    QUOTED,
    RESERVE,
    SEALED,
    SECOND_ID,
    TICK,
    at,
    ended,
    listing_begins,
    listing_ends,
    quotation,
    session,
    stopped,
)
from tests.kit.story import fold, given

WAITING = (DEFINED, ARRANGED, ANNOUNCED)
DAY = timedelta(days=1)
ALONE = quotation(1, FIRST, RESERVE, at(3, 30, 14))
FAILED_ON = CLOSES.date()


def begun(past, asked=None, when=LISTED):
    return given(LOT, *past).when(asked or listing_begins(), by="PLATFORM", received_at=when)


def over(*offers, who=SECOND_ID, when=LISTING_OVER, past=LISTING, **said):
    asked = listing_ends(who, **said)
    return session(past, *offers).when(asked, by="PLATFORM", received_at=when)


def test_it_ends_later_by_as_long_as_the_lot_stood_still():
    since, until = at(4, 6, 10), at(4, 8, 10)
    later = LISTING_OVER + (until - since)
    over(*QUOTED, past=(*LISTING, *stopped(since))).refused_by("lot.suspended")
    past = (*LISTING, *stopped(since, until))
    over(*QUOTED, past=past, when=later).refused_by("session.other_time")
    closed, bidding = over(
        *QUOTED, past=past, when=later, ends_at=CLOSES + (until - since)
    ).decision
    assert (closed.closed_at, bidding.started_at) == (CLOSES + (until - since), later)


STOOD, GOES_ON = at(3, 30, 10), at(4, 1, 10)
"""Two days, before its deposits are due."""
TWO_DAYS = GOES_ON - STOOD
PAUSED = (*LISTING[:-1], *stopped(STOOD, GOES_ON))


def resumed(until):
    """What stands still goes on."""
    return stopped(STOOD, until)[1]


def postponed(days):
    """The owner says another end, so many days after the first."""
    later = CLOSES + timedelta(days=days)
    return DeadlinePostponed(lot=PARCEL, deposit_deadline=later, opening_at=later)


def ends(*facts):
    return lot_ends(fold(LOT, *facts)) - CLOSES


@pytest.mark.parametrize(
    ("facts", "later"),
    [
        ((*PAUSED, postponed(5)), timedelta(days=5)),
        ((*PAUSED, postponed(1)), TWO_DAYS),
        ((*LISTING[:-1], *stopped(STOOD), postponed(5), resumed(GOES_ON)), 5 * DAY),
        ((*LISTING[:-1], *stopped(STOOD), postponed(5), resumed(at(4, 20, 10))), 21 * DAY),
        ((*LISTING[:-1], postponed(5), *stopped(STOOD, GOES_ON)), 7 * DAY),
        ((*PAUSED, postponed(1), *stopped(at(4, 2, 10), at(4, 3, 10))), 3 * DAY),
        ((*PAUSED, postponed(5), *stopped(at(4, 2, 10), at(4, 3, 10))), 6 * DAY),
        ((*PAUSED, postponed(5), postponed(6)), 6 * DAY),
    ],
    ids=[
        "postponed by more than it stood still", "by less", "while it stands still",
        "while it stands still, for longer than that", "before it stood still",
        "by less, and it stood still again", "by more, and it stood still again", "twice",
    ],
)  # fmt: skip
def test_what_stood_still_and_was_postponed_ends_later_once_not_twice(facts, later):
    """As long as the rules give it (2.2), or as its owner says: whichever is later."""
    assert ends(*facts) == later


def test_a_listing_that_was_postponed_closes_when_its_owner_said():
    later = CLOSES + 5 * DAY
    past = (*PAUSED, postponed(5))
    over(*QUOTED, past=past, when=later + SETTLED, ends_at=later + TWO_DAYS).refused_by(
        "session.other_time"
    )
    assert over(*QUOTED, past=past, when=later + SETTLED, ends_at=later).decision[0].timed


# It begins.


def test_it_begins_at_its_instant_or_later_and_keeps_its_legal_time():
    begun(WAITING).then(BEGUN)
    begun(WAITING, when=LISTED + timedelta(days=1)).then(BEGUN)
    assert BEGUN.happened_at() == LISTED
    assert fold(LOT, *WAITING, BEGUN).phase is Phase.OPEN


def test_it_begins_once():
    begun((*WAITING, BEGUN)).nothing_happens()
    begun(BID_IN).nothing_happens()


def test_it_does_not_begin_early_nor_at_another_time():
    begun(WAITING, when=LISTED - TICK).refused_by("session.too_early")
    begun(WAITING, listing_begins(LISTED - TICK)).refused_by("session.other_time")


def test_what_is_not_announced_or_has_no_listing_does_not_begin():
    begun(WAITING[:2]).refused_by("lot.wrong_phase")
    begun((DEFINED, ANNOUNCED)).refused_by("lot.not_yet_done")
    begun(WAITING, listing_begins(session=2)).refused_by("session.unknown")


def test_deposits_come_in_until_their_own_deadline_and_the_listing_goes_on():
    lot = fold(LOT, *LISTING)
    assert (lot.phase, lot.was("DepositDeadlinePassed")) == (Phase.OPEN, True)
    due = PassDepositDeadline(lot=PARCEL, deadline=DUE)
    for past in (LISTING[:-1], WAITING):  # it may begin after they are due
        given(LOT, *past).when(due, by="PLATFORM", received_at=DUE).then(PASSED)
        given(LOT, *past, PASSED).when(due, by="PLATFORM", received_at=DUE).nothing_happens()
    begun((*WAITING, PASSED)).then(BEGUN)


# It ends.


def test_where_two_have_quoted_they_bid_on_at_once():
    over(*QUOTED).then(CLOSED, BIDDING)
    assert CLOSED.happened_at() == CLOSES
    assert BIDDING.happened_at() == LISTING_OVER


def test_a_late_clock_takes_no_time_from_those_who_bid():
    late = LISTING_OVER + timedelta(minutes=20)
    begins = replace(BIDDING, started_at=late, free_until=late, ends_at=late + timedelta(minutes=4))
    over(*QUOTED, when=late).then(CLOSED, begins)


def test_of_one_who_quoted_the_reserve_the_offer_counts_and_the_lot_opens():
    won = ReserveCompared(
        lot=PARCEL,
        session=1,
        ended_at=CLOSES,
        reserve_fen=RESERVE,
        highest_fen=RESERVE,
        number=NUMBERS[FIRST],
        met=True,
        winner=PARTIES[FIRST],
        opens=True,
    )
    alone = replace(CLOSED, timed=False)
    answer = over(ALONE, who=FIRST)
    answer.then(alone, ended(ALONE, when=CLOSES, bidders=1), won)
    assert won.releases() == (KeyName("lot", PARCEL),)
    lot = fold(LOT, *LISTING, *answer.decision)
    assert (lot.phase, lot.opened, lot.price_fen) == (Phase.RESULT_PROPOSED, True, RESERVE)


def test_quoting_twice_makes_no_second_bidder():
    again = quotation(2, FIRST, RESERVE, at(3, 31, 14))
    first = replace(ALONE, amount_fen=RESERVE - 1)
    assert over(first, again, who=FIRST).decision[0] == replace(CLOSED, timed=False)


def test_below_the_reserve_it_fails_and_nothing_is_opened():
    low = replace(ALONE, amount_fen=RESERVE - 1)
    lost = ReserveCompared(
        lot=PARCEL,
        session=1,
        ended_at=CLOSES,
        reserve_fen=RESERVE,
        highest_fen=RESERVE - 1,
        number=NUMBERS[FIRST],
        met=False,
        winner=None,
        opens=False,
    )
    failed = LotFailed(lot=PARCEL, reason="最高报价低于底价", failed_on=FAILED_ON)
    answer = over(low, who=FIRST)
    alone = replace(CLOSED, timed=False)
    answer.then(alone, ended(low, when=CLOSES, bidders=1), lost, failed)
    assert not any(said.releases() for said in answer.decision)
    lot = fold(LOT, *LISTING, *answer.decision)
    assert (lot.phase, lot.opened, lot.price_fen) == (Phase.FAILED, False, 0)


def test_where_nobody_quoted_it_fails_and_the_reserve_stays_secret():
    failed = LotFailed(lot=PARCEL, reason="无人报价", failed_on=FAILED_ON)
    over(who=None).then(replace(CLOSED, timed=False), ended(when=CLOSES, bidders=0), failed)


def test_with_fewer_bidders_than_its_category_asks_for_it_fails_too(monkeypatch):
    three = replace(register.of("LAND"), least_bidders=3)
    monkeypatch.setitem(register._BY_CODE, "LAND", three)
    failed = LotFailed(lot=PARCEL, reason="报价人数不足", failed_on=FAILED_ON)
    told = (replace(CLOSED, timed=False), ended(ALONE, when=CLOSES, bidders=1), failed)
    over(ALONE, who=FIRST).then(*told)


def test_without_a_reserve_any_offer_meets_it():
    none = replace(SEALED, reserve_fen=0)
    story = session(LISTING).given(AUCTION, none, replace(ALONE, amount_fen=25_000_000_000))
    answer = story.when(listing_ends(FIRST), by="PLATFORM", received_at=LISTING_OVER)
    compared = answer.decision[-1]
    assert (compared.met, compared.reserve_fen) == (True, None)


def test_a_reserve_that_nobody_can_read_is_not_taken_for_none():
    gone = replace(SEALED, reserve_fen=None)
    story = session(LISTING).given(AUCTION, gone, ALONE)
    answer = story.when(listing_ends(FIRST), by="PLATFORM", received_at=LISTING_OVER)
    answer.refused_by("session.unreadable")


def test_the_streams_are_named_by_the_request():
    """Whoever leads is heard for the lot; where nobody does, nobody is."""
    both = (StreamId("lot", PARCEL), StreamId("auction", f"{PARCEL}/1"))
    named = (StreamId("participation", FIRST),)
    assert CLOSE_LISTING.touches(listing_ends(FIRST)) == (*both, *named)
    assert CLOSE_LISTING.touches(listing_ends(None)) == both


def test_it_ends_once():
    over(*QUOTED, past=BID_IN).nothing_happens()


def test_what_the_door_received_before_the_end_is_decided_before_the_end_is_said():
    over(*QUOTED, when=LISTING_OVER - TICK).refused_by("session.too_early")
    over(*QUOTED, when=CLOSES).refused_by("session.too_early")


def test_it_does_not_end_at_another_time_or_before_it_began():
    over(*QUOTED, ends_at=CLOSES - TICK).refused_by("session.other_time")
    over(past=WAITING, who=None).refused_by("lot.wrong_phase")
    over(*QUOTED, session=2).refused_by("session.unknown")


@pytest.mark.parametrize("who", [FIRST, None])
def test_nobody_but_who_offered_most_is_named(who):
    over(*QUOTED, who=who).refused_by("session.other_bidder")


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (lambda: listing_begins(session=0), "session 0: expected"),
        (lambda: listing_begins(LISTED.replace(tzinfo=None)), "begins_at 2026"),
        (lambda: listing_ends(None, session=100), "session 100: expected"),
        (lambda: listing_ends(None, CLOSES.replace(tzinfo=None)), "ends_at 2026"),
        (lambda: listing_ends("X"), "deposit 'X': expected"),
    ],
)
def test_what_is_no_request_is_not_read(asked, right):
    with pytest.raises(ValueError, match=right):
        asked()
