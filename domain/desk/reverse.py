"""The bank takes an earlier credit back (冲正): from its deposit, or from nobody."""

from typing import Any

from domain.accounts import BANK_DEBITS, UNIDENTIFIED
from domain.bankpage.events import DebitMatched, OpenCreditReversed
from domain.bankpage.state import Line
from domain.deposit.state import Deposit
from domain.deposit.take_back import reverse
from domain.desk.pairing import (
    blind,
    divided,
    free_line,
    may_be_told,
    not_this_line,
    other_credit,
    taken_back,
)
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
    both = taken_back(lambda one: of[_page(one)], asked.line, asked.line_seen, asked.reversed)
    if isinstance(both, Rejected):
        return both
    seen, came = both
    if came.deposits:
        return divided(asked.reversed)
    given = _given(of, asked, came)
    taken = _from_deposit(of, asked, seen) if given else _from_nobody(of, asked, came)
    if isinstance(taken, Rejected):
        return taken
    number = line_id(asked.line).number
    link = DebitMatched(number=number, payment=asked.reversed, amount=seen.amount)
    return (*taken, Placed(_page(asked.line), link))


def _from_deposit(
    of: States, asked: MatchReversal, seen: Line
) -> tuple[Event | Placed, ...] | Rejected:
    """All that its line brought: where only a part of it came over, the rest is elsewhere."""
    assert asked.deposit is not None, "it was given to the deposit"
    deposit: Deposit = of[StreamId("deposit", asked.deposit)]
    receipt = deposit.brought(asked.reversed)
    if receipt is not None and receipt.entry.amount != seen.amount:
        return other_credit(asked.line, asked.reversed)
    owner = str(line_id(asked.line).page.of)
    return reverse(asked.deposit, deposit, asked.reversed, asked.line, owner)


def _from_nobody(
    of: States, asked: MatchReversal, came: Line
) -> tuple[Event | Placed, ...] | Rejected:
    """What still stands in 2001 goes out of it again; the credit is closed by the debit."""
    page = _page(asked.reversed)
    found = free_line(of[page], asked.reversed, came.version, credit=True)
    if isinstance(found, Rejected):
        return found
    day, went = (str(line_id(one).page.of) for one in (asked.reversed, asked.line))
    entry = moved("P09", (UNIDENTIFIED, day), (BANK_DEBITS, went), found.amount)
    taken = OpenCreditReversed(number=came.number, by=asked.line, entries=(entry,))
    return (Placed(page, taken),)


def _given(of: States, asked: MatchReversal, credit: Line) -> bool:
    """Whether it goes out of the deposit: not while its credit is nobody's and names its number."""
    if asked.deposit is None:
        return False
    deposit: Deposit = of[StreamId("deposit", asked.deposit)]
    if credit.allocated:
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


def _page(line: str) -> StreamId:
    return StreamId("bankpage", str(line_id(line).page))


def _touches(asked: MatchReversal) -> tuple[StreamId, ...]:
    """The deposit if one is named, the lines' pages, each once, and the lot if one is named."""
    deposit = (StreamId("deposit", asked.deposit),) if asked.deposit is not None else ()
    lot = (StreamId("lot", asked.lot),) if asked.lot is not None else ()
    return tuple(dict.fromkeys((*deposit, _page(asked.line), _page(asked.reversed), *lot)))


MATCH_REVERSAL = Decider(handles=MatchReversal, touches=_touches, decide=decide)
