"""An installation that hears nothing but nonsense, and how much it stores of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from api.embedded import Server
from api.wiring import System
from domain.account.open import OpenAccount
from tests.bad_input.stored import Stored
from tests.kit.city import city
from tests.kit.databases import fresh

ACCOUNT, NUMBER, DAY = "ZZ-DEPOSITS", "35001234567890123456", date(2026, 3, 16)


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """One for all tests of a file, with one account open. What it took in can all be read."""
    with city(fresh(server), tmp_path_factory.mktemp("city")) as made:
        made.ask(
            "cash",
            OpenAccount(
                account=ACCOUNT,
                bank="CCB",
                number=NUMBER,
                currency="CNY",
                holds="1001",
                opening=0,
                day=DAY,
                statement=None,
            ),
        )
        yield made
        runner = made.readers.runner
        assert runner.catch_up() == made.store.tail().position
        assert [one.problem for one in runner.status()] == [None] * len(runner.status())


@pytest.fixture(scope="module")
def stored(system: System) -> Iterator[Stored]:
    """Looks at the installation's tables."""
    with closing(Stored(system.databases.owner)) as looking:
        yield looking
