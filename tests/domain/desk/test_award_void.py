"""Whose is what had become bond or price of a void result: as a decision says, read by two."""

from dataclasses import replace
from datetime import date

import pytest

from domain.accounts import PRICE_HELD
from domain.categories.category import Cause
from domain.deposit.arrived import BankCreditReversed
from domain.deposit.covering import came_to
from domain.deposit.owed import RefundObligationCancelled, RefundObligationReduced
from domain.deposit.passed_on import (
    EnforcementExecuted,
    GuaranteeProceedsReceived,
    PriceMoved,
    VoidMoneyAwarded,
)
from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.deposit.void_money import lies_on, undecided
from domain.desk.award_void import AWARD_VOID_MONEY, AwardVoidMoney
from domain.governance.state import Law
from domain.kernel import Post, Rejected, StreamId
from domain.lot.stream import LOT
from domain.permissions import may
from domain.postings import Entry, Leg
from tests.kit.branch import THERE, few
from tests.kit.certified import BECAME, FEE, REST, WHOLE, WHOLE_HERE, given_on
from tests.kit.certified import PART as DEPOSIT_PART
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AUCTION, CODE, TENDER, VOIDED
from tests.kit.owing import (
    approved,
    confirmed,
    credited,
    held,
    instructed,
    left,
    line,
    matched,
    owed,
)
from tests.kit.passing import DECISION, EVIDENCE, TENDERER, WINNERS, assigned, released
from tests.kit.rows import OWNER, PRICE, D
from tests.kit.story import CHECKER, fold, given
from tests.kit.story import asked as asked_by

LAW = Law(FIXTURE)
DECIDED_ON, DUE = date(2026, 3, 16), date(2026, 3, 23)
"""Five working days after 03-16, on which it is asked: the centre's own term."""
BOND = replace(
    BECAME,
    to="2003",
    entries=(Entry("CUST", "CNY", (Leg("2002", D, PRICE, "P19"), Leg("2003", D, -PRICE, "P19"))),),
)
SOLD, BUILT = (*AUCTION, VOIDED), (*TENDER, VOIDED)
IN_BOND = (matched(), BOND)


def awarding(party=0, owner=0, treasury=0, **other):
    facts = {"party_fen": party, "owner_fen": owner, "treasury_fen": treasury}
    facts |= {"deposit": D, "lot": CODE, "document": DECISION, "evidence": EVIDENCE}
    return AwardVoidMoney(**(facts | other))


def award(*facts, lot=BUILT, **said):
    story = given(DEPOSIT, WINNERS, *facts).given(LOT, *lot)
    return story.when(awarding(**said), by="C-SET1", law=LAW, cosigner=CHECKER, beside="C-SET2")


def awarded(*legs, party=0, owner=0, treasury=0):
    entry = Entry("CUST", "CNY", tuple(Leg(*leg, "P24") for leg in legs))
    return VoidMoneyAwarded(
        deposit=D,
        party_fen=party,
        owner_fen=owner,
        treasury_fen=treasury,
        document=DECISION,
        evidence=EVIDENCE,
        seen_by=CHECKER,
        entries=(entry,),
    )


def back(number, amount, of):
    told = {"cause": "VOIDED", "rule": "DEP-BACK", "interest": False, "line": line(of)}
    return owed(number, amount, due=DUE, since=DECIDED_ON, **told)


def test_a_bond_goes_back_to_who_paid_it():
    answer = award(*IN_BOND, party=PRICE)
    moved = awarded(("2003", D, PRICE), ("2005", f"{D}/1", -PRICE), party=PRICE)
    answer.then(back(1, PRICE, 1), moved)
    state = fold(DEPOSIT, WINNERS, *IN_BOND, *answer.decision)
    assert (state.balance("2003"), state.balance("2005", 1)) == (0, PRICE)
    assert state.refunds[0].cause == Cause.VOIDED


def test_or_is_the_owners_or_the_treasurys_or_each_has_a_part():
    award(*IN_BOND, owner=PRICE).then(
        awarded(("2003", D, PRICE), ("2008", TENDERER, -PRICE), owner=PRICE)
    )
    item = "void/CONSTRUCTION"
    award(*IN_BOND, treasury=PRICE).then(
        awarded(("2003", D, PRICE), ("2009", item, -PRICE), treasury=PRICE)
    )
    parts = {"owner": 2, "treasury": 3, "party": PRICE - 5}
    legs = (("2008", TENDERER, -2), ("2009", item, -3), ("2005", f"{D}/1", 5 - PRICE))
    award(*IN_BOND, **parts).then(
        back(1, PRICE - 5, 1), awarded(("2003", D, PRICE), *legs, **parts)
    )


