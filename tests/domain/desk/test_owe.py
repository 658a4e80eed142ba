"""What a lot's end owes follows from the category's rows: to whom, why, until when."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.events import DepositSecured
from domain.deposit.owed import DepositConverted
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.desk.owe import OWE_REFUND, OweRefund
from domain.desk.payable import payable
from domain.governance.state import Law
from domain.kernel import StreamId
from domain.lot.stream import LOT
from domain.lot.tendered import EvaluationReportReceived, WinnerDefaulted
from domain.postings import Entry, Leg
from tests.kit.agreeing import paying
from tests.kit.batching import EARNED
from tests.kit.batching import LAW as RATES
from tests.kit.disputing import CASE, ORDERED, PAUSED, WENT_ON
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AUCTION, CODE, FAILED, SIGNED, TENDER, TERMINATED, VOIDED
from tests.kit.owing import (
    PAYEE,
    UNTIL,
    approved,
    cancelled,
    confirmed,
    credited,
    instructed,
    late,
    line,
    matched,
    owed,
)
from tests.kit.rows import OWNER, PRICE, REQUIRED, TERMS, D
from tests.kit.story import fold, given

LAW = Law(FIXTURE)
LOSER = replace(REQUIRED, terms=replace(TERMS, party="N00000000000000B2"))


COUNTS_FROM = {
    date(2026, 3, 30): date(2026, 3, 25),
    date(2026, 3, 31): date(2026, 3, 24),
    date(2026, 4, 3): date(2026, 3, 31),
    date(2026, 4, 7): date(2026, 4, 1),
    date(2026, 4, 8): date(2026, 3, 31),
    date(2026, 4, 9): date(2026, 4, 1),
    date(2026, 4, 15): date(2026, 4, 8),
    date(2026, 5, 13): date(2026, 5, 8),
    date(2026, 5, 18): date(2026, 5, 12),
    date(2026, 5, 19): date(2026, 5, 12),
}
"""From which day the term counts that is over on a day: that of the fact which the row names."""


def asking(deposit=D, lot=CODE):
    return OweRefund(deposit=deposit, lot=lot)


def answer(lot, *facts, required=REQUIRED, asked=None):
    story = given(DEPOSIT, required, *facts).given(LOT, *lot)
    return story.when(asked or asking(), by="PLATFORM", law=LAW)


def told(cause, due, rule="CT-20", number=1, amount=PRICE, **other):
    facts = {"since": COUNTS_FROM[due], "due": due} | other
    return owed(number, amount, cause=cause, rule=rule, **facts)


def test_bidders_and_winner_are_owed_five_days_after_the_contract_with_interest():
    """Scenario A: A1 signed 05-12, due 05-18, for the 17th is a Sunday; A2 signed 05-08, 05-13."""
    answer(TENDER, matched()).then(told("WINNER", date(2026, 5, 18)))
    answer(TENDER, matched(), required=LOSER).then(told("LOSER", date(2026, 5, 18)))
    sooner = (*TENDER[:6], replace(SIGNED, signed_on=date(2026, 5, 8)))
    answer(sooner, matched()).then(told("WINNER", date(2026, 5, 13)))


def test_of_a_purchase_losers_are_owed_from_the_notice_on_and_the_winner_from_the_contract():
    """GP-07, GP-08: five working days each, without interest; 04-04 to 04-06 are off."""
    bought = (replace(TENDER[0], category="GOV_PROCUREMENT"), *TENDER[1:])
    told_then = told("LOSER", date(2026, 4, 8), "GP-07", interest=False)
    answer(bought[:6], matched(), required=LOSER).then(told_then)
    answer(bought[:6], matched()).nothing_happens()
    answer(bought, matched()).then(told("WINNER", date(2026, 5, 19), "GP-08", interest=False))


@pytest.mark.parametrize(
    ("end", "cause", "rule"),
    [(FAILED, "FAILED", "CT-A1"), (TERMINATED, "TERMINATED", "CT-24")],
)
@pytest.mark.parametrize("so_far", [3, 4, 6])
def test_a_failed_or_ended_tender_owes_all_with_interest(end, cause, rule, so_far):
    answer((*TENDER[:so_far], end), matched()).then(told(cause, date(2026, 3, 30), rule))


@pytest.mark.parametrize("end", [FAILED, TERMINATED])
def test_whoever_won_and_did_not_sign_is_owed_nothing_by_the_end_it_brought(end):
    """不予退还 (CT-23, LD-14): its owner decides; the others are owed all the same."""
    found = WinnerDefaulted(
        lot=CODE,
        winner=TERMS.party,
        defaulted_on=date(2026, 4, 24),
        document="弃标函",
        evidence="ee" * 32,
    )
    answer((*TENDER[:6], found, end), matched()).nothing_happens()
    assert answer((*TENDER[:6], found, end), matched(), required=LOSER).decision


def test_the_losers_of_a_sale_are_owed_three_working_days_after_it_without_interest():
    """Scenario C, row 10: confirmed 04-01, due 04-07 over the holiday (SP-12)."""
    expected = told("LOSER", date(2026, 4, 7), "SP-12", interest=False)
    answer(AUCTION[:5], matched(), required=LOSER).then(expected)
    answer(AUCTION, matched(), required=LOSER).then(expected)


def test_the_winner_of_a_sale_is_owed_nothing():
    answer(AUCTION[:5], matched()).nothing_happens()
    answer(AUCTION, matched()).nothing_happens()


@pytest.mark.parametrize("so_far", range(1, 7))
def test_while_nothing_is_decided_nothing_is_owed(so_far):
    answer(TENDER[:so_far], matched()).nothing_happens()


def test_a_tender_that_was_only_awarded_owes_nothing_before_the_contract():
    """Whatever its owner calls it: the row counts from ContractSigned."""
    tender_confirmed = (*TENDER[:4], AUCTION[4])
    answer(tender_confirmed, matched(), required=LOSER).nothing_happens()


def test_a_sale_that_was_awarded_like_a_tender_owes_its_losers_from_the_award():
    """Whatever its owner called it: its row counts from the day its winner was known."""
    awarded = (*AUCTION[:4], *TENDER[4:6])
    expected = told("LOSER", date(2026, 4, 3), "SP-12", interest=False)
    answer(awarded, matched(), required=LOSER).then(expected)


def test_what_was_owed_of_a_line_is_owed_once():
    """Late money is owed by its own obligation; the lot's end adds nothing to it."""
    answer(TENDER, *late()).nothing_happens()
    counted_too = answer(TENDER, matched(), *late(2))
    counted_too.then(told("WINNER", date(2026, 5, 18), number=2))


