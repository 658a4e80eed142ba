"""A house of lamps, and two projections of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.kit.house import House, house
from tests.projections.kit import LAMPS, VISITS, Shelf, shelf


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        yield made


@pytest.fixture
def made(database: Any, home: House) -> Iterator[Shelf]:
    with shelf(database, home.log, home.vault, (LAMPS, VISITS)) as opened:
        yield opened
