"""What a deposit holds back by order, and lets go again; who may order it, `trade.hold` says."""

from domain.accounts import DEPOSITS_HELD, FROZEN
from domain.deposit.events import HoldLifted, HoldPlaced
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, hold_code, lot_code
from domain.kernel import Command, Context, Decision, Post, Rejected, command
from domain.money import show
from domain.permissions import acts_for
from domain.postings import moved


@command("PlaceHold", version=2, zh="暂停退还·冻结")
class PlaceHold(Command):
    """Hold so much of a deposit back. `document`: the order's reference.

    `lot`: whose deposit it is, once that is open; None: of whichever, where a court orders it.
    """

    deposit: str
    hold: str
    amount_fen: int
    cause: str
    document: str
    lot: str | None = None

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        hold_code(self.hold)
        if self.lot is not None:
            lot_code(self.lot)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        if not self.cause.strip() or not self.document.strip():
            raise ValueError("cause, document: expected both")


@command("LiftHold", version=2, zh="解除冻结")
class LiftHold(Command):
    """Let what was held back go again; `lot` as of PlaceHold."""

    deposit: str
    hold: str
    lot: str | None = None

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        hold_code(self.hold)
        if self.lot is not None:
            lot_code(self.lot)


def placed(deposit: Deposit, asked: PlaceHold, authority: Post) -> HoldPlaced | Rejected:
    """The hold that this post orders, at most of what is held and has not gone on (P26)."""
    if any(one.code == asked.hold for one in deposit.holds):
        return Rejected("hold.exists", f"{asked.hold} stands already")
    if asked.amount_fen > deposit.held_fen:
        held = show(deposit.held_fen)
        return Rejected("hold.too_much", f"{asked.deposit} holds {held}")
    entry = moved("P26", (DEPOSITS_HELD, asked.deposit), (FROZEN, asked.deposit), asked.amount_fen)
    return HoldPlaced(
        deposit=asked.deposit,
        hold=asked.hold,
        authority=authority,
        cause=asked.cause,
        document=asked.document,
        entries=(entry,),
    )


def lift(deposit: Deposit, asked: LiftHold, context: Context) -> Decision:
    """All of it, by the authority that ordered it; what was lifted before stays lifted."""
    hold = next((one for one in deposit.holds if one.code == asked.hold), None)
    if hold is None:
        return Rejected("hold.unknown", f"no hold {asked.hold} stands")
    if not acts_for(context, hold.authority.role, hold.authority.organisation):
        ordered = f"{hold.authority.role} {hold.authority.organisation}".strip()
        return Rejected("hold.not_yours", f"{asked.hold} was ordered by {ordered}")
    entry = moved("P26", (FROZEN, asked.deposit), (DEPOSITS_HELD, asked.deposit), hold.amount_fen)
    return (HoldLifted(deposit=asked.deposit, hold=asked.hold, entries=(entry,)),)
