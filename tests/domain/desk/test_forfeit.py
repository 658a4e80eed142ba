"""A deposit is kept by its lot's owner's decision, by a row of the category (P24, E10, E14)."""

from dataclasses import replace

import pytest

from domain.bid.events import BidReceived, BidRevoked, BidWithdrawn
from domain.bid.stream import BID
from domain.deposit.stream import DEPOSIT
from domain.desk.forfeit import FORFEIT_DEPOSIT, ForfeitDeposit
from domain.kernel import StreamId
from domain.lot.events import FeesAssessed
from domain.lot.stream import LOT
from domain.money import yuan
from domain.permissions import may
from tests.kit.disputing import PAUSED, WENT_ON
from tests.kit.lots import (
    AUCTION,
    BEFORE,
    CODE,
    FAILED,
    OPENED,
    OPENING,
    OWNER,
    STRANGERS,
    TENDER,
    WINNER,
)
from tests.kit.owing import approved, cancelled, held, matched, owed
from tests.kit.passing import DECISION, EVIDENCE, LOSERS, WINNERS, forfeited
from tests.kit.rows import PRICE, D
from tests.kit.story import asked as asked_by
from tests.kit.story import fold, given

AWARDED = TENDER[:6]
SOLD = AUCTION[:5]
HALF = PRICE // 2


def keeping(amount=PRICE, ground="WINNER_DEFAULTED", **other):
    facts = {"deposit": D, "lot": CODE, "amount_fen": amount, "ground": ground, "fees_fen": 0}
    facts |= {"document": DECISION, "evidence": EVIDENCE}
    return ForfeitDeposit(**(facts | other))


def answer(*facts, lot=AWARDED, required=WINNERS, asked=None, by=OWNER, bid=()):
    story = given(DEPOSIT, required, *facts).given(LOT, *lot).given(BID, *bid)
    return story.when(asked or keeping(), by=by)


B = "B00000000000000B2"
NOTICE = {"document": "撤销函", "evidence": EVIDENCE}
HANDED_IN = BidReceived(
    bid=B, received_at=BEFORE, lot=CODE, party=LOSERS.terms.party, file=EVIDENCE, price_fen=PRICE
)
REVOKED = BidRevoked(bid=B, revoked_at=OPENING, **NOTICE)
WITHDRAWN = BidWithdrawn(bid=B, withdrawn_at=BEFORE, **NOTICE)
LEFT = keeping(ground="BID_REVOKED", bids=(B,))
ON_PAPER = keeping(ground="BID_REVOKED")


def of_loser(asked=LEFT, *facts, bid=(HANDED_IN, REVOKED), opened=OPENED, **defined):
    """Asked of who did not win. `opened`: as all bids were; `defined`: of another kind of lot."""
    lot = (replace(TENDER[0], **defined), *TENDER[1:3], opened)
    return answer(matched(), *facts, lot=lot, required=LOSERS, asked=asked, bid=bid)


def test_a_defaulted_winners_deposit_is_the_tenderers():
    answer(matched()).then(forfeited())


def test_the_lot_may_have_failed_by_its_winners_default():
    answer(matched(), lot=(*AWARDED, FAILED)).then(forfeited())


def test_what_was_revoked_after_the_deadline_is_kept_of_that_lot_alone():
    """E14: forfeiture is per lot, never per bidder; whoever did not win may have revoked."""
    kept = forfeited(ground="BID_REVOKED", rule="CT-22")
    of_loser().then(kept)
    of_loser(ON_PAPER).then(kept)
    state = fold(DEPOSIT, LOSERS, matched(), kept)
    assert (state.held_fen, state.given.to("2008", "住建局")) == (0, PRICE)


@pytest.mark.parametrize(
    "bid",
    [
        (HANDED_IN,),
        (HANDED_IN, WITHDRAWN),
        (),
        (replace(HANDED_IN, lot="OTHER-LOT"), REVOKED),
        (replace(HANDED_IN, party=WINNER), REVOKED),
        (replace(HANDED_IN, party=None), REVOKED),
    ],
    ids=["stands", "withdrawn", "none", "another lot's", "another's", "nobody's"],
)
def test_of_who_left_in_time_or_never_nothing_is_kept(bid):
    """条例 35: before the deadline a bid is withdrawn, and its deposit goes back."""
    of_loser(bid=bid).refused_by("forfeiture.not_revoked")


