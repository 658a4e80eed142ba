"""Lines of several deposits, the day before the morning at the desk (`desk_day`).

A bidder paid for two lots in one sum; another for an open and a sealed one; a third for two, of
which one lacked nothing, and the bank took it back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.banking.asking import open_strays
from api.upkeep import upkeep
from api.wiring import System
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.bankpage.strays import OpenStrays
from domain.deposit.claim_receipt import ClaimReceipt
from domain.kernel import StreamId
from tests.kit import desk_day
from tests.kit.city import city
from tests.kit.desk_day import ACCOUNT, EARLIER, FIRST, PAYERS, SECOND, deposit, paid
from tests.kit.door import Door, door

OURS_FEN = {FIRST: 80_000_000, SECOND: 10_000_000}
"""What bidder 4 still owes for each."""
THEIRS_FEN = {FIRST: 80_000_000, SECOND: 9_000_000}
"""What bidder 3 pays once more: the first deposit lacks it, the second lacks nothing."""
SUM = sum(OURS_FEN.values())
OURS, HIDDEN, THEIRS, TAKEN = (desk_day.line(n, EARLIER) for n in range(4, 8))
"""Bidder 4's, 5's, 3's; and the debit by which the bank takes 3's back."""


def tell(system: System) -> None:
    """All of it, after the day's own."""
    imports(system, paid("17:00:00", SUM, 4, None, day=EARLIER))
    imports(system, paid("17:01:00", SUM - 1, 5, None, day=EARLIER))
    imports(system, theirs("17:02:00"))
    imports(system, reversal("17:20:00", sum(THEIRS_FEN.values()), 3))


def claimed(system: System) -> None:
    """Bidder 4 claims its sum for the first lot's deposit: a clerk sees it beside the line."""
    who = PAYERS[4]
    said: dict[str, Any] = {"payer": who.name, "payer_account": who.account, "sent_on": EARLIER}
    of: dict[str, Any] = {"deposit": deposit(FIRST, 4), "party": who.party, "amount_fen": SUM}
    system.ask("platform", ClaimReceipt(**of, **said))


def theirs(time: str) -> BankLine:
    """What bidder 3 pays for both lots."""
    return paid(time, sum(THEIRS_FEN.values()), 3, None, day=EARLIER)


def reversal(time: str, fen: int, bidder: int) -> BankLine:
    """The bank takes back what a bidder paid."""
    line = paid(time, -fen, bidder, None, day=EARLIER, reversal=True)
    return replace(line, amount=fen)


def imports(system: System, line: BankLine) -> str:
    """A line of the earlier day, which names nobody; people may look for whose it is. Its code."""
    said: dict[str, Any] = {"account": ACCOUNT, "holds": "1001", "currency": "CNY", "day": EARLIER}
    system.ask("bank", ImportLines(**said, page=1, statement="cd" * 32, lines=(line,)))
    page = desk_day.line(1, EARLIER).partition("#")[0]
    lines = len(system.replay.state(StreamId("bankpage", page)).lines)
    system.ask("matcher", OpenStrays(page=page, lines=lines))
    return f"{page}#{lines}"


@contextmanager
def morning(database: Any, folder: Path) -> Iterator[Door]:
    """The door of such a morning; nothing is left that would follow by itself."""
    with city(database, folder) as running:
        desk_day.tell(running)
        tell(running)
        open_strays(running)
        with upkeep(running), door(running) as made:
            yield made
