"""A divided line is taken back, all of it: it was another's, or the bank reversed it (P09)."""

from domain.bankpage.events import DebitMatched, LineRejoined
from domain.bankpage.state import Line
from domain.deposit.take_back import give_up, reverse
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
from domain.desk.pairing import seen_line, taken_back
from domain.identifiers import line_id
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


@command("UndivideReceipt", zh="撤销分笔匹配")
class UndivideReceipt(Command):
    """Take this line back from all the deposits that have a part of it."""

    line: str
    line_seen: int
    parts: tuple[OfOne, ...]
    reason: str

    def __post_init__(self) -> None:
        line_id(self.line)
        several(self.parts)


@command("MatchDividedReversal", zh="匹配分笔来款冲正")
class MatchDividedReversal(Command):
    """This debit line takes this divided credit line back: from all who have a part of it."""

    line: str
    line_seen: int
    reversed: str
    parts: tuple[OfOne, ...]

    def __post_init__(self) -> None:
        line_id(self.line)
        line_id(self.reversed)
        several(self.parts)


def undivide(there: States, asked: UndivideReceipt, _context: Context) -> Decision:
    """All of it or nothing, and until the day is closed: the line is nobody's again."""
    seen = seen_line(there[page_of(asked.line)], asked.line, asked.line_seen)
    if isinstance(seen, Rejected):
        return seen
    if there[_day(asked)].closed is not None:
        of = line_id(asked.line).page.of
        return Rejected("bankday.closed", f"{of} is closed: what it shows is never edited")
    if not asked.reason.strip():
        return Rejected("desk.no_reason", "reason: expected why the line is not the deposits'")
    if refused := _not_theirs(asked.line, seen, asked.parts):
        return refused

    def given_up(part: OfOne) -> tuple[Event, ...] | Rejected:
        return give_up(part.deposit, there[stream_of(part)], asked.line, asked.reason)

    said = from_each(asked.parts, given_up)
    if isinstance(said, Rejected):
        return said
    return (
        *said,
        Placed(page_of(asked.line), LineRejoined(number=seen.number, amount=seen.amount)),
    )


def take_back(there: States, asked: MatchDividedReversal, _context: Context) -> Decision:
    """All of it, by the tests of any reversal (`taken_back`).

    What of one deposit's part cannot be taken back, stands against all: the debit waits on 1008.
    """
    both = taken_back(
        lambda line: there[page_of(line)], asked.line, asked.line_seen, asked.reversed
    )
    if isinstance(both, Rejected):
        return both
    line, (seen, came) = line_id(asked.line), both
    if refused := _not_theirs(asked.reversed, came, asked.parts):
        return refused

    def reversed_(part: OfOne) -> tuple[Event, ...] | Rejected:
        owner = str(line.page.of)
        return reverse(part.deposit, there[stream_of(part)], asked.reversed, asked.line, owner)

    said = from_each(asked.parts, reversed_)
    if isinstance(said, Rejected):
        return said
    link = DebitMatched(number=line.number, payment=asked.reversed, amount=seen.amount)
    return (*said, Placed(page_of(asked.line), link))


def _not_theirs(line: str, seen: Line, parts: tuple[OfOne, ...]) -> Rejected | None:
    """Why these are not all the deposits, and the only ones, that have a part of the line."""
    if frozenset(seen.deposits) == names(parts):
        return None
    return Rejected("desk.other_parts", f"{line} was not divided among these deposits")


def _day(asked: UndivideReceipt) -> StreamId:
    return StreamId("bankday", str(line_id(asked.line).page.of))


def _with_day(asked: UndivideReceipt) -> tuple[StreamId, ...]:
    return touched(asked, _day(asked))


def _of_both(asked: MatchDividedReversal) -> tuple[StreamId, ...]:
    return touched(asked, page_of(asked.reversed))


def _lines(asked: MatchDividedReversal) -> tuple[str, str]:
    return asked.line, asked.reversed


UNDIVIDE_RECEIPT = Decider(
    handles=UndivideReceipt, touches=_with_day, decide=all_heard(_with_day, undivide)
)
MATCH_DIVIDED_REVERSAL = Decider(
    handles=MatchDividedReversal,
    touches=_of_both,
    decide=all_heard(_of_both, take_back, _lines),
)
