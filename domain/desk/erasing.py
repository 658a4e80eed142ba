"""When what lies under a person's key is needed no more: before, no right to erasure reaches it.

A draw and an opening read the bids of all; money is paid back to whom nobody can read no more.
"""

from collections.abc import Callable, Iterable
from typing import Any

from domain.application.state import Application
from domain.bid.state import Bid
from domain.deposit.state import Deposit
from domain.dispute.state import Case
from domain.kernel import Rejected, StreamId
from domain.participation.state import Participation
from domain.phases import OVER, SIGNED
from domain.pool.state import Pool
from domain.pool_codes import is_no_lot, is_stray

_THROUGH = (*SIGNED, *OVER)
"""Nobody is drawn, opened or judged any more."""

type StateOf = Callable[[StreamId], Any]


def still_needed(key: str, states: Iterable[Any], state_of: StateOf) -> Rejected | None:
    """Why a natural person's key is not destroyed yet: the person stands in a lot that is not
    through, or money of its own lies here or is owed to it, or a case of its own is open. The same
    of the key of a stray that goes back: it may be a private person's.

    Of which it is nothing is told, nor how many: before an opening nobody may know.
    """
    kind, _, code = key.partition("/")
    ours = kind == "party" or (kind == "lot" and is_stray(code))
    if not ours or not any(_holds(one, state_of) for one in states):
        return None
    detail = f"{key}: what this person takes part in, or is owed, is not through: ask again later"
    return Rejected("key.still_needed", detail)


def _holds(state: Any, state_of: StateOf) -> bool:
    match state:
        case Bid(lot=lot) | Application(lot=lot) | Participation(lot=lot):
            return _goes_on(lot, state_of)
        case Deposit(terms=terms):
            return _has_money(state) or _goes_on(terms.lot if terms else None, state_of)
        case Pool(opened=opened, closed=closed):
            return opened is not None and not closed
        case Case():
            return state.is_open
        case _:
            return False


def _goes_on(lot: str | None, state_of: StateOf) -> bool:
    """Whether a lot is still to be decided; what a pool or a stray gives back is of none."""
    if lot is None or is_no_lot(lot):
        return False
    return state_of(StreamId("lot", lot)).phase not in _THROUGH


def _has_money(deposit: Deposit) -> bool:
    """Whether something of it is held for somebody in custody, or compensation is owed for it."""
    late = (one.compensation_fen for one in deposit.refunds if not one.compensated)
    return any(fen > 0 for fen in (*deposit.balances.values(), *late))
