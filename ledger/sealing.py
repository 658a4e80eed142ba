"""Sealed parts: commitment in the signed body, ciphertext under a lot's, a day's, a person's key.

PROOFS 5. Who holds no key sees a hash and 512 padded bytes; who gets the key later can prove
that the opened value is the one that was committed to.
"""

import hashlib
import hmac
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from ledger.envelope import SealedPart

SEALED_BYTES = 512
STREAM_TAGS = 2
"""Marks of a sealed stream: a person's deposit lies under two keys, a company's under one."""
_SALT, _LENGTH, _NONCE, _TAG = 32, 2, 12, 16
LOCKED = _NONCE + _TAG
"""So many bytes more than the data has what is locked."""
_PIECE = 262_144
_CIPHERS_KEPT = 1_024
_DRAWN = 128
"""Parts for which randomness is drawn at a time."""
VALUE_MAX = SEALED_BYTES - _SALT - _LENGTH
_KEY_TAG = b"zhangben/sealing-key/v1\n"
_PART_TAG = b"zhangben/sealed/v1\n"
_STREAM_TAG = b"zhangben/stream-tag/v1\n"
_BLOB_TAG = b"zhangben/blob/v1\n"


class CannotOpen(ValueError):
    """The key is another one, or the bytes were changed."""


class TooLong(ValueError):
    """The sealed fields of one event exceed VALUE_MAX bytes; nothing may leak by its length."""


def new_secret() -> bytes:
    """A fresh sealing key: 32 random bytes."""
    return os.urandom(32)


def commitment(secret: bytes) -> str:
    """What is published when a sealing key comes into being (hex)."""
    return hashlib.sha256(_KEY_TAG + secret).hexdigest()


def stream_tag(secret: bytes, number: int) -> str:
    """The mark of a stream under this key: only its holder can make or recognise it (hex)."""
    tag_key = hmac.digest(secret, _STREAM_TAG, "sha256")
    return hmac.digest(tag_key, str(number).encode(), "sha256").hex()


def stream_tags(secrets: Sequence[bytes], number: int) -> tuple[str, ...]:
    """The marks of a stream under these keys, always as many: nobody counts the keys.

    Nothing for a stream without keys. Raises ValueError for more keys than marks.
    """
    if len(secrets) > STREAM_TAGS:
        raise ValueError(f"a stream lies under {len(secrets)} keys, at most {STREAM_TAGS} fit")
    marks = [stream_tag(secret, number) for secret in secrets]
    filler = [os.urandom(32).hex() for _ in range(STREAM_TAGS - len(marks))] if marks else []
    return (*marks, *filler)


def context(origin: str, stream: int, sequence: int, command: str) -> bytes:
    """Where a sealed part belongs; a part opens in no other place."""
    return f"{origin}\n{stream}\n{sequence}\n{command}\n".encode()


def committed(where: bytes, salt: bytes, value: bytes) -> str:
    """The commitment of a sealed part (hex): the check after an opening."""
    return hashlib.sha256(_PART_TAG + where + salt + value).hexdigest()


_STOCK: deque[bytes] = deque()
os.register_at_fork(after_in_child=_STOCK.clear)  # no two processes use the same


def _random() -> bytes:
    """Salt and nonce for one part, each given out once to one thread. Asking the system every time
    costs more than all the rest of sealing.
    """
    size = _SALT + _NONCE
    while True:
        try:
            return _STOCK.popleft()
        except IndexError:
            drawn = os.urandom(size * _DRAWN)
            _STOCK.extend([drawn[at : at + size] for at in range(0, len(drawn), size)])


