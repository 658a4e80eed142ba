"""The code says what the signed table says, row by row."""

import json

import pytest

from domain.categories.construction import CONSTRUCTION
from tests.golden.tables import HERE, OFFERED, place, row, written

BY_CODE = pytest.mark.parametrize("category", OFFERED, ids=lambda category: category.code)


@BY_CODE
def test_the_code_equals_the_signed_table(category):
    signed = place(category).read_text("utf-8")
    kept = json.loads(signed)
    assert [row(rule) for rule in category.rules] == kept["rules"]
    assert written(category) == signed


def test_every_offered_category_has_a_table_and_no_other():
    assert {path.name for path in HERE.iterdir()} == {place(category).name for category in OFFERED}


@BY_CODE
def test_every_cell_that_a_lawyer_needs_is_filled(category):
    for cells in map(row, category.rules):
        assert {"id", "subject", "zh", "severity", "source", "evidence", "jurisdiction"} <= {*cells}
        bounded = "at_least" in cells or "at_most" in cells
        assert bounded == ("unit" in cells)
        assert ("direction" in cells) == ("roll_to_working_day" in cells)


def test_a_row_reads_like_the_law():
    refund = next(rule for rule in CONSTRUCTION.rules if rule.subject == "refund.bidders")
    assert row(refund) == {
        "id": "CT-20",
        "subject": "refund.bidders",
        "zh": "合同签订至退还中标人和未中标人",
        "at_most": 5,
        "unit": "DAYS",
        "anchor": "ContractSigned",
        "ends": "RefundConfirmed",
        "direction": "NOT_LATER",
        "roll_to_working_day": True,
        "severity": "WARN",
        "source": "招标投标法实施条例 第57条",
        "evidence": "V",
        "since": "2012-02-01",
        "jurisdiction": "CN",
    }
