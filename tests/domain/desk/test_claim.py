"""A guarantee is claimed and paid in the register alone (P30, E13); what is disputed stays open."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bid.events import BidReceived, BidRevoked
from domain.bid.stream import BID
from domain.categories.category import Ground
from domain.deposit.passed_on import ForfeitureWaived
from domain.deposit.stream import DEPOSIT
from domain.desk.claim import (
    CLAIM_GUARANTEE,
    RECORD_GUARANTEE_PAID,
    ClaimGuarantee,
    RecordGuaranteePaid,
    RefuseGuaranteeClaim,
)
from domain.desk.lodge import ReleaseGuarantee
from domain.guarantee.events import (
    GuaranteeAccepted,
    GuaranteeClaimed,
    GuaranteePaid,
    GuaranteeRefused,
)
from domain.guarantee.stream import GUARANTEE
from domain.kernel import Post, StreamId
from domain.lot.stream import LOT
from domain.money import yuan
from domain.postings import Entry, Leg
from tests.kit.disputing import PAUSED
from tests.kit.lots import (
    AGENCY,
    AUCTION,
    BEFORE,
    CODE,
    FAILED,
    OPENED,
    OPENING,
    OWNER,
    TENDER,
    WINNER,
)
from tests.kit.owing import matched
from tests.kit.passing import COURT, DECISION, EVIDENCE, WINNERS, forfeited, reversed_by
from tests.kit.rows import D
from tests.kit.story import fold, given

G, GUARANTOR = "G00000000000000E1", Post("GUARANTOR", "某担保公司")
WHOLE = yuan("500,000.00")
ACCEPTED = GuaranteeAccepted(
    guarantee=G,
    deposit=D,
    lot=CODE,
    party=WINNER,
    number="GUA-1",
    guarantor=GUARANTOR.organisation,
    valid_until=date(2026, 7, 21),
    entries=(Entry("MEMO", "CNY", (Leg("9001", D, WHOLE, "P29"), Leg("9002", D, -WHOLE, "P29"))),),
)


def claiming(amount=WHOLE, ground="WINNER_DEFAULTED", **other):
    facts = {"guarantee": G, "deposit": D, "lot": CODE, "ground": ground, "amount_fen": amount}
    return ClaimGuarantee(**(facts | {"document": DECISION, "evidence": EVIDENCE} | other))


def claimed(amount=WHOLE):
    legs = (Leg("9003", G, amount, "P30"), Leg("9004", G, -amount, "P30"))
    return GuaranteeClaimed(
        guarantee=G,
        ground="WINNER_DEFAULTED",
        rule="CT-23",
        decided_by="住建局",
        document=DECISION,
        evidence=EVIDENCE,
        entries=(Entry("MEMO", "CNY", legs),),
    )


def paid(amount):
    claims = (Leg("9004", G, amount, "P30"), Leg("9003", G, -amount, "P30"))
    promise = (Leg("9002", D, amount, "P30"), Leg("9001", D, -amount, "P30"))
    entries = (Entry("MEMO", "CNY", claims), Entry("MEMO", "CNY", promise))
    return GuaranteePaid(guarantee=G, evidence=EVIDENCE, entries=entries)


def claim(
    *facts, lot=TENDER[:6], asked=None, by=OWNER, accepted=ACCEPTED, deposit=(WINNERS,), bid=()
):
    story = given(GUARANTEE, *([accepted] if accepted else []), *facts).given(LOT, *lot)
    return story.given(DEPOSIT, *deposit).given(BID, *bid).when(asked or claiming(), by=by)


def refused(amount, evidence="cc" * 32):
    told = {"guarantee": G, "amount_fen": amount, "reason": "超出担保范围"}
    return GuaranteeRefused(**told, evidence=evidence)


def refuse(*facts, amount, by=GUARANTOR, evidence="cc" * 32):
    told = {"guarantee": G, "amount_fen": amount, "reason": "超出担保范围"}
    asked = RefuseGuaranteeClaim(**told, evidence=evidence)
    return given(GUARANTEE, ACCEPTED, *facts).when(asked, by=by)


def pay(*facts, amount=WHOLE, by=GUARANTOR, evidence=EVIDENCE):
    asked = RecordGuaranteePaid(guarantee=G, amount_fen=amount, evidence=evidence)
    return given(GUARANTEE, ACCEPTED, *facts).when(asked, by=by)


def test_e13_of_a_claim_a_part_is_paid_and_what_is_disputed_stays_open():
    """500,000.00 claimed, 480,000.00 paid to the tenderer, 20,000.00 disputed: 9003 keeps it."""
    claim().then(claimed())
    part = yuan("480,000.00")
    pay(claimed(), amount=part).then(paid(part))
    state = fold(GUARANTEE, ACCEPTED, claimed(), paid(part))
    assert (state.open_fen, state.promised_fen) == (yuan("20,000.00"), yuan("20,000.00"))
    rest = yuan("20,000.00")
    refuse(claimed(), paid(part), amount=rest).then(refused(rest))
    state = fold(GUARANTEE, ACCEPTED, claimed(), paid(part), refused(rest))
    assert (state.open_fen, state.disputed_fen) == (rest, rest)


def test_no_more_is_refused_than_is_claimed_and_not_refused_yet():
    refuse(amount=1).refused_by("guarantee.not_claimed")
    refuse(claimed(10), refused(4), amount=7, evidence="bb" * 32).refused_by(
        "guarantee.not_claimed"
    )
    refuse(claimed(10), refused(4), amount=6, evidence="bb" * 32).then(refused(6, "bb" * 32))
    refuse(claimed(), amount=1, by=Post("GUARANTOR", "别家")).refused_by("guarantee.not_yours")


def test_what_was_refused_may_be_paid_after_all():
    pay(claimed(10), refused(10), amount=10).then(paid(10))
    state = fold(GUARANTEE, ACCEPTED, claimed(10), refused(10), paid(10))
    assert (state.open_fen, state.disputed_fen) == (0, 0)


def test_each_document_of_the_guarantors_tells_once():
    """The same again is nothing, though more is claimed; by it nothing else is told."""
    pay(claimed(), paid(10), amount=10).nothing_happens()
    pay(claimed(), paid(10), amount=11).refused_by("guarantee.known")
    pay(claimed(), paid(10), amount=10, evidence="dd" * 32).then(
        replace(paid(10), evidence="dd" * 32)
    )
    refuse(claimed(), refused(10), amount=10).nothing_happens()
    refuse(claimed(), refused(10), amount=11).refused_by("guarantee.known")
    refuse(claimed(), paid(10), amount=10, evidence=EVIDENCE).refused_by("guarantee.known")


def test_the_owner_alone_claims_and_of_its_own_lot():
    for by in (AGENCY, Post("OWNER", "水利局"), "C-SET2"):
        claim(by=by).refused_by("lot.not_yours")


def test_on_the_grounds_of_a_forfeiture():
    claim(lot=(*TENDER[:6], FAILED)).then(claimed())
    claim(lot=TENDER).refused_by("forfeiture.not_the_winner")
    other = replace(ACCEPTED, party="N00000000000000B2")
    claim(accepted=other).refused_by("forfeiture.not_the_winner")
    sale = claim(lot=AUCTION[:5], asked=claiming(ground="BID_REVOKED"))
    sale.refused_by("forfeiture.no_rule")
    odd = (replace(TENDER[0], category="路灯"), *TENDER[1:6])
    claim(lot=odd).refused_by("category.unknown")


B = "B00000000000000B2"
HANDED_IN = BidReceived(
    bid=B, received_at=BEFORE, lot=CODE, party=WINNER, file=EVIDENCE, price_fen=WHOLE
)
LEFT = BidRevoked(bid=B, revoked_at=OPENING, document="撤销函", evidence=EVIDENCE)


def test_of_who_revoked_its_bid_and_of_nobody_else():
    """LD-A11. One on paper is revoked by its owner's word, where such bids were opened."""
    revoked, on_paper = claiming(ground="BID_REVOKED", bids=(B,)), claiming(ground="BID_REVOKED")
    land = replace(TENDER[0], category="LAND", scopes=("TENDER",))

    def of(*bid, asked=revoked, opened=OPENED):
        return claim(lot=(land, *TENDER[1:3], opened), asked=asked, bid=bid)

    for told in (of(HANDED_IN, LEFT), of(HANDED_IN, LEFT, asked=on_paper)):
        assert [one.NAME for one in told.decision] == ["GuaranteeClaimed"]
    of(HANDED_IN).refused_by("forfeiture.not_revoked")
    nobodys = claim(
        lot=(land, *TENDER[1:3], OPENED),
        asked=revoked,
        accepted=replace(ACCEPTED, party=None),
        bid=(replace(HANDED_IN, party=None), LEFT),
    )
    nobodys.refused_by("forfeiture.not_revoked")
    unread = replace(ACCEPTED, party=None)
    nobodys = claim(lot=(land, *TENDER[1:3], OPENED), asked=on_paper, accepted=unread)
    nobodys.refused_by("forfeiture.not_revoked")
    all_here = replace(OPENED, counted=OPENED.bidders)
    of(asked=on_paper, opened=all_here).refused_by("forfeiture.not_revoked")


