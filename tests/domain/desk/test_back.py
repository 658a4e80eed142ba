"""What never counts goes back by the row of the lot's category: the deciders ask it themselves.

`test_terms.py` proves what the rows come to; here money comes, and the last day is the row's.
"""

from datetime import date

import pytest

from domain.categories.category import Cause
from domain.categories.register import of
from domain.desk.reject import RejectReceipt
from domain.terms import refund_due
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.till import Till, at

LOT, D, B = "A3506000001000001001001", "P00000000000000D1", "N00000000000000B1"
DAY, LATE, REJECTED = date(2026, 3, 18), date(2026, 4, 1), date(2026, 3, 20)
OFFERED = ("CONSTRUCTION", "GOV_PROCUREMENT", "LAND", "STATE_PROPERTY", "EMISSION")


def asked(category):
    """A deposit of 1,000.00 for a lot of this category."""
    till = Till()
    till.lot(LOT, "1,000.00", category)
    till.bidder(D, LOT, B)
    return till


def late(till):
    till.pays(D, B, "1,000.00", LATE)
    return LATE


def over(till):
    till.pays(D, B, "1,000.01", DAY)
    return DAY


def twice(till):
    till.pays(D, B, "1,000.00", DAY)
    till.pays(D, B, "1,000.00", DAY)
    return DAY


def strange(till):
    line = till.pays(D, "N00000000000000F9", "1,000.00", DAY)
    seen = till.seen(line)
    said = RejectReceipt(line=line, line_seen=seen, deposit=D, lot=None)
    till.do(said, "MATCHER", when=at(REJECTED))
    return REJECTED


@pytest.mark.parametrize("category", OFFERED)
@pytest.mark.parametrize(
    ("comes", "cause"),
    [
        (late, Cause.LATE),
        (over, Cause.OVERPAID),
        (twice, Cause.DUPLICATE),
        (strange, Cause.MISMATCH),
    ],
)
def test_the_last_day_is_the_one_of_the_category_s_row(category, comes, cause):
    till = asked(category)
    due = refund_due(of(category), cause, comes(till), FIXTURE)
    (refund,) = till.deposit(D).refunds
    assert due is not None
    assert (refund.cause, refund.rule, refund.due) == (cause, due.rule, due.day)
