"""A beneficiary pays back what is kept no more (P25): whose it is then, and who may say so."""

from dataclasses import replace

import pytest

from domain.bankpage.events import LineAllocated, StraysOpened
from domain.bankpage.stream import BANKPAGE
from domain.deposit.given import Claim
from domain.deposit.owed import InterestAllocated
from domain.deposit.passed_on import ForfeitureMoneyReturned
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.desk.gone import OpenReversal, may_be_gone
from domain.desk.repay import MATCH_FORFEITURE_REPAID, MatchForfeitureRepaid
from domain.kernel import Placed, StreamId
from domain.lot.stream import LOT
from domain.payout.stream import PAYOUT
from domain.permissions import PERMITTED
from domain.postings import Entry, Leg
from tests.kit.lots import CODE, TENDER
from tests.kit.owing import matched
from tests.kit.passing import (
    COURT,
    OTHER_Q,
    PAID,
    TENDERER,
    WINNERS,
    Q,
    assigned,
    forfeited,
    proposed,
    returned,
    reversed_by,
)
from tests.kit.rows import OWNER, PAGE, PRICE, D, credit
from tests.kit.story import fold, given

LINE, INTEREST = f"{OWNER}/1#1", 30
CLAIMED = (matched(), forfeited(), assigned(), reversed_by(COURT, 0, PRICE))


def asking(**other):
    facts = {"line": LINE, "line_seen": 1, "deposit": D, "lot": CODE, "payout": Q}
    return MatchForfeitureRepaid(**(facts | other))


def repay(fen=PRICE, *, deposit=CLAIMED, payout=PAID, asked=None, by="C-SET1", payer=TENDERER):
    page = (credit(1, fen, payer=payer), StraysOpened())
    story = given(DEPOSIT, WINNERS, *deposit).given(BANKPAGE, *page)
    story = story.given(LOT, *TENDER[:6]).given(PAYOUT, *payout)
    return story.when(asked or asking(), by=by)


def back(*legs, fen=PRICE, own=()):
    said = (Leg(account, D, -some, "P25") for account, some in legs)
    entry = Entry("CUST", "CNY", (Leg("2001", OWNER, fen, "P25"), *said))
    return ForfeitureMoneyReturned(deposit=D, payout=Q, line=LINE, entries=(entry, *own))


def link(fen=PRICE):
    return Placed(PAGE, LineAllocated(number=1, deposit=D, amount=fen))


def test_it_is_held_again_and_goes_back_to_who_paid_it():
    repay().then(back(("2002", PRICE)), link())
    state = fold(DEPOSIT, WINNERS, *CLAIMED, back(("2002", PRICE)))
    assert (state.held_fen, dict(state.given.claims), state.given.owed_back) == (PRICE, {}, ())
    assert [receipt.back_fen for receipt in state.receipts] == [PRICE]
    assert state.given.total_fen == PRICE, "others had it: another line brought as much"


def test_a_part_leaves_the_rest_claimed():
    repay(PRICE - 1).then(back(("2002", PRICE - 1), fen=PRICE - 1), link(PRICE - 1))
    state = fold(DEPOSIT, WINNERS, *CLAIMED, back(("2002", PRICE - 1), fen=PRICE - 1))
    assert state.given.claims == {Q: Claim(fen=1)}
    assert [receipt.back_fen for receipt in state.receipts] == [PRICE - 1]


def test_interest_that_went_along_comes_last_and_waits_again():
    legs = (Leg("2007", D, INTEREST, "P18"), Leg("2008", TENDERER, -INTEREST, "P18"))
    followed = InterestAllocated(
        deposit=D,
        number=None,
        to="2008",
        entitled_fen=0,
        left_fen=0,
        reason=None,
        entries=(Entry("CUST", "CNY", legs),),
    )
    whole = PRICE + INTEREST
    kept = (matched(), forfeited(), followed, assigned(whole), reversed_by(COURT, 0, whole))
    assert fold(DEPOSIT, WINNERS, *kept).given.claims == {Q: Claim(fen=PRICE, interest_fen=30)}
    came = back(("2002", PRICE), ("2007", 10), fen=PRICE + 10)
    repay(PRICE + 10, deposit=kept).then(came, link(PRICE + 10))
    assert fold(DEPOSIT, WINNERS, *kept, came).given.claims == {Q: Claim(interest_fen=20)}


