"""Figures of trade (REFERENCE 5.3), by month, kind and region: reckoned from what lots tell.

Definitions, once: a deal counts in the month of its contract, by the contract's price, unless its
result is void; what it is held against is the lot's estimate: budget, ceiling, or start price. A
lot that is traded anew is a lot of its own. Sums may be less than nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from api.wiring import System
from domain.governance.state import Law
from domain.party_codes import registered_in
from domain.regions import CITY
from domain.statistics.months import months
from ledger import canonical
from projections.figures import FIGURES

TAG = b"zhangben/statistics/v1\n"
"""Stands before what is hashed of figures."""
_CELL = ("month", "category", "region")
_COUNTED = (
    "announced",
    "failed",
    "deals",
    "price_fen",
    "estimated",
    "estimate_fen",
    "saved_fen",
    "gained_fen",
    "counted",
    "bidders",
    "single",
    "placed",
    "elsewhere",
)

type Row = Mapping[str, Any]
type Figure = dict[str, Any]


def figures_of(system: System, since: str, until: str, position: int) -> list[Figure]:
    """All figures of these months, as known at a position: by month, category and region.

    `announced`, `failed`, `deals`: lots; `price_fen`: of the deals. Of those `estimated`:
    `estimate_fen`, and by how much less was paid (`saved_fen`, where the owner pays), or more came
    (`gained_fen`, where it sells). Of those whose bidders were `counted`: `bidders` in all, and
    deals with a `single` one. Of those whose winner is no natural person, so that it is `placed`:
    those of winners that were registered `elsewhere` than in the city.
    """
    law = system.replay.state(system.log.charter.law, position)
    assert isinstance(law, Law)
    cells: dict[tuple[str, ...], Counter[str]] = {}
    adds: dict[str, Callable[[Row], Mapping[str, int]]] = {
        "announced": lambda _: {"announced": 1},
        "failed": lambda _: {"failed": 1},
        "deal": lambda row: _deal(row, buys=_buys(law, row)),
    }
    for fact, told in adds.items():
        where = {fact: list(months(since, until))}
        for row in system.readers.figures.every(FIGURES, where, position):
            cell = (row[fact], row["category"], row["region"])
            cells.setdefault(cell, Counter()).update(told(row))
    return [
        dict(zip(_CELL, cell, strict=True)) | {name: sums[name] for name in _COUNTED}
        for cell, sums in sorted(cells.items())
    ]


def digest_of(since: str, until: str, as_of: int, figures: list[Figure]) -> str:
    """The SHA-256 of the tag and of the canonical bytes (RFC 8785) of what is told."""
    told = {"as_of": as_of, "figures": figures, "since": since, "until": until}
    return sha256(TAG + canonical.write(told)).hexdigest()


def _deal(row: Row, *, buys: bool) -> dict[str, int]:
    price, estimate, bidders = row["price_fen"], row["estimate_fen"], row["bidders"]
    told = {"deals": 1, "price_fen": price}
    if estimate is not None:
        less = estimate - price
        told |= {"estimated": 1, "estimate_fen": estimate}
        told |= {"saved_fen": less} if buys else {"gained_fen": -less}
    if bidders is not None:
        told |= {"counted": 1, "bidders": bidders, "single": int(bidders == 1)}
    place = registered_in(row["winner"]) if row["winner"] else None
    if place is not None:
        told |= {"placed": 1, "elsewhere": int(not place.startswith(CITY[:4]))}
    return told


def _buys(law: Law, row: Row) -> bool:
    """Whether a lot's owner pays its price, by the rules that it was born under."""
    category = law.rules(row["category"], row["pack"])
    return category is not None and category.buys
