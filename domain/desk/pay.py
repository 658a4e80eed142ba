"""An approved refund is on its way: what is payable is in transit, and the bank has an order."""

from domain.accounts import IN_TRANSIT, INTEREST_PAYABLE, REFUNDS_PAYABLE, RETURNED
from domain.deposit.owed import RefundInstructed, RefundReissued
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.identifiers import PaymentId, account_code, payment_id
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.payment.events import PaymentOrdered
from domain.payment.state import Payment
from domain.postings import Entry, Leg, moved


@command("OrderPayment", zh="下达付款指令")
class OrderPayment(Command):
    """Pay an approved refund from this account."""

    payment: str
    account: str

    def __post_init__(self) -> None:
        payment_id(self.payment)
        account_code(self.account)


def decide(states: tuple[Deposit, Payment], asked: OrderPayment, _context: Context) -> Decision:
    """Once for each attempt, and only what was approved, from the account it was approved for.

    What was taken back since it was approved is not paid, and there is nothing left to do.
    """
    deposit, payment = states
    if payment.ordered is not None:
        return ()
    paid = payment_id(asked.payment)
    refund = deposit.refund(paid.refund.number)
    if refund is None:
        return Rejected("refund.unknown", f"nothing is owed as {paid.refund}")
    if refund.standing is Standing.VOID and refund.attempt == paid.attempt:
        return ()
    if refund.standing is not Standing.APPROVED or refund.attempt != paid.attempt:
        return Rejected("refund.not_approved", f"{asked.payment} is not approved")
    if refund.account != asked.account:
        return Rejected("refund.other_account", f"{asked.payment} is paid from {refund.account}")
    if refund.pays is None or deposit.terms is None:
        return Rejected("refund.no_payee", f"nobody knows to whom {paid.refund} goes")
    entry, shape = _in_transit(deposit, paid)
    instructed = shape(
        deposit=paid.refund.deposit,
        number=paid.refund.number,
        payment=asked.payment,
        entries=(entry,),
    )
    ordered = PaymentOrdered(
        payment=asked.payment,
        account=asked.account,
        amount_fen=entry.amount,
        lot=deposit.terms.lot,
        party=deposit.terms.party,
        payee=refund.pays,
    )
    return (instructed, Placed(StreamId("payment", asked.payment), ordered))


def _in_transit(
    deposit: Deposit, paid: PaymentId
) -> tuple[Entry, type[RefundInstructed | RefundReissued]]:
    """What came back is paid again (P15); else what is payable, interest with it (P12)."""
    number, owner = paid.refund.number, str(paid.refund)
    if back := deposit.balance(RETURNED.code, number):
        return moved("P15", (RETURNED, owner), (IN_TRANSIT, owner), back), RefundReissued
    from_accounts = [
        (account, deposit.balance(account.code, number))
        for account in (REFUNDS_PAYABLE, INTEREST_PAYABLE)
    ]
    legs = [Leg(account.code, owner, fen, "P12") for account, fen in from_accounts if fen]
    total = sum(leg.amount for leg in legs)
    legs.append(Leg(IN_TRANSIT.code, owner, -total, "P12"))
    return Entry(IN_TRANSIT.book, "CNY", tuple(legs)), RefundInstructed


def _touches(asked: OrderPayment) -> tuple[StreamId, ...]:
    deposit = payment_id(asked.payment).refund.deposit
    return (StreamId("deposit", deposit), StreamId("payment", asked.payment))


ORDER_PAYMENT = Decider(handles=OrderPayment, touches=_touches, decide=decide)
