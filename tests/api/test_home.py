"""The folder of an installation: closed, whole or not there, and made once."""

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from api import home as room
from api.home import MACHINES, Home, HomeProblem
from api.wiring import FOUNDERS
from ledger.checkpoint import CheckpointRefused
from ledger.migrate import ROLES
from ledger.signing import KeyRefused
from ledger.trust import Trust

ROOT = Path(__file__).parents[2]
MADE = ("log.example/one", "simulated", "2026-03-02T09:00:00+08:00")


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "books")
    made.make(*MADE)
    return made


def test_it_knows_its_log(home):
    assert home.exists()
    assert (home.origin, home.mode, home.starts) == MADE


def test_what_is_secret_is_closed_to_others(home):
    modes = {path: path.stat().st_mode & 0o777 for path in home.keys.rglob("*")}
    assert home.keys.stat().st_mode & 0o777 == 0o700
    names = ("ledger.pem", "checkpoint.pem", "master.key", "roles.json", "custodial")
    assert {path.name for path in modes} == {*names, *(f"{name}.pem" for name in MACHINES)}
    for path, mode in modes.items():
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_trust_names_the_keys_that_sign(home):
    trust = Trust.load(home.trust)
    assert trust.origin == home.origin
    assert trust.ledger_key == home.signer("ledger").public
    assert trust.checkpoint_key == (home.origin, home.signer("checkpoint").public)


def test_the_founding_machines_keys_come_with_the_installation(home):
    assert [name for name, _ in FOUNDERS] == list(MACHINES)
    assert len({home.custodial(machine).key_id for machine in MACHINES}) == len(MACHINES)


def test_nobody_elses_key_is_made_by_asking_for_it(home):
    with pytest.raises(HomeProblem, match="cash has no key here; `zhangben appoint cash ROLE`"):
        home.custodial("cash")
    taken = home.take_custody("cash")
    assert home.custodial("cash").key_id == home.take_custody("cash").key_id == taken.key_id


@pytest.mark.parametrize("person", ["", "../ledger", "a/b", "a b", "x" * 65, "-x", ".", "a\n"])
def test_a_person_is_no_path(home, person):
    before = sorted(home.root.rglob("*"))
    for ask in (home.custodial, home.take_custody):
        with pytest.raises(HomeProblem, match="letters, digits"):
            ask(person)
    assert sorted(home.root.rglob("*")) == before


def test_every_role_has_a_password_and_no_two_are_the_same(home):
    assert set(home.passwords()) == set(ROLES)
    assert len(set(home.passwords().values())) == len(ROLES)


def test_a_second_installation_in_the_same_folder_is_refused(home):
    before = {path: path.read_bytes() for path in home.root.rglob("*") if path.is_file()}
    with pytest.raises(HomeProblem, match=r"holds the log .log\.example/one. already"):
        Home(home.root).make("log.example/two", "production", None)
    assert {path: path.read_bytes() for path in home.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "x\n"])
def test_a_name_that_no_log_can_have_leaves_no_installation(tmp_path, origin):
    home = Home(tmp_path / "books")
    with pytest.raises(CheckpointRefused):
        home.make(origin, "production", None)
    assert not home.exists()
    assert list(home.root.iterdir()) == []


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "books").write_text("x")
    with pytest.raises(HomeProblem, match="is a file"):
        Home(tmp_path / "books").make(*MADE)


DYING = """
import os, sys
from pathlib import Path
from api import home
left = int(sys.argv[2])
def dying(call):
    def counted(*args, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
        return call(*args, **options)
    return counted
os.link, os.replace, os.rename = map(dying, (os.link, os.replace, os.rename))
home.Home(Path(sys.argv[1])).make("log.example/one", "production", None)
"""


def test_what_it_keeps_is_utf_8_on_a_machine_that_is_not(home):
    script = (
        "import sys; from pathlib import Path; from api.home import write_whole;"
        "write_whole(Path(sys.argv[1]), '\\u4e2d\\u5fc3')"
    )
    place = home.root / "told"
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, "-c", script, place], cwd=ROOT, env=_path() | plain, check=True)
    assert place.read_text("utf-8") == "中心"


