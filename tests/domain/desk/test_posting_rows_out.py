"""The posting table, REFERENCE 3.7, row by row: what becomes others', and leaves.

As in `test_posting_rows.py`: a Dr 1001 of the table is a Dr 2001 of ours, a Cr 1001 a Cr 1008.
"""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.compensate import RecogniseCompensation, RecordCompensationPaid
from domain.deposit.dormant import DeclareDormant
from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.carry import CarryDepositOver
from domain.desk.charge import MatchCharge, MatchChargeRepaid
from domain.desk.claim import ClaimGuarantee, RecordGuaranteePaid, RefuseGuaranteeClaim
from domain.desk.convert import ConvertDeposit
from domain.desk.fee import RecordServiceFee
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.give_up import GiveUpPayout
from domain.desk.guaranteed import MatchGuaranteePaid
from domain.desk.lodge import LodgeGuarantee
from domain.desk.pool import MatchPool, OpenPool
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.repay import MatchForfeitureRepaid
from domain.desk.reserve import ReservePool
from domain.desk.unforfeit import ReverseForfeiture
from domain.governance.state import Rate
from domain.kernel import Post, StreamId
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.money import yuan
from domain.own.charge import RecordBankCharge
from tests.domain.desk import test_posting_rows
from tests.kit.moving import at_bank, moving
from tests.kit.till import ACCOUNT, LAW, OURS, OWNER, SETTLEMENT, Till, account_of, at, nonzero

LOT = "A3506000001000001001001"
D, B = "P00000000000000D1", "N00000000000000B1"
DAY, WHOLE = date(2026, 3, 17), yuan("800,000.00")
OPENING = at(date(2026, 3, 25), 9, 30)
DECISION = {"document": "住建〔2026〕17号", "evidence": "ee" * 32}
T, COURT = OWNER.organisation, Post("COURT", "中院")


@pytest.fixture
def till():
    """A tender whose winner has paid, and did not sign."""
    made = Till()
    made.lot(LOT, "800,000.00")
    made.bidder(D, LOT, B)
    made.pays(D, B, "800,000.00", DAY)
    made.do(OpenBids(lot=LOT, bidders=3), "PLATFORM", when=OPENING)
    made.do(AwardLot(lot=LOT, winner=B, price_fen=yuan("38,000,000")), OWNER, when=OPENING)
    return made


def keep(till, amount="800,000.00"):
    asked = ForfeitDeposit(
        deposit=D,
        lot=LOT,
        ground="WINNER_DEFAULTED",
        amount_fen=yuan(amount),
        fees_fen=0,
        **DECISION,
    )
    till.do(asked, OWNER)


def test_P24_forfeiture(till):
    """Dr 2002 / Cr 2008."""
    with moving(till) as moved:
        keep(till)
    assert moved.altogether == {("2002", D): WHOLE, ("2008", T): -WHOLE}


def test_P24_forfeiture_in_part_and_paid_out(till):
    """The part Dr 2002 / Cr 2008, the rest stays held and goes back like any; then Dr 2008."""
    with moving(till) as moved:
        keep(till, "300,000.00")
    assert moved.altogether == {("2002", D): 30_000_000, ("2008", T): -30_000_000}
    with moving(till) as moved:
        payout = till.passes_on(LOT, "2008", T, {D: 30_000_000})
    assert moved.altogether == {("2008", T): 30_000_000, ("1009", payout): -30_000_000}
    with moving(till) as moved:
        till.debit(till.send(payout), date(2026, 4, 27))
    assert moved.altogether == {**at_bank(-30_000_000), ("1009", payout): 30_000_000}


def reverse(till, *payouts):
    asked = ReverseForfeiture(deposit=D, lot=LOT, payouts=payouts, **DECISION)
    return till.do(asked, OWNER)


def test_P25_forfeiture_reversed_before_the_payout(till):
    """Dr 2008 / Cr 2002."""
    keep(till)
    with moving(till) as moved:
        reverse(till)
    assert moved.altogether == {("2008", T): WHOLE, ("2002", D): -WHOLE}


def test_P25_forfeiture_reversed_after_the_payout(till):
    """A claim on the beneficiary, no custody posting until money returns."""
    keep(till)
    payout = till.passes_on(LOT, "2008", T, {D: WHOLE})
    till.debit(till.send(payout), date(2026, 4, 27))
    with moving(till) as moved:
        (said,) = reverse(till, payout)
    assert (moved.altogether, said.claim_fen) == ({}, WHOLE)


