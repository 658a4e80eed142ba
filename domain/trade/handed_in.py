"""All bids of an opened lot, where they say by themselves who has it: which of them count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.bid.state import Bid, Standing
from domain.calendar import beijing_day
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Rejected, StreamId
from domain.lot.state import Lot
from domain.party_codes import is_natural
from domain.trade_codes import bid_code


@dataclass(frozen=True, slots=True, kw_only=True)
class AllThatCame(Command):
    """What is said of a lot in whose name all of it must be named.

    `bids`: all that were handed in here and stand; `deposits`: what those who handed them in owe
    for it, as far as they were asked for any.
    """

    lot: str
    bids: tuple[str, ...]
    deposits: tuple[str, ...]

    def __post_init__(self) -> None:
        lot_code(self.lot)
        for bid in self.bids:
            bid_code(bid)
        if len(set(self.bids)) < len(self.bids):
            raise ValueError("bids: expected each once")
        for deposit in self.deposits:
            deposit_code(deposit)
        if len(set(self.deposits)) < len(self.deposits):
            raise ValueError("deposits: expected each once")


@dataclass(frozen=True, slots=True)
class Counted:
    """Bids that count, by their codes, and the codes of those that do not for want of a deposit;
    of companies alone, as of a natural person nobody may know whether it paid.
    """

    bids: tuple[tuple[str, Bid], ...]
    unsecured: tuple[str, ...]


def counted(lot: Lot, asked: AllThatCame, states: Sequence[Any]) -> Counted | Rejected:
    """Which count: those whose deposit is here, whole and in time, where the lot asks for one.

    That all are named is the platform's word, as no public stream counts them. A bid that nobody
    can read any more is left out. `states`: of the bids that are named, then of the deposits.
    """
    bids, deposits = states[: len(asked.bids)], states[len(asked.bids) :]
    secured = secured_at_opening(lot, deposits)
    count, unsecured = [], []
    for code, bid in zip(asked.bids, bids, strict=True):
        if bid.lot != asked.lot or bid.standing is not Standing.RECEIVED:
            return Rejected("bid.another", f"{code} is no bid for {asked.lot} that stands")
        if secured is None or bid.party in secured:
            count.append((code, bid))
        elif bid.party is not None and not is_natural(bid.party):
            unsecured.append(code)
    return Counted(tuple(count), tuple(unsecured))


def secured_at_opening(lot: Lot, deposits: Iterable[Deposit]) -> frozenset[str] | None:
    """Whose deposit for the lot is here, whole and in time; None where it asks for none.

    A guarantee counts by the day of the opening: that of the comparison, after it, its asker could
    choose by whom it leaves out.
    """
    if lot.defined is None or lot.opening_at is None or not lot.defined.deposit_fen:
        return None
    code, day = lot.defined.lot, beijing_day(lot.opening_at)
    there = (one.terms for one in deposits if one.terms is not None and one.is_there(day))
    return frozenset(terms.party for terms in there if terms.lot == code)


def touches(asked: AllThatCame) -> tuple[StreamId, ...]:
    """The lot, and all that is named of it."""
    return (
        StreamId("lot", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids),
        *(StreamId("deposit", deposit) for deposit in asked.deposits),
    )
