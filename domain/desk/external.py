"""What of a price is paid past our custody: land's to the tax authority, who says so (LD-15)."""

from datetime import date
from typing import Any

from domain.calendar import beijing_day
from domain.deposit.state import Deposit
from domain.desk.pairing import blind
from domain.identifiers import deposit_code, digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.concluded import ExternalPaymentConfirmed
from domain.lot.standing import category_of, hears
from domain.lot.state import Lot
from domain.money import show


@command("ConfirmExternalPayment", version=2, zh="确认外部缴款")
class ConfirmExternalPayment(Command):
    """So much of a lot's price was paid to its collector on this day, as the document shows.

    `deposit`: the buyer's, which is a part of the price, None where the lot asks for none;
    `document` the collector's own reference, `evidence` the SHA-256 of its notice.
    """

    lot: str
    deposit: str | None
    amount_fen: int
    paid_on: date
    document: str
    evidence: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.deposit is not None:
            deposit_code(self.deposit)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")
        if not self.document.strip():
            raise ValueError("document: expected its reference")
        digest(self.evidence)


def paid_fen(lot: Lot, deposit: Deposit | None) -> int:
    """All that the buyer has paid of the price by now, here and past us; `deposit` is the buyer's,
    None where it has none.

    A deposit that is held counts where it is to be converted: it becomes a part of the price. Fen.
    """
    if deposit is None:
        return lot.outside_fen
    held = deposit.held_fen if is_to_become(lot, deposit) else 0
    return held + deposit.price.came_fen(deposit.own_receivable_fen) + lot.outside_fen


def is_to_become(lot: Lot, deposit: Deposit) -> bool:
    """Whether what is held of the buyer's deposit, or frozen, is yet to be converted to price: not
    once it was paid back, nor where the price comes without it.
    """
    if deposit.converted or any(one.ends_it for one in deposit.refunds):
        return False
    return deposit.held_or_frozen_fen > 0 and not comes_without(lot, deposit)


def comes_without(lot: Lot, deposit: Deposit) -> bool:
    """Whether the price comes without the buyer's deposit, which was not converted and goes back:
    with what came of it by then, here and past us, it would be more than all.
    """
    came = deposit.price.came_fen(deposit.own_receivable_fen) + lot.outside_fen
    return came > max(0, lot.price_fen - deposit.held_or_frozen_fen)


def decide(states: Any, asked: ConfirmExternalPayment, context: Context) -> Decision:
    """Of a contract whose price is the treasury's: once a document, and no more than is to come.

    Without a deposit only of a lot that asks for none: what came of the price here is known by it.
    """
    lot: Lot
    deposit: Deposit | None
    lot, deposit = states if isinstance(states, tuple) else (states, None)
    if refused := _unseen(lot, deposit, asked, context):
        return refused
    known = hears(lot, asked.lot, context.law, ExternalPaymentConfirmed)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if category.price_goes_to != "treasury":
        return Rejected("price.not_outside", f"a price of {category.code} is not paid past us")
    if refused := _not_the_buyers(lot, deposit, asked):
        return refused
    told = ExternalPaymentConfirmed(
        lot=asked.lot,
        paid_on=asked.paid_on,
        amount_fen=asked.amount_fen,
        document=asked.document,
        evidence=asked.evidence,
    )
    before = next((one for one in lot.paid_outside if one.document == asked.document), None)
    if before is not None:
        other = f"{asked.document} showed {show(before.amount_fen)} on {before.paid_on}"
        return () if before == told else Rejected("price.document_known", other)
    return _not_so(lot, deposit, asked, context) or (told,)


def _unseen(
    lot: Lot, deposit: Deposit | None, asked: ConfirmExternalPayment, context: Context
) -> Rejected | None:
    """Before the opening every answer is the same, whether a deposit is named or none."""
    if deposit is not None:
        return blind(context, asked, deposit, (lot,))
    return None if lot.opened else Rejected("desk.not_open", f"{asked.lot} is not open")


def _not_the_buyers(
    lot: Lot, deposit: Deposit | None, asked: ConfirmExternalPayment
) -> Rejected | None:
    assert lot.defined is not None, "a contracted lot was defined"
    if deposit is None:
        if not lot.defined.deposit_fen:
            return None
        return Rejected("price.not_the_buyers", f"{asked.lot} asks for a deposit: name its buyer's")
    if deposit.terms is None or lot.winner != deposit.terms.party:
        return Rejected("price.not_the_buyers", f"{asked.deposit} is not the buyer's")
    return None


def _not_so(
    lot: Lot, deposit: Deposit | None, asked: ConfirmExternalPayment, context: Context
) -> Rejected | None:
    """Why it cannot have been paid so."""
    assert lot.awarded_on is not None, "a contracted lot has its winner since a day"
    if asked.paid_on < lot.awarded_on:
        return Rejected("lot.before_award", f"{asked.lot} was awarded on {lot.awarded_on}")
    if asked.paid_on > beijing_day(context.received_at):
        return Rejected("lot.not_yet", f"{asked.paid_on} is still to come")
    missing = max(0, lot.price_fen - paid_fen(lot, deposit))
    if asked.amount_fen > missing:
        return Rejected("price.too_much", f"{show(missing)} of the price is still to come")
    return None


CONFIRM_EXTERNAL_PAYMENT = Decider(
    handles=ConfirmExternalPayment,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        *((StreamId("deposit", asked.deposit),) if asked.deposit is not None else ()),
    ),
    decide=decide,
)