def test_P25_money_that_returns_after_the_payout(till):
    """By the bank, Dr 2012 / Cr 2002 by way of 2008; paid back freely, Dr 1001 / Cr 2002."""
    keep(till)
    payout = till.passes_on(LOT, "2008", T, {D: WHOLE})
    till.debit(till.send(payout), date(2026, 4, 27))
    reverse(till, payout)
    with moving(till) as moved:
        line = till.line(1, date(2026, 4, 28), payer=T)
        till.strays(date(2026, 4, 28))
        of = {"deposit": D, "lot": LOT, "payout": payout}
        till.do(MatchForfeitureRepaid(line=line, line_seen=1, **of), "C-SET1")
    assert moved.altogether == {**at_bank(1), ("2002", D): -1}
    till.comes_back(payout, date(2026, 4, 29))
    with moving(till) as moved:
        till.do(GiveUpPayout(payout=payout, deposits=(D,), reason="退汇"), "C-SET1")
    held = 1 - WHOLE  # the fen that was paid back before is the tenderer's
    assert moved.altogether == {("2012", payout): WHOLE, ("2002", D): held, ("2008", T): -1}


# A sale: its price comes in, and goes on to whose it is.

SALE = "ZZ-SP-2026-001"
DEPOSIT, PRICE, FEE = (yuan(one) for one in ("2,400,000.00", "9,300,000.00", "93,000.00"))
CONFIRMED = at(date(2026, 4, 1))


@pytest.fixture
def sale():
    """Scenario C to row 18: the buyer's deposit became price."""
    made = Till()
    made.lot(SALE, "2,400,000.00", "STATE_PROPERTY", estimate_fen=yuan("8,000,000.00"))
    made.bidder(D, SALE, B)
    made.pays(D, B, "2,400,000.00", date(2026, 3, 17))
    made.do(CloseTimedBidding(lot=SALE, bidders=3, price_fen=PRICE), OWNER, when=OPENING)
    made.do(ConfirmTransaction(lot=SALE, winner=B, price_fen=PRICE), OWNER, when=CONFIRMED)
    signed = SignContract(lot=SALE, signed_on=date(2026, 4, 8), price_fen=PRICE)
    made.do(signed, OWNER, when=at(date(2026, 4, 8)))
    made.do(ConvertDeposit(deposit=D, lot=SALE), "C-SET2")
    return made


def paid_in(till):
    till.part_moves(SALE, D, date(2026, 4, 8))
    line = till.line(PRICE - DEPOSIT, date(2026, 4, 13), account=SETTLEMENT, payer=B)
    till.match(MatchPrice, line, deposit=D, lot=SALE)


def test_P21_price_in(sale):
    """Dr 1002 / Cr 2004. Scenario C, row 21."""
    rest, part = yuan("6,900,000.00"), at_bank(-DEPOSIT)
    with moving(sale) as moved:
        paid_in(sale)
    here = at_bank(rest + DEPOSIT, SETTLEMENT, "1002")
    assert moved.altogether == {**part, **here, ("2004", D): -rest}
    assert moved.by_row["P21"] == {("2001", f"{SETTLEMENT}/2026-04-13"): rest, ("2004", D): -rest}


def release(till, fee=FEE):
    till.assess(SALE, fee)
    asked = ReleasePrice(deposit=D, lot=SALE, fee_fen=fee, **DECISION)
    till.do(asked, "C-SET2")


def test_P22_price_out(sale):
    """Dr 2004 / Cr 2008 + Cr 2013 fee; Dr 2008 / Cr 1002. Scenario C, rows 25 and 26."""
    paid_in(sale)
    with moving(sale) as moved:
        release(sale)
    sellers = yuan("9,207,000.00")
    assert moved.altogether == {("2004", D): PRICE, ("2008", T): -sellers, ("2013", SALE): -FEE}
    with moving(sale) as moved:
        payout = sale.passes_on(SALE, "2008", T, {D: sellers}, SETTLEMENT)
        sale.debit(sale.send(payout), date(2026, 4, 22))
    assert moved.altogether == {**at_bank(-sellers, SETTLEMENT, "1002"), ("2008", T): sellers}


def test_P31_service_fee_swept(sale):
    """CUST Dr 2013 / Cr 1002 with OWN Dr 1101 / Cr 4101. Scenario C, rows 27 and 28."""
    paid_in(sale)
    release(sale)
    with moving(sale) as moved:
        payout = sale.passes_on(SALE, "2013", SALE, {D: FEE}, SETTLEMENT)
        sale.debit(sale.send(payout), date(2026, 4, 22))
    assert moved.altogether == {
        **at_bank(-FEE, SETTLEMENT, "1002"),
        ("1101", SALE): FEE,
        ("2013", SALE): FEE,
        ("4101", SALE): -FEE,
    }


