"""The record of the stream: `deposit/P0123456789ABCDEF`."""

from typing import get_args

from domain.deposit.events import DepositEvent, DepositRequired
from domain.deposit.hold import LIFT_HOLD, PLACE_HOLD
from domain.deposit.issue import ISSUE_SUB_ACCOUNT
from domain.deposit.redirect import PROPOSE_PAYEE
from domain.deposit.state import Deposit, evolve
from domain.identifiers import is_natural
from domain.kernel import KeyName, Stream


def _keys(first: DepositRequired) -> tuple[KeyName, ...]:
    """The lot's key, and a natural person's own; none when the terms cannot be read."""
    if first.terms is None:
        return ()
    lot = KeyName("lot", first.terms.lot)
    party = first.terms.party
    return (lot, KeyName("party", party)) if is_natural(party) else (lot,)


DEPOSIT = Stream(
    name="deposit",
    events=get_args(DepositEvent.__value__),
    initial=Deposit(),
    evolve=evolve,
    deciders=(ISSUE_SUB_ACCOUNT, PLACE_HOLD, LIFT_HOLD, PROPOSE_PAYEE),
    keys=_keys,
)
