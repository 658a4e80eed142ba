"""A bidder who is asked to be bound for longer agrees, with its deposit; or its bid lapses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.bid.events import BidReceived, BidRevoked, ExtensionAgreed, ExtensionRefused
from domain.bid.state import Standing
from domain.bid.stream import BID as BIDS
from domain.categories.category import Cause
from domain.deposit.events import DepositSecured
from domain.deposit.owed import RefundObligationCreated
from domain.deposit.stream import DEPOSIT
from domain.desk.answer_extension import AnswerExtension
from domain.desk.withdraw_bid import RevokeBid
from domain.governance.state import Law
from domain.kernel import Placed, StreamId
from domain.lot.events import BidOpened
from domain.lot.stream import LOT
from domain.lot.tendered import (
    BidValidityExtended,
    CandidatePassedOver,
    EvaluationReportReceived,
    WinnerDefaulted,
)
from domain.phases import Phase
from domain.trade.whose import not_judged
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import CODE, OPENING, TENDER, TEXT, WINNER
from tests.kit.owing import PAYEE, matched
from tests.kit.passing import LOSERS, WINNERS
from tests.kit.rows import PRICE, D
from tests.kit.sentences import hear
from tests.kit.story import fold, given

BID = "B00000000000000A1"
NOTICE = {"document": "答复函", "evidence": "ee" * 32}
RECEIVED = BidReceived(
    bid=BID,
    received_at=OPENING - timedelta(days=1),
    lot=CODE,
    party=WINNER,
    file="cd" * 32,
    price_fen=None,
)
UNTIL, ANSWERS = date(2026, 7, 23), OPENING + timedelta(days=7)
EXTENDED = BidValidityExtended(
    lot=CODE, extended_at=OPENING, valid_until=UNTIL, answers_until=ANSWERS, text=TEXT
)
OPENED = TENDER[:4]
DEFAULTED = WinnerDefaulted(
    lot=CODE, winner=WINNER, defaulted_on=OPENING.date(), document="认定书", evidence="ee" * 32
)
LAW = Law(FIXTURE)
DAY = OPENING + timedelta(hours=2)
AGREES = AnswerExtension(bid=BID, lot=CODE, party=WINNER, deposit=D, agrees=True, **NOTICE)
REFUSES = replace(AGREES, agrees=False)
AGREED = ExtensionAgreed(bid=BID, agreed_at=DAY, until=UNTIL, **NOTICE)
REFUSED = ExtensionRefused(bid=BID, refused_at=DAY, **NOTICE)
OWED = RefundObligationCreated(
    deposit=D,
    number=1,
    cause=Cause.EXTENSION_REFUSED.value,
    rule="CT-26",
    due=date(2026, 3, 30),
    since=DAY.date(),
    amount_fen=PRICE,
    interest=True,
    interest_until=None,
    payee=PAYEE,
    line=None,
)
BACK = Placed(StreamId("deposit", D), OWED)


PAID = (WINNERS, matched(9))


def answer(asked, *bid, lot=(*OPENED, EXTENDED), deposit=PAID, when=DAY):
    story = given(BIDS, *(bid or (RECEIVED,))).given(LOT, *lot).given(DEPOSIT, *deposit)
    return story.when(asked, by="PLATFORM", at=when, law=LAW)


def test_who_agrees_keeps_its_bid_and_its_deposit():
    answer(AGREES).then(AGREED)
    bid = fold(BIDS, RECEIVED, AGREED)
    assert (bid.standing, bid.agreed_until) == (Standing.RECEIVED, UNTIL)
    answer(AGREES, RECEIVED, AGREED).nothing_happens()


def test_of_who_refuses_the_bid_lapses_and_the_deposit_goes_back_within_its_term():
    """CT-26: five days, with the bank's interest."""
    answer(REFUSES).then(REFUSED, BACK)
    assert fold(BIDS, RECEIVED, REFUSED).standing is Standing.LAPSED
    answer(REFUSES, RECEIVED, REFUSED).nothing_happens()


def test_what_is_owed_back_already_is_not_owed_twice():
    answer(REFUSES, deposit=(WINNERS, matched(9), OWED)).then(REFUSED)


