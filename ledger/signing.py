"""Sign and check; the algorithm is data, the key a value from outside. Ed25519 and ECDSA P-256.

A signature is over a domain tag and what follows it, so that none is valid for anything else.
Public keys are raw: 32 bytes for `ed25519`, the uncompressed point of 65 bytes for `p256`.
"""

import os
import tempfile
from base64 import encodebytes
from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

ED25519 = "ed25519"
P256 = "p256"

EVENT_TAG = b"zhangben/event/v1\n"
COMMAND_TAG = b"zhangben/command/v1\n"

_ECDSA = ec.ECDSA(hashes.SHA256())
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_FIELD = 2**255 - 19
_Y8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
# Under these Ed25519 keys (as y) one signature fits any message: nobody could be held to it.
_SMALL_ORDER = {0, 1, _FIELD - 1, _Y8, _FIELD - _Y8}
# PBKDF2 rounds for a key file. The library's own encryption of PKCS#8 takes 2,048 and no other.
_ROUNDS = 600_000


class KeyRefused(ValueError):
    """A key, key file or algorithm that cannot be used; the message says which and why."""


class Signer(Protocol):
    """Whoever holds a private key: a file here, a token or a service elsewhere."""

    algorithm: str
    public: bytes
    key_id: str

    def sign(self, message: bytes) -> bytes:
        """64 bytes: Ed25519's signature, or r ‖ s."""


class Verifier(Protocol):
    """A parsed public key."""

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether the holder of the private key signed exactly this message."""


def key_id(algorithm: str, public: bytes) -> str:
    """The name of a key: 32 hex digits of SHA-256(algorithm ‖ newline ‖ raw public key)."""
    return sha256(algorithm.encode() + b"\n" + public).hexdigest()[:32]


@lru_cache(maxsize=4096)
def public_from(algorithm: str, raw: bytes) -> Verifier:
    """The parsed key. Raises KeyRefused for an unknown algorithm or bytes that are no safe key."""
    parse, _ = _known(algorithm)
    return parse(raw)


def verify(algorithm: str, public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature is good. Raises KeyRefused like `public_from`."""
    return public_from(algorithm, public).verify(signature, message)


class _Ed25519Verifier:
    def __init__(self, raw: bytes) -> None:
        y = int.from_bytes(raw, "little") % 2**255
        if len(raw) != 32 or y >= _FIELD or y in _SMALL_ORDER:
            raise KeyRefused(f"{raw.hex()} is no Ed25519 public key of full order (32 bytes)")
        self._key = Ed25519PublicKey.from_public_bytes(raw)

    def verify(self, signature: bytes, message: bytes) -> bool:
        try:
            self._key.verify(signature, message)
        except InvalidSignature:
            return False
        return True


class _P256Verifier:
    def __init__(self, raw: bytes) -> None:
        # One key, one encoding: a compressed point would give the same person a second key id.
        try:
            if len(raw) != 65:
                raise ValueError
            self._key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
        except ValueError:
            raise KeyRefused(f"{raw.hex()} is no uncompressed point of P-256 (65 bytes)") from None

    def verify(self, signature: bytes, message: bytes) -> bool:
        r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
        if len(signature) != 64 or not (0 < r < _P256_ORDER and 0 < s < _P256_ORDER):
            return False
        try:
            self._key.verify(utils.encode_dss_signature(r, s), message, _ECDSA)
        except InvalidSignature:
            return False
        return True


