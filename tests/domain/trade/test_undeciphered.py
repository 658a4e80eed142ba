"""What cannot be deciphered at an opening (CT-13), and the keys to what bidders encrypted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.bid.events import BidKeyHandedIn, DecryptionFailed, Fault
from domain.bid.state import Standing
from domain.categories.category import Cause
from domain.categories.construction import CONSTRUCTION
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.desk.fail_decryption import RecordDecryptionFailure
from domain.kernel import Rejected, StreamId
from domain.lot.compete import OpenBids
from domain.lot.events import BidOpened
from domain.lot.key_time import keys_until, takes_envelopes
from domain.lot.stream import LOT
from domain.lot.suspend import SuspendProcedure
from domain.money import yuan
from domain.phases import Phase
from domain.trade.hand_in_key import HandInBidKey
from domain.trade.submit_bid import SubmitBid
from domain.trade.suspension import ResumeProcedure
from tests.kit.lots import ANNOUNCED, CODE, DEFINED
from tests.kit.sentences import hear
from tests.kit.story import given
from tests.kit.till import LAW, OWNER, Till, at

B5, D5 = "N00000000000000B5", "P00000000000000D5"
A3 = "A3506000001000001001003"
BID, OTHER = "B00000000000000A1", "B00000000000000A2"
FILE = "cd" * 32
OPENING = at(date(2026, 3, 25), 9, 30)
HOURS = timedelta(hours=2)
SECOND, MOMENT = timedelta(seconds=1), timedelta(microseconds=1)
OVER = OPENING + HOURS
BEFORE = at(date(2013, 4, 30))
NOTICE = {"document": "开标记录第7项", "evidence": "ee" * 32}
SUBMITTED = SubmitBid(bid=BID, lot=A3, party=B5, file=FILE, price_fen=None, deposit=D5)
FAILED = RecordDecryptionFailure(
    bid=BID, lot=A3, deposit=None, fault="BIDDER", found="CLOSED", **NOTICE
)
OTHERS = replace(FAILED, fault="OTHER", deposit=D5)
LOST = replace(OTHERS, found="LOST")
KEY = HandInBidKey(bid=BID, lot=A3, party=B5, secret="12" * 32)
STOPPED = SuspendProcedure(lot=A3, until=None, document=FILE)
GOES_ON = ResumeProcedure(lot=A3, case=None, document=FILE)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


@pytest.fixture
def till():
    """B5 owes and has paid the deposit of lot A3, and bids."""
    told = Till()
    told.lot(A3, "240,000.00")
    told.bidder(D5, A3, B5)
    told.pays(D5, B5, "240,000.00", date(2026, 3, 18))
    told.do(SUBMITTED, "PLATFORM", when=at(date(2026, 3, 19)))
    return told


@pytest.fixture
def opened(till):
    """The bids of A3 are open, and B5's is one of them."""
    till.do(OpenBids(lot=A3, bidders=3), "PLATFORM", when=OPENING)
    return till


def ask(till, asked, when=OPENING):
    return till.ask(asked, "PLATFORM", when=when)


def do(till, asked, when=OPENING):
    return till.do(asked, "PLATFORM", when=when)


def bid(till):
    return till.memory.of(StreamId("bid", BID))


def test_by_its_bidders_fault_a_bid_counts_as_revoked_and_nothing_goes_back_by_that(opened):
    (failed,) = do(opened, FAILED, OVER)
    assert failed == DecryptionFailed(bid=BID, failed_at=OVER, fault="BIDDER", **NOTICE)
    assert (bid(opened).standing, bid(opened).fault) == (Standing.REVOKED, Fault.BIDDER)
    assert opened.deposit(D5).refunds == ()


def test_by_any_others_fault_it_counts_as_withdrawn_and_its_deposit_goes_back(opened):
    """As if it had been withdrawn that day: within five days, with interest (CT-21)."""
    failed, owed = do(opened, OTHERS, OVER)
    assert (failed.NAME, failed.fault) == ("DecryptionFailed", "OTHER")
    assert (owed.cause, owed.rule, owed.due) == (Cause.WITHDRAWN, "CT-21", date(2026, 3, 30))
    assert (owed.amount_fen, owed.interest) == (yuan("240,000.00"), True)
    assert (bid(opened).standing, bid(opened).fault) == (Standing.WITHDRAWN, Fault.OTHER)