def test_no_bid_on_paper_was_revoked_where_all_were_handed_in_here():
    all_here = replace(OPENED, counted=OPENED.bidders)
    of_loser(ON_PAPER, opened=all_here).refused_by("forfeiture.not_revoked")


HERE = tuple(f"B00000000000000C{n}" for n in (1, 2))
"""The bids that others handed in here, of three that were opened."""
OTHERS = [replace(HANDED_IN, bid=code, party=WINNER) for code in HERE]
PAPERS = keeping(ground="BID_REVOKED", bids=HERE)


def on_paper(*others, asked=PAPERS, here=OTHERS, opened=HERE):
    """Asked of who did not win, where one of three bids was on paper."""
    opened = replace(OPENED, bidders=3, counted=2, bids=opened)
    story = given(DEPOSIT, LOSERS, matched()).given(LOT, *TENDER[:3], opened)
    for code, bid in zip(asked.bids, here, strict=False):
        story = story.given(BID, bid, *others, code=code)
    return story.when(asked, by=OWNER)


def test_that_its_bid_was_on_paper_show_all_that_were_handed_in_here():
    """None of them is its party's; that others revoked theirs since says nothing, be it at the very
    instant of the opening, nor that nobody can read one any more."""
    kept = forfeited(ground="BID_REVOKED", rule="CT-22")
    on_paper().then(kept)
    on_paper(replace(REVOKED, revoked_at=OPENING)).then(kept)
    erased = replace(OTHERS[0], lot=None, party=None, file=None, price_fen=None)
    on_paper(here=(erased, OTHERS[1])).then(kept)


def test_of_an_opening_that_does_not_say_which_it_counted_nothing_is_kept_by_a_word():
    """Of before: its owner named them itself, and could leave one out."""
    on_paper(opened=None).refused_by("forfeiture.not_revoked")


@pytest.mark.parametrize(
    ("bids", "here"),
    [
        ((), ()),
        (HERE[:1], OTHERS),
        ((*HERE, B), (*OTHERS, replace(HANDED_IN, party=WINNER))),
        ((HERE[0], B), (OTHERS[0], replace(HANDED_IN, lot=None, party=None))),
        (HERE, (OTHERS[0], HANDED_IN)),
    ],
    ids=["none", "too few", "too many", "another that was erased", "its own that stands"],
)
def test_where_they_are_not_all_named_or_one_is_its_own_nothing_is_kept(bids, here):
    answer = on_paper(asked=replace(PAPERS, bids=bids), here=here)
    answer.refused_by("forfeiture.not_revoked")


def test_who_withdrew_in_time_is_named_too_and_keeps_all_of_it_though_nothing_went_back():
    """A guarantee or a pool stood in, or the money was matched only after its bid was withdrawn."""
    left = replace(OPENED, bidders=3, counted=2, bids=HERE, withdrawn=(B,))
    lot = (*TENDER[:3], left)
    for bids in (HERE, (*HERE, B)):
        story = given(DEPOSIT, LOSERS, matched()).given(LOT, *lot)
        for code, bid in zip(HERE, OTHERS, strict=True):
            story = story.given(BID, bid, code=code)
        story = story.given(BID, HANDED_IN, WITHDRAWN, code=B)
        answer = story.when(replace(PAPERS, bids=bids), by=OWNER)
        answer.refused_by("forfeiture.not_revoked")


def test_nor_one_whose_deposit_goes_back_since_it_was_withdrawn():
    back = owed(cause="WITHDRAWN")
    of_loser(ON_PAPER, back).refused_by("forfeiture.not_revoked")
    stands_again = of_loser(ON_PAPER, back, cancelled())
    assert [one.NAME for one in stands_again.decision] == ["DepositForfeited"]


def test_a_part_may_be_kept_and_the_rest_is_owed_as_before():
    answer(matched(), owed(), asked=keeping(HALF)).then(forfeited(HALF), cancelled(), owed(2, HALF))


def test_of_whoever_has_not_defaulted_the_rest_of_a_part_stays_held():
    """Nothing is owed back of it before its lot says so."""
    revoked = {"ground": "BID_REVOKED", "rule": "CT-22"}
    story = {"lot": TENDER[:4], "required": LOSERS, "asked": keeping(HALF, ground="BID_REVOKED")}
    answer(matched(), **story).then(forfeited(HALF, **revoked))


