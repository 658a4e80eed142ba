"""A forfeiture is taken back: by whoever decided it, who supervises its lot, or a court (P25)."""

from typing import Any

from domain.accounts import BANK_RECEIVABLE, DEPOSITS_HELD, INTEREST_TO_ALLOCATE
from domain.calendar import beijing_day
from domain.deposit.given import Due, Forfeiture
from domain.deposit.passed_on import ForfeitureReversed
from domain.desk.pairing import blind
from domain.identifiers import deposit_code, digest, lot_code, payout_code
from domain.kernel import Command, Context, Decider, Decision, Post, Rejected, StreamId, command
from domain.lot.sides import on_both_sides
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.payout.state import WITH_US, Payout, Stage
from domain.postings import Entry, Leg
from domain.roles import AUTHORITIES
from domain.supervision import in_charge


@command("ReverseForfeiture", zh="撤销不予退还")
class ReverseForfeiture(Command):
    """Keep a deposit no more. `payouts`: those that took along what was kept, if any did."""

    deposit: str
    lot: str
    payouts: tuple[str, ...]
    document: str
    evidence: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        for payout in self.payouts:
            payout_code(payout)
        if len(set(self.payouts)) < len(self.payouts):
            raise ValueError("payouts: expected each once")
        if not self.document.strip():
            raise ValueError("document: expected the decision's reference")
        digest(self.evidence)


def decide(states: tuple[Any, ...], asked: ReverseForfeiture, context: Context) -> Decision:
    """What was not paid out is held again; what was, its beneficiary owes: no posting until then.

    What is on its way out is neither: it is withdrawn, or waited for.
    """
    deposit, lot, *payouts = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    authority = _authority(lot, context)
    if isinstance(authority, Rejected):
        return authority
    kept = deposit.given.forfeiture
    if kept is None:
        return Rejected("forfeiture.none", f"nothing of {asked.deposit} is kept")
    named = dict(zip(asked.payouts, payouts, strict=True))
    claim = 0
    for due in (*kept.dues, *kept.interest):
        if refused := _on_its_way(due, named):
            return refused
        claim += due.amount_fen if due.payout else 0
    return (
        ForfeitureReversed(
            deposit=asked.deposit,
            authority=authority,
            document=asked.document,
            evidence=asked.evidence,
            claim_fen=claim,
            entries=_back(asked.deposit, kept, deposit.own_receivable_fen),
        ),
    )


def _authority(lot: Lot, context: Context) -> Post | Rejected:
    """The post under which it may be taken back: that of the owner, who decided it; else one that
    supervises this kind of trade where the lot lies, of somebody who was never of its own side.
    """
    known = lot.defined
    assert known is not None, "a lot that was opened was defined"
    owner = ("OWNER", known.owner)
    decided = (post for post in context.posts if (post.role, post.organisation) == owner)
    if found := next(decided, None):
        return found
    if not context.holds(*AUTHORITIES, "COURT"):
        return Rejected("lot.not_yours", f"{known.lot} belongs to {known.owner}")
    category = category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    return on_both_sides(lot, context) or in_charge(category, known.region, today, context)


def _on_its_way(due: Due, named: dict[str, Payout]) -> Rejected | None:
    """Why a part cannot be taken back now; None for what is with us or was paid out."""
    if due.payout is None:
        return None
    payout = named.get(due.payout)
    if payout is None:
        return Rejected("forfeiture.taken_along", f"{due.payout} took it along: name it")
    if payout.stage in WITH_US:
        return Rejected("payout.not_given_up", f"{due.payout} is {payout.stage}: give it up first")
    if payout.stage is not Stage.PAID:
        return Rejected("payout.on_its_way", f"{due.payout} is {payout.stage}: wait for the bank")
    return None


def _back(code: str, kept: Forfeiture, receivable_fen: int) -> tuple[Entry, ...]:
    """Held again; but for what the bank took back meanwhile: that is owed to us no more (1003).

    Interest that went along waits again for whoever is owed it.
    """
    due_still = [due for due in (*kept.dues, *kept.interest) if due.payout is None]
    if not due_still:
        return ()
    legs = [Leg(due.account, due.owner, due.amount_fen, "P25") for due in due_still]
    interest = sum(due.amount_fen for due in kept.interest if due.payout is None)
    back = sum(leg.amount for leg in legs) - interest
    legs += held_again(code, back, interest, receivable_fen)
    return (Entry(DEPOSITS_HELD.book, "CNY", tuple(legs)),)


def held_again(code: str, fen: int, interest_fen: int, receivable_fen: int) -> tuple[Leg, ...]:
    """The credit side of money that is the bidder's again; `receivable_fen` as it stands (1003)."""
    repaid = min(fen, receivable_fen)
    parts = (
        (BANK_RECEIVABLE, repaid),
        (DEPOSITS_HELD, fen - repaid),
        (INTEREST_TO_ALLOCATE, interest_fen),
    )
    return tuple(Leg(account.code, code, -some, "P25") for account, some in parts if some)


REVERSE_FORFEITURE = Decider(
    handles=ReverseForfeiture,
    touches=lambda asked: (
        StreamId("deposit", asked.deposit),
        StreamId("lot", asked.lot),
        *(StreamId("payout", payout) for payout in asked.payouts),
    ),
    decide=decide,
)
