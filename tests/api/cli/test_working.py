"""`worker` and `reactor`: jobs are done until told to stop; what waits or is missed is told."""

import signal
import subprocess

import psycopg
import pytest

from api.cli.exits import FAILED
from api.home import Home
from api.wiring import opened
from ledger.errands import Answer, Errand
from ledger.keys import RevokeKey
from tests.kit.demonstration import CLI, ROOT, environment, open_folder
from tests.kit.patience import until


@pytest.fixture(scope="module")
def system():
    """An installation that is open here while commands work on it."""
    with open_folder() as folder:
        home = Home(folder / "books")
        home.make("ggzy.example/log", "production", None)
        with opened(home) as running:
            yield running


@pytest.fixture
def asked(system, zhangben, monkeypatch):
    """Commands on it."""
    monkeypatch.setenv("ZHANGBEN_DATA", str(system.home.root))
    return zhangben


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_works_until_told_to_stop(system, told):
    """Projections follow, the reactor does, a checkpoint is signed; nothing is left half-way."""
    worker = subprocess.Popen(
        [*CLI, "worker", "--workers", "2"],
        cwd=ROOT,
        env=environment(ZHANGBEN_DATA=str(system.home.root)),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stderr is not None
        assert "2 at once" in worker.stderr.readline()
        head = system.store.tail().position
        until(lambda: system.reactor.position() >= head)
        until(lambda: all(one.position >= head for one in system.readers.runner.status()))
        until(lambda: system.tree.checkpoints())
    finally:
        worker.send_signal(told)
        said = worker.communicate(timeout=60)[1]
    assert (worker.returncode, said) == (0, "Stopped in order\n")
    with psycopg.connect(system.databases.app) as conn:
        held = conn.execute("SELECT 1 FROM jobs.queue WHERE state <> 'queued'").fetchall()
    assert held == []


def test_what_waits_is_shown_until_it_is_done(system, asked):
    assert "still waits" in asked("reactor", "status").out
    errand = Errand("refund_due", 1, "0", RevokeKey(key="k", reason="r"))
    pending = system.reactor._pending
    pending.settle([(errand, Answer(0, "lot.not_failed", 7))], system.clock())
    try:
        shown = asked("reactor", "status").out
        assert all(said in shown for said in ("refund_due", "#1.0", "RevokeKey", "lot.not_failed"))
        told = asked("reactor", "status", "--json").json
        assert told["behind"] == system.tree.size() - told["position"]
        (row,) = told["pending"]
        assert (row["asker"], row["rule"], row["tries"]) == ("refund_due", "lot.not_failed", 1)
        found = asked("doctor", "--json", code=FAILED).json
        assert found["pending"] == {"value": 1, "ok": False}
    finally:
        pending.strike(pending.rows())
    assert asked("doctor", "--json").json["pending"] == {"value": 0, "ok": True}


def test_a_check_tells_what_was_missed(system, asked, monkeypatch):
    assert "0 missed" in asked("reactor", "check").out
    assert asked("reactor", "check", "--first", 1, "--last", 3, "--json").json == {
        "first": 1,
        "last": 3,
        "follow": 0,
        "accepted": 0,
        "pending": 0,
        "missed": [],
    }

    def errands(_reactor, recorded):
        if recorded.position == 2:
            yield Errand("refund_due", 2, "1", RevokeKey(key="k", reason="r"))

    monkeypatch.setattr("ledger.reactor.Reactor.errands", errands)
    ran = asked("reactor", "check", "--last", 3, code=FAILED)
    assert "1 commands follow, 0 accepted, 0 waiting, 1 missed" in " ".join(ran.out.split())
    assert "#2.1 refund_due: RevokeKey" in ran.out
    asked("reactor", "check", "--last", 3, "--mend", code=FAILED)
    try:
        assert asked("reactor", "check", "--last", 3, "--json").json["pending"] == 1
        assert [row.rule for row in system.reactor.pending()] == ["reactor.missed"]
    finally:
        system.reactor._pending.strike(system.reactor.pending())
