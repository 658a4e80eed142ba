"""Drawing lots, of experts or of who applied: each has a rank by the seed, the first are drawn."""

import json
from collections.abc import Collection, Iterable
from hashlib import sha256

ALGORITHM = "SHA256-RANK-1"
"""Of experts: by SHA-256 of `seed`, a line end, and the code; the smallest first."""

OF_LOTS = "SHA256-RANK-2"
"""Of who applied for a lot: by SHA-256 of `seed`, a line end, the digest that binds of whom it is
drawn (`bound`), a line end, and the code. So every rank hangs on all who applied: who knows the
seed before finds no lot's code under which one of them is drawn, whoever else comes.
"""

KNOWN = (ALGORITHM, OF_LOTS)
"""By which a lot is drawn that was committed to one: the first of them before there was another."""

POOL_TAG = b"zhangben/draw-pool/v1\n"
"""Stands before what is hashed of a pool that is told: nothing else has that digest."""


def drawn(seed: str, pool: Iterable[str], count: int) -> tuple[str, ...]:
    """Those who are drawn; the same whoever draws again with this seed."""
    return tuple(sorted(pool, key=lambda code: (_rank(seed, code), code))[:count])


def ranking(algorithm: str, seed: str, drawn_from: str | None) -> str:
    """What a lot is drawn with (`drawn`) in place of the seed alone, by an algorithm of `KNOWN`."""
    return seed if algorithm == ALGORITHM else f"{seed}\n{drawn_from}"


def pool_digest(seed: str, pool: Iterable[str]) -> str:
    """The SHA-256 of the seed and of all who could be drawn, in their order, a line each."""
    lines = "".join(f"{line}\n" for line in (seed, *sorted(pool)))
    return sha256(lines.encode()).hexdigest()


def bound(lot: str, pool: Collection[str]) -> str:
    """The SHA-256 that binds of whom a lot is drawn: of the tag and of the canonical bytes (RFC
    8785) of `lot` and `pool`, codes in ASCII, the smallest first.
    """
    told = {"lot": lot, "pool": sorted(pool)}
    return sha256(POOL_TAG + json.dumps(told, separators=(",", ":")).encode("ascii")).hexdigest()


def commitment(seed: str) -> str:
    """The SHA-256 of a seed."""
    return sha256(seed.encode()).hexdigest()


def _rank(seed: str, code: str) -> str:
    return sha256(f"{seed}\n{code}".encode()).hexdigest()
