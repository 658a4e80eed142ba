"""An installation with a bidder, a bank, and lots of one owner; what is paid in, and by number."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from api.appointing import appoint
from api.banking.asking import matcher_of
from api.demo.bank import account_number
from api.demo.cast import ANNOUNCEMENT, LOT
from api.embedded import Server
from api.upkeep import settle
from api.wiring import System
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.kernel import StreamId
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door import Door
from tests.kit.payouts import ACCOUNT, owe, payers, require

(BIDDER,) = payers(1)
SECOND, FAILING, AGAIN, ENDING = (f"{LOT.lot[:-1]}{sign}" for sign in "6789")
COMPANY = "91350100M000100Y43"
NUMBER = "9558820000009999"
PARTY = {"party": BIDDER.party}


@contextmanager
def pools(server: Server, folder: Path) -> Iterator[System]:
    """A bidder, a bank, our account, and five lots of one owner that it may bid for."""
    with city(fresh(server), folder) as running:
        appoint(running, "bidder", "BIDDER", BIDDER.party)
        appoint(running, "banker", "BANK", "mock-bank")
        require(running, [], opened=date(2026, 3, 2))
        owe(running, BIDDER)
        for lot in (SECOND, FAILING, AGAIN, ENDING):
            running.ask("agency", replace(LOT, lot=lot))
            running.ask("agency", replace(ANNOUNCEMENT, lot=lot))
        yield running


def post(
    at: Door, path: str, wanted: dict[str, Any], person: str = "bidder", how: str = "POST"
) -> Any:
    """What a door answers that did what it was asked."""
    answer = at.ask(how, path, json=wanted, headers=at.headers(person))
    assert answer.status_code == 201, answer.text
    return answer.json()


def pays_in(
    system: System, fen: int, number: str = NUMBER, payer: str = BIDDER.name, **what: Any
) -> None:
    """A line that names this number; the matcher finds whose it is, the reactor what follows."""
    said = Particulars(
        fingerprint=f"{fen + int(number):064x}",
        payer=payer,
        payer_account=account_number(BIDDER.account),
        reference=number,
        **what,
    )
    day = date(2026, 3, 2)
    line = BankLine(credit=True, amount=fen, value_date=day, booked_at=None, particulars=said)
    asked = ImportLines(
        account=ACCOUNT,
        holds="1001",
        currency="CNY",
        day=day,
        page=1,
        statement="ab" * 32,
        lines=(line,),
    )
    system.ask("cash", asked)
    system.readers.runner.catch_up()
    told = matcher_of(system).day(ACCOUNT, day)[-1]
    assert told.matched, told
    settle(system)


def bank_takes_back(system: System, fen: int, n: int, number: str | None = None) -> str:
    """A debit by which the bank takes a credit of the bidder's back, and nobody knows yet which;
    the line. `n` tells its fingerprint from others'."""
    said = Particulars(
        fingerprint=f"{n:064x}",
        payer=BIDDER.name,
        payer_account=account_number(BIDDER.account),
        reference=number,
        reversal=True,
    )
    day = date(2026, 3, 2)
    debit = BankLine(credit=False, amount=fen, value_date=day, booked_at=None, particulars=said)
    page: dict[str, Any] = {"account": ACCOUNT, "holds": "1001", "currency": "CNY", "day": day}
    system.ask("cash", ImportLines(**page, page=1, statement="cd" * 32, lines=(debit,)))
    system.readers.runner.catch_up()
    lines = system.replay.state(StreamId("bankpage", f"{ACCOUNT}/{day}/1")).lines
    return f"{ACCOUNT}/{day}/1#{len(lines)}"


def pool_of(system: System, pool: str) -> Any:
    """The pool as it stands."""
    return system.replay.state(StreamId("pool", pool))


def deposit_of(system: System, deposit: str) -> Any:
    """The deposit as it stands."""
    return system.replay.state(StreamId("deposit", deposit))