def test_a_price_goes_back_by_each_line_that_brought_it():
    """The deposit that became price, and the rest that came besides."""
    answer = award(*WHOLE_HERE, lot=SOLD, party=WHOLE)
    legs = (("2004", D, WHOLE), ("2005", f"{D}/1", -REST), ("2005", f"{D}/2", -DEPOSIT_PART))
    answer.then(back(1, REST, 1), back(2, DEPOSIT_PART, 9), awarded(*legs, party=WHOLE))


def test_what_had_been_given_on_and_is_here_still_is_decided_too():
    """To the seller by the contract, with a fee of the centre's: to the buyer by the decision."""
    given_then = (*WHOLE_HERE, given_on())
    legs = (("2008", TENDERER, WHOLE - FEE), ("2013", CODE, FEE))
    paid = (("2005", f"{D}/1", -REST), ("2005", f"{D}/2", -DEPOSIT_PART))
    answer = award(*given_then, lot=SOLD, party=WHOLE)
    answer.then(back(1, REST, 1), back(2, DEPOSIT_PART, 9), awarded(*legs, *paid, party=WHOLE))
    assert not fold(DEPOSIT, WINNERS, *given_then, *answer.decision).given.payable


def test_what_a_payout_took_along_is_told_once_it_is_back():
    out = (*WHOLE_HERE, given_on(), assigned(WHOLE - FEE))
    award(*out, lot=SOLD, owner=WHOLE).refused_by("void.other_sum")
    answer = award(*out, lot=SOLD, owner=FEE)
    answer.then(awarded(("2013", CODE, FEE), ("2008", TENDERER, -FEE), owner=FEE))


def test_by_a_second_decision_no_line_goes_back_twice():
    """What a payout had taken along is decided later: each line goes back once, and the bank may
    take it back then.
    """
    out = (*WHOLE_HERE, given_on(), assigned(WHOLE - FEE))
    first = award(*out, lot=SOLD, party=FEE).decision
    assert first[0] == back(1, FEE, 1)
    facts = (*out, *first, released())
    answer = award(*facts, lot=SOLD, party=WHOLE - FEE)
    legs = (("2008", TENDERER, WHOLE - FEE), ("2005", f"{D}/2", FEE - REST))
    moved = awarded(*legs, ("2005", f"{D}/3", -DEPOSIT_PART), party=WHOLE - FEE)
    answer.then(back(2, REST - FEE, 1), back(3, DEPOSIT_PART, 9), moved)
    state = fold(DEPOSIT, WINNERS, *facts, *answer.decision)
    lost = reverse(D, state, line(1), line(8), OWNER)
    assert fold(DEPOSIT, *lost, start=state).receivable_fen == 0


@pytest.mark.parametrize("fen", [5, FEE], ids=["a part", "all"])
def test_nor_what_a_court_took_of_what_was_to_go_back(fen):
    """By the first decision a part of the line was owed back, and the court has it."""
    out = (*WHOLE_HERE, given_on(), assigned(WHOLE - FEE))
    first = award(*out, lot=SOLD, party=FEE).decision
    less = RefundObligationReduced(deposit=D, number=1, amount_fen=FEE - fen)
    void = (RefundObligationCancelled(deposit=D, number=1),) if fen == FEE else ()
    answer = award(*out, *first, less, *void, released(), lot=SOLD, party=WHOLE - FEE)
    owing = answer.decision[:-1]
    assert owing == (back(2, REST - FEE, 1), back(3, DEPOSIT_PART, 9))


def test_what_is_the_owners_by_the_decision_waits_for_no_other():
    decided = award(*WHOLE_HERE, given_on(), lot=SOLD, owner=WHOLE).decision
    state = fold(DEPOSIT, WINNERS, *WHOLE_HERE, given_on(), *decided)
    assert state.given.to("2008", TENDERER) == WHOLE
    assert state.given.besides_kept("2008", TENDERER) == 0
    award(*WHOLE_HERE, given_on(), *decided, lot=SOLD, owner=WHOLE).refused_by("void.nothing")
    taken = fold(DEPOSIT, assigned(WHOLE), start=state)
    assert [due.payout for due in taken.given.awarded] == [assigned(WHOLE).payout]
    given_up = fold(DEPOSIT, released(), start=taken)
    assert given_up.given.awarded == state.given.awarded
    assert given_up.given.besides_kept("2008", TENDERER) == 0


