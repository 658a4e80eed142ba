"""A guarantee is claimed by the lot's owner, and paid by its guarantor (P30, E13): book MEMO."""

from typing import Any

from domain.accounts import CLAIMS, CLAIMS_COUNTER, GUARANTEE_DUTY, GUARANTEES
from domain.calendar import beijing_day
from domain.categories.category import Ground
from domain.deposit.state import Deposit
from domain.desk.grounds import bids_of, check, unfounded
from domain.guarantee.events import GuaranteeClaimed, GuaranteePaid, GuaranteeRefused
from domain.guarantee.state import Guarantee
from domain.identifiers import deposit_code, digest, guarantee_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of
from domain.lot.suspended import stands_still
from domain.money import show
from domain.permissions import acts_for
from domain.postings import Entry, moved


@command("ClaimGuarantee", version=3, zh="保函索赔")
class ClaimGuarantee(Command):
    """Claim so much of a guarantee for what its bidder did, by this decision; `bids` as in
    ForfeitDeposit.
    """

    guarantee: str
    deposit: str
    lot: str
    ground: str
    amount_fen: int
    document: str
    evidence: str
    bids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        deposit_code(self.deposit)
        lot_code(self.lot)
        check(self)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        if not self.document.strip():
            raise ValueError("document: expected the decision's reference")
        digest(self.evidence)


@command("RecordGuaranteePaid", zh="登记保函赔付")
class RecordGuaranteePaid(Command):
    """The guarantor paid so much to the beneficiary itself, as `evidence` (SHA-256) shows."""

    guarantee: str
    amount_fen: int
    evidence: str

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        digest(self.evidence)


@command("RefuseGuaranteeClaim", zh="登记保函拒赔")
class RefuseGuaranteeClaim(RecordGuaranteePaid):
    """The guarantor disputes so much of the claim, for this reason; it stays claimed."""

    reason: str

    def __post_init__(self) -> None:
        RecordGuaranteePaid.__post_init__(self)
        if not self.reason.strip():
            raise ValueError("reason: expected why")


def claim(states: tuple[Any, ...], asked: ClaimGuarantee, context: Context) -> Decision:
    """By the lot's owner, on a ground for which a deposit may be kept, once, of what stands.

    As a deposit is kept: not while the lot stands still, nor once its owner gave up keeping it. Of
    that it may think better, while the money is here: it keeps that first.
    """
    guarantee, deposit, lot, *bids = states
    accepted = guarantee.accepted
    of_lot = accepted is not None and (accepted.deposit, accepted.lot) == (asked.deposit, asked.lot)
    if not lot.opened or not of_lot or accepted is None or lot.defined is None:
        return Rejected("guarantee.unknown", f"{asked.guarantee} is none of {asked.lot}")
    if not acts_for(context, "OWNER", lot.defined.owner):
        return Rejected("lot.not_yours", f"{asked.lot} belongs to {lot.defined.owner}")
    if refused := stands_still(lot, asked.lot):
        return refused
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    row = category.forfeit_row(Ground(asked.ground), today, lot.scopes)
    if row is None:
        return Rejected("forfeiture.no_rule", f"no row of {category.code} is about {asked.ground}")
    if refused := unfounded(asked, accepted.party, deposit, lot, bids):
        return refused
    if refused := _not_so(guarantee, deposit, asked):
        return refused
    pair = (CLAIMS, asked.guarantee), (CLAIMS_COUNTER, asked.guarantee)
    return (
        GuaranteeClaimed(
            guarantee=asked.guarantee,
            ground=asked.ground,
            rule=row.id,
            decided_by=lot.defined.owner,
            document=asked.document,
            evidence=asked.evidence,
            entries=(moved("P30", *pair, asked.amount_fen),),
        ),
    )