def test_while_the_lot_stands_still_nothing_is_claimed():
    """As nothing of a deposit is kept then (2.8): an objection may change who won."""
    claim(lot=(*TENDER[:6], PAUSED)).refused_by("lot.suspended")
    claim(lot=(*TENDER[:6], PAUSED, FAILED)).then(claimed())


WAIVED = ForfeitureWaived(
    deposit=D, decided_by=OWNER.organisation, document=DECISION, evidence=EVIDENCE
)


def test_of_a_bidder_who_is_to_lose_nothing_nothing_is_claimed_either():
    """The guarantee stands in for the deposit: its owner decided that nothing of it is kept."""
    claim(deposit=(WINNERS, WAIVED)).refused_by("forfeiture.waived")


@pytest.mark.parametrize("since", [(), (reversed_by(COURT),)], ids=["kept", "kept no more"])
def test_where_its_owner_kept_the_money_after_all_the_guarantee_is_claimed_too(since):
    """That a part was kept, or that a court took it back, says nothing of what was promised."""
    claim(deposit=(WINNERS, matched(), WAIVED, forfeited(), *since)).then(claimed())


def test_before_the_opening_and_of_another_lot_every_answer_is_the_same():
    claim(lot=TENDER[:3]).refused_by("guarantee.unknown")
    claim(asked=claiming(lot="OTHER-LOT")).refused_by("guarantee.unknown")
    claim(accepted=None).refused_by("guarantee.unknown")


