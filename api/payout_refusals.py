"""Why a price is not given on, or a payout not approved: its decider, asked as by the Book."""

from api.wiring import System
from domain.deposit.state import Deposit
from domain.desk.approve_payout import APPROVE_PAYOUT, ApprovePayout
from domain.desk.price import RELEASE_PRICE, ReleasePrice
from domain.governance.state import Law
from domain.kernel import Actor, Context, Decision, Post, Rejected
from domain.lot.state import Lot
from domain.payout.events import PayoutProposed


def not_released(
    system: System, code: str, deposit: Deposit, lot: str, state: Lot, law: Law
) -> Rejected | None:
    """Why a price is not given on yet, under this law."""
    fee = state.fee_fen("SELLER")
    asked = ReleasePrice(deposit=code, lot=lot, fee_fen=fee, document="?", evidence="0" * 64)
    return _refused(RELEASE_PRICE.decide((deposit, state), asked, _context(system, law)))


def not_approved(system: System, fact: PayoutProposed) -> Rejected | None:
    """Why a payout that waits for its checker cannot be approved as things stand now."""
    assert fact.lot is not None, "what may be told has a lot"
    assert fact.payee is not None, "and a payee"
    asked = ApprovePayout(
        payout=fact.payout,
        lot=fact.lot,
        account=fact.account,
        to=fact.to,
        owner=fact.owner,
        payee=fact.payee,
        document=fact.document,
        parts=fact.parts,
    )
    streams = APPROVE_PAYOUT.touches(asked)
    states = system.replay.states(streams)
    context = _context(system, system.law(), maker=fact.proposal)
    return _refused(APPROVE_PAYOUT.decide(tuple(states[one] for one in streams), asked, context))


def _context(system: System, law: Law, maker: str | None = None) -> Context:
    """As the Book would derive it from whoever has the post, and is no maker of it."""
    now = system.clock()
    return Context(
        actor=Actor("", "", ""),
        posts=(Post("C-SET2", ""),),
        received_at=now,
        at=now,
        law=law,
        law_position=0,
        maker=maker,
    )


def _refused(decided: Decision) -> Rejected | None:
    return decided if isinstance(decided, Rejected) else None
