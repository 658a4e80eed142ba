"""Files behind events: content-addressed, encrypted under sealing keys, checked when read."""

import hashlib
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import chain
from typing import Any

from psycopg.errors import UniqueViolation

from ledger.sealing import LOCKED, Seal
from ledger.store import Store
from ledger.vault import NoKey, Vault

PIECE = 262_144
"""Bytes of a piece."""
_COPY = "COPY ledger.blob (sha256, length, media_type, locked) FROM STDIN (FORMAT binary)"
_END = b"\xff\xff"


class NoBlob(LookupError):
    """No file of this hash is stored, or not one that this key opens."""


class NameTaken(LookupError):
    """Something else lies under this name: what was to be kept is not."""


class NoPlace(LookupError):
    """All places are taken: nothing was kept."""


class Blobs:
    """Statement files and documents in the ledger's database (one backup)."""

    def __init__(
        self, store: Store, vault: Vault, destroyed: Callable[[], Container[str]] = tuple
    ) -> None:
        """`destroyed`: names of the keys that are gone; nothing more is stored under them."""
        self._store = store
        self._vault = vault
        self._destroyed = destroyed

    def put(self, data: bytes, media_type: str, key: str) -> str:
        """Stores a file under a sealing key (made if it is not there); returns its SHA-256 (hex).

        Written before the command that names it; the same file twice is stored once. Raises NoKey
        when the key was destroyed.
        """
        if self.is_destroyed(key):
            raise NoKey(f"sealing key {key} was destroyed")
        digest = hashlib.sha256(data).digest()
        with self._store.datastore.transaction(commit=True) as curs:
            secret, wrapped = self._vault.new(key)
            made = curs.execute(
                "INSERT INTO sealed.key VALUES (%s, %s) ON CONFLICT DO NOTHING", (key, wrapped)
            ).rowcount
            seal = Seal([secret]) if made else self._vault.seal((key,))
            _insert(curs, digest, data, media_type, seal, (key,))
        return digest.hex()

    def keep(
        self,
        name: str,
        data: bytes,
        media_type: str,
        keys: Sequence[str],
        places: Sequence[str] = (),
    ) -> None:
        """Stores bytes under a name of their own (64 hex digits), which `kept` takes, and under
        keys that are there, all of them needed to read it.

        Whoever keeps the same bytes under another name hears nothing of these. What has the name
        and lies under the same keys stays as it is. Of `places`, names too, what is newly kept
        takes the first that is free: there are never more than these, however many come at once.
        Raises NoKey; NameTaken by what lies under other keys; NoPlace, nothing being kept.
        """
        if gone := [key for key in keys if self.is_destroyed(key)]:
            raise NoKey(f"sealing key {gone[0]} was destroyed")
        seal = self._vault.seal(keys)
        with self._store.datastore.transaction(commit=True) as curs:
            if _insert(curs, bytes.fromhex(name), data, media_type, seal, keys):
                names = map(bytes.fromhex, places)
                taken = (_insert(curs, one, b"", media_type, seal, keys) for one in names)
                if places and not any(taken):
                    raise NoPlace(f"all {len(places)} places for {name} are taken")
                return
        if not self.lies_under(name, *keys):
            raise NameTaken(f"another file is called {name}")

    def is_destroyed(self, key: str) -> bool:
        """Whether nothing more can be stored under this key."""
        return key in self._destroyed()

    def lies_under(self, sha256: str, *keys: str) -> bool:
        """Whether a file is kept, under these keys and no other."""
        return self._vault.names_of_blob(bytes.fromhex(sha256)) == keys

    def get(self, sha256: str) -> bytes:
        """The file of this hash. Raises NoBlob, also of what is kept under a name of its own: whose
        name it is, asks by `kept`; CannotOpen when its bytes were changed.
        """
        data = self.kept(sha256)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise NoBlob(f"no file {sha256} is stored")
        return data

    def kept(self, name: str) -> bytes:
        """What `keep` stored under a name. Raises as `get` does."""
        digest = bytes.fromhex(name)
        with self._store.reading() as curs:
            row = curs.execute(
                "SELECT locked FROM ledger.blob WHERE sha256 = %s", (digest,)
            ).fetchone()
        names = self._vault.names_of_blob(digest)
        if row is None or not names:
            raise NoBlob(f"no file {name} is stored")
        return self._vault.seal(names).unlock(digest, bytes(row[0]))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The same in pieces, each read as it is asked for: of a large file one stands in memory.
        The last comes where all is as it was kept; raises as `kept`, here or before that.
        """
        digest = bytes.fromhex(name)
        names = self._vault.names_of_blob(digest)
        if not names:
            raise NoBlob(f"no file {name} is stored")
        return self._vault.seal(names).unlocking(digest, self._locked(digest))

    def _locked(self, digest: bytes) -> Iterator[bytes]:
        """What is stored, in pieces; no connection is held between two."""
        at = 1
        while True:
            with self._store.reading() as curs:
                row = curs.execute(
                    "SELECT substr(locked, %s, %s) FROM ledger.blob WHERE sha256 = %s",
                    (at, PIECE, digest),
                ).fetchone()
            if row is None:
                raise NoBlob(f"no file {digest.hex()} is stored")
            if not row[0]:
                return
            yield bytes(row[0])
            at += PIECE


def _insert(
    curs: Any, name: bytes, data: bytes, media_type: str, seal: Seal, keys: Sequence[str]
) -> bool:
    """Whether it is stored now. What has the name already stays; what is about to, is waited for:
    it takes the name where it is committed, and leaves it where it is not.
    """
    if curs.execute("SELECT FROM ledger.blob WHERE sha256 = %s", (name,)).rowcount:
        return False
    locked = chain(_row(name, len(data), media_type), seal.locking(name, data), (_END,))
    try:
        with curs.connection.transaction(), curs.copy(_COPY) as copy:
            for piece in locked:
                copy.write(piece)
    except UniqueViolation:
        return False
    curs.execute("INSERT INTO sealed.blob_key VALUES (%s, %s)", (name, list(keys)))
    return True


def _row(name: bytes, length: int, media_type: str) -> Iterator[bytes]:
    """A row as PostgreSQL copies it, up to its last field: how long that is, but not what it says.

    So a file goes there in pieces: as a parameter it would be copied in one go.
    """
    yield b"PGCOPY\n\xff\r\n\0" + bytes(8) + (4).to_bytes(2)
    for field in (name, length.to_bytes(8), media_type.encode()):
        yield len(field).to_bytes(4) + field
    yield (length + LOCKED).to_bytes(4)
