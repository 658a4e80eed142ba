"""The README is true: its commands run as they stand, its pictures and its claims are there."""

import re
import shlex
import shutil
import subprocess
from xml.etree import ElementTree

import pytest

from api.embedded import running
from tests.kit.demonstration import CLI, ROOT, environment, open_folder

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


def test_the_commands_run_one_after_the_other():
    (block,) = BLOCKS
    lines = [line.split("  #")[0].strip() for line in block.splitlines()]
    if shutil.which("hledger") is None:
        lines = [line.partition(" | ")[0] for line in lines]
    with open_folder() as folder, running(folder / "books" / "postgres"):
        script = "\n".join(["set -euo pipefail", *lines])
        script = script.replace("./zhangben", shlex.join(CLI))
        script = script.replace("/var/tmp/books", str(folder / "books"))
        run = subprocess.run(
            ["bash", "-c", script], cwd=folder, env=environment(), capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr
        assert (folder / "log.txt").exists()
        trusted = [*CLI[:3], "ledger.verify", "log.txt", "--trust", folder / "books" / "trust.json"]
        alone = subprocess.run(trusted, cwd=folder, env=environment(), capture_output=True)
        assert alone.returncode == 0
    assert run.stdout.count("Verified (full)") == 2
    assert "2002" in run.stdout


def test_it_fits_on_a_screen():
    assert README.count("\n") <= 70


def test_the_picture_shows_the_demonstration_and_fetches_nothing():
    picture = (ROOT / "docs" / "demo.svg").read_text("utf-8")
    ElementTree.fromstring(picture)
    for seen in ("38,063,524.37", "2,400,046.88", "./zhangben", "demo"):
        assert seen in picture
    assert not re.search(r"url\(.?https?:|href=.https?:|@import", picture)


@pytest.mark.parametrize("command", ["demo", "test", "bench", "soak", "mutate", "--help"])
def test_every_command_it_names_is_known(command):
    assert f"./zhangben {command}" in README
    known = (ROOT / "bootstrap.py").read_text("utf-8")
    assert command in ("demo", "--help") or f'"{command}": (' in known
