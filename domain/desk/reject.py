"""Somebody else's money for a deposit is given back to whoever paid it."""

from typing import Any

from domain.bankpage.state import Page
from domain.deposit.receive import reject
from domain.deposit.state import Deposit
from domain.desk.match import arrival_of, with_link
from domain.desk.pairing import blind, credit_line, heard, streams
from domain.identifiers import deposit_code, line_id, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, command


@command("RejectReceipt", zh="退回来款")
class RejectReceipt(Command):
    """Give this line back: it was found against this deposit, and cannot count. As MatchReceipt."""

    line: str
    line_seen: int
    deposit: str
    lot: str | None

    def __post_init__(self) -> None:
        line_id(self.line)
        deposit_code(self.deposit)
        if self.lot is not None:
            lot_code(self.lot)


def decide(states: tuple[Any, ...], asked: RejectReceipt, context: Context) -> Decision:
    """The money is payable to its payer; that refund is proposed and approved like any other."""
    deposit, page, *lots = states
    if refused := blind(context, asked.deposit, deposit, asked.lot, lots):
        return refused
    decided = _decided(deposit, page, asked, context)
    return heard(context, asked, page, decided, number=deposit.sub_account)


def _decided(deposit: Deposit, page: Page, asked: RejectReceipt, context: Context) -> Decision:
    line = line_id(asked.line)
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    found = reject(asked.deposit, deposit, arrival_of(line, seen), context.law.calendar)
    return found if isinstance(found, Rejected) else with_link(asked.deposit, line, seen, found)


REJECT_RECEIPT = Decider(
    handles=RejectReceipt,
    touches=lambda asked: streams(asked.deposit, asked.line, asked.lot),
    decide=decide,
)
