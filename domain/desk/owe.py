"""What a lot's end owes: every deposit that is still held goes back, by the category's rule."""

from collections.abc import Iterator

from domain.categories.category import Cause
from domain.categories.register import of
from domain.deposit.events import Payee, RefundObligationCreated
from domain.deposit.state import Deposit, Receipt
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot, Phase
from domain.terms import Due, pays_interest, refund_due


@command("OweRefund", zh="应退保证金")
class OweRefund(Command):
    """The lot has come to where its deposits go back: is this one owed?"""

    deposit: str
    lot: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)


def decide(states: tuple[Deposit, Lot], asked: OweRefund, context: Context) -> Decision:
    """One obligation for each account that paid; none for what becomes price, or is owed already.

    The winner of a sale is owed nothing: its deposit is converted.
    """
    deposit, lot = states
    terms = deposit.terms
    if terms is None or terms.lot != asked.lot or lot.defined is None:
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of {asked.lot}")
    if deposit.converted or any(refund.line is None for refund in deposit.refunds):
        return ()
    category = of(lot.defined.category)
    cause = _cause(lot, terms.party)
    if cause is None:
        return ()
    anchor = lot.confirmed_on if lot.phase is Phase.AWARDED else lot.ended_on
    assert anchor is not None, "a lot that ended has its day"
    due = refund_due(category, cause, anchor, context.law.calendar)
    if due is None:
        return ()
    return tuple(_owed(asked.deposit, deposit, cause, due, pays_interest(category, cause)))


def _cause(lot: Lot, party: str) -> Cause | None:
    """Why it goes back; None while nothing is decided."""
    if lot.phase is Phase.FAILED:
        return Cause.FAILED
    if lot.phase is Phase.TERMINATED:
        return Cause.TERMINATED
    if lot.phase is Phase.CONTRACTED or (lot.phase is Phase.AWARDED and lot.confirmed_on):
        return Cause.WINNER if party == lot.winner else Cause.LOSER
    return None


def _owed(
    code: str, deposit: Deposit, cause: Cause, due: Due, interest: bool
) -> Iterator[RefundObligationCreated]:
    counted = [receipt for receipt in deposit.receipts if receipt.counted_fen]
    accounts = dict.fromkeys(receipt.payer_account for receipt in counted)
    for number, account in enumerate(accounts, len(deposit.refunds) + 1):
        theirs = [receipt for receipt in counted if receipt.payer_account == account]
        yield RefundObligationCreated(
            deposit=code,
            number=number,
            cause=cause.value,
            rule=due.rule,
            due=due.day,
            amount_fen=sum(receipt.counted_fen for receipt in theirs),
            interest=interest,
            payee=_payee(theirs[-1]),
            line=None,
        )


def _payee(receipt: Receipt) -> Payee | None:
    """The account it came from, by the name the bank gave."""
    if receipt.payer is None or receipt.payer_account is None:
        return None
    return Payee(name=receipt.payer, account=receipt.payer_account)


OWE_REFUND = Decider(
    handles=OweRefund,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=decide,
)
