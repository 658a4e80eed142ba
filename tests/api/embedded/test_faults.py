"""The embedded database after kills, damaged files and strangers on its data."""

import os
import select
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from api.embedded import DatabaseUnavailable, process, running
from api.embedded.account import account_for, binaries_for
from api.embedded.process import PATIENCE, postmaster
from api.embedded.server import retire
from tests.api.embedded.others import (
    USES_A_HOME,
    USES_A_PASSING_ONE,
    ask,
    eventually,
    leave,
    told,
    user,
)


def test_a_server_ends_when_its_only_user_was_killed(home: Path) -> None:
    owner = user(USES_A_HOME, home)
    told(owner)
    owner.kill()
    owner.communicate()
    assert eventually(lambda: postmaster(home / "data") is None)


def test_a_user_who_was_killed_is_not_counted(home: Path) -> None:
    with running(home) as server:
        other = user(USES_A_HOME, home)
        told(other)
        other.kill()
        other.communicate()
        assert ask(server, "select 1") == "1"
    assert postmaster(home / "data") is None


def test_a_killed_server_is_recovered_at_the_same_address(home: Path) -> None:
    with running(home) as killed:
        ask(killed, "create table kept as select 7 as seven")
        pid = killed.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: killed.pid is None)
        with running(home) as recovered:
            assert recovered.pid not in (None, pid)
            assert ask(killed, "select seven from kept") == "7"


def test_a_server_that_recovers_is_not_waited_for_until_patience_ends(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "PATIENCE_IN_ORDER", 1)
    with running(home) as server:
        with psycopg.connect(server.superuser_dsn) as conn:
            os.kill(conn.info.backend_pid, signal.SIGKILL)
        began = time.monotonic()
    assert time.monotonic() - began < PATIENCE / 2
    with running(home) as server:
        assert ask(server, "select 1") == "1"


@pytest.mark.parametrize("left", ["", "4\n", "garbage"])
def test_a_truncated_pid_file_of_a_dead_server_is_nothing(home: Path, left: str) -> None:
    with running(home) as dead:
        os.kill(dead.pid or 0, signal.SIGKILL)
        assert eventually(lambda: dead.pid is None)
    (home / "data" / "postmaster.pid").write_text(left)
    with running(home) as server:
        assert ask(server, "select 1") == "1"


def test_a_truncated_pid_file_of_a_live_server_costs_a_restart(home: Path) -> None:
    with running(home) as first:
        pid = first.pid
        (home / "data" / "postmaster.pid").write_text("")
        with running(home) as second:
            assert second.pid not in (None, pid)
            assert ask(second, "select 1") == "1"
    assert "received fast shutdown request" in (home / "postgres.log").read_text()


def test_nothing_starts_while_a_child_of_a_killed_server_lives(home: Path) -> None:
    with running(home) as killed, psycopg.connect(killed.superuser_dsn) as connection:
        child, server = connection.info.backend_pid, killed.pid or 0
        os.kill(child, signal.SIGSTOP)
        os.kill(server, signal.SIGKILL)
        starter = user(USES_A_HOME, home)
        assert starter.stdout is not None
        assert select.select([starter.stdout], [], [], 0.5)[0] == []
        os.kill(child, signal.SIGKILL)
        assert told(starter)[1] not in (server, child)
    leave(starter)


def test_a_reused_pid_is_not_our_server(home: Path) -> None:
    with running(home):
        pid_file = (home / "data" / "postmaster.pid").read_text().splitlines()
        account = account_for(home, home / "data")
    stranger = subprocess.Popen(["sleep", "600"], user=account.uid)
    try:
        pid_file[0] = str(stranger.pid)
        (home / "data" / "postmaster.pid").write_text("\n".join(pid_file) + "\n")
        with running(home) as server:
            assert ask(server, "select 1") == "1"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_that_others_started_is_left_alone(home: Path) -> None:
    with running(home):
        account = account_for(home, home / "data")
    data = home / "data"
    options = ("-c", "listen_addresses=", "-c", f"unix_socket_directories={data}")
    command: list[str | Path] = [binaries_for(account) / "postgres", *options, "-D", data]
    other = subprocess.Popen(command, user=account.uid, group=account.gid, stderr=subprocess.PIPE)
    try:
        assert eventually(lambda: "ready" in _text(data / "postmaster.pid"))
        assert retire(home), "as the keeper of the server before it may do only now"
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.5)
        with (
            pytest.raises(DatabaseUnavailable, match=rf"process {other.pid}\) serves {data}"),
            running(home),
        ):
            pass
    finally:
        other.send_signal(signal.SIGINT)
        other.communicate()


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def test_a_database_half_made_by_a_killed_process_is_made_anew(home: Path) -> None:
    (home / "new-abandoned" / "data").mkdir(parents=True)
    with running(home) as server:
        assert ask(server, "select 1") == "1"
    assert not list(home.glob("new-*"))


def test_a_start_that_fails_says_what_postgresql_said(home: Path) -> None:
    with (
        pytest.raises(DatabaseUnavailable, match='invalid value for parameter "wal_level"'),
        running(home, settings={"wal_level": "loud"}),
    ):
        pass


def test_a_passing_database_leaves_nothing_when_its_user_was_killed() -> None:
    owner = user(USES_A_PASSING_ONE)
    place, _ = told(owner)
    owner.kill()
    owner.communicate()
    assert eventually(lambda: not place.exists())