class Seal:
    """Seals and opens under one or several secrets at once (a lot's and a person's)."""

    def __init__(self, secrets: Sequence[bytes]) -> None:
        if not secrets or any(len(secret) != 32 for secret in secrets):
            raise ValueError("a seal needs at least one secret of 32 bytes")
        self._prk = hmac.digest(bytes(32), b"".join(secrets), "sha256")
        self._ciphers: dict[int, AESGCM] = {}

    def _key(self, info: bytes) -> bytes:
        return hmac.digest(self._prk, info + b"\x01", "sha256")

    def _cipher(self, info: bytes) -> AESGCM:
        return AESGCM(self._key(info))

    def _of_stream(self, stream: int) -> AESGCM:
        """Each stream has a key of its own, each part a random nonce."""
        cipher = self._ciphers.get(stream)
        if cipher is None:
            if len(self._ciphers) >= _CIPHERS_KEPT:
                self._ciphers.clear()
            cipher = self._ciphers[stream] = self._cipher(_PART_TAG + b"%d" % stream)
        return cipher

    def seal(self, stream: int, where: bytes, value: bytes) -> SealedPart:
        """Seals a value of up to VALUE_MAX bytes. Raises TooLong."""
        if len(value) > VALUE_MAX:
            raise TooLong(f"sealed fields are {len(value)} bytes, at most {VALUE_MAX} fit")
        random = _random()
        salt, nonce = random[:_SALT], random[_SALT:]
        c = committed(where, salt, value)
        plain = salt + len(value).to_bytes(_LENGTH) + value.ljust(VALUE_MAX, b"\0")
        sealed = self._of_stream(stream).encrypt(nonce, plain, where + c.encode())
        return SealedPart(c=c, x=nonce + sealed)

    def open(self, stream: int, where: bytes, part: SealedPart) -> bytes:
        """The value, checked against its commitment. Raises CannotOpen."""
        plain = _decrypted(self._of_stream(stream), part.x, where + part.c.encode())
        salt, rest = plain[:_SALT], plain[_SALT:]
        value = rest[_LENGTH : _LENGTH + int.from_bytes(rest[:_LENGTH])]
        if committed(where, salt, value) != part.c:
            raise CannotOpen("the opened value is not the one that was committed to")
        return value

    def lock(self, name: bytes, data: bytes) -> bytes:
        """Encrypts stored bytes (a command, a statement file) under their name."""
        nonce = _random()[_SALT:]
        return nonce + self._cipher(_BLOB_TAG + name).encrypt(nonce, data, name)

    def locking(self, name: bytes, data: bytes) -> Iterator[bytes]:
        """What `lock` gives, in pieces: for a large file that makes copies of it in one go, and
        nobody else has the interpreter's lock meanwhile. All but `LOCKED` bytes are of the data."""
        nonce, plain = _random()[_SALT:], memoryview(data)
        under = Cipher(AES(self._key(_BLOB_TAG + name)), GCM(nonce)).encryptor()
        under.authenticate_additional_data(name)
        yield nonce
        for at in range(0, len(data), _PIECE):
            yield under.update(plain[at : at + _PIECE])
        yield under.finalize() + under.tag

    def unlock(self, name: bytes, data: bytes) -> bytes:
        """The bytes that `lock` was given. Raises CannotOpen."""
        return _decrypted(self._cipher(_BLOB_TAG + name), data, name)

    def unlocking(self, name: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same, in pieces as those of what was locked come, however that is cut. None of them
        is sure before the last, which comes where all is as it was locked. Raises CannotOpen."""
        return _decrypting(self._key(_BLOB_TAG + name), iter(pieces), name)


def _decrypted(cipher: AESGCM, data: bytes, extra: bytes) -> bytes:
    try:
        return cipher.decrypt(data[:_NONCE], data[_NONCE:], extra)
    except InvalidTag:
        raise CannotOpen("the key is another one, or the bytes were changed") from None


def _decrypting(key: bytes, pieces: Iterator[bytes], extra: bytes) -> Iterator[bytes]:
    """What comes last may be the tag: it is held back, and so is the last piece until that fits."""
    held, plain = _first(pieces, _NONCE), b""
    under = Cipher(AES(key), GCM(held[:_NONCE])).decryptor()
    under.authenticate_additional_data(extra)
    held = held[_NONCE:]
    for piece in pieces:
        held += piece
        if plain:
            yield plain
        plain, held = under.update(held[:-_TAG]), held[-_TAG:]
    plain += under.update(held[:-_TAG])
    try:
        plain += under.finalize_with_tag(held[-_TAG:])
    except (InvalidTag, ValueError):
        raise CannotOpen("the key is another one, or the bytes were changed") from None
    yield plain


def _first(pieces: Iterator[bytes], many: int) -> bytes:
    """So many bytes, and what came with them. Raises CannotOpen where there are not so many."""
    held = b""
    for piece in pieces:
        held += piece
        if len(held) >= many:
            return held
    raise CannotOpen("the bytes were cut off")
