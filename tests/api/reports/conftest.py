"""An office at the evening of a day, whose reports are drawn."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit import closing
from tests.kit.closing import Office


@pytest.fixture
def office(database: Any, tmp_path: Path) -> Iterator[Office]:
    """Two lines have come that are nobody's; a checkpoint covers them."""
    with closing.office(database, tmp_path) as made:
        yield made
