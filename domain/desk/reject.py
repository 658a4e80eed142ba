"""Somebody else's money for a deposit is given back to whoever paid it."""

from typing import Any

from domain.calendar import beijing_day
from domain.deposit.receive import reject
from domain.desk.match import arrival_of, with_link
from domain.desk.pairing import OfADeposit, credit_line, streams, to_be_heard
from domain.identifiers import line_id
from domain.kernel import Context, Decider, Decision, Rejected, command


@command("RejectReceipt", zh="退回来款")
class RejectReceipt(OfADeposit):
    """Give this line back: it was found against this deposit, and cannot count."""


def decide(states: tuple[Any, ...], asked: RejectReceipt, context: Context) -> Decision:
    """The money is payable to its payer; that refund is proposed and approved like any other."""
    deposit, page, *_ = states
    line = line_id(asked.line)
    seen = credit_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    came, day = arrival_of(line, seen), beijing_day(context.received_at)
    found = reject(asked.deposit, deposit, came, day, context.law)
    return found if isinstance(found, Rejected) else with_link(asked.deposit, line, seen, found)


REJECT_RECEIPT = Decider(handles=RejectReceipt, touches=streams, decide=to_be_heard(decide))
