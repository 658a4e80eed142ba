"""A deposit is held back by order of a supervisor or a court, and let go again by the same."""

from domain.accounts import DEPOSITS_HELD, FROZEN
from domain.deposit.events import HoldLifted, HoldPlaced
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, hold_code
from domain.kernel import Command, Context, Decider, Decision, Post, Rejected, StreamId, command
from domain.money import show
from domain.permissions import acts_for
from domain.postings import moved
from domain.roles import SUPERVISORS

_AUTHORITIES = (*SUPERVISORS, "COURT")


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


def place(deposit: Deposit, asked: PlaceHold, context: Context) -> Decision:
    """At most what is held, of what has not gone on (P26)."""
    authority = next((post for post in context.posts if post.role in _AUTHORITIES), None)
    if authority is None:
        return Rejected("hold.no_authority", "a supervisor or a court orders a hold")
    hold = placed(deposit, asked, authority)
    return hold if isinstance(hold, Rejected) else (hold,)


def placed(deposit: Deposit, asked: PlaceHold, authority: Post) -> HoldPlaced | Rejected:
    """The hold that this post orders; else the refusal."""
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


PLACE_HOLD = Decider(
    handles=PlaceHold, touches=lambda asked: (StreamId("deposit", asked.deposit),), decide=place
)
LIFT_HOLD = Decider(
    handles=LiftHold, touches=lambda asked: (StreamId("deposit", asked.deposit),), decide=lift
)
