"""What was said of orders before they said on which day: read whole, and of no day."""

from dataclasses import fields, replace

import pytest

from domain.deposit.stream import DEPOSIT
from tests.domain.deposit.test_enforce import taken
from tests.kit.owing import held, lifted


@pytest.mark.parametrize("today", [held(7), lifted(7), taken(7)], ids=lambda one: one.NAME)
def test_an_order_of_before_is_read_as_it_was_and_says_no_day(today):
    (former,) = (one for one in DEPOSIT.former if one.shape.NAME == today.NAME)
    names = [one.name for one in fields(former.shape)]
    was = former.shape(**{name: getattr(today, name) for name in names})
    assert former.to_today(was) == replace(today, day=None)
