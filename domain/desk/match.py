"""Matching: a bank line is given to a deposit, or found not to be its own, in one decision."""

from typing import Any

from domain.bankpage.events import LineAllocated
from domain.bankpage.state import Line, Page
from domain.deposit.arrived import LineTaken
from domain.deposit.evidence import Arrival
from domain.deposit.receive import receive
from domain.deposit.state import Deposit
from domain.desk.pairing import blind, credit_line, heard, streams
from domain.identifiers import LineId, deposit_code, line_id, lot_code
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
    decided = _decided(deposit, page, asked, context)
    return heard(context, asked, page, decided, number=deposit.sub_account)


def _decided(deposit: Deposit, page: Page, asked: MatchReceipt, context: Context) -> Decision:
    line = line_id(asked.line)
    already = page.line(line.number)
    if already is not None and already.deposit == asked.deposit:
        return ()
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    found = receive(asked.deposit, deposit, arrival_of(line, seen), context.law.calendar)
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


MATCH_RECEIPT = Decider(
    handles=MatchReceipt,
    touches=lambda asked: streams(asked.deposit, asked.line, asked.lot),
    decide=decide,
)