def test_where_nobody_asked_for_a_deposit_none_goes_back():
    for asked, said in ((AGREES, AGREED), (REFUSES, REFUSED)):
        answer(replace(asked, deposit=None)).then(said)


def test_the_deposit_is_the_bidders_own():
    """Whoever agrees by another's, or by a code of nobody, would pass its own guarantee by."""
    lots = replace(WINNERS, terms=replace(WINNERS.terms, lot="A-9"))
    for asked in (AGREES, REFUSES):
        for other in ((LOSERS, matched(9)), (lots, matched(9)), ()):
            answer(asked, deposit=other).refused_by("deposit.other_lot")


def test_who_won_and_does_not_sign_answers_no_more():
    """It would have its deposit back before its owner decided what is kept of it (CT-23)."""
    lot = (*OPENED, *TENDER[4:6], DEFAULTED, EXTENDED)
    assert fold(LOT, *lot).phase is Phase.RESULT_PROPOSED
    for asked in (AGREES, REFUSES):
        answer(asked, lot=lot).refused_by("bid.unknown")
    answer(AGREES, RECEIVED, AGREED, lot=lot).nothing_happens()


def test_a_guarantee_is_extended_before_its_bidder_agrees():
    """CT-10: a deposit is valid for as long as the bid. Who refuses needs none."""

    def secured(until):
        one = DepositSecured(
            deposit=D, guarantee="G00000000000000A1", amount_fen=PRICE, valid_until=until
        )
        return (WINNERS, one)

    answer(AGREES, deposit=secured(UNTIL - timedelta(days=1))).refused_by(
        "extension.guarantee_ends"
    )
    for until in (UNTIL, None):
        answer(AGREES, deposit=secured(until)).then(AGREED)
    answer(REFUSES, deposit=secured(date(2026, 4, 1))).then(REFUSED)


def test_who_has_answered_has():
    agreed, refused = answer(REFUSES, RECEIVED, AGREED), answer(AGREES, RECEIVED, REFUSED)
    for told, said in ((agreed, "agreed"), (refused, "refused")):
        told.refused_by("extension.answered")
        assert told.decision.detail == f"{BID} was answered for: {said}"


def test_asked_again_it_may_answer_otherwise():
    again = replace(EXTENDED, valid_until=UNTIL + timedelta(days=30))
    lot = (*OPENED, EXTENDED, again)
    answer(REFUSES, RECEIVED, AGREED, lot=lot).then(REFUSED, BACK)
    longer = replace(AGREED, until=again.valid_until)
    answer(AGREES, RECEIVED, AGREED, lot=lot).then(longer)


def test_answers_come_until_they_are_due():
    answer(REFUSES, when=ANSWERS).then(
        replace(REFUSED, refused_at=ANSWERS),
        replace(BACK, event=replace(OWED, since=ANSWERS.date(), due=date(2026, 4, 7))),
    )
    answer(AGREES, when=ANSWERS).then(replace(AGREED, agreed_at=ANSWERS))
    late = ANSWERS + timedelta(microseconds=1)
    answer(AGREES, when=late).refused_by("extension.too_late")


@pytest.mark.parametrize("day", [ANSWERS.date() + timedelta(days=1), UNTIL, date(2026, 9, 1)])
def test_who_was_silent_is_not_bound_and_still_leaves_with_its_deposit(day):
    """Silence is no consent (30号令 29): else it could leave by a revocation alone, and pay."""
    when = DAY.replace(month=day.month, day=day.day)
    said, *back = answer(REFUSES, when=when).decision
    assert said == replace(REFUSED, refused_at=when)
    assert [one.event.cause for one in back] == [Cause.EXTENSION_REFUSED.value]


def test_who_agreed_leaves_with_its_deposit_too_once_that_time_is_over():
    """Nobody can be awarded the lot any more, and bids that bind no more cannot be revoked."""
    last = DAY.replace(month=UNTIL.month, day=UNTIL.day)
    answer(REFUSES, RECEIVED, AGREED, when=last).refused_by("extension.answered")
    after = last + timedelta(days=1)
    said, back = answer(REFUSES, RECEIVED, AGREED, when=after).decision
    assert (said, back.event.rule) == (replace(REFUSED, refused_at=after), "CT-26")
    answer(AGREES, RECEIVED, AGREED, when=after).nothing_happens()


