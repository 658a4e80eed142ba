"""Each test of jobs has its own house of lamps, with a platform in it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.kit.acting import Platform, platform


@pytest.fixture
def world(database: Any) -> Iterator[Platform]:
    with platform(database) as made:
        yield made