def test_each_account_that_paid_is_owed_what_it_paid():
    answer(TENDER, matched(1, 300), matched(2, 200, "9"), matched(3, 100)).then(
        told("WINNER", date(2026, 5, 18), number=1, amount=400),
        told(
            "WINNER",
            date(2026, 5, 18),
            number=2,
            amount=200,
            payee=replace(PAYEE, account="9"),
        ),
    )


@pytest.mark.parametrize("account", [None, "350…"])
def test_to_an_account_that_is_not_known_whole_it_is_owed_all_the_same(account):
    """To whom, somebody proposes with evidence."""
    unknown = matched(account=account)
    told_once = told("WINNER", date(2026, 5, 18), payee=None)
    answer(TENDER, unknown).then(told_once)
    answer(TENDER, unknown, told_once).nothing_happens()


def test_asked_again_it_owes_what_was_found_since_and_nothing_twice():
    answer(TENDER, matched(), owed()).nothing_happens()
    answer(TENDER, matched(), owed(), approved()).nothing_happens()
    answer(TENDER, matched(1, 300), owed(1, 300), matched(2, 200)).then(
        told("WINNER", date(2026, 5, 18), number=2, amount=200)
    )
    answer(TENDER, matched(), owed(), cancelled()).then(told("WINNER", date(2026, 5, 18), number=2))


def test_an_account_that_is_owed_all_keeps_no_other_waiting():
    other = replace(PAYEE, account="9")
    answer(TENDER, matched(1, 300), owed(1, 300), matched(2, 200, "9")).then(
        told("WINNER", date(2026, 5, 18), number=2, amount=200, payee=other)
    )


