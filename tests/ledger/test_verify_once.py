"""What occurs twice is found among any number, in memory or laid aside."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import verify_once
from ledger.verify_once import Once


def digest(value: int) -> bytes:
    return sha256(b"%d" % value).digest()


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(1, 70))
def test_every_position_but_the_first_of_each_digest_is_found(values: list[int], run: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify_once, "RUN", run)
        once = Once()
        for position, value in enumerate(values, 1):
            once.add(digest(value), position)
        again = [p for p, value in enumerate(values, 1) if value in values[: p - 1]]
        assert sorted(once.again()) == again


def test_more_than_a_run_is_laid_aside_and_still_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_once, "RUN", 1_500)
    once = Once()
    for position in range(1, 5_001):
        once.add(digest(position), position)
        assert len(once._recent) < 1_500
    assert list(once.again()) == []
    once.add(digest(7), 5_001)
    assert list(once.again()) == [5_001]


def test_digests_that_differ_in_their_last_byte_differ() -> None:
    once = Once()
    once.add(b"\0" * 31 + b"\1", 1)
    once.add(b"\0" * 31 + b"\2", 2)
    once.add(b"\0" * 31 + b"\1", 2**40)
    assert list(once.again()) == [2**40]
