"""A served log from its first moment: before its read models are built, before they have read."""

from pathlib import Path

import pytest

from api.embedded import Server
from api.http import positions
from api.upkeep import upkeep
from tests.kit.city import city
from tests.kit.databases import fresh, migrated
from tests.kit.door import Door, door, problem


def is_read(at: Door) -> None:
    """Once it is kept up, all that was written is read."""
    head = at.system.store.tail().position
    with upkeep(at.system):
        told = at.get(f"/v1/lots?min_position={head}")
        assert told.status_code == 200, told.text
        assert told.json()["as_of"]["position"] >= head > 0
        assert at.get("/readyz").status_code == 200


def test_on_a_merely_migrated_database_what_is_read_is_built_first(server: Server, tmp_path: Path):
    with (
        city(migrated(server), tmp_path, cast=False) as system,
        door(system, caught_up=False) as at,
    ):
        problem(at.get("/v1/lots"), 503, "not-built")
        is_read(at)


def test_before_its_readers_have_come_an_answer_says_how_far_they_are(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with city(fresh(server), tmp_path, cast=False) as system, door(system, caught_up=False) as at:
        head = system.store.tail().position
        told = at.get("/v1/lots").json()
        assert told["data"] == []
        assert (told["as_of"]["position"], told["as_of"]["head"]) == (0, head)
        with monkeypatch.context() as hurried:
            hurried.setattr(positions, "_WAIT_S", 0.05)
            waited = problem(at.get(f"/v1/lots?min_position={head}"), 504, "not-reached")
        assert waited["position"] == 0
        is_read(at)
