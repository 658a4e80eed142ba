"""What a winner pays for its bond besides its deposit is held as that, and goes back as it came."""

from dataclasses import replace

import pytest

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.accounts import BONDS_HELD, DEPOSITS_HELD, FROZEN, SELLER_PAYABLE, UNIDENTIFIED
from domain.bankpage.events import LineAllocated
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import ReceiptMatched
from domain.deposit.owed import DepositConverted
from domain.deposit.passed_on import VoidMoneyAwarded
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.desk.bond import MATCH_BOND, MatchBond
from domain.kernel import Placed, Rejected, StreamId
from domain.lot.stream import LOT
from domain.money import yuan
from domain.postings import moved
from tests.kit.lots import AUCTION, CODE, FAILED, TENDER
from tests.kit.owing import held, line, matched
from tests.kit.passing import LOSERS
from tests.kit.rows import ACCOUNT, BASIC, DAY, OPENED, OWNER, PAGE, PAYER, PRICE, REQUIRED, D
from tests.kit.rows import credit as credited
from tests.kit.story import CHECKER, fold, given

AWARDED, TOP_UP = TENDER[:6], yuan("675,000.00")
MOST = yuan("3,860,000.00")
"""A tenth of 38,600,000.00 (CT-25)."""
LINE = line(1)
ASKED = MatchBond(line=LINE, line_seen=1, deposit=D, lot=CODE)


def came(fen=TOP_UP):
    return ReceiptMatched(
        deposit=D,
        line=LINE,
        payer=PAYER,
        payer_account=BASIC,
        value_date=DAY,
        entries=(moved("P02", (UNIDENTIFIED, OWNER), (BONDS_HELD, D), fen),),
    )


def answer(*deposit, lot=AWARDED, required=REQUIRED, account=OPENED, fen=TOP_UP, **said):
    story = given(DEPOSIT, required, *(deposit or (matched(9),))).given(LOT, *lot)
    story = story.given(ACCOUNTS, *([account] if account else []))
    story = story.given(BANKPAGE, credited(amount=fen, **said))
    return story.when(ASKED, by="MATCHER")


def linked(fen=TOP_UP):
    return Placed(PAGE, LineAllocated(number=1, deposit=D, amount=fen))


@pytest.mark.parametrize("lot", [AWARDED, TENDER], ids=["awarded", "contracted"])
def test_it_is_held_as_a_bond_and_counts_for_no_deposit(lot):
    """Scenario A, row 62."""
    answer(lot=lot).then(came(), linked())
    state = fold(DEPOSIT, REQUIRED, matched(9), came())
    assert (state.balance("2003"), state.held_fen, state.missing_fen) == (TOP_UP, PRICE, 0)
    assert state.receipt(LINE).back_fen == 0


def test_with_the_deposit_it_is_a_tenth_of_the_price_at_most():
    rest = MOST - PRICE
    answer(fen=rest).then(came(rest), linked(rest))
    answer(fen=rest + 1).refused_by("bond.too_much")
    answer(matched(9), replace(came(2), line=line(8)), fen=rest - 1).refused_by("bond.too_much")


@pytest.mark.parametrize("account", [DEPOSITS_HELD, BONDS_HELD], ids=["deposit", "bond"])
def test_what_an_order_froze_of_it_counts_as_it_does_once_that_is_lifted(account):
    """Else a bond of more than a tenth would be passed while some of it is frozen (CT-25)."""
    bond = (matched(9), replace(came(2), line=line(8)))
    entry = moved("P26", (account, D), (FROZEN, D), 2)
    past = (*bond, replace(held(2), entries=(entry,)))
    answer(*past, fen=MOST - PRICE - 1).refused_by("bond.too_much")
    rest = MOST - PRICE - 2
    answer(*past, fen=rest).then(came(rest), linked(rest))


def test_once_the_deposit_became_bond_nothing_else_of_it_does():
    """What is found to count since goes back."""
    entry = moved("P19", (DEPOSITS_HELD, D), (BONDS_HELD, D), PRICE)
    became = DepositConverted(deposit=D, to="2003", earnest_fen=0, entries=(entry,))
    rest = MOST - PRICE
    answer(matched(9), became, fen=rest).then(came(rest), linked(rest))
    answer(matched(9), became, matched(8, 200), fen=rest).then(came(rest), linked(rest))


def test_it_is_the_winners_of_a_lot_whose_deposit_becomes_a_bond():
    answer(required=LOSERS).refused_by("bond.not_the_winners")
    answer(lot=TENDER[:4]).refused_by("bond.not_the_winners")
    answer(lot=(*AWARDED, FAILED)).refused_by("bond.not_the_winners")
    answer(lot=AUCTION).refused_by("bond.none")
    answer(lot=()).refused_by("lot.unknown")


def test_it_comes_from_the_winner_on_an_account_that_holds_deposits():
    answer(payer="别人").refused_by("bond.other_payer")
    answer(account=replace(OPENED, holds="1002")).refused_by("account.other_cash")
    answer(account=None).refused_by("account.not_open")


def test_what_of_a_bond_is_others_by_now_was_its_winner_s_line():
    """Given on by a decision (2003 to 2008): that line is nobody else's after all."""
    owner_s = moved("P24", (BONDS_HELD, D), (SELLER_PAYABLE, "住建局"), TOP_UP)
    awarded = VoidMoneyAwarded(
        deposit=D,
        party_fen=0,
        owner_fen=TOP_UP,
        treasury_fen=0,
        document="17号",
        evidence="ee" * 32,
        seen_by=CHECKER,
        entries=(owner_s,),
    )
    refused = give_up(D, fold(DEPOSIT, REQUIRED, matched(9), came(), awarded), LINE, "认错")
    assert isinstance(refused, Rejected)
    assert refused.rule == "deposit.money_moved_on"


def test_before_the_opening_no_person_hears_of_it():
    story = given(DEPOSIT, REQUIRED).given(LOT, *TENDER[:3]).given(ACCOUNTS, OPENED)
    story = story.given(BANKPAGE, credited(amount=TOP_UP))
    story.when(ASKED, by="C-SET1").refused_by("desk.not_open")


def test_a_line_is_given_once():
    story = given(DEPOSIT, REQUIRED, came()).given(LOT, *AWARDED).given(ACCOUNTS, OPENED)
    story = story.given(BANKPAGE, credited(amount=TOP_UP), linked().event)
    story.when(ASKED, by="MATCHER").nothing_happens()
    seen = replace(ASKED, line_seen=2, deposit="P00000000000000D2")
    story.given(DEPOSIT, REQUIRED, code=seen.deposit).when(seen, by="MATCHER").refused_by(
        "desk.line_allocated"
    )


def test_taken_back_or_another_s_after_all_it_leaves_the_bond():
    """All of it still stands there, so that nobody owes us anything (P09)."""
    state = fold(DEPOSIT, REQUIRED, matched(9), came())
    for gone in (
        give_up(D, state, LINE, "误配"),
        reverse(D, state, LINE, line(8), OWNER),
    ):
        after = fold(DEPOSIT, *gone, start=state)
        assert (after.balance("2003"), after.receivable_fen, after.held_fen) == (0, 0, PRICE)
        assert after.receipt(LINE) is None


def test_the_streams_are_named_by_the_request():
    deposit, lot = StreamId("deposit", D), StreamId("lot", CODE)
    assert MATCH_BOND.touches(ASKED) == (deposit, PAGE, lot, StreamId("account", ACCOUNT))


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match=r"^lot: expected the lot whose bond it is"):
        replace(ASKED, lot=None)
