"""On which accounts of ours lies what a court took of a bond or a price: line by line (P27)."""

from dataclasses import replace

from domain.accounts import (
    BONDS_HELD,
    DEPOSITS_HELD,
    ENFORCEMENT_PAYABLE,
    FROZEN,
    PRICE_HELD,
)
from domain.deposit.owed import DepositConverted
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.stream import DEPOSIT
from domain.postings import moved
from tests.domain.deposit.test_kept_back import frozen, price
from tests.kit.owing import DUE, EVIDENCE, matched
from tests.kit.passing import WINNERS
from tests.kit.rows import ACCOUNT, D
from tests.kit.story import fold

OTHER = "ZZ-SETTLEMENT"


def elsewhere(came):
    """The same line on another account of ours."""
    return replace(came, line=came.line.replace(ACCOUNT, OTHER))


def took(fen, hold="H1"):
    entry = moved("P27", (FROZEN, D), (ENFORCEMENT_PAYABLE, f"{D}/{hold}"), fen)
    said = {"hold": hold, "document": f"{hold}号", "evidence": EVIDENCE, "day": DUE}
    return EnforcementExecuted(deposit=D, entries=(entry,), **said)


def lies(*facts, hold="H1"):
    return fold(DEPOSIT, WINNERS, *facts).given.lies[("2011", f"{D}/{hold}")]


def bond(*came):
    fen = sum(one.entries[0].amount for one in came)
    entry = moved("P19", (DEPOSITS_HELD, D), (BONDS_HELD, D), fen)
    return (*came, DepositConverted(deposit=D, to="2003", earnest_fen=0, entries=(entry,)))


def test_of_a_bond_a_second_order_takes_what_the_first_left_and_of_as_many_lines_as_it_needs():
    """40 of the first line are gone; 60 of it are left, then 50, then what lies elsewhere."""
    past = bond(matched(1, 100), matched(2, 50), elsewhere(matched(3, 30)))
    past = (*past, frozen(BONDS_HELD, 40), took(40))
    second = replace(frozen(BONDS_HELD, 140), hold="H2")
    assert lies(*past, second, took(110, "H2"), hold="H2") == {ACCOUNT}
    assert lies(*past, second, took(111, "H2"), hold="H2") == {ACCOUNT, OTHER}


def test_of_a_price_only_the_lines_tell_of_which_it_took():
    past = (price(1, 100), elsewhere(price(2, 50)), frozen(PRICE_HELD, 150))
    assert lies(*past, took(100)) == {ACCOUNT}
    assert lies(*past, took(101)) == {ACCOUNT, OTHER}
    assert lies(*past, took(100), took(50)) == {ACCOUNT, OTHER}
