"""A sale whose buyer's deposit is a guarantee: all of its price comes besides, and goes on."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.events import DepositSecured, GuaranteeReturned
from domain.deposit.evidence import wanted_by
from domain.deposit.hold import PlaceHold
from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.deposit.void_money import undecided
from domain.desk.certificate import IssueCertificate
from domain.desk.close_settlement import CloseSettlement
from domain.desk.convert import ConvertDeposit
from domain.desk.external import ConfirmExternalPayment
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.price_due import parts
from domain.desk.reverse import MatchReversal
from domain.kernel import Post, Rejected, StreamId
from domain.lot.award import ConfirmTransaction, SignContract
from domain.lot.compete import CloseTimedBidding
from domain.money import yuan
from tests.kit.certified import WHOLE, came, given_on
from tests.kit.owing import COURT, approved, line, matched, owed
from tests.kit.passing import WINNERS
from tests.kit.rows import OWNER as BANKED
from tests.kit.rows import PRICE
from tests.kit.rows import D as OF_FACTS
from tests.kit.sentences import hear
from tests.kit.story import fold
from tests.kit.till import FILE, LAW, OWNER, SETTLEMENT, Till, account_of, at

SALE, D, B = "ZZ-SP-2026-001", "P00000000000000D1", "N00000000000000B1"
G, GUARANTOR = "G00000000000000A1", "某担保公司"
DUE, PROMISED = yuan("9,300,000.00"), yuan("2,400,000.00")
OPENED = at(date(2026, 3, 25), 9, 30)
SIGNED, PAID = date(2026, 4, 8), date(2026, 4, 13)
DECISION = {"document": "17号", "evidence": "ee" * 32}


def sold(cash="", promised=PROMISED):
    """Scenario C to its contract; of the deposit the guarantor promises what is not paid."""
    made = Till()
    made.lot(SALE, "2,400,000.00", "STATE_PROPERTY", estimate_fen=yuan("8,000,000.00"))
    made.bidder(D, SALE, B)
    if cash:
        made.pays(D, B, cash, date(2026, 3, 16))
    lodged = LodgeGuarantee(
        guarantee=G,
        deposit=D,
        number="1",
        guarantor=GUARANTOR,
        amount_fen=promised,
        valid_until=date(2026, 12, 1),
    )
    made.do(lodged, Post("GUARANTOR", GUARANTOR), when=at(date(2026, 3, 17)))
    ended = CloseTimedBidding(lot=SALE, bidders=3, price_fen=DUE)
    made.do(ended, OWNER, when=at(date(2026, 3, 25), 9, 30))
    made.do(ConfirmTransaction(lot=SALE, winner=B, price_fen=DUE), OWNER, when=at(date(2026, 4, 1)))
    made.do(SignContract(lot=SALE, signed_on=SIGNED, price_fen=DUE), OWNER, when=at(SIGNED))
    made.assess(SALE)
    return made


@pytest.fixture
def sale():
    return sold()


def paid(till, fen=DUE, day=PAID):
    came_in = till.line(fen, day, account=SETTLEMENT, payer=B)
    asked = MatchPrice(line=came_in, line_seen=till.seen(came_in), deposit=D, lot=SALE)
    return till.ask(asked, "MATCHER")


def refused(decided, rule):
    assert isinstance(decided, Rejected), decided
    assert decided.rule == rule
    hear(rule, decided.detail)


def test_it_is_paid_certified_given_on_and_settled(sale):
    """Its guarantee moves no money: there is nothing to convert."""
    refused(sale.ask(ConvertDeposit(deposit=D, lot=SALE), "C-SET2"), "deposit.nothing_held")
    assert not isinstance(paid(sale), Rejected)
    lot, category = sale.memory.of(StreamId("lot", SALE)), LAW.rules("STATE_PROPERTY", None)
    (part,) = parts(lot, sale.deposit(D), category, LAW.calendar)
    assert (part.reached, part.missing_fen) == (PAID, 0)
    sale.do(IssueCertificate(lot=SALE, deposit=D, number="1号", text=FILE), "C-OPS")
    sale.do(ReleasePrice(deposit=D, lot=SALE, fee_fen=0, **DECISION), "C-SET2")
    payout = sale.passes_on(SALE, "2008", OWNER.organisation, {D: DUE}, SETTLEMENT)
    sale.debit(sale.send(payout), PAID)
    closing = CloseSettlement(lot=SALE, deposits=(D,), payouts=(payout,))
    refused(sale.ask(closing, "C-SET2"), "settlement.open")
    sale.do(ReleaseGuarantee(guarantee=G, deposit=D, lot=SALE), OWNER)
    sale.do(closing, "C-SET2")


def test_no_more_than_all_of_it_comes(sale):
    refused(paid(sale, DUE + 1), "price.too_much")


def test_it_is_paid_too_once_the_guarantee_was_given_back(sale):
    sale.do(ReleaseGuarantee(guarantee=G, deposit=D, lot=SALE), OWNER)
    assert not isinstance(paid(sale), Rejected)


def test_what_was_paid_beside_a_guarantee_is_converted_first():
    till = sold("400,000.00", PROMISED - yuan("400,000.00"))
    rest = DUE - yuan("400,000.00")
    refused(paid(till, rest), "price.not_the_buyers")
    till.do(ConvertDeposit(deposit=D, lot=SALE), "C-SET2")
    assert not isinstance(paid(till, rest), Rejected)


# A line of the deposit is found when the price had come without it: it becomes no price.

IN_TIME = date(2026, 3, 16)


def without_a_deposit(category="STATE_PROPERTY"):
    """The same sale; the bank took its only deposit back after the contract."""
    made = Till()
    made.lot(SALE, "2,400,000.00", category, estimate_fen=yuan("8,000,000.00"))
    made.bidder(D, SALE, B)
    lost = made.pays(D, B, "2,400,000.00", IN_TIME)
    made.do(CloseTimedBidding(lot=SALE, bidders=3, price_fen=DUE), OWNER, when=OPENED)
    made.do(ConfirmTransaction(lot=SALE, winner=B, price_fen=DUE), OWNER, when=at(date(2026, 4, 1)))
    made.do(SignContract(lot=SALE, signed_on=SIGNED, price_fen=DUE), OWNER, when=at(SIGNED))
    made.assess(SALE)
    back = made.line(PROMISED, SIGNED, credit=False, reversal=True, payer_account=account_of(B))
    made.match(MatchReversal, back, reversed=lost, deposit=D, lot=None)
    return made


def goes_on(till):
    return till.ask(ReleasePrice(deposit=D, lot=SALE, fee_fen=0, **DECISION), "C-SET2")


def found(till, amount="2,400,000.00"):
    till.pays(D, B, amount, IN_TIME)
    return [(one.cause, one.amount_fen, one.standing) for one in till.deposit(D).refunds]


def test_what_is_found_once_its_guarantee_was_given_back_came_twice(sale):
    """As while that stands: nobody owes what it stood in for any more."""
    sale.do(ReleaseGuarantee(guarantee=G, deposit=D, lot=SALE), OWNER)
    paid(sale)
    assert found(sale) == [("DUPLICATE", PROMISED, Standing.OWED)]
    assert sale.deposit(D).balance("2002") == 0
    assert not isinstance(goes_on(sale), Rejected)


def test_of_a_guarantee_given_back_what_it_did_not_stand_in_for_counts_still():
    required, whole = SECURED
    part = replace(whole, amount_fen=PRICE - 300)
    back = GuaranteeReturned(deposit=OF_FACTS, guarantee=G)
    assert wanted_by(fold(DEPOSIT, required, part, back)).missing_fen == 300
    assert wanted_by(fold(DEPOSIT, required, part, back, matched(1, 300))).missing_fen == 0


def test_a_buyer_whose_deposit_the_bank_took_back_pays_the_whole_price():
    till = without_a_deposit()
    assert not isinstance(paid(till), Rejected)
    assert not isinstance(goes_on(till), Rejected)


def test_what_is_found_after_its_price_goes_back_and_is_converted_no_more():
    till = without_a_deposit()
    paid(till)
    assert found(till) == [("WINNER", PROMISED, Standing.OWED)]
    refused(till.ask(ConvertDeposit(deposit=D, lot=SALE), "C-SET2"), "deposit.beside_price")
    assert not isinstance(goes_on(till), Rejected)
    till.refund(D, 1, date(2026, 5, 11))
    assert till.deposit(D).held_or_frozen_fen == 0


@pytest.mark.parametrize("short", [0, 1])
def test_what_is_found_amid_its_price_is_converted_where_both_are_no_more_than_all(short):
    """Paid by its buyer to the fen, it needs not be paid again."""
    till = without_a_deposit()
    paid(till, DUE - PROMISED - short)
    assert found(till) == []
    refused(paid(till, 1), "price.not_the_buyers")
    till.do(ConvertDeposit(deposit=D, lot=SALE), "C-SET2")
    assert not short or not isinstance(paid(till, short), Rejected)
    refused(goes_on(till), "price.not_moved")  # it is whole: only its part lies elsewhere


def test_what_with_its_price_would_be_more_than_all_is_no_part_of_it():
    """Else the rest could not come: what goes back would count as paid."""
    till = without_a_deposit()
    paid(till, DUE - PROMISED + 1)
    assert found(till) == [("WINNER", PROMISED, Standing.OWED)]
    refused(till.ask(ConvertDeposit(deposit=D, lot=SALE), "C-SET2"), "deposit.beside_price")
    refused(goes_on(till), "price.not_whole")
    assert not isinstance(paid(till, PROMISED - 1), Rejected)
    assert not isinstance(goes_on(till), Rejected)


def test_what_is_found_before_any_of_its_price_is_converted_first():
    till = without_a_deposit()
    assert found(till) == []
    refused(paid(till, DUE - PROMISED), "price.not_the_buyers")
    till.do(ConvertDeposit(deposit=D, lot=SALE), "C-SET2")
    assert not isinstance(paid(till, DUE - PROMISED), Rejected)


def past_us(till, fen):
    said = {"paid_on": SIGNED, "document": "税票1号", "evidence": FILE}
    asked = ConfirmExternalPayment(lot=SALE, deposit=D, amount_fen=fen, **said)
    till.do(asked, "UP", when=at(PAID))


def test_what_is_found_once_the_treasurys_price_was_paid_past_us_goes_back():
    till = without_a_deposit("LAND")
    past_us(till, DUE - PROMISED + 1)
    assert found(till) == [("WINNER", PROMISED, Standing.OWED)]
    refused(till.ask(ConvertDeposit(deposit=D, lot=SALE), "C-SET2"), "deposit.beside_price")


def test_while_it_is_a_part_of_the_treasurys_price_it_is_converted():
    till = without_a_deposit("LAND")
    past_us(till, DUE - PROMISED)
    assert found(till) == []
    till.do(ConvertDeposit(deposit=D, lot=SALE), "C-SET2")


def test_what_was_paid_back_as_it_was_not_whole_is_converted_no_more(sale):
    """Nor what is found of it since: the price comes whole without either."""
    facts = (matched(1, PRICE - 1), owed(1, PRICE - 1), approved(1, amount=PRICE - 1))
    back = fold(DEPOSIT, WINNERS, *facts, matched(2, 1))
    terms = replace(back.terms, lot=SALE, party=B, payer=sale.deposit(D).terms.payer)
    sale.memory.states[StreamId("deposit", D)] = replace(back, terms=terms)
    assert not isinstance(paid(sale), Rejected)


def frozen(category):
    """The deposit was found in time, and an order freezes all of it."""
    till = without_a_deposit(category)
    found(till)
    order = {"hold": "H1", "deposit": D, "cause": "保全", "document": "1号"}
    till.do(PlaceHold(**order, amount_fen=PROMISED), COURT)
    return till


def test_what_an_order_froze_of_it_is_to_become_price_too():
    refused(paid(frozen("STATE_PROPERTY"), DUE - PROMISED), "price.not_the_buyers")


def test_what_was_frozen_until_the_treasurys_price_was_paid_past_us_goes_back():
    """Who collects it says what was paid, whatever an order keeps here."""
    till = frozen("LAND")
    past_us(till, DUE)
    refund = till.deposit(D).refund(1)
    assert (refund.cause, refund.amount_fen, refund.standing) == ("WINNER", PROMISED, Standing.OWED)
    refused(till.ask(ConvertDeposit(deposit=D, lot=SALE), "C-SET2"), "deposit.beside_price")


# Its result turns void.

SECURED = (
    WINNERS,
    DepositSecured(deposit=OF_FACTS, guarantee=G, amount_fen=PRICE, valid_until=None),
)


def waits(*facts):
    return [(one.account, one.fen) for one in undecided(OF_FACTS, fold(DEPOSIT, *SECURED, *facts))]


def test_what_was_given_on_of_a_void_sale_waits_for_a_decision_too():
    price = came(WHOLE)
    assert waits(price) == [("2004", WHOLE)]
    on = (price, given_on(0))
    assert waits(*on) == [("2008", WHOLE)]
    returned = GuaranteeReturned(deposit=OF_FACTS, guarantee=G)
    assert waits(*on, returned) == [("2008", WHOLE)]
    taken = reverse(OF_FACTS, fold(DEPOSIT, *SECURED, *on), line(1), line(8), BANKED)
    assert waits(*on, *taken) == [("2008", WHOLE)]
