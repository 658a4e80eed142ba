"""A court takes what it had frozen (P27, E11); it is paid out to it then, by two persons."""

from domain.accounts import DEPOSITS_HELD, ENFORCEMENT_PAYABLE, FROZEN, PRICE_HELD
from domain.calendar import beijing_day
from domain.deposit.fold import evolve
from domain.deposit.hold import is_of, standing
from domain.deposit.holding import Hold
from domain.deposit.passed_on import EnforcementExecuted
from domain.deposit.reduce import may_be_taken, owes_less
from domain.deposit.spend import borne, owed_less
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, digest, hold_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.money import show
from domain.postings import moved


@command("ExecuteEnforcement", zh="法院扣划")
class ExecuteEnforcement(Command):
    """Take so much of what this hold froze; `document` is the order's reference."""

    deposit: str
    hold: str
    amount_fen: int
    document: str
    evidence: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        hold_code(self.hold)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        if not self.document.strip():
            raise ValueError("document: expected the order's reference")
        digest(self.evidence)


def execute(deposit: Deposit, asked: ExecuteEnforcement, context: Context) -> Decision:
    """By the court that froze it, at most that, once an order; the rest stays frozen until lifted.

    It is owed to this hold of this deposit: a court numbers its holds as it likes.
    """
    hold = standing(deposit, asked.hold)
    if hold is None:
        return Rejected("hold.unknown", f"no hold {asked.hold} stands")
    if hold.authority.role != "COURT" or not is_of(hold, context):
        ordered = f"{hold.authority.role} {hold.authority.organisation}".strip()
        return Rejected("hold.not_yours", f"{asked.hold} was ordered by {ordered}")
    if asked.document in hold.executed:
        return Rejected("hold.executed", f"{asked.hold} was executed by {asked.document} before")
    if asked.amount_fen > hold.amount_fen:
        return Rejected("hold.too_much", f"{asked.hold} froze {show(hold.amount_fen)}")
    if refused := _goes_back(deposit, hold, asked):
        return refused
    courts = ENFORCEMENT_PAYABLE, f"{asked.deposit}/{asked.hold}"
    entry = moved("P27", (FROZEN, asked.deposit), courts, asked.amount_fen)
    taken = EnforcementExecuted(
        deposit=asked.deposit,
        hold=asked.hold,
        document=asked.document,
        evidence=asked.evidence,
        day=beijing_day(context.received_at),
        entries=(entry,),
    )
    if refused := _apart(deposit, hold, taken, courts[1]):
        return refused
    refund = deposit.refund(hold.number or 0)
    if refund is not None:
        return (taken, *owes_less(asked.deposit, refund, asked.amount_fen))
    if hold.account != DEPOSITS_HELD.code:
        return (taken,)
    less = owed_less(asked.deposit, deposit.receipts, deposit.refunds, asked.amount_fen)
    return (taken, *less)


def _goes_back(deposit: Deposit, hold: Hold, asked: ExecuteEnforcement) -> Rejected | None:
    """Why it cannot be others': of what is owed back `may_be_taken` says; of what is held it is
    approved to go back.
    """
    if refund := deposit.refund(hold.number or 0):
        return may_be_taken(asked.deposit, deposit, hold, refund, asked.amount_fen)
    if hold.account != DEPOSITS_HELD.code or borne(
        deposit.receipts, deposit.refunds, asked.amount_fen
    ):
        return None
    return Rejected("hold.goes_back", f"of {asked.deposit} so much is approved to go back")


def _apart(deposit: Deposit, hold: Hold, taken: EnforcementExecuted, owner: str) -> Rejected | None:
    """Why it could not be paid out: it would lie on two accounts of ours, with what was taken by
    this hold before and is not paid out yet. A payout leaves from one.
    """
    on = evolve(deposit, taken).given.lies[ENFORCEMENT_PAYABLE.code, owner]
    if len(on) < 2:
        return None
    where = " and ".join(sorted(on))
    moves = hold.account == PRICE_HELD.code and deposit.price.moved_to is None
    first = "transfer the deposit's part" if moves else "take less, the rest once that is paid"
    return Rejected("hold.two_accounts", f"what {hold.code} takes lies on {where}: {first}")


EXECUTE_ENFORCEMENT = Decider(
    handles=ExecuteEnforcement,
    touches=lambda asked: (StreamId("deposit", asked.deposit),),
    decide=execute,
)
