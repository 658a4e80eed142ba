"""A line of an annual pool is taken back from it, or by the bank: the matcher asks, no person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.banking.asking import matcher_of
from api.demo.cast import LOT
from api.embedded import Server
from api.upkeep import settle, upkeep
from api.wiring import System
from domain.desk.pool import MatchPool
from domain.desk.pool_back import UnmatchPool
from domain.lot.close import FailLot
from ledger.tickets import Refused
from tests.kit.door import Door, door, problem
from tests.kit.payouts import ACCOUNT
from tests.kit.pooling import (
    AGAIN,
    BIDDER,
    FAILING,
    NUMBER,
    PARTY,
    SECOND,
    bank_takes_back,
    pays_in,
    pool_of,
    pools,
    post,
)

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
    assert found(system, LINE) == (None, False, "desk.taken_back"), "no machine gives it back"
    system.ask("clerk", MatchPool(line=LINE, line_seen=3, pool=pool))
    assert pool_of(system, pool).free_fen == FEN


def reserved(at: Door, pool: str, deposit: str, lot: str, key: str = "") -> Any:
    how = at.headers("bidder") | ({"Idempotency-Key": key} if key else {})
    wanted = PARTY | {"deposit": deposit, "lot": lot}
    return at.ask("POST", f"/v1/pools/{pool}/reservations", json=wanted, headers=how)


def found(system: System, line: str) -> tuple[str | None, bool, str | None]:
    """What the matcher makes of a line."""
    system.readers.runner.catch_up()
    (one,) = (one for one in matcher_of(system).day(ACCOUNT, DAY) if one.line == line)
    return one.subject, one.matched, one.reason


def test_what_the_bank_takes_back_the_matcher_finds(at: Door, system: System, pool: str):
    """Until it has, nothing of it stands for a lot; who asks hears not for which line it waits."""
    line = bank_takes_back(system, FEN, 0xF, NUMBER)
    told = problem(reserved(at, pool, BIDDER.deposit, LOT.lot), 409, "reversal-open")
    assert line not in str(told)
    assert found(system, line) == (pool, True, None)
    assert pool_of(system, pool).free_fen == 0


def test_what_stands_for_a_lot_is_asked_for_again_and_more_of_it_waits(
    at: Door, system: System, pool: str
):
    """A request that is repeated is answered as it was; the rest may be what the bank took back."""
    pays_in(system, LOT.deposit_fen + 1)
    assert reserved(at, pool, BIDDER.deposit, LOT.lot, "for-the-first").status_code == 201
    line = bank_takes_back(system, LOT.deposit_fen + 1, 0xE, NUMBER)
    again = reserved(at, pool, BIDDER.deposit, LOT.lot, "for-the-first")
    assert (again.status_code, again.json()["repeated"]) == (201, True)
    second = post(at, "/v1/deposits", PARTY | {"lot": SECOND})["deposit"]
    problem(reserved(at, pool, second, SECOND), 409, "reversal-open")
    other = PARTY | {"deposit": second, "lot": SECOND}
    how = at.headers("bidder")
    theirs = at.ask("POST", "/v1/pools/Y00000000000000FF/reservations", json=other, headers=how)
    assert problem(theirs, 409, "refused")["rule"] == "pool.not_theirs"
    assert found(system, line) == (pool, False, "pool.money_moved_on")


def test_nor_does_a_deposit_go_over_that_the_bank_may_have_taken_back(at: Door, system: System):
    source = post(at, "/v1/deposits", PARTY | {"lot": FAILING})["deposit"]
    number = {"sub_account": "9558820000001111", "valid_until": "2026-06-30"}
    post(at, f"/v1/deposits/{source}/sub-account", number, "banker", "PUT")
    pays_in(system, LOT.deposit_fen, number["sub_account"])
    system.ask("agency", FailLot(lot=FAILING, reason="投标人不足三个"))
    settle(system)
    deposit = post(at, "/v1/deposits", PARTY | {"lot": AGAIN})["deposit"]
    asked = PARTY | {"lot": AGAIN, "source": source, "source_lot": FAILING, "consent": "cc" * 32}
    path, how = f"/v1/deposits/{deposit}/carry-over", at.headers("bidder")
    line = bank_takes_back(system, LOT.deposit_fen, 0xD, number["sub_account"])
    told = problem(at.ask("POST", path, json=asked, headers=how), 409, "reversal-open")
    assert line not in str(told)
    assert found(system, line)[1:] == (True, None)
    told = problem(at.ask("POST", path, json=asked, headers=how), 409, "refused")
    assert told["rule"] == "deposit.nothing_held"
