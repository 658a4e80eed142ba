"""A city that owes, and its bank: what came too late is to be paid back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.demo.bank import Bank
from api.wiring import System
from tests.kit import payouts as paying
from tests.kit.city import city, move_to

COUNT = 3


@pytest.fixture
def system(database: Any, tmp_path: Path) -> Iterator[System]:
    """Deposits are owed, and nobody has paid yet."""
    with city(database, tmp_path) as made:
        paying.require(made, paying.payers(COUNT))
        yield made


@pytest.fixture
def bank(system: System) -> Iterator[Bank]:
    """The account's bank, connected, on the day after the deadline."""
    with Bank(paying.OPENS) as opened:
        paying.bank_of(system, opened)
        yield opened


@pytest.fixture
def owing(system: System, bank: Bank) -> System:
    """All paid too late; their money is on its way back as far as the bank's order."""
    paying.pay_in(bank, paying.payers(COUNT))
    paying.open_bids(system)
    move_to(system, f"{paying.MORNING}:00+08:00")
    paying.step(system)
    assert paying.approve(system) == COUNT
    return system
