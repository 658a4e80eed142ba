"""Drawing lots, of experts or of who applied: each has a rank by the seed, the first are drawn."""

from collections.abc import Iterable
from hashlib import sha256

ALGORITHM = "SHA256-RANK-1"
"""By SHA-256 of `seed`, a line end, and the code; the smallest first."""


def drawn(seed: str, pool: Iterable[str], count: int) -> tuple[str, ...]:
    """Those who are drawn; the same whoever draws again with this seed."""
    return tuple(sorted(pool, key=lambda code: (_rank(seed, code), code))[:count])


def pool_digest(seed: str, pool: Iterable[str]) -> str:
    """The SHA-256 of the seed and of all who could be drawn, in their order, a line each."""
    lines = "".join(f"{line}\n" for line in (seed, *sorted(pool)))
    return sha256(lines.encode()).hexdigest()


def commitment(seed: str) -> str:
    """The SHA-256 of a seed."""
    return sha256(seed.encode()).hexdigest()


def _rank(seed: str, code: str) -> str:
    return sha256(f"{seed}\n{code}".encode()).hexdigest()
