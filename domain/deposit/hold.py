"""What a deposit holds back by order, and lets go again; who may order it, `trade.hold` says."""

from datetime import date

from domain.accounts import BY_CODE, DEPOSITS_HELD, FROZEN, RETURNED
from domain.calendar import beijing_day
from domain.deposit.events import HoldLifted, HoldPlaced
from domain.deposit.holding import OF_A_REFUND, TAKEN_FROM, Hold
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.identifiers import RefundId, deposit_code, hold_code, lot_code
from domain.kernel import Command, Context, Decision, Post, Rejected, command
from domain.money import show
from domain.permissions import acts_for
from domain.postings import Owned, moved


@command("PlaceHold", version=3, zh="暂停退还·冻结")
class PlaceHold(Command):
    """Hold so much of a deposit back. `document`: the order's reference.

    `lot`: whose deposit it is, once that is open; None: of whichever, where a court orders it.
    `account`: where it stands: as the deposit (2002), as the bond (2003) or the price (2004) that
    it became or that was paid besides, or as what refund `number` of it owes back (2005), or came
    back of it from the bank (2012).
    """

    deposit: str
    hold: str
    amount_fen: int
    cause: str
    document: str
    lot: str | None = None
    account: str = DEPOSITS_HELD.code
    number: int | None = None

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        hold_code(self.hold)
        if self.lot is not None:
            lot_code(self.lot)
        if self.account not in TAKEN_FROM:
            raise ValueError(f"account {self.account!r}: expected one of {', '.join(TAKEN_FROM)}")
        if (self.account in OF_A_REFUND) != (self.number is not None):
            right = "that of a refund with 2005 or 2012, and with no other account"
            raise ValueError(f"number {self.number}: expected {right}")
        if self.number is not None and self.number < 1:
            raise ValueError(f"number {self.number}: expected one or more")
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


def placed(deposit: Deposit, asked: PlaceHold, authority: Post, day: date) -> HoldPlaced | Rejected:
    """The hold that this post orders on a day, at most of what stands there (P26)."""
    if asked.hold in deposit.hold_codes:
        before = f"{asked.hold} was placed on {asked.deposit} before"
        return Rejected("hold.exists", f"{before}: each order has a code of its own")
    stands = deposit.balance(asked.account, asked.number)
    if asked.amount_fen > stands:
        return _on_its_way(deposit, asked) or _too_much(deposit, asked)
    source = _standing(asked.deposit, asked.account, asked.number)
    entry = moved("P26", source, (FROZEN, asked.deposit), asked.amount_fen)
    return HoldPlaced(
        deposit=asked.deposit,
        hold=asked.hold,
        authority=authority,
        cause=asked.cause,
        document=asked.document,
        day=day,
        entries=(entry,),
    )


def _on_its_way(deposit: Deposit, asked: PlaceHold) -> Rejected | None:
    """Why nothing of a refund is frozen that the bank was told to pay: nothing stands here then."""
    refund = deposit.refund(asked.number or 0)
    if refund is None or refund.standing is not Standing.INSTRUCTED:
        return None
    name = RefundId(asked.deposit, refund.number)
    back = f"what comes back of it may be frozen on {RETURNED.code}"
    return Rejected("hold.on_its_way", f"{name} was ordered from the bank: {back}")


def _too_much(deposit: Deposit, asked: PlaceHold) -> Rejected:
    """That less stands there; of a refund, what of it stands where."""
    at = OF_A_REFUND if asked.number is not None else (asked.account,)
    held = ", ".join(f"{show(deposit.balance(one, asked.number))} on {one}" for one in at)
    return Rejected("hold.too_much", f"{asked.deposit} holds {held}")


def standing(deposit: Deposit, code: str) -> Hold | None:
    """The hold of that code, while it stands."""
    return next((one for one in deposit.holds if one.code == code), None)


def is_of(hold: Hold, context: Context) -> bool:
    """Whether the actor holds the post that ordered it."""
    return acts_for(context, hold.authority.role, hold.authority.organisation)


def lift(deposit: Deposit, asked: LiftHold, context: Context) -> Decision:
    """All of it, to where it stood, by the authority that ordered it; what was lifted before stays
    lifted.
    """
    hold = standing(deposit, asked.hold)
    if hold is None:
        return Rejected("hold.unknown", f"no hold {asked.hold} stands")
    if not is_of(hold, context):
        ordered = f"{hold.authority.role} {hold.authority.organisation}".strip()
        return Rejected("hold.not_yours", f"{asked.hold} was ordered by {ordered}")
    back = _standing(asked.deposit, hold.account, hold.number)
    entry = moved("P26", (FROZEN, asked.deposit), back, hold.amount_fen)
    day = beijing_day(context.received_at)
    return (HoldLifted(deposit=asked.deposit, hold=asked.hold, day=day, entries=(entry,)),)


def _standing(deposit: str, account: str, number: int | None) -> Owned:
    """Where on the chart, and in whose name, money of a deposit or of one of its refunds stands."""
    return BY_CODE[account], deposit if number is None else str(RefundId(deposit, number))
