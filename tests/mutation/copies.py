"""The copies of the tree in which code is changed: under build/mutation, one a module."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIES = ROOT / "build" / "mutation"
COPIED = ("domain", "ledger", "projections", "api", "tests", "pyproject.toml")


def brought_up_to_date(module: str, of: Iterable[str]) -> Path:
    """A module's copy, as the tree is now; `of`: patterns of the files that its results are of.

    Functions that did not change since keep what became of their changes: what a test noticed once
    stays noticed, what none did is asked again. Without the folder all is begun anew.
    """
    copy = COPIES / module
    digest = _digest(of)
    stamp = copy / "digest"
    if not stamp.exists() or stamp.read_text() != digest:
        refresh(copy)
        (copy / "asked").unlink(missing_ok=True)
        stamp.write_text(digest)
    return copy


def refresh(copy: Path) -> None:
    """A file that is as it was is not touched: by its age it is known as unchanged."""
    wanted = {file.relative_to(ROOT) for name in COPIED for file in _files(ROOT / name)}
    there = {file.relative_to(copy) for name in COPIED for file in _files(copy / name)}
    for gone in there - wanted:
        for path in (gone, Path("mutants", gone), Path("mutants", f"{gone}.meta")):
            (copy / path).unlink(missing_ok=True)
    for path in wanted:
        now, then = (ROOT / path).read_bytes(), copy / path
        if path not in there or then.read_bytes() != now:
            then.parent.mkdir(parents=True, exist_ok=True)
            then.write_bytes(now)


def files_of(tests: Iterable[str]) -> list[str]:
    """The files of these patterns, below the root."""
    return sorted(str(p.relative_to(ROOT)) for test in tests for p in ROOT.glob(test))


def _digest(patterns: Iterable[str]) -> str:
    found = {file for pattern in patterns for path in ROOT.glob(pattern) for file in _files(path)}
    told = hashlib.sha256()
    for file in sorted(found):
        told.update(f"{file.relative_to(ROOT)} {len(file.read_bytes())}\n".encode())
        told.update(file.read_bytes())
    return told.hexdigest()


def _files(path: Path) -> list[Path]:
    below = [path] if path.is_file() else path.rglob("*")
    return [file for file in below if file.is_file() and file.suffix != ".pyc"]