def test_nobody_answers_what_nobody_asked_or_once_a_winner_is_told():
    for asked in (AGREES, REFUSES):
        answer(asked, lot=OPENED).refused_by("extension.not_asked")
        answer(asked, lot=(*OPENED, EXTENDED, *TENDER[4:6])).refused_by("lot.wrong_phase")


@pytest.mark.parametrize(
    "bid",
    [
        (replace(RECEIVED, lot="A-9"),),
        (replace(RECEIVED, party="N00000000000000B2"),),
        (RECEIVED, BidRevoked(bid=BID, revoked_at=OPENING)),
    ],
)
def test_of_what_is_no_bid_of_ones_own_that_stands_one_hears_the_same(bid):
    for asked in (AGREES, REFUSES):
        answer(asked, *bid).refused_by("bid.unknown")


REPORT = EvaluationReportReceived(
    lot=CODE, received_on=DAY.date(), report=TEXT, candidates=(WINNER, "N00000000000000B2")
)


def test_a_candidate_that_refuses_is_passed_over_and_one_that_agrees_is_not():
    lot = (*OPENED, REPORT, EXTENDED)
    passed = CandidatePassedOver(lot=CODE, party=WINNER, bid=BID)
    answer(REFUSES, lot=lot).then(REFUSED, Placed(StreamId("lot", CODE), passed), BACK)
    answer(AGREES, lot=lot).then(AGREED)
    assert WINNER in fold(LOT, *lot, passed).out


def test_what_binds_no_more_is_not_revoked_so_that_nothing_is_kept_of_its_deposit():
    revokes = RevokeBid(bid=BID, lot=CODE, party=WINNER, **NOTICE)
    story = given(BIDS, RECEIVED, AGREED).given(LOT, *OPENED, EXTENDED)
    last = DAY.replace(month=UNTIL.month, day=UNTIL.day)
    story.when(revokes, by="PLATFORM", at=last, law=LAW).then(
        BidRevoked(bid=BID, revoked_at=last, **NOTICE)
    )
    after = last + timedelta(days=1)
    story.when(revokes, by="PLATFORM", at=after, law=LAW).refused_by("validity.over")


def test_what_has_lapsed_is_not_revoked_so_that_nothing_is_kept_of_its_deposit():
    revokes = RevokeBid(bid=BID, lot=CODE, party=WINNER, **NOTICE)
    story = given(BIDS, RECEIVED, REFUSED).given(LOT, *OPENED, EXTENDED)
    story.when(revokes, by="PLATFORM", at=DAY, law=LAW).refused_by("bid.unknown")


def test_a_bid_that_has_lapsed_is_judged_by_no_report_and_need_not_be():
    """Nor does it pass for one on paper, of which there is one."""
    opened = BidOpened(lot=CODE, opened_at=OPENING, bidders=2, counted=1, bids=(BID,))
    lot = fold(LOT, *OPENED[:3], opened, EXTENDED)
    agreed, lapsed = fold(BIDS, RECEIVED, AGREED), fold(BIDS, RECEIVED, REFUSED)
    assert not_judged(lot, CODE, [(BID, agreed)], {WINNER}, ()) is None
    for on_paper in ((), (WINNER,)):
        found = not_judged(lot, CODE, [(BID, lapsed)], {WINNER}, on_paper)
        assert found is not None
        assert found.rule == "evaluation.nobodys"
        hear(found.rule, found.detail)
    none = fold(LOT, *OPENED[:3], replace(opened, bidders=1), EXTENDED)
    assert not_judged(none, CODE, [(BID, lapsed)], (), (), all_of_them=True) is None


def test_a_deposit_is_named_by_its_code():
    with pytest.raises(ValueError, match=r"^deposit 'x'"):
        replace(AGREES, deposit="x")
    with pytest.raises(ValueError, match=r"^document: expected"):
        replace(AGREES, document=" ")