def test_the_whole_is_kept_and_nothing_is_owed_any_more():
    answer(matched(), owed()).then(forfeited(), cancelled())


def test_what_others_paid_of_it_is_owed_as_it_was():
    """It is borne by what came first; the other account's money goes back whole."""
    second = matched(2, HALF, account="9")
    other = owed(2, HALF, payee=second and replace(owed().payee, account="9"))
    both = (matched(1, HALF), second, owed(1, HALF), other)
    answer(*both, asked=keeping(HALF)).then(forfeited(HALF), cancelled(1))


def test_what_somebody_approved_to_pay_back_bears_nothing():
    """Of two payers one is refunded already: only the other's money can be kept."""
    second = matched(2, HALF, account="9")
    other = owed(2, HALF, payee=replace(owed().payee, account="9"))
    both = (matched(1, HALF), second, owed(1, HALF), other, approved(1, amount=HALF))
    answer(*both, asked=keeping(10)).then(
        forfeited(10), cancelled(2), owed(3, HALF - 10, payee=other.payee)
    )
    answer(*both, asked=keeping(HALF + 1)).refused_by("forfeiture.too_much")


def test_e10_of_a_property_winner_the_fees_first_the_rest_to_the_transferor():
    whole, fees = yuan("600,000.00"), yuan("45,000.00")
    asked = keeping(whole, fees_fen=fees)
    kept = forfeited(whole, fees, rule="SP-13")
    lot = (*SOLD, assessed(fees))
    answer(matched(amount=whole), lot=lot, asked=asked).then(kept)
    legs = [(leg.account, leg.amount) for leg in kept.entries[0].legs]
    assert legs == [("2002", whole), ("2013", -fees), ("2008", -yuan("555,000.00"))]


def assessed(fees):
    facts = {"document": DECISION, "evidence": EVIDENCE}
    return FeesAssessed(lot=CODE, seller_fen=0, buyer_fen=0, default_fen=fees, **facts)


def test_its_fees_are_as_assessed_not_as_the_transferor_says():
    """SP-13 cannot be passed by: the transferor may neither leave fees out nor invent them."""
    answer(matched(), lot=SOLD, asked=keeping()).refused_by("forfeiture.other_fees")
    lot = (*SOLD, assessed(5))
    for fees in (0, 4, 6):
        asked = keeping(fees_fen=fees)
        answer(matched(), lot=lot, asked=asked).refused_by("forfeiture.other_fees")
    answer(matched(), lot=lot, asked=keeping(fees_fen=5)).then(forfeited(fees=5, rule="SP-13"))
    less = keeping(3, fees_fen=3)
    decided = answer(matched(), lot=lot, asked=less).decision
    assert [leg.account for leg in decided[0].entries[0].legs] == ["2002", "2013"]


@pytest.mark.parametrize(("category", "rule"), [("LAND", "LD-14"), ("MINING", "MN-07")])
def test_of_land_and_mining_it_is_the_treasurys(category, rule):
    lot = (replace(SOLD[0], category=category), *SOLD[1:])
    decided = answer(matched(), lot=lot).decision
    legs = [(leg.account, leg.owner, leg.amount) for leg in decided[0].entries[0].legs]
    assert legs == [("2002", D, PRICE), ("2009", f"forfeited/{category}", -PRICE)]
    assert decided[0].rule == rule


def test_in_procurement_it_is_the_treasurys_for_either_ground():
    decided = of_loser(category="GOV_PROCUREMENT").decision
    assert (decided[0].rule, decided[0].entries[0].legs[1].account) == ("GP-21", "2009")


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_but_the_lots_owner_decides_it(by):
    answer(matched(), by=by).refused_by("lot.not_yours")


@pytest.mark.parametrize("role", ["C-OPS", "C-SET1", "C-SET2", "C-CASH", "AGENCY", "PLATFORM"])
def test_the_centre_never_decides_a_forfeiture(role):
    """Conclusion 10, scenario A: no signature of the centre on a decision."""
    assert may(asked_by(role), keeping()).rule == "permission.missing"


