"""What the read model says is frozen of a deposit: what was held, nothing that stood elsewhere."""

from dataclasses import replace

import pytest

from domain.accounts import BONDS_HELD, DEPOSITS_HELD, ENFORCEMENT_PAYABLE, FROZEN, REFUNDS_PAYABLE
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.stream import DEPOSIT
from domain.postings import moved
from projections.lacking import frozen_fen
from tests.kit.owing import held, late, lifted, matched, refund
from tests.kit.rows import PRICE, REQUIRED, D
from tests.kit.story import fold
from tests.projections.standing import told


def elsewhere(fen, hold, account, owner=D):
    """So much that did not stand as the deposit is frozen."""
    entry = moved("P26", (account, owner), (FROZEN, D), fen)
    return replace(held(fen, hold), entries=(entry,))


def back(fen, hold, account, owner=D):
    return replace(lifted(fen, hold), entries=(moved("P26", (FROZEN, D), (account, owner), fen),))


def taken(fen, hold="H1"):
    entry = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/{hold}"), fen)
    order = {"document": "(2026)闽06执1号", "evidence": "ee" * 32, "day": None}
    return EnforcementExecuted(deposit=D, hold=hold, entries=(entry,), **order)


BOND = elsewhere(9, "H2", BONDS_HELD)
LATE = elsewhere(7, "H3", REFUNDS_PAYABLE, refund())


@pytest.mark.parametrize(
    ("facts", "frozen"),
    [
        ((), 0),
        ((held(30),), 30),
        ((held(30), held(20, "H4")), 50),
        ((held(30), lifted(30)), 0),
        ((held(30), taken(10)), 20),
        ((held(30), taken(30)), 0),
        ((held(30), BOND, LATE), 30),
        ((held(30), BOND, taken(4, "H2")), 30),
        ((held(30), BOND, taken(4, "H2"), back(5, "H2", BONDS_HELD)), 30),
        ((held(30), LATE, back(7, "H3", REFUNDS_PAYABLE, refund())), 30),
        ((held(30), back(30, "H1", DEPOSITS_HELD)), 0),
    ],
)
def test_only_what_was_held_is_frozen_of_it(facts, frozen):
    """As the domain says: late money, or a bond, makes no deposit of what an order keeps back."""
    past = (REQUIRED, matched(), *late(2, 7), *facts)
    state = fold(DEPOSIT, *past)
    assert state.held_or_frozen_fen - state.held_fen == frozen
    *_, (_, row) = told(D, past)
    assert (frozen_fen(row), row["held_fen"]) == (frozen, state.held_fen)
    assert state.held_or_frozen_fen <= PRICE
