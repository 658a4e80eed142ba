"""Whose is what had become bond or price of a result that is void, as a decision says it."""

from collections.abc import Iterator

from domain.accounts import (
    BONDS_HELD,
    PRICE_HELD,
    REFUNDS_PAYABLE,
    SELLER_PAYABLE,
    TREASURY_PAYABLE,
)
from domain.calendar import beijing_day
from domain.categories.category import Cause
from domain.deposit.holding import held_back
from domain.deposit.owed import RefundObligationCreated
from domain.deposit.passed_on import VoidMoneyAwarded
from domain.deposit.state import Deposit
from domain.deposit.void_money import Paid, Standing, lies_on, paid_by, undecided
from domain.desk.pairing import blind
from domain.desk.reviewing import not_from_here
from domain.identifiers import RefundId, deposit_code, digest, lot_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Event,
    Rejected,
    StreamId,
    command,
)
from domain.lot.state import Lot
from domain.money import show
from domain.phases import Phase
from domain.postings import Entry, Leg
from domain.terms import back_due

ROW = "P24"
"""No row of 3.7 speaks of it; the shape is this one's: a part to 2008 or 2009, the rest to 2005."""


@command("AwardVoidMoney", zh="无效成交款项归属")
class AwardVoidMoney(Command):
    """So much goes back to who paid it, so much is the owner's, so much the treasury's; fen.

    By this decision of a court or of whoever supervises the lot, or by what the parties agreed:
    `document` is its reference, `evidence` its SHA-256. A joint act: two persons read it.
    """

    deposit: str
    lot: str
    party_fen: int
    owner_fen: int
    treasury_fen: int
    document: str
    evidence: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        for name in ("party_fen", "owner_fen", "treasury_fen"):
            if (fen := getattr(self, name)) < 0:
                raise ValueError(f"{name} {fen}: expected zero (none) or more")
        if not self.document.strip():
            raise ValueError("document: expected the decision's reference")
        digest(self.evidence)

    @property
    def total_fen(self) -> int:
        """All that is said of."""
        return self.party_fen + self.owner_fen + self.treasury_fen


def decide(states: tuple[Deposit, Lot], asked: AwardVoidMoney, context: Context) -> Decision:
    """Of all that stands there at once; what a payout has on its way is told when it is back."""
    deposit, lot = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    assert lot.defined is not None, "a lot that was opened was defined"
    assert context.cosigner is not None, "a joint act is signed by two"
    checker, checks = context.cosigner
    if refused := not_from_here(asked.deposit, context.actor.person, context.law, checks):
        return refused
    if lot.phase is not Phase.VOIDED:
        return Rejected("void.not_void", f"{asked.lot} is {lot.phase}: its result is not void")
    standing = undecided(asked.deposit, deposit)
    if refused := _not_so(deposit, standing, asked):
        return refused
    parts = tuple(paid_by(deposit, asked.party_fen))
    if refused := _not_to_the_party(parts, asked) or _apart(deposit, standing, asked):
        return refused
    first = len(deposit.refunds) + 1
    legs = [Leg(one.account, one.owner, one.fen, ROW) for one in standing]
    legs += _whose(asked, lot.defined.owner, lot.defined.category)
    legs += [
        Leg(REFUNDS_PAYABLE.code, str(RefundId(asked.deposit, first + n)), -one.fen, ROW)
        for n, one in enumerate(parts)
    ]
    awarded = VoidMoneyAwarded(
        deposit=asked.deposit,
        party_fen=asked.party_fen,
        owner_fen=asked.owner_fen,
        treasury_fen=asked.treasury_fen,
        document=asked.document,
        evidence=asked.evidence,
        seen_by=checker,
        entries=(Entry(REFUNDS_PAYABLE.book, "CNY", tuple(legs)),),
    )
    return (*_owed(asked.deposit, first, parts, context), awarded)


def _not_so(
    deposit: Deposit, standing: tuple[Standing, ...], asked: AwardVoidMoney
) -> Rejected | None:
    """Why nothing, or not so much, is there to be said of."""
    if owing := deposit.receivable_fen:
        return Rejected("void.receivable_open", f"of {asked.deposit} the bank took {show(owing)}")
    if kept := held_back(asked.deposit, deposit.holds, (BONDS_HELD.code, PRICE_HELD.code)):
        return kept
    there = sum(one.fen for one in standing)
    if not there:
        return Rejected("void.nothing", f"of {asked.deposit} nothing waits for a decision")
    if asked.total_fen != there:
        told = f"of {asked.deposit} {show(there)} waits, {show(asked.total_fen)} is told"
        return Rejected("void.other_sum", told)
    return None


def _not_to_the_party(parts: tuple[Paid, ...], asked: AwardVoidMoney) -> Rejected | None:
    """Why so much cannot go back to who paid it."""
    paid = sum(one.fen for one in parts)
    if paid < asked.party_fen:
        return Rejected("void.not_paid", f"for {asked.deposit} its party paid {show(paid)} of it")
    if any(one.line is None for one in parts):
        return Rejected("void.unreadable", f"nobody can tell who paid for {asked.deposit}")
    return None


def _apart(
    deposit: Deposit, standing: tuple[Standing, ...], asked: AwardVoidMoney
) -> Rejected | None:
    """Why it cannot be given to others from where it lies: a payout leaves from one account."""
    on = lies_on(deposit, standing)
    if asked.party_fen == asked.total_fen or len(on) < 2:
        return None
    where = " and ".join(sorted(on))
    return Rejected("void.two_accounts", f"what {asked.deposit} has lies on {where}")


def _whose(asked: AwardVoidMoney, owner: str, category: str) -> Iterator[Leg]:
    """The owner's and the treasury's parts."""
    item = f"void/{category}"
    if asked.owner_fen:
        yield Leg(SELLER_PAYABLE.code, owner, -asked.owner_fen, ROW)
    if asked.treasury_fen:
        yield Leg(TREASURY_PAYABLE.code, item, -asked.treasury_fen, ROW)


def _owed(code: str, first: int, parts: tuple[Paid, ...], context: Context) -> Iterator[Event]:
    """A refund for each line that is given back, by the centre's own term: no row speaks of it."""
    due = back_due(beijing_day(context.received_at), context.law.calendar)
    for number, one in enumerate(parts, first):
        yield RefundObligationCreated(
            deposit=code,
            number=number,
            cause=Cause.VOIDED.value,
            rule=due.rule,
            due=due.day,
            since=due.since,
            amount_fen=one.fen,
            interest=False,
            payee=one.payee,
            line=one.line,
        )


AWARD_VOID_MONEY = Decider(
    handles=AwardVoidMoney,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=decide,
)
