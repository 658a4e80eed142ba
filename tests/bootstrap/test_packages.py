"""What the first run installs: once, whole, by hash, where this user may write."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).parents[2]

needs_pip = pytest.mark.skipif(
    not (importlib.util.find_spec("ensurepip") or shutil.which("uv")),
    reason="NOT RUN: this Python brings no pip, and tests fetch nothing",
)


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


def begun(
    project: Path, home: Path, command: str = "hello", user: str | None = None, **more: str
) -> subprocess.Popen[str]:
    """`./zhangben hello` with the folder of wheels for an index."""
    wheels = str(project / "wheels")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        **{"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels},
        **{"UV_NO_INDEX": "1", "UV_FIND_LINKS": wheels, "UV_NO_CACHE": "1"},
        **more,
    }
    return subprocess.Popen(
        [project / "zhangben", command],
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
@pytest.mark.parametrize("hashed", [" --hash=sha256:" + "0" * 64, ""])
def test_a_package_without_its_hash_is_not_installed(
    project: Path, tmp_path: Path, hashed: str
) -> None:
    (project / bootstrap.RUNTIME).write_text(f"lamp==1.0{hashed}\n")
    process = begun(project, tmp_path)
    _, said = process.communicate()
    assert process.returncode == 1
    assert "installing requirements.txt failed" in said
    assert "hash" in said.lower()
    assert "Traceback" not in said


@needs_pip
def test_an_installation_that_failed_half_way_is_no_installation(
    project: Path, tmp_path: Path
) -> None:
    assert begun(project, tmp_path).communicate()[0] == "1.0 hello\n"
    assert (project / ".venv" / bootstrap.STAMP).exists()
    (project / bootstrap.TESTS).write_text("lamp==3.0\n")
    begun(project, tmp_path, "test").communicate()
    assert not (project / ".venv" / bootstrap.STAMP).exists()


@needs_pip
def test_what_the_tests_compile_is_kept_outside_the_tree(project: Path, tmp_path: Path) -> None:
    (project / "pytest.py").write_text("import lamp, api.cli; print(lamp.__cached__)")
    said, _ = begun(project, tmp_path, "test", PYTHONDONTWRITEBYTECODE="1").communicate()
    kept = Path(said.splitlines()[-1])
    assert kept.is_relative_to(project / ".venv" / "compiled")
    assert kept.exists()
    assert not list(project.glob("api/__pycache__"))


@needs_pip
def test_a_checkout_that_is_not_ours_keeps_its_packages_in_our_cache(project: Path) -> None:
    home = Path(tempfile.mkdtemp(prefix="zhangben-test-"))
    visitor = "nobody" if os.geteuid() == 0 else None
    if visitor:
        shutil.chown(home, visitor)
    else:
        project.chmod(0o555)
    said = begun(project, home, user=visitor).communicate()
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


def test_what_is_missing_of_the_system_is_said_loudly() -> None:
    nothing = {"PATH": "", "ZHANGBEN_NO_APT": "1"}
    told = subprocess.run(
        [sys.executable, ROOT / "tests" / "system.py"], env=nothing, capture_output=True, text=True
    )
    assert told.returncode == 0
    assert "NOT TESTED, for want of hledger: hledger reads our journal" in told.stderr
    assert "(ZHANGBEN_NO_APT is set)" in told.stderr
