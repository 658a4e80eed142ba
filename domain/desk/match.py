"""Matching: a bank line is given to a deposit, or found not to be its own, in one decision."""

from typing import Any

from domain.bankpage.events import LineAllocated, Particulars
from domain.bankpage.state import Line
from domain.deposit.events import ReceiptMatched
from domain.deposit.receive import Arrival, receive
from domain.desk.pairing import blind, seen_line, streams
from domain.identifiers import deposit_code, line_id, lot_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Placed,
    Rejected,
    StreamId,
    command,
)


@command("MatchReceipt", zh="匹配来款")
class MatchReceipt(Command):
    """Give this line to this deposit. `line_seen` is the line's version that the asker saw.

    `lot`: the deposit's, which a person names: its bids are open. The matcher names none.
    """

    line: str
    line_seen: int
    deposit: str
    lot: str | None

    def __post_init__(self) -> None:
        line_id(self.line)
        deposit_code(self.deposit)
        if self.lot is not None:
            lot_code(self.lot)


def decide(states: tuple[Any, ...], asked: MatchReceipt, context: Context) -> Decision:
    """All or nothing: the line's money is the deposit's, or it stays where it is."""
    deposit, page, *lots = states
    if refused := blind(context, asked.deposit, deposit, asked.lot, lots):
        return refused
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.deposit:
        return ()
    seen = seen_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    said = seen.particulars
    if said is None:
        return Rejected("desk.line_unreadable", f"what the bank said of {asked.line} is gone")
    if refused := _not_to_match(asked.line, seen, said):
        return refused
    arrival = Arrival(
        line=asked.line,
        owner=str(line.page.of),
        amount_fen=seen.amount,
        day=seen.day,
        booked_at=seen.booked_at,
        payer=said.payer,
        payer_account=said.payer_account,
        reference=said.reference,
    )
    found = receive(asked.deposit, deposit, arrival)
    if found is None:
        return ()
    if not isinstance(found, ReceiptMatched):
        return found if isinstance(found, Rejected) else (found,)
    link = LineAllocated(number=line.number, deposit=asked.deposit, amount=seen.amount)
    return (found, Placed(StreamId("bankpage", str(line.page)), link))


def _not_to_match(code: str, line: Line, said: Particulars) -> Rejected | None:
    if line.allocated:
        return Rejected("desk.line_allocated", f"{code} is another deposit's")
    if not line.credit:
        return Rejected("desk.not_a_credit", f"{code} is a payment of ours")
    if line.currency != "CNY":
        return Rejected("desk.foreign_currency", f"{code} is {line.currency}; deposits are CNY")
    if said.returned:
        return Rejected("desk.returned_payment", f"{code} is a payment of ours that came back")
    return None


MATCH_RECEIPT = Decider(
    handles=MatchReceipt,
    touches=lambda asked: streams(asked.deposit, asked.line, asked.lot),
    decide=decide,
)
