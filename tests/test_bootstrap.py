"""The newcomer's two commands: a Python that works, whole packages, sentences that help."""

import ast
import hashlib
import http.server
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).parents[1]

needs_pip = pytest.mark.skipif(
    not (importlib.util.find_spec("ensurepip") or shutil.which("uv")),
    reason="this Python brings no pip, and tests fetch nothing",
)


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


# ---- the shim --------------------------------------------------------------------------------


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


# ---- the packages ----------------------------------------------------------------------------


def wheel(folder: Path, version: str) -> str:
    """A package `lamp` that knows its version; the lock line that asks for it."""
    name = folder / f"lamp-{version}-py3-none-any.whl"
    about = f"lamp-{version}.dist-info"
    files = {
        "lamp.py": f"VERSION = {version!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: lamp\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(name, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(f"{about}/RECORD", "".join(f"{path},,\n" for path in files))
    return f"lamp=={version} --hash=sha256:{hashlib.sha256(name.read_bytes()).hexdigest()}\n"


@pytest.fixture
def project() -> Iterator[Path]:
    """A project as small as can be, whose only package lies in its own folder of wheels."""
    place = Path(tempfile.mkdtemp(prefix="zhangben-test-"))
    place.chmod(0o755)
    for name in ("zhangben", "bootstrap.py"):
        shutil.copy(ROOT / name, place)
    (place / "api").mkdir()
    (place / "api" / "cli.py").write_text("import lamp, sys; print(lamp.VERSION, *sys.argv[1:])")
    (place / "wheels").mkdir()
    for lock in (bootstrap.RUNTIME, bootstrap.TESTS):
        (place / lock).write_text(wheel(place / "wheels", "1.0"))
    yield place
    shutil.rmtree(place)


def begun(project: Path, home: Path, user: str | None = None) -> subprocess.Popen[str]:
    """`./zhangben hello`, by this Python, with the folder of wheels for an index."""
    wheels = str(project / "wheels")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        **{"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels},
        **{"UV_NO_INDEX": "1", "UV_FIND_LINKS": wheels, "UV_NO_CACHE": "1"},
    }
    return subprocess.Popen(
        [project / "zhangben", "hello"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        user=user,
        extra_groups=[] if user else None,
    )


@needs_pip
def test_two_at_once_install_once_over_what_a_killed_one_left(
    project: Path, tmp_path: Path
) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "pyvenv.cfg").write_text("half")
    (project / ".venv" / "half-unpacked").write_text("")
    said = [process.communicate() for process in [begun(project, tmp_path) for _ in range(2)]]
    assert [out for out, _ in said] == ["1.0 hello\n"] * 2
    assert sum("installing the 1 packages" in err for _, err in said) == 1
    assert not (project / ".venv" / "half-unpacked").exists()
    assert begun(project, tmp_path).communicate() == ("1.0 hello\n", "")


@needs_pip
def test_another_lock_is_another_environment(project: Path, tmp_path: Path) -> None:
    assert begun(project, tmp_path).communicate()[0] == "1.0 hello\n"
    (project / ".venv" / "of-the-old-lock").write_text("")
    (project / bootstrap.RUNTIME).write_text(wheel(project / "wheels", "2.0"))
    assert begun(project, tmp_path).communicate()[0] == "2.0 hello\n"
    assert not (project / ".venv" / "of-the-old-lock").exists()


@needs_pip
def test_a_package_with_another_hash_is_not_installed(project: Path, tmp_path: Path) -> None:
    lock = (project / bootstrap.RUNTIME).read_text()
    (project / bootstrap.RUNTIME).write_text(lock[:-5] + "0000\n")
    process = begun(project, tmp_path)
    said = process.communicate()
    assert process.returncode == 1
    assert "installing requirements.txt failed" in said[1]
    assert "hash" in said[1].lower()
    assert "Traceback" not in said[1]


@needs_pip
def test_a_checkout_that_is_not_ours_keeps_its_packages_in_our_cache(project: Path) -> None:
    home = Path(tempfile.mkdtemp(prefix="zhangben-test-"))
    visitor = "nobody" if os.geteuid() == 0 else None
    if visitor:
        shutil.chown(home, visitor)
    else:
        project.chmod(0o555)
    said = begun(project, home, visitor).communicate()
    project.chmod(0o755)
    assert said[0] == "1.0 hello\n"
    assert f"is not yours to write: the packages go to {home}/.cache/zhangben/venv" in said[1]
    assert not (project / ".venv").exists()
    shutil.rmtree(home)


def test_a_folder_that_is_no_environment_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("dear")
    with pytest.raises(bootstrap.SetupFailed, match="not a Python environment"):
        bootstrap.make(tmp_path)
    assert (tmp_path / "letters").exists()


def test_the_lock_of_the_tests_contains_the_lock_of_what_runs() -> None:
    def pins(lock: str) -> set[str]:
        lines = (ROOT / lock).read_text().splitlines()
        return {line.partition(" \\")[0] for line in lines if "==" in line}

    assert pins(bootstrap.RUNTIME) <= pins(bootstrap.TESTS)


# ---- pip, where Python has none --------------------------------------------------------------


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package index on this machine; the folder of what it offers as pip."""
    pages = tmp_path / "index" / "simple" / "pip"
    pages.mkdir(parents=True)
    (pages / bootstrap.PIP).write_bytes(b"a wheel")
    (pages / "index.html").write_text(f'<a href="./{bootstrap.PIP}#sha256=00">pip</a>')

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None: ...

        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, directory=tmp_path / "index", **options)  # type: ignore[arg-type]

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple/")
        yield pages
        server.shutdown()


def test_pip_is_fetched_from_the_index_of_this_machine(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "PIP_SHA256", hashlib.sha256(b"a wheel").hexdigest())
    assert bootstrap.fetched_pip(tmp_path).read_bytes() == b"a wheel"


def test_another_wheel_than_the_pinned_one_is_not_used(index: Path, tmp_path: Path) -> None:
    with pytest.raises(bootstrap.SetupFailed, match=f"{bootstrap.PIP_SHA256} was expected"):
        bootstrap.fetched_pip(tmp_path)
    assert not (tmp_path / bootstrap.PIP).exists()


def test_an_index_without_that_pip_or_without_an_answer_is_named(
    index: Path, tmp_path: Path
) -> None:
    (index / "index.html").write_text("nothing")
    with pytest.raises(bootstrap.SetupFailed, match="does not offer pip-"):
        bootstrap.fetched_pip(tmp_path)
    (index / "index.html").unlink()
    index.rename(index.with_name("gone"))
    with pytest.raises(bootstrap.SetupFailed, match=r"could not be fetched .*404"):
        bootstrap.fetched_pip(tmp_path)


@pytest.fixture
def unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a machine on which nobody chose an index."""
    for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "machine"))
    return tmp_path


