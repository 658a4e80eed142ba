"""The money of others is paid from the account of ours that it lies on, and from no other."""

from dataclasses import replace
from datetime import date

import pytest

from domain.accounts import INTEREST_TO_ALLOCATE, PRICE_HELD, SELLER_PAYABLE, SETTLEMENT_BANK
from domain.deposit.given import Due
from domain.deposit.owed import InterestAllocated
from domain.deposit.passed_on import PriceMoved, VoidMoneyAwarded
from domain.deposit.stream import DEPOSIT as DEPOSITS
from domain.desk.convert import ConvertDeposit
from domain.desk.open_account import OpenAccount
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.price_transfer import TRANSFER_PRICE, TransferPrice
from domain.desk.propose_payout import ProposePayout
from domain.kernel import Rejected, StreamId
from domain.lot.award import ConfirmTransaction, SignContract
from domain.lot.compete import CloseTimedBidding
from domain.money import yuan
from domain.payee import Payee
from domain.payout.events import Part
from domain.postings import moved
from tests.kit.certified import WHOLE as REST_AND_PART
from tests.kit.certified import WHOLE_HERE
from tests.kit.owing import credited, matched
from tests.kit.passing import TENDERER, WINNERS, assigned, forfeited, released
from tests.kit.rows import ACCOUNT, PRICE, counted
from tests.kit.sentences import hear
from tests.kit.story import fold
from tests.kit.till import ACCOUNTS, FILE, OWNER, SETTLEMENT, Till, at
from tests.kit.two_accounts import BOTH, OTHER, credited_there

SALE, D, B = "ZZ-SP-2026-001", "P00000000000000D1", "N00000000000000B1"
WHOLE, PART = yuan("9,300,000.00"), yuan("2,400,000.00")
DECISION = {"document": "17号", "evidence": "ee" * 32}
DAY = date(2026, 4, 8)


@pytest.fixture
def sale():
    """Scenario C to row 18, its deposit's price on the deposits' account."""
    made = Till()
    made.lot(SALE, "2,400,000.00", "STATE_PROPERTY", estimate_fen=yuan("8,000,000.00"))
    made.bidder(D, SALE, B)
    made.pays(D, B, "2,400,000.00", date(2026, 3, 17))
    ended = CloseTimedBidding(lot=SALE, bidders=3, price_fen=WHOLE)
    made.do(ended, OWNER, when=at(date(2026, 3, 25), 9, 30))
    confirmed = ConfirmTransaction(lot=SALE, winner=B, price_fen=WHOLE)
    made.do(confirmed, OWNER, when=at(date(2026, 4, 1)))
    made.do(SignContract(lot=SALE, signed_on=DAY, price_fen=WHOLE), OWNER, when=at(DAY))
    made.do(ConvertDeposit(deposit=D, lot=SALE), "C-SET2")
    made.assess(SALE)
    return made


def rest_comes(till):
    line = till.line(WHOLE - PART, date(2026, 4, 13), account=SETTLEMENT, payer=B)
    till.match(MatchPrice, line, deposit=D, lot=SALE)


def release(till):
    return till.ask(ReleasePrice(deposit=D, lot=SALE, fee_fen=0, **DECISION), "C-SET2")


def pay(till, account, fen=WHOLE):
    asked = ProposePayout(
        payout="Q00000000000000C1",
        lot=SALE,
        account=account,
        to="2008",
        owner=OWNER.organisation,
        payee=Payee(name="住建局", account="35"),
        document=FILE,
        parts=(Part(deposit=D, amount_fen=fen),),
    )
    return till.ask(asked, "C-SET1")


def refused(decided, rule, *told):
    assert isinstance(decided, Rejected), decided
    assert decided.rule == rule
    for word in told:
        assert word in decided.detail
    hear(rule, decided.detail)


def test_the_deposits_part_is_transferred_before_the_price_is_given_on(sale):
    """Scenario C, row 19."""
    rest_comes(sale)
    refused(release(sale), "price.not_moved", ACCOUNT, SETTLEMENT, "2,400,000.00")
    sale.part_moves(SALE, D, DAY)
    assert not isinstance(release(sale), Rejected)


def test_the_sellers_price_leaves_from_where_it_lies(sale):
    rest_comes(sale)
    sale.part_moves(SALE, D, DAY)
    release(sale)
    refused(pay(sale, ACCOUNT), "payout.lies_elsewhere", SETTLEMENT)
    assert not isinstance(pay(sale, SETTLEMENT), Rejected)


def test_what_lies_on_two_accounts_no_payout_takes(sale):
    """A deposit that was paid in to two accounts of ours, and kept whole."""
    other = replace(matched(2), line="ZZ-OTHER/2026-03-17/1#1", entries=(counted(PRICE),))
    both = fold(DEPOSITS, WINNERS, matched(), other, forfeited(2 * PRICE))
    sale.memory.states[StreamId("deposit", D)] = replace(
        both, terms=replace(both.terms, lot=SALE, party=B)
    )
    refused(pay(sale, ACCOUNT, 2 * PRICE), "payout.two_accounts", ACCOUNT, "ZZ-OTHER")


