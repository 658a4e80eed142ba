"""Sets the project up with nothing but Python's standard library, once, then runs the program.

Written so that old Pythons can read it: they must get as far as the sentence in `main`.
"""

from __future__ import annotations

import configparser
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent
RUNTIME, TESTS = "requirements.txt", "requirements-test.txt"  # the second contains the first
STAMP = "zhangben.installed"  # in the environment: what was installed completely

# Commands that are no part of the program: which packages they need, and what is run.
PROGRAMS = {
    # A file's tests share dear fixtures: one worker has them. Skips and failures are named.
    "test": (TESTS, "pytest -n auto --dist loadfile --no-loadscope-reorder -rsfE"),
    "soak": (TESTS, "tests.soak"),
    "mutate": (TESTS, "tests.mutation.run"),
    "bench": (RUNTIME, "bench"),
}

# For machines whose Python brings no pip (Debian without python3-venv); see `fetched_pip`.
PIP = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


class SetupFailed(Exception):
    """Why the project could not be set up, and what helps, for the person who asked."""


def say(sentence: str) -> None:
    """Tells how far we are; on stderr, so that the program's own output stays clean."""
    print(f"zhangben: {sentence}", file=sys.stderr, flush=True)


def run(*command: str | Path, doing: str, **environment: str) -> None:
    """Runs silently; what the command printed is shown only if it fails."""
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, **environment},
    )
    if result.returncode:
        said = "\n".join(result.stdout.strip().splitlines()[-15:])
        raise SetupFailed(f"{doing} failed:\n{said}")


def works(*command: str | Path) -> bool:
    """Whether a command not only exists but runs."""
    with contextlib.suppress(OSError):
        return not subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode
    return False


def stamp_lines(*locks: str) -> set[str]:
    """What a complete installation of these locks by this Python is stamped with."""
    interpreter = f"{sys.implementation.cache_tag} {sys.platform} {platform.machine()}"
    digests = {f"{lock} {hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()}" for lock in locks}
    return {interpreter, *digests}


def stamped(environment: Path) -> set[str]:
    """What was installed into an environment completely; empty if nothing was."""
    if not (environment / "bin" / "python").exists() or not (environment / STAMP).exists():
        return set()
    return set((environment / STAMP).read_text("utf-8").splitlines())


def environment_for(lock: str) -> Path:
    """Where the packages are or go: as told, in the checkout, or in the user's cache."""
    if chosen := os.environ.get("ZHANGBEN_VENV"):
        return Path(chosen).absolute()
    inside = ROOT / ".venv"
    writable = os.access(inside if inside.exists() else ROOT, os.W_OK)
    if writable or stamp_lines(lock) <= stamped(inside):
        return inside
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "zhangben" / "venv"


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One set-up at a time; the lock ends with its process, however that ends."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def prepared(lock: str) -> Path:
    """The environment with everything of the lock in it, installed now if need be."""
    environment = environment_for(lock)
    if stamp_lines(lock) <= stamped(environment):
        return environment
    if ROOT not in environment.parents and "ZHANGBEN_VENV" not in os.environ:
        say(f"{ROOT} is not yours to write: the packages go to {environment}")
    environment.parent.mkdir(parents=True, exist_ok=True)
    with alone(environment.parent):
        if not stamp_lines(lock) <= stamped(environment):
            install(environment, lock)
    return environment


def install(environment: Path, lock: str) -> None:
    """Builds on an intact installation, else from nothing; the stamp is written last."""
    started = time.monotonic()
    before = stamped(environment)
    (environment / STAMP).unlink(missing_ok=True)
    if not before or not before <= stamp_lines(RUNTIME, TESTS):
        before = set()
        make(environment)
    tool = installer(environment)
    count = sum("==" in line for line in (ROOT / lock).read_text("utf-8").splitlines())
    say(f"installing the {count} packages of {lock} into {environment} (only once) ...")
    hashed = ("--require-hashes", "--only-binary", ":all:", "--requirement", ROOT / lock)
    # The machine's own certificates, as pip; no user-wide installation, whatever is configured.
    run(*tool, *hashed, doing=f"installing {lock}", UV_NATIVE_TLS="1", PIP_USER="0")
    complete = before | stamp_lines(*((RUNTIME, TESTS) if lock == TESTS else (RUNTIME,)))
    (environment / STAMP).write_text("".join(f"{line}\n" for line in sorted(complete)), "utf-8")
    say(f"installed after {time.monotonic() - started:.1f} s")


def make(environment: Path) -> None:
    """An empty environment of this Python in place of whatever half-made one is there."""
    if environment.exists():
        if any(environment.iterdir()) and not (environment / "pyvenv.cfg").exists():
            raise SetupFailed(f"{environment} is not a Python environment; name another folder")
        shutil.rmtree(environment)
    run(sys.executable, "-m", "venv", "--without-pip", environment, doing=f"making {environment}")


