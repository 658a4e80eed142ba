"""A failed lot's deposit goes over to the lot that follows it (P32, E15), or stays where it is."""

from dataclasses import replace
from datetime import date

import pytest

from domain.accounts import INTEREST_TO_ALLOCATE, UNIDENTIFIED
from domain.carried import CarriedPart
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.hold import PlaceHold
from domain.deposit.owed import BankInterestCredited, RefundObligationCancelled
from domain.deposit.state import Deposit
from domain.deposit.stream import DEPOSIT
from domain.desk.carry import CarryDepositOver, CarryInterestOver
from domain.desk.gone import OpenReversal, may_be_gone
from domain.desk.interest import MatchInterest
from domain.desk.match import MatchReceipt
from domain.desk.reverse import MatchReversal
from domain.desk.unmatch import UnmatchReceipt
from domain.kernel import Rejected, StreamId
from domain.lot.close import FailLot, TerminateProcedure
from domain.lot.compete import OpenBids
from domain.money import yuan
from domain.postings import moved as entry_of
from tests.kit.lumps import agreeing, distributed, lump
from tests.kit.moving import moving
from tests.kit.passing import proceeds_gone
from tests.kit.sentences import hear
from tests.kit.story import fold
from tests.kit.till import ACCOUNT, OWNER, SETTLEMENT, Till, account_of, at, nonzero
from tests.properties.books import misread_by_the_model, wrong

A, NEXT = "A3506000001000001001002", "A3506000001000001002001"
D, NEW = "P00000000000000D1", "P00000000000000D2"
B, OTHER = "N00000000000000B1", "N00000000000000B2"
CONSENT = "cc" * 32
ARRIVED, FAILED, ENDED = date(2026, 3, 17), date(2026, 3, 27), date(2026, 6, 1)
WHOLE = yuan("240,000.00")
LATER = {
    "deposit_deadline": at(date(2026, 5, 20), 17),
    "opening_at": at(date(2026, 5, 21), 9, 30),
}
LATEST = {"deposit_deadline": at(date(2026, 7, 1)), "opening_at": at(date(2026, 7, 2))}
THROUGH = f"{ACCOUNT}/{FAILED}"


def tender(till, amount="240,000.00", party=B, **other):
    """The lot that follows, and the bidder's deposit of it."""
    till.lot(NEXT, amount, **(LATER | other))
    till.bidder(NEW, NEXT, party)


def failed(till):
    till.do(FailLot(lot=A, reason="投标人不足三个"), OWNER, when=at(FAILED))


@pytest.fixture
def till():
    """A lot for which three did not come has failed, unopened; one who had paid will bid again."""
    made = Till()
    made.lot(A, "240,000.00")
    made.bidder(D, A, B)
    made.pays(D, B, "240,000.00", ARRIVED)
    return made


@pytest.fixture
def again(till):
    """The same; the lot that follows is announced."""
    failed(till)
    tender(till)
    return till


def carrying(**other):
    facts = {"deposit": NEW, "lot": NEXT, "source": D, "source_lot": A, "party": B}
    return CarryDepositOver(**(facts | {"consent": CONSENT} | other))


def carry(till, day=FAILED, **other):
    return till.ask(carrying(**other), "PLATFORM", when=at(day))


def refused(till, rule, **other):
    decided = carry(till, **other)
    assert isinstance(decided, Rejected), decided
    assert decided.rule == rule
    hear(rule, decided.detail)


def test_all_of_it_goes_over_and_nothing_is_owed_back(again):
    """Dr 2002[old] / Cr 2002[new]; what nobody had approved falls away in the same decision."""
    with moving(again) as moved:
        out, into, fallen = (getattr(one, "event", one) for one in carry(again))
    assert moved.altogether == {("2002", D): WHOLE, ("2002", NEW): -WHOLE}
    assert isinstance(out, DepositCarriedOver)
    assert isinstance(into, DepositCarriedIn)
    assert fallen == RefundObligationCancelled(deposit=D, number=1)
    assert again.deposit(NEW).whole
    assert again.deposit(D).held_fen == 0


