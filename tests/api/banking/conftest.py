"""A city that owes, and its bank: what came too late is to be paid back."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from api.demo.bank import Bank
from api.wiring import System
from tests.kit import payouts as paying
from tests.kit.city import Told, move_to

COUNT = 3


@pytest.fixture(scope="session")
def owed(staffed: Told, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Deposits are owed, and nobody has paid yet."""
    story = partial(paying.require, who=paying.payers(COUNT))
    return staffed.further(tmp_path_factory.mktemp("owed"), story)


@pytest.fixture
def system(owed: Told, tmp_path: Path) -> Iterator[System]:
    """A copy of it for each test."""
    with owed.copied(tmp_path) as made:
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
