"""A deposit is held back by order of a supervisor or a court, and let go again."""

from domain.accounts import DEPOSITS_HELD, FROZEN
from domain.deposit.events import HoldLifted, HoldPlaced
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, hold_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.money import show
from domain.postings import moved


@command("PlaceHold", zh="暂停退还·冻结")
class PlaceHold(Command):
    """Hold so much of a deposit back. `document`: the order's reference."""

    deposit: str
    hold: str
    amount_fen: int
    cause: str
    document: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        hold_code(self.hold)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        if not self.cause.strip() or not self.document.strip():
            raise ValueError("cause, document: expected both")


@command("LiftHold", zh="解除冻结")
class LiftHold(Command):
    """Let what was held back go again."""

    deposit: str
    hold: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        hold_code(self.hold)


def place(deposit: Deposit, asked: PlaceHold, _context: Context) -> Decision:
    """At most what is held, of what has not gone on (P26)."""
    if any(hold == asked.hold for hold, _ in deposit.holds):
        return Rejected("hold.exists", f"{asked.hold} stands already")
    if asked.amount_fen > deposit.held_fen:
        held = show(deposit.held_fen)
        return Rejected("hold.too_much", f"{asked.deposit} holds {held}")
    entry = moved("P26", (DEPOSITS_HELD, asked.deposit), (FROZEN, asked.deposit), asked.amount_fen)
    return (
        HoldPlaced(
            deposit=asked.deposit,
            hold=asked.hold,
            cause=asked.cause,
            document=asked.document,
            entries=(entry,),
        ),
    )


def lift(deposit: Deposit, asked: LiftHold, _context: Context) -> Decision:
    """All of it; what was lifted before stays lifted."""
    amount = dict(deposit.holds).get(asked.hold)
    if amount is None:
        return Rejected("hold.unknown", f"no hold {asked.hold} stands")
    entry = moved("P26", (FROZEN, asked.deposit), (DEPOSITS_HELD, asked.deposit), amount)
    return (HoldLifted(deposit=asked.deposit, hold=asked.hold, entries=(entry,)),)


PLACE_HOLD = Decider(
    handles=PlaceHold, touches=lambda asked: (StreamId("deposit", asked.deposit),), decide=place
)
LIFT_HOLD = Decider(
    handles=LiftHold, touches=lambda asked: (StreamId("deposit", asked.deposit),), decide=lift
)