def test_a_fen_is_awarded_like_a_million():
    decided = award(*WHOLE_HERE, lot=SOLD, party=WHOLE - 1, owner=1).decision
    (due,) = fold(DEPOSIT, WINNERS, *WHOLE_HERE, *decided).given.awarded
    assert (due.account, due.owner, due.amount_fen) == ("2008", TENDERER, 1)
    paid_in_two = (matched(1, PRICE - 1), matched(2, 1), BOND)
    answer = award(*paid_in_two, party=PRICE)
    assert answer.decision[:2] == (back(1, 1, 2), back(2, PRICE - 1, 1))


def test_what_a_court_took_and_the_interest_that_went_on_are_none_of_it():
    """Whose that is was decided before: 2011 by the court, the bank's interest by the rule."""
    taken = EnforcementExecuted(
        deposit=D,
        hold="H1",
        document="(2026)闽06执1号",
        evidence=EVIDENCE,
        day=None,
        entries=(Entry("CUST", "CNY", (Leg("2010", D, 7, "P27"), Leg("2011", "H1", -7, "P27"))),),
    )
    to_treasury = (Leg("2007", D, 9, "P18"), Leg("2009", "interest/LAND", -9, "P18"))
    interest = replace(
        left(0, "NO_INTEREST"), to="2009", entries=(Entry("CUST", "CNY", to_treasury),)
    )
    facts = (*WHOLE_HERE[:1], held(7), taken, *WHOLE_HERE[1:], credited(9, number=8), interest)
    state = fold(DEPOSIT, WINNERS, *facts)
    assert (state.given.to("2011", "H1"), state.given.to("2009", "interest/LAND")) == (7, 9)
    assert undecided(D, state) == ((PRICE_HELD.code, D, WHOLE),)


def test_all_that_waits_is_told_at_once():
    award(*IN_BOND, party=PRICE - 1).refused_by("void.other_sum")
    award(*IN_BOND, party=PRICE, owner=1).refused_by("void.other_sum")
    award(matched(), party=1).refused_by("void.nothing")


def test_no_more_goes_back_than_was_paid_for_it():
    """What nobody's lines tell of cannot be given to its party by this."""
    unread = (replace(matched(), line=None, payer=None, payer_account=None), BOND)
    award(*unread, party=PRICE).refused_by("void.unreadable")
    award(*unread, owner=PRICE).then(
        awarded(("2003", D, PRICE), ("2008", TENDERER, -PRICE), owner=PRICE)
    )


def test_a_guarantor_s_money_goes_back_to_no_party():
    """It stood in for the deposit, and is the seller's till a decision says otherwise."""
    legs = (Leg("2001", OWNER, 7, "P30"), Leg("2008", TENDERER, -7, "P30"))
    came = GuaranteeProceedsReceived(
        deposit=D, guarantee="G0", line=line(4), entries=(Entry("CUST", "CNY", legs),)
    )
    both = (*WHOLE_HERE, came)
    award(*both, lot=SOLD, party=WHOLE + 7).refused_by("void.not_paid")
    assert award(*both, lot=SOLD, party=WHOLE, owner=7).decision[-1].owner_fen == 7


ELSEWHERE = f"ZZ-SETTLEMENT/{OWNER.partition('/')[2]}/1#1"
APART = (*WHOLE_HERE[:2], replace(WHOLE_HERE[2], line=ELSEWHERE))
"""The part of the deposit in custody, the rest of the price on another account of ours."""


def test_what_lies_on_two_accounts_is_given_to_others_from_none():
    award(*APART, lot=SOLD, owner=WHOLE).refused_by("void.two_accounts")
    award(*APART, lot=SOLD, owner=1, party=WHOLE - 1).refused_by("void.two_accounts")
    assert award(*APART, lot=SOLD, party=WHOLE).decision[-1].party_fen == WHOLE
    moved = PriceMoved(deposit=D, account="ZZ-SETTLEMENT")
    assert award(*APART, moved, lot=SOLD, owner=WHOLE).decision[-1].owner_fen == WHOLE
    award(*APART, given_on(), lot=SOLD, owner=WHOLE).refused_by("void.two_accounts")
    both = (matched(1, PRICE - 1), replace(matched(2, 1), line=ELSEWHERE), BOND)
    award(*both, owner=PRICE).refused_by("void.two_accounts")