def installer(environment: Path) -> list[str | Path]:
    """uv if it runs here, else the environment's own pip, brought in if it has none."""
    python = environment / "bin" / "python"
    if works("uv", "--version"):
        return ["uv", "pip", "install", "--quiet", "--python", python]
    pip: list[str | Path] = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if not works(*pip, "--version"):
        if importlib.util.find_spec("ensurepip"):
            run(python, "-m", "ensurepip", doing="unpacking pip")
        else:
            with tempfile.TemporaryDirectory() as folder:
                wheel = fetched_pip(Path(folder))
                run(python, wheel / "pip", "install", "--no-index", wheel, doing="installing pip")
    return [*pip, "install", "--no-compile"]


def fetched_pip(folder: Path) -> Path:
    """The pinned pip wheel, from the package index that this machine is set up for."""
    index = f"{(configured_index() or public_index()).rstrip('/')}/pip/"
    say("this Python has no pip: fetching it from the package index ...")
    try:
        link = re.search(rf'href="([^"]*{re.escape(PIP)})[^"]*"', downloaded(index).decode())
        if link is None:
            raise SetupFailed(f"the package index does not offer {PIP}")
        wheel = downloaded(urljoin(index, link[1]))
    except OSError as problem:
        raise SetupFailed(
            f"pip could not be fetched ({problem}). Any of these helps: a network, PIP_INDEX_URL "
            "set to a package index that can be reached, uv, the Debian package python3-venv"
        ) from problem
    if (digest := hashlib.sha256(wheel).hexdigest()) != PIP_SHA256:
        raise SetupFailed(f"{PIP} has sha256 {digest}, {PIP_SHA256} was expected: not used")
    (folder / PIP).write_bytes(wheel)
    return folder / PIP


def downloaded(address: str) -> bytes:
    """The bytes behind an address of the package index."""
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 (the user's index)
        return bytes(answer.read())


def configured_index() -> str | None:
    """The index this user or machine chose: pip's and uv's variables, then pip's files."""
    for variable in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        if address := os.environ.get(variable):
            return address
    home, env = Path.home(), os.environ.get
    folders = [Path(env("XDG_CONFIG_HOME") or home / ".config") / "pip", home / ".pip"]
    folders += [Path(d) / "pip" for d in (env("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")]
    files = [Path(env("PIP_CONFIG_FILE") or os.devnull)]
    files += [folder / "pip.conf" for folder in (*folders, Path("/etc"))]
    for file in files:
        settings = configparser.RawConfigParser()
        with contextlib.suppress(configparser.Error, UnicodeDecodeError):
            settings.read(file)  # a missing file reads as empty
            if address := settings.get("global", "index-url", fallback=None):
                return address
    return None


def public_index() -> str:
    """Python's public index, where a comment of the standard library's own mock.py names it."""
    source = (Path(os.__file__).parent / "unittest" / "mock.py").read_text(encoding="utf-8")
    if home := re.search(r"https://[^/\s]+(?=/project/)", source):
        return f"{home[0]}/simple"
    raise SetupFailed("no package index is known here: set PIP_INDEX_URL")


def main(arguments: list[str]) -> int:
    """Sets up what the command needs and becomes it; returns only when that failed."""
    if sys.version_info < (3, 12):  # noqa: UP036 (this file is read before the Python is chosen)
        say(f"Python 3.12 or newer is needed; {sys.executable} is {platform.python_version()}")
        return 1
    command = arguments[0] if arguments else ""
    lock, program = PROGRAMS.get(command, (RUNTIME, f"api.cli {command}"))
    # What tests use of the system is installed meanwhile, and is waited for in any case.
    system = [sys.executable, ROOT / "tests" / "system.py"]
    asked = subprocess.Popen(system, stdin=subprocess.DEVNULL) if command == "test" else None
    with asked or contextlib.nullcontext():
        try:
            python = prepared(lock) / "bin" / "python"
        except (SetupFailed, OSError) as failure:
            say(str(failure))
            return 1
    if command == "test":
        os.chdir(ROOT)
        os.environ["PYTHONPYCACHEPREFIX"] = str(python.parents[1] / "compiled")
        os.environ["PYTHONDONTWRITEBYTECODE"] = ""  # of hundreds of programs the first compiles
    os.environ["PYTHONPATH"] = str(ROOT)
    # -P: what lies in the folder one happens to stand in is never imported.
    os.execv(python, [str(python), "-P", "-m", *program.split(), *arguments[1:]])  # noqa: S606


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
