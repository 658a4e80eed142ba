"""The embedded database: shared by its users, closed to others, gone with the last."""

import shutil
from pathlib import Path

import psycopg
import pytest

from api.embedded import ephemeral, process, running
from api.embedded.process import postmaster
from tests.api.embedded.others import USES_A_HOME, ask, leave, told, user


def test_a_server_is_there_for_its_user_and_gone_afterwards(home: Path) -> None:
    with running(home) as server:
        assert ask(server, "select 1") == "1"
        assert server.pid == postmaster(home / "data")
    assert server.pid is None


def test_what_a_ledger_needs_is_switched_on(home: Path) -> None:
    with running(home, settings={"max_connections": "20"}) as server:
        shown = {name: ask(server, f"show {name}") for name in ("fsync", "synchronous_commit")}
        assert shown == {"fsync": "on", "synchronous_commit": "on"}
        assert ask(server, "show data_checksums") == "on"
        assert ask(server, "show timezone") == "UTC"
        assert ask(server, "show listen_addresses") == "127.0.0.1"
        assert ask(server, "show max_connections") == "20"


@pytest.mark.parametrize("host", ["127.0.0.1", "socket"])
def test_without_the_password_nobody_gets_in(home: Path, host: str) -> None:
    with running(home) as server:
        path = str(home / "data") if host == "socket" else host
        wrong = server.dsn("postgres", "guess", "postgres") + f" host='{path}'"
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        right = server.superuser_dsn + f" host='{path}'"
        with psycopg.connect(right) as connection:
            stored = connection.execute("select rolpassword from pg_authid where oid = 10")
            assert stored.fetchone()[0].startswith("SCRAM-SHA-256$")  # type: ignore[index]
        assert (home / "data" / "password").stat().st_mode & 0o777 == 0o600


def test_any_password_survives_the_connection_string(home: Path) -> None:
    with running(home) as server:
        ask(server, r"create role clerk login password E'it\'s a \\ 账'")
        with psycopg.connect(server.dsn("clerk", "it's a \\ 账", "postgres")) as connection:
            assert connection.execute("select current_user").fetchone() == ("clerk",)


def test_a_restart_keeps_the_data_and_the_password(home: Path) -> None:
    with running(home) as first:
        ask(first, "create table kept as select 7 as seven")
    with running(home) as second:
        assert ask(second, "select seven from kept") == "7"
        assert second.password == first.password


def test_a_second_user_joins_and_the_last_one_ends_it(home: Path) -> None:
    with running(home) as here:
        other = user(USES_A_HOME, home)
        assert told(other) == (home, here.pid)
    assert postmaster(home / "data") is not None
    leave(other)
    assert postmaster(home / "data") is None


def test_two_starters_at_once_make_one_database(home: Path) -> None:
    starters = [user(USES_A_HOME, home) for _ in range(3)]
    assert len({told(starter) for starter in starters}) == 1
    for starter in starters:
        leave(starter)
    assert (home / "postgres.log").read_text().count("ready to accept connections") == 1


def test_a_kept_server_stays_until_it_is_told_to_stop(home: Path) -> None:
    with running(home, keep_running=True) as first:
        pid = first.pid
    with running(home) as second:
        assert second.pid == pid
    assert second.pid == pid
    second.stop()
    assert second.pid is None


@pytest.mark.skipif(not shutil.which("ps"), reason="NOT RUN: needs ps")
def test_the_server_is_found_without_proc_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(home) as server:
        pid = server.pid
        monkeypatch.setattr(process, "_processes", process._from_ps)
        assert server.pid == pid


def test_a_passing_database_leaves_nothing() -> None:
    with ephemeral() as server:
        assert ask(server, "select 1") == "1"
    assert not server.home.exists()


def test_a_path_too_long_for_sockets_is_served_over_tcp(home: Path) -> None:
    with running(home / ("long" * 30)) as server:
        assert ask(server, "select 1") == "1"
        assert ask(server, "show unix_socket_directories") == ""
