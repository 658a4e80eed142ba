"""Matching: a bank line is given to a deposit, or found not to be its own, in one decision."""

from domain.bankpage.events import LineAllocated, Particulars
from domain.bankpage.state import Line, Page
from domain.deposit.events import ReceiptMatched
from domain.deposit.receive import Arrival, receive
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, line_id
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
    """Give this line to this deposit. `line_seen` is the line's version that the asker saw."""

    line: str
    line_seen: int
    deposit: str

    def __post_init__(self) -> None:
        line_id(self.line)
        deposit_code(self.deposit)


def streams(deposit: str, line: str) -> tuple[StreamId, StreamId]:
    """The deposit, then the page the line stands on."""
    return StreamId("deposit", deposit), StreamId("bankpage", str(line_id(line).page))


def seen_line(page: Page, line: str, line_seen: int) -> Line | Rejected:
    """The line, as the asker saw it; refused when there is none, or it changed since."""
    found = page.line(line_id(line).number)
    if found is None:
        return Rejected("desk.no_such_line", f"there is no line {line}")
    if found.version != line_seen:
        return Rejected("desk.line_changed", f"{line} is at version {found.version}: look again")
    return found


def decide(states: tuple[Deposit, Page], asked: MatchReceipt, _context: Context) -> Decision:
    """All or nothing: the line's money is the deposit's, or it stays where it is."""
    deposit, page = states
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
    touches=lambda asked: streams(asked.deposit, asked.line),
    decide=decide,
)
