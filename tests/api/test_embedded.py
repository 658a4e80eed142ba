"""The embedded database: shared by its users, gone with the last, unharmed by kills."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from api.embedded import DatabaseUnavailable, Server, ephemeral, process, running
from api.embedded.account import Account, account_for, binaries_for, copied
from api.embedded.process import postmaster

ROOT = Path(__file__).parents[2]
USE = "import sys, pathlib; from api.embedded import running, ephemeral\n"
SAY = "    print(server.home, server.pid, flush=True)\n    sys.stdin.read()\n"
USES_A_HOME = USE + "with running(pathlib.Path(sys.argv[1])) as server:\n" + SAY
USES_A_PASSING_ONE = USE + "with ephemeral() as server:\n" + SAY

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the database's user can get to, wherever pytest keeps its own."""
    place = Path(tempfile.mkdtemp(prefix="zhangben-test-"))
    place.chmod(0o711)
    yield place / "home"
    if (place / "home" / "data").exists():
        assert postmaster(place / "home" / "data") is None, "a server was left running"
    shutil.rmtree(place)


def ask(server: Server, query: LiteralString) -> str:
    with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
        answer = connection.execute(query)
        row = answer.fetchone() if answer.description else None
        return str(row[0]) if row else ""


def user(program: str, *arguments: Path) -> subprocess.Popen[str]:
    """Another process with a server in use, until its input ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(process: subprocess.Popen[str]) -> tuple[Path, int]:
    """Home and server process, once the other process is inside."""
    assert process.stdout is not None
    place, pid = process.stdout.readline().split()
    return Path(place), int(pid)


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate("", timeout=60)
    assert process.returncode == 0


def eventually(condition: Callable[[], bool]) -> bool:
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.05)
    return False


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
        with running(home) as recovered:
            assert recovered.pid not in (None, pid)
            assert ask(killed, "select seven from kept") == "7"


@pytest.mark.skipif(not shutil.which("ps"), reason="ps is how systems without /proc are asked")
def test_the_server_is_found_without_proc_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(home) as server:
        pid = server.pid
        monkeypatch.setattr(process, "_processes", process._from_ps)
        assert server.pid == pid


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


def test_a_passing_database_leaves_nothing() -> None:
    with ephemeral() as server:
        assert ask(server, "select 1") == "1"
    assert not server.home.exists()


def test_a_passing_database_leaves_nothing_when_its_user_was_killed() -> None:
    owner = user(USES_A_PASSING_ONE)
    place, _ = told(owner)
    owner.kill()
    owner.communicate()
    assert eventually(lambda: not place.exists())


def test_a_path_too_long_for_sockets_is_served_over_tcp(home: Path) -> None:
    with running(home / ("long" * 30)) as server:
        assert ask(server, "select 1") == "1"
        assert ask(server, "show unix_socket_directories") == ""


def test_a_folder_that_cannot_be_is_refused_in_a_sentence(home: Path) -> None:
    home.parent.joinpath("file").write_text("")
    with (
        pytest.raises(DatabaseUnavailable, match="cannot hold a database"),
        running(home.parent / "file" / "home"),
    ):
        pass


@only_root
def test_root_serves_as_an_unprivileged_user(home: Path) -> None:
    with running(home) as server:
        assert Path(f"/proc/{server.pid}").stat().st_uid != 0
        assert (home / "data").stat().st_uid == Path(f"/proc/{server.pid}").stat().st_uid


@only_root
def test_a_folder_closed_to_that_user_is_named(home: Path) -> None:
    home.parent.chmod(0o700)
    with (
        pytest.raises(DatabaseUnavailable, match=f"may not enter {home}"),
        running(home),
    ):
        pass


@only_root
@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv takes root's powers away")
def test_root_that_may_not_become_another_user_is_told_what_helps(home: Path) -> None:
    program = USE + "with running(pathlib.Path(sys.argv[1])): pass"
    powerless = ["setpriv", "--bounding-set=-setuid,-setgid", "--inh-caps=-setuid,-setgid"]
    said = subprocess.run(
        [*powerless, sys.executable, "-c", program, home],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "may not become another user here. Run this as an ordinary user" in said.stderr


def test_binaries_are_copied_whole_for_a_user_who_cannot_read_ours(home: Path) -> None:
    installed = binaries_for(Account()).parents[1]
    copy = copied(installed, home)
    programs = copy / installed.name / "pginstall" / "bin"
    assert Account().can_run(programs / "postgres")
    assert Account().can_run(programs / "initdb")
    made = copy.stat().st_mtime_ns
    assert copied(installed, home) == copy
    assert copy.stat().st_mtime_ns == made
    assert [path.name for path in home.iterdir()] == [copy.name]
