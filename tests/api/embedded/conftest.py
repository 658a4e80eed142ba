"""A folder for a database of a test's own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.embedded.process import postmaster


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the database's user can get to, wherever pytest keeps its own."""
    place = Path(tempfile.mkdtemp(prefix="zhangben-test-"))
    place.chmod(0o711)
    yield place / "home"
    try:
        if (place / "home" / "data").exists():
            assert postmaster(place / "home" / "data") is None, "a server was left running"
    finally:
        shutil.rmtree(place)
