"""When a deposit goes back, with or without interest, and whether it is too large."""

from datetime import date

import pytest

from domain.calendar import Unit
from domain.categories.category import Cause
from domain.categories.construction import CONSTRUCTION
from domain.categories.forest_carbon import FOREST_CARBON
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.money import yuan
from domain.rules import Severity
from domain.terms import Due, deposit_bound, pays_interest, refund_due, refund_row
from tests.kit.fixture_calendar import FIXTURE, day

TODAY = day("03-02")


def due(category, cause, anchor):
    return refund_due(category, cause, day(anchor), FIXTURE)


@pytest.mark.parametrize(
    ("cause", "anchor", "last", "rule"),
    [
        (Cause.LOSER, "05-12", "05-18", "CT-20"),  # A1: 05-17 is a Sunday
        (Cause.WINNER, "05-12", "05-18", "CT-20"),
        (Cause.LOSER, "05-08", "05-13", "CT-20"),  # A2
        (Cause.WITHDRAWN, "03-20", "03-25", "CT-21"),  # A3/B5
        (Cause.FAILED, "03-25", "03-30", "CT-A1"),
        (Cause.TERMINATED, "03-31", "04-07", "CT-24"),  # 04-05 is a day off
        (Cause.EXTENSION_REFUSED, "03-25", "03-30", "CT-26"),
        (Cause.LATE, "03-24", "03-30", "CT-A2"),  # 03-29 is a Sunday
        (Cause.OVERPAID, "03-18", "03-23", "CT-A3"),
        (Cause.DUPLICATE, "03-18", "03-23", "CT-A4"),
        (Cause.MISMATCH, "03-16", "03-23", "CT-A5"),
        (Cause.UNIDENTIFIED, "03-16", "03-23", "CT-A5"),
    ],
)
def test_a_construction_deposit_goes_back_within_five_days(cause, anchor, last, rule):
    assert due(CONSTRUCTION, cause, anchor) == Due(day(last), Unit.DAYS, rule, day(anchor))


@pytest.mark.parametrize(
    ("cause", "rule"),
    [
        (Cause.LOSER, "SP-12"),
        (Cause.WITHDRAWN, "SP-A1"),
        (Cause.FAILED, "SP-A2"),
        (Cause.TERMINATED, "SP-A3"),
        (Cause.LATE, "SP-A4"),
        (Cause.OVERPAID, "SP-A5"),
        (Cause.DUPLICATE, "SP-A6"),
        (Cause.MISMATCH, "SP-A7"),
        (Cause.UNIDENTIFIED, "SP-A7"),
    ],
)
def test_a_deposit_for_state_property_goes_back_within_three_working_days(cause, rule):
    last, began = day("04-07"), day("04-01")  # REFERENCE 8.3: over Qingming
    expected = Due(last, Unit.WORKING_DAYS, rule, began)
    assert due(STATE_PROPERTY, cause, "04-01") == expected


@pytest.mark.parametrize("cause", [Cause.WINNER, Cause.EXTENSION_REFUSED])
def test_a_deposit_that_becomes_the_price_is_not_due_back(cause):
    assert due(STATE_PROPERTY, cause, "04-01") is None
    assert not pays_interest(STATE_PROPERTY, cause)


@pytest.mark.parametrize(
    ("cause", "anchor", "last", "rule"),
    [
        (Cause.LOSER, "04-07", "04-14", "LD-09"),  # REFERENCE 8.2, row 16
        (Cause.FAILED, "04-07", "04-14", "LD-09"),
        (Cause.WITHDRAWN, "03-30", "04-07", "LD-A1"),  # over Qingming
        (Cause.TERMINATED, "03-30", "04-07", "LD-A2"),
        (Cause.LATE, "04-07", "04-14", "LD-A3"),
        (Cause.OVERPAID, "03-30", "04-07", "LD-A4"),
        (Cause.DUPLICATE, "03-30", "04-07", "LD-A5"),
        (Cause.MISMATCH, "03-30", "04-07", "LD-A6"),
        (Cause.UNIDENTIFIED, "03-30", "04-07", "LD-A6"),
        (Cause.INSUFFICIENT, "04-03", "04-13", "LD-A7"),
    ],
)
def test_a_deposit_for_land_goes_back_within_five_working_days(cause, anchor, last, rule):
    assert due(LAND, cause, anchor) == Due(day(last), Unit.WORKING_DAYS, rule, day(anchor))
    assert not pays_interest(LAND, cause)


def test_nothing_is_due_in_a_category_that_is_not_offered():
    assert due(FOREST_CARBON, Cause.LOSER, "04-07") is None
    assert not pays_interest(FOREST_CARBON, Cause.LOSER)


def test_nothing_is_due_by_a_law_that_is_not_yet_in_force():
    assert refund_due(CONSTRUCTION, Cause.LOSER, date(2012, 1, 31), FIXTURE) is None
    assert refund_due(CONSTRUCTION, Cause.LOSER, date(2012, 2, 1), FIXTURE) is not None


