"""The file of one upload: records, each a length and what `Seal.lock` made of some bytes.

The first tells what was announced, each other one is the bytes from its offset on, locked under
upload and offset: none can stand elsewhere. A record that a crash cut short never counted, and is
written over.
"""

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path
from typing import Self

from api.texts import spoken
from ledger.sealing import CannotOpen, Seal

PIECE = 262_144
"""Bytes that are locked and written together; fewer at the end of a request."""

_HEAD, _LOCK = 4, 28
"""Bytes before a record that say how long it is; by so many a locked record is longer."""
_MOST = PIECE + _LOCK
"""Bytes of the longest record."""


class UploadError(Exception):
    """Something is wrong with an upload: a key of the catalogue, and what its sentence leaves open;
    `str` of it is English.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values

    def __str__(self) -> str:
        return spoken(self.key, "en", **self.values)


class NoUpload(UploadError):
    """There is none of this id that this person began, or its time is over."""

    def __init__(self) -> None:
        super().__init__("bring.none")


class InUse(UploadError):
    """Another request goes on with it just now."""

    def __init__(self) -> None:
        super().__init__("bring.in_use")


class NoRoom(UploadError):
    """The disk did not take some bytes: of a request nothing is kept from the first of them on."""

    def __init__(self, offset: int) -> None:
        super().__init__("bring.full", here=offset)


class TooMuch(UploadError):
    """More bytes came than were announced."""

    def __init__(self, length: int) -> None:
        super().__init__("bring.more", length=length)


@dataclass(frozen=True, slots=True)
class Announced:
    """What was said when it began: who brings it, how many bytes, their SHA-256 (hex); `until`:
    the second of its end."""

    person: str
    length: int
    sha256: str
    until: int


class UploadFile:
    """The file, open; for one thread at a time."""

    def __init__(self, seal: Seal, path: Path) -> None:
        """As it stands; somebody else may go on with it. Raises NoUpload, OSError."""
        self._seal = seal
        self._id = path.name
        self._waiting = bytearray()
        self._pieces: list[tuple[int, int, int]] = []
        """Offset of some bytes, where their record lies in the file, and how long it is."""
        try:
            self._file = path.open("r+b", buffering=0)
        except FileNotFoundError:
            raise NoUpload from None
        try:
            self.told = self._read()
        except BaseException:
            self._file.close()
            raise

    @property
    def offset(self) -> int:
        """How many bytes are here."""
        return self._written + len(self._waiting)

    def alone(self) -> None:
        """From now until it is closed nobody else is. Raises NoUpload, InUse."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse from None
        self._pieces.clear()
        self.told = self._read()  # who held it before may have gone on, or deleted it

    def take(self, data: bytes) -> None:
        """The next bytes; they are written piece by piece, the last at the end.

        Raises TooMuch; NoRoom, after which nothing more is kept.
        """
        if self.offset + len(data) > self.told.length:
            raise TooMuch(self.told.length)
        self._waiting += data
        while len(self._waiting) >= PIECE:
            self._write(PIECE)

    def data(self) -> bytes:
        """All bytes that are here. Raises CannotOpen where the file was changed."""
        found = (self._opened(*piece) for piece in self._pieces)
        return b"".join(found)

    def close(self) -> None:
        """What came is written. Raises NoRoom."""
        with self._file:
            if self._waiting:
                self._write(len(self._waiting))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> Announced:
        """What was announced; where the bytes lie that are here, and where the next go."""
        now = os.fstat(self._file.fileno())
        size, self._end, self._written = now.st_size if now.st_nlink else 0, 0, 0
        told: Announced | None = None
        while (length := self._length(size)) is not None:
            at = self._end + _HEAD
            if told is None:
                told = self._announced(at, length)
            else:
                self._pieces.append((self._written, at, length))
                self._written += length - _LOCK
            self._end = at + length
        if told is None:
            raise NoUpload
        return told

    def _length(self, size: int) -> int | None:
        """How long the record at the end of those before it is; None where none is whole."""
        self._file.seek(self._end)
        length = int.from_bytes(self._file.read(_HEAD))
        fits = self._end + _HEAD + length <= size
        return length if fits and _LOCK < length <= _MOST else None

    def _announced(self, at: int, length: int) -> Announced:
        self._file.seek(at)
        try:
            plain = self._seal.unlock(_told(self._id), self._file.read(length))
            return Announced(**json.loads(plain))
        except (CannotOpen, ValueError, TypeError):
            raise NoUpload from None

    def _opened(self, offset: int, at: int, length: int) -> bytes:
        self._file.seek(at)
        return self._seal.unlock(_place(self._id, offset), self._file.read(length))

    def _write(self, count: int) -> None:
        """So many of the bytes that wait; else none, nor of those behind them: they would lie at a
        wrong offset."""
        locked = self._seal.lock(_place(self._id, self._written), bytes(self._waiting[:count]))
        try:
            self._file.truncate(self._end)  # what a crash cut short
            _put(self._file, self._end, _record(locked))
        except OSError:
            self._waiting.clear()
            raise NoRoom(self._written) from None
        del self._waiting[:count]
        self._pieces.append((self._written, self._end + _HEAD, len(locked)))
        self._end += _HEAD + len(locked)
        self._written += count


def _put(file: FileIO, at: int, data: bytes) -> None:
    """Writes all of it; a disk that is nearly full takes a part, and then says so."""
    done = 0
    while done < len(data):
        done += os.pwrite(file.fileno(), data[done:], at + done)


def make(seal: Seal, path: Path, told: Announced) -> None:
    """Makes the file of a new upload: only its owner reads it, who finds nothing in plain.

    Raises NoRoom, and then there is none.
    """
    first = seal.lock(_told(path.name), json.dumps(asdict(told)).encode())
    try:
        with open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+b", 0) as file:
            _put(file, 0, _record(first))
    except OSError:
        path.unlink(missing_ok=True)
        raise NoRoom(0) from None


def _record(locked: bytes) -> bytes:
    return len(locked).to_bytes(_HEAD) + locked


def _told(upload: str) -> bytes:
    return f"{upload}/announced".encode()


def _place(upload: str, offset: int) -> bytes:
    return f"{upload}/{offset}".encode()
