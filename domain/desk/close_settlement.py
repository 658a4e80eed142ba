"""A lot is settled (结清): its deposits, guarantees, obligations, price, fees and holds all are."""

from typing import Any

from domain.categories.category import Category
from domain.deposit.state import Deposit
from domain.desk.pairing import not_open
from domain.desk.still_open import Open, of_deposit, of_payouts, of_sale, on_demand
from domain.identifiers import deposit_code, lot_code, payout_code
from domain.interest import Rates
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.ended import SettlementClosed
from domain.lot.standing import category_of, hears
from domain.lot.state import Lot
from domain.payout.state import Payout
from domain.phases import Phase

MOST = 25_000
"""Deposits of a lot, payouts of one: both lists together are what a command holds."""
TOLD = 12
"""So many open figures are told; of more, how many more there are."""


@command("CloseSettlement", zh="结清标段")
class CloseSettlement(Command):
    """Close a lot's settlement: `deposits` are all of its own, `payouts` all that took of them."""

    lot: str
    deposits: tuple[str, ...]
    payouts: tuple[str, ...]

    def __post_init__(self) -> None:
        lot_code(self.lot)
        for name, codes, known in (
            ("deposits", self.deposits, deposit_code),
            ("payouts", self.payouts, payout_code),
        ):
            if len(codes) > MOST:
                raise ValueError(f"{name}: {len(codes)}, expected {MOST} at most")
            if len(set(codes)) < len(codes):
                raise ValueError(f"{name}: expected each once")
            for code in codes:
                known(code)


def decide(states: Any, asked: CloseSettlement, context: Context) -> Decision:
    """Once, of a lot whose contract is signed; refused with what is still open, in figures.

    Which deposits a lot has no stream says, for who bids is sealed: the platform's word it is, but
    the winner's is among them, and every payout that took of them.
    """
    lot, *others = states if isinstance(states, tuple) else (states,)
    if lot.phase is Phase.SETTLED:
        return ()
    known = hears(lot, asked.lot, context.law, SettlementClosed)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    deposits: dict[str, Deposit] = dict(zip(asked.deposits, others, strict=False))
    payouts: dict[str, Payout] = dict(
        zip(asked.payouts, others[len(asked.deposits) :], strict=True)
    )
    if refused := _not_all(lot, asked.lot, deposits):
        return refused
    rates = on_demand(context.law)
    if still := _open(lot, asked.lot, deposits, payouts, category, rates):
        told = "; ".join(map(str, still[:TOLD]))
        more = f"; {len(still) - TOLD} more" if len(still) > TOLD else ""
        return Rejected("settlement.open", f"{asked.lot} has open: {told}{more}")
    return (
        SettlementClosed(lot=asked.lot, settled_at=context.received_at, deposits=len(deposits)),
    )


def _not_all(lot: Lot, code: str, deposits: dict[str, Deposit]) -> Rejected | None:
    """Why these cannot be the deposits of the lot."""
    for deposit, state in deposits.items():
        if state.terms is None or state.terms.lot != code:
            return not_open(deposit)
    assert lot.defined is not None, "a contracted lot was defined"
    winners = any(one.terms and one.terms.party == lot.winner for one in deposits.values())
    if lot.defined.deposit_fen and not winners:
        return Rejected("settlement.winner_missing", f"no deposit of {code}'s winner is named")
    return None


def _open(
    lot: Lot,
    code: str,
    deposits: dict[str, Deposit],
    payouts: dict[str, Payout],
    category: Category,
    rates: Rates,
) -> list[Open]:
    winners = (one for one in deposits.values() if one.terms and one.terms.party == lot.winner)
    return [
        *(
            one
            for deposit, state in deposits.items()
            for one in of_deposit(deposit, state, category, lot, rates)
        ),
        *of_payouts(deposits.items(), payouts),
        *of_sale(lot, code, next(winners, None), category),
    ]


CLOSE_SETTLEMENT = Decider(
    handles=CloseSettlement,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        *(StreamId("deposit", deposit) for deposit in asked.deposits),
        *(StreamId("payout", payout) for payout in asked.payouts),
    ),
    decide=decide,
)