def test_P31_a_fee_straight_to_the_centres_own_account(sale):
    """OWN Dr 1101 / Cr 4101. Scenario C, row 22: the buyer's; of the seller's the less is kept."""
    sale.assess(SALE, FEE, buyer_fen=FEE)
    paid = {"lot": SALE, "deposit": D, "account": OURS.account, **DECISION}
    with moving(sale) as moved:
        sale.do(RecordServiceFee(**paid, of="BUYER", amount_fen=FEE), "C-CASH")
    assert moved.altogether == {("1101", SALE): FEE, ("4101", SALE): -FEE}
    again = RecordServiceFee(**paid | {"evidence": "dd" * 32}, of="BUYER", amount_fen=1)
    assert sale.ask(again, "C-CASH").rule == "fee.too_much"
    sellers = RecordServiceFee(**paid | {"evidence": "cc" * 32}, of="SELLER", amount_fen=1)
    sale.do(sellers, "C-CASH")
    paid_in(sale)
    asked = ReleasePrice(deposit=D, lot=SALE, fee_fen=FEE - 1, **DECISION)
    assert sale.ask(replace(asked, fee_fen=FEE), "C-SET2").rule == "price.other_fee"
    with moving(sale) as moved:
        sale.do(asked, "C-SET2")
    assert moved.altogether["2013", SALE] == 1 - FEE


def test_P31_own_bank_charges(sale):
    """OWN Dr 5102 / Cr 1101."""
    charge = {"account": OURS.account, "day": date(2026, 3, 16), "amount_fen": 3_000}
    with moving(sale) as moved:
        sale.do(RecordBankCharge(**charge, **DECISION), "C-CASH")
    assert moved.altogether == {("5102", OURS.account): 3_000, ("1101", OURS.account): -3_000}


def test_P31_a_charge_in_custody_by_mistake(sale):
    """Dr 1003 / Cr 1001 until the bank repays."""
    with moving(sale) as moved:
        charge = sale.line(3_000, DAY, credit=False, kind="CHARGE")
        sale.strays(DAY)
        sale.do(MatchCharge(line=charge, line_seen=1), "C-SET1")
    assert moved.altogether == {**at_bank(-3_000), ("1003", charge): 3_000}
    for part in (1_000, 2_000):
        with moving(sale) as moved:
            line = sale.line(part, date(2026, 4, 20), kind="CHARGE")
            sale.strays(date(2026, 4, 20))
            back = MatchChargeRepaid(line=line, line_seen=1, charge=charge)
            sale.do(back, "C-SET1")
        assert moved.altogether == {**at_bank(part), ("1003", charge): -part}


def test_P23_treasury(sale):
    """Dr 2004 / Cr 2009; Dr 2009 / Cr 1001. Scenario B, rows 28 and 30, in its category."""
    stream = StreamId("lot", SALE)
    lot = sale.memory.of(stream)
    sale.memory.states[stream] = replace(lot, defined=replace(lot.defined, category="LAND"))
    with moving(sale) as moved:
        release(sale, fee=0)
    assert moved.altogether == {("2004", D): DEPOSIT, ("2009", "price/LAND"): -DEPOSIT}
    with moving(sale) as moved:
        payout = sale.passes_on(SALE, "2009", "price/LAND", {D: DEPOSIT})
        sale.debit(sale.send(payout), date(2026, 4, 20))
    assert moved.altogether == {**at_bank(-DEPOSIT), ("2009", "price/LAND"): DEPOSIT}


def test_P27_court_deduction(till):
    """Dr 2010 / Cr 2011; Dr 2011 / Cr 1001 (E11)."""
    held = PlaceHold(
        deposit=D, hold="H1", amount_fen=yuan("320,000.00"), cause="保全", document="执保1号"
    )
    till.do(held, COURT)
    took = yuan("318,750.50")
    asked = ExecuteEnforcement(deposit=D, hold="H1", amount_fen=took, **DECISION)
    with moving(till) as moved:
        till.do(asked, COURT)
    assert moved.altogether == {("2010", D): took, ("2011", f"{D}/H1"): -took}
    with moving(till) as moved:
        payout = till.passes_on(LOT, "2011", f"{D}/H1", {D: took})
        till.debit(till.send(payout), date(2026, 4, 27))
    assert moved.altogether == {**at_bank(-took), ("2011", f"{D}/H1"): took}
    with moving(till) as moved:
        till.do(LiftHold(deposit=D, hold="H1"), COURT)
    left = yuan("1,249.50")
    assert moved.altogether == {("2010", D): left, ("2002", D): -left}


