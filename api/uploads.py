"""Files that come in parts: kept encrypted beside the books until they are read, or are over.

Who began one goes on with it, nobody else; each is a file of its own, called by its random id. Time
is the machine's, also over a simulated log.
"""

import hmac
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from api import locking
from api.clock import system_clock
from api.home import Home
from api.upload_file import Announced, NoUpload, UploadError, UploadFile, make
from ledger.sealing import CannotOpen, Seal

KEPT_S = 24 * 3_600
"""Seconds from its beginning that an upload can be gone on with; then it is forgotten."""
OF_ONE = 4
"""Uploads of one person at once."""
OF_ALL = 32
"""Statements at once: with the largest file, what they take on the disk is bounded."""
BIDS_OF_ALL = 256
"""Files of bids at once: many come in the last hour before a deadline."""

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where uploads of one kind lie: what is begun as one is never read as another, and however
    many there are of one, others find room. `of_all`: so many at once.
    """

    folder: str
    of_all: int


STATEMENTS = Shelf("uploads", OF_ALL)
BIDS = Shelf("uploads of bids", BIDS_OF_ALL)
SHELVES = (STATEMENTS, BIDS)


class TooMany(UploadError):
    """This person, or all together, have as many uploads as are kept."""


class OtherOffset(UploadError):
    """It stands at another offset than the bytes are said to begin at, or than its end."""

    def __init__(self, offset: int) -> None:
        super().__init__("bring.offset", here=offset)
        self.offset = offset


class NotAsAnnounced(UploadError):
    """What came has another SHA-256 than was announced; it is forgotten."""

    def __init__(self) -> None:
        super().__init__("bring.other_file")


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload, and how many of its bytes are here."""

    id: str
    told: Announced
    offset: int


class Uploads:
    """The uploads of one kind in one installation; any number of processes may share the folder."""

    def __init__(
        self,
        home: Home,
        clock: Callable[[], datetime] = system_clock,
        *,
        of: Shelf = STATEMENTS,
    ) -> None:
        label = f"zhangben {of.folder}".encode()
        self._folder = home.root / of.folder.replace(" ", "-")
        self._seal = Seal([hmac.digest(home.master(), label, "sha256")])
        self._clock = clock
        self._of_all = of.of_all

    def begin(self, person: str, length: int, digest: str) -> Upload:
        """A new upload, empty; what is over is forgotten on the way. Raises TooMany, NoRoom."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        with locking.alone(self._folder):
            standing = list(self._standing())
            if sum(told.person == person for told in standing) >= OF_ONE:
                raise TooMany("bring.too_many", person=person, most=OF_ONE)
            if len(standing) >= self._of_all:
                raise TooMany("bring.all_taken", most=self._of_all)
            told = Announced(person, length, digest, self._now() + KEPT_S)
            path = self._folder / secrets.token_hex(16)
            make(self._seal, path, told)
        return Upload(path.name, told, 0)

    def of(self, person: str, upload: str) -> Upload:
        """How an upload of this person stands. Raises NoUpload."""
        with self._opened(person, upload, alone=False) as file:
            return Upload(upload, file.told, file.offset)

    def going_on(self, person: str, upload: str, offset: int) -> UploadFile:
        """The file of an upload of this person, to be gone on with from this offset, and closed.

        Raises NoUpload, InUse, OtherOffset.
        """
        file = self._opened(person, upload, alone=True)
        if file.offset != offset:
            file.close()
            raise OtherOffset(file.offset)
        return file

    def whole(self, person: str, upload: str) -> bytes:
        """All its bytes. Raises NoUpload, InUse; OtherOffset where some are missing;
        NotAsAnnounced, which forgets it: nobody can mend it.
        """
        with self._opened(person, upload, alone=True) as file:
            if file.offset != file.told.length:
                raise OtherOffset(file.offset)
            try:
                data = file.data()
            except CannotOpen:
                data = b""
            if sha256(data).hexdigest() != file.told.sha256:
                self._path(upload).unlink(missing_ok=True)  # its time may be over by now
                raise NotAsAnnounced
            return data

    def end(self, person: str, upload: str) -> None:
        """Forgets an upload of this person. Raises NoUpload, InUse."""
        with self._opened(person, upload, alone=True):
            self._path(upload).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Forgets what is over."""
        if self._folder.exists():
            with locking.alone(self._folder):
                list(self._standing())

    def _standing(self) -> Iterator[Announced]:
        """What can be gone on with; all else is forgotten."""
        for path in self._folder.iterdir():
            try:
                with UploadFile(self._seal, path) as file:
                    told = file.told
            except NoUpload:
                path.unlink(missing_ok=True)
                continue
            if told.until <= self._now():
                path.unlink(missing_ok=True)
            else:
                yield told

    def _opened(self, person: str, upload: str, *, alone: bool) -> UploadFile:
        """Raises NoUpload, also for another's: that there is one is not told."""
        if not _ID.fullmatch(upload):
            raise NoUpload
        file = UploadFile(self._seal, self._path(upload))
        try:
            if file.told.person != person or file.told.until <= self._now():
                raise NoUpload
            if alone:  # only now: whose it is not, hears nothing of it, and hinders nobody
                file.alone()
        except BaseException:
            file.close()
            raise
        return file

    def _path(self, upload: str) -> Path:
        return self._folder / upload

    def _now(self) -> int:
        return int(self._clock().timestamp())


def sweep_all(home: Home) -> None:
    """Forgets what is over, on every shelf."""
    for shelf in SHELVES:
        Uploads(home, of=shelf).sweep()
