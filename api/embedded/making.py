"""The data folder of a new server: there whole, or not at all."""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from api.embedded.account import Account, DatabaseUnavailable

CLUSTER = (
    "--username=postgres",
    "--auth=scram-sha-256",
    "--data-checksums",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",  # the same order of text on every machine
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)


def make(home: Path, account: Account, binaries: Path) -> None:
    """Makes `data` with a random `password` in it beside its place, then moves it there."""
    for abandoned in home.glob("new-*"):  # by one who was killed half-way
        shutil.rmtree(abandoned, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix="new-", dir=home))
    data, password = new / "data", new / "password"
    password.touch(mode=0o600)
    password.write_text(secrets.token_hex(24), "ascii")
    account.own(new)
    account.own(password)
    made = account.run(
        binaries / "initdb", "-D", data, f"--pwfile={password}", *CLUSTER, capture_output=True
    )
    if made.returncode:
        raise DatabaseUnavailable(f"no database could be made in {home}: {made.stderr.strip()}")
    password.rename(data / "password")
    for path in (data / "password", data):
        _sync(path)
    data.rename(home / "data")
    _sync(home)
    new.rmdir()


def _sync(path: Path) -> None:
    """Brings a file's bytes or a folder's names to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
