"""The worked examples of REFERENCE 3.8 by their ids: where each is told.

Those that money out brings are lived through here, to the last fen.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.interest import AllocateInterest
from domain.desk.letter import letter
from domain.kernel import Post, StreamId
from domain.lot.award import AwardLot, ConfirmTransaction
from domain.lot.close import FailLot, TerminateProcedure
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.lot.document_fee import OweDocumentFee
from domain.money import yuan
from tests.kit.till import ACCOUNT, OWNER, Till, at, nonzero
from tests.oracle.interest_by_day import interest_by_day

TESTS = Path(__file__).parents[1]
TOLD: dict[str, str] = {
    "E01": "domain/desk/test_stories.py::test_e01_a_refund_with_interest",
    "E02": "domain/test_interest.py::test_e02_quarterly_capitalisation_gives_four_fen_more",
    "E03": "domain/test_interest.py::test_e03_which_rate_counts_when_it_changes",
    "E04": "domain/test_interest.py::test_e04_fen_bear_no_interest_where_the_bank_counts_yuan",
    "E05": "domain/test_interest.py::test_e05_two_instalments_are_rounded_once",
    "E06": "domain/test_interest.py::test_e06_half_a_fen_is_rounded_up",
    "E07": "domain/deposit/test_compensate.py::"
    "test_e07_so_many_days_late_at_the_benchmark_and_a_fifth",
    "E08": "domain/desk/test_stories.py::"
    "test_e08_an_overpayment_earns_the_bank_s_interest_and_the_party_only_its_own",
    "E09": "domain/desk/test_convert.py::"
    "test_e09_a_land_deposit_is_earnest_to_a_fifth_and_plain_price_beyond",
    "E10": "domain/test_examples.py::test_e10_of_a_property_winner_the_fees_come_first",
    "E11": "domain/deposit/test_enforce.py::"
    "test_e11_a_part_of_what_was_frozen_is_taken_and_the_rest_stays_frozen",
    "E12": "domain/desk/test_stories.py::"
    "test_rows_76_and_77_what_came_back_is_reissued_to_a_verified_account",
    "E13": "domain/desk/test_claim.py::"
    "test_e13_of_a_claim_a_part_is_paid_and_what_is_disputed_stays_open",
    "E14": "domain/test_examples.py::test_e14_a_forfeiture_is_of_a_lot_and_never_of_a_bidder",
    "E15": "domain/desk/test_carry.py::test_e15_interest_counts_from_the_day_the_money_came",
    "E16": "api/closing/test_reconciling.py::test_two_faults_are_two_findings",
    "E17": "domain/desk/test_pool.py::"
    "test_e17_what_is_reserved_is_not_free_and_a_refusal_says_what_is",
    "E18": "domain/test_examples.py::"
    "test_e18_an_owner_ends_it_custody_pays_the_deposit_and_the_agency_its_documents",
    "E19": "api/http/test_lumps.py::"
    "test_e19_the_lump_is_distributed_to_the_fen_while_the_lots_are_sealed",
}

B, T, COURT = "N00000000000000B1", OWNER.organisation, Post("COURT", "中院")
A1, A2 = "A3506000001000001001001", "A3506000001000001001002"
D1, D2 = "P00000000000000D1", "P00000000000000D2"
ARRIVED, OPENING = date(2026, 3, 17), at(date(2026, 3, 25), 9, 30)
DECISION = {"document": "住建〔2026〕17号", "evidence": "ee" * 32}


def test_every_example_is_told():
    assert {*TOLD} == {f"E{n:02}" for n in range(1, 20)}


@pytest.mark.parametrize("example", TOLD)
def test_it_is_told_where_it_is_said_to_be(example):
    assert told_at(TOLD[example])


@pytest.mark.parametrize("place", ["domain/test_examples.py", "domain/test_examples.py::", "a::b"])
def test_a_file_alone_tells_nothing(place):
    assert not told_at(place)


def told_at(place: str) -> bool:
    """Whether a test of this name stands in this file."""
    file, _, name = place.partition("::")
    if not name or not (TESTS / file).is_file():
        return False
    return re.search(rf"^def {name}\(", (TESTS / file).read_text("utf-8"), re.MULTILINE) is not None


def keep(till, deposit, lot, amount, ground, fees="0"):
    asked = ForfeitDeposit(
        deposit=deposit,
        lot=lot,
        ground=ground,
        amount_fen=yuan(amount),
        fees_fen=yuan(fees),
        **DECISION,
    )
    till.do(asked, OWNER)


def paid_out(till, lot, to, owner, parts, day):
    payout = till.passes_on(lot, to, owner, {one: yuan(fen) for one, fen in parts.items()})
    return till.debit(till.send(payout), day)


def test_e10_of_a_property_winner_the_fees_come_first():
    """600,000.00: fees 45,000.00 to the centre's own book, 555,000.00 to the transferor."""
    till, lot, price = Till(), "ZZ-SP-2026-001", yuan("2,500,000.00")
    till.lot(lot, "600,000.00", "STATE_PROPERTY", estimate_fen=yuan("2,000,000.00"))
    till.bidder(D1, lot, B)
    till.pays(D1, B, "600,000.00", ARRIVED)
    till.do(CloseTimedBidding(lot=lot, bidders=2, price_fen=price), OWNER, when=OPENING)
    till.do(ConfirmTransaction(lot=lot, winner=B, price_fen=price), OWNER, when=OPENING)
    till.assess(lot, default_fen=yuan("45,000.00"))
    keep(till, D1, lot, "600,000.00", "WINNER_DEFAULTED", "45,000.00")
    assert nonzero(till, "1001") == {
        ("2008", T): -yuan("555,000.00"),
        ("2013", lot): -yuan("45,000.00"),
    }
    day = date(2026, 4, 27)
    assert paid_out(till, lot, "2008", T, {D1: "555,000.00"}, day) == yuan("555,000.00")
    assert paid_out(till, lot, "2013", lot, {D1: "45,000.00"}, day) == yuan("45,000.00")
    fees = yuan("45,000.00")
    assert nonzero(till) == {("1101", lot): fees, ("4101", lot): -fees}


