"""Where Python has no pip: the pinned wheel, from the package index of this machine."""

import hashlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import bootstrap


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


@pytest.fixture
def unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a machine on which nobody chose an index."""
    for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "machine"))
    return tmp_path


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
