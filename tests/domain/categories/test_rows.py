"""The rows of the two offered categories against the dates of REFERENCE 8.1 and 8.3."""

from datetime import date

import pytest

from domain.categories.construction import CONSTRUCTION
from domain.categories.register import CATEGORIES
from domain.categories.state_property import STATE_PROPERTY
from domain.rules import Evidence, Severity
from tests.kit.fixture_calendar import FIXTURE, day

LETTERS = {"CONSTRUCTION": ("CT", 31), "STATE_PROPERTY": ("SP", 14)}


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


@pytest.mark.parametrize("category", [CONSTRUCTION, STATE_PROPERTY], ids=lambda c: c.code)
def test_every_row_of_the_reference_is_there(category):
    letters, last = LETTERS[category.code]
    numbers = [f"{letters}-{n:02}" for n in range(1, last + 1)]
    ids = list(dict.fromkeys(rule.id for rule in category.rules))
    assert ids[:last] == numbers
    assert all(rule.startswith(f"{letters}-A") for rule in ids[last:])


@pytest.mark.parametrize("category", [CONSTRUCTION, STATE_PROPERTY], ids=lambda c: c.code)
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


def test_state_property_blocks_nothing_while_its_sources_are_secondary():
    assert {rule.severity for rule in STATE_PROPERTY.rules} == {Severity.WARN}


def test_a_law_counts_from_its_first_day():
    assert row(CONSTRUCTION, "deposit.guarantees_accepted").source.since == date(2025, 6, 1)
    assert CONSTRUCTION.about("deposit.guarantees_accepted", date(2025, 5, 31)) == ()
