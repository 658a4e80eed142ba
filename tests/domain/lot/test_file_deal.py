"""The contract of a lot is filed: a receipt, which nothing waits for, and whose lateness shows."""

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import Calendar
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.lot.concluded import DealFiled
from domain.lot.file_deal import FileDeal
from domain.lot.periods import breaches, overdue
from domain.lot.stream import LOT
from domain.policies.missed_term import ENDS_A_TERM
from tests.kit import purchase
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AGENCY, CODE, OWNER, STRANGERS, TENDER, TEXT
from tests.kit.story import NOON, given
from tests.kit.till import at

FILED = DealFiled(lot=CODE, filed_at=NOON, document=TEXT)
FILES = FileDeal(lot=CODE, document=TEXT)
LAST = date(2026, 4, 29)
"""Seven working days from the contract of the 20th (GP-16)."""


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_the_owner_or_its_agency_files_what_was_signed_and_the_last_copy_counts(by):
    given(LOT, *TENDER).when(FILES, by=by).then(FILED)
    given(LOT, *TENDER, FILED).when(FILES, by=by).nothing_happens()
    other = replace(FILES, document="cd" * 32)
    given(LOT, *TENDER, FILED).when(other, by=by).then(replace(FILED, document="cd" * 32))


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_does(by):
    given(LOT, *TENDER).when(FILES, by=by).refused_by("lot.not_yours")


def test_before_the_contract_there_is_nothing_to_file():
    given(LOT, *TENDER[:-1]).when(FILES, by=OWNER).refused_by("lot.wrong_phase")
    given(LOT).when(FILES, by=OWNER).refused_by("lot.unknown")


@pytest.mark.parametrize(("day", "late"), [(LAST, False), (date(2026, 4, 30), True)])
def test_a_purchase_is_filed_in_seven_working_days_else_it_is_overdue_until_it_is(day, late):
    """And what ends the term too late is found by the fact itself."""
    bought = purchase.purchase(len(purchase.STEPS))

    def waits(calendar=FIXTURE):
        lot, order = bought.lot, GOVERNMENT_PROCUREMENT.lifecycle
        every = overdue(GOVERNMENT_PROCUREMENT, lot, order, calendar, day)
        return [str(one.row) for one in every if one.row.ends in ENDS_A_TERM]

    assert ("GP-16 contract.filing" in waits()) is late
    assert "GP-16 contract.filing" not in waits(Calendar()), "an estimate makes nothing overdue"
    bought.do(replace(FILES, lot=bought.lot.defined.lot), purchase.OWNER, at(day, 10))
    assert "GP-16 contract.filing" not in waits()
    found = breaches(GOVERNMENT_PROCUREMENT, bought.lot, FIXTURE, DealFiled.NAME)
    assert [str(one.row) for one in found] == ["GP-16 contract.filing"] * late


def test_a_copy_is_named_by_its_digest():
    with pytest.raises(ValueError, match=r"^sha256 'x': expected"):
        replace(FILES, document="x")
