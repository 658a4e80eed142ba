"""Buckets: so many at once, then so many a second; each asker its own, and not without end."""

import pytest
from fastapi import Request

from api.http import limits
from api.http.bodies import DEPTH_MAX, too_deep
from api.http.limits import Buckets, Rate, by_address


class Now:
    at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def now() -> Now:
    return Now()


def test_after_the_burst_one_waits_for_the_next(now: Now):
    buckets = Buckets(Rate(3, 0.5), now)
    assert [buckets.take("a") for _ in range(5)] == [0, 0, 0, 2, 2]
    now.at = 1.0
    assert buckets.take("a") == 1
    now.at = 2.0
    assert [buckets.take("a"), buckets.take("a")] == [0, 2]


def test_a_bucket_never_holds_more_than_its_burst(now: Now):
    buckets = Buckets(Rate(2, 1), now)
    buckets.take("a")
    now.at = 1_000.0
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 1]


def test_each_asker_has_a_bucket(now: Now):
    buckets = Buckets(Rate(1, 1), now)
    assert [buckets.take(key) for key in ("a", "b", "a")] == [0, 0, 1]


def test_no_more_buckets_than_there_is_room(now: Now, monkeypatch):
    monkeypatch.setattr(limits, "_KEPT", 2)
    buckets = Buckets(Rate(1, 0.001), now)
    for key in ("a", "b", "c"):
        buckets.take(key)
    assert len(buckets._held) == 2
    assert buckets.take("c") > 0
    assert buckets.take("a") == 0, "the one unused for longest was forgotten"


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_is_one_asker(host: str, key: str):
    assert by_address(Request({"type": "http", "client": (host, 1)})) == key


def test_without_an_address_all_are_one():
    assert by_address(Request({"type": "http", "client": None})) == ""


@pytest.mark.parametrize(
    ("body", "deep"),
    [
        (b"[" * DEPTH_MAX, False),
        (b"[" * (DEPTH_MAX + 1), True),
        (b'{"a":' * (DEPTH_MAX + 1), True),
        (b"[]" * 1_000, False),
        (b"[" + b"[]," * 1_000, False),
        (b'["' + b"[" * 1_000 + b'"]', False),
        (b'["\\"' + b"[" * 1_000 + b'"]', False),
        (b'["\\\\"' + b"[" * 1_000, True),
        (b'["' + b"[" * 1_000, False),
        (b'"' * 1_001 + b"[" * 1_000, False),
    ],
)
def test_json_is_not_nested_without_end(body: bytes, deep: bool):
    assert too_deep(body) is deep
