"""What deposits gave on to others is paid out: proposed by one, approved by another, made once."""

from dataclasses import replace

import pytest

from domain.account.stream import ACCOUNT as ACCOUNT_STREAM
from domain.accounts import INTEREST_TO_ALLOCATE, SELLER_PAYABLE, TREASURY_PAYABLE
from domain.deposit.arrived import BankCreditReversed
from domain.deposit.owed import InterestAllocated
from domain.deposit.passed_on import ForfeitureMoneyReturned, PayoutAssigned
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.desk.approve_payout import (
    APPROVE_PAYOUT,
    ApprovePayout,
    RejectPayout,
)
from domain.desk.give_up import GIVE_UP_PAYOUT, GiveUpPayout
from domain.desk.pay import OrderPayment
from domain.desk.propose_payout import PROPOSE_PAYOUT, ProposePayout
from domain.kernel import KeyName, Placed, Post, Rejected, StreamId
from domain.lot.stream import LOT
from domain.payee import Payee
from domain.payout.events import Part
from domain.payout.state import Stage
from domain.payout.stream import PAYOUT
from domain.policies.payout_flow import PAYOUT_FLOW
from domain.postings import Entry, Leg, moved
from tests.kit.branch import THERE, few
from tests.kit.certified import FEE, WHOLE, WHOLE_HERE, assessed, came, given_on
from tests.kit.lots import AUCTION, CODE, FAILED, TENDER, VOIDED
from tests.kit.owing import credited, line, matched
from tests.kit.passing import (
    COURT,
    EVIDENCE,
    LOSERS,
    OTHER_Q,
    PAID,
    PAYEE,
    PROPOSAL,
    TENDERER,
    WINNERS,
    Q,
    approved,
    assigned,
    confirmed,
    failed,
    forfeited,
    given_up,
    instructed,
    proposed,
    rejected,
    released,
    returned,
    reversed_by,
)
from tests.kit.rows import ACCOUNT, OPENED, OTHER_D, PRICE, D
from tests.kit.rows import OWNER as OWNER_OF_DAY
from tests.kit.story import CHECKER, MAKER, fold, given
from tests.kit.till import LAW, OURS

KEPT = (matched(), forfeited())
AT = StreamId("deposit", D)
FACTS = {
    "payout": Q,
    "lot": CODE,
    "account": ACCOUNT,
    "to": "2008",
    "owner": TENDERER,
    "payee": PAYEE,
    "document": EVIDENCE,
    "parts": (Part(deposit=D, amount_fen=PRICE),),
}


def desk(*deposit, payout=(), lot=TENDER[:6], account=(OPENED,), required=WINNERS):
    story = given(DEPOSIT, required, *deposit).given(PAYOUT, *payout).given(LOT, *lot)
    return story.given(ACCOUNT_STREAM, *account)


def proposing(**other):
    return ProposePayout(**(FACTS | other))


def propose(story, **other):
    return story.when(proposing(**other), by="C-SET1", digest=PROPOSAL)


def approve(story, person=CHECKER, maker=PROPOSAL, by="C-SET2", law=None, **other):
    asked = ApprovePayout(**(FACTS | other))
    return story.when(asked, by=by, person=person, maker=maker, law=law)


# The maker.


def test_what_a_deposit_gave_on_is_proposed_in_one_sum():
    propose(desk(*KEPT)).then(proposed())


def test_the_parts_of_several_deposits_of_a_lot_go_together():
    parts = (*FACTS["parts"], Part(deposit=OTHER_D, amount_fen=PRICE))
    both = desk(*KEPT).given(DEPOSIT, LOSERS, *KEPT, code=OTHER_D)
    propose(both, parts=parts).then(proposed(*parts))
    assert fold(PAYOUT, proposed(*parts)).amount_fen == 2 * PRICE


def test_proposed_once_under_its_code():
    propose(desk(*KEPT, payout=(proposed(),))).refused_by("payout.exists")


@pytest.mark.parametrize("amount", [PRICE - 1, PRICE + 1])
def test_all_that_is_due_goes_and_no_other_sum(amount):
    parts = (Part(deposit=D, amount_fen=amount),)
    propose(desk(*KEPT), parts=parts).refused_by("payout.changed")


def test_what_another_payout_took_along_is_not_proposed_again():
    propose(desk(*KEPT, assigned(payout=OTHER_Q))).refused_by("payout.changed")
    propose(desk(*KEPT, assigned(payout=OTHER_Q), released(OTHER_Q))).then(proposed())


