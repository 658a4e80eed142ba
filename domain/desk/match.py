"""Matching: a bank line is given to a deposit, or found not to be its own, in one decision."""

from typing import Any

from domain.bankpage.events import LineAllocated
from domain.bankpage.state import Line
from domain.deposit.arrived import LineTaken
from domain.deposit.evidence import Arrival
from domain.deposit.receive import receive
from domain.desk.pairing import OfADeposit, credit_line, streams, to_be_heard
from domain.identifiers import LineId, line_id
from domain.kernel import (
    Context,
    Decider,
    Decision,
    Event,
    Placed,
    Rejected,
    StreamId,
    command,
)


@command("MatchReceipt", zh="匹配来款")
class MatchReceipt(OfADeposit):
    """Give this line to this deposit."""


def decide(states: tuple[Any, ...], asked: MatchReceipt, context: Context) -> Decision:
    """All or nothing: the line's money is the deposit's, or it stays where it is."""
    deposit, page, *_ = states
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.deposit:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    found = receive(asked.deposit, deposit, arrival_of(line, seen), context.law)
    return found if isinstance(found, Rejected) else with_link(asked.deposit, line, seen, found)


def arrival_of(line: LineId, seen: Line) -> Arrival:
    """What the bank said of a credit, as a deposit hears it."""
    said = seen.particulars
    assert said is not None, "a line to match can be read"
    return Arrival(
        line=str(line),
        owner=str(line.page.of),
        amount_fen=seen.amount,
        day=seen.day,
        value_date=seen.value_date,
        booked_at=seen.booked_at,
        payer=said.payer,
        payer_account=said.payer_account,
        payer_bank=said.payer_bank,
        reference=said.reference,
    )


def with_link(deposit: str, line: LineId, seen: Line, found: tuple[Event, ...]) -> Decision:
    """What was found, and that the line is the deposit's now, if its money is."""
    if not found or not isinstance(found[0], LineTaken):
        return found
    link = LineAllocated(number=line.number, deposit=deposit, amount=seen.amount)
    return (*found, Placed(StreamId("bankpage", str(line.page)), link))


MATCH_RECEIPT = Decider(handles=MatchReceipt, touches=streams, decide=to_be_heard(decide))