def test_while_the_lot_stands_still_nothing_is_decided():
    """2.2: disputes, holds and refunds go on; once the lot failed nothing of it stands still."""
    answer(matched(), lot=(*AWARDED, PAUSED)).refused_by("lot.suspended")
    answer(matched(), lot=(*AWARDED, PAUSED, WENT_ON)).then(forfeited())
    answer(matched(), lot=(*AWARDED, PAUSED, FAILED)).then(forfeited())


def test_before_the_opening_no_owner_hears_of_a_deposit():
    answer(matched(), lot=TENDER[:3]).refused_by("desk.not_open")
    answer(matched(), asked=keeping(lot="OTHER-LOT")).refused_by("desk.not_open")


def test_who_did_not_win_or_signed_did_not_default():
    answer(matched(), required=LOSERS).refused_by("forfeiture.not_the_winner")
    answer(matched(), lot=TENDER).refused_by("forfeiture.not_the_winner")
    answer(matched(), lot=TENDER[:4]).refused_by("forfeiture.not_the_winner")


def test_what_no_row_speaks_of_is_not_kept():
    asked = keeping(ground="BID_REVOKED")
    answer(matched(), lot=SOLD, asked=asked).refused_by("forfeiture.no_rule")


@pytest.mark.parametrize(("scope", "kept"), [("TENDER", True), ("LISTING", False)])
def test_of_land_by_tender_alone_what_was_revoked_is_kept(scope, kept):
    """LD-A11: 条例 35 is about tenders; by a listing whoever does not sign loses it (LD-14)."""
    told = of_loser(category="LAND", scopes=(scope,))
    if kept:
        assert told.decision[0].rule == "LD-A11"
    else:
        told.refused_by("forfeiture.no_rule")
    still_in = of_loser(category="LAND", scopes=(scope,), bid=(HANDED_IN,))
    still_in.refused_by("forfeiture.not_revoked" if kept else "forfeiture.no_rule")


def test_fees_are_taken_where_a_row_says_so():
    answer(matched(), asked=keeping(fees_fen=1)).refused_by("forfeiture.no_fees")


def test_where_nobody_decided_whose_it_is_nobody_keeps_it(monkeypatch):
    from domain.categories import register
    from domain.categories.construction import CONSTRUCTION

    undecided = replace(CONSTRUCTION, forfeited_to="undecided")
    monkeypatch.setitem(register._BY_CODE, "CONSTRUCTION", undecided)
    answer(matched()).refused_by("forfeiture.undecided")


def test_no_more_than_is_held():
    answer(matched(), asked=keeping(PRICE + 1)).refused_by("forfeiture.too_much")


def test_nothing_that_is_approved_to_go_back():
    """Its money is not held then; were it all the same, nobody else gets it."""
    answer(matched(), owed(), approved(amount=None)).refused_by("forfeiture.goes_back")


def test_what_is_frozen_waits_for_its_order_to_be_lifted():
    answer(matched(), held(1)).refused_by("refund.held")


def test_kept_once():
    answer(matched(), forfeited(HALF), asked=keeping(1)).refused_by("forfeiture.exists")


def test_a_category_that_nobody_knows_has_no_rows():
    lot = (replace(AWARDED[0], category="路灯"), *AWARDED[1:])
    answer(matched(), lot=lot).refused_by("category.unknown")


def test_the_streams_are_named_by_the_request():
    touched = (StreamId("deposit", D), StreamId("lot", CODE))
    assert FORFEIT_DEPOSIT.touches(keeping()) == touched
    assert FORFEIT_DEPOSIT.touches(LEFT) == (*touched, StreamId("bid", B))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("lot", "x", "lot 'x': expected"),
        ("ground", "ANGER", "ground 'ANGER': expected one of BID_REVOKED, WINNER_DEFAULTED"),
        ("amount_fen", 0, "amount_fen 0: expected one or more"),
        ("fees_fen", -1, f"fees_fen -1: expected 0 to {PRICE}"),
        ("fees_fen", PRICE + 1, f"fees_fen {PRICE + 1}: expected 0 to {PRICE}"),
        ("bids", ("B1",), "bid 'B1': expected B and 16"),
        ("bids", (B, B), "bids: expected each once"),
        ("bids", HERE, f"bids {', '.join(HERE)}: expected none where it is WINNER_DEFAULTED"),
        ("document", " ", "document: expected the decision's reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(keeping(), **{field: value})