def test_fees_that_the_centre_gives_back_are_its_income_no_more():
    fees = 10
    kept = (matched(), forfeited(fees=fees, rule="SP-13"))
    kept = (*kept, assigned(fees, to="2013", owner=CODE), reversed_by(COURT, PRICE - fees, fees))
    swept = (replace(proposed(), to="2013", owner=CODE), *PAID[1:])
    legs = (Leg("4101", CODE, fees, "P25"), Leg("1101", CODE, -fees, "P25"))
    came = back(("2002", fees), fen=fees, own=(Entry("OWN", "CNY", legs),))
    repay(fees, deposit=kept, payout=swept, payer=CODE).then(came, link(fees))
    state = fold(DEPOSIT, WINNERS, *kept, came)
    assert (state.held_fen, dict(state.given.claims)) == (PRICE, {})
    gone, *_ = reverse(D, state, LINE, f"{OWNER}/1#9", OWNER)
    again = Entry("OWN", "CNY", tuple(replace(leg, amount=-leg.amount) for leg in legs))
    assert gone.entries[1:] == (again,), "and income again, should the bank take it back"


def test_never_more_than_is_claimed_nor_of_another_payout():
    repay(PRICE + 1).refused_by("claim.too_much")
    repay(asked=asking(payout=OTHER_Q)).refused_by("claim.none")
    repay(deposit=(matched(), forfeited(), assigned())).refused_by("claim.none")


def test_from_its_beneficiary_or_the_payee_and_to_the_account_it_left():
    repay(payer="漳州市住建局").then(back(("2002", PRICE)), link())
    repay(payer="某公司").refused_by("claim.other_payer")
    repay(payer=None).refused_by("claim.other_payer")
    elsewhere = (replace(proposed(), account="ZZ-SETTLEMENT"), *PAID[1:])
    repay(payout=elsewhere).refused_by("claim.other_account")


def test_whose_payee_can_be_read_no_more_may_pay_it_back_under_its_owner_s_name():
    unread = (replace(proposed(), payee=None), *PAID[1:])
    repay(payout=unread).then(back(("2002", PRICE)), link())
    repay(payout=unread, payer="某公司").refused_by("claim.other_payer")


def test_what_came_back_by_the_bank_is_given_up_and_not_paid_back_besides():
    repay(payout=(*PAID, returned())).refused_by("claim.came_back")


def test_asked_again_nothing_moves():
    page = (credit(1, payer=TENDERER), StraysOpened(), link().event)
    story = given(DEPOSIT, WINNERS, *CLAIMED, back(("2002", PRICE))).given(BANKPAGE, *page)
    story = story.given(LOT, *TENDER[:6]).given(PAYOUT, *PAID)
    story.when(asking(), by="C-SET1").nothing_happens()


def test_a_line_that_is_no_open_credit_repays_nothing():
    repay(asked=asking(line_seen=2)).refused_by("desk.line_changed")


def test_while_the_bank_may_have_taken_it_back_nothing_of_the_deposit_is_paid():
    state = fold(DEPOSIT, WINNERS, *CLAIMED, back(("2002", 10), fen=10))
    taken = OpenReversal(f"{OWNER}/1#9", 10, None)
    assert may_be_gone(state, [taken]) == f"{OWNER}/1#9"
    assert may_be_gone(state, [replace(taken, amount_fen=11)]) is None


def test_the_streams_and_who_may_ask():
    streams = (
        StreamId("deposit", D),
        PAGE,
        StreamId("lot", CODE),
        StreamId("payout", Q),
    )
    assert MATCH_FORFEITURE_REPAID.touches(asking()) == streams
    assert dict(PERMITTED)["MatchForfeitureRepaid"] == ("C-SET1",)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("line", "x", "page 'x'|line 'x'"),
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("payout", "Q1", "payout 'Q1': expected Q and"),
        ("lot", None, "lot: expected the deposit's lot"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^({told})"):
        replace(asking(), **{field: value})