def test_what_no_custody_flow_is_left_of_stays_nobodys(sale):
    """Scenario C ends: nothing of the deposit's price is anywhere but at whose it is; the seller's
    fee is swept, the buyer's came straight: 186,000.00 (checkpoint final).
    """
    paid_in(sale)
    release(sale)
    for to, owner, fen in (("2008", T, PRICE - FEE), ("2013", SALE, FEE)):
        payout = sale.passes_on(SALE, to, owner, {D: fen}, SETTLEMENT)
        sale.debit(sale.send(payout), date(2026, 4, 22))
    sale.assess(SALE, FEE, buyer_fen=FEE)
    paid = {"lot": SALE, "deposit": D, "account": OURS.account, **DECISION}
    sale.do(RecordServiceFee(**paid, of="BUYER", amount_fen=FEE), "C-CASH")
    both = yuan("186,000.00")
    assert nonzero(sale) == {("1101", SALE): both, ("4101", SALE): -both}


def test_P28_late_refund_compensation(till):
    """OWN: Dr 5101 / Cr 2101; Dr 2101 / Cr 1101. Its figures: E07, `deposit/test_compensate.py`."""
    till.do(FailLot(lot=LOT, reason="流标"), OWNER, when=at(date(2026, 3, 26)))
    till.interest(D, "233.33", date(2026, 4, 16))
    till.refund(D, 1, date(2026, 4, 20))
    stream = StreamId("deposit", D)
    state = till.memory.of(stream)
    terms = replace(state.terms, category="GOV_PROCUREMENT")
    till.memory.states[stream] = replace(state, terms=terms)
    law = replace(LAW, rates=(*LAW.rates, Rate("PBOC-LOAN", date(2025, 1, 1), 43_500)))
    late = (date(2026, 4, 20) - state.refund(1).due).days
    fen = (WHOLE * late * 52_200 * 2 // 360_000_000 + 1) // 2
    with moving(till) as moved:
        till.do(RecogniseCompensation(deposit=D, number=1), "C-SET2", law=law)
    assert moved.altogether == {("2101", f"{D}/1"): -fen, ("5101", f"{D}/1"): fen}
    with moving(till) as moved:
        till.do(RecordCompensationPaid(deposit=D, number=1, **DECISION), "C-CASH")
    assert moved.altogether == {("1101", f"{D}/1"): -fen, ("2101", f"{D}/1"): fen}


def test_P30_guarantee_claim_and_payout():
    """MEMO Dr 9003 / Cr 9004; paid directly: reverse 9003/9004 and 9001/9002 (E13)."""
    till, guarantee, guarantor = Till(), "G00000000000000E1", Post("GUARANTOR", "某担保公司")
    whole, part = yuan("500,000.00"), yuan("480,000.00")
    till.lot(LOT, "500,000.00")
    till.bidder(D, LOT, B)
    lodging = LodgeGuarantee(
        guarantee=guarantee,
        deposit=D,
        number="GUA-1",
        guarantor=guarantor.organisation,
        amount_fen=whole,
        valid_until=date(2026, 7, 21),
    )
    till.do(lodging, guarantor)
    till.do(OpenBids(lot=LOT, bidders=3), "PLATFORM", when=OPENING)
    claiming = ClaimGuarantee(
        guarantee=guarantee,
        deposit=D,
        lot=LOT,
        ground="BID_REVOKED",
        amount_fen=whole,
        **DECISION,
    )
    with moving(till) as moved:
        till.do(claiming, OWNER, when=OPENING)
    assert moved.altogether == {("9003", guarantee): whole, ("9004", guarantee): -whole}
    paid = RecordGuaranteePaid(guarantee=guarantee, amount_fen=part, evidence="ee" * 32)
    with moving(till) as moved:
        till.do(paid, guarantor)
    assert moved.altogether == {
        ("9001", D): -part,
        ("9002", D): part,
        ("9003", guarantee): -part,
        ("9004", guarantee): part,
    }
    assert till.books["9003", guarantee] == yuan("20,000.00")
    with moving(till) as moved:  # through custody: Dr 1001 / Cr 2008 too
        line = till.line(yuan("15,000.00"), DAY, payer=guarantor.organisation)
        till.strays(DAY)
        of = {"deposit": D, "lot": LOT, "guarantee": guarantee}
        till.do(MatchGuaranteePaid(line=line, line_seen=1, **of), "C-SET1")
    some = yuan("15,000.00")
    assert moved.altogether == {
        **at_bank(some),
        ("2008", T): -some,
        ("9001", D): -some,
        ("9002", D): some,
        ("9003", guarantee): -some,
        ("9004", guarantee): some,
    }
    rest = RefuseGuaranteeClaim(
        guarantee=guarantee, amount_fen=yuan("5,000.00"), evidence="dd" * 32, reason="不属担保范围"
    )
    with moving(till) as moved:
        till.do(rest, guarantor)
    assert moved.altogether == {}, "what is refused stays claimed"
    payout = till.passes_on(LOT, "2008", T, {D: some})
    till.debit(till.send(payout), date(2026, 4, 27))
    assert ("2008", T) not in nonzero(till)


# Pool, carry-over and dormant balances. Each half goes by way of 2001 of the account's day, so that
# no leg names two owners: the sum is the table's.

FAILED, AGAIN, NEW = "A3506000001000001001009", "A3506000001000001002009", "P00000000000000D9"
LATER = {"deposit_deadline": at(date(2026, 5, 20), 17), "opening_at": at(date(2026, 5, 21), 9)}


@pytest.fixture
def failed():
    """A tender that failed, unopened; one who had paid will bid again."""
    made = Till()
    made.lot(FAILED, "800,000.00")
    made.bidder(D, FAILED, B)
    made.pays(D, B, "800,000.00", DAY)
    made.do(FailLot(lot=FAILED, reason="投标人不足三个"), OWNER, when=OPENING)
    made.lot(AGAIN, "800,000.00", **LATER)
    made.bidder(NEW, AGAIN, B)
    return made


def test_P32_carry_over(failed):
    """Dr 2002[old lot] / Cr 2002[new lot], with the bidder's consent."""
    asked = CarryDepositOver(
        deposit=NEW, lot=AGAIN, source=D, source_lot=FAILED, party=B, consent="cc" * 32
    )
    with moving(failed) as moved:
        failed.do(asked, "PLATFORM", when=OPENING)
    assert moved.altogether == {("2002", D): WHOLE, ("2002", NEW): -WHOLE}
    assert moved.by_row.keys() == {"P32"}


def test_P32_pool(failed):
    """Dr 1001 / Cr 2014; Dr 2014 / Cr 2002; released, the reverse."""
    pool, year = "Y00000000000000A1", ("2014", f"{ACCOUNT}/2026")
    failed.do(OpenPool(pool=pool, party=B, account=ACCOUNT, year=2026), "PLATFORM")
    with moving(failed) as moved:
        line = failed.line(WHOLE, DAY, payer=B, payer_account=account_of(B))
        failed.match(MatchPool, line, pool=pool)
    assert moved.altogether == {**at_bank(WHOLE), year: -WHOLE}
    with moving(failed) as moved:
        failed.do(ReservePool(deposit=NEW, lot=AGAIN, pool=pool, party=B), "PLATFORM")
    assert moved.altogether == {year: WHOLE, ("2002", NEW): -WHOLE}
    with moving(failed) as moved:
        failed.do(FailLot(lot=AGAIN, reason="投标人不足三个"), OWNER, when=OPENING)
    assert moved.altogether == {("2002", NEW): WHOLE, year: -WHOLE}


def test_P32_dormant(failed):
    """It stays in 2005, with a public notice."""
    failed.pays(D, B, "1.00", DAY)
    (_, excess) = failed.deposit(D).refunds
    notice = date(2027, 5, 12)
    asked = DeclareDormant(
        deposit=D,
        number=excess.number,
        since=excess.due,
        notice=notice,
        document="公示1号",
        evidence="ee" * 32,
    )
    with moving(failed) as moved:
        failed.do(asked, "C-SET1", when=at(notice))
    assert moved.altogether == {}
    assert failed.books["2005", f"{D}/{excess.number}"] == -100


def test_every_row_has_its_test():
    """P00 to P32: each by its number, here or in `test_posting_rows.py`."""
    both = {*globals(), *vars(test_posting_rows)}
    tested = {name[5:8] for name in both if name.startswith("test_P")}
    assert tested == {f"P{n:02}" for n in range(33)}
