"""Samples of a line that several deposits have a part of."""

from domain.bankpage.events import LineDivided, LineRejoined
from domain.desk.divide import DivideReceipt, Part
from domain.desk.divided import OfOne
from domain.desk.undivide import MatchDividedReversal, UndivideReceipt
from domain.kernel import Command, Event
from tests.golden.facts import DEPOSIT, LINE, LOT, OWNER, PRICE

_OTHER, _OTHER_LOT, _DEBIT = "P00000000000000D2", "A3506000001000001001002", f"{OWNER}/1#2"
_EACH = (OfOne(deposit=DEPOSIT, lot=LOT), OfOne(deposit=_OTHER, lot=_OTHER_LOT))

DIVIDED_EVENTS: tuple[Event, ...] = (
    LineDivided(number=3, deposits=(DEPOSIT, _OTHER), amount=PRICE),
    LineRejoined(number=3, amount=PRICE),
)
DIVIDED_COMMANDS: tuple[Command, ...] = (
    DivideReceipt(
        line=LINE,
        line_seen=1,
        parts=(
            Part(deposit=DEPOSIT, lot=LOT, amount_fen=PRICE - 1),
            Part(deposit=_OTHER, lot=None, amount_fen=1),
        ),
    ),
    UndivideReceipt(line=LINE, line_seen=2, parts=_EACH, reason="付错项目"),
    MatchDividedReversal(line=_DEBIT, line_seen=1, reversed=LINE, parts=_EACH),
)
