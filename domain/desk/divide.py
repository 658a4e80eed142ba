"""One line for several deposits: all of it is given away in one decision, or none (one-to-many)."""

from dataclasses import dataclass, replace

from domain.bankpage.events import LineDivided
from domain.deposit.arrived import LineTaken, NonBasicAccountDetected, PayerMismatchDetected
from domain.deposit.receive import receive
from domain.desk.divided import (
    OfOne,
    States,
    all_heard,
    from_each,
    names,
    page_of,
    several,
    stream_of,
    touched,
)
from domain.desk.match import arrival_of
from domain.desk.pairing import credit_line
from domain.identifiers import line_id
from domain.kernel import Command, Context, Decider, Decision, Event, Placed, Rejected, command
from domain.money import show


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(OfOne):
    """So much of the line is for this deposit; fen."""

    amount_fen: int


@command("DivideReceipt", zh="分笔匹配来款")
class DivideReceipt(Command):
    """Give this line to these deposits in parts. `line_seen` as in MatchReceipt."""

    line: str
    line_seen: int
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        line_id(self.line)
        several(self.parts)
        for part in self.parts:
            if part.amount_fen < 1:
                raise ValueError(f"parts: {part.deposit} has {part.amount_fen}, expected more")


def decide(there: States, asked: DivideReceipt, context: Context) -> Decision:
    """Each part is judged by the tests of 3.5 as a whole line would be.

    Where one of the deposits was not paid by its bidder, that is said there, and no money moves.
    """
    if _is_so(there, asked):
        return ()
    seen = credit_line(there[page_of(asked.line)], asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    given = sum(part.amount_fen for part in asked.parts)
    if given != seen.amount:
        both = f"the parts come to {show(given)}, {asked.line} to {show(seen.amount)}"
        return Rejected("desk.parts_differ", both)
    came = arrival_of(line_id(asked.line), seen)

    def judged(part: Part) -> tuple[Event, ...] | Rejected:
        arrived = replace(came, amount_fen=part.amount_fen)
        return receive(part.deposit, there[stream_of(part)], arrived, context.law)

    said = from_each(asked.parts, judged)
    if isinstance(said, Rejected):
        return said
    if sum(isinstance(one.event, LineTaken) for one in said) < len(asked.parts):
        against = (PayerMismatchDetected, NonBasicAccountDetected)
        return tuple(one for one in said if isinstance(one.event, against))
    ids = tuple(part.deposit for part in asked.parts)
    link = LineDivided(number=seen.number, deposits=ids, amount=seen.amount)
    return (*said, Placed(page_of(asked.line), link))


def _is_so(there: States, asked: DivideReceipt) -> bool:
    """Whether the line was divided among these deposits, in these parts, before."""
    line = there[page_of(asked.line)].line(line_id(asked.line).number)
    if line is None or frozenset(line.deposits) != names(asked.parts):
        return False
    brought = ((part, there[stream_of(part)].receipt(asked.line)) for part in asked.parts)
    return all(came and came.entry.amount == part.amount_fen for part, came in brought)


DIVIDE_RECEIPT = Decider(handles=DivideReceipt, touches=touched, decide=all_heard(touched, decide))
