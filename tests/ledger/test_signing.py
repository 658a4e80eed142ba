"""Signatures that bind: algorithm as data, one encoding per key, no key that signs everything."""

from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256

from ledger.signing import (
    COMMAND_TAG,
    EVENT_TAG,
    FileSigner,
    KeyRefused,
    Signer,
    key_id,
    new_key,
    public_from,
    verify,
)

MESSAGE = EVENT_TAG + b"body"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
FIELD = 2**255 - 19
BOTH = pytest.mark.parametrize("algorithm", ["ed25519", "p256"])


def test_the_tags_tell_an_event_from_a_command() -> None:
    assert (EVENT_TAG, COMMAND_TAG) == (b"zhangben/event/v1\n", b"zhangben/command/v1\n")


@BOTH
def test_a_signature_is_of_one_key_over_one_message(algorithm: str) -> None:
    signer, other = new_key(algorithm), new_key(algorithm)
    signature = signer.sign(MESSAGE)
    assert len(signature) == 64
    assert verify(algorithm, signer.public, signature, MESSAGE)
    assert public_from(algorithm, signer.public).verify(signature, MESSAGE)
    assert not verify(algorithm, other.public, signature, MESSAGE)
    assert not verify(algorithm, signer.public, signature, COMMAND_TAG + b"body")
    for bad in (b"", signature[:-1], signature + b"\0", signature[::-1], bytes(64)):
        assert not verify(algorithm, signer.public, bad, MESSAGE)
    for place in range(64):
        bent = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
        assert not verify(algorithm, signer.public, bent, MESSAGE)


def test_rfc_8032_s_second_example() -> None:
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    signer = FileSigner(Ed25519PrivateKey.from_private_bytes(seed))
    assert signer.public.hex() == (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    )
    assert signer.sign(b"\x72").hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )


@BOTH
def test_a_key_is_named_by_its_algorithm_and_bytes(algorithm: str) -> None:
    signer: Signer = new_key(algorithm)
    named = sha256(algorithm.encode() + b"\n" + signer.public).hexdigest()
    assert signer.key_id == key_id(algorithm, signer.public) == named[:32]
    assert signer.algorithm == algorithm
    assert len(signer.public) == {"ed25519": 32, "p256": 65}[algorithm]


@pytest.mark.parametrize("algorithm", ["sm2", "", "ED25519", "rsa"])
def test_an_algorithm_that_is_not_available_is_named(algorithm: str) -> None:
    sentence = f"^algorithm {algorithm!r} is not available; use ed25519 or p256$"
    for ask in (
        lambda: new_key(algorithm),
        lambda: public_from(algorithm, bytes(32)),
        lambda: verify(algorithm, bytes(32), bytes(64), MESSAGE),
    ):
        with pytest.raises(KeyRefused, match=sentence):
            ask()


def test_a_parsed_key_is_kept() -> None:
    public = new_key("p256").public
    assert public_from("p256", public) is public_from("p256", public)


def test_r_and_s_are_checked_against_the_order_of_the_curve() -> None:
    signer = new_key("p256")
    signature = signer.sign(MESSAGE)
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    for first, second in ((0, s), (r, 0), (ORDER, s), (r, ORDER), (r, 2**256 - 1)):
        bent = first.to_bytes(32) + second.to_bytes(32)
        assert not verify("p256", signer.public, bent, MESSAGE)
    assert verify("p256", signer.public, r.to_bytes(32) + (ORDER - s).to_bytes(32), MESSAGE), (
        "the twin (r, n-s) verifies: a duplicate is known by command id and digest, "
        "never by its signature"
    )


def test_a_signature_in_der_is_not_one_of_ours() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    der = key.sign(MESSAGE, ec.ECDSA(SHA256()))
    signer = FileSigner(key)
    assert not verify("p256", signer.public, der, MESSAGE)
    r, s = decode_dss_signature(der)
    assert verify("p256", signer.public, r.to_bytes(32) + s.to_bytes(32), MESSAGE)


# The points of order 1, 2, 4 and 8 on Ed25519's curve, by their y.
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]


@pytest.mark.parametrize("raw", SMALL_ORDER)
def test_a_key_under_which_anybody_can_sign_is_refused(raw: str) -> None:
    forged = bytes([1]) + bytes(63)  # made without any private key
    bare = Ed25519PublicKey.from_public_bytes(bytes.fromhex(raw))
    assert any(accepts(bare, forged, b"I owe you %d" % n) for n in range(200)), (
        "the library alone accepts it"
    )
    with pytest.raises(KeyRefused, match=rf"^{raw} is no Ed25519 public key of full order"):
        public_from("ed25519", bytes.fromhex(raw))


def accepts(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize("y", [FIELD, FIELD + 1, FIELD + 3, 2**255 - 1, FIELD + 2**255])
def test_a_second_encoding_of_a_point_is_refused(y: int) -> None:
    with pytest.raises(KeyRefused, match=r"is no Ed25519 public key of full order \(32 bytes\)$"):
        public_from("ed25519", y.to_bytes(32, "little"))


def test_the_encodings_next_to_the_bounds_are_keys() -> None:
    for y in (3, FIELD - 3):
        assert public_from("ed25519", y.to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_an_ed25519_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(KeyRefused, match=r"is no Ed25519 public key"):
        public_from("ed25519", new_key("ed25519").public.ljust(64, b"x")[:length])


def test_only_the_uncompressed_point_of_p256_is_a_key() -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    forms = serialization.PublicFormat
    whole = key.public_bytes(serialization.Encoding.X962, forms.UncompressedPoint)
    short = key.public_bytes(serialization.Encoding.X962, forms.CompressedPoint)
    other = (
        ec.generate_private_key(ec.SECP256K1())
        .public_key()
        .public_bytes(serialization.Encoding.X962, forms.UncompressedPoint)
    )
    assert public_from("p256", whole)
    for raw in (short, whole[1:], whole + b"\0", b"\x06" + whole[1:], other, bytes(65), b"\0", b""):
        with pytest.raises(KeyRefused) as refused:
            public_from("p256", raw)
        assert str(refused.value) == f"{raw.hex()} is no uncompressed point of P-256 (65 bytes)"
