"""When what lies under a person's key is needed no more: before, no right to erasure reaches it.

A draw and an opening read the bids of all; money is paid back to whom nobody can read no more.
"""

from collections.abc import Callable, Iterable
from typing import Any

from domain.application.state import Application
from domain.bid.state import Bid
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.desk.still_open import lacks_interest, on_demand
from domain.dispute.state import Case
from domain.governance.publish import LAW
from domain.guarantee.state import Guarantee
from domain.kernel import Rejected, StreamId
from domain.participation.state import Participation
from domain.payout.state import Stage
from domain.phases import OVER, SIGNED, Phase
from domain.pool.state import Pool
from domain.pool_codes import is_no_lot, is_stray

_THROUGH = (*SIGNED, *OVER)
"""Nobody is drawn, opened or judged any more."""
_WINNERS = (Phase.SETTLED, Phase.ARCHIVED, *OVER)
"""Who won it pays no more: settling it names that deposit, as does what is paid past us."""

type StateOf = Callable[[StreamId], Any]


def still_needed(key: str, states: Iterable[Any], state_of: StateOf) -> Rejected | None:
    """Why a natural person's key is not destroyed yet: the person stands in a lot that is not
    through, or won one that is not settled, or money of its own lies here or is owed to it, or a
    guarantee stands for it, or a case of its own is open. The same of the key of a stray that goes
    back, until it is paid: it may be a private person's.

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
        case Bid() | Application() | Participation():
            return _goes_on(state.lot, state.party, state_of)
        case Deposit(terms=terms):
            goes_on = terms is not None and _goes_on(terms.lot, terms.party, state_of)
            return goes_on or _has_money(state, state_of) or _is_unpaid(state)
        case Guarantee():
            return not state.released and state.promised_fen > 0
        case Pool(opened=opened, closed=closed):
            return opened is not None and not closed
        case Case():
            return state.is_open
        case _:
            return False


def _goes_on(lot: str | None, party: str | None, state_of: StateOf) -> bool:
    """Whether a lot is still to be decided, or settled with this party, which won it; what a pool
    or a stray gives back is of none.
    """
    if lot is None or is_no_lot(lot):
        return False
    of = state_of(StreamId("lot", lot))
    return of.phase not in (_WINNERS if party and of.winner == party else _THROUGH)


def _has_money(deposit: Deposit, state_of: StateOf) -> bool:
    """Whether something of it is held for somebody in custody, or others are still to have it or
    owe it back, or compensation is owed for it, or interest is to follow it.
    """
    late = (one.compensation_fen for one in deposit.refunds if not one.compensated)
    if deposit.given.claims or any(fen > 0 for fen in (*deposit.balances.values(), *late)):
        return True
    if _is_others(deposit, state_of):
        return True
    return any(lacks_interest(deposit, one, on_demand(state_of(LAW))) for one in deposit.refunds)


def _is_others(deposit: Deposit, state_of: StateOf) -> bool:
    """Whether what was kept or given on of it is not paid out: a payout reads whose it was."""
    going = (state_of(StreamId("payout", code)) for code in deposit.given.payouts)
    return any(deposit.given.payable.values()) or any(one.stage is not Stage.PAID for one in going)


def _is_unpaid(deposit: Deposit) -> bool:
    """Whether a stray has not gone back: its line may be given back again, and by it alone."""
    paid = deposit.refunds and deposit.refunds[-1].standing is Standing.PAID
    return deposit.of_nobody and not paid