FEES = {"to": "2013", "owner": CODE, "parts": (Part(deposit=D, amount_fen=10),)}
OUR_OWN = Payee(name=OURS.name, account=OURS.number)


@pytest.mark.parametrize(
    "payee", [PAYEE, replace(OUR_OWN, account="35"), replace(OUR_OWN, name="x")]
)
def test_fees_go_to_an_account_of_the_centres_own_and_nowhere_else(payee):
    """Neither proposed nor, should the register change meanwhile, approved (P31)."""
    kept = desk(matched(), forfeited(fees=10))
    asked = proposing(**FEES, payee=payee)
    kept.when(asked, by="C-SET1", law=LAW).refused_by("payout.not_own_account")
    ours = proposing(**FEES, payee=OUR_OWN)
    said = replace(proposed(), **FEES, payee=OUR_OWN)
    kept.when(ours, by="C-SET1", law=LAW, digest=PROPOSAL).then(said)
    waiting = desk(matched(), forfeited(fees=10), payout=(said,))
    checked = ApprovePayout(**(FACTS | FEES | {"payee": OUR_OWN}))
    how = {"by": "C-SET2", "person": CHECKER, "maker": PROPOSAL}
    waiting.when(checked, **how).refused_by("payout.not_own_account")
    assert waiting.when(checked, **how, law=LAW).decision[0] == approved()


def test_only_the_owners_own():
    propose(desk(*KEPT), owner="水利局").refused_by("payout.changed")
    propose(desk(*KEPT), to="2009").refused_by("payout.changed")
    propose(desk(matched())).refused_by("payout.changed")


def test_of_a_lot_that_waits_for_its_opening_every_answer_is_the_same():
    propose(desk(*KEPT, lot=TENDER[:3])).refused_by("desk.not_open")
    propose(desk(*KEPT), lot="OTHER-LOT").refused_by("desk.not_open")
    propose(desk(*KEPT, lot=(*TENDER[:3], FAILED))).then(proposed())


def test_of_a_lot_that_was_never_opened_each_deposit_is_paid_by_itself():
    """Two parts of one payout would tell who reads stored events that they are of one lot."""
    parts = (*FACTS["parts"], Part(deposit=OTHER_D, amount_fen=PRICE))

    def both(*lot, payout=()):
        story = desk(*KEPT, lot=lot, payout=payout)
        return story.given(DEPOSIT, LOSERS, *KEPT, code=OTHER_D)

    failed_lot = (*TENDER[:3], FAILED)
    propose(both(*failed_lot), parts=parts).refused_by("payout.sealed_together")
    story = both(*failed_lot, payout=(proposed(*parts),))
    approve(story, parts=parts).refused_by("payout.sealed_together")
    propose(both(*failed_lot)).then(proposed())
    propose(both(*TENDER[:6], FAILED), parts=parts).then(proposed(*parts))


def test_from_an_open_account_in_yuan():
    propose(desk(*KEPT, account=())).refused_by("account.not_open")
    euro = replace(OPENED, currency="EUR")
    propose(desk(*KEPT, account=(euro,))).refused_by("account.other_currency")


def test_money_that_the_bank_took_back_is_not_paid_to_others():
    state = fold(DEPOSIT, WINNERS, *KEPT)
    taken, *_ = reverse(
        D, state, matched().line, "ZZ-DEPOSITS/2026-03-17/1#9", "ZZ-DEPOSITS/2026-03-17"
    )
    assert isinstance(taken, BankCreditReversed)
    propose(desk(*KEPT, taken)).refused_by("payout.receivable_open")


def of_a_sale(*lot, payout=()):
    sold = (*WHOLE_HERE, given_on())
    return desk(*sold, lot=(*AUCTION, assessed(), *lot), payout=payout)


SELLERS = (Part(deposit=D, amount_fen=WHOLE - FEE),)
OWN_FEE = {"to": "2013", "parts": (Part(deposit=D, amount_fen=FEE),), "owner": CODE}


def test_the_price_of_a_sale_that_is_void_goes_to_nobody():
    """Whose it is, a court says (decision 35); what was proposed before is not approved."""
    propose(of_a_sale(), parts=SELLERS).then(proposed(*SELLERS))
    void = propose(of_a_sale(VOIDED), parts=SELLERS)
    void.refused_by("payout.result_void")
    assert CODE in void.decision.detail
    fees = proposing(**OWN_FEE, payee=OUR_OWN)
    of_a_sale(VOIDED).when(fees, by="C-SET1", law=LAW).refused_by("payout.result_void")
    waiting = of_a_sale(VOIDED, payout=(proposed(*SELLERS),))
    approve(waiting, parts=SELLERS).refused_by("payout.result_void")