@pytest.mark.parametrize("fault", ["BIDDER", "OTHER"])
def test_what_can_be_read_nobody_says_to_be_closed_by_whosever_fault(opened, fault):
    """A plain file, or an envelope that its bidder opened: its deposit is kept by no word."""
    of = {"fault": fault, "deposit": D5 if fault == "OTHER" else None}
    for when in (OPENING, OVER, OVER + timedelta(days=2)):
        refused(ask(opened, replace(FAILED, found="READABLE", **of), when), "bid.readable")
    do(opened, KEY)
    refused(ask(opened, replace(FAILED, **of), OVER), "bid.readable")
    assert bid(opened).standing is Standing.RECEIVED


@pytest.mark.parametrize("fault", [FAILED, OTHERS], ids=["its own", "another's"])
def test_as_long_as_its_bidder_may_hand_in_the_key_nobody_says_it_stays_closed(opened, fault):
    for when in (OPENING, OVER - MOMENT):
        refused(ask(opened, fault, when), "bid.key_awaited")
    assert do(opened, fault, OVER)[0].NAME == "DecryptionFailed"


def test_what_was_lost_here_is_no_fault_of_its_bidders_and_nobody_waits_for_a_key(opened):
    own = replace(LOST, fault="BIDDER", deposit=None)
    refused(ask(opened, own, OVER), "bid.not_its_bidders_fault")
    failed, owed = do(opened, LOST)
    assert (failed.fault, owed.cause) == ("OTHER", Cause.WITHDRAWN)


@pytest.mark.parametrize("phase", [Phase.RESULT_PROPOSED, Phase.RESULT_PUBLICITY])
def test_a_report_before_the_time_for_keys_is_over_keeps_it_from_no_end(opened, phase):
    """But whom the panel put forward it has read."""
    stream, lot = StreamId("lot", A3), opened.memory.of(StreamId("lot", A3))
    opened.memory.states[stream] = replace(lot, phase=phase, candidates=(B5,))
    refused(ask(opened, FAILED, OVER), "bid.is_candidates")
    opened.memory.states[stream] = replace(lot, phase=phase)
    assert do(opened, FAILED, OVER)[0].NAME == "DecryptionFailed"


def test_nor_where_its_bidder_had_handed_in_the_key_before_it_was_lost(opened):
    do(opened, KEY)
    assert do(opened, LOST)[0].fault == "OTHER"


def test_where_no_row_says_what_such_a_bid_is_nothing_is_said_of_it():
    """CT-13 is of tenders for works alone."""
    sale = replace(DEFINED, category="STATE_PROPERTY")
    story = given(LOT, sale, ANNOUNCED, BidOpened(lot=CODE, opened_at=OPENING, bidders=3))
    answer = story.when(replace(FAILED, lot=CODE), by="PLATFORM", at=OVER)
    answer.refused_by("bid.no_rule")
    told = "no row of STATE_PROPERTY says what a bid is that cannot be deciphered"
    assert answer.decision.detail == told


def test_who_owes_no_deposit_is_owed_none_and_of_anothers_none_goes_back(opened):
    """That none is owed is the platform's word, which looks for it."""
    refused(ask(opened, replace(LOST, deposit="P00000000000000D9")), "deposit.other_lot")
    (failed,) = do(opened, replace(LOST, deposit=None))
    assert failed.NAME == "DecryptionFailed"


def test_it_is_said_once_and_of_a_bid_for_this_lot_that_stands(opened):
    refused(ask(opened, replace(FAILED, bid=OTHER), OVER), "bid.unknown")
    do(opened, FAILED, OVER)
    for again in (FAILED, OTHERS, replace(FAILED, found="READABLE")):
        refused(ask(opened, again, OVER), "bid.failed_before")


def test_a_bid_for_another_lot_is_none_of_this_one(opened):
    opened.memory.states[StreamId("bid", BID)] = replace(bid(opened), lot="A-9")
    refused(ask(opened, FAILED, OVER), "bid.unknown")


def test_where_no_row_gives_a_time_for_keys_nothing_is_said_of_a_closed_file(opened, monkeypatch):
    monkeypatch.setattr(opened, "law", without("decryption.time"))
    answer = ask(opened, FAILED, OVER)
    told = f"no row says until when keys to bids for {A3} come"
    assert (answer.rule, answer.detail) == ("bid.no_rule", told)


def test_while_its_lot_stands_still_nothing_is_said_of_a_bid(opened):
    opened.do(STOPPED, OWNER, when=OPENING)
    refused(ask(opened, FAILED, OVER), "lot.suspended")


