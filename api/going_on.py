"""May a bidder's money go on within custody? Not while the bank may have taken it back (冲正).

A decider knows of no reversal that nobody has matched: the platform looks before it asks. Who wants
it hears that it waits, and never for which line.
"""

from collections.abc import Collection, Iterator

from api.reversals import open_reversals
from api.wiring import System
from domain.deposit.state import Deposit
from domain.desk.gone import OpenReversal, may_be_gone, pool_may_be_gone
from domain.identifiers import line_id
from domain.kernel import StreamId
from domain.pool.state import Pool

_WAIT_S = 5.0


class MayBeGone(RuntimeError):
    """A reversal that nobody has matched may have taken this money back: it goes nowhere yet."""

    def __init__(self, whose: str) -> None:
        super().__init__(
            f"{whose}: the bank took a credit back, and it may be this money: it waits until it is "
            "known whose that was"
        )


def demand_pool_there(system: System, pool: str, party: str) -> None:
    """Raises MayBeGone where some of what is free of this party's pool may be gone.

    Of another's pool nothing is told: the Book refuses it. Raises NotReached.
    """
    state: Pool = system.replay.state(StreamId("pool", pool))
    if state.opened is None or state.opened.party != party or state.closed:
        return
    if pool_may_be_gone(state, _all_open(system, {state.opened.account})):
        raise MayBeGone(pool)


def demand_deposit_there(system: System, deposit: str, party: str) -> None:
    """Raises MayBeGone where money of this party's deposit may be gone; as of a pool."""
    state: Deposit = system.replay.state(StreamId("deposit", deposit))
    if state.terms is None or state.terms.party != party or not state.held_fen:
        return
    on = {line_id(one.line).page.of.account for one in state.receipts if one.line}
    if may_be_gone(state, _all_open(system, on)):
        raise MayBeGone(deposit)


def _all_open(system: System, accounts: Collection[str]) -> Iterator[OpenReversal]:
    """The open reversals on these accounts, of all that is written by now."""
    readers = system.readers
    needed = (readers.bankdays, readers.sealed_bankdays)
    readers.wait(needed, system.store.tail().position, _WAIT_S)
    return (one for account in sorted(accounts) for one in open_reversals(readers, account))