def test_nor_where_a_guarantee_stood_in_for_its_buyers_deposit():
    """All of the price came besides: no deposit became a part of it."""
    facts = (came(WHOLE), given_on())
    void = desk(*facts, lot=(*AUCTION, assessed(), VOIDED))
    propose(void, parts=SELLERS).refused_by("payout.result_void")


def test_what_was_kept_before_the_result_was_void_is_paid_out_all_the_same():
    propose(desk(*KEPT, lot=(*TENDER, VOIDED))).then(proposed())


def test_the_treasurys_interest_is_no_price():
    entry = moved("P18", (INTEREST_TO_ALLOCATE, D), (TREASURY_PAYABLE, "interest/LAND"), 7)
    sent = InterestAllocated(
        deposit=D,
        number=None,
        to="2009",
        entitled_fen=0,
        left_fen=0,
        reason=None,
        entries=(entry,),
    )
    sale = desk(*WHOLE_HERE, credited(7), sent, lot=(*AUCTION, VOIDED))
    of = {"to": "2009", "owner": "interest/LAND", "parts": (Part(deposit=D, amount_fen=7),)}
    assert not isinstance(propose(sale, **of).decision, Rejected)


# The checker.


def test_another_person_approves_it_and_its_parts_are_taken_along():
    approve(desk(*KEPT, payout=(proposed(),))).then(approved(), Placed(AT, assigned()))


def test_then_the_bank_gets_its_order():
    assert PAYOUT_FLOW.react(approved()) == (OrderPayment(payment=Q, account=ACCOUNT),)


def test_what_one_person_of_a_branch_proposed_the_city_centre_checks():
    story = desk(*KEPT, payout=(proposed(),))
    in_branch, in_centre = (Post("C-SET2", "中心", region) for region in (THERE, ""))
    approve(story, by=in_branch, law=few(LAW)).refused_by("refund.checked_elsewhere")
    assert approve(story, by=in_branch, law=LAW).decision[0] == approved()
    assert approve(story, by=in_centre, law=few(LAW)).decision[0] == approved()


def test_the_maker_does_not_check():
    approve(desk(*KEPT, payout=(proposed(),)), person=MAKER).refused_by("payout.own")


@pytest.mark.parametrize(
    "other",
    [
        {"account": "ZZ-OTHER"},
        {"to": "2013"},
        {"owner": "水利局"},
        {"payee": replace(PAYEE, account="9")},
        {"document": "dd" * 32},
        {"parts": (Part(deposit=D, amount_fen=1),)},
        {"lot": "OTHER-LOT"},
    ],
)
def test_approved_as_it_was_proposed(other):
    approve(desk(*KEPT, payout=(proposed(),)), **other).refused_by("payout.other_content")


def test_the_approval_names_the_makers_command():
    story = desk(*KEPT, payout=(proposed(),))
    approve(story, maker="cc" * 32).refused_by("payout.other_proposal")


def test_what_changed_since_it_was_proposed_stops_it():
    story = desk(*KEPT, assigned(payout=OTHER_Q), payout=(proposed(),))
    approve(story).refused_by("payout.changed")


def test_what_nobody_proposed_is_not_approved():
    approve(desk(*KEPT)).refused_by("payout.unknown")


@pytest.mark.parametrize("then", [approved(), rejected()])
def test_checked_once(then):
    approve(desk(*KEPT, payout=(proposed(), then))).refused_by("payout.done")


def test_the_checker_gives_it_back_with_a_reason():
    asked = RejectPayout(payout=Q, reason="收款人不符")
    story = desk(*KEPT, payout=(proposed(),))
    story.when(asked, by="C-SET2", person=CHECKER).then(rejected())
    story.when(asked, by="C-SET2", person=MAKER).refused_by("payout.own")
    propose(desk(*KEPT), payout=OTHER_Q).then(proposed(payout=OTHER_Q))


# What failed or came back.


def giving_up(*deposits, reason="账户已销户"):
    return GiveUpPayout(payout=Q, deposits=deposits or (D,), reason=reason)


GONE = (*KEPT, assigned())
ON_ITS_WAY = (proposed(), approved(), instructed())


def test_what_failed_is_given_up_and_payable_again():
    story = desk(*GONE, payout=(*ON_ITS_WAY, failed()))
    story.when(giving_up(), by="C-SET1").then(given_up(), Placed(AT, released()))
    state = fold(DEPOSIT, WINNERS, *GONE, released())
    assert (state.given.to("2008", TENDERER), dict(state.given.payouts)) == (PRICE, {})