def test_what_was_taken_back_and_given_again_keeps_the_interest_that_the_bank_paid_before():
    """The same money: the bank has settled, and it would wait for interest for ever."""
    past = (matched(), owed(), credited(EARNED))
    gone = (*past, *give_up(D, fold(DEPOSIT, REQUIRED, *past), line(1), "误配"))
    again = told("WINNER", date(2026, 5, 18), number=2, interest_until=UNTIL)
    answer(TENDER, *gone, matched()).then(again)
    after = fold(DEPOSIT, REQUIRED, *gone, matched(), again)
    found = payable(D, 2, after, RATES, paying())
    assert (found.allocate_fen, found.left_fen) == (EARNED, 0)


@pytest.mark.parametrize(
    "other",
    [{"payee": replace(PAYEE, account="9")}, {"line": line(7)}],
    ids=["another account's", "a line's own"],
)
def test_nothing_else_that_is_owed_no_more_says_up_to_when_the_bank_had_paid(other):
    past = (owed(**other), credited(EARNED), cancelled(), matched())
    answer(TENDER, *past).then(told("WINNER", date(2026, 5, 18), number=2))


def test_what_is_found_beside_what_is_owed_waits_for_interest_of_its_own():
    past = (matched(1, 300), owed(1, 300), credited(EARNED), matched(2, 200))
    answer(TENDER, *past).then(told("WINNER", date(2026, 5, 18), number=2, amount=200))


def test_a_deposit_that_holds_no_money_is_owed_none():
    answer(TENDER).nothing_happens()
    guaranteed = DepositSecured(
        deposit=D, guarantee="G0", amount_fen=PRICE, valid_until=date(2026, 9, 1)
    )
    answer(TENDER, guaranteed).nothing_happens()


def test_what_was_converted_is_not_owed():
    legs = (Leg("2002", D, PRICE, "P19"), Leg("2003", D, -PRICE, "P19"))
    converted = DepositConverted(
        deposit=D, to="2003", earnest_fen=0, entries=(Entry("CUST", "CNY", legs),)
    )
    answer(TENDER, matched(), converted).nothing_happens()


def converted(to, row, amount=PRICE):
    legs = (Leg("2002", D, amount, row), Leg(to, D, -amount, row))
    return DepositConverted(deposit=D, to=to, earnest_fen=0, entries=(Entry("CUST", "CNY", legs),))


def of_a_sale(amount=PRICE, **other):
    """By the centre's own term: five working days after the contract of 04-08."""
    due = date(2026, 4, 15)
    return told("WINNER", due, "DEP-BACK", amount=amount, interest=False, **other)


def test_what_is_found_once_it_was_converted_is_owed_and_not_what_was_converted():
    """Else nobody could ever move it: the lot has ended, and a deposit is converted once."""
    past = (matched(1, 300), converted("2004", "P20", 300), matched(2, 200))
    answer(AUCTION, *past).then(of_a_sale(200))
    answer(AUCTION, *past, of_a_sale(200)).nothing_happens()
    bond = (matched(1, 300), owed(1, 300), converted("2003", "P19", 300), cancelled())
    found = told("WINNER", date(2026, 5, 18), number=2, amount=200)
    answer(TENDER, *bond, matched(2, 200)).then(found)


def test_what_the_winner_of_a_sale_paid_goes_back_where_it_is_not_whole():
    """It is never converted so."""
    answer(AUCTION, matched(1, 300)).then(of_a_sale(300))
    answer(AUCTION[:5], matched(1, 300)).nothing_happens()
    secured = DepositSecured(
        deposit=D, guarantee="G0", amount_fen=PRICE - 300, valid_until=date(2026, 9, 1)
    )
    answer(AUCTION, secured, matched(1, 300)).nothing_happens()


def test_once_some_of_it_goes_back_what_is_found_goes_too():
    """Whole by then, it may still be converted, while nobody approved what is owed."""
    now = (matched(1, 300), of_a_sale(300), matched(2, PRICE - 300))
    answer(AUCTION, *now).then(of_a_sale(PRICE - 300, number=2))
    answer(AUCTION, *now, cancelled()).nothing_happens()


