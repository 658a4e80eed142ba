"""The lines of a day are banked: those that no page of it has, a command a page or less."""

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from api.banks.banked import Banked
from domain.account.events import AccountOpened
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.identifiers import PAGE_LINES, DayId
from domain.kernel import Command
from ledger.tickets import Receipt

VARIABLE = "ZHANGBEN_LINES_AT_ONCE"
"""Names how many lines one command banks at most. Whoever asks beside an import waits for a group
that holds one; the fewer lines, the shorter, and the more commands a file takes."""

BESIDE_OTHERS = 125
"""So many at most while others ask at the same door: a whole page holds it for some tens of
milliseconds. Not always so few, because each command costs as much as some thirty lines besides."""

type Told = Callable[[int], None]
"""Hears how many more lines of a file are banked."""


class Ask(Protocol):
    """Signs and asks for whoever imports."""

    def __call__(self, wanted: Command, /) -> Receipt:
        """Raises what the door raises."""


def lines_at_once() -> int:
    """As it is set, else a page. Raises ValueError, naming what would be right."""
    told = os.environ.get(VARIABLE, str(PAGE_LINES))
    if not told.isascii() or not told.isdecimal() or not 0 < int(told) <= PAGE_LINES:
        raise ValueError(f"{VARIABLE} {told!r}: a number of lines from 1 to {PAGE_LINES} is right")
    return int(told)


class Pages:
    """The pages of days, as they fill."""

    def __init__(
        self, banked: Banked, ask: Ask, others: Callable[[], bool] = lambda: False
    ) -> None:
        """`others`: whether somebody asks besides. Raises ValueError for a setting that is none."""
        self._banked = banked
        self._ask = ask
        self._others = others
        self._most = lines_at_once()

    def bank(
        self, account: AccountOpened, day: date, lines: Sequence[BankLine], digest: str, told: Told
    ) -> tuple[int, int]:
        """Banks what is new; how many lines that were, and how many pages the day has now."""
        known, page, room = self._known(DayId(account.account, day))
        new = [line for line in lines if line.particulars.fingerprint not in known]
        told(len(lines) - len(new))
        done = 0
        while done < len(new):
            if not room:
                page, room = page + 1, PAGE_LINES
            taken = new[done : done + min(room, self._at_once())]
            self._ask(
                ImportLines(
                    account=account.account,
                    holds=account.holds,
                    currency=account.currency,
                    day=day,
                    page=page,
                    statement=digest,
                    lines=tuple(taken),
                )
            )
            told(len(taken))
            done, room = done + len(taken), room - len(taken)
        return len(new), page

    def _at_once(self) -> int:
        return min(self._most, BESIDE_OTHERS) if self._others() else self._most

    def _known(self, day: DayId) -> tuple[set[str], int, int]:
        """The day's fingerprints, its last page (0: none yet), and the room there is on it."""
        known, page, room = set[str](), 0, 0
        while not room and (lines := self._banked.page(day, page + 1).lines):
            known |= {line.particulars.fingerprint for line in lines if line.particulars}
            page, room = page + 1, PAGE_LINES - len(lines)
        return known, page, room
