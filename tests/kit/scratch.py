"""Where a run of tests puts what is temporary: in memory, where the machine has room for it there.

Dozens of databases are made and thrown away; on a disk most of their time goes into bringing to it,
and clearing from it, what nobody will read. What a full or a killed machine does to a database is
tested all the same: the first on a small disk of its own, the second by killing processes.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.locking import alone, alone_if_free

MEMORY = Path("/dev/shm")
ROOM = 6 << 30
"""Bytes; a run takes about half of it."""
_PREFIX = "zb-"  # short: PostgreSQL's socket, deep below, has at most 107 bytes of path


@contextmanager
def scratch(memory: Path = MEMORY) -> Iterator[None]:
    """TMPDIR is there until the body ends, unless somebody chose one or there is no room.

    What runs that were killed have left there is cleared first.
    """
    if "TMPDIR" in os.environ or not roomy(memory):
        yield
        return
    for abandoned in memory.glob(f"{_PREFIX}*"):
        with alone_if_free(abandoned) as free:
            if free:
                shutil.rmtree(abandoned, ignore_errors=True)
    place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=memory))
    place.chmod(0o1777)  # as any folder for temporary files: the database's user has some too
    os.environ["TMPDIR"], tempfile.tempdir = str(place), None
    try:
        with alone(place):
            yield
    finally:
        del os.environ["TMPDIR"]
        tempfile.tempdir = None
        shutil.rmtree(place, ignore_errors=True)


SHELF = "ZB_TESTS_SHELF"
"""Environment variable: a folder for what one worker makes and all use."""


@contextmanager
def shelf() -> Iterator[None]:
    """`SHELF` is there until the body ends; the database's user may enter it too."""
    place = Path(tempfile.mkdtemp(prefix="zhangben-test-"))
    place.chmod(0o755)
    os.environ[SHELF] = str(place)
    try:
        yield
    finally:
        del os.environ[SHELF]
        shutil.rmtree(place, ignore_errors=True)


def roomy(memory: Path) -> bool:
    """Whether programs may be put and run there, and all that tests write fits into it."""
    try:
        found = os.statvfs(memory)
        free = Path("/proc/meminfo").read_text("ascii").partition("MemAvailable:")[2].split()[0]
    except (OSError, IndexError):
        return False
    room = min(found.f_bavail * found.f_frsize, int(free) << 10)
    return room >= ROOM and not found.f_flag & os.ST_NOEXEC
