"""How experts are drawn: each gets a rank by the seed, the first so many are drawn."""

from collections.abc import Iterable
from hashlib import sha256

ALGORITHM = "SHA256-RANK-1"
"""By SHA-256 of `seed`, a line end, and the person; the smallest first."""


def drawn(seed: str, pool: Iterable[str], count: int) -> tuple[str, ...]:
    """Those who are drawn; the same whoever draws again with this seed."""
    return tuple(sorted(pool, key=lambda person: (_rank(seed, person), person))[:count])


def pool_digest(seed: str, pool: Iterable[str]) -> str:
    """The SHA-256 of the seed and of all who could be drawn, in their order, a line each."""
    lines = "".join(f"{line}\n" for line in (seed, *sorted(pool)))
    return sha256(lines.encode()).hexdigest()


def commitment(seed: str) -> str:
    """The SHA-256 of a seed."""
    return sha256(seed.encode()).hexdigest()


def _rank(seed: str, person: str) -> str:
    return sha256(f"{seed}\n{person}".encode()).hexdigest()
