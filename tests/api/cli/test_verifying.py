"""`verify` on a database also looks at what no signature covers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.cli.exits import NOT_VERIFIED
from api.home import Home
from ledger.migrate import ROLES
from tests.kit.city import city


@pytest.fixture
def ours(
    zhangben: Callable[..., Any],
    database: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Home:
    """An installation on a database that a test may spoil."""
    with city(database, tmp_path) as system:
        system.publisher.publish()
        home = system.home
    # The server is shared: its roles keep the passwords by which other tests know them.
    (home.keys / "roles.json").write_text(json.dumps({role: role for role in ROLES}))
    monkeypatch.setenv("ZHANGBEN_DSN", database.owner)
    return home


def test_streams_that_changed_places_end_with_3_and_the_position(
    ours: Home, database: Any, zhangben: Callable[..., Any], tmp_path: Path
) -> None:
    assert zhangben("verify", "--json", data=ours.root).json["ok"]
    zhangben("export", "log", tmp_path / "log.txt")
    with psycopg.connect(database.owner) as owner:
        owner.execute("UPDATE ledger.stream SET code = 'elsewhere' WHERE number = 2")
    told = zhangben("verify", "--json", code=NOT_VERIFIED).json
    assert (told["ok"], told["problem_count"]) == (False, 1)
    assert [problem["code"] for problem in told["problems"]] == ["columns.name"]
    said = zhangben("verify", code=NOT_VERIFIED).out
    assert f"FAILED at position {told['first_bad']}" in said
    assert "'keys/elsewhere', registered was 'keys/keys'" in said
    trust = ours.trust
    assert zhangben("verify", tmp_path / "log.txt", "--trust", trust, "--json").json["ok"]
