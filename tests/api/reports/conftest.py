"""An office at the evening of a day, whose reports are drawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit import closing
from tests.kit.city import Told
from tests.kit.closing import Office


@pytest.fixture
def office(evening: Told, tmp_path: Path) -> Iterator[Office]:
    """Two lines have come that are nobody's; a checkpoint covers them."""
    with closing.copied(evening, tmp_path) as made:
        yield made
