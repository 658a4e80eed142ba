"""The bank takes an earlier credit back (冲正), and so does the deposit it was given to."""

from typing import Any

from domain.bankpage.events import DebitMatched
from domain.deposit.take_back import reverse
from domain.desk.pairing import free_line
from domain.identifiers import deposit_code, line_id
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command


@command("MatchReversal", zh="匹配银行冲正")
class MatchReversal(Command):
    """This debit line takes back the credit line that this deposit was given."""

    line: str
    line_seen: int
    reversed: str
    deposit: str

    def __post_init__(self) -> None:
        line_id(self.line)
        line_id(self.reversed)
        deposit_code(self.deposit)


def decide(states: tuple[Any, ...], asked: MatchReversal, _context: Context) -> Decision:
    """To the fen, on the same account, and only what the bank itself calls a reversal (P09)."""
    deposit, page = states
    line = line_id(asked.line)
    seen = free_line(page, asked.line, asked.line_seen, credit=False)
    if isinstance(seen, Rejected):
        return seen
    if seen.particulars is None or not seen.particulars.reversal:
        return Rejected("desk.no_reversal", f"the bank does not call {asked.line} a reversal")
    receipt, credit = deposit.receipt(asked.reversed), line_id(asked.reversed)
    same = credit.page.of.account == line.page.of.account
    if not same or (receipt is not None and receipt.entry.amount != seen.amount):
        return Rejected("desk.other_credit", f"{asked.line} does not take {asked.reversed} back")
    taken = reverse(asked.deposit, deposit, asked.reversed, asked.line, str(line.page.of))
    if isinstance(taken, Rejected):
        return taken
    link = DebitMatched(number=line.number, payment=asked.reversed, amount=seen.amount)
    return (*taken, Placed(StreamId("bankpage", str(line.page)), link))


MATCH_REVERSAL = Decider(
    handles=MatchReversal,
    touches=lambda asked: (
        StreamId("deposit", asked.deposit),
        StreamId("bankpage", str(line_id(asked.line).page)),
    ),
    decide=decide,
)