def test_what_came_back_is_given_up_and_its_owners_again():
    story = desk(*GONE, payout=(*ON_ITS_WAY, confirmed(), returned()))
    story.when(giving_up(), by="C-SET1").then(given_up(PRICE), Placed(AT, released()))


@pytest.mark.parametrize(
    "payout",
    [
        (),
        (proposed(),),
        ON_ITS_WAY,
        (*ON_ITS_WAY, confirmed()),
        (*ON_ITS_WAY, failed(), given_up()),
    ],
)
def test_what_may_still_be_paid_or_is_is_not_given_up(payout):
    story = desk(*GONE, payout=payout)
    story.when(giving_up(), by="C-SET1").refused_by("payout.not_with_us")


def held_again(amount=PRICE, repaid=0):
    legs = [Leg("2008", TENDERER, amount, "P25")]
    legs += [Leg("1003", D, -repaid, "P25")] if repaid else []
    legs += [Leg("2002", D, repaid - amount, "P25")] if amount > repaid else []
    entry = Entry("CUST", "CNY", tuple(legs))
    return ForfeitureMoneyReturned(deposit=D, payout=Q, line=None, entries=(entry,))


def test_what_was_taken_back_of_a_forfeiture_is_held_and_payable_to_nobody_else():
    kept = (*KEPT, assigned(), reversed_by(COURT, 0, PRICE))
    story = given(PAYOUT, *PAID, returned()).given(DEPOSIT, WINNERS, *kept)
    back = Placed(AT, held_again())
    story.when(giving_up(), by="C-SET1").then(given_up(PRICE), Placed(AT, released()), back)
    state = fold(DEPOSIT, WINNERS, *kept, released(), held_again())
    assert (state.held_fen, state.given.total_fen, dict(state.given.claims)) == (PRICE, 0, {})
    assert dict(state.given.lies) == {}
    assert [receipt.back_fen for receipt in state.receipts] == [PRICE]


def test_of_what_the_bank_took_back_meanwhile_nothing_is_held():
    kept = (*KEPT, assigned(), reversed_by(COURT, 0, PRICE))
    taken, *_ = reverse(D, fold(DEPOSIT, WINNERS, *kept), line(1), line(9), OWNER_OF_DAY)
    story = given(PAYOUT, *PAID, returned()).given(DEPOSIT, WINNERS, *kept, taken)
    back = Placed(AT, held_again(repaid=PRICE))
    story.when(giving_up(), by="C-SET1").then(given_up(PRICE), Placed(AT, released()), back)
    state = fold(DEPOSIT, WINNERS, *kept, taken, released(), held_again(repaid=PRICE))
    assert (state.held_fen, state.receivable_fen, state.given.total_fen) == (0, 0, 0)


ALONG = InterestAllocated(
    deposit=D,
    number=None,
    to="2008",
    entitled_fen=0,
    left_fen=0,
    reason=None,
    entries=(moved("P18", (INTEREST_TO_ALLOCATE, D), (SELLER_PAYABLE, TENDERER), 7),),
)
"""Interest that went to the tenderer along with what was kept."""


def test_what_was_not_of_the_forfeiture_is_its_owners_again():
    """Of a payout that took along interest besides, only what is claimed is the bidder's."""
    kept = (matched(), ALONG, forfeited(), assigned(PRICE + 7), reversed_by(COURT, 0, PRICE))
    paid = (proposed(Part(deposit=D, amount_fen=PRICE + 7)), *PAID[1:], returned(PRICE + 7))
    story = given(PAYOUT, *paid).given(DEPOSIT, WINNERS, *kept)
    answer = story.when(giving_up(), by="C-SET1").decision
    assert answer[2].event == held_again()
    state = fold(DEPOSIT, WINNERS, *kept, released(), held_again())
    assert dict(state.given.payable) == {("2008", TENDERER): 7}
    assert state.held_fen == PRICE


def test_interest_that_went_along_with_what_was_kept_waits_again():
    """It came back with the payout, and is no tenderer's any more (P25)."""
    whole = PRICE + 7
    kept = (*KEPT, ALONG, assigned(whole), reversed_by(COURT, 0, whole))
    paid = (proposed(Part(deposit=D, amount_fen=whole)), *PAID[1:], returned(whole))
    story = given(PAYOUT, *paid).given(DEPOSIT, WINNERS, *kept)
    *_, back = story.when(giving_up(), by="C-SET1").decision
    legs = (("2008", TENDERER, whole), ("2002", D, -PRICE), ("2007", D, -7))
    assert back.event.entries == (Entry("CUST", "CNY", tuple(Leg(*leg, "P25") for leg in legs)),)


