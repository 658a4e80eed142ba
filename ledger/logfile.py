"""A log as one plain text file: a first line, stored events as they are, checkpoints at the end.

Each event is two lines, each checkpoint one of canonical JSON, `{"checkpoint":"…"}`.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ledger import canonical

FIRST_LINE = b"zhangben-log/v1\n"

LINE_MAX = 1 << 17
"""Longest line in bytes, its end included; no event and no checkpoint comes near."""

_CHECKPOINT = b'{"checkpoint":'
_BLOCK = 1 << 16


class LogFileError(ValueError):
    """A file that is no exported log, or an event that cannot be exported; says where and why."""


def write(path: Path, stored: Iterable[bytes], checkpoints: Iterable[str]) -> int:
    """Writes the file, whole or not at all; returns the number of events.

    Raises LogFileError for a stored event that is not two lines: it would shift all the others.
    """
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "wb") as file:
            count = _write(file, stored, checkpoints)
            file.flush()
            os.fsync(descriptor)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
    return count


def _write(file: BinaryIO, stored: Iterable[bytes], checkpoints: Iterable[str]) -> int:
    file.write(FIRST_LINE)
    position = 0
    for position, form in enumerate(stored, 1):
        if form.count(b"\n") != 2 or not form.endswith(b"\n") or form.startswith(_CHECKPOINT):
            raise LogFileError(f"position {position}: the stored event is not two lines")
        file.write(form)
    for note in checkpoints:
        file.write(canonical.write({"checkpoint": note}) + b"\n")
    return position


@contextmanager
def read(path: Path) -> Iterator[tuple[Iterator[bytes], list[str]]]:
    """The stored events, as they come, and the checkpoints. Raises LogFileError, OSError.

    The events are not looked at: two lines each, whatever they hold, and one that is left over.
    """
    with open(path, "rb") as file:
        if file.readline(len(FIRST_LINE)) != FIRST_LINE:
            raise LogFileError(f"line 1: a log file begins with {FIRST_LINE.decode().strip()}")
        size = file.seek(0, os.SEEK_END)
        end = _end_of_events(file, size)
        file.seek(end)
        checkpoints = [_note(line) for line in _lines(file, size - end, f"byte {end}, line")]
        file.seek(len(FIRST_LINE))
        yield _events(_lines(file, end - len(FIRST_LINE), "event line")), checkpoints


def _end_of_events(file: BinaryIO, size: int) -> int:
    """Where the checkpoints begin. They stand behind all events, so halving finds the place."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        file.seek(middle)
        file.readline(LINE_MAX)
        if file.read(len(_CHECKPOINT)) in (b"", _CHECKPOINT):
            high = middle
        else:
            low = middle + 1
    file.seek(low)
    file.readline(LINE_MAX)
    return file.tell()


def _lines(file: BinaryIO, size: int, what: str) -> Iterator[bytes]:
    """The whole lines of so many bytes, from where the file stands. Raises LogFileError."""
    number = 0
    while size > 0:
        number += 1
        line = file.readline(LINE_MAX)
        size -= len(line)
        if not line.endswith(b"\n"):
            raise LogFileError(
                f"{what} {number}: no end of line within {LINE_MAX} bytes, or the file was cut off"
            )
        yield line


def _events(lines: Iterator[bytes]) -> Iterator[bytes]:
    for body in lines:
        yield body + next(lines, b"")


def _note(line: bytes) -> str:
    try:
        said = canonical.read(line.removesuffix(b"\n"))
    except canonical.NotCanonical as problem:
        raise LogFileError(f"a checkpoint line is not canonical JSON: {problem}") from None
    if not isinstance(said, dict) or list(said) != ["checkpoint"]:
        raise LogFileError(f"a checkpoint line is {line[:80]!r}, right would be one field")
    note = said["checkpoint"]
    if not isinstance(note, str):
        raise LogFileError(f"a checkpoint is {note!r}, right would be text")
    return note
