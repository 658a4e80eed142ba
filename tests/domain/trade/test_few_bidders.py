"""How many bid is held against the rows for such lots that warn; what blocks was refused."""

import pytest

from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.trade.few_bidders import too_few
from tests.kit.ordering import OPENING, registered


@pytest.mark.parametrize(
    ("category", "method", "protocol", "least"),
    [
        (GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS", 3),
        (GOVERNMENT_PROCUREMENT, "询价", "SEALED_LOWEST", 3),
        (GOVERNMENT_PROCUREMENT, "单一来源", "SINGLE_SOURCE", 0),
        (GOVERNMENT_PROCUREMENT, "公开招标", "SEALED_SCORED", 0),
        (LAND, "公开招标", "SEALED_SCORED", 3),
        (STATE_PROPERTY, "公开招标", "SEALED_SCORED", 0),
    ],
)
def test_fewer_than_a_row_that_warns_asks_for_are_too_few(category, method, protocol, least):
    """74号令 33、50, 39号令 13; of a tender of procurement the row blocks, of property there is
    none.
    """
    lot = registered(category, method, protocol).lot
    found = [n for n in range(5) if too_few(lot, category, n, OPENING.date())]
    assert found == list(range(least))