def _not_so(guarantee: Guarantee, deposit: Deposit, asked: ClaimGuarantee) -> Rejected | None:
    """Why nothing, or not so much, may be claimed of it."""
    if deposit.given.waived:
        return Rejected("forfeiture.waived", f"of {asked.deposit} nothing is kept, as was decided")
    if guarantee.released or guarantee.claimed_fen:
        return Rejected("guarantee.done", f"{asked.guarantee} was claimed or released")
    if asked.amount_fen > guarantee.promised_fen:
        stands = show(guarantee.promised_fen)
        return Rejected("guarantee.too_much", f"{asked.guarantee} promises {stands}")
    return None


def paid(guarantee: Guarantee, asked: RecordGuaranteePaid, context: Context) -> Decision:
    """By the guarantor itself, at most what is claimed; what it disputes stays open in 9003.

    Once for each document: the same again is nothing.
    """
    if not _its_own(guarantee, context):
        return _not_yours(asked.guarantee)
    entries = gone(guarantee, asked.guarantee, asked.amount_fen)
    said = GuaranteePaid(guarantee=asked.guarantee, evidence=asked.evidence, entries=entries)
    known = _known(guarantee, said)
    if known is not None:
        return known
    return too_much(guarantee, asked) or (said,)


def refuse(guarantee: Guarantee, asked: RefuseGuaranteeClaim, context: Context) -> Decision:
    """By the guarantor itself, at most what is claimed and not refused yet; nothing moves."""
    if not _its_own(guarantee, context):
        return _not_yours(asked.guarantee)
    said = GuaranteeRefused(
        guarantee=asked.guarantee,
        amount_fen=asked.amount_fen,
        reason=asked.reason,
        evidence=asked.evidence,
    )
    known = _known(guarantee, said)
    if known is not None:
        return known
    return too_much(guarantee, asked, guarantee.disputed_fen) or (said,)


def _its_own(guarantee: Guarantee, context: Context) -> bool:
    accepted = guarantee.accepted
    return accepted is not None and acts_for(context, "GUARANTOR", accepted.guarantor)


def _not_yours(guarantee: str) -> Rejected:
    return Rejected("guarantee.not_yours", f"{guarantee} is no guarantee of yours")


def _known(guarantee: Guarantee, said: GuaranteePaid | GuaranteeRefused) -> Decision | None:
    """What is answered to a document that was shown before; None for a new one."""
    before = guarantee.said.get(said.evidence)
    if before is None:
        return None
    known = Rejected("guarantee.known", f"that of {said.guarantee} was told by this document")
    return () if before == said else known


def too_much(
    guarantee: Guarantee, asked: RecordGuaranteePaid, refused_fen: int = 0
) -> Rejected | None:
    """Why so much is not claimed; `refused_fen` of what is claimed was refused before."""
    there = guarantee.open_fen - refused_fen
    if asked.amount_fen <= there:
        return None
    return Rejected("guarantee.not_claimed", f"of {asked.guarantee} {show(there)} is claimed")


def gone(guarantee: Guarantee, code: str, fen: int) -> tuple[Entry, Entry]:
    """What of the claim and of the promise is no more, once so much was paid."""
    assert guarantee.accepted is not None, "what is paid was accepted"
    deposit = str(guarantee.accepted.deposit)
    claims = (CLAIMS_COUNTER, code), (CLAIMS, code)
    promise = (GUARANTEE_DUTY, deposit), (GUARANTEES, deposit)
    return moved("P30", *claims, fen), moved("P30", *promise, fen)


CLAIM_GUARANTEE = Decider(
    handles=ClaimGuarantee,
    touches=lambda asked: (
        StreamId("guarantee", asked.guarantee),
        StreamId("deposit", asked.deposit),
        StreamId("lot", asked.lot),
        *bids_of(asked),
    ),
    decide=claim,
)
RECORD_GUARANTEE_PAID = Decider(
    handles=RecordGuaranteePaid,
    touches=lambda asked: (StreamId("guarantee", asked.guarantee),),
    decide=paid,
)
REFUSE_GUARANTEE_CLAIM = Decider(
    handles=RefuseGuaranteeClaim,
    touches=lambda asked: (StreamId("guarantee", asked.guarantee),),
    decide=refuse,
)
