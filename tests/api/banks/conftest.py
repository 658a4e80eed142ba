"""A running installation with one CNY account open, and what the tests look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from api.banks.importing import Importer
from api.wiring import System
from domain.account.open import OpenAccount
from domain.kernel import StreamId
from ledger.codec import read_body
from ledger.envelope import part
from ledger.replay import Replay
from tests.kit.city import Told, move_to

ACCOUNT, NUMBER = "CNY-DEPOSITS", "35001000000001"
FIRST = date(2026, 3, 13)


def open_account(
    system: System, code: str, number: str, currency: str = "CNY", opening: int = 0
) -> None:
    """An account that is in use from the first day on."""
    asked = OpenAccount(
        account=code,
        bank="",
        number=number,
        currency=currency,
        holds="1001",
        opening=opening,
        day=FIRST,
        statement=None,
    )
    system.ask("cash", asked)


@dataclass
class Bankers:
    """The importer at work, and what it left behind."""

    system: System
    replay: Replay
    importer: Importer

    def account(self, code: str, number: str, currency: str = "CNY", opening: int = 0) -> None:
        """Opens one more account."""
        open_account(self.system, code, number, currency, opening)

    def position(self) -> int:
        """The log's length."""
        return self.system.tree.size()

    def blobs(self) -> int:
        """How many files are kept."""
        with self.system.store.reading() as curs:
            row = curs.execute("SELECT count(*) FROM ledger.blob").fetchone()
        return int(row[0])

    def lines(self, day: str, account: str = ACCOUNT) -> list[Any]:
        """The banked lines of a day, page after page."""
        found: list[Any] = []
        number = 1
        while page := self.page(day, number, account):
            found += page
            number += 1
        return found

    def page(self, day: str, number: int, account: str = ACCOUNT) -> tuple[Any, ...]:
        """The lines of one page."""
        return self.replay.state(StreamId("bankpage", f"{account}/{day}/{number}")).lines

    def said(self, after: int = 0) -> list[str]:
        """Names of the events behind a position."""
        return [read_body(part(form)[0]).name for form in self.system.tree.stored(after)]


MORNING_AFTER = "2026-03-17T08:30:00+08:00"


@pytest.fixture(scope="session")
def one_account(staffed: Told, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A city that has opened one account, on 2 March."""
    story = partial(open_account, code=ACCOUNT, number=NUMBER)
    return staffed.further(tmp_path_factory.mktemp("account"), story)


@pytest.fixture
def early_bankers(one_account: Told, tmp_path: Path) -> Iterator[Bankers]:
    """On 2 March, before anything is due."""
    with one_account.copied(tmp_path) as system:
        replay = system.replay
        importer = Importer(replay, system.blobs, lambda c: system.ask("bank", c))
        yield Bankers(system, replay, importer)


@pytest.fixture
def bankers(early_bankers: Bankers) -> Bankers:
    move_to(early_bankers.system, MORNING_AFTER)
    return early_bankers
