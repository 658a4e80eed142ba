"""The desk: a bank line is given to a deposit, or taken back. `If-Match` is the line's version."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.http.asking import ASKED, Edits
from api.http.receipts import ReceiptOut
from api.http.shapes import DepositCode, Fen, LineCode, LotCode, Sentence, Wanted
from domain.desk.divide import DivideReceipt, Part
from domain.desk.divided import OfOne
from domain.desk.match import MatchReceipt
from domain.desk.undivide import MatchDividedReversal, UndivideReceipt
from domain.desk.unmatch import UnmatchReceipt

router = APIRouter(prefix="/v1/desk", tags=["desk"])


class MatchIn(Wanted):
    """A line and a deposit of a lot whose bids are open."""

    line: LineCode
    deposit: DepositCode
    lot: LotCode


class UnmatchIn(MatchIn):
    """The same, and why."""

    reason: Sentence


class OfOneIn(Wanted):
    """A deposit of a lot whose bids are open, that has a part of a line."""

    deposit: DepositCode
    lot: LotCode


class PartIn(OfOneIn):
    """The same, and how much of the line is for it."""

    amount_fen: Annotated[Fen, Field(ge=1)]


class DivideIn(Wanted):
    """A line and all its parts, which come to the whole of it."""

    line: LineCode
    parts: tuple[PartIn, ...]


class UndivideIn(Wanted):
    """A divided line, all the deposits that have a part of it, and why none of them does."""

    line: LineCode
    parts: tuple[OfOneIn, ...]
    reason: Sentence


class DividedReversalIn(Wanted):
    """A debit that the bank calls a reversal, the divided credit, and all who have a part of it."""

    line: LineCode
    reversed: LineCode
    parts: tuple[OfOneIn, ...]


@router.post("/match", **ASKED)
async def match(ask: Edits, wanted: MatchIn) -> ReceiptOut:
    """Gives a line to a deposit; C-SET1. Of lots that are not open every answer is the same."""
    return await ask(MatchReceipt, line_seen=ask.seen, **dict(wanted))


@router.post("/unmatch", **ASKED)
async def unmatch(ask: Edits, wanted: UnmatchIn) -> ReceiptOut:
    """Takes a line back from its deposit; C-SET1."""
    return await ask(UnmatchReceipt, line_seen=ask.seen, **dict(wanted))


@router.post("/division", **ASKED)
async def divide(ask: Edits, wanted: DivideIn) -> ReceiptOut:
    """Gives a line to several deposits in parts, all of it at once; C-SET1."""
    parts = tuple(Part(**dict(part)) for part in wanted.parts)
    return await ask(DivideReceipt, line=wanted.line, line_seen=ask.seen, parts=parts)


@router.post("/division/undoing", **ASKED)
async def undivide(ask: Edits, wanted: UndivideIn) -> ReceiptOut:
    """Takes a divided line back from all its deposits; C-SET1."""
    told = dict(wanted) | {"parts": _each(wanted.parts)}
    return await ask(UndivideReceipt, line_seen=ask.seen, **told)


@router.post("/division/reversal", **ASKED)
async def divided_reversal(ask: Edits, wanted: DividedReversalIn) -> ReceiptOut:
    """Knows that the bank took a divided credit back; C-SET1."""
    told = dict(wanted) | {"parts": _each(wanted.parts)}
    return await ask(MatchDividedReversal, line_seen=ask.seen, **told)


def _each(parts: tuple[OfOneIn, ...]) -> tuple[OfOne, ...]:
    return tuple(OfOne(**dict(part)) for part in parts)
