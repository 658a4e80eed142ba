"""The price of a sale comes in (P21) and is the seller's, or the treasury's (P22, P23)."""

from dataclasses import replace

import pytest

from domain.account.stream import ACCOUNT as ACCOUNT_STREAM
from domain.accounts import (
    BANK_RECEIVABLE,
    DEPOSITS_HELD,
    PRICE_HELD,
    TREASURY_PAYABLE,
    UNIDENTIFIED,
)
from domain.bankpage.events import LineAllocated
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import ReversalRepaid
from domain.deposit.owed import DepositConverted
from domain.deposit.passed_on import PriceReceived, PriceReleased, TreasuryPayableRecognised
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.desk.price import MATCH_PRICE, RELEASE_PRICE, MatchPrice, ReleasePrice
from domain.kernel import Placed, StreamId
from domain.lot.concluded import ExternalPaymentConfirmed
from domain.lot.events import FeesAssessed
from domain.lot.stream import LOT
from domain.money import yuan
from domain.postings import Entry, Leg, moved
from tests.kit.lots import AUCTION, CODE, SOLD, TENDER
from tests.kit.owing import line, matched
from tests.kit.passing import DECISION, EVIDENCE, LOSERS, TENDERER, WINNERS
from tests.kit.rows import ACCOUNT, BASIC, OPENED, OWNER, PAGE, PAYER, PRICE, D, credit
from tests.kit.story import fold, given

SETTLEMENT = replace(OPENED, holds="1002")
WHOLE = yuan("9,300,000.00")
REST = WHOLE - PRICE
LINE = line(1)
BECAME = DepositConverted(
    deposit=D,
    to="2004",
    earnest_fen=0,
    entries=(moved("P20", (DEPOSITS_HELD, D), (PRICE_HELD, D), PRICE),),
)
HELD = (matched(9), BECAME)
NUMBERS = {"document": DECISION, "evidence": EVIDENCE}


def came(amount=REST):
    legs = (Leg("2001", OWNER, amount, "P21"), Leg("2004", D, -amount, "P21"))
    return PriceReceived(
        deposit=D,
        line=LINE,
        payer=PAYER,
        payer_account=BASIC,
        entries=(Entry("CUST", "CNY", legs),),
    )


def match(*deposit, lot=AUCTION, required=WINNERS, account=SETTLEMENT, page=None, seen=1):
    story = given(DEPOSIT, required, *(deposit or HELD)).given(LOT, *lot)
    story = story.given(ACCOUNT_STREAM, *([account] if account else []))
    story = story.given(BANKPAGE, *(page or (credit(amount=REST),)))
    asked = MatchPrice(line=LINE, line_seen=seen, deposit=D, lot=CODE)
    return story.when(asked, by="MATCHER")


def assessed(fee, default=0):
    return FeesAssessed(lot=CODE, seller_fen=fee, buyer_fen=0, default_fen=default, **NUMBERS)


def release(*deposit, lot=AUCTION, required=WINNERS, fee=0, fees=None, by="C-SET2", of=CODE):
    said = (assessed(fee),) if fees is None else fees
    story = given(DEPOSIT, required, *deposit).given(LOT, *lot, *said)
    return story.when(ReleasePrice(deposit=D, lot=of, fee_fen=fee, **NUMBERS), by=by)


def in_category(category):
    return (replace(AUCTION[0], category=category), *AUCTION[1:])


def test_the_rest_of_the_price_comes_on_a_settlement_account():
    link = LineAllocated(number=1, deposit=D, amount=REST)
    match().then(came(), Placed(PAGE, link))


def test_it_may_come_in_instalments_and_no_more_than_all_of_it():
    match(page=(credit(amount=REST - 1),)).then(
        came(REST - 1), Placed(PAGE, LineAllocated(number=1, deposit=D, amount=REST - 1))
    )
    match(page=(credit(amount=REST + 1),)).refused_by("price.too_much")
    match(*HELD, came()).refused_by("price.too_much")


def test_what_was_paid_past_us_is_not_still_to_come():
    paid = ExternalPaymentConfirmed(
        lot=CODE, paid_on=SOLD.signed_on, amount_fen=1, document="税票1号", evidence=EVIDENCE
    )
    match(lot=(*in_category("LAND"), paid)).refused_by("price.too_much")


def lost(of):
    """The price was given on whole; the bank took this line back then (1003)."""
    facts = (*HELD, replace(came(), line=line(3)), released(fee=0))
    return (*facts, *reverse(D, fold(DEPOSIT, WINNERS, *facts), line(of), line(8), OWNER))


def test_it_first_makes_good_what_the_bank_took_back_of_the_price():
    """P09, as far as it reaches; what of the deposit was taken back, is its bidder's to pay."""

    def good(fen):
        legs = (Leg("2001", OWNER, fen, "P21"), Leg("1003", D, -fen, "P09"))
        return replace(came(), entries=(Entry("CUST", "CNY", legs),))

    for fen in (REST, REST - 10):
        link = Placed(PAGE, LineAllocated(number=1, deposit=D, amount=fen))
        match(*lost(3), page=(credit(amount=fen),)).then(good(fen), link)
    own = (*HELD, *reverse(D, fold(DEPOSIT, WINNERS, *HELD), line(9), line(8), OWNER))
    link = Placed(PAGE, LineAllocated(number=1, deposit=D, amount=REST))
    match(*own).then(came(), link)