def test_of_land_what_is_due_on_one_account_is_paid_before_more_is_due_on_another(sale):
    stream = StreamId("lot", SALE)
    lot = sale.memory.of(stream)
    sale.memory.states[stream] = replace(lot, defined=replace(lot.defined, category="LAND"))
    assert not isinstance(release(sale), Rejected)
    rest_comes(sale)
    refused(release(sale), "price.pay_first", ACCOUNT)
    payout = sale.passes_on(SALE, "2009", "price/LAND", {D: PART})
    assert not isinstance(release(sale), Rejected)
    assert sale.deposit(D).given.payouts[payout].lies == {ACCOUNT}
    assert sale.deposit(D).given.lies == {("2009", "price/LAND"): {SETTLEMENT}}


def test_of_the_treasurys_the_part_alone_stays_where_it_is(sale):
    """Scenario B, row 30: from custody."""
    assert sale.deposit(D).price.lies_on(sale.deposit(D).receipts) == {ACCOUNT}


# Of two settlement accounts: a price comes to one, as only the deposit's part can be moved.

SECOND = "ZZ-SETTLEMENT-2"


@pytest.fixture
def two(sale):
    number, holds, currency = ("35004", SETTLEMENT_BANK.code, "CNY")
    bank = {"bank": "CCB", "day": date(2026, 3, 1), "statement": None, "opening": 0}
    said = {"account": SECOND, "number": number, "holds": holds, "currency": currency}
    sale.do(OpenAccount(**said, **bank), "C-CASH")
    sale.accounts = {**ACCOUNTS, SECOND: (number, holds, currency)}
    return sale


def comes(till, account, fen):
    line = till.line(fen, date(2026, 4, 13), account=account, payer=B)
    return till.ask(MatchPrice(line=line, line_seen=1, deposit=D, lot=SALE), "MATCHER")


def test_what_comes_to_another_account_than_the_price_before_is_none_of_it(two):
    assert not isinstance(comes(two, SECOND, 1), Rejected)
    refused(comes(two, SETTLEMENT, WHOLE - PART - 1), "price.other_account", SECOND)
    refused(transfer(two), "price.other_account", SECOND)
    assert not isinstance(comes(two, SECOND, WHOLE - PART - 1), Rejected)


def test_nor_what_comes_to_another_than_the_deposits_part_went_to(two):
    two.part_moves(SALE, D, DAY)
    refused(comes(two, SECOND, 1), "price.other_account", SETTLEMENT)
    assert not isinstance(comes(two, SETTLEMENT, WHOLE - PART), Rejected)


def test_what_was_given_on_binds_no_more_to_where_it_lay(two):
    """Of land it goes on as it comes."""
    stream = StreamId("lot", SALE)
    lot = two.memory.of(stream)
    two.memory.states[stream] = replace(lot, defined=replace(lot.defined, category="LAND"))
    two.part_moves(SALE, D, DAY)
    assert not isinstance(release(two), Rejected)
    assert not isinstance(comes(two, SECOND, 1), Rejected)


# The transfer.


def moving(till, fen=PART, **other):
    out = till.line(fen, DAY, credit=False, payer_account=ACCOUNTS[SETTLEMENT][0])
    into = till.line(fen, DAY, account=SETTLEMENT, payer_account=ACCOUNTS[ACCOUNT][0])
    facts = {"debit": out, "debit_seen": 1, "credit": into, "credit_seen": 1}
    return TransferPrice(**(facts | {"deposit": D, "lot": SALE} | other))


def transfer(till, asked=None, by="MATCHER"):
    return till.ask(asked or moving(till), by)


def test_its_transfer_is_matched_once_and_no_line_serves_twice(sale):
    asked = moving(sale)
    *_, told = sale.do(asked, "MATCHER")
    assert told == PriceMoved(deposit=D, account=SETTLEMENT)
    assert sale.deposit(D).price.moved_to == SETTLEMENT
    refused(transfer(sale), "price.no_part")
    assert (sale.total("2001"), sale.total("1008")) == (-PART, PART), "the second is nobody's"


def test_to_the_fen(sale):
    refused(transfer(sale, moving(sale, PART - 1)), "price.other_part", "2,400,000.00")


def test_from_where_it_lies_to_where_prices_are(sale):
    out = sale.line(PART, DAY, account=SETTLEMENT, credit=False)
    into = sale.line(PART, DAY)
    back = {"debit": out, "credit": into}
    refused(transfer(sale, moving(sale, **back)), "price.part_elsewhere", ACCOUNT)
    euro = sale.line(PART, DAY, account="ZZ-EUR")
    refused(transfer(sale, moving(sale, credit=euro)), "account.other_cash")


