"""Until when it is not judged whether money came too late."""

from dataclasses import replace
from datetime import timedelta

import pytest

from api.banks.later import judged_later
from domain.categories.land import LAND
from domain.categories.mining import MINING
from domain.categories.state_property import STATE_PROPERTY
from domain.deposit.arrived import LateReceiptDetected
from domain.deposit.events import DepositRequired, Terms
from domain.deposit.stream import DEPOSIT
from domain.kernel import Post, Rejected, StreamId
from domain.lot.disclose import CloseDisclosure
from tests.golden.samples import EVENTS
from tests.kit.ordering import ANNOUNCES, DEADLINE, disclosed_all, registered
from tests.kit.rows import D
from tests.kit.story import fold
from tests.kit.tendering import B1, LOT

LATE = replace(next(one for one in EVENTS if type(one) is LateReceiptDetected), deposit=D)
TERMS = Terms(lot=LOT, party=B1, payer=B1, amount_fen=100, deadline=DEADLINE, basic_account=None)


def waits(tender, decision=(LATE,), deadline=DEADLINE):
    """Why what came for a deposit of this lot is judged later; None where it is judged now."""
    owed = fold(DEPOSIT, DepositRequired(deposit=D, terms=replace(TERMS, deadline=deadline)))
    states = {StreamId("deposit", D): owed}
    return judged_later(decision, states, lambda _: tender.lot, tender.law)


@pytest.fixture
def disclosed():
    """Property for which bidders may come until its deadline, and longer if none does."""
    tender = registered(STATE_PROPERTY, "协议转让", "SINGLE_SOURCE")
    return tender.do(*ANNOUNCES) and tender


def test_while_a_disclosure_may_go_on_nothing_came_too_late_for_it(disclosed):
    """It is extended to another day once it is known that nobody has paid (SP-02)."""
    assert waits(disclosed) == "lot.disclosed"
    before = DEADLINE - timedelta(days=5)
    assert waits(disclosed, deadline=before) == "lot.disclosed", "its terms are not restated yet"
    disclosed.do(CloseDisclosure(lot=LOT, ends_at=DEADLINE), Post("C-OPS"), DEADLINE)
    assert waits(disclosed) is None


def test_what_is_not_late_or_is_refused_waits_for_nothing(disclosed):
    for decision in ((), Rejected("desk.line_changed", "look again")):
        assert waits(disclosed, decision) is None


@pytest.mark.parametrize(
    "category", [LAND, MINING, disclosed_all(MINING)], ids=["land", "mining", "as before"]
)
def test_where_nothing_is_extended_it_is_judged_at_once(category):
    tender = registered(category, "公开招标", "SEALED_SCORED")
    tender.do(*ANNOUNCES)
    assert waits(tender) is None