def test_each_side_tells_its_own_half_and_no_leg_names_the_other(again):
    """By way of the account's day, as a bank line would; whence it came is sealed."""
    out, into, _ = (getattr(one, "event", one) for one in carry(again))
    assert [(leg.account, leg.owner) for leg in out.entries[0].legs] == [
        ("2002", D),
        ("2001", THROUGH),
    ]
    assert [(leg.account, leg.owner) for leg in into.entries[0].legs] == [
        ("2002", NEW),
        ("2001", THROUGH),
    ]
    assert (out.consent, into.source) == (CONSENT, D)


def test_the_value_date_travels_along(again):
    _, into, _ = (getattr(one, "event", one) for one in carry(again))
    assert into.parts == (
        CarriedPart(
            line=f"{ACCOUNT}/{ARRIVED}/1#1",
            payer=B,
            payer_account=account_of(B),
            value_date=ARRIVED,
            amount_fen=WHOLE,
        ),
    )
    assert [one.since for one in again.deposit(NEW).receipts] == [ARRIVED]


def test_what_came_over_earns_since_its_value_date_and_not_since_it_was_booked(again):
    _, into, _ = (getattr(one, "event", one) for one in carry(again))
    before = date(2026, 3, 16)
    (part,) = into.parts
    earlier = replace(into, parts=(replace(part, value_date=before),))
    (receipt,) = DEPOSIT.evolve(Deposit(), earlier).receipts
    assert receipt.since == before


def test_asked_again_nothing_happens(again):
    carry(again)
    assert carry(again) == ()


def test_of_a_lot_that_was_ended_it_may_go_over_too(till):
    till.do(TerminateProcedure(lot=A, reason="规划调整"), OWNER, when=at(FAILED))
    tender(till)
    assert carry(till)


def test_what_is_lacking_then_is_paid_in_as_ever(till):
    failed(till)
    tender(till, "300,000.00")
    carry(till)
    assert till.deposit(NEW).missing_fen == yuan("60,000.00")
    till.pays(NEW, B, "60,000.00", date(2026, 4, 1))
    assert till.deposit(NEW).whole


def test_it_may_go_over_once_more(again):
    """The second lot fails too: the money goes on, and earns since it first came."""
    carry(again)
    again.do(FailLot(lot=NEXT, reason="再次流标"), OWNER, when=at(date(2026, 5, 20)))
    third, newest = "A3506000001000001003001", "P00000000000000D3"
    again.lot(third, "240,000.00", **LATEST)
    again.bidder(newest, third, B)
    asked = carrying(deposit=newest, lot=third, source=NEW, source_lot=NEXT)
    assert again.ask(asked, "PLATFORM", when=at(date(2026, 5, 21)))
    assert [one.since for one in again.deposit(newest).receipts] == [ARRIVED]


def test_what_went_over_adds_up_on_both_sides_at_every_step(till):
    """3.4, and what the read model tells as missing."""
    failed(till)
    tender(till, "300,000.00")
    for step in (carry, lambda of: of.interest(D, "23.33", date(2026, 4, 1))):
        step(till)
        assert list(wrong(till)) == []
    assert goes_back(till, "154.00") == yuan("240,177.33")
    assert list(wrong(till)) == []
    assert list(misread_by_the_model(till)) == []


# Interest.


def goes_back(till, interest):
    """The second lot ends; the bank pays its interest, and all goes back. How much."""
    till.do(FailLot(lot=NEXT, reason="再次流标"), OWNER, when=at(ENDED))
    till.interest(NEW, interest, ENDED)
    return till.refund(NEW, 1, ENDED)


def test_e15_interest_counts_from_the_day_the_money_came(again):
    """2026-03-17 to 06-01: 177.33."""
    carry(again)
    assert goes_back(again, "177.33") == yuan("240,177.33")
    assert nonzero(again) == {}


