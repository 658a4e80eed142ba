"""A morning at the desk, for tests that only look."""

from collections.abc import Iterator

import pytest

from api.embedded import Server
from api.wiring import System
from tests.kit import desk_day
from tests.kit.city import city
from tests.kit.databases import fresh


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Two lots just opened, a third still sealed."""
    with city(fresh(server), tmp_path_factory.mktemp("desk")) as running:
        desk_day.tell(running)
        running.readers.runner.catch_up()
        yield running
