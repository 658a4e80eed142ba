"""Where the tests' own temporary files go."""

import tempfile
from pathlib import Path

import pytest

from api.locking import alone
from tests.kit import scratch as place
from tests.kit.scratch import scratch


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with room in memory, whose user chose no place."""
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(place, "roomy", lambda memory: True)
    return tmp_path


def test_a_run_leaves_nothing_and_clears_what_killed_ones_left(memory: Path) -> None:
    for left in ("zb-killed", "zb-at-work"):
        (memory / left / "data").mkdir(parents=True)
    with alone(memory / "zb-at-work"):
        with scratch(memory):
            assert Path(tempfile.mkdtemp()).parent.parent == memory
            assert not (memory / "zb-killed").exists()
        assert [one.name for one in memory.iterdir()] == ["zb-at-work"]


def test_a_place_that_somebody_chose_is_kept(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", "/chosen")
    with scratch(memory):
        assert list(memory.iterdir()) == []


def test_a_machine_without_room_keeps_to_its_disk(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "roomy", lambda memory: False)
    with scratch(memory):
        assert list(memory.iterdir()) == []