def test_what_went_back_when_its_bid_was_withdrawn_owes_nothing_of_what_was_paid_again():
    """The winner of a sale paid twice, withdrew once: the second payment becomes price."""
    back = (matched(), owed(cause="WITHDRAWN"), approved(), instructed(), confirmed())
    answer(AUCTION, *back, matched(2)).nothing_happens()
    answer(AUCTION, *back, matched(2, 300)).then(of_a_sale(300, number=2))


def test_what_comes_again_after_a_reversal_is_owed_whatever_was_paid_before():
    """The refund that was paid, was of the money that the bank took back."""
    paid = (matched(), owed(), approved(), instructed(), confirmed())
    lost = (*paid, *reverse(D, fold(DEPOSIT, REQUIRED, *paid), line(1), line(8), OWNER))
    answer(TENDER, *lost).nothing_happens()
    again = told("WINNER", date(2026, 5, 18), number=2, amount=200)
    answer(TENDER, *lost, matched(2, 200)).then(again)
    both = fold(DEPOSIT, REQUIRED, *lost, matched(2, 200), again, credited(EARNED))
    found = payable(D, 2, both, RATES, paying())
    assert found.item.amount_fen == 200


def test_a_deposit_of_another_lot_is_not_owed_by_this_one():
    answer(TENDER, matched(), asked=asking(lot="ANOTHER-LOT")).refused_by("deposit.other_lot")
    answer((), matched()).refused_by("deposit.other_lot")
    answer(TENDER, required=replace(REQUIRED, terms=None)).refused_by("deposit.other_lot")


def test_a_lot_of_before_in_no_category_owes_by_no_row():
    odd = replace(TENDER[0], category="ROADS")
    answer((odd, *TENDER[1:]), matched()).refused_by("category.unknown")


def test_the_streams_are_named_by_the_request():
    assert OWE_REFUND.touches(asking()) == (StreamId("deposit", D), StreamId("lot", CODE))


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match="deposit 'D1': expected"):
        asking("D1")
    with pytest.raises(ValueError, match="lot 'x': expected"):
        asking(lot="x")


def test_of_a_void_result_all_goes_back_by_the_centre_s_own_term_where_no_row_speaks_of_it():
    """Of carbon credits no row does: five working days after the judgment of 05-12."""
    mined = (replace(AUCTION[0], category="FOREST_CARBON"), *AUCTION[1:5], VOIDED)
    due = date(2026, 5, 19)
    answer(mined, matched()).then(told("VOIDED", due, "DEP-BACK", interest=False))


def test_where_a_row_speaks_of_it_the_centre_s_own_term_does_not_stand_in():
    """CT-20 is law since 2012-02-01: what was signed on the day before is not ours to guess."""
    before = (*TENDER[:6], replace(SIGNED, signed_on=date(2012, 1, 31)))
    for facts in ((matched(),), (matched(1, 300),)):
        answer(before, *facts).nothing_happens()


# What is not whole when its deposits are due.

LAND = (replace(AUCTION[0], category="LAND"), *AUCTION[1:])
SHORT = matched(1, PRICE - 1)


def short(**other):
    """LD-A7: five working days after 03-24, without interest."""
    facts = {"amount": PRICE - 1, "interest": False} | other
    return told("INSUFFICIENT", date(2026, 3, 31), "LD-A7", **facts)


def test_of_land_what_is_short_at_the_deadline_goes_back_from_then_on():
    """Scenario B, rows 11 and 12: 49 of 50 million; the sale goes on without it."""
    for so_far in (3, 4):
        answer(LAND[:so_far], SHORT).then(short())
    answer(LAND[:2], SHORT).nothing_happens()
    answer(LAND[:3], matched()).nothing_happens()
    answer(LAND[:3]).nothing_happens()


def test_a_guarantee_that_stands_for_the_rest_makes_it_whole():
    secured = DepositSecured(deposit=D, guarantee="G0", amount_fen=1, valid_until=date(2026, 9, 1))
    answer(LAND[:3], secured, SHORT).nothing_happens()


