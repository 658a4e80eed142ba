"""A payout that failed or came back is given up: what it took along may be proposed anew."""

from collections.abc import Iterator
from typing import Any

from domain.accounts import BY_CODE, RETURNED
from domain.deposit.passed_on import ForfeitureMoneyReturned, PayoutReleased
from domain.deposit.state import Deposit
from domain.desk.unforfeit import held_again
from domain.identifiers import deposit_code, payout_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Event,
    Placed,
    Rejected,
    StreamId,
    command,
)
from domain.payout.events import PayoutGivenUp, PayoutProposed, reason_given
from domain.payout.state import WITH_US, Stage
from domain.postings import Entry, Leg, moved


@command("GiveUpPayout", zh="划付作废")
class GiveUpPayout(Command):
    """Make this payout no more. `deposits`: those of its parts, in their order."""

    payout: str
    deposits: tuple[str, ...]
    reason: str

    def __post_init__(self) -> None:
        payout_code(self.payout)
        for deposit in self.deposits:
            deposit_code(deposit)
        reason_given(self.reason)


def decide(states: Any, asked: GiveUpPayout, _context: Context) -> Decision:
    """Only while its money is with us; what had come back is payable again (P15).

    But what was taken back of a forfeiture is the bidder's: it is held again, and paid to nobody
    else (P25).
    """
    payout, *deposits = states if isinstance(states, tuple) else (states,)
    proposed = payout.proposed
    if proposed is None or payout.stage not in WITH_US:
        return Rejected("payout.not_with_us", f"{asked.payout} is {payout.stage}")
    if asked.deposits != tuple(part.deposit for part in proposed.parts):
        return Rejected("payout.other_parts", f"{asked.payout} is of other deposits")
    back = (RETURNED, asked.payout), (BY_CODE[proposed.to], proposed.owner)
    returned = payout.stage is Stage.RETURNED
    return (
        PayoutGivenUp(
            payout=asked.payout,
            reason=asked.reason,
            entries=(moved("P15", *back, payout.amount_fen),) if returned else (),
        ),
        *(
            Placed(StreamId("deposit", code), said)
            for code, deposit in zip(asked.deposits, deposits, strict=True)
            for said in _let_go(code, deposit, proposed)
        ),
    )


def _let_go(code: str, deposit: Deposit, proposed: PayoutProposed) -> Iterator[Event]:
    """What it took along of a deposit is payable again; but for what is claimed: that is held."""
    payout = proposed.payout
    yield PayoutReleased(deposit=code, payout=payout)
    claim = deposit.given.claims.get(payout)
    if claim is None:
        return
    source = Leg(proposed.to, proposed.owner, claim.total_fen, "P25")
    back = held_again(code, claim.fen, claim.interest_fen, deposit.own_receivable_fen)
    entry = Entry(RETURNED.book, "CNY", (source, *back))
    yield ForfeitureMoneyReturned(deposit=code, payout=payout, line=None, entries=(entry,))


GIVE_UP_PAYOUT = Decider(
    handles=GiveUpPayout,
    touches=lambda asked: (
        StreamId("payout", asked.payout),
        *(StreamId("deposit", deposit) for deposit in asked.deposits),
    ),
    decide=decide,
)
