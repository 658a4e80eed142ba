"""The performance bond (履约保证金): the winner pays it, or a guarantor promises it (CT-25).

What its deposit becomes of it, `convert` says; here comes the rest, or a promise instead. Both of
the winner alone, who is known by then, and together no more than the category's row allows.
"""

from datetime import date
from typing import Any

from domain.accounts import BONDS_HELD, CUSTODY_BANK, GUARANTEE_DUTY, GUARANTEES, UNIDENTIFIED
from domain.bankpage.events import LineAllocated
from domain.calendar import beijing_day, plausible
from domain.deposit.arrived import ReceiptMatched
from domain.deposit.state import Deposit
from domain.desk.books import kept_in
from domain.desk.pairing import OfADeposit, credit_line, streams, to_be_heard
from domain.guarantee.events import GuaranteeAccepted, GuaranteeReleased
from domain.guarantee.state import Guarantee
from domain.identifiers import guarantee_code, line_id, lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.events import LotDefined
from domain.lot.standing import category_of, speaks_for_owner, standing
from domain.lot.state import Lot
from domain.money import show
from domain.names import same_name
from domain.permissions import acts_for
from domain.phases import Phase
from domain.postings import Entry, Leg, moved, reversed_entry
from domain.rules import Severity

_PHASES = (Phase.AWARDED, Phase.CONTRACTED)
"""From the award on the winner is known."""


@command("MatchBond", zh="匹配履约保证金来款")
class MatchBond(OfADeposit):
    """This line is of the performance bond of this deposit's lot, which is always named."""

    def __post_init__(self) -> None:
        # `super()` cannot be asked: the class is made anew with slots.
        OfADeposit.__post_init__(self)
        if self.lot is None:
            raise ValueError("lot: expected the lot whose bond it is")


@command("LodgePerformanceGuarantee", zh="提交履约保函")
class LodgePerformanceGuarantee(Command):
    """A guarantor promises the winner's performance. `number` is its own; the id is random."""

    guarantee: str
    lot: str
    number: str
    guarantor: str
    amount_fen: int
    valid_until: date

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        lot_code(self.lot)
        plausible("valid_until", self.valid_until)
        if not self.number.strip() or not self.guarantor.strip():
            raise ValueError("number, guarantor: expected both")
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")


@command("ReleasePerformanceGuarantee", zh="解除履约保函")
class ReleasePerformanceGuarantee(Command):
    """The contract is performed, or ended: the guarantee is given back."""

    guarantee: str
    lot: str

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        lot_code(self.lot)


def paid(states: tuple[Any, ...], asked: MatchBond, context: Context) -> Decision:
    """Into custody, from the winner, and with what is there no more than the row allows."""
    deposit, page, lot, account = states
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.deposit:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    winner = _not_the_winners(deposit, lot, asked.deposit)
    there = deposit.balance(BONDS_HELD.code)
    beyond = winner or _beyond(lot, asked.lot or "", there + seen.amount, context)
    if refused := beyond or kept_in(account, line.page.of.account, "CNY"):
        return refused
    if account.opened.holds != CUSTODY_BANK.code:
        return Rejected("account.other_cash", f"{line.page.of.account} holds no bonds")
    said = seen.particulars
    assert said is not None, "a line to match can be read"
    if not same_name(deposit.terms.payer, said.payer or ""):
        return Rejected("bond.other_payer", f"{asked.line} was not paid by the winner")
    legs = (
        Leg(UNIDENTIFIED.code, str(line.page.of), seen.amount, "P02"),
        Leg(BONDS_HELD.code, asked.deposit, -seen.amount, "P02"),
    )
    came = ReceiptMatched(
        deposit=asked.deposit,
        line=asked.line,
        payer=said.payer,
        payer_account=said.payer_account,
        value_date=seen.value_date,
        entries=(Entry(BONDS_HELD.book, "CNY", legs),),
    )
    link = LineAllocated(number=line.number, deposit=asked.deposit, amount=seen.amount)
    return (came, Placed(StreamId("bankpage", str(line.page)), link))


