"""A line of an annual pool is taken back from it, or by the bank: the matcher asks, no person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.banking.asking import matcher_of
from api.demo.bank import account_number
from api.embedded import Server
from api.upkeep import upkeep
from api.wiring import System
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.desk.pool_back import UnmatchPool
from ledger.tickets import Refused
from tests.kit.door import Door, door
from tests.kit.payouts import ACCOUNT
from tests.kit.pooling import BIDDER, NUMBER, PARTY, pays_in, pool_of, pools, post

DAY, FEN = date(2026, 3, 2), 50_000
LINE = f"{ACCOUNT}/{DAY}/1#1"


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with pools(server, tmp_path_factory.mktemp("pools")) as running:
        yield running


@pytest.fixture(scope="module")
def at(system: System) -> Iterator[Door]:
    with upkeep(system), door(system) as opened:
        yield opened


@pytest.fixture(scope="module")
def pool(at: Door, system: System) -> str:
    code: str = post(at, "/v1/pools", PARTY | {"account": ACCOUNT, "year": 2026})["pool"]
    post(at, f"/v1/pools/{code}/sub-account", {"sub_account": NUMBER}, "banker", "PUT")
    pays_in(system, FEN)
    return code


def test_a_line_is_taken_back_by_the_matcher_alone(system: System, pool: str):
    asked = UnmatchPool(line=LINE, line_seen=2, pool=pool, reason="付错户")
    for person in ("clerk", "reviewer", "platform"):
        with pytest.raises(Refused, match=r"permission\.missing"):
            system.ask(person, asked)
    system.ask("matcher", asked)
    assert pool_of(system, pool).free_fen == 0
    system.readers.runner.catch_up()
    assert [one.matched for one in matcher_of(system).day(ACCOUNT, DAY)] == [True]
    assert pool_of(system, pool).free_fen == FEN


def test_what_the_bank_takes_back_the_matcher_finds(system: System, pool: str):
    said = Particulars(
        fingerprint="f" * 64,
        payer=BIDDER.name,
        payer_account=account_number(BIDDER.account),
        reference=NUMBER,
        reversal=True,
    )
    debit = BankLine(credit=False, amount=FEN, value_date=DAY, booked_at=None, particulars=said)
    page: dict[str, Any] = {"account": ACCOUNT, "holds": "1001", "currency": "CNY", "day": DAY}
    system.ask("cash", ImportLines(**page, page=1, statement="cd" * 32, lines=(debit,)))
    system.readers.runner.catch_up()
    told = matcher_of(system).day(ACCOUNT, DAY)
    assert [(one.subject, one.matched, one.reason) for one in told] == [(pool, True, None)]
    assert pool_of(system, pool).free_fen == 0
