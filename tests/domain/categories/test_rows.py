"""The rows of the offered categories against the dates of REFERENCE 8.1, 8.2 and 8.3."""

from datetime import date

import pytest

from domain.categories.construction import CONSTRUCTION
from domain.categories.emission import EMISSION
from domain.categories.forest_right import FOREST_RIGHT
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.register import CATEGORIES
from domain.categories.state_property import STATE_PROPERTY
from domain.rules import Evidence, Severity
from tests.kit.fixture_calendar import FIXTURE, day

LETTERS = {
    "CONSTRUCTION": ("CT", 31),
    "GOV_PROCUREMENT": ("GP", 22),
    "LAND": ("LD", 15),
    "STATE_PROPERTY": ("SP", 14),
    "EMISSION": ("EM", 5),
    "MINING": ("MN", 9),
    "FRANCHISE": ("FR", 6),
    "FOREST_RIGHT": ("FO", 5),
    "PUBLIC_AUCTION": ("PA", 9),
}
OFFERED = pytest.mark.parametrize(
    "category",
    [one for one in CATEGORIES if one.offered],
    ids=lambda category: category.code,
)


def row(category, subject, *scopes, on="03-02"):
    rows = category.about(subject, day(on), scopes)
    wanted = [rule for rule in rows if rule.scope in scopes] if scopes else rows
    assert len(wanted) == 1
    return wanted[0]


@pytest.mark.parametrize(
    ("subject", "anchor", "last", "rule"),
    [
        ("result.objection_answer", "03-29", "04-01", "CT-16"),
        ("complaint.acceptance", "04-03", "04-09", "CT-27"),
        ("complaint.decision", "04-08", "05-22", "CT-27"),
        ("contract.signing", "03-31", "04-30", "CT-18"),  # A1 with B3
        ("contract.signing", "04-27", "05-27", "CT-18"),  # A1 with B2
        ("contract.signing", "04-29", "05-29", "CT-18"),  # A2
        ("refund.bidders", "05-08", "05-13", "CT-20"),
        ("refund.bidders", "05-12", "05-18", "CT-20"),
        ("refund.withdrawn", "03-20", "03-25", "CT-21"),
    ],
)
def test_the_due_dates_of_scenario_a(subject, anchor, last, rule):
    found = row(CONSTRUCTION, subject)
    assert found.id == rule
    assert found.term(day(anchor), FIXTURE) == day(last)


@pytest.mark.parametrize(
    ("subject", "anchor", "full", "happened"),
    [
        ("documents.on_sale", "03-02", "03-07", "03-09"),  # 7 days, a Saturday is as good
        ("documents.to_bid_deadline", "03-02", "03-22", "03-25"),
        ("publicity.duration", "03-27", "03-30", "03-30"),
    ],
)
def test_the_least_periods_of_scenario_a_are_full(subject, anchor, full, happened):
    found = row(CONSTRUCTION, subject)
    assert found.term(day(anchor), FIXTURE) == day(full) <= day(happened)
    assert found.severity is Severity.BLOCK


@pytest.mark.parametrize(
    ("subject", "scopes", "anchor", "last"),
    [
        ("disclosure.duration", ["ASSET_FROM_1M"], "03-09", "03-23"),
        ("disclosure.extension", [], "03-23", "03-30"),
        ("refund.losers", [], "04-01", "04-07"),
        ("price.lump_sum", [], "04-08", "04-15"),
        ("result.publication", [], "04-14", "04-21"),
    ],
)
def test_the_dates_of_scenario_c(subject, scopes, anchor, last):
    assert row(STATE_PROPERTY, subject, *scopes).term(day(anchor), FIXTURE) == day(last)


@pytest.mark.parametrize(
    ("subject", "scopes", "anchor", "last", "rule"),
    [
        ("contract.signing", [], "04-07", "04-21", "LD-08"),
        ("refund.losers", [], "04-07", "04-14", "LD-09"),
        ("result.publication", [], "04-07", "04-21", "LD-11"),
        ("price.first_instalment_paid", [], "04-17", "05-18", "LD-12"),  # 05-17 is a Sunday
        ("price.all_paid", [], "04-17", "06-16", "LD-12"),
    ],
)
def test_the_due_dates_of_scenario_b(subject, scopes, anchor, last, rule):
    found = row(LAND, subject, *scopes)
    assert found.id == rule
    assert found.term(day(anchor), FIXTURE) == day(last)