def _not_the_winners(deposit: Deposit, lot: Lot, code: str) -> Rejected | None:
    its = deposit.terms is not None and lot.winner == deposit.terms.party
    return None if its else Rejected("bond.not_the_winners", f"{code} is not the winner's")


def _beyond(lot: Lot, code: str, fen: int, context: Context) -> Rejected | None:
    """Why no bond of so much may be taken: none is asked for, or it is more than a row allows."""
    known = standing(lot, code, *_PHASES)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if category.deposit_becomes != "performance_bond":
        return Rejected("bond.none", f"a lot of {category.code} has no performance bond")
    for row in category.about("bond.share", beijing_day(context.received_at)):
        if row.severity is Severity.BLOCK and fen > (most := row.limit(lot.price_fen)):
            return Rejected("bond.too_much", f"{row.id}: {show(fen)}, at most {show(most)}")
    return None


def lodge(
    states: tuple[Guarantee, Lot], asked: LodgePerformanceGuarantee, context: Context
) -> Decision:
    """For the winner, who is known by then (P29); of no deposit, so nothing is secured by it."""
    guarantee, lot = states
    if not context.holds("PLATFORM") and not acts_for(context, "GUARANTOR", asked.guarantor):
        return Rejected("guarantee.not_yours", f"you do not promise for {asked.guarantor}")
    if refused := _beyond(lot, asked.lot, asked.amount_fen, context):
        return refused
    if asked.valid_until < beijing_day(context.received_at):
        return Rejected("guarantee.too_short", f"{asked.valid_until} is over")
    entry = moved(
        "P29", (GUARANTEES, asked.guarantee), (GUARANTEE_DUTY, asked.guarantee), asked.amount_fen
    )
    accepted = GuaranteeAccepted(
        guarantee=asked.guarantee,
        deposit=None,
        lot=asked.lot,
        party=lot.winner,
        number=asked.number,
        guarantor=asked.guarantor,
        valid_until=asked.valid_until,
        entries=(entry,),
    )
    if guarantee.accepted is None:
        return (accepted,)
    same = guarantee.accepted == accepted
    return () if same else Rejected("guarantee.exists", f"{asked.guarantee} was accepted before")


def release(
    states: tuple[Guarantee, Lot], asked: ReleasePerformanceGuarantee, context: Context
) -> Decision:
    """By the owner or its agency, once; the same again changes nothing."""
    guarantee, lot = states
    known = _of_the_lot(lot, asked, context)
    if isinstance(known, Rejected):
        return known
    accepted = guarantee.accepted
    if accepted is None or accepted.deposit is not None or accepted.lot != asked.lot:
        return Rejected("guarantee.unknown", f"{asked.guarantee} is none of {asked.lot}")
    if guarantee.released:
        return ()
    entries = tuple(map(reversed_entry, accepted.entries))
    return (GuaranteeReleased(guarantee=asked.guarantee, entries=entries),)


def _of_the_lot(
    lot: Lot, asked: ReleasePerformanceGuarantee, context: Context
) -> LotDefined | Rejected:
    known = lot.defined
    if known is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    if not speaks_for_owner(context, known.owner, known.agency):
        return Rejected("lot.not_yours", f"{asked.lot} belongs to {known.owner}")
    return known


def _touches(
    asked: LodgePerformanceGuarantee | ReleasePerformanceGuarantee,
) -> tuple[StreamId, ...]:
    return (StreamId("guarantee", asked.guarantee), StreamId("lot", asked.lot))


MATCH_BOND = Decider(
    handles=MatchBond,
    touches=lambda asked: (
        *streams(asked),
        StreamId("account", line_id(asked.line).page.of.account),
    ),
    decide=to_be_heard(paid),
)
LODGE_PERFORMANCE_GUARANTEE = Decider(
    handles=LodgePerformanceGuarantee, touches=_touches, decide=lodge
)
RELEASE_PERFORMANCE_GUARANTEE = Decider(
    handles=ReleasePerformanceGuarantee, touches=_touches, decide=release
)
