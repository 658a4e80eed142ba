"""Un-matching: a line is taken back from the deposit it was given to; it may be matched again."""

from typing import Any

from domain.bankday.state import BankDay
from domain.bankpage.events import LineReleased
from domain.bankpage.state import Page
from domain.deposit.state import Deposit
from domain.deposit.take_back import give_up
from domain.desk.pairing import blind, heard, seen_line, streams
from domain.identifiers import deposit_code, line_id, lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command


@command("UnmatchReceipt", zh="撤销匹配")
class UnmatchReceipt(Command):
    """Take this line back from this deposit. `line_seen` is the version that the asker saw.

    `lot` as in MatchReceipt.
    """

    line: str
    line_seen: int
    deposit: str
    lot: str | None
    reason: str

    def __post_init__(self) -> None:
        line_id(self.line)
        deposit_code(self.deposit)
        if self.lot is not None:
            lot_code(self.lot)


def decide(states: tuple[Any, ...], asked: UnmatchReceipt, context: Context) -> Decision:
    """Both or neither, and until the day is closed: the line is nobody's again."""
    deposit, page, day, *lots = states
    if refused := blind(context, asked.deposit, deposit, asked.lot, lots):
        return refused
    decided = _decided(deposit, page, day, asked)
    return heard(context, asked, page, decided, number=deposit.sub_account)


def _decided(deposit: Deposit, page: Page, day: BankDay, asked: UnmatchReceipt) -> Decision:
    seen = seen_line(page, asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    if day.closed is not None:
        of = line_id(asked.line).page.of
        return Rejected("bankday.closed", f"{of} is closed: what it shows is never edited")
    if not asked.reason.strip():
        return Rejected("desk.no_reason", "reason: expected why the line is not the deposit's")
    given_up = give_up(asked.deposit, deposit, asked.line, asked.reason)
    if isinstance(given_up, Rejected):
        return given_up
    release = LineReleased(number=seen.number, deposit=asked.deposit, amount=seen.allocated)
    at = StreamId("bankpage", str(line_id(asked.line).page))
    return (*given_up, Placed(at, release))


def _touches(asked: UnmatchReceipt) -> tuple[StreamId, ...]:
    deposit, page, *lots = streams(asked.deposit, asked.line, asked.lot)
    return (deposit, page, StreamId("bankday", str(line_id(asked.line).page.of)), *lots)


UNMATCH_RECEIPT = Decider(handles=UnmatchReceipt, touches=_touches, decide=decide)
