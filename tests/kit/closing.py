"""An installation whose bank has sent its statements, up to the evening of a day to be closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.appointing import appoint
from api.banks.importing import Importer
from api.wiring import System
from domain.account.open import OpenAccount
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from tests.kit.city import Told, city, move_to
from tests.kit.statement_files import Row, file, statement

ACCOUNT, NUMBER = "CNY-DEPOSITS", "35001000000001"
DAY, NEXT = date(2026, 3, 17), date(2026, 3, 18)
OPENING = 1_000_00


@dataclass
class Office:
    """Whoever closes a day, and what the bank sends meanwhile."""

    system: System

    def statement(self, *rows: Row, **told: Any) -> None:
        """A statement file of the account comes and is imported."""
        usual = {"number": NUMBER, "day": str(DAY), "opening": OPENING}
        self.file(file(statement(*rows, **usual | told)))

    def file(self, data: bytes, *, whole_day: bool = False) -> None:
        """A file comes and is imported; `whole_day`: who reconciles says that it is all of its
        day."""
        by, blobs = "cash" if whole_day else "bank", self.system.blobs
        ask = lambda asked: self.system.ask(by, asked)  # noqa: E731
        Importer(self.system.replay, blobs, ask, by, whole_day=whole_day).file(data)

    def publish(self) -> None:
        """A checkpoint over all that is there."""
        self.system.publisher.publish()


@contextmanager
def office(database: Any, folder: Path) -> Iterator[Office]:
    """The staff at their posts and the account open; two lines have come that are nobody's."""
    with city(database, folder) as system:
        move_to(system, "2026-03-17T18:00:00+08:00")
        appoint(system, "reviewer2", "C-SET2", "centre")
        opened = OpenAccount(
            account=ACCOUNT,
            bank="mock-bank",
            number=NUMBER,
            currency="CNY",
            holds="1001",
            opening=OPENING,
            day=DAY,
            statement=None,
        )
        system.ask("cash", opened)
        made = Office(system)
        made.statement(Row(500, "1", time="09:00:00+08:00"), Row(700, "2"))
        made.publish()
        yield made


@contextmanager
def copied(told: Told, folder: Path) -> Iterator[Office]:
    """The same, where it was told once for many tests: a copy of its own."""
    with told.copied(folder) as system:
        yield Office(system)


def bare_line(office: Office, fen: int = 900, key: str = "e") -> None:
    """A line of the day is banked and no statement comes for it."""
    said = Particulars(fingerprint=key * 64)
    line = BankLine(credit=True, amount=fen, value_date=DAY, booked_at=None, particulars=said)
    wanted = ImportLines(
        account=ACCOUNT,
        holds="1001",
        currency="CNY",
        day=DAY,
        page=1,
        statement="f" * 64,
        lines=(line,),
    )
    office.system.ask("bank", wanted)