@pytest.mark.parametrize(
    ("subject", "scopes", "anchor", "full", "happened"),
    [
        ("announcement.to_start", ["LISTING"], "03-06", "03-26", "03-27"),  # 21 days
        ("listing.duration", [], "03-27", "04-06", "04-07"),
    ],
)
def test_the_least_periods_of_scenario_b_are_full(subject, scopes, anchor, full, happened):
    found = row(LAND, subject, *scopes)
    assert found.term(day(anchor), FIXTURE) == day(full) <= day(happened)


@pytest.mark.parametrize(
    ("subject", "anchor", "last", "rule"),
    [
        ("report.delivery", "04-02", "04-07", "GP-14"),  # 04-04 to 04-06 are off
        ("winner.confirmation", "04-02", "04-10", "GP-14"),
        ("award.notice", "04-02", "04-07", "GP-14"),
        ("result.publication", "04-02", "04-07", "GP-14"),
        ("refund.losers", "04-02", "04-10", "GP-07"),
        ("contract.signing", "04-02", "05-06", "GP-15"),  # 05-02 is off
        ("refund.winner", "05-06", "05-12", "GP-08"),  # 05-09 is a Saturday that is worked
        ("contract.publication", "05-06", "05-08", "GP-16"),
        ("contract.filing", "05-06", "05-14", "GP-16"),
        ("refund.withdrawn", "03-20", "03-27", "GP-10"),
        ("refund.terminated", "03-20", "03-27", "GP-11"),
    ],
)
def test_the_due_dates_of_a_purchase(subject, anchor, last, rule):
    found = row(GOVERNMENT_PROCUREMENT, subject)
    assert found.id == rule
    assert found.term(day(anchor), FIXTURE) == day(last)


@pytest.mark.parametrize(
    ("subject", "scopes", "anchor", "full", "severity"),
    [
        ("documents.on_sale", ["TENDER"], "04-02", "04-10", Severity.BLOCK),
        ("documents.to_bid_deadline", ["TENDER"], "04-02", "04-22", Severity.BLOCK),
        ("clarification.to_deadline", ["TENDER"], "04-02", "04-17", Severity.BLOCK),
        ("documents.to_response", ["NEGOTIATION"], "04-02", "04-08", Severity.WARN),
        ("documents.to_response", ["QUOTATION"], "04-02", "04-08", Severity.WARN),
        ("documents.to_response", ["CONSULTATION"], "04-02", "04-12", Severity.WARN),
        ("single_source.publicity", ["ONLY_SUPPLIER"], "04-02", "04-10", Severity.BLOCK),
    ],
)
def test_the_least_periods_of_a_purchase(subject, scopes, anchor, full, severity):
    """What is the law's own blocks; what is an order's, unread, warns."""
    found = row(GOVERNMENT_PROCUREMENT, subject, *scopes)
    assert found.term(day(anchor), FIXTURE) == day(full)
    assert found.severity is severity


def test_the_shares_of_a_purchase():
    assert row(GOVERNMENT_PROCUREMENT, "deposit.share").limit(80_000_000) == 1_600_000
    assert row(GOVERNMENT_PROCUREMENT, "bond.share").limit(80_000_000) == 8_000_000
    assert row(GOVERNMENT_PROCUREMENT, "refund.overdue_rate").limit(35_000) == 42_000
    assert row(GOVERNMENT_PROCUREMENT, "files.kept").term(day("04-02"), FIXTURE).year == 2041


def test_the_due_dates_and_the_shares_of_emission_rights():
    """EM-03, EM-05: none was read in its own text, so they warn."""
    assert row(EMISSION, "refund.losers").term(day("04-07"), FIXTURE) == day("04-14")
    assert row(EMISSION, "price.first_instalment").limit(1_000_000) == 400_000


