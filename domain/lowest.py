"""The lowest price has it (经评审的最低投标价法, REFERENCE 2.4), of the bids that are not rejected.

Pure arithmetic for whoever decides; amounts in fen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SUBJECT = "price.lowest"
"""Of rows for such lots: the method alone makes a lot one of them, never its registrar's word."""


MOST = 250
"""Of so many bids one fact tells what was found: 50,000 bytes of the 65,000 that it may have."""


class Ground(StrEnum):
    """Why a panel rejects a bid, so that its price does not count."""

    NOT_RESPONSIVE = "NOT_RESPONSIVE"
    BELOW_COST = "BELOW_COST"
    ABNORMALLY_LOW = "ABNORMALLY_LOW"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a panel found of a party's bid: the price that it names, and the price that counts.

    `evaluated_fen`: after what the documents have the panel correct, add or take off; None of a bid
    that is rejected, for `ground`. `reasons`: the SHA-256 of why, with what the
    bidder had to say of a price that is too low; a rejected bid has some, a low one may.
    """

    party: str
    price_fen: int
    evaluated_fen: int | None
    ground: Ground | None
    reasons: str | None


def unfit(judged: Iterable[Judged]) -> str | None:
    """What would be right instead of what was found; None where each counts, or is rejected."""
    found = list(judged)
    if not found or len({one.party for one in found}) < len(found):
        return "one or more, each once"
    prices = [fen for one in found for fen in (one.price_fen, one.evaluated_fen)]
    if any(fen is not None and fen < 1 for fen in prices):
        return "prices of one fen or more"
    if any((one.evaluated_fen is None) != (one.ground is not None) for one in found):
        return "of each an evaluated price, or a ground to reject it"
    if any(one.ground is not None and one.reasons is None for one in found):
        return "the reasons of each that is rejected"
    return None


def ranked(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Those that count, the lowest evaluated price first; equal ones stay in the panel's order."""
    prices = ((one.evaluated_fen, one) for one in judged)
    counts = [(fen, one) for fen, one in prices if fen is not None]
    return tuple(one for _, one in sorted(counts, key=lambda pair: pair[0]))