@pytest.mark.parametrize("code", [BID, OTHER])
def test_before_the_opening_it_is_refused_whatever_bid_is_named(till, code):
    early = ask(till, replace(FAILED, bid=code))
    refused(early, "lot.wrong_phase")
    assert code not in early.detail


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"fault": "PLATFORM"}, "BIDDER or OTHER"),
        ({"found": "GONE"}, "READABLE, CLOSED, LOST"),
        ({"document": " "}, "the record's reference"),
        ({"evidence": "ef"}, "ef"),
        ({"deposit": D5}, "expected none where the fault is the bidder's"),
        ({"bid": "B1"}, "B1"),
        ({"fault": "OTHER", "deposit": "D5"}, "D5"),
    ],
)
def test_a_failure_that_cannot_be_read_is_no_command(wrong, told):
    with pytest.raises(ValueError, match=told):
        replace(FAILED, **wrong)


# What a bidder encrypted itself, it opens at the opening.


def test_at_the_opening_its_bidder_hands_in_the_key_to_its_file_once(opened):
    (handed_in,) = do(opened, KEY)
    assert handed_in == BidKeyHandedIn(bid=BID, handed_in_at=OPENING, secret=KEY.secret)
    assert bid(opened).secret == KEY.secret
    assert ask(opened, KEY) == ()
    refused(ask(opened, replace(KEY, secret="13" * 32)), "bid.has_key")


@pytest.mark.parametrize("secret", ["12" * 32, "13" * 32])
def test_no_key_is_taken_before_the_opening(till, secret):
    refused(ask(till, replace(KEY, secret=secret)), "lot.wrong_phase")
    refused(ask(till, replace(KEY, lot="A-9")), "lot.unknown")


def test_nor_of_a_bid_that_is_anothers_or_stands_no_more(opened):
    refused(ask(opened, replace(KEY, bid=OTHER)), "bid.unknown")
    refused(ask(opened, replace(KEY, party="N00000000000000B1")), "bid.unknown")
    do(opened, FAILED, OVER)
    refused(ask(opened, KEY, OVER), "bid.unknown")


def test_a_key_comes_within_the_hours_that_a_row_gives_and_the_same_again_is_nothing(opened):
    """CT-A8: two hours from the opening (ours, evidence A)."""
    refused(ask(opened, KEY, OVER), "bid.key_too_late")
    do(opened, KEY, OVER - MOMENT)
    assert ask(opened, KEY, OVER) == ()


def test_while_the_lot_stands_still_the_time_for_keys_does_not_run(opened):
    """Stopped for three hours after one: there is one left when it goes on."""
    stops, goes_on = OPENING + HOURS / 2, OPENING + 2 * HOURS
    opened.do(STOPPED, OWNER, when=stops)
    assert isinstance(opened.memory.decide(KEY, "PLATFORM", at=OVER, law=LAW), tuple)
    opened.do(GOES_ON, OWNER, when=goes_on)
    later = goes_on + HOURS / 2
    refused(ask(opened, FAILED, later - MOMENT), "bid.key_awaited")
    refused(ask(opened, KEY, later), "bid.key_too_late")
    do(opened, KEY, later - MOMENT)


class Ruled:
    """A law under which one set of rules is in force."""

    def __init__(self, category):
        self.category = category

    def rules(self, _code, _pack):
        return self.category


def without(subject):
    rows = tuple(row for row in CONSTRUCTION.rules if row.subject != subject)
    return Ruled(replace(CONSTRUCTION, rules=rows))


@pytest.mark.parametrize(
    ("law", "takes"),
    [
        (Ruled(CONSTRUCTION), True),
        (without("decryption.time"), False),
        (without("decryption.bidders_fault"), False),
        (Ruled(GOVERNMENT_PROCUREMENT), False),
        (Ruled(None), False),
    ],
    ids=["both rows", "no time", "no fault", "neither", "no rules"],
)
def test_envelopes_are_taken_where_rows_say_what_follows_of_one_that_stays_closed(
    opened, law, takes
):
    lot = opened.memory.of(StreamId("lot", A3))
    assert takes_envelopes(lot, law) is takes
    assert not takes_envelopes(replace(lot, defined=None), law)
    assert not takes_envelopes(replace(lot, opening_at=None), law)
    assert not takes_envelopes(replace(lot, opening_at=BEFORE), law), "the order was not there yet"


def test_without_a_row_for_their_time_no_key_is_taken_and_none_is_missed(opened):
    lot = opened.memory.of(StreamId("lot", A3))
    assert keys_until(lot, without("decryption.time")) is None
    assert keys_until(replace(lot, bids_opened=None), Ruled(CONSTRUCTION)) is None
    assert keys_until(lot, Ruled(CONSTRUCTION)) == OVER