@pytest.mark.parametrize(
    ("category", "estimate", "with_it", "left_to"),
    [
        ("CONSTRUCTION", "25,000,000.00", "70.49", ("2007", D1)),
        ("LAND", "2,500,000.00", "0", ("2009", "interest/LAND")),
    ],
)
def test_e11_whose_interest_is_on_what_a_court_took_is_a_rule(category, estimate, with_it, left_to):
    """318,750.50 of 500,000.00 are taken; forty days' interest on all of it is 194.44. On what goes
    back it is the payer's where its row says so; the rest is whose the category says, if it does.
    """
    till, paid, took = Till(), date(2026, 4, 26), yuan("318,750.50")
    till.lot(A1, "500,000.00", category, estimate_fen=yuan(estimate))
    till.bidder(D1, A1, B)
    till.pays(D1, B, "500,000.00", ARRIVED)
    till.do(FailLot(lot=A1, reason="流标"), OWNER, when=OPENING)
    order = {"deposit": D1, "hold": "H1"}
    frozen = {"amount_fen": yuan("320,000.00"), "cause": "保全", "document": "执保1号"}
    till.do(PlaceHold(**order, **frozen), COURT, when=OPENING)
    taken = ExecuteEnforcement(**order, amount_fen=took, **DECISION)
    till.do(taken, COURT, when=OPENING)
    till.do(LiftHold(**order), COURT, when=OPENING)
    assert paid_out(till, A1, "2011", f"{D1}/H1", {D1: "318,750.50"}, paid) == took
    rates = [(date(2026, 1, 1), "0.35")]
    assert interest_by_day([(ARRIVED, yuan("500,000.00"))], paid, rates) == yuan("194.44")
    till.interest(D1, "194.44", paid)
    back = till.refund(D1, till.deposit(D1).refunds[-1].number, paid)
    assert back == yuan("181,249.50") + yuan(with_it)
    till.do(AllocateInterest(deposit=D1, lot=A1), "C-SET2", when=at(paid))
    left = yuan("194.44") - yuan(with_it)
    assert nonzero(till) == {("1001", ACCOUNT): left, left_to: -left}
    reason = "OWNER_UNDECIDED" if left_to[0] == "2007" else None
    assert till.deposit(D1).told.reason == reason


