"""A guarantee instead of cash: accepted for a deposit, given back when it is no longer needed."""

from datetime import date
from typing import Any

from domain.accounts import GUARANTEE_DUTY, GUARANTEES
from domain.calendar import beijing_day, plausible
from domain.deposit.events import DepositSecured, GuaranteeReturned
from domain.deposit.state import Deposit
from domain.desk.lapsed import has_lapsed
from domain.guarantee.events import GuaranteeAccepted, GuaranteeReleased
from domain.guarantee.state import Guarantee
from domain.identifiers import deposit_code, guarantee_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.standing import asked_by_owner
from domain.lot.state import Lot
from domain.money import show
from domain.permissions import acts_for
from domain.phases import OVER, SIGNED
from domain.postings import Owned, moved, reversed_entry
from domain.trade_codes import bid_code


@command("LodgeGuarantee", zh="提交保函")
class LodgeGuarantee(Command):
    """A guarantor promises this deposit. `number` is its own; the id is random."""

    guarantee: str
    deposit: str
    number: str
    guarantor: str
    amount_fen: int
    valid_until: date

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        deposit_code(self.deposit)
        plausible("valid_until", self.valid_until)
        if not self.number.strip() or not self.guarantor.strip():
            raise ValueError("number, guarantor: expected both")
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")


@command("ReleaseGuarantee", version=2, zh="解除保函")
class ReleaseGuarantee(Command):
    """The lot has ended, or this bid lapsed: the guarantee of this deposit is given back.

    `bid`: its bidder's, which would not be bound for longer (CT-26); None at the lot's end.
    """

    guarantee: str
    deposit: str
    lot: str
    bid: str | None = None

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        deposit_code(self.deposit)
        lot_code(self.lot)
        if self.bid is not None:
            bid_code(self.bid)


def lodge(states: tuple[Guarantee, Deposit], asked: LodgeGuarantee, context: Context) -> Decision:
    """For all that is missing, in time, and valid beyond the deadline (P29).

    A guarantor promises in its own name; the platform writes down what guarantors said.
    """
    guarantee, deposit = states
    if not context.holds("PLATFORM") and not acts_for(context, "GUARANTOR", asked.guarantor):
        return Rejected("guarantee.not_yours", f"you do not promise for {asked.guarantor}")
    terms = deposit.terms
    if terms is None:
        return Rejected("deposit.not_required", f"nobody asked for {asked.deposit}")
    if guarantee.accepted is not None:
        return Rejected("guarantee.exists", f"{asked.guarantee} was accepted before")
    if deposit.secured is not None:
        return Rejected("deposit.secured", f"{asked.deposit} is secured by a guarantee")
    if context.received_at > terms.deadline:
        return Rejected("deposit.late", f"it was due at {terms.deadline.isoformat()}")
    if asked.amount_fen < deposit.missing_fen or not deposit.missing_fen:
        missing = deposit.missing_fen
        return Rejected("guarantee.amount_differs", f"{missing} fen are missing")
    if asked.valid_until < beijing_day(terms.deadline):
        return Rejected("guarantee.too_short", f"it ends before {terms.deadline.isoformat()}")
    entry = moved("P29", *_promise(asked.deposit), asked.amount_fen)
    accepted = GuaranteeAccepted(
        guarantee=asked.guarantee,
        deposit=asked.deposit,
        lot=terms.lot,
        party=terms.party,
        number=asked.number,
        guarantor=asked.guarantor,
        valid_until=asked.valid_until,
        entries=(entry,),
    )
    secured = DepositSecured(
        deposit=asked.deposit,
        guarantee=asked.guarantee,
        amount_fen=asked.amount_fen,
        valid_until=asked.valid_until,
    )
    return (accepted, Placed(StreamId("deposit", asked.deposit), secured))


def _promise(deposit: str) -> tuple[Owned, Owned]:
    """The pair of accounts of a promise, debit first."""
    return (GUARANTEES, deposit), (GUARANTEE_DUTY, deposit)


def release(states: tuple[Any, ...], asked: ReleaseGuarantee, context: Context) -> Decision:
    """By the owner or its agency, once a contract is signed, or the lot is over without one; of a
    bid that lapsed, from then on.

    Before that every answer is the same: another would tell which guarantees are the lot's.
    """
    guarantee: Guarantee
    lot: Lot
    guarantee, deposit, lot, *bids = states
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    if refused := asked_by_owner(lot, context):
        return refused
    if lot.phase not in (*SIGNED, *OVER) and not has_lapsed(bids, deposit, asked.lot):
        return Rejected("lot.wrong_phase", f"{asked.lot} is {lot.phase}")
    accepted = guarantee.accepted
    if accepted is None or (accepted.deposit, accepted.lot) != (asked.deposit, asked.lot):
        return Rejected("guarantee.unknown", f"{asked.guarantee} is none of {asked.lot}")
    if guarantee.released:
        return ()
    if guarantee.open_fen:
        left = show(guarantee.open_fen)
        return Rejected("guarantee.claim_open", f"of {asked.guarantee} {left} is claimed")
    promise, left_fen = _promise(asked.deposit), guarantee.promised_fen
    entries = (reversed_entry(moved("P29", *promise, left_fen)),) if left_fen else ()
    back = GuaranteeReturned(deposit=asked.deposit, guarantee=asked.guarantee)
    return (
        GuaranteeReleased(guarantee=asked.guarantee, entries=entries),
        Placed(StreamId("deposit", asked.deposit), back),
    )


LODGE_GUARANTEE = Decider(
    handles=LodgeGuarantee,
    touches=lambda asked: (
        StreamId("guarantee", asked.guarantee),
        StreamId("deposit", asked.deposit),
    ),
    decide=lodge,
)
RELEASE_GUARANTEE = Decider(
    handles=ReleaseGuarantee,
    touches=lambda asked: (
        StreamId("guarantee", asked.guarantee),
        StreamId("deposit", asked.deposit),
        StreamId("lot", asked.lot),
        *((StreamId("bid", asked.bid),) if asked.bid is not None else ()),
    ),
    decide=release,
)
