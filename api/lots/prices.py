"""What of the prices of lots is due, and came: by their streams, and the deposits of who bought.

Theirs are known from the award on; a natural person's stands in the sealed part for good.
"""

from collections.abc import Iterable, Iterator, Mapping

from api.lots.clocks import Clock, Origin
from api.lots.standing import Standing
from api.wiring import System
from domain.categories.category import Category
from domain.desk.price_due import Part, parts
from domain.governance.state import Law
from domain.kernel import StreamId
from domain.lot.state import Lot
from domain.phases import SIGNED
from projections.deposits import DEPOSITS

_BY = {"seller": "PriceReceived", "treasury": "ExternalPaymentConfirmed"}
"""By which fact a price comes: here, or past us."""


def prices(
    system: System, lots: Mapping[str, Lot], law: Law, position: int
) -> Mapping[str, tuple[Part, ...]]:
    """What is due of each lot's price, as it stood at a position; no lot without a price that is
    paid here, or to who collects it, and none without a contract. Nothing of one whose buyer's key
    was destroyed.
    """
    sold = {code: (lot, of) for code, lot in lots.items() if (of := _sold(lot, law)) is not None}
    bought = {code: lot.winner for code, (lot, _) in sold.items()}
    if not sold:
        return {}
    where = {"lot": sorted(sold), "party": sorted({one for one in bought.values() if one})}
    rows = system.readers.sealed_deposits.every(DEPOSITS, where, position)
    codes = {
        row["lot"]: StreamId("deposit", row["deposit"])
        for row in rows
        if row["party"] == bought[row["lot"]]
    }
    deposits = system.replay.states(codes.values(), position)
    return {
        code: parts(lot, deposits[codes[code]] if code in codes else None, of, law.calendar)
        for code, (lot, of) in sold.items()
    }


def prices_of(system: System, lots: Iterable[Standing]) -> Mapping[str, tuple[Part, ...]]:
    """The same of lots as they stood, all at one position."""
    every = {one.code: one for one in lots}
    one = next(iter(every.values()), None)
    if one is None:
        return {}
    states = {code: of.lot for code, of in every.items()}
    return prices(system, states, one.law, one.position)


def is_sold(of: Standing) -> bool:
    """Whether its contract is signed, and its price is paid here or to who collects it."""
    return _sold(of.lot, of.law) is not None


def price_clocks(of: Standing, found: Iterable[Part]) -> Iterator[Clock]:
    """What of a lot's price is still to come, until when; whoever bought it pays."""
    for one in found:
        if one.reached is not None:
            continue
        origin: Origin = "estimate" if one.estimated else "calendar"
        yield Clock(
            event=_BY[of.category.price_goes_to] if of.category else "",
            who=("BIDDER",),
            day=one.last,
            origin="stated" if one.told is not None and one.told == one.last else origin,
            rule=one.rule,
            missing_fen=one.missing_fen,
        )


def _sold(lot: Lot, law: Law) -> Category | None:
    """The rules of a lot whose contract is signed and whose price is paid; None of any other."""
    if lot.defined is None or lot.phase not in SIGNED:
        return None
    category = law.rules(lot.defined.category, lot.defined.pack)
    return category if category and category.price_goes_to in _BY else None
