"""What statements show of a payment that was notified as debited, and was rejected."""

from datetime import date

import pytest

from api.banking.debits import Debits
from tests.kit import desk_day
from tests.kit.city import move_to
from tests.kit.payouts import ACCOUNT

NAMED = "P0000000000000001-1-1"
PAYMENT = {"payment": NAMED.replace("-", "/"), "amount_fen": 500}
BEFORE, DAY, AFTER = date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 19)
STARTS = (BEFORE, 1_000, (("17:00:00", 200, None),))
"""It closes at 1,200."""
OUT, BACK = ("10:00:00", -500, NAMED), ("15:00:00", 500, NAMED)
NAMELESS, OTHERS = ("10:00:00", -500, None), ("10:00:00", -500, "P0000000000000002-1-1")


def none(system, *statements):
    """Statements by day, opening balance and lines (time, fen, end-to-end)."""
    move_to(system, "2026-03-20T09:00:00+08:00")
    for day, opening, lines in statements:
        rows = [
            desk_day.paid(time, fen, 5, None, day=day, end_to_end=named)
            for time, fen, named in lines
        ]
        desk_day.bring(system, day, tuple(rows), opening, f"{day}")
    return Debits(system.readers, ACCOUNT).none(PAYMENT, DAY)


@pytest.mark.parametrize(
    ("statements", "none_left"),
    [
        ((STARTS, (DAY, 1_200, ()), (AFTER, 1_200, ())), True),
        ((STARTS, (AFTER, 1_200, ())), True),
        ((STARTS, (DAY, 1_200, (OUT, BACK)), (AFTER, 1_200, ())), True),
        ((STARTS, (DAY, 1_200, (OTHERS,)), (AFTER, 700, ())), True),
        ((STARTS, (DAY, 1_200, ())), False),
        ((STARTS, (AFTER, 700, ())), False),
        ((STARTS, (DAY, 1_200, (OUT,)), (AFTER, 700, ())), False),
        ((STARTS, (DAY, 1_200, ()), (AFTER, 1_200, (OUT,))), False),
        ((STARTS, (DAY, 1_200, (NAMELESS,)), (AFTER, 700, ())), False),
        (((DAY, 1_200, ()), (AFTER, 1_200, ())), False),
    ],
    ids=[
        "no debit",
        "a day without a statement, and nothing moved",
        "debited and undone",
        "another payment's",
        "no later day yet",
        "the day's statement is missing",
        "debited",
        "debited a day later",
        "a debit that names nobody",
        "nothing of before",
    ],
)
def test_nothing_is_left_debited_only_where_no_line_can_be_missing(system, statements, none_left):
    assert none(system, *statements) is none_left