def test_e14_a_forfeiture_is_of_a_lot_and_never_of_a_bidder():
    """Of two lots a bidder revokes one: 800,000.00 is kept; of the other 500,291.67 go back."""
    till = Till()
    for lot, deposit, amount in ((A1, D1, "800,000.00"), (A2, D2, "500,000.00")):
        till.lot(lot, amount)
        till.bidder(deposit, lot, B)
        till.pays(deposit, B, amount, ARRIVED)
        till.do(OpenBids(lot=lot, bidders=3), "PLATFORM", when=OPENING)
    keep(till, D1, A1, "800,000.00", "BID_REVOKED")
    till.do(FailLot(lot=A1, reason="重新招标"), OWNER, when=at(date(2026, 5, 15)))
    till.do(FailLot(lot=A2, reason="重新招标"), OWNER, when=at(date(2026, 5, 15)))
    assert [one.amount_fen for one in till.deposit(D1).refunds] == []
    till.interest(D2, "291.67", date(2026, 5, 16))
    assert till.refund(D2, 1, date(2026, 5, 16)) == yuan("500,291.67")
    assert nonzero(till, "1001") == {("2008", T): -yuan("800,000.00")}


def test_e18_an_owner_ends_it_custody_pays_the_deposit_and_the_agency_its_documents():
    """240,000.00 and ten days' interest, 23.33, from custody; 500.00 from the agency's own book."""
    till, agency, day = Till(), "甲代理", date(2026, 3, 27)
    till.lot(A1, "240,000.00", agency=agency)
    till.bidder(D1, A1, B)
    till.pays(D1, B, "240,000.00", ARRIVED)
    till.do(TerminateProcedure(lot=A1, reason="规划调整"), OWNER, when=at(day))
    fee = OweDocumentFee(lot=A1, fee_fen=yuan("500.00"), **DECISION)
    till.do(fee, Post("AGENCY", agency), when=at(day))
    assert [(one.cause, one.interest) for one in till.deposit(D1).refunds] == [("TERMINATED", True)]
    till.interest(D1, "23.33", day)
    paid = till.refund(D1, 1, day)
    assert paid == yuan("240,023.33")
    (refund,), lot = till.deposit(D1).refunds, till.memory.of(StreamId("lot", A1))
    told = letter(refund, yuan("23.33"), lot)
    assert (told.custody_fen, told.fee.fee_fen, told.fee.owed_by) == (paid, fee.fee_fen, agency)
    assert told.cause == "TERMINATED"
    assert nonzero(till) == {}, "the fee never lay with us: no book of ours knows of it"


def test_the_documents_are_told_of_once_in_the_letter_of_the_deposit():
    """What was paid too much goes back by a letter of its own, that says nothing of them."""
    till = Till()
    till.lot(A1, "240,000.00")
    till.bidder(D1, A1, B)
    till.pays(D1, B, "240,000.01", ARRIVED)
    till.do(TerminateProcedure(lot=A1, reason="规划调整"), OWNER, when=OPENING)
    till.do(OweDocumentFee(lot=A1, fee_fen=50_000, **DECISION), OWNER, when=OPENING)
    lot = till.memory.of(StreamId("lot", A1))
    told = {one.cause: letter(one, 0, lot).fee for one in till.deposit(D1).refunds}
    assert told == {"OVERPAID": None, "TERMINATED": lot.document_fee}


def test_scenario_A_rows_54_to_58_the_interest_follows_what_is_kept_and_both_go_in_one_sum():
    """A1/B3: 800,000.00 kept, 41 days' interest 318.89; one payment of 800,318.89 to T."""
    till = Till()
    till.lot(A1, "800,000.00")
    till.bidder(D1, A1, B)
    till.pays(D1, B, "800,000.00", ARRIVED)
    till.do(OpenBids(lot=A1, bidders=4), "PLATFORM", when=OPENING)
    till.do(AwardLot(lot=A1, winner=B, price_fen=yuan("38,200,000.00")), OWNER, when=OPENING)
    keep(till, D1, A1, "800,000.00", "WINNER_DEFAULTED")
    till.interest(D1, "318.89", date(2026, 4, 27))
    till.do(AllocateInterest(deposit=D1, lot=A1), "C-SET2")
    whole = paid_out(till, A1, "2008", T, {D1: "800,318.89"}, date(2026, 4, 27))
    assert whole == yuan("800,318.89")
    assert nonzero(till) == {}