def test_what_was_made_good_by_then_is_not_made_good_twice():
    """Of land what lies here is the treasury's at once: more of the price comes after that, and the
    bank's reversal in between was made good by what its buyer paid to the deposit's number.
    """
    lot = in_category("LAND")
    first = replace(came(300), line=line(3))
    gave = TreasuryPayableRecognised(
        deposit=D,
        entries=(moved("P23", (PRICE_HELD, D), (TREASURY_PAYABLE, "price/LAND"), PRICE + 300),),
        **NUMBERS,
    )
    here = (*HELD, first, gave)
    lost_then = (*here, *reverse(D, fold(DEPOSIT, WINNERS, *here), line(3), line(8), OWNER))
    repaid = ReversalRepaid(
        deposit=D,
        line=line(4),
        payer=PAYER,
        payer_account=BASIC,
        entries=(moved("P09", (UNIDENTIFIED, OWNER), (BANK_RECEIVABLE, D), 300),),
    )
    assert fold(DEPOSIT, WINNERS, *lost_then, repaid).receivable_fen == 0
    link = Placed(PAGE, LineAllocated(number=1, deposit=D, amount=100))
    match(*lost_then, repaid, lot=lot, page=(credit(amount=100),)).then(came(100), link)


def test_matched_once():
    link = LineAllocated(number=1, deposit=D, amount=REST)
    match(*HELD, came(), page=(credit(amount=REST), link)).nothing_happens()


def test_on_an_account_that_holds_prices():
    match(account=OPENED).refused_by("account.other_cash")
    match(account=None).refused_by("account.not_open")


def test_from_the_buyer():
    match(page=(credit(amount=REST, payer="张三"),)).refused_by("price.other_payer")


def test_as_the_line_was_seen():
    match(seen=2).refused_by("desk.line_changed")


def test_of_a_deposit_that_became_price():
    match(matched(9)).refused_by("price.not_the_buyers")
    match(required=LOSERS).refused_by("price.not_the_buyers")
    match(lot=AUCTION[:5]).refused_by("price.not_the_buyers")
    match(lot=TENDER).refused_by("price.no_sale")
    match(lot=()).refused_by("price.no_sale")


FEE = yuan("93,000.00")


def released(fee=FEE):
    legs = [Leg("2004", D, WHOLE, "P22"), Leg("2008", TENDERER, fee - WHOLE, "P22")]
    legs += [Leg("2013", CODE, -fee, "P22")] if fee else []
    return PriceReleased(deposit=D, entries=(Entry("CUST", "CNY", tuple(legs)),), **NUMBERS)


def test_the_whole_price_is_the_sellers_less_the_fee():
    """Scenario C, row 25: 9,207,000.00 to the seller, 93,000.00 withheld."""
    release(*HELD, came(), fee=FEE).then(released())
    assert released().entries[0].legs[1].amount == -yuan("9,207,000.00")
    release(*HELD, came()).then(released(fee=0))


def test_before_it_is_whole_nothing_is_the_sellers():
    release(*HELD, came(REST - 1)).refused_by("price.not_whole")


def test_given_on_once():
    release(*HELD, came(), released()).refused_by("price.nothing_held")


def test_the_fee_is_as_it_was_assessed_and_nobody_elses_word():
    release(*HELD, came(), fee=FEE, fees=()).refused_by("price.other_fee")
    release(*HELD, came(), fees=()).refused_by("price.other_fee")
    for other in (FEE - 1, 0, WHOLE - 1):
        answer = release(*HELD, came(), fee=other, fees=(assessed(FEE),))
        answer.refused_by("price.other_fee")
        assert answer.decision.detail.endswith("is 93,000.00")
    release(*HELD, came(), fee=FEE, fees=(assessed(1), assessed(FEE))).then(released())


def test_the_fee_is_less_than_the_price():
    release(*HELD, came(), fee=WHOLE).refused_by("price.fee_too_much")


@pytest.mark.parametrize("category", ["LAND", "MINING"])
def test_of_land_and_mining_what_lies_here_is_the_treasurys(category):
    """Scenario B, row 28: the deposit's part; taxes bring the rest."""
    lot = in_category(category)
    legs = (Leg("2004", D, PRICE, "P23"), Leg("2009", f"price/{category}", -PRICE, "P23"))
    entries = (Entry("CUST", "CNY", legs),)
    release(*HELD, lot=lot).then(TreasuryPayableRecognised(deposit=D, entries=entries, **NUMBERS))
    release(*HELD, lot=lot, fee=1).refused_by("price.no_fee")


def test_of_a_tender_no_price_is_paid_here():
    release(*HELD, lot=TENDER).refused_by("price.no_sale")


def test_nobodys_but_the_buyers():
    release(*HELD, came(), required=LOSERS).refused_by("price.not_the_buyers")
    release(matched()).refused_by("price.not_the_buyers")


def test_before_the_opening_every_answer_is_the_same():
    release(*HELD, lot=AUCTION[:3]).refused_by("desk.not_open")
    release(*HELD, of="OTHER-LOT").refused_by("desk.not_open")


def test_the_streams_are_named_by_the_request():
    asked = MatchPrice(line=LINE, line_seen=1, deposit=D, lot=CODE)
    at, lot = StreamId("deposit", D), StreamId("lot", CODE)
    assert MATCH_PRICE.touches(asked) == (at, PAGE, lot, StreamId("account", ACCOUNT))
    wanted = ReleasePrice(deposit=D, lot=CODE, fee_fen=0, **NUMBERS)
    assert RELEASE_PRICE.touches(wanted) == (at, lot)


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match=r"^lot: expected the lot whose price it is"):
        MatchPrice(line=LINE, line_seen=1, deposit=D, lot=None)
    for field, value, told in (
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("lot", "x", "lot 'x': expected"),
        ("fee_fen", -1, "fee_fen -1: expected zero"),
        ("document", " ", "document: expected its reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ):
        wanted = ReleasePrice(deposit=D, lot=CODE, fee_fen=0, **NUMBERS)
        with pytest.raises(ValueError, match=f"^{told}"):
            replace(wanted, **{field: value})