class FileSigner:
    """A Signer with the key in memory, read from a PKCS#8 file or new and to be saved to one."""

    def __init__(self, key: object) -> None:
        if isinstance(key, Ed25519PrivateKey):
            self.algorithm, self.public = ED25519, key.public_key().public_bytes_raw()
        elif isinstance(key, ec.EllipticCurvePrivateKey):
            self.algorithm, self.public = (
                P256,
                key.public_key().public_bytes(
                    serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
                ),
            )
        else:
            raise KeyRefused(f"{type(key).__name__} is neither an Ed25519 nor a P-256 key")
        public_from(self.algorithm, self.public)  # refuses another curve
        self._key = key
        self.key_id = key_id(self.algorithm, self.public)

    def sign(self, message: bytes) -> bytes:
        """64 bytes: Ed25519's signature, or r ‖ s."""
        if isinstance(self._key, Ed25519PrivateKey):
            return self._key.sign(message)
        r, s = utils.decode_dss_signature(self._key.sign(message, _ECDSA))
        return r.to_bytes(32) + s.to_bytes(32)

    def exported(self) -> bytes:
        """The private key as PKCS#8, for another process of ours."""
        encoding, plain = serialization.Encoding.DER, serialization.NoEncryption()
        return self._key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)

    @classmethod
    def imported(cls, exported: bytes) -> "FileSigner":
        """What `exported` gave."""
        return cls(serialization.load_der_private_key(exported, None))

    @classmethod
    def load(cls, path: Path, password: bytes | None = None) -> "FileSigner":
        """Reads a PEM file. Raises KeyRefused for a wrong password or another kind of key."""
        try:
            return cls(serialization.load_pem_private_key(path.read_bytes(), password))
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyRefused(f"key file {path}: {error}") from None

    def save(self, path: Path, password: bytes | None = None) -> None:
        """Writes a PEM file of mode 0600, whole or not at all. Raises FileExistsError."""
        encoding, plain = serialization.Encoding.DER, serialization.NoEncryption()
        der = self._key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
        label = "PRIVATE KEY"
        if password is not None:
            label, der = "ENCRYPTED PRIVATE KEY", _encrypted(der, password)
        descriptor, name = tempfile.mkstemp(dir=path.parent)  # of mode 0600
        try:
            with open(descriptor, "w", encoding="ascii") as file:
                text = encodebytes(der).decode()
                file.write(f"-----BEGIN {label}-----\n{text}-----END {label}-----\n")
                file.flush()
                os.fsync(descriptor)
            os.link(name, path)  # unlike a rename, never over another key
        finally:
            os.unlink(name)


def new_key(algorithm: str) -> FileSigner:
    """A fresh key. Raises KeyRefused for an algorithm that is not available."""
    _, generate = _known(algorithm)
    return FileSigner(generate())


_ALGORITHMS: dict[str, tuple[Callable[[bytes], Verifier], Callable[[], object]]] = {
    ED25519: (_Ed25519Verifier, Ed25519PrivateKey.generate),
    P256: (_P256Verifier, partial(ec.generate_private_key, ec.SECP256R1())),
}


def _known(algorithm: str) -> tuple[Callable[[bytes], Verifier], Callable[[], object]]:
    if algorithm not in _ALGORITHMS:
        raise KeyRefused(f"algorithm {algorithm!r} is not available; use ed25519 or p256")
    return _ALGORITHMS[algorithm]


def _encrypted(key: bytes, password: bytes) -> bytes:
    """PKCS#8 EncryptedPrivateKeyInfo: PBES2 of PBKDF2 with HMAC-SHA-512 and AES-256-CBC."""
    pbes2, pbkdf2 = b"\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d", b"\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0c"
    hmac_sha512, aes = b"\x2a\x86\x48\x86\xf7\x0d\x02\x0b", b"\x60\x86\x48\x01\x65\x03\x04\x01\x2a"
    salt, iv = os.urandom(16), os.urandom(16)
    secret = PBKDF2HMAC(hashes.SHA512(), 32, salt, _ROUNDS).derive(password)
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES256(secret), modes.CBC(iv)).encryptor()
    sealed = encryptor.update(padder.update(key) + padder.finalize()) + encryptor.finalize()
    prf = _der(0x30, _der(0x06, hmac_sha512), _der(0x05))
    kdf = _der(0x30, _der(0x04, salt), _der(0x02, _ROUNDS.to_bytes(3)), prf)
    ways = _der(0x30, _der(0x30, _der(0x06, pbkdf2), kdf), _der(0x30, _der(0x06, aes), _der(4, iv)))
    return _der(0x30, _der(0x30, _der(0x06, pbes2), ways), _der(0x04, sealed))


def _der(tag: int, *parts: bytes) -> bytes:
    """One DER element of less than 256 bytes."""
    content = b"".join(parts)
    size = [len(content)] if len(content) < 128 else [0x81, len(content)]
    return bytes([tag, *size]) + content
