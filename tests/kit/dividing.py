"""A bidder of several lots who pays in one sum: the line names nobody, the desk divides it."""

from datetime import date
from typing import Any

from domain.desk.divide import DivideReceipt, Part
from domain.desk.divided import OfOne
from domain.kernel import Event, Rejected, StreamId
from domain.lot.compete import OpenBids
from domain.money import yuan
from tests.kit.sentences import hear
from tests.kit.till import ACCOUNT, Till, account_of, at

A1, A2, A3 = (f"A3506000001000001001{n:03}" for n in (1, 2, 3))
D1, D2, D3, OTHER = (f"P00000000000000{n}" for n in ("D1", "D2", "D3", "D4"))
B, B2 = "N00000000000000B1", "N00000000000000B2"
CAME, TAKEN = date(2026, 3, 17), date(2026, 3, 18)
LOT_OF = {D1: A1, D2: A2, D3: A3, OTHER: A1}
WHOLE = {D1: yuan("800,000.00"), D2: yuan("500,000.00")}
SUM = sum(WHOLE.values())
LINE = f"{ACCOUNT}/{CAME}/1#1"
IN_2001 = ("2001", f"{ACCOUNT}/{CAME}")
CLERK = "C-SET1"


def bidding() -> Till:
    """Three lots; one bids for all, another for the first."""
    made = Till()
    made.lot(A1, "800,000.00")
    made.lot(A2, "500,000.00")
    made.lot(A3, "240,000.00", "STATE_PROPERTY")
    for deposit, lot, party in ((D1, A1, B), (D2, A2, B), (D3, A3, B), (OTHER, A1, B2)):
        made.bidder(deposit, lot, party)
    return made


def comes(till: Till, fen: int = SUM, day: date = CAME, payer: str = B, **said: Any) -> str:
    """A line that names nobody."""
    facts = {"payer": payer, "payer_account": account_of(payer)} | said
    return till.line(fen, day, **facts)


def dividing(
    line: str = LINE,
    parts: dict[str, int] | None = None,
    seen: int = 1,
    lots: dict[str, str] | None = None,
) -> DivideReceipt:
    """The command; `lots`: those that a person names, by deposit."""
    named = lots or {}
    fen = WHOLE if parts is None else parts
    each = (
        Part(deposit=code, lot=named.get(code), amount_fen=amount) for code, amount in fen.items()
    )
    return DivideReceipt(line=line, line_seen=seen, parts=tuple(each))


def divides(till: Till, line: str, parts: dict[str, int] | None = None) -> tuple[Event, ...]:
    """The matcher divides a line."""
    return till.do(dividing(line, parts, till.seen(line)), "MATCHER")


def each(*deposits: str, lots: dict[str, str] | None = None) -> tuple[OfOne, ...]:
    """These deposits, as a command names all that have a part."""
    return tuple(OfOne(deposit=code, lot=(lots or {}).get(code)) for code in deposits or WHOLE)


def opened(till: Till, *lots: str) -> None:
    """Their bids are open."""
    for lot in lots:
        till.do(OpenBids(lot=lot, bidders=3), "PLATFORM", when=at(date(2026, 3, 25), 9, 30))


def refuses(decided: Any, rule: str) -> None:
    """It was refused by this rule, in a sentence that is known of it."""
    assert isinstance(decided, Rejected), decided
    assert decided.rule == rule
    hear(rule, decided.detail)


def line_of(till: Till, number: int = 1, day: date = CAME) -> Any:
    """A line as its page has it."""
    return till.memory.of(StreamId("bankpage", f"{ACCOUNT}/{day}/1")).line(number)
