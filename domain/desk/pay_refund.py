"""An approved refund that waits for the bank's interest is paid with it; when it is due, without.

Interest goes with its refund or after it, never twice: what comes later follows (`interest_after`).
"""

from collections.abc import Iterator

from domain.account.state import BankAccount
from domain.calendar import beijing_day
from domain.deposit.fold import evolve
from domain.deposit.kept_back import held_back
from domain.deposit.reckon import last_day
from domain.deposit.refund import Refund
from domain.deposit.state import Deposit
from domain.desk.entitled import Paying
from domain.desk.interest_after import follows, given_to
from domain.desk.left import given_along, why_left
from domain.desk.payable import goes_along, left_then
from domain.desk.refund_out import RefundOut
from domain.governance.state import Law
from domain.identifiers import PaymentId, RefundId, account_code, deposit_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Event,
    Placed,
    Rejected,
    StreamId,
    command,
)
from domain.payment.state import Payment


@command("PayRefund", zh="本息付款")
class PayRefund(Command):
    """Pay this approved refund, which waits for the bank's interest, from this account."""

    deposit: str
    number: int
    account: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        account_code(self.account)
        if self.number < 1:
            raise ValueError(f"number {self.number}: expected one or more")

    @property
    def payment(self) -> PaymentId:
        """What pays it: only a first attempt waits for interest."""
        return PaymentId(RefundId(self.deposit, self.number), 1)


def decide(
    states: tuple[Deposit, Payment, BankAccount], asked: PayRefund, context: Context
) -> Decision:
    """Once. With its interest, which is given to it now (P17), where the bank has paid that; from
    the day on which it is due, in any case: its principal alone, and its interest follows.
    """
    deposit, payment, ours = states
    if payment.ordered is not None:
        return ()
    refund = deposit.refund(asked.number)
    if refund is None or not refund.awaits:
        return Rejected("refund.not_waiting", f"{asked.payment} does not wait for interest")
    if refund.account != asked.account:
        return Rejected("refund.other_account", f"{asked.payment} is paid from {refund.account}")
    if kept := held_back(deposit, refund, str(asked.payment)):
        return kept
    today = beijing_day(context.received_at)
    fen = goes_now(deposit, refund, context.law, Paying(asked.account, ours, today))
    if isinstance(fen, Rejected):
        return fen
    if fen is None:
        return _alone(deposit, asked, ours, context)
    return _ordered(deposit, asked, tuple(_given(deposit, refund, asked, fen)))


def goes_now(deposit: Deposit, refund: Refund, law: Law, paying: Paying) -> int | Rejected | None:
    """The interest that goes along with a refund that waits for it; None where it is due, and goes
    without; else why it waits still. Fen.
    """
    there = deposit.interest.get(paying.account, 0)
    fen = goes_along(deposit, refund, law, paying, there)
    due = last_day(deposit, refund, law)
    return None if isinstance(fen, Rejected) and due <= paying.day else fen


def _given(deposit: Deposit, refund: Refund, asked: PayRefund, fen: int) -> Iterator[Event]:
    """So much of the bank's interest is its own now; and why what no other waits for stays."""
    left = left_then(deposit, (refund.number, fen))
    if fen or left:
        of = RefundId(asked.deposit, asked.number)
        yield given_along(of, fen, left, why_left(deposit) if left else None)


def _ordered(deposit: Deposit, asked: PayRefund, given: tuple[Event, ...]) -> Decision:
    """It goes to the bank with what was given to it."""
    for one in given:
        deposit = evolve(deposit, one)  # type: ignore[arg-type]  # what is given is a deposit's fact
    told = RefundOut(asked.payment).as_it_stands(deposit, asked.account)
    if told is None or isinstance(told, Rejected):
        return told or ()
    instructed, order = told
    return (*given, instructed, Placed(StreamId("payment", str(asked.payment)), order))


def _alone(deposit: Deposit, asked: PayRefund, ours: BankAccount, context: Context) -> Decision:
    """Its principal goes in time; what of its interest is there by now follows at once."""
    decided = _ordered(deposit, asked, ())
    line = deposit.interest_line(asked.account)
    if isinstance(decided, Rejected) or not decided or line is None:
        return decided
    instructed, order = decided
    gone = evolve(deposit, instructed)  # type: ignore[arg-type]  # it is a deposit's fact
    after = follows(asked.deposit, gone, given_to(line, ours, context))
    return (instructed, order, *after)


PAY_REFUND = Decider(
    handles=PayRefund,
    touches=lambda asked: (
        StreamId("deposit", asked.deposit),
        StreamId("payment", str(asked.payment)),
        StreamId("account", asked.account),
    ),
    decide=decide,
)
