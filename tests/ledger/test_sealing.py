"""Seals: one size for all, bound to their place, opened by the right keys together, provable."""

import hashlib

import msgspec
import pytest

from ledger.sealing import (
    LOCKED,
    SEALED_BYTES,
    VALUE_MAX,
    CannotOpen,
    Seal,
    TooLong,
    commitment,
    committed,
    context,
    new_secret,
    stream_tag,
)

A, B = bytes(range(32)), bytes(range(1, 33))
HERE = context("log", 7, 3, "ab" * 32)


def test_what_is_sealed_opens_again() -> None:
    part = Seal([A]).seal(7, HERE, "王小明".encode())
    assert Seal([A]).open(7, HERE, part) == "王小明".encode()


@pytest.mark.parametrize("value", [b"", b"x", b"x" * VALUE_MAX])
def test_every_sealed_part_has_the_same_size(value: bytes) -> None:
    part = Seal([A]).seal(7, HERE, value)
    assert len(part.x) == 12 + SEALED_BYTES + 16
    assert len(part.c) == 64
    assert Seal([A]).open(7, HERE, part) == value


def test_one_byte_more_than_fits_is_refused() -> None:
    with pytest.raises(TooLong, match=f"{VALUE_MAX + 1} bytes, at most {VALUE_MAX} fit"):
        Seal([A]).seal(7, HERE, b"x" * (VALUE_MAX + 1))


def test_the_same_value_never_looks_the_same_twice() -> None:
    one, two = (Seal([A]).seal(7, HERE, b"same") for _ in range(2))
    assert one.c != two.c
    assert one.x != two.x


@pytest.mark.parametrize(
    "elsewhere",
    [
        context("other", 7, 3, "ab" * 32),
        context("log", 8, 3, "ab" * 32),
        context("log", 7, 4, "ab" * 32),
        context("log", 7, 3, "cd" * 32),
    ],
)
def test_a_part_opens_in_its_own_place_only(elsewhere: bytes) -> None:
    part = Seal([A]).seal(7, HERE, b"here")
    with pytest.raises(CannotOpen):
        Seal([A]).open(7, elsewhere, part)


@pytest.mark.parametrize("keys", [[B], [A, B], [B, A]])
def test_other_keys_open_nothing(keys: list[bytes]) -> None:
    with pytest.raises(CannotOpen):
        Seal(keys).open(7, HERE, Seal([A]).seal(7, HERE, b"x"))


def test_two_keys_open_together_in_their_order_alone() -> None:
    part = Seal([A, B]).seal(7, HERE, b"both")
    assert Seal([A, B]).open(7, HERE, part) == b"both"
    for fewer in ([A], [B], [B, A]):
        with pytest.raises(CannotOpen):
            Seal(fewer).open(7, HERE, part)


def test_a_part_does_not_open_under_another_streams_key() -> None:
    with pytest.raises(CannotOpen):
        Seal([A]).open(8, HERE, Seal([A]).seal(7, HERE, b"x"))


def test_a_changed_commitment_or_ciphertext_does_not_open() -> None:
    part = Seal([A]).seal(7, HERE, b"x")
    bent = bytearray(part.x)
    bent[20] ^= 1
    for changed in (
        msgspec.structs.replace(part, x=bytes(bent)),
        msgspec.structs.replace(part, c="0" * 64),
    ):
        with pytest.raises(CannotOpen):
            Seal([A]).open(7, HERE, changed)


def test_the_commitment_can_be_checked_by_who_learns_salt_and_value() -> None:
    expected = hashlib.sha256(b"zhangben/sealed/v1\n" + HERE + b"s" * 32 + b"value").hexdigest()
    assert committed(HERE, b"s" * 32, b"value") == expected


def test_a_streams_mark_is_the_key_holders_alone() -> None:
    assert stream_tag(A, 7) == stream_tag(A, 7)
    assert len({stream_tag(A, 7), stream_tag(A, 8), stream_tag(B, 7)}) == 3


def test_the_commitment_of_a_key_tells_nothing_and_fits_one_key() -> None:
    assert commitment(A) == hashlib.sha256(b"zhangben/sealing-key/v1\n" + A).hexdigest()
    assert commitment(A) != commitment(B)


def test_stored_bytes_are_locked_under_their_name() -> None:
    locked = Seal([A]).lock(b"name", b"file")
    assert b"file" not in locked
    assert Seal([A]).unlock(b"name", locked) == b"file"
    with pytest.raises(CannotOpen):
        Seal([A]).unlock(b"other", locked)
    with pytest.raises(CannotOpen):
        Seal([A]).unlock(b"name", locked[:-1] + bytes([locked[-1] ^ 1]))


@pytest.mark.parametrize("size", [1, 5, 16, 17, 1_000])
@pytest.mark.parametrize("data", [b"", b"file", bytes(range(100))])
def test_they_are_unlocked_in_pieces_however_these_are_cut(data: bytes, size: int) -> None:
    locked = Seal([A]).lock(b"name", data)
    cut = [locked[at : at + size] for at in range(0, len(locked), size)]
    pieces = [*Seal([A]).unlocking(b"name", cut)]
    assert b"".join(pieces) == data
    assert all(len(piece) <= size + 16 for piece in pieces)


@pytest.mark.parametrize("size", [0, 1, 262_144, 600_000])
def test_they_are_locked_in_pieces_too_of_which_none_is_large(size: int) -> None:
    data = bytes(range(250)) * (size // 250) + bytes(size % 250)
    pieces = [*Seal([A]).locking(b"name", data)]
    assert max(map(len, pieces)) <= 262_144
    assert sum(map(len, pieces)) == size + LOCKED
    assert Seal([A]).unlock(b"name", b"".join(pieces)) == data


@pytest.mark.parametrize("place", [0, 12, 40, -1])
def test_of_what_was_changed_the_last_piece_never_comes(place: int) -> None:
    """And of what was cut off, or lies under another name or key."""
    locked = bytearray(Seal([A]).lock(b"name", bytes(100)))
    whole, cut = bytes(locked), bytes(locked[:place])
    locked[place] ^= 1
    for data, name, key in (
        (bytes(locked), b"name", A),
        (cut, b"name", A),
        (whole, b"other", A),
        (whole, b"name", B),
    ):
        got, pieces = list[bytes](), [data[at : at + 10] for at in range(0, len(data), 10)]
        with pytest.raises(CannotOpen):
            for piece in Seal([key]).unlocking(name, pieces):
                got.append(piece)
        assert len(b"".join(got)) < 100


@pytest.mark.parametrize("keys", [[], [b"short"], [A, b""]])
def test_a_seal_needs_whole_keys(keys: list[bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Seal(keys)


def test_keys_are_random() -> None:
    assert len({new_secret() for _ in range(100)}) == 100
    assert len(new_secret()) == 32