def test_claimed_once_and_no_more_than_was_promised():
    claim(claimed()).refused_by("guarantee.done")
    claim(asked=claiming(WHOLE + 1)).refused_by("guarantee.too_much")


def test_the_guarantor_pays_in_its_own_name_and_no_more_than_is_claimed():
    pay(claimed(), by=Post("GUARANTOR", "别家")).refused_by("guarantee.not_yours")
    pay(amount=1).refused_by("guarantee.not_claimed")
    pay(claimed(10), amount=11).refused_by("guarantee.not_claimed")


def test_while_a_claim_is_open_it_is_not_given_back():
    asked = ReleaseGuarantee(guarantee=G, deposit=D, lot=CODE)

    def release(*facts):
        story = given(GUARANTEE, ACCEPTED, *facts).given(DEPOSIT, WINNERS)
        return story.given(LOT, *TENDER[:6], FAILED).when(asked, by=OWNER)

    release(claimed()).refused_by("guarantee.claim_open")
    done = release(claimed(10), paid(10)).decision[0]
    assert [leg.amount for leg in done.entries[0].legs] == [10 - WHOLE, WHOLE - 10]
    assert release(claimed(), paid(WHOLE)).decision[0].entries == ()


def test_the_streams_are_named_by_the_request():
    of = StreamId("guarantee", G)
    its = (of, StreamId("deposit", D), StreamId("lot", CODE))
    assert CLAIM_GUARANTEE.touches(claiming()) == its
    asked = RecordGuaranteePaid(guarantee=G, amount_fen=1, evidence=EVIDENCE)
    assert RECORD_GUARANTEE_PAID.touches(asked) == (of,)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("guarantee", "G1", "guarantee 'G1': expected"),
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("lot", "x", "lot 'x': expected"),
        ("ground", "ANGER", f"ground 'ANGER': expected one of {', '.join(Ground)}"),
        ("amount_fen", 0, "amount_fen 0: expected one or more"),
        ("document", " ", "document: expected the decision's reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    assert claiming(amount_fen=1).amount_fen == 1
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(claiming(), **{field: value})
    if field in ("guarantee", "amount_fen", "evidence"):
        asked = RefuseGuaranteeClaim(guarantee=G, amount_fen=1, evidence=EVIDENCE, reason="?")
        with pytest.raises(ValueError, match=f"^{told}"):
            replace(asked, **{field: value})
        with pytest.raises(ValueError, match=r"^reason: expected why"):
            replace(asked, reason=" ")