def test_e15_interest_that_the_bank_had_cut_goes_along(again):
    """23.33 to 03-27, and 154.00 from then on."""
    again.interest(D, "23.33", FAILED)
    with moving(again) as moved:
        carry(again)
    assert moved.altogether[("2007", NEW)] == -yuan("23.33")
    assert goes_back(again, "154.00") == yuan("240,177.33")
    assert nonzero(again) == {}


def test_interest_that_lies_on_another_account_of_ours_does_not_go_along(again):
    facts = {"reference": again.number(D), "kind": "INTEREST", "account": SETTLEMENT}
    again.match(MatchInterest, again.line(100, FAILED, **facts), deposit=D, lot=None)
    again.interest(D, "23.33", FAILED)
    carry(again)
    assert again.deposit(D).interest == {SETTLEMENT: 100}
    assert again.deposit(NEW).interest == {ACCOUNT: yuan("23.33")}


def test_interest_that_comes_later_follows_by_itself(again):
    carry(again)
    again.interest(D, "23.33", date(2026, 4, 1))
    assert again.deposit(D).balance("2007") == 0
    assert goes_back(again, "154.00") == yuan("240,177.33")
    assert nonzero(again) == {}


def test_interest_that_comes_when_all_has_gone_back_keeps_its_reason(again):
    carry(again)
    goes_back(again, "177.33")
    again.interest(D, "23.33", date(2026, 6, 2))
    assert nonzero(again, "1001") == {("2007", NEW): -yuan("23.33")}
    assert again.deposit(NEW).told.reason == "NOT_OWED"


def test_interest_follows_nothing_that_did_not_go_over(again):
    asked = CarryInterestOver(deposit=NEW, source=D, account=ACCOUNT)
    again.interest(D, "23.33", FAILED)
    assert again.ask(asked, "PLATFORM") == ()
    assert again.deposit(D).balance("2007") == yuan("23.33")
    carry(again)
    assert again.ask(asked, "PLATFORM") == ()


# Where the bank pays one sum for all of the account (MODE_B).

QUARTER, NEXT_QUARTER = date(2026, 6, 21), date(2026, 9, 21)


@pytest.fixture
def gone(till):
    """It went over on 03-27, and back on 06-01, before the bank had paid for a day of it."""
    till.do(agreeing(since=date(2026, 3, 1)), "OFFICE")
    failed(till)
    tender(till)
    carry(till)
    till.do(FailLot(lot=NEXT, reason="再次流标"), OWNER, when=at(ENDED))
    assert till.refund(NEW, 1, ENDED) == WHOLE
    return till


def sum_comes(till, amount, day=QUARTER):
    distributed(till, lump(till, amount, day), D, NEW)


def owed_after(till):
    return [(one.amount_fen, one.interest) for one in till.deposit(NEW).refunds[1:]]


def test_where_it_lay_before_it_went_over_it_bore_interest_that_follows_its_refund(gone):
    """E15 by a sum: 154.00 of the 66 days in the one's name, 23.33 of the ten in the other's."""
    sum_comes(gone, "177.33")
    assert owed_after(gone) == [(yuan("154.00"), False), (yuan("23.33"), False)]
    assert gone.deposit(NEW).refund(1).interest_fen == yuan("177.33")
    for number in (2, 3):
        gone.refund(NEW, number, date(2026, 6, 24))
    assert nonzero(gone) == {}
    assert list(wrong(gone)) == []


def test_no_fen_of_it_follows_twice(gone):
    """What the bank paid besides stays, and so does all of the next sum."""
    sum_comes(gone, "181.38")
    sum_comes(gone, "50.00", NEXT_QUARTER)
    assert sum(fen for fen, _ in owed_after(gone)) == yuan("177.33")
    assert gone.deposit(NEW).balance("2007") == yuan("54.05")
    assert gone.deposit(NEW).told.reason == "BANK_PAID_MORE"


