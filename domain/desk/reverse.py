"""The bank takes an earlier credit back (冲正): from its deposit, or from nobody."""

from typing import Any

from domain.accounts import BANK_DEBITS, UNIDENTIFIED
from domain.bankpage.events import DebitMatched, OpenCreditReversed
from domain.bankpage.state import Line, Page
from domain.deposit.state import Deposit
from domain.deposit.take_back import reverse
from domain.desk.pairing import blind, divided, free_line, may_be_told, not_this_line
from domain.identifiers import deposit_code, line_id, lot_code, sub_account_in
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
from domain.postings import moved

type States = dict[StreamId, Any]


@command("MatchReversal", version=2, zh="匹配银行冲正")
class MatchReversal(Command):
    """This debit line takes this credit line back.

    `deposit`: the one that the credit was given to, or whose number it names while it is nobody's;
    None for what is nobody's and names none. `lot` as with a receipt: a person names the deposit's.
    """

    line: str
    line_seen: int
    reversed: str
    deposit: str | None
    lot: str | None

    def __post_init__(self) -> None:
        line_id(self.line)
        line_id(self.reversed)
        if self.deposit is not None:
            deposit_code(self.deposit)
        if self.lot is not None:
            lot_code(self.lot)


def decide(states: Any, asked: MatchReversal, context: Context) -> Decision:
    """To the fen, on the same account, and only what the bank itself calls a reversal (P09).

    A person works on deposits of open lots, and on lines that name them, or that name nobody and
    were opened: of all others every answer is the same.
    """
    streams = _touches(asked)
    of = dict(zip(streams, states if len(streams) > 1 else (states,), strict=True))
    if refused := _hidden(of, asked, context):
        return refused
    return _decided(of, asked)


def _decided(of: States, asked: MatchReversal) -> Decision:
    line, credit = line_id(asked.line), line_id(asked.reversed)
    seen = free_line(of[_page(asked.line)], asked.line, asked.line_seen, credit=False)
    if isinstance(seen, Rejected):
        return seen
    if seen.particulars is None or not seen.particulars.reversal:
        return Rejected("desk.no_reversal", f"the bank does not call {asked.line} a reversal")
    if credit.page.of.account != line.page.of.account:
        return _other(asked)
    there = of[_page(asked.reversed)].line(credit.number)
    if there is not None and there.deposits:
        return divided(asked.reversed)
    taken = _from_deposit(of, asked, seen) if _given(of, asked) else _from_nobody(of, asked, seen)
    if isinstance(taken, Rejected):
        return taken
    link = DebitMatched(number=line.number, payment=asked.reversed, amount=seen.amount)
    return (*taken, Placed(_page(asked.line), link))


def _from_deposit(
    of: States, asked: MatchReversal, seen: Line
) -> tuple[Event | Placed, ...] | Rejected:
    assert asked.deposit is not None, "it was given to the deposit"
    deposit: Deposit = of[StreamId("deposit", asked.deposit)]
    receipt = deposit.brought(asked.reversed)
    if receipt is not None and receipt.entry.amount != seen.amount:
        return _other(asked)
    owner = str(line_id(asked.line).page.of)
    return reverse(asked.deposit, deposit, asked.reversed, asked.line, owner)


def _from_nobody(
    of: States, asked: MatchReversal, seen: Line
) -> tuple[Event | Placed, ...] | Rejected:
    """What still stands in 2001 goes out of it again; the credit is closed by the debit."""
    line, credit = line_id(asked.line).page, line_id(asked.reversed)
    page: Page = of[_page(asked.reversed)]
    there = page.line(credit.number)
    version = there.version if there else 1
    found = free_line(page, asked.reversed, version, credit=True)
    if isinstance(found, Rejected):
        return found
    if found.amount != seen.amount:
        return _other(asked)
    came, went = str(credit.page.of), str(line.of)
    entry = moved("P09", (UNIDENTIFIED, came), (BANK_DEBITS, went), seen.amount)
    taken = OpenCreditReversed(number=credit.number, by=asked.line, entries=(entry,))
    return (Placed(_page(asked.reversed), taken),)


def _given(of: States, asked: MatchReversal) -> bool:
    """Whether it goes out of the deposit: not while its credit is nobody's and names its number."""
    if asked.deposit is None:
        return False
    deposit: Deposit = of[StreamId("deposit", asked.deposit)]
    credit = of[_page(asked.reversed)].line(line_id(asked.reversed).number)
    if deposit.brought(asked.reversed) is not None or credit is None or credit.allocated:
        return True
    said, number = credit.particulars, deposit.sub_account
    return said is None or number is None or sub_account_in(said.reference) != number


def _hidden(of: States, asked: MatchReversal, context: Context) -> Rejected | None:
    """What a person is answered who may not hear of the deposit, or of one of the lines."""
    if context.holds("MATCHER"):
        return None
    number = None
    if asked.deposit is not None:
        deposit: Deposit = of[StreamId("deposit", asked.deposit)]
        lots = [of[StreamId("lot", asked.lot)]] if asked.lot is not None else []
        if refused := blind(context, asked, deposit, lots):
            return refused
        number = deposit.sub_account
    for line in (asked.line, asked.reversed):
        if not may_be_told(of[_page(line)], line, asked.deposit, number=number):
            return not_this_line(line)
    return None


def _other(asked: MatchReversal) -> Rejected:
    return Rejected("desk.other_credit", f"{asked.line} does not take {asked.reversed} back")


def _page(line: str) -> StreamId:
    return StreamId("bankpage", str(line_id(line).page))


def _touches(asked: MatchReversal) -> tuple[StreamId, ...]:
    """The deposit if one is named, the lines' pages, each once, and the lot if one is named."""
    deposit = (StreamId("deposit", asked.deposit),) if asked.deposit is not None else ()
    lot = (StreamId("lot", asked.lot),) if asked.lot is not None else ()
    return tuple(dict.fromkeys((*deposit, _page(asked.line), _page(asked.reversed), *lot)))


MATCH_REVERSAL = Decider(handles=MatchReversal, touches=_touches, decide=decide)
