"""Un-matching: a line is taken back from the deposit it was given to; it may be matched again."""

from typing import Any

from domain.bankday.state import BankDay
from domain.bankpage.events import LineReleased
from domain.deposit.take_back import give_up
from domain.desk.pairing import OfADeposit, divided, seen_line, streams, to_be_heard
from domain.identifiers import line_id
from domain.kernel import Context, Decider, Decision, Placed, Rejected, StreamId, command


@command("UnmatchReceipt", zh="撤销匹配")
class UnmatchReceipt(OfADeposit):
    """Take this line back from this deposit."""

    reason: str


def decide(states: tuple[Any, ...], asked: UnmatchReceipt, _context: Context) -> Decision:
    """Both or neither, and until the day is closed: the line is nobody's again."""
    deposit, page, *_ = states
    day: BankDay = states[-1]
    seen = seen_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    if day.closed is not None:
        of = line_id(asked.line).page.of
        return Rejected("bankday.closed", f"{of} is closed: what it shows is never edited")
    if not asked.reason.strip():
        return Rejected("desk.no_reason", "reason: expected why the line is not the deposit's")
    if seen.deposits:
        return divided(asked.line)
    given_up = give_up(asked.deposit, deposit, asked.line, asked.reason)
    if isinstance(given_up, Rejected):
        return given_up
    release = LineReleased(number=seen.number, deposit=asked.deposit, amount=seen.allocated)
    at = StreamId("bankpage", str(line_id(asked.line).page))
    return (*given_up, Placed(at, release))


def _touches(asked: UnmatchReceipt) -> tuple[StreamId, ...]:
    return (*streams(asked), StreamId("bankday", str(line_id(asked.line).page.of)))


UNMATCH_RECEIPT = Decider(handles=UnmatchReceipt, touches=_touches, decide=to_be_heard(decide))