@pytest.mark.parametrize("place", ["config/pip", ".pip", "machine/pip"])
def test_the_index_of_pips_own_files_is_used(unset: Path, place: str) -> None:
    (unset / place).mkdir(parents=True)
    (unset / place / "pip.conf").write_text("[global]\nindex-url = http://mirror/%simple\n")
    assert bootstrap.configured_index() == "http://mirror/%simple"


def test_a_variable_goes_before_the_files(unset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (unset / ".pip").mkdir()
    (unset / ".pip" / "pip.conf").write_text("[global]\nindex-url = http://file/\n")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://variable/")
    assert bootstrap.configured_index() == "http://variable/"


def test_the_public_index_is_known_from_the_standard_library() -> None:
    assert bootstrap.public_index().startswith("https://")
    assert bootstrap.public_index().endswith("/simple")


# ---- what the tests use of the system --------------------------------------------------------


def test_what_is_missing_of_the_system_is_said_loudly() -> None:
    nothing = {"PATH": "", "ZHANGBEN_NO_APT": "1"}
    told = subprocess.run(
        [sys.executable, ROOT / "tests" / "system.py"], env=nothing, capture_output=True, text=True
    )
    assert told.returncode == 0
    assert "NOT TESTED, for want of hledger: hledger reads our journal" in told.stderr
    assert "(ZHANGBEN_NO_APT is set)" in told.stderr
