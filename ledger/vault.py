"""Where sealing keys lie: wrapped by a master key that is not in the database, one row a key.

Reads as the matcher's role. Deleting a row is the destruction of what lies under the key.
"""

import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any, LiteralString

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import Connection, OperationalError
from psycopg_pool import ConnectionPool

from ledger.sealing import Seal, new_secret

_KEPT = 4096


class NoKey(LookupError):
    """A sealing key does not exist (nothing brought it into being) or was destroyed."""


class KeysAway(ConnectionError):
    """The database of the keys did not answer: nothing can be decided for now."""


class Vault:
    """Sealing keys by name. Caches hold committed keys only; new ones wait in the caller."""

    def __init__(self, dsn: str, master: bytes) -> None:
        """`dsn`: as the matcher's role; `master`: 32 bytes kept outside the database."""
        self._pool: ConnectionPool[Connection[tuple[Any, ...]]] = ConnectionPool(
            dsn,
            min_size=1,
            max_size=2,
            open=True,
            kwargs={"autocommit": True},
            timeout=5.0,
            reconnect_timeout=5.0,
            check=ConnectionPool.check_connection,
        )
        self._master = AESGCM(master)
        self._secrets: OrderedDict[str, bytes] = OrderedDict()
        self._seals: OrderedDict[tuple[str, ...], Seal] = OrderedDict()
        self._destroyed: set[str] = set()
        """What is in the hands of who read it before is not remembered any more."""
        self._lock = Lock()

    @contextmanager
    def connection(self) -> Iterator[Connection[tuple[Any, ...]]]:
        """A connection as the matcher, given back afterwards. Raises KeysAway."""
        try:
            with self._pool.connection() as conn:
                yield conn
        except OperationalError as lost:
            raise KeysAway(str(lost)) from lost

    def close(self) -> None:
        """Closes the connections."""
        self._pool.close()

    def new(self, name: str) -> tuple[bytes, bytes]:
        """A fresh key and its wrapped row, not stored yet."""
        secret, nonce = new_secret(), os.urandom(12)
        return secret, nonce + self._master.encrypt(nonce, secret, name.encode())

    def keep(self, name: str, secret: bytes) -> None:
        """Remembers a key that has just been committed."""
        with self._lock:
            self._destroyed.discard(name)
            _keep(self._secrets, name, secret)

    def secret(self, name: str) -> bytes:
        """The key of this name. Raises NoKey."""
        with self._lock:
            if name in self._secrets:
                return self._secrets[name]
        with self.connection() as conn:
            found = conn.execute("SELECT wrapped FROM sealed.key WHERE name = %s", (name,))
            row = found.fetchone()
        if row is None:
            raise NoKey(f"there is no sealing key {name}")
        secret = self._unwrapped(name, bytes(row[0]))
        with self._lock:
            self._refuse_destroyed([name])
            _keep(self._secrets, name, secret)
        return secret

    def _refuse_destroyed(self, names: Iterable[str]) -> None:
        """Raises NoKey for what was destroyed while it was read. The lock is held."""
        if gone := self._destroyed.intersection(names):
            raise NoKey(f"there is no sealing key {min(gone)}")

    def learn(self, names: Iterable[str]) -> None:
        """Fetches keys that are not remembered, all at once; those that do not exist are let be."""
        with self._lock:
            missing = sorted({*names} - self._secrets.keys())
        if not missing:
            return
        with self.connection() as conn:
            found = conn.execute(
                "SELECT name, wrapped FROM sealed.key WHERE name = ANY(%s)", (missing,)
            )
            secrets = {name: self._unwrapped(name, bytes(wrapped)) for name, wrapped in found}
        with self._lock:
            for name in secrets.keys() - self._destroyed:
                _keep(self._secrets, name, secrets[name])

    def _unwrapped(self, name: str, wrapped: bytes) -> bytes:
        return self._master.decrypt(wrapped[:12], wrapped[12:], name.encode())

    def opens(self, names: Sequence[str]) -> bool:
        """Whether all these keys are still there."""
        try:
            return not names or bool(self.seal(names))
        except NoKey:
            return False

    def forget(self) -> None:
        """Remembers no key: the database may have been set back to before some were made."""
        with self._lock:
            self._secrets.clear()
            self._seals.clear()
            self._destroyed.clear()

    def seal(self, names: Sequence[str]) -> Seal:
        """The seal under these keys together. Raises NoKey."""
        key = tuple(names)
        with self._lock:
            if key in self._seals:
                return self._seals[key]
        made = Seal([self.secret(name) for name in key])
        with self._lock:
            self._refuse_destroyed(key)
            _keep(self._seals, key, made)
        return made

    def names_of(self, stream: int) -> tuple[str, ...]:
        """Under which keys a stream lies; empty for a stream with nothing sealed."""
        return self._names("SELECT names FROM sealed.stream_key WHERE number = %s", stream)

    def names_of_many(self, streams: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The same of many streams, with one question; those with nothing sealed are left out."""
        with self.connection() as conn:
            found = conn.execute(
                "SELECT number, names FROM sealed.stream_key WHERE number = ANY(%s)",
                (list(streams),),
            )
            return {row[0]: tuple(row[1]) for row in found}

    def streams_under(self, name: str) -> list[int]:
        """The streams that lie under a key, alone or with another; by number."""
        with self.connection() as conn:
            found = conn.execute(
                "SELECT number FROM sealed.stream_key WHERE %s = ANY(names) ORDER BY number",
                (name,),
            )
            return [row[0] for row in found]

    def names_of_blob(self, sha256: bytes) -> tuple[str, ...]:
        """Under which keys a stored file lies."""
        return self._names("SELECT names FROM sealed.blob_key WHERE sha256 = %s", sha256)

    def _names(self, query: LiteralString, of: int | bytes) -> tuple[str, ...]:
        with self.connection() as conn:
            found = conn.execute(query, (of,)).fetchone()
        return tuple(found[0]) if found else ()

    def destroy(self, name: str) -> bool:
        """Deletes the key for ever, then forgets it; False when it was gone already."""
        with self.connection() as conn:
            deleted = conn.execute("DELETE FROM sealed.key WHERE name = %s", (name,)).rowcount > 0
        with self._lock:
            self._destroyed.add(name)
            self._secrets.pop(name, None)
            for key in [names for names in self._seals if name in names]:
                del self._seals[key]
        return deleted


def _keep[K, V](kept: OrderedDict[K, V], key: K, value: V) -> None:
    kept[key] = value
    if len(kept) > _KEPT:
        kept.popitem(last=False)
