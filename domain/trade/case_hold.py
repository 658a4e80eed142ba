"""Money is held back for a complaint only on the deposits that its order names (REFERENCE 2.8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.calendar import beijing_day
from domain.deposit.hold import LiftHold, PlaceHold, lift, placed
from domain.deposit.state import Deposit
from domain.dispute.codes import case_code
from domain.dispute.events import CaseHoldOrdered
from domain.dispute.state import Case
from domain.identifiers import deposit_code, hold_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.trade.cases import judge_of

MOST = 20
"""Holds of one case: as many as one decision lifts at once."""


@dataclass(frozen=True, slots=True)
class CaseHold:
    """A hold of a case: its code, on this deposit."""

    deposit: str
    hold: str


@command("OrderCaseHold", zh="责令暂停退还")
class OrderCaseHold(Command):
    """Hold so much of a deposit back for a complaint. `document`: the order's reference."""

    case: str
    lot: str
    deposit: str
    hold: str
    amount_fen: int
    document: str

    def __post_init__(self) -> None:
        case_code(self.case)
        lot_code(self.lot)
        self.placing()

    def placing(self) -> PlaceHold:
        """The hold itself. Raises ValueError for what cannot be."""
        return PlaceHold(
            deposit=self.deposit,
            hold=self.hold,
            amount_fen=self.amount_fen,
            cause=self.case,
            document=self.document,
        )


def order(states: tuple[Case, Lot, Deposit], asked: OrderCaseHold, context: Context) -> Decision:
    """By whom the accepted complaint is with; once the bids are open: before that, nobody may know
    which deposits are the lot's, and one command would tell.
    """
    case, lot, deposit = states
    post = judge_of(case, lot, asked.case, asked.lot, context)
    if isinstance(post, Rejected):
        return post
    if not case.accepted:
        return Rejected("dispute.not_accepted", f"{asked.case} is {case.stage}")
    if not lot.opened:
        return Rejected("desk.not_open", f"the bids of {asked.lot} are not open")
    if deposit.terms is None or deposit.terms.lot != asked.lot:
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of {asked.lot}")
    if len(case.holds) >= MOST:
        return Rejected("dispute.too_many_holds", f"{asked.case} holds {MOST} deposits back")
    hold = placed(deposit, asked.placing(), post, beijing_day(context.received_at))
    if isinstance(hold, Rejected):
        return hold
    told = CaseHoldOrdered(case=asked.case, deposit=asked.deposit, hold=asked.hold)
    return (told, Placed(StreamId("deposit", asked.deposit), hold))


def check_holds(holds: tuple[CaseHold, ...]) -> None:
    """Raises ValueError for a code that cannot be, a hold named twice, or too many."""
    for one in holds:
        deposit_code(one.deposit)
        hold_code(one.hold)
    if len(set(holds)) < len(holds) or len(holds) > MOST:
        raise ValueError(f"holds: expected each once, {MOST} at most")


def deposits_of(holds: tuple[CaseHold, ...]) -> tuple[StreamId, ...]:
    """The deposits that are held, each once."""
    return tuple(StreamId("deposit", code) for code in dict.fromkeys(one.deposit for one in holds))


def lifted(
    case: Case,
    code: str,
    holds: tuple[CaseHold, ...],
    deposits: Sequence[Deposit],
    context: Context,
) -> tuple[Placed, ...] | Rejected:
    """All that the case holds back is let go; what somebody lifted before stays lifted.

    `deposits`: as `deposits_of` lists them. Who ends a case names all of its holds, so that none
    is forgotten.
    """
    if {(one.deposit, one.hold) for one in holds} != set(case.holds):
        right = ", ".join(f"{hold} on {deposit}" for deposit, hold in case.holds) or "none"
        return Rejected("dispute.other_holds", f"{code} holds back: {right}")
    by_code = dict(zip(deposits_of(holds), deposits, strict=True))
    told: list[Placed] = []
    for one in holds:
        at = StreamId("deposit", one.deposit)
        if all(standing.code != one.hold for standing in by_code[at].holds):
            continue
        decision = lift(by_code[at], LiftHold(deposit=one.deposit, hold=one.hold), context)
        if isinstance(decision, Rejected):
            return decision
        told += [Placed(at, event) for event in decision if not isinstance(event, Placed)]
    return tuple(told)


ORDER_CASE_HOLD = Decider(
    handles=OrderCaseHold,
    touches=lambda asked: (
        StreamId("dispute", asked.case),
        StreamId("lot", asked.lot),
        StreamId("deposit", asked.deposit),
    ),
    decide=order,
)