def test_what_the_bank_paid_before_it_went_over_goes_with_its_refund(till):
    """A sum for 03-17 to 03-24, then it goes over and back before the next: 16.33 with it."""
    till.do(agreeing(since=date(2026, 3, 1)), "OFFICE")
    failed(till)
    tender(till)
    distributed(till, lump(till, "16.33", date(2026, 3, 24)), D)
    carry(till)
    till.do(FailLot(lot=NEXT, reason="再次流标"), OWNER, when=at(ENDED))
    assert till.refund(NEW, 1, ENDED) == WHOLE + yuan("16.33")
    sum_comes(till, "161.00")
    assert sum(fen for fen, _ in owed_after(till)) == yuan("161.00")
    assert till.deposit(NEW).balance("2007") == 0


def test_what_the_bank_paid_in_the_first_one_s_name_alone_follows_too(gone):
    """By the line that it came by there."""
    line = lump(gone, "23.33", QUARTER)
    distributed(gone, line, D)
    (one,) = gone.deposit(NEW).refunds[1:]
    assert (one.amount_fen, one.line) == (yuan("23.33"), line)


def test_interest_whose_line_nobody_can_read_goes_along_and_stays_there(again):
    """Nobody can tell then what it would follow: it says why it stays (R14)."""
    carry(again)
    goes_back(again, "177.33")
    entry = entry_of("P16", (UNIDENTIFIED, THROUGH), (INTEREST_TO_ALLOCATE, D), 7)
    unread = BankInterestCredited(deposit=D, until=ENDED, line=None, entries=(entry,))
    again.memory.states[StreamId("deposit", D)] = DEPOSIT.evolve(again.deposit(D), unread)
    its_own = replace(again.deposit(NEW), paid_interest=())
    again.memory.states[StreamId("deposit", NEW)] = its_own
    asked = CarryInterestOver(deposit=NEW, source=D, account=ACCOUNT)
    _, came, stays = again.do(asked, "PLATFORM", when=at(FAILED))
    assert (came.deposit, came.source, came.parts) == (NEW, D, ())
    assert (stays.deposit, stays.left_fen, stays.reason) == (NEW, 7, "NOT_OWED")


def test_what_a_late_line_is_owed_for_itself_is_owed_still(again):
    facts = {"payer": B, "payer_account": account_of(B), "reference": again.number(D)}
    line = again.line(700, date(2026, 3, 26), **facts)
    again.match(MatchReceipt, line, deposit=D, lot=None)
    standing = {one.line: one.standing.name for one in again.deposit(D).refunds}
    assert standing == {None: "OWED", line: "OWED"}
    carry(again)
    assert {one.line: one.standing.name for one in again.deposit(D).refunds} == {
        None: "VOID",
        line: "OWED",
    }


# What stays where it is.


def test_a_deposit_of_somebody_else_s_is_not_told_of(till):
    failed(till)
    tender(till, party=OTHER)
    refused(till, "carry.not_theirs")
    refused(till, "carry.not_theirs", party=OTHER)
    refused(till, "carry.not_theirs", deposit="P00000000000000FF")


def test_a_lot_that_goes_on_keeps_its_deposits(till):
    tender(till)
    refused(till, "carry.not_ended")


def test_of_a_lot_that_was_opened_nothing_goes_over(till):
    """Who bid for it is known: that the money went over would tell who bids again."""
    till.do(OpenBids(lot=A, bidders=3), "PLATFORM", when=at(date(2026, 3, 25), 9, 30))
    failed(till)
    tender(till)
    refused(till, "carry.was_open")


@pytest.mark.parametrize("other", [{"owner": "交通局"}, {"category": "STATE_PROPERTY"}])
def test_the_lot_that_follows_is_of_the_same_owner_and_kind(till, other):
    failed(till)
    tender(till, **other)
    refused(till, "carry.no_successor")


def test_after_the_deadline_it_is_too_late(again):
    refused(again, "lot.too_late", day=date(2026, 5, 21))


def test_a_lot_that_has_ended_too_takes_no_deposit(again):
    again.do(FailLot(lot=NEXT, reason="再次流标"), OWNER, when=at(FAILED))
    refused(again, "lot.wrong_phase")


