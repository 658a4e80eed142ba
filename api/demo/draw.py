"""The demonstration's fate: which of the eight deposits comes how, drawn from a seed.

What has to come of it follows from the same draw, by arithmetic of its own: no rule of the house
is asked.
"""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.demo.cast import BIDDERS, BUYERS, LOT, SALE, Bidder

PAID, TOPPED_UP, SETTLED = date(2026, 3, 13), date(2026, 3, 16), date(2026, 3, 19)
"""When the deposits of the tender come, and what was missing of a part; when the bank settles."""
RATE_PPM = 3_500
"""0.35 % a year, the bank's demand rate in the story."""
_EIGHTY_YUAN, _EIGHT_THOUSAND_YUAN = 8_000, 800_000


class Fate(StrEnum):
    """How a deposit is paid."""

    FULL = "matched"
    PARTIAL = "partial"
    OVER = "over"
    LATE = "late"
    WRONG = "mismatch"
    GUARANTEE = "guarantee"


@dataclass(frozen=True, slots=True)
class Bid:
    """One deposit to come: who, how, in which parts (fen), under which end of its number."""

    bidder: Bidder
    lot: str
    deposit_fen: int
    fate: Fate
    first_fen: int
    rest_fen: int
    number: str

    @property
    def admitted(self) -> bool:
        """Whether it may compete: whole and in time."""
        return self.fate not in (Fate.LATE, Fate.WRONG)

    @property
    def excess_fen(self) -> int:
        """What came beyond the deposit."""
        return self.first_fen - self.deposit_fen if self.fate is Fate.OVER else 0


@dataclass(frozen=True, slots=True)
class Draw:
    """Eight deposits, six to build and two to buy; who wins, at which prices in fen."""

    seed: int
    bids: tuple[Bid, ...]
    builder: Bidder
    contract_fen: int
    buyer: Bidder
    sale_fen: int

    def of(self, lot: str) -> tuple[Bid, ...]:
        """The bids for a lot."""
        return tuple(bid for bid in self.bids if bid.lot == lot)

    @property
    def expected(self) -> dict[str, int]:
        """How many lines must be found to be what: a part is made whole by a second line."""
        fates = Counter(bid.fate for bid in self.bids)
        return {
            "matched": fates[Fate.FULL] + fates[Fate.PARTIAL],
            "late": fates[Fate.LATE],
            "mismatch": fates[Fate.WRONG],
            "partial": fates[Fate.PARTIAL],
            "over": fates[Fate.OVER],
        }

    @property
    def interest_fen(self) -> int:
        """What must be paid out with refunds: the tender's bidders get the bank's interest on what
        counted; who did not count, and who wanted to buy, gets none."""
        return sum(_earned(bid) for bid in self.of(LOT.lot) if bid.fate in _EARNS)


_EARNS = (Fate.FULL, Fate.PARTIAL, Fate.OVER)


def _earned(bid: Bid) -> int:
    """Σ(balance × days) × rate / 360, half up, in fen; what came over earns nothing."""
    rest = bid.rest_fen
    product = (bid.deposit_fen - rest) * (SETTLED - PAID).days + rest * (SETTLED - TOPPED_UP).days
    return (product * RATE_PPM + 180_000_000) // 360_000_000


def drawn(seed: int) -> Draw:
    """The same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # a story, no secret
    numbers = [f"{n:04d}" for n in chance.sample(range(10_000), len(BIDDERS) + len(BUYERS))]
    building = chance.sample(list(Fate), len(BIDDERS))
    buying = [chance.choice((Fate.FULL, Fate.PARTIAL, Fate.OVER)) for _ in BUYERS]
    bids = tuple(
        _bid(chance, bidder, lot.lot, lot.deposit_fen, fate, number)
        for bidder, lot, fate, number in zip(
            (*BIDDERS, *BUYERS),
            (*[LOT] * len(BIDDERS), *[SALE] * len(BUYERS)),
            (*building, *buying),
            numbers,
            strict=True,
        )
    )
    able = [bid.bidder for bid in bids if bid.lot == LOT.lot and bid.admitted]
    assert LOT.estimate_fen is not None
    assert SALE.estimate_fen is not None
    return Draw(
        seed=seed,
        bids=bids,
        builder=chance.choice(able),
        contract_fen=LOT.estimate_fen * chance.randrange(90, 99) // 100,
        buyer=chance.choice(BUYERS),
        sale_fen=SALE.estimate_fen + chance.randrange(1, 150) * _EIGHT_THOUSAND_YUAN,
    )


def _bid(
    chance: random.Random, bidder: Bidder, lot: str, deposit_fen: int, fate: Fate, number: str
) -> Bid:
    first, rest = deposit_fen, 0
    if fate is Fate.PARTIAL:
        rest = deposit_fen * chance.randrange(20, 80) // 100 + chance.randrange(_EIGHTY_YUAN)
        first = deposit_fen - rest
    if fate is Fate.OVER:
        first = deposit_fen + chance.randrange(1, 2_000_000)
    return Bid(bidder, lot, deposit_fen, fate, first, rest, number)
