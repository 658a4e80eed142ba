"""What the walks hold each decision against is alive: one guard is broken, and a walk finds it."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from domain.categories.construction import CONSTRUCTION
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.desk import owe, require
from domain.kernel import Rejected
from domain.lifecycle import phases_for
from domain.lot import standing
from domain.lot.state import Lot
from domain.phases import LEADS_TO, Phase
from domain.trade import name_winner, submit_bid
from tests.properties.trades import LAW, Trade
from tests.properties.ways import drawn, walked

TENDER, SALE = Trade(CONSTRUCTION, "SEALED_SCORED", "公开招标"), Trade(LAND, "ASCENDING", "拍卖")
SEALED = Trade(STATE_PROPERTY, "SEALED_SCORED", "网络竞价")
ROUNDS = Trade(GOVERNMENT_PROCUREMENT, "SINGLE_SOURCE", "单一来源")
WALKS, SAID = 40, 3
"""So many walks at most, until so many of them say something: a broken guard may first trip over
what another relies on.
"""


def found(trade: Trade = TENDER) -> str:
    """What walks find, as one text."""
    said: list[str] = []
    for seed in range(WALKS):
        try:
            walked(trade, drawn(seed))
        except AssertionError as problem:
            said.append(str(problem))
        if len(said) == SAID:
            break
    return "\n".join(said)


@pytest.fixture(autouse=True)
def _rules_are_read():
    """The packs, by the whole skeleton."""
    assert all(one.category for one in LAW.packs)


def test_a_fact_in_a_phase_that_its_order_does_not_list(monkeypatch):
    def too_many(order, event):
        return (*phases_for(order, event), *((Phase.OPEN,) if event == "BidOpened" else ()))

    monkeypatch.setattr(standing, "phases_for", too_many)
    assert "BidOpened leads from OPEN to COMPETITION" in found()


def test_a_fact_before_what_must_have_been(monkeypatch):
    monkeypatch.setattr(standing, "lacking", lambda *_: ())
    assert "no order lists BidDeadlinePassed in OPEN" in found()


def test_a_lot_that_goes_by_the_order_of_another_method(monkeypatch):
    def of_most(known, law):
        return standing.category_of(known, law).lifecycle

    monkeypatch.setattr(standing, "_lifecycle", of_most)
    assert "no order lists TransactionConfirmed in CLOSED" in found(SEALED)


def test_a_bid_that_joins_a_negotiation_late(monkeypatch):
    monkeypatch.setattr(submit_bid, "NegotiationStarted", SimpleNamespace(NAME="nothing"))
    assert "joins a negotiation that had begun" in found(ROUNDS)


def test_an_arrow_that_skips_a_phase(monkeypatch):
    monkeypatch.setitem(LEADS_TO, "ContractSigned", Phase.SETTLED)
    assert "ContractSigned leads from AWARDED to SETTLED" in found()


def test_a_state_that_there_is_not(monkeypatch):
    monkeypatch.setitem(LEADS_TO, "DocumentIssued", SimpleNamespace(name="LIMBO"))
    assert "LIMBO is no state" in found()


def test_a_lot_that_goes_on_while_it_stands_still(monkeypatch):
    monkeypatch.setattr(standing, "suspended", lambda *_: None)
    assert "while the lot stands still" in found()


def test_a_deposit_that_is_asked_for_while_its_lot_stands_still(monkeypatch):
    monkeypatch.setattr(require, "stands_still", lambda *_: None)
    assert "DepositRequired while lot/" in found(SALE)


def test_a_command_that_is_decided_twice(monkeypatch):
    monkeypatch.setattr(Lot, "was", lambda *_: False)
    assert "was decided twice" in found()


def test_a_refusal_that_changes_what_it_looked_at(monkeypatch):
    def spoiling(lot, *_):
        object.__setattr__(lot, "price_fen", lot.price_fen + 1)
        return Rejected("lot.not_yet", "broken on purpose")

    monkeypatch.setattr(name_winner, "awarded_so", spoiling)
    assert "lot/A3506000001000001001001" in found()


def test_money_that_is_owed_and_not_there(monkeypatch):
    owed_back = owe.owed_back

    def more(*asked):
        return (replace(one, amount_fen=one.amount_fen + 1) for one in owed_back(*asked))

    monkeypatch.setattr(owe, "owed_back", more)
    assert "owes 100001 and holds 100000" in found()


def test_money_that_is_left_behind(monkeypatch):
    monkeypatch.setattr(owe, "owed_back", lambda *_: iter(()))
    assert "nobody can ever move the rest" in found()
