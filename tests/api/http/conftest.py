"""A running installation with a story in it, and its door; one for each file of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.appointing import appoint
from api.embedded import Server
from api.upkeep import upkeep
from api.wiring import System
from tests.kit import bidding
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door import Door, door


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The whole installation, up to before the openings; readers follow, checkpoints are signed."""
    folder: Path = tmp_path_factory.mktemp("city")
    with city(fresh(server), folder) as running:
        appoint(running, "bidder", "BIDDER", bidding.COMPANY)
        bidding.tell(running, bidding.USUAL)
        running.publisher.publish()
        with upkeep(running):
            yield running


@pytest.fixture(scope="module")
def at(system: System) -> Iterator[Door]:
    """Its door."""
    with door(system) as opened:
        yield opened
