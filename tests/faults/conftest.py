"""Folders that a database's user can get to; nothing outside is used, nothing is left behind."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.embedded.process import postmaster

ENDED_WITHIN_S = 30


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers are killed here: never one that somebody else uses."""
    monkeypatch.delenv("ZHANGBEN_DSN", raising=False)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder for installations, wherever pytest keeps its own."""
    place = Path(tempfile.mkdtemp(prefix="zhangben-faults-"))
    place.chmod(0o711)
    yield place
    patient_until = time.monotonic() + ENDED_WITHIN_S
    datas = [path.parent for path in place.rglob("PG_VERSION") if path.parent.name == "data"]
    while any(postmaster(data) for data in datas):
        assert time.monotonic() < patient_until, f"a server was left running in {place}"
        time.sleep(0.05)
    shutil.rmtree(place)
