"""A line of several deposits: who may speak of it, on what, and what it hears of it.

One payer may pay for several lots in one sum. Such a line is given in parts, and taken back whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.desk.pairing import blind, may_be_told, not_this_line
from domain.identifiers import deposit_code, line_id, lot_code
from domain.kernel import Context, Decide, Decision, Event, Placed, Rejected, StreamId

type States = dict[StreamId, Any]

MOST = 20
"""Deposits of one line: their ids fill the sealed box of one event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOne:
    """One of the deposits. `lot`: a person names the deposit's, as with a whole line."""

    deposit: str
    lot: str | None


class OfSeveral(Protocol):
    """Any command about a line and all the deposits that have a part of it."""

    @property
    def line(self) -> str:
        """The line: the credit, or the debit that takes it back."""

    @property
    def parts(self) -> Sequence[OfOne]:
        """Each deposit, once."""


def several(parts: Sequence[OfOne]) -> None:
    """Raises ValueError unless these are at least two deposits, each once."""
    if not 2 <= len(parts) <= MOST:
        raise ValueError(f"parts: {len(parts)}, expected 2 to {MOST}")
    for part in parts:
        deposit_code(part.deposit)
        if part.lot is not None:
            lot_code(part.lot)
    if len(names(parts)) < len(parts):
        raise ValueError("parts: a deposit has one part of a line")


def names(parts: Sequence[OfOne]) -> frozenset[str]:
    """The deposits by their ids."""
    return frozenset(part.deposit for part in parts)


def page_of(line: str) -> StreamId:
    """The page that a line stands on."""
    return StreamId("bankpage", str(line_id(line).page))


def touched(asked: OfSeveral, *besides: StreamId) -> tuple[StreamId, ...]:
    """The line's page, what else is touched, the deposits, and the lots that are named; each once.

    The page comes first: what is refused lies under the day's key, and no lot's opening tells it.
    """
    deposits = (stream_of(part) for part in asked.parts)
    lots = (StreamId("lot", part.lot) for part in asked.parts if part.lot is not None)
    return tuple(dict.fromkeys((page_of(asked.line), *besides, *deposits, *lots)))


def stream_of(part: OfOne) -> StreamId:
    """The deposit's stream."""
    return StreamId("deposit", part.deposit)


def all_heard[C: OfSeveral](
    touches: Callable[[C], tuple[StreamId, ...]],
    decide: Callable[[States, C, Context], Decision],
    lines: Callable[[C], Sequence[str]] = lambda asked: (asked.line,),
) -> Decide:
    """What is decided of such a command, by its streams' states, as whoever asks may hear it.

    A person works on deposits of open lots alone, and hears of `lines` only where they name one of
    them, are theirs, all of it, or name nobody and were opened. The matcher hears all.
    """

    def answer(states: Any, asked: C, context: Context) -> Decision:
        there = dict(zip(touches(asked), states, strict=True))
        return _hidden(there, asked, lines(asked), context) or decide(there, asked, context)

    return answer


def _hidden(
    there: States, asked: OfSeveral, lines: Sequence[str], context: Context
) -> Rejected | None:
    if context.holds("MATCHER"):
        return None
    for part in asked.parts:
        lots = [there[StreamId("lot", part.lot)]] if part.lot is not None else []
        if refused := blind(context, part, there[stream_of(part)], lots):
            return refused
    for line in lines:
        if not any(_told(there, asked, part, line) for part in asked.parts):
            return not_this_line(line)
    return None


def _told(there: States, asked: OfSeveral, part: OfOne, line: str) -> bool:
    number = there[stream_of(part)].sub_account
    return may_be_told(there[page_of(line)], line, *names(asked.parts), number=number)


def from_each[P: OfOne](
    parts: Sequence[P], found: Callable[[P], tuple[Event, ...] | Rejected]
) -> tuple[Placed, ...] | Rejected:
    """What is found of each deposit, in its own stream; of all, or the first refusal of one."""
    said: list[Placed] = []
    for part in parts:
        facts = found(part)
        if isinstance(facts, Rejected):
            return facts
        said += (Placed(stream_of(part), fact) for fact in facts)
    return tuple(said)