def test_a_line_that_the_bank_took_back_long_ago_lies_nowhere():
    """Its money had gone back by then, and was paid again to another account of ours."""
    first = replace(matched(), line=ELSEWHERE)
    out = (first, owed(cause="WITHDRAWN"), approved(), instructed(), confirmed())
    lost = reverse(D, fold(DEPOSIT, WINNERS, *out), ELSEWHERE, line(8), OWNER)
    legs = (("2001", OWNER, 2 * PRICE), ("1003", D, -PRICE), ("2002", D, -PRICE))
    entry = Entry("CUST", "CNY", tuple(Leg(*leg, "P09") for leg in legs))
    again = replace(matched(2), entries=(entry,))
    facts = (*out, *lost, again, BOND)
    state = fold(DEPOSIT, WINNERS, *facts)
    assert [one.reversed for one in state.receipts] == [True, False]
    assert lies_on(state, undecided(D, state)) == {"ZZ-DEPOSITS"}


def test_each_part_goes_back_from_where_it_lies():
    def on(*facts):
        decided = award(*facts, lot=SOLD, party=WHOLE).decision
        state = fold(DEPOSIT, WINNERS, *facts, *decided)
        return [came_to(state, one) for one in state.refunds]

    assert on(*APART) == [{"ZZ-SETTLEMENT"}, {"ZZ-DEPOSITS"}]
    moved = PriceMoved(deposit=D, account="ZZ-SETTLEMENT")
    assert on(*APART, moved) == [{"ZZ-SETTLEMENT"}, {"ZZ-SETTLEMENT"}]


@pytest.mark.parametrize("of", [1, 9])
def test_what_the_bank_takes_back_meanwhile_is_owed_to_nobody(of):
    """Of the price or of the deposit that became it: while its refund is with us, nothing is lost;
    no line of it is another's after that.
    """
    facts = (*WHOLE_HERE, *award(*WHOLE_HERE, lot=SOLD, party=WHOLE).decision)
    state = fold(DEPOSIT, WINNERS, *facts)
    said = give_up(D, state, line(of), "认错")
    assert isinstance(said, Rejected)
    assert said.rule == "deposit.money_moved_on"
    taken, ended = reverse(D, state, line(of), line(8), OWNER)
    assert isinstance(taken, BankCreditReversed)
    assert ended == RefundObligationCancelled(deposit=D, number={1: 1, 9: 2}[of])
    after = fold(DEPOSIT, taken, ended, start=state)
    assert after.receivable_fen == 0
    assert after.refund(ended.number).standing is Standing.VOID
    assert after.balance("2005", ended.number) == 0


def test_while_the_bank_s_reversal_is_not_made_good_nothing_is_decided():
    lost = reverse(D, fold(DEPOSIT, WINNERS, *IN_BOND), line(1), line(8), OWNER)
    award(*IN_BOND, *lost, owner=PRICE).refused_by("void.receivable_open")


def test_a_result_that_stands_and_a_lot_that_nobody_opened_have_none_of_it():
    award(*IN_BOND, lot=TENDER, party=PRICE).refused_by("void.not_void")
    award(*IN_BOND, lot=TENDER[:3], party=PRICE).refused_by("desk.not_open")


def test_the_one_who_makes_payments_and_the_one_who_checks_them_sign_it():
    alone = may(asked_by("C-SET1"), awarding(party=1))
    assert isinstance(alone, Rejected)
    assert alone.rule == "permission.cosigner"
    both = asked_by("C-SET1", cosigner=CHECKER, beside="C-SET2")
    assert not isinstance(may(both, awarding(party=1)), Rejected)
    for role in ("C-SET2", "OWNER", "COURT", "C-OPS"):
        assert isinstance(may(asked_by(role), awarding(party=1)), Rejected)


def test_what_one_person_of_a_branch_proposes_the_city_centre_signs():
    """4.2 ‡: as of a refund or a payout that such a person made."""

    def signed_too(region, law):
        story = given(DEPOSIT, WINNERS, *IN_BOND).given(LOT, *BUILT)
        beside = Post("C-SET2", "中心", region)
        asked = {"by": "C-SET1", "law": law, "cosigner": CHECKER, "beside": beside}
        return story.when(awarding(party=PRICE), **asked)

    signed_too(THERE, few(LAW)).refused_by("refund.checked_elsewhere")
    for region, law in (("", few(LAW)), (THERE, LAW)):
        assert signed_too(region, law).decision[-1].party_fen == PRICE


def test_the_streams_are_named_by_the_request():
    touched = (StreamId("deposit", D), StreamId("lot", CODE))
    assert AWARD_VOID_MONEY.touches(awarding(party=1)) == touched


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("lot", "x", "lot 'x': expected"),
        ("party_fen", -1, "party_fen -1: expected zero"),
        ("owner_fen", -1, "owner_fen -1: expected zero"),
        ("treasury_fen", -1, "treasury_fen -1: expected zero"),
        ("document", " ", "document: expected the decision's reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(awarding(party=1), **{field: value})