def test_the_shares_of_scenario_b():
    start, price = 25_000_000_000, 30_600_000_000
    assert row(LAND, "deposit.share").limit(start) == 5_000_000_000
    assert row(LAND, "earnest.share").limit(price) == 6_120_000_000
    assert row(LAND, "price.first_instalment").limit(price) == 15_300_000_000
    assert row(LAND, "price.late").limit(15_300_000_000) == 15_300_000, "for each day"


@pytest.mark.parametrize(("scope", "least"), [("TENDER", 3), ("AUCTION", 3), ("LISTING", 1)])
def test_how_many_must_compete_for_land_is_of_the_method(scope, least):
    assert row(LAND, "bids.received", scope).limit() == least
    assert row(LAND, "listing.competing").limit() == 2


def test_a_bond_of_a_tenth_is_the_most():
    price, bond = 2_350_000_000, row(CONSTRUCTION, "bond.share")  # A2
    assert bond.allows(117_500_000, price)
    assert bond.allows(price // 10, price)
    assert not bond.allows(price // 10 + 1, price)


@pytest.mark.parametrize(
    ("members", "experts", "enough"), [(5, 4, True), (5, 3, False), (9, 6, True), (9, 5, False)]
)
def test_two_thirds_of_a_panel_are_experts(members, experts, enough):
    assert row(CONSTRUCTION, "panel.experts").allows(experts, members) is enough


@OFFERED
def test_every_row_of_the_reference_is_there(category):
    letters, last = LETTERS[category.code]
    numbers = [f"{letters}-{n:02}" for n in range(1, last + 1)]
    ids = list(dict.fromkeys(rule.id for rule in category.rules))
    assert ids[:last] == numbers
    assert all(rule.startswith(f"{letters}-A") for rule in ids[last:])


@OFFERED
def test_our_own_rows_are_assumptions_of_this_place(category):
    ours = [rule for rule in category.rules if "-A" in rule.id]
    assert ours
    assert {rule.source.evidence for rule in ours} == {Evidence.A}
    assumed = [rule for rule in category.rules if rule.source.evidence is Evidence.A]
    assert {rule.source.jurisdiction for rule in assumed} == {"350600"}


def test_every_row_that_blocks_is_verified_and_forbids_an_act_beforehand():
    for category in CATEGORIES:
        for rule in category.rules:
            if rule.severity is Severity.BLOCK:
                assert rule.source.evidence is Evidence.V, rule
                late = rule.direction == "NOT_LATER" and rule.ends
                assert not late, f"{rule}: who is late must still be able to do it"


@pytest.mark.parametrize(
    "category", [LAND, STATE_PROPERTY, EMISSION], ids=lambda category: category.code
)
def test_who_sells_is_blocked_by_nothing_while_their_sources_are_secondary(category):
    assert {rule.severity for rule in category.rules} == {Severity.WARN}


def test_of_land_is_verified_what_was_read_in_its_own_text():
    """LD-01, LD-10 (of the earnest) and LD-12 (all within 60 days); all else is to be checked."""
    verified = {str(rule) for rule in LAND.rules if rule.source.evidence is Evidence.V}
    assert verified == {
        "LD-01 trade.on_platform",
        "LD-10 earnest.share",
        "LD-10 earnest.lost_or_doubled",
        "LD-12 price.all_paid",
    }


def test_a_law_counts_from_its_first_day():
    assert row(CONSTRUCTION, "deposit.guarantees_accepted").source.since == date(2025, 6, 1)
    assert CONSTRUCTION.about("deposit.guarantees_accepted", date(2025, 5, 31)) == ()


def test_two_thirds_of_a_forests_owners_are_enough():
    """A share in ppm ends before the third does: rounded up it would refuse what the law allows."""
    consent = row(FOREST_RIGHT, "owners.consent")
    for least, whole in ((2, 3), (200, 300), (667, 1000)):
        assert (consent.allows(least, whole), consent.allows(least - 1, whole)) == (True, False)
