"""How a deposit folds when its money goes over to another owner, or another's comes over to it."""

from dataclasses import replace

from domain.accounts import DEPOSITS_HELD
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.receipt import carried_in
from domain.deposit.spend import lowered, taken
from domain.deposit.state import Deposit


def went_over(deposit: Deposit, event: DepositCarriedOver) -> Deposit:
    """What of its receipts went over goes back no more."""
    fen = sum(
        leg.amount for e in event.entries for leg in e.legs if leg.account == DEPOSITS_HELD.code
    )
    of = taken(deposit.receipts, deposit.refunds, fen)
    gone = {place for place, _ in of}
    receipts = tuple(
        replace(one, gone_over=True) if one.place in gone else one
        for one in lowered(deposit.receipts, of)
    )
    return replace(deposit, receipts=receipts)


def came_over(deposit: Deposit, event: DepositCarriedIn) -> Deposit:
    """What came over counts as if it had come here."""
    came = carried_in(event, deposit.came)
    receipts = (*deposit.receipts, *came)
    return replace(deposit, receipts=receipts, came=deposit.came + len(came))