def test_what_is_approved_to_go_back_goes_back(again):
    again.interest(D, "23.33", FAILED)
    again.approve(D, 1)
    refused(again, "deposit.refunded")


def test_what_went_back_is_not_there(again):
    again.interest(D, "23.33", FAILED)
    again.refund(D, 1, date(2026, 4, 1))
    refused(again, "deposit.refunded")


def test_what_is_held_back_stays(again):
    hold = PlaceHold(deposit=D, hold="H1", amount_fen=1, cause="投诉", document="1号")
    again.do(hold, "COURT")
    refused(again, "refund.held")


def test_an_order_on_other_money_of_it_keeps_nothing_here(again):
    """What came late is owed back by itself: a court froze that, and it stays where it is."""
    late = again.pays(D, B, "5.00", FAILED)
    (one,) = (one for one in again.deposit(D).refunds if one.line == late)
    order = {"cause": "保全", "document": "1号", "account": "2005", "number": one.number}
    again.do(PlaceHold(deposit=D, hold="H1", amount_fen=1, **order), "COURT")
    assert not isinstance(carry(again), Rejected)
    assert again.deposit(NEW).whole
    assert [one.code for one in again.deposit(D).holds] == ["H1"]


def test_a_deposit_that_holds_nothing_has_nothing_to_give(till):
    till.bidder(NEW, A, OTHER)
    failed(till)
    till.lot(NEXT, "240,000.00", **LATER)
    newest = till.bidder("P00000000000000D3", NEXT, OTHER)
    refused(till, "deposit.nothing_held", source=NEW, deposit=newest, party=OTHER)


def test_more_than_is_lacking_does_not_go_over(till):
    failed(till)
    tender(till, "200,000.00")
    refused(till, "carry.too_much")


def test_money_on_another_account_of_ours_does_not_mix(till):
    failed(till)
    tender(till, "300,000.00")
    facts = {"payer": B, "payer_account": account_of(B), "reference": till.number(NEW)}
    elsewhere = till.line(yuan("60,000.00"), FAILED, account="ZZ-SETTLEMENT", **facts)
    till.match(MatchReceipt, elsewhere, deposit=NEW, lot=None)
    refused(till, "carry.other_account")


def test_money_that_was_not_paid_from_the_basic_account_does_not_count(till):
    """The failed lot took it from any account; the one that follows does not."""
    till = Till()
    till.lot(A, "240,000.00", "STATE_PROPERTY")
    till.bidder(D, A, B)
    till.pays(D, B, "240,000.00", ARRIVED, payer_account="62220000")
    failed(till)
    tender(till, category="STATE_PROPERTY", basic_account=True)
    refused(till, "carry.other_payer")


def repaid_then_taken_back(till, deposit, amount):
    """So much comes of which 10,000.00 is too much and goes back; then the bank takes it all."""
    line = till.pays(deposit, B, amount, ARRIVED)
    till.refund(deposit, 1, date(2026, 3, 18))
    assert not isinstance(reversal(till, line, deposit, yuan(amount)), Rejected)


def test_what_the_bank_took_back_of_either_is_settled_first(till):
    till = Till()
    till.lot(A, "240,000.00")
    till.bidder(D, A, B)
    till.pays(D, B, "100,000.00", ARRIVED)
    repaid_then_taken_back(till, D, "150,000.00")
    failed(till)
    tender(till)
    refused(till, "carry.receivable_open")


def test_what_the_bank_took_back_of_the_new_one_is_settled_first(again):
    repaid_then_taken_back(again, NEW, "250,000.00")
    refused(again, "carry.receivable_open")


@pytest.mark.parametrize("of", [D, NEW])
def test_what_the_bank_took_back_of_a_guarantor_holds_no_bidder_s_money_back(again, of):
    stream = StreamId("deposit", of)
    told = fold(DEPOSIT, *proceeds_gone(deposit=of), start=again.memory.of(stream))
    again.memory.states[stream] = told
    assert (told.receivable_fen, told.own_receivable_fen) == (500, 0)
    with moving(again) as moved:
        carry(again)
    assert moved.altogether == {("2002", D): WHOLE, ("2002", NEW): -WHOLE}


