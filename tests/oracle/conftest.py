"""One kept demonstration for all tests that only look at it."""

from collections.abc import Iterator

import pytest

from tests.kit import demonstration


@pytest.fixture(scope="session")
def kept() -> Iterator[demonstration.Kept]:
    with demonstration.kept() as found:
        yield found
