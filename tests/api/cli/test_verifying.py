"""`verify` on a database also looks at what no signature covers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.cli.exits import FAILED, NOT_BALANCED, NOT_VERIFIED
from api.home import Home
from ledger.migrate import ROLES
from tests.kit.closing import office


@pytest.fixture
def ours(
    zhangben: Callable[..., Any],
    database: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Home:
    """An installation with money in its books, on a database that a test may spoil."""
    with office(database, tmp_path) as made:
        home = made.system.home
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


def test_a_balance_changed_by_hand_ends_with_3_its_owner_and_both_sums(
    ours: Home, database: Any, zhangben: Callable[..., Any]
) -> None:
    assert zhangben("verify", "--json", data=ours.root).json["ok"]
    with psycopg.connect(database.owner) as owner:
        *_, (owner_id, fen) = owner.execute(
            "UPDATE work.balances__1__owned r SET debit = debit + 500 "
            "FROM work.balances__1__owned__key k WHERE k.id = r.id AND k.id = 1 "
            "RETURNING k.owner, r.debit - r.credit"
        ).fetchall()
    told = zhangben("verify", "--json", code=NOT_VERIFIED).json
    assert [problem["code"] for problem in told["problems"]] == ["balance.owner"]
    sentence = told["problems"][0]["sentence"]
    for said in (owner_id, f"the rows say {fen} of", f"the entries sum to {fen - 500}"):
        assert said in sentence
    assert zhangben("verify", "--fast", "--json").json["ok"], "it sums nothing"


def test_what_the_nightly_audit_found_is_told_until_a_rebuild_puts_it_right(
    ours: Home, database: Any, zhangben: Callable[..., Any]
) -> None:
    zhangben("balances", data=ours.root)
    assert "differs" not in zhangben("projections", "status").out
    with psycopg.connect(database.owner) as owner:
        owner.execute("INSERT INTO work.audit VALUES ('balances', 1, 9, true, now())")
        owner.execute("INSERT INTO work.audit VALUES ('lots', 1, 9, false, now())")
        owner.execute("INSERT INTO work.audit VALUES ('snapshots', 0, 9, true, now())")
        owner.execute("INSERT INTO work.audit_failed VALUES ('deposits', 'KeyError: 1', now())")
    rows = zhangben("projections", "status", "--json", code=NOT_BALANCED).json
    assert {row["name"]: row["differs"] for row in rows if row["differs"]} == {"balances": 9}
    said = zhangben("projections", "status", code=NOT_BALANCED).out
    assert said.count("differs from the log (at 9)") == said.count("the same, 20") == 1
    doctor = zhangben("doctor", "--json", code=FAILED).json
    assert doctor["differs"] == {"value": "balances", "ok": False}
    assert not doctor["snapshots"]["ok"]
    assert doctor["audit"] == {"value": "deposits: KeyError: 1", "ok": False}
    zhangben("projections", "rebuild", "balances")
    assert "differs" not in zhangben("projections", "status").out
