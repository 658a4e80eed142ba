"""The bank's statement shows a payment of ours: it went out, or it came back."""

from typing import Any

from domain.bankpage.events import DebitMatched, LineAllocated
from domain.bankpage.state import Line
from domain.desk.outgoing import outgoing
from domain.desk.pairing import credit_line, free_line, heard
from domain.identifiers import line_id, payment_id, payment_of
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.payment.events import PaymentReturned, PaymentSettled
from domain.payment.state import WITH_THE_BANK, Payment, Stage


@command("MatchDebit", zh="匹配付款")
class MatchDebit(Command):
    """This debit line is this payment of ours. `line_seen` as in MatchReceipt."""

    line: str
    line_seen: int
    payment: str

    def __post_init__(self) -> None:
        line_id(self.line)
        payment_id(self.payment)


@command("MatchReturn", zh="匹配退汇")
class MatchReturn(Command):
    """This credit line is this payment of ours, come back; `code` is the bank's reason."""

    line: str
    line_seen: int
    payment: str
    code: str | None

    def __post_init__(self) -> None:
        line_id(self.line)
        payment_id(self.payment)


def debit(states: tuple[Any, ...], asked: MatchDebit, context: Context) -> Decision:
    """To the fen, from the account that was to pay, and only what was sent: it is paid (P13).

    What the bank had refused is paid too, where the line names it: the statement decides.
    """
    page = states[2]
    return heard(context, asked, page, _paid(states, asked), payment=asked.payment)


def _paid(states: tuple[Any, ...], asked: MatchDebit) -> Decision:
    payment, paid, page, _ = states
    line, out = line_id(asked.line), outgoing(asked.payment)
    seen = free_line(page, asked.line, asked.line_seen, credit=False)
    if isinstance(seen, Rejected):
        return () if payment.line == asked.line else seen
    after_all = _was_refused(payment, asked, seen)
    stages = WITH_THE_BANK | {Stage.REJECTED} if after_all else WITH_THE_BANK
    if refused := _differs(payment, asked, seen, stages):
        return refused
    day = str(line.page.of)
    shown = (out.after_all if after_all else out.confirmed)(paid, day, seen.amount)
    if isinstance(shown, Rejected):
        return shown
    return (
        PaymentSettled(payment=asked.payment, line=asked.line),
        Placed(out.stream, shown),
        Placed(
            StreamId("bankpage", str(line.page)),
            DebitMatched(number=line.number, payment=asked.payment, amount=seen.amount),
        ),
    )


def _was_refused(payment: Payment, asked: MatchDebit, seen: Line) -> bool:
    """Whether the bank refused what it had, and this line names it all the same."""
    said = seen.particulars
    named = said is not None and payment_of(said.end_to_end) == asked.payment
    return named and payment.stage is Stage.REJECTED and payment.message is not None


def returned(states: tuple[Any, ...], asked: MatchReturn, context: Context) -> Decision:
    """The whole of what was paid is back and waits for another account (P15)."""
    page = states[2]
    return heard(context, asked, page, _back(states, asked), payment=asked.payment)


def _back(states: tuple[Any, ...], asked: MatchReturn) -> Decision:
    payment, paid, page, _ = states
    line, out = line_id(asked.line), outgoing(asked.payment)
    seen = credit_line(page, asked.line, asked.line_seen, returned=True)
    if isinstance(seen, Rejected):
        return () if payment.returned == asked.line else seen
    if refused := _differs(payment, asked, seen, frozenset({Stage.SETTLED})):
        return refused
    back = out.returned(paid, str(line.page.of), seen.amount, asked.code)
    return (
        PaymentReturned(payment=asked.payment, code=asked.code, line=asked.line),
        *(Placed(out.stream, one) for one in back),
        Placed(
            StreamId("bankpage", str(line.page)),
            LineAllocated(number=line.number, deposit=out.holder, amount=seen.amount),
        ),
    )


def _differs(
    payment: Payment, asked: MatchDebit | MatchReturn, seen: Line, stages: frozenset[Stage]
) -> Rejected | None:
    """None where the line can be this payment: it may name none, but no other one."""
    code, ordered = asked.payment, payment.ordered
    if ordered is None or payment.stage not in stages:
        return Rejected("payment.wrong_stage", f"{code} is {payment.stage}")
    if ordered.account != line_id(asked.line).page.of.account:
        return Rejected("payment.other_account", f"{code} is paid from {ordered.account}")
    named = payment_of(seen.particulars.end_to_end) if seen.particulars else None
    if named is not None and named != code:
        return Rejected("payment.other_payment", f"{asked.line} names {named}")
    if ordered.amount_fen != seen.amount:
        differ = f"{code} is {ordered.amount_fen} fen, the line {seen.amount}"
        return Rejected("payment.amount_differs", differ)
    return None


def _touches(asked: MatchDebit | MatchReturn) -> tuple[StreamId, ...]:
    """The account, last, says where it lies."""
    page = line_id(asked.line).page
    return (
        StreamId("payment", asked.payment),
        outgoing(asked.payment).stream,
        StreamId("bankpage", str(page)),
        StreamId("account", page.of.account),
    )


MATCH_DEBIT = Decider(handles=MatchDebit, touches=_touches, decide=debit)
MATCH_RETURN = Decider(handles=MatchReturn, touches=_touches, decide=returned)