def test_the_end_of_the_sale_owes_it_no_second_time():
    answer(LAND[:3], SHORT, short()).nothing_happens()
    answer(LAND[:5], SHORT, short(), required=LOSER).nothing_happens()
    later = matched(2, 100)
    answer(LAND[:5], matched(1, 300), short(amount=300), later, required=LOSER).then(
        told("LOSER", date(2026, 4, 9), "LD-09", number=2, amount=100, interest=False)
    )


@pytest.mark.parametrize("lot", [TENDER, AUCTION])
def test_where_no_row_says_so_it_waits_for_the_end_like_the_others(lot):
    answer(lot[:3], SHORT).nothing_happens()
    answer(lot[:4], SHORT).nothing_happens()


def test_while_an_objection_is_open_candidates_wait_and_others_do_not():
    """Ours (2.8, evidence A); an order of a supervisor holds only the money that it names."""
    waits = answer((*TENDER, PAUSED), matched())
    waits.refused_by("refund.objection_open")
    assert CASE in waits.decision.detail
    assert answer((*TENDER, PAUSED), matched(), required=LOSER).decision.rule == waits.decision.rule
    assert answer((*TENDER, ORDERED), matched()).decision == answer(TENDER, matched()).decision
    assert answer((*TENDER, PAUSED, WENT_ON), matched()).decision[0].cause == "WINNER"
    assert answer((*TENDER[:4], PAUSED, FAILED), matched()).decision[0].cause == "FAILED"


# Who is no candidate need not wait for the contract (CT-29).

B4 = LOSER.terms.party


def listed(*candidates):
    return EvaluationReportReceived(
        lot=CODE, received_on=date(2026, 3, 26), report="ab" * 32, candidates=candidates
    )


def awarded(*candidates, then=()):
    """The notice of 03-31, after these were put forward."""
    return (*TENDER[:4], listed(*candidates), *TENDER[4:6], *then)


EARLY = told("NON_CANDIDATE", date(2026, 4, 7), "CT-29", since=date(2026, 3, 31))
"""Scenario A, row 47: five days end on Sunday of the holiday (04-05)."""


def test_who_is_no_candidate_is_owed_from_the_notice_on_with_interest():
    others = (TERMS.party, "N00000000000000B7")
    answer(awarded(*others), matched(), required=LOSER).then(EARLY)
    answer(awarded(*others, B4), matched(), required=LOSER).nothing_happens()
    answer(awarded(*others), matched()).nothing_happens()
    assert EARLY.interest


def test_it_is_owed_once_and_by_the_same_term_when_it_is_found_later():
    signed = awarded(TERMS.party, then=(SIGNED,))
    answer(signed, matched(), EARLY, required=LOSER).nothing_happens()
    answer(signed, matched(), required=LOSER).then(EARLY)


def test_where_nobody_put_candidates_forward_nobody_is_early():
    """The short order: they wait for the contract."""
    answer(awarded(), matched(), required=LOSER).nothing_happens()


def test_before_the_notice_nobody_is_owed_and_after_a_default_the_next_one_decides():
    candidates = (TERMS.party, "N00000000000000B7")
    answer(awarded(*candidates)[:5], matched(), required=LOSER).nothing_happens()
    gone = WinnerDefaulted(
        lot=CODE,
        winner=TERMS.party,
        defaulted_on=date(2026, 4, 24),
        document="弃标函",
        evidence="ee" * 32,
    )
    answer(awarded(*candidates, then=(gone,)), matched(), required=LOSER).nothing_happens()


def test_while_an_objection_is_open_it_may_become_a_candidate_and_waits():
    waits = answer(awarded(TERMS.party, then=(PAUSED,)), matched(), required=LOSER)
    waits.refused_by("refund.objection_open")
    went_on = awarded(TERMS.party, then=(PAUSED, WENT_ON))
    answer(went_on, matched(), required=LOSER).then(EARLY)


def test_kinds_without_the_row_owe_as_they_did():
    sale = (*AUCTION[:4], listed(TERMS.party), *AUCTION[4:5])
    answer(sale, matched(), required=LOSER).then(
        told("LOSER", date(2026, 4, 7), "SP-12", interest=False)
    )
