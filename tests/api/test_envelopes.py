"""An envelope opens by its own secret alone, for its lot, and is made as its description says."""

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.envelopes import NotItsKey, closed, opened, opening

LOT, PARTY = "A3506000001000001001001", "91350600M000100001"
SECRET, DATA = bytes(range(32)), "报价一览表".encode() * 30


def test_it_opens_by_its_secret():
    made = closed(DATA, LOT, PARTY, SECRET)
    assert DATA[:9] not in made
    assert opened(made, LOT, PARTY, SECRET) == DATA


@pytest.mark.parametrize(
    ("data", "lot", "party", "secret"),
    [
        (closed(DATA, LOT, PARTY, SECRET), LOT, PARTY, bytes(32)),
        (closed(DATA, LOT, PARTY, SECRET), f"{LOT[:-1]}2", PARTY, SECRET),
        (closed(DATA, LOT, PARTY, SECRET), LOT, "ANOTHER", SECRET),
        (closed(DATA, LOT, PARTY, SECRET)[:-1], LOT, PARTY, SECRET),
        (closed(DATA, LOT, PARTY, SECRET)[:60], LOT, PARTY, SECRET),
        (DATA, LOT, PARTY, SECRET),
        (b"", LOT, PARTY, SECRET),
    ],
    ids=["secret", "lot", "bidder", "cut", "short", "plain", "empty"],
)
def test_and_by_nothing_else(data: bytes, lot: str, party: str, secret: bytes):
    with pytest.raises(NotItsKey):
        opened(data, lot, party, secret)


@pytest.mark.parametrize("size", [1, 40, 53, 54, 10_000])
def test_it_opens_in_pieces_however_these_are_cut(size: int):
    made = closed(DATA, LOT, PARTY, SECRET)
    cut = [made[at : at + size] for at in range(0, len(made), size)]
    assert b"".join(opening(cut, LOT, PARTY, SECRET)) == DATA


def test_a_bidder_makes_it_with_any_tool_by_its_description():
    name = f"envelope/{LOT}/{PARTY}".encode()
    info = b"zhangben/blob/v1\n" + name
    key = HKDF(SHA256(), 32, salt=None, info=info).derive(SECRET)
    bound = hashlib.sha256(b"zhangben/sealing-key/v1\n" + SECRET).digest()
    sealed = AESGCM(key).encrypt(b"n" * 12, DATA, name)
    assert (
        opened(b"zhangben/envelope/v1\n" + bound + b"n" * 12 + sealed, LOT, PARTY, SECRET) == DATA
    )


def test_it_is_bound_to_its_secret_whatever_else_a_key_would_open():
    """By AES-GCM alone one file can be made that two keys open."""
    made, other = closed(DATA, LOT, PARTY, SECRET), bytes(32)
    forged = made[:21] + hashlib.sha256(b"zhangben/sealing-key/v1\n" + other).digest() + made[53:]
    assert not hmac.compare_digest(made, forged)
    with pytest.raises(NotItsKey):
        opened(forged, LOT, PARTY, SECRET)