def test_given_up_of_its_own_deposits():
    story = desk(*GONE, payout=(*ON_ITS_WAY, failed()))
    story.when(giving_up(OTHER_D), by="C-SET1").refused_by("payout.other_parts")
    none = GiveUpPayout(payout=Q, deposits=(), reason="账户已销户")
    story.when(none, by="C-SET1").refused_by("payout.other_parts")


# Shapes.


def test_a_deposit_knows_what_others_had_of_it_through_all():
    """3.4 for each key: given on, taken along, let go, it stays the same sum."""
    for facts in ((), (assigned(),), (assigned(), released())):
        assert fold(DEPOSIT, WINNERS, *KEPT, *facts).given.total_fen == PRICE
    kept = fold(DEPOSIT, WINNERS, *KEPT, assigned()).given.forfeiture
    assert [due.payout for due in kept.dues] == [Q]
    others = PayoutAssigned(deposit=D, payout=Q, to="2008", owner="水利局", amount_fen=1)
    kept = fold(DEPOSIT, WINNERS, *KEPT, others).given.forfeiture
    assert [due.payout for due in kept.dues] == [None]


def test_it_goes_through_its_stages():
    past = ()
    for fact, stage in (
        (proposed(), Stage.PROPOSED),
        (approved(), Stage.APPROVED),
        (instructed(), Stage.INSTRUCTED),
        (confirmed(), Stage.PAID),
        (returned(), Stage.RETURNED),
        (given_up(PRICE), Stage.GIVEN_UP),
    ):
        past = (*past, fact)
        assert fold(PAYOUT, *past).stage is stage


def test_the_payee_is_sealed_under_the_lots_key():
    assert PAYOUT.keys(proposed()) == (KeyName("lot", CODE),)
    assert PAYOUT.keys(proposed(lot=None)) == ()


def test_the_streams_are_named_by_the_request():
    streams = (StreamId("payout", Q), StreamId("account", ACCOUNT), StreamId("lot", CODE), AT)
    assert PROPOSE_PAYOUT.touches(proposing()) == streams
    assert APPROVE_PAYOUT.touches(ApprovePayout(**FACTS)) == streams
    assert GIVE_UP_PAYOUT.touches(giving_up()) == (StreamId("payout", Q), AT)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("payout", "Q1", "payout 'Q1': expected Q and 16"),
        ("lot", "x", "lot 'x': expected"),
        ("account", "x", "account 'x': expected"),
        ("to", "2002", "to '2002': expected one of 2008, 2009, 2011, 2013"),
        ("owner", " ", "owner: expected whose it is"),
        ("payee", replace(PAYEE, account=" "), "payee: expected a name and an account"),
        ("payee", replace(PAYEE, name=" "), "payee: expected a name and an account"),
        ("payee", replace(PAYEE, account="6222****1234"), "payee: expected an account number of"),
        ("payee", replace(PAYEE, name="甲\u200b"), "payee: expected names of 1 to 140 characters"),
        ("document", "ee", "sha256 'ee': expected"),
        ("parts", (), "parts: 0, expected 1 to 100"),
        ("parts", (Part(deposit=D, amount_fen=1),) * 2, "parts: a deposit stands in a payout once"),
        ("parts", (Part(deposit=D, amount_fen=0),), f"parts: {D} has 0, expected more"),
        ("parts", (Part(deposit="D", amount_fen=1),), "deposit 'D': expected P"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        proposing(**{field: value})


def test_a_checker_still_reads_a_hundred_parts_and_no_more():
    parts = tuple(Part(deposit=f"P{n:016X}", amount_fen=1) for n in range(101))
    assert len(proposing(parts=parts[:100]).parts) == 100
    with pytest.raises(ValueError, match=r"^parts: 101, expected 1 to 100"):
        proposing(parts=parts)


def test_a_reason_is_said():
    with pytest.raises(ValueError, match=r"^reason: 1 signs, expected"):
        RejectPayout(payout=Q, reason=" ")
    with pytest.raises(ValueError, match=r"^payout 'x': expected"):
        RejectPayout(payout="x", reason="x")
    with pytest.raises(ValueError, match=r"^reason: 1 signs, expected"):
        giving_up(reason=" ")
    with pytest.raises(ValueError, match=r"^reason: 121 signs, expected"):
        giving_up(reason="户" * 121)
    with pytest.raises(ValueError, match=r"^deposit 'x': expected"):
        giving_up("x")