def reversal(till, line, deposit, amount=WHOLE, **how):
    debit = till.line(
        amount, date(2026, 4, 2), credit=False, reversal=True, payer_account=account_of(B)
    )
    asked = MatchReversal(line=debit, line_seen=1, reversed=line, deposit=deposit, lot=None)
    return till.ask(asked, "MATCHER", **how)


def test_a_credit_that_the_bank_takes_back_is_taken_from_where_its_money_is(again):
    line = again.deposit(D).receipts[0].line
    carry(again)
    decided = reversal(again, line, D)
    assert isinstance(decided, Rejected)
    assert decided.rule == "deposit.carried_over"
    hear(decided.rule, decided.detail)
    with moving(again) as moved:
        assert not isinstance(reversal(again, line, NEW), Rejected)
    assert moved.altogether[("2002", NEW)] == WHOLE
    assert not again.deposit(NEW).whole


def test_a_reversal_of_the_whole_line_may_be_of_the_part_that_went_over():
    """810.00 came for 800.00, which went over: the bank takes 810.00 back; nobody knows whose."""
    till = Till()
    till.lot(A, "800.00")
    till.bidder(D, A, B)
    till.pays(D, B, "810.00", ARRIVED)
    failed(till)
    tender(till, "800.00")
    carry(till)
    by = f"{ACCOUNT}/2026-04-02/1#1"
    for fen, known in (("810.00", by), ("800.00", by), ("799.99", None)):
        taken = OpenReversal(by, yuan(fen), account_of(B))
        assert may_be_gone(till.deposit(NEW), (taken,)) == known
    assert may_be_gone(till.deposit(NEW), (OpenReversal(by, yuan("810.00"), "9999"),)) is None
    elsewhere = OpenReversal("ZZ-OTHER/2026-04-02/1#1", yuan("810.00"), account_of(B))
    assert may_be_gone(till.deposit(NEW), (elsewhere,)) is None


def test_interest_that_finds_the_money_taken_back_stays(again):
    """The bank took it back from where it had gone; what it pays since is nobody's to give on."""
    line = again.deposit(D).receipts[0].line
    carry(again)
    assert not isinstance(reversal(again, line, NEW), Rejected)
    again.interest(D, "23.33", date(2026, 4, 3))
    assert again.ask(CarryInterestOver(deposit=NEW, source=D, account=ACCOUNT), "PLATFORM") == ()
    assert again.deposit(D).balance("2007") == yuan("23.33")


def test_a_line_whose_money_went_over_is_not_taken_back_by_a_person(again):
    line = again.deposit(D).receipts[0].line
    carry(again)
    for deposit, rule in ((D, "deposit.money_moved_on"), (NEW, "deposit.carried_over")):
        facts = {"line": line, "line_seen": 2, "deposit": deposit, "lot": None}
        decided = again.ask(UnmatchReceipt(**facts, reason="认错"), "MATCHER")
        assert isinstance(decided, Rejected)
        assert decided.rule == rule
        hear(rule, decided.detail)


def test_money_comes_over_from_one_deposit_only(till):
    third, newest = "A3506000001000001003001", "P00000000000000D3"
    till.lot(third, "100,000.00")
    till.bidder(newest, third, B)
    till.pays(newest, B, "100,000.00", ARRIVED)
    failed(till)
    till.do(FailLot(lot=third, reason="投标人不足三个"), OWNER, when=at(FAILED))
    tender(till, "340,000.00")
    carry(till)
    refused(till, "carry.second", source=newest, source_lot=third)


@pytest.mark.parametrize("other", [{"source": NEW}, {"source_lot": NEXT}])
def test_a_deposit_does_not_go_over_to_itself(other):
    with pytest.raises(ValueError, match=r"^source: expected a deposit of another lot"):
        carrying(**other)
    with pytest.raises(ValueError, match=r"^source: expected another deposit"):
        CarryInterestOver(deposit=D, source=D, account=ACCOUNT)
