"""`./zhangben` finds a Python that works, or says which one is needed."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.fixture
def shim(tmp_path: Path) -> Path:
    """The shim over a stand-in for bootstrap.py that tells what it was given."""
    shutil.copy(ROOT / "zhangben", tmp_path)
    tell = "import os, sys; print(os.environ.get('BY'), os.getcwd(), sys.argv[1:])"
    (tmp_path / "bootstrap.py").write_text(tell)
    (tmp_path / "path").mkdir()
    return tmp_path / "zhangben"


def run(shim: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    path = f"{shim.parent / 'path'}:{os.environ['PATH']}"
    return subprocess.run(
        [shim, *arguments], cwd=cwd, env={"PATH": path}, capture_output=True, text=True, check=False
    )


def test_a_python_that_is_there_but_fails_is_passed_over(shim: Path, tmp_path: Path) -> None:
    script(tmp_path / "path" / "python3.14", "echo 'not installed'; exit 127")
    script(tmp_path / "path" / "python3.13", f'BY=3.13 exec {sys.executable} "$@"')
    script(tmp_path / "path" / "python3.12", f'BY=3.12 exec {sys.executable} "$@"')
    assert run(shim).stdout.startswith("3.13 ")


def test_a_python_that_is_too_old_is_passed_over(shim: Path, tmp_path: Path) -> None:
    old = f'exec {sys.executable} -c "import sys; sys.version_info = (3, 11); $3"'
    script(tmp_path / "path" / "python3.14", f'[ "$2" = -c ] && {old}\necho too old')
    script(tmp_path / "path" / "python3.13", f'BY=3.13 exec {sys.executable} "$@"')
    assert run(shim).stdout.startswith("3.13 ")


def test_arguments_and_folder_arrive_as_they_were(shim: Path, tmp_path: Path) -> None:
    script(tmp_path / "path" / "python3.14", f'exec {sys.executable} "$@"')
    (tmp_path / "link").symlink_to(shim)
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    said = run(tmp_path / "link", "import", "a b", "账", cwd=elsewhere).stdout
    assert said == f"None {elsewhere} ['import', 'a b', '账']\n"


def test_without_a_suitable_python_the_sentence_says_what_is_there(shim: Path) -> None:
    shim.write_text(shim.read_text().replace("/usr/bin/python3 ", ""))
    for name in ("python3.14", "python3.13", "python3.12"):
        script(shim.parent / "path" / name, "exit 1")
    script(shim.parent / "path" / "python3", '[ "$1" = --version ] && echo Python 3.9.2')
    refused = run(shim, "demo")
    assert refused.returncode == 1
    assert "Python 3.12 or newer is needed, and this machine has Python 3.9.2" in refused.stderr


def test_an_old_python_reads_bootstrap_far_enough_to_say_so() -> None:
    source = (ROOT / "bootstrap.py").read_text()
    ast.parse(source, feature_version=(3, 8))
    old = "import sys; sys.version_info = (3, 8, 18); sys.argv = ['x', 'demo']\n"
    run_it = f"import runpy; runpy.run_path({str(ROOT / 'bootstrap.py')!r}, run_name='__main__')"
    said = subprocess.run([sys.executable, "-c", old + run_it], capture_output=True, text=True)
    assert said.returncode == 1
    assert said.stderr.startswith("zhangben: Python 3.12 or newer is needed; ")