def test_where_it_lies_on_several_or_nobody_can_tell_where_that_is_said(sale):
    stream, sold = StreamId("deposit", D), sale.deposit(D)
    (receipt,) = sold.receipts
    other = replace(receipt, line="ZZ-OTHER/2026-03-17/1#1", place=1)
    for receipts, where in (
        ((receipt, other), f"{ACCOUNT} and ZZ-OTHER"),
        ((replace(receipt, line=None),), "an account that nobody can tell"),
    ):
        sale.memory.states[stream] = replace(sold, receipts=receipts)
        told = f"the part of {D} lies on {where}"
        assert transfer(sale) == Rejected("price.part_elsewhere", told)


def test_two_lines_that_are_no_transfer_are_none_of_it(sale):
    stray = sale.line(PART, DAY, account=SETTLEMENT, payer_account="9")
    refused(transfer(sale, moving(sale, credit=stray)), "desk.other_party")
    refused(transfer(sale, moving(sale, credit=stray), by="C-SET1"), "desk.not_this_line")


def test_only_of_a_deposit_that_became_price_and_of_its_lot():
    till = Till()
    till.lot(SALE, "2,400,000.00", "STATE_PROPERTY", estimate_fen=yuan("8,000,000.00"))
    till.bidder(D, SALE, B)
    till.pays(D, B, "2,400,000.00", date(2026, 3, 17))
    refused(transfer(till), "price.no_part")
    refused(transfer(till, by="C-SET1"), "desk.not_open")


def test_the_streams_are_named_by_the_request(sale):
    asked = moving(sale)
    pages = (f"{ACCOUNT}/{DAY}/1", f"{SETTLEMENT}/{DAY}/1")
    assert TRANSFER_PRICE.touches(asked) == (
        *(StreamId("bankpage", page) for page in pages),
        StreamId("account", ACCOUNT),
        StreamId("account", SETTLEMENT),
        StreamId("deposit", D),
        StreamId("lot", SALE),
    )


def test_a_malformed_request_cannot_be_made(sale):
    for other, told in (
        ({"credit": f"{ACCOUNT}/{DAY}/1#1"}, "credit: expected a line of another account"),
        ({"deposit": "D1"}, "deposit 'D1': expected P"),
        ({"lot": "x"}, "lot 'x': expected"),
    ):
        with pytest.raises(ValueError, match=f"^{told}"):
            moving(sale, **other)


# What a deposit knows of it.

THEIRS = ("2008", TENDERER)


def lies(*facts):
    return dict(fold(DEPOSITS, WINNERS, *facts).given.lies)


def test_what_is_kept_lies_where_it_was_paid_in():
    assert lies(matched(), forfeited()) == {THEIRS: {ACCOUNT}}
    assert lies(matched(), forfeited(fees=1)).keys() == {THEIRS, ("2013", WINNERS.terms.lot)}


def test_what_is_kept_of_a_part_lies_where_the_lines_that_bear_it_came_to():
    assert lies(*BOTH[:2], forfeited(PRICE)) == {THEIRS: {ACCOUNT}}


def test_what_a_payout_took_along_is_told_with_the_place_it_lay_on():
    taken = fold(DEPOSITS, WINNERS, matched(), forfeited(), assigned()).given.payouts
    to, owner = THEIRS
    (of,) = taken
    due = {"account": to, "owner": owner, "amount_fen": PRICE, "payout": of}
    assert taken[of] == Due(**due, lies=frozenset({ACCOUNT}))


def test_what_is_due_to_one_from_two_accounts_lies_on_both():
    """What was kept, on the one; the bank's interest, paid on the other."""
    to = interest_to_the_seller(7)
    assert lies(matched(), forfeited(), credited_there(7), to) == {THEIRS: {ACCOUNT, OTHER}}


def test_what_a_void_sale_awards_lies_where_its_price_lay():
    awarded = VoidMoneyAwarded(
        deposit=D,
        party_fen=0,
        owner_fen=REST_AND_PART,
        treasury_fen=0,
        seen_by="N0000000000000002",
        entries=(moved("P24", (PRICE_HELD, D), (SELLER_PAYABLE, TENDERER), REST_AND_PART),),
        **DECISION,
    )
    assert lies(*WHOLE_HERE, awarded) == {THEIRS: {ACCOUNT}}


def test_a_payout_takes_the_place_along_and_gives_it_back():
    gone = (matched(), forfeited(), assigned())
    assert lies(*gone) == {}
    assert lies(*gone, released()) == {THEIRS: {ACCOUNT}}


def test_of_lines_that_nobody_can_read_no_place_is_told():
    assert lies(replace(matched(), line=None), forfeited()) == {THEIRS: frozenset()}


def interest_to_the_seller(fen):
    return InterestAllocated(
        deposit=D,
        number=None,
        to="2008",
        entitled_fen=0,
        left_fen=0,
        reason=None,
        entries=(moved("P18", (INTEREST_TO_ALLOCATE, D), (SELLER_PAYABLE, TENDERER), fen),),
    )


def test_interest_lies_where_the_bank_paid_it():
    assert lies(credited(7), interest_to_the_seller(7)) == {THEIRS: {ACCOUNT}}
