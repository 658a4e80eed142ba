"""The ten categories: nine are offered, one is imported alone, the rest nobody knows."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bounds import count
from domain.categories.category import Cause, Ground, Refund
from domain.categories.construction import CONSTRUCTION
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.register import CATEGORIES, of, refusal
from domain.methods import Method
from domain.packs.publishable import publishable
from domain.packs.written import written
from domain.rules import Evidence, Rule, Severity, Source

OFFERED = (
    "CONSTRUCTION",
    "GOV_PROCUREMENT",
    "LAND",
    "MINING",
    "STATE_PROPERTY",
    "FRANCHISE",
    "EMISSION",
    "FOREST_RIGHT",
    "PUBLIC_AUCTION",
)


def test_the_ten_stand_in_the_order_of_the_plan():
    assert [category.code for category in CATEGORIES] == [
        "CONSTRUCTION",
        "GOV_PROCUREMENT",
        "LAND",
        "MINING",
        "STATE_PROPERTY",
        "FRANCHISE",
        "EMISSION",
        "FOREST_RIGHT",
        "FOREST_CARBON",
        "PUBLIC_AUCTION",
    ]


def test_each_is_found_by_its_code():
    assert [of(category.code) for category in CATEGORIES] == list(CATEGORIES)
    with pytest.raises(ValueError, match=r"^category 'DATA': expected one of CONSTRUCTION, GOV"):
        of("DATA")


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.code)
def test_what_is_not_offered_is_refused_as_not_yet_offered(category):
    refused = refusal(category.code)
    if category.code in OFFERED:
        assert refused is None
    else:
        assert refused.rule == "category.not_offered"
        assert refused.detail == (f"{category.code} is not yet offered; {', '.join(OFFERED)} are")


@pytest.mark.parametrize("code", ["DATA", "", "construction"])
def test_what_nobody_knows_is_refused_as_unknown(code):
    refused = refusal(code)
    assert refused.rule == "category.unknown"
    assert refused.detail.startswith(f"{code} is no category: CONSTRUCTION, ")


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.code)
def test_every_category_speaks_both_languages_and_knows_its_secret(category):
    assert category.zh
    assert category.en
    assert category.protocols
    assert category.secret_until
    assert category.least_bidders >= 1


@pytest.mark.parametrize("code", OFFERED)
def test_every_cause_has_a_way_back_or_the_deposit_becomes_the_price(code):
    """By land's row alone one that is short goes back at its deadline, by construction's alone one
    that is no candidate before the contract; else at the end.
    """
    category = of(code)
    without = {cause for cause in Cause if category.refund(cause) is None}
    becomes_price = category.deposit_becomes != "performance_bond"
    assert without == {
        *((Cause.WINNER, Cause.EXTENSION_REFUSED) if becomes_price else ()),
        *(() if code == "LAND" else (Cause.INSUFFICIENT,)),
        *(() if code == "CONSTRUCTION" else (Cause.NON_CANDIDATE,)),
    }


def test_the_least_number_of_bidders_is_what_the_rows_say():
    """Where one is about lots of a method, and its source was read; else too few are a warning."""
    said = {}
    for category in map(of, OFFERED):
        for method in category.methods:
            rows = category.about("bids.received", date(2026, 3, 2), method.scopes)
            for row in rows:
                said[category.code, method.zh] = row.limit()
                least = category.order(method.scopes).least_bidders
                assert least == (row.limit() if row.severity is Severity.BLOCK else 1), method
    assert said == {
        **{("CONSTRUCTION", zh): 3 for zh in ("公开招标", "邀请招标")},
        **{("GOV_PROCUREMENT", zh): 3 for zh in ("公开招标", "邀请招标", *NO_TENDER)},
        **{
            (code, zh): least
            for code in ("LAND", "MINING")
            for zh, least in (("挂牌", 1), ("拍卖", 3), ("公开招标", 3))
        },
    }


NO_TENDER = ("询价", "竞争性谈判", "竞争性磋商")


@pytest.mark.parametrize("code", OFFERED)
def test_too_few_are_refused_by_a_row_that_blocks_or_not_at_all(code):
    """Else a hard refusal would lean on no verified source."""
    pack = written(of(code))
    publishable(pack)
    for least in (0, 2, 9):
        strict = tuple(replace(one, least_bidders=least) for one in pack.orders)
        for other in (replace(pack, least_bidders=least), replace(pack, orders=strict)):
            if other != pack:
                with pytest.raises(ValueError, match=rf": {least} must compete, expected [13], by"):
                    publishable(other)


@pytest.mark.parametrize(
    "other",
    [
        {"severity": "WARN"},
        {"until": date(2010, 1, 1)},
        {"at_least": None, "at_most": 3},
        {"scope": "INVITED_NOWHERE"},
    ],
    ids=["warns", "repealed", "at most", "of other lots"],
)
def test_as_many_must_compete_as_a_row_in_force_asks_for(other):
    pack = written(CONSTRUCTION)
    rows = (replace(row, **other) if row.subject == "bids.received" else row for row in pack.rules)
    with pytest.raises(ValueError, match="3 must compete, expected 1, by rows of bids"):
        publishable(replace(pack, rules=tuple(rows)))


@pytest.mark.parametrize(
    "code", [code for code in OFFERED if code not in ("EMISSION", "PUBLIC_AUCTION")]
)
def test_who_sees_opened_bids_and_leaves_has_something_to_lose(code):
    """Where offers bind once they are due nobody leaves, and nothing is kept for it: of emission
    rights and of goods all do.
    """
    pack = written(of(code))
    free = tuple(one for one in pack.forfeits if one.ground != Ground.REVOKED)
    with pytest.raises(ValueError, match=r": expected a forfeit of BID_REVOKED, by a row for its"):
        publishable(replace(pack, forfeits=free))


def test_a_lot_has_the_order_of_its_scope_or_that_of_most():
    single = GOVERNMENT_PROCUREMENT.order(("LARGE", "SINGLE_SOURCE"))
    assert (single.scope, single.least_bidders) == ("SINGLE_SOURCE", 1)
    for scopes in ((), ("TENDER",), ("NEGOTIATION", "LARGE")):
        order = GOVERNMENT_PROCUREMENT.order(scopes)
        assert (order.scope, order.least_bidders) == ("", 3)


def test_a_method_is_known_by_its_name_and_protocol_and_one_of_any_name_comes_last():
    named = Method("公开招标", "SEALED_SCORED", ("TENDER",))
    other = Method("", "SEALED_SCORED")
    kind = replace(CONSTRUCTION, methods=(other, named))
    assert kind.method("公开招标", "SEALED_SCORED") == named
    assert kind.method("自定方式", "SEALED_SCORED") == other
    assert kind.method("公开招标", "SEALED_LOWEST") is None
    assert kind.traded_by == "SEALED_SCORED, 公开招标 SEALED_SCORED"


# Each guard, broken on purpose.

LAMP = Rule("XX-01", "lamp.lit", "灯", Source("x", Evidence.K, None), at_most=count(1))


def test_two_rows_about_one_thing_at_once_cannot_be_built():
    with pytest.raises(ValueError, match=r"^CONSTRUCTION: XX-01 lamp\.lit and XX-01 lamp\.lit are"):
        replace(CONSTRUCTION, rules=(*CONSTRUCTION.rules, LAMP, LAMP))


@pytest.mark.parametrize("refund", [Refund((), "lamp.off"), Refund((), "lamp.lit", "lamp.off")])
def test_a_refund_that_leans_on_no_row_cannot_be_built(refund):
    with pytest.raises(ValueError, match=r"leans on \{'lamp\.off'\}, which no row is about$"):
        replace(CONSTRUCTION, rules=(LAMP,), refunds=(refund,))


def test_two_ways_back_for_one_cause_cannot_be_built():
    with pytest.raises(ValueError, match=r"^CONSTRUCTION: two ways back for one cause among"):
        replace(
            CONSTRUCTION,
            refunds=(*CONSTRUCTION.refunds, Refund((Cause.LATE,), "refund.late")),
        )


@pytest.mark.parametrize(
    ("protocol", "opens", "other"),
    [
        ("SEALED_SCORED", "BidOpened", "TimedBiddingClosed"),
        ("SEALED_LOWEST", "BidOpened", "TimedBiddingClosed"),
        ("ONE_SHOT_SEALED", "BidOpened", "TimedBiddingClosed"),
        ("FIXED_PRICE_QUOTA", "BidOpened", "TimedBiddingClosed"),
        ("ASCENDING", "TimedBiddingClosed", "BidOpened"),
        ("LISTING_THEN_ASCENDING", "TimedBiddingClosed", "BidOpened"),
    ],
)
def test_a_protocol_that_could_open_nothing_cannot_be_built(protocol, opens, other):
    assert replace(CONSTRUCTION, methods=(Method("", protocol),), secret_until=(opens,))
    with pytest.raises(ValueError, match=f"^CONSTRUCTION: {protocol} ends by {opens}, which makes"):
        replace(CONSTRUCTION, methods=(Method("", protocol),), secret_until=(other,))


@pytest.mark.parametrize(
    ("field", "right"),
    [
        ("deposit_becomes", "performance_bond, earnest_and_price, price"),
        ("interest_unowed_goes_to", "tenderer, treasury, undecided"),
        ("forfeited_to", "tenderer, treasury, fees_then_transferor, undecided"),
        ("price_goes_to", "seller, treasury, nobody"),
        ("awarded_by", "AwardNoticeIssued, TransactionConfirmed"),
    ],
)
def test_a_pack_says_in_one_word_what_our_deciders_know_and_nothing_else(field, right):
    """P18: interest goes to the centre only if a row says so; none does, and no path is built."""
    pack = replace(written(CATEGORIES[0]), **{field: "centre"})
    with pytest.raises(ValueError, match=f"^{field} 'centre': expected one of {right}$"):
        publishable(pack)
