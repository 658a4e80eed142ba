"""What a lot's own rules know: a pack of before knows less than one of today."""

from dataclasses import replace

from api.http.deals import in_register
from api.lots.standing import Standing
from domain.categories.construction import CONSTRUCTION
from tests.kit.tendering import LAW, LOT, Tender

BEFORE = replace(
    CONSTRUCTION,
    lifecycle=tuple(row for row in CONSTRUCTION.lifecycle if row.event != "DealFiled"),
)


def test_a_deal_that_its_rules_let_nobody_file_is_not_in_the_register():
    """Else it would be late there for ever."""
    lot = Tender(10).lot
    today, before = (Standing(LOT, 11, lot, LAW, kind, ()) for kind in (CONSTRUCTION, BEFORE))
    assert (in_register(today), in_register(before)) == (True, False)