@pytest.mark.parametrize(
    ("category", "cause", "anchor"),
    [
        (CONSTRUCTION, Cause.LOSER, "ContractSigned"),
        (CONSTRUCTION, Cause.WINNER, "ContractSigned"),
        (CONSTRUCTION, Cause.NON_CANDIDATE, "AwardNoticeIssued"),
        (CONSTRUCTION, Cause.WITHDRAWN, "BidWithdrawn"),
        (CONSTRUCTION, Cause.FAILED, "LotFailed"),
        (CONSTRUCTION, Cause.TERMINATED, "ProcedureTerminated"),
        (CONSTRUCTION, Cause.EXTENSION_REFUSED, "ExtensionRefused"),
        (CONSTRUCTION, Cause.MISMATCH, "ReceiptRejected"),
        (STATE_PROPERTY, Cause.LOSER, "TransactionConfirmed"),
        (STATE_PROPERTY, Cause.FAILED, "LotFailed"),
        (STATE_PROPERTY, Cause.TERMINATED, "ProcedureTerminated"),
    ],
)
def test_a_term_hangs_on_the_event_that_the_category_names(category, cause, anchor):
    assert refund_row(category, cause, TODAY).anchor == anchor


def test_interest_is_paid_on_what_was_held_and_on_nothing_that_never_counted():
    assert {cause for cause in Cause if pays_interest(CONSTRUCTION, cause)} == {
        Cause.LOSER,
        Cause.WINNER,
        Cause.NON_CANDIDATE,
        Cause.WITHDRAWN,
        Cause.FAILED,
        Cause.VOIDED,
        Cause.TERMINATED,
        Cause.EXTENSION_REFUSED,
    }
    assert not any(pays_interest(STATE_PROPERTY, cause) for cause in Cause)


def bound(category, estimate, deposit, scopes=(), on=TODAY):
    return deposit_bound(category, yuan(estimate), yuan(deposit), on, scopes=scopes)


@pytest.mark.parametrize(
    ("estimate", "deposit"),
    [
        ("40,000,000.00", "800,000.00"),  # A1, exactly both caps
        ("25,000,000.00", "500,000.00"),  # A2
        ("12,000,000.00", "240,000.00"),  # A3
        ("0.00", "0.00"),
        ("100,000,000.00", "800,000.00"),
    ],
)
def test_a_construction_deposit_may_be_two_percent_and_eight_hundred_thousand(estimate, deposit):
    assert bound(CONSTRUCTION, estimate, deposit) is None


def test_more_than_two_percent_blocks():
    finding = bound(CONSTRUCTION, "12,000,000.00", "240,000.01")
    assert finding.rule.severity is Severity.BLOCK
    assert (finding.found_fen, finding.limit_fen) == (24_000_001, 24_000_000)
    assert str(finding) == (
        "CT-08: a deposit of 240,000.01, at most 240,000.00 (招标投标法实施条例 第26条)"
    )


def test_more_than_eight_hundred_thousand_warns():
    finding = bound(CONSTRUCTION, "100,000,000.00", "800,000.01")
    assert finding.rule.severity is Severity.WARN
    assert (finding.rule.id, finding.limit_fen) == ("CT-08", 80_000_000)


def test_the_gravest_of_two_breaches_is_told():
    finding = bound(CONSTRUCTION, "40,000,000.00", "5,000,000.00")
    assert finding.rule.subject == "deposit.share"


def test_a_design_has_a_cap_of_its_own():
    assert bound(CONSTRUCTION, "10,000,000.00", "150,000.00") is None
    finding = bound(CONSTRUCTION, "10,000,000.00", "150,000.00", ["DESIGN"])
    assert (finding.rule.severity, finding.limit_fen) == (Severity.WARN, 10_000_000)
    worse = bound(CONSTRUCTION, "100,000,000.00", "900,000.00", ["DESIGN"])
    assert worse.limit_fen == 10_000_000


def test_a_deposit_for_state_property_may_be_thirty_percent_and_more_warns():
    assert bound(STATE_PROPERTY, "8,000,000.00", "2,400,000.00") is None
    finding = bound(STATE_PROPERTY, "8,000,000.00", "2,400,000.01")
    assert (finding.rule.id, finding.rule.severity) == ("SP-04", Severity.WARN)


def test_a_floor_is_missed_from_below_and_by_no_deposit_at_all_it_is_not():
    """LD-04; its text is to be checked, so it warns."""
    assert bound(LAND, "250,000,000.00", "50,000,000.00") is None
    assert bound(LAND, "250,000,000.00", "0.00") is None
    finding = bound(LAND, "250,000,000.00", "49,999,999.99")
    assert finding.rule.severity is Severity.WARN
    assert str(finding) == (
        "LD-04: a deposit of 49,999,999.99, at least 50,000,000.00 (国土资发〔2010〕34号)"
    )


def test_a_cap_is_the_one_of_the_day():
    assert bound(CONSTRUCTION, "1.00", "1.00", on=date(2012, 1, 31)) is None
    assert bound(CONSTRUCTION, "1.00", "1.00", on=date(2012, 2, 1)) is not None


@pytest.mark.parametrize(
    ("field", "amounts"), [("estimate_fen", (-1, 0)), ("deposit_fen", (0, -1))]
)
def test_a_negative_amount_is_named_by_its_field(field, amounts):
    with pytest.raises(ValueError, match=f"^{field} -1: expected zero or more$"):
        deposit_bound(CONSTRUCTION, *amounts, TODAY)
