"""Who wins a lot, and the contract: the anchors of what becomes of deposits."""

from dataclasses import dataclass
from datetime import date

from domain.calendar import beijing_day
from domain.categories.category import Category
from domain.identifiers import lot_code
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
from domain.lot.events import (
    AwardNoticeIssued,
    ContractSigned,
    TransactionConfirmed,
)
from domain.lot.periods import due
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.party_codes import party_code
from domain.trade_codes import bid_code


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCandidates(Command):
    """A decision on who wins a lot. `revoked`: the bids of candidates who took theirs back since
    the panel put them forward.
    """

    lot: str
    revoked: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lot_code(self.lot)
        for bid in self.revoked:
            bid_code(bid)
        if len(set(self.revoked)) < len(self.revoked):
            raise ValueError("revoked: expected each bid once")


@command("AwardLot", version=2, zh="定标并发出中标通知书")
class AwardLot(PastCandidates):
    """Confirm the winner of a tender, at the price it bid, and tell it."""

    winner: str
    price_fen: int

    def __post_init__(self) -> None:
        # `super()` cannot be asked: the class is made anew with slots.
        PastCandidates.__post_init__(self)
        _check(self.lot, self.winner, self.price_fen)


@command("ConfirmTransaction", zh="确认成交")
class ConfirmTransaction(Command):
    """Confirm a sale to the buyer who offered the price the auction ended at."""

    lot: str
    winner: str
    price_fen: int

    def __post_init__(self) -> None:
        _check(self.lot, self.winner, self.price_fen)


@command("SignContract", zh="登记合同签订")
class SignContract(Command):
    """The contract with the winner was signed on this day, at this price."""

    lot: str
    signed_on: date
    price_fen: int

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.price_fen < 1:
            raise ValueError(f"price_fen {self.price_fen}: expected one or more")


def _check(lot: str, winner: str, price_fen: int) -> None:
    lot_code(lot)
    party_code(winner)
    if price_fen < 1:
        raise ValueError(f"price_fen {price_fen}: expected one or more")


def notice(lot: Lot, category: Category, winner: str, context: Context) -> AwardNoticeIssued:
    """The winner is told today; the contract is due as its rules have it (CT-18, GP-15)."""
    assert lot.defined is not None, "a lot that is awarded was defined"
    today = beijing_day(context.received_at)
    until = due(category, lot, "contract.signing", today, context.law.calendar)
    return AwardNoticeIssued(
        lot=lot.defined.lot, winner=winner, issued_on=today, contract_due=until
    )


def confirm(lot: Lot, asked: ConfirmTransaction, context: Context) -> Decision:
    """Once, at the price the auction ended at; without one, not below what the sale began at, and
    who applied may be known then.

    A buyer that does not sign has no next one: the lot fails.
    """
    category = awarded_so(lot, asked.lot, TransactionConfirmed, context)
    if isinstance(category, Rejected):
        return category
    if lot.defaulted:
        return Rejected("lot.no_candidate", f"of {asked.lot} no candidate is left")
    if refused := no_candidate(lot, asked):
        return refused
    begins = lot.defined.estimate_fen if lot.defined else None
    if begins is not None and asked.price_fen < begins:
        return Rejected("lot.below_start_price", f"{asked.lot} began at {begins} fen")
    if lot.price_fen and asked.price_fen != lot.price_fen:
        return Rejected("lot.other_price", f"the auction ended at {lot.price_fen} fen")
    compared = lot.session.compared
    if compared is not None and asked.winner != (compared.winner or asked.winner):
        return Rejected("lot.other_winner", f"number {compared.number} offered most")
    return (
        TransactionConfirmed(
            lot=asked.lot,
            winner=asked.winner,
            price_fen=asked.price_fen,
            confirmed_on=beijing_day(context.received_at),
            opened_at=None if lot.opened else context.received_at,
        ),
    )


def no_candidate(lot: Lot, asked: AwardLot | ConfirmTransaction) -> Rejected | None:
    """Why the panel did not put the winner forward, where one judged, else anybody may be; or its
    bid was revoked since.
    """
    if lot.candidates and asked.winner not in lot.candidates:
        return Rejected("lot.no_candidate", f"{asked.winner} is no candidate of {asked.lot}")
    if asked.winner in lot.passed_over:
        return Rejected("lot.no_candidate", f"{asked.winner} revoked its bid for {asked.lot}")
    return None


def not_by_price(lot: Lot, winner: str, price_fen: int) -> Rejected | None:
    """Why the lowest price does not give it to this one, at this price; where no panel evaluated
    prices, the tenderer says them.
    """
    left = [(party, fen) for party, fen in lot.prices if party not in lot.out]
    if not left or (winner, price_fen) == left[0]:
        return None
    lowest, fen = left[0]
    if winner != lowest:
        return Rejected("lot.not_the_lowest", f"{lowest} has it: of those left its price is lowest")
    return Rejected("lot.other_price", f"{winner} bid {fen} fen")


def awarded_so(lot: Lot, code: str, event: type[Event], context: Context) -> Category | Rejected:
    """The rules of the lot; why this event makes no winner known: it is not time, or its category
    knows the other.
    """
    known = owned(lot, code, context, event)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    session = lot.session
    if session.arranged is not None and session.compared is None:
        return Rejected("lot.not_yet", f"the session of {code} has not ended")
    if category.awarded_by != event.NAME:
        detail = f"a lot of {category.code} is awarded by {category.awarded_by}"
        return Rejected("lot.wrong_procedure", detail)
    return category


def sign(lot: Lot, asked: SignContract, context: Context) -> Decision:
    """Once, at the price it was awarded at, on a day since then that is not still to come."""
    known = owned(lot, asked.lot, context, ContractSigned)
    if isinstance(known, Rejected):
        return known
    if asked.price_fen != lot.price_fen:
        return Rejected("lot.other_price", f"{asked.lot} was awarded at {lot.price_fen} fen")
    assert lot.awarded_on is not None, "a lot in this phase has its winner since a day"
    if asked.signed_on < lot.awarded_on:
        return Rejected("lot.before_award", f"{asked.lot} was awarded on {lot.awarded_on}")
    if asked.signed_on > beijing_day(context.received_at):
        return Rejected("lot.not_yet", f"{asked.signed_on} is still to come")
    return (ContractSigned(lot=asked.lot, signed_on=asked.signed_on, price_fen=asked.price_fen),)


CONFIRM_TRANSACTION = Decider(
    handles=ConfirmTransaction, touches=lambda asked: (StreamId("lot", asked.lot),), decide=confirm
)
SIGN_CONTRACT = Decider(
    handles=SignContract, touches=lambda asked: (StreamId("lot", asked.lot),), decide=sign
)
