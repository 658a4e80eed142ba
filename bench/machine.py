"""The machine that gave the figures: cores, versions, and how long its disk takes to be sure."""

import os
import platform
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from api.embedded import Server
from bench.pairs import milliseconds, percentile

PAGE = bytes(8_192)
FLUSHES = 300


def described(server: Server) -> dict[str, Any]:
    """Cores, load, Python, PostgreSQL and the flush of 8 kB beside the database's data."""
    with psycopg.connect(server.superuser_dsn) as conn:
        row = conn.execute("SHOW server_version").fetchone()
    flushes = _flushes(server.home)
    return {
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "postgresql": row[0] if row else "",
        "fsync_ms": {
            "p50": round(percentile(flushes, 0.5), 3),
            "p99": round(percentile(flushes, 0.99), 3),
        },
    }


def _flushes(folder: Path) -> list[float]:
    """Milliseconds for one page written over and flushed, as the write-ahead log does it."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(PAGE)
        return [milliseconds(lambda: _flush(file.fileno())) for _ in range(FLUSHES)]


def _flush(descriptor: int) -> None:
    os.pwrite(descriptor, PAGE, 0)
    os.fsync(descriptor)
