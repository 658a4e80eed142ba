"""Of a line that is to be divided a person hears no more than of a whole one (4.4)."""

import pytest

from domain.desk.match import MatchReceipt
from domain.money import yuan
from domain.permissions import PERMITTED
from tests.kit.dividing import (
    A1,
    A2,
    CAME,
    CLERK,
    D1,
    D2,
    D3,
    LOT_OF,
    WHOLE,
    bidding,
    comes,
    divides,
    dividing,
    opened,
    refuses,
)
from tests.kit.till import ACCOUNT


@pytest.fixture
def till():
    return bidding()


def test_a_person_divides_among_deposits_of_open_lots_alone(till):
    line = comes(till)
    till.strays(CAME)
    asked = dividing(line, lots=LOT_OF)
    refuses(till.ask(asked, CLERK), "desk.not_open")
    opened(till, A1)
    refuses(till.ask(asked, CLERK), "desk.not_open")
    opened(till, A2)
    refuses(till.ask(dividing(line), CLERK), "desk.not_open")
    refuses(till.ask(dividing(line, lots={D1: A1, D2: A1}), CLERK), "desk.not_open")
    assert len(till.do(asked, CLERK)) == 3


def test_of_a_line_that_may_be_meant_for_a_sealed_lot_a_person_hears_nothing(till):
    line = comes(till)
    opened(till, A1, A2)
    asked = dividing(line, lots=LOT_OF)
    refuses(till.ask(asked, CLERK), "desk.not_this_line")
    missing = dividing(f"{ACCOUNT}/{CAME}/1#9", lots=LOT_OF)
    refuses(till.ask(missing, CLERK), "desk.not_this_line")
    till.strays(CAME)
    assert till.do(asked, CLERK)


def test_of_a_line_that_was_divided_among_others_too_a_person_hears_nothing(till):
    """One of its deposits is of a lot that is still sealed: that it shares a payer is not told."""
    parts = {D1: WHOLE[D1], D3: yuan("240,000.00")}
    line = comes(till, sum(parts.values()))
    till.strays(CAME)
    divides(till, line, parts)
    opened(till, A1, A2)
    lots = {"line": line, "line_seen": 2, "deposit": D1, "lot": A1}
    refuses(till.ask(MatchReceipt(**lots), CLERK), "desk.not_this_line")
    asked = dividing(line, {D1: WHOLE[D1], D2: yuan("240,000.00")}, 2, LOT_OF)
    refuses(till.ask(asked, CLERK), "desk.not_this_line")


def test_who_may_match_may_divide():
    may = dict(PERMITTED)
    for name in ("DivideReceipt", "UndivideReceipt", "MatchDividedReversal"):
        assert may[name] == may["MatchReceipt"]
