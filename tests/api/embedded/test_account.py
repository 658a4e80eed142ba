"""As whom the embedded database runs, and what it says where it cannot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.embedded import DatabaseUnavailable, running
from api.embedded.account import Account, binaries_for, copied
from tests.api.embedded.others import (
    ROOT,
    USE,
)

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="NOT RUN: needs root")


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
@pytest.mark.skipif(not shutil.which("setpriv"), reason="NOT RUN: needs setpriv")
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
    copied_at = home.stat().st_mtime_ns
    assert copied(installed, home) == copy
    assert home.stat().st_mtime_ns == copied_at
    assert [path.name for path in home.iterdir()] == [copy.name]
