"""A sale whose buyer's deposit is a guarantee: all of its price comes besides, and goes on."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.events import DepositSecured, GuaranteeReturned
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.deposit.void_money import undecided
from domain.desk.certificate import IssueCertificate
from domain.desk.close_settlement import CloseSettlement
from domain.desk.convert import ConvertDeposit
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.price_due import parts
from domain.kernel import Post, Rejected, StreamId
from domain.lot.award import ConfirmTransaction, SignContract
from domain.lot.compete import CloseTimedBidding
from domain.money import yuan
from tests.kit.certified import WHOLE, came, given_on
from tests.kit.owing import approved, line, matched, owed
from tests.kit.passing import WINNERS
from tests.kit.rows import OWNER as BANKED
from tests.kit.rows import PRICE
from tests.kit.rows import D as OF_FACTS
from tests.kit.sentences import hear
from tests.kit.story import fold
from tests.kit.till import FILE, LAW, OWNER, SETTLEMENT, Till, at

SALE, D, B = "ZZ-SP-2026-001", "P00000000000000D1", "N00000000000000B1"
G, GUARANTOR = "G00000000000000A1", "某担保公司"
DUE, PROMISED = yuan("9,300,000.00"), yuan("2,400,000.00")
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


def test_while_a_deposit_may_still_be_found_its_price_waits(sale):
    """Nobody paid or promised it: a line that came in time would be converted after the price."""
    stream = StreamId("deposit", D)
    sale.memory.states[stream] = replace(sale.deposit(D), secured=None)
    refused(paid(sale), "price.not_the_buyers")


def test_what_was_paid_back_as_it_was_not_whole_is_converted_no_more(sale):
    facts = (matched(1, PRICE - 1), owed(1, PRICE - 1), approved(1, amount=PRICE - 1))
    back = fold(DEPOSIT, WINNERS, *facts)
    terms = replace(back.terms, lot=SALE, party=B, payer=sale.deposit(D).terms.payer)
    sale.memory.states[StreamId("deposit", D)] = replace(back, terms=terms)
    assert not isinstance(paid(sale), Rejected)


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
