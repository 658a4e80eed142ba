"""How often somebody may ask: a bucket of tokens each, for people by name, for others by address.

In this process alone: several processes allow several times as much, which is still bounded.
"""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil
from threading import Lock

from fastapi import HTTPException, Request

_KEPT = 10_000
"""Buckets that are remembered; the one unused for longest is forgotten, which fills it."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, then so many a second."""

    burst: int
    a_second: float


class Buckets:
    """One bucket a key. Taking from an empty one is told how long to wait."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str) -> int:
        """0: taken. Else the seconds after which there is one again."""
        now = self._clock()
        with self._lock:
            held, since = self._held.pop(key, (float(self._rate.burst), now))
            held = min(self._rate.burst, held + (now - since) * self._rate.a_second)
            taken = held >= 1
            self._held[key] = (held - 1 if taken else held, now)
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return 0 if taken else max(1, ceil((1 - held) / self._rate.a_second))


@dataclass(frozen=True, slots=True)
class Limits:
    """What an application allows. The defaults are far above what a desk or a bank needs."""

    signed: Rate = Rate(2_000, 1_000)
    """Commands signed elsewhere, by address."""
    asked: Rate = Rate(60, 10)
    """What is asked in a person's name, by person."""
    sign_in: Rate = Rate(30, 1)
    """Attempts to sign in, by address."""
    read: Rate = Rate(600, 100)
    """What is read of the projections or proved from the log, by person, else by address."""


@dataclass(slots=True)
class Turnstile:
    """The buckets of one application."""

    limits: Limits
    signed: Buckets = field(init=False)
    asked: Buckets = field(init=False)
    sign_in: Buckets = field(init=False)
    read: Buckets = field(init=False)

    def __post_init__(self) -> None:
        self.signed = Buckets(self.limits.signed)
        self.asked = Buckets(self.limits.asked)
        self.sign_in = Buckets(self.limits.sign_in)
        self.read = Buckets(self.limits.read)


def turnstile(request: Request) -> Turnstile:
    """The buckets of the application that is asked."""
    found: Turnstile = request.app.state.turnstile
    return found


def pass_through(buckets: Buckets, key: str) -> None:
    """Takes one; 429 with Retry-After when there is none."""
    if wait := buckets.take(key):
        raise HTTPException(429, f"too often; again in {wait} s", {"Retry-After": str(wait)})


def by_address(request: Request) -> str:
    """Where a request comes from; of IPv6 the network, as one asker has all of its addresses."""
    return _network(request.client.host if request.client else "")


@lru_cache(maxsize=1_024)
def _network(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host