@pytest.mark.parametrize("writes", [0, 3, 6, 8, 9, 10])
def test_killed_half_way_it_looks_like_no_installation_and_can_be_made_again(tmp_path, writes):
    """Ten files and folders come into place one after the other; the last is the installation."""
    run = subprocess.run(
        [sys.executable, "-c", DYING, tmp_path / "books", str(writes)], cwd=ROOT, env=_path()
    )
    assert run.returncode == -signal.SIGKILL
    home = Home(tmp_path / "books")
    assert not home.exists()
    home.make(*MADE)
    assert home.origin == "log.example/one"
    assert home.signer("ledger").public == Trust.load(home.trust).ledger_key
    assert not [path for path in home.root.iterdir() if path.name.startswith("keys.")]


def test_while_one_makes_it_the_others_wait(tmp_path, monkeypatch):
    def looking(keys):
        folder = os.open(keys.parent, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(folder)
        filled.append(keys)
        fill(keys)

    filled, fill = [], room._fill
    monkeypatch.setattr(room, "_fill", looking)
    Home(tmp_path / "books").make(*MADE)
    assert len(filled) == 1


def test_of_two_who_make_it_at_once_one_does(tmp_path):
    script = (
        "import sys; from pathlib import Path; from api.home import Home\n"
        "Home(Path(sys.argv[1])).make(sys.argv[2], 'production', None)"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, tmp_path / "books", f"log.example/{n}"],
            cwd=ROOT,
            env=_path(),
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(3)
    ]
    said = [run.communicate()[1] for run in runs]
    assert sorted(run.returncode for run in runs) == [0, 1, 1]
    assert sum("already" in one for one in said) == 2
    home = Home(tmp_path / "books")
    assert home.signer("ledger").public == Trust.load(home.trust).ledger_key


def _path():
    return {**os.environ, "PYTHONPATH": str(ROOT)}


# What is damaged is named, with what would be right.


@pytest.mark.parametrize(
    ("file", "text", "ask", "says"),
    [
        ("log.json", "{", lambda home: home.origin, "origin, mode and starts are expected"),
        ("log.json", "[]", lambda home: home.mode, "origin, mode and starts are expected"),
        ("keys/master.key", "00", lambda home: home.master(), "64 hex digits are expected"),
        ("keys/master.key", "x" * 64, lambda home: home.master(), "64 hex digits are expected"),
        ("keys/roles.json", "{}", lambda home: home.passwords(), "a password for each of"),
        ("keys/roles.json", "7", lambda home: home.passwords(), "a password for each of"),
    ],
)
def test_a_damaged_file_is_named(home, file, text, ask, says):
    (home.root / file).write_text(text)
    with pytest.raises(HomeProblem, match=says):
        ask(home)


@pytest.mark.parametrize(
    ("file", "ask"),
    [
        ("master.key", lambda home: home.master()),
        ("roles.json", lambda home: home.passwords()),
        ("ledger.pem", lambda home: home.signer("ledger")),
    ],
)
def test_a_missing_secret_is_named(home, file, ask):
    (home.keys / file).unlink()
    with pytest.raises((HomeProblem, KeyRefused), match=f"{file} is missing"):
        ask(home)


def test_without_an_installation_the_command_that_makes_one_is_named(tmp_path):
    with pytest.raises(HomeProblem, match="`zhangben init` makes one"):
        _ = Home(tmp_path).origin


# A password on the key files.


def test_key_files_open_with_their_password_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("ledger.signing._ROUNDS", 70_000)
    monkeypatch.setenv("ZHANGBEN_KEY_PASSWORD", "right")
    home = Home(tmp_path / "books")
    home.make(*MADE)
    public = home.signer("ledger").public
    assert b"ENCRYPTED" in (home.keys / "ledger.pem").read_bytes()
    assert home.signer("ledger").public == public
    for wrong in ("wrong", ""):
        monkeypatch.setenv("ZHANGBEN_KEY_PASSWORD", wrong)
        with pytest.raises(KeyRefused, match=r"key file .*ledger\.pem"):
            home.signer("ledger")


def test_the_log_that_is_told_is_plain_json(home):
    assert json.loads((home.root / "log.json").read_text()) == {
        "origin": MADE[0],
        "mode": MADE[1],
        "starts": MADE[2],
    }
