"""Other users of a database: processes of their own, and what one asks of a server."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import psycopg

from api.embedded import Server

ROOT = Path(__file__).parents[3]
USE = "import sys, pathlib; from api.embedded import running, ephemeral\n"
SAY = "    print(server.home, server.pid, flush=True)\n    sys.stdin.read()\n"
USES_A_HOME = USE + "with running(pathlib.Path(sys.argv[1])) as server:\n" + SAY
USES_A_PASSING_ONE = USE + "with ephemeral() as server:\n" + SAY


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
