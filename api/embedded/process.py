"""One server process on one folder: started, recognised and ended.

Two locks of the kernel carry it; both end with their holders, so nothing stale can be left.
The home folder is locked while somebody starts or stops. The data folder is locked by the server
itself and all its children, who inherit the descriptor: as long as one of them lives, no other
server starts on it. PostgreSQL's own pid file is read, and never believed alone.
"""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from api.embedded.account import Account, DatabaseUnavailable, account_for, binaries_for
from api.embedded.making import make
from api.locking import alone_if_free

HOST = "127.0.0.1"
PATIENCE = 60  # seconds for a start, and for a stop at once
PATIENCE_IN_ORDER = 10  # for a stop in order; what it was about to write, the next start recovers
PATIENCE_DAMAGED = 2  # for a pid file to become legible
SOCKET_FOLDER_MAX = 80  # bytes; a socket whose path is longer than about 100 cannot be bound

SETTINGS = {
    "fsync": "on",  # an acknowledged event survives a power cut
    "synchronous_commit": "on",
    "wal_level": "replica",  # backups and standbys need no restart
    "shared_buffers": "256MB",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",  # short statements only: compiling them costs more than it gains
}


def start(home: Path, settings: Mapping[str, str]) -> int:
    """Starts a server on the home's data, made if need be; its port. Called `alone`."""
    data, log = home / "data", home / "postgres.log"
    account = account_for(home, data)
    binaries = binaries_for(account)
    if not data.exists():
        make(home, account, binaries)
    if stranger := postmaster(data):
        raise DatabaseUnavailable(
            f"a PostgreSQL started by other means (process {stranger}) serves {data}: stop it first"
        )
    sockets = str(data) if len(bytes(data)) <= SOCKET_FOLDER_MAX else ""
    own = {"listen_addresses": HOST, "unix_socket_directories": sockets}
    # The port of a server that was killed comes first: its clients then find the next one.
    for port in map(_free_port, (_pid_file(data)[0], 0, 0)):
        options = {**SETTINGS, **settings, **own, "port": str(port)}
        _launch(account, binaries / "postgres", data, options, log)
        if serving_port(data) == port:
            return port
    said = "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-6:])
    raise DatabaseUnavailable(f"PostgreSQL does not start; {log} ends with:\n{said}")


def serving_port(data: Path) -> int | None:
    """The port of the server on this data, once it takes connections; None if there is none."""
    began = time.monotonic()
    while _in_use(data):
        port, status = _pid_file(data)
        if status == "ready" and postmaster(data):
            return port
        if status == "damaged" and time.monotonic() - began > PATIENCE_DAMAGED:
            halt(data)  # it would end itself within a minute, for the same reason
        elif time.monotonic() - began > PATIENCE:
            raise DatabaseUnavailable(
                f"the PostgreSQL on {data} neither starts nor ends within {PATIENCE} s; why stands "
                f"in {data.parent / 'postgres.log'}"
            )
        time.sleep(0.005)
    return None


def halt(data: Path) -> None:
    """Ends the server: in order, or after a while at once (the next start recovers).

    One that others started holds no lock of ours, and is not ours to end.
    PostgreSQL 18 never ends when it is asked to right after one of its processes was killed: it
    waits for the one that should recover.
    """
    for how, patience in ((signal.SIGINT, PATIENCE_IN_ORDER), (signal.SIGQUIT, PATIENCE)):
        if data.exists() and _in_use(data) and (pid := postmaster(data)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, how)
        patient_until = time.monotonic() + patience
        while data.exists() and _in_use(data):
            if time.monotonic() > patient_until:
                break
            time.sleep(0.005)
        else:
            return
    raise DatabaseUnavailable(f"processes of the PostgreSQL on {data} do not end")


def postmaster(data: Path) -> int | None:
    """The server process on this data, by name and folder: a reused pid is not our server."""
    found = {
        pid: parent
        for pid, parent, command in _processes()
        if "postgres -" in command and command.rstrip().endswith(f" -D {data}")
    }
    # Its children look the same until they have written their titles.
    return next((pid for pid, parent in found.items() if parent not in found), None)


def _processes() -> Iterator[tuple[int, int, str]]:
    """Process, parent and command line of all that runs; zombies have no command line."""
    return _in_proc() if Path("/proc/self/stat").exists() else _from_ps()


def _in_proc() -> Iterator[tuple[int, int, str]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):  # it ended while we looked
                words = (entry / "cmdline").read_bytes().split(b"\0")
                parent = (
                    (entry / "stat")
                    .read_text("utf-8", errors="replace")
                    .rpartition(")")[2]
                    .split()[1]
                )
                yield int(entry.name), int(parent), os.fsdecode(b" ".join(words))


def _from_ps() -> Iterator[tuple[int, int, str]]:
    columns = ["ps", "-axww", "-o", "pid=,ppid=,command="]
    for line in subprocess.run(columns, capture_output=True, text=True).stdout.splitlines():
        pid, parent, command = line.split(maxsplit=2)
        yield int(pid), int(parent), command


def _in_use(data: Path) -> bool:
    """Whether the server or any child of it still lives."""
    with alone_if_free(data) as free:
        return not free


def _pid_file(data: Path) -> tuple[int, str]:
    """Port and status that PostgreSQL noted: `starting`, `ready`, …; ours: `damaged`, `absent`."""
    try:
        lines = (data / "postmaster.pid").read_text("utf-8", errors="replace").splitlines()
        return int(lines[3]), lines[7].strip()
    except FileNotFoundError:
        return 0, "absent"
    except (ValueError, IndexError):
        return 0, "damaged"


def _free_port(wished: int) -> int:
    """The wished port of this machine if it is free, else any that is."""
    for port in (wished, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return int(probe.getsockname()[1])
    raise DatabaseUnavailable(f"no port is free on {HOST}")


def _launch(
    account: Account, postgres: Path, data: Path, options: Mapping[str, str], log: Path
) -> None:
    """Starts the server as a child of nobody's, holding the lock on its data."""
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    lock = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for claim in (*data.glob("postmaster.pid"), *data.glob(".s.PGSQL.*")):
            claim.unlink()  # nobody is left who made it, whoever has that pid now
        with log.open("ab") as written:
            account.run(
                *("/bin/sh", "-c", '"$@" -D "$0" &', data, postgres),
                *settings,
                stdout=written,
                stderr=written,
                pass_fds=(lock,),
                start_new_session=True,  # Ctrl-C at a terminal is for us, and we stop it in order
                check=True,
            )
    finally:
        os.close(lock)
