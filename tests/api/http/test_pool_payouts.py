"""What is paid of a closed pool's deposit to others is shown to who makes and checks it alone."""

from collections.abc import Iterator

import pytest

from api.appointing import appoint
from api.demo.bank import account_number
from api.embedded import Server
from api.upkeep import settle, upkeep
from api.wiring import System
from domain.account.place import PlaceAccount
from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import PlaceHold
from domain.kernel import StreamId
from domain.payout.state import Stage
from tests.kit.door import Door, door
from tests.kit.payouts import ACCOUNT
from tests.kit.pooling import NUMBER, PARTY, pays_in, pools, post

COURT, HOLD, FEN = "漳州市中级人民法院", "H-POOL", 1_000
SETTLING_ALONE = {"clerk": True, "reviewer": True, "cash": False}
"""Who makes or checks a payout, and who does not."""


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with pools(server, tmp_path_factory.mktemp("pools")) as running:
        yield running


@pytest.fixture(scope="module")
def at(system: System) -> Iterator[Door]:
    with upkeep(system), door(system) as opened:
        yield opened


@pytest.fixture(scope="module")
def pool(at: Door) -> str:
    code: str = post(at, "/v1/pools", PARTY | {"account": ACCOUNT, "year": 2026})["pool"]
    return code


@pytest.fixture(scope="module")
def deposit(at: Door, system: System, pool: str) -> str:
    """The pool was given back; of what is owed a court takes a part."""
    post(at, f"/v1/pools/{pool}/sub-account", {"sub_account": NUMBER}, "banker", "PUT")
    pays_in(system, 50_000)
    code: str = post(at, f"/v1/pools/{pool}/closing", PARTY)["deposit"]
    appoint(system, "court", "COURT", COURT)
    taken = {"deposit": code, "hold": HOLD, "amount_fen": FEN, "document": "执1号"}
    system.ask("court", PlaceHold(**taken, cause="协助执行"))
    system.ask("court", ExecuteEnforcement(**taken, evidence="ab" * 32))
    return code


def who_reads(at: Door, path: str, what: str) -> dict[str, bool]:
    """Whether each of the desk finds this there."""
    newest = f"min_position={at.system.store.tail().position}"
    url = f"{path}{'&' if '?' in path else '?'}{newest}"
    return {one: what in at.get(url, one).text for one in SETTLING_ALONE}


def test_what_is_due_of_it_is_seen(at: Door, deposit: str, pool: str):
    for what in (deposit, f"年度保证金 {pool}", f"法院扣划 {HOLD}"):
        assert who_reads(at, "/payouts?state=due", what) == SETTLING_ALONE
    assert 'name="item"' in at.get("/payouts?state=due", "clerk").text, "it may be submitted"


def test_it_is_paid_by_two_who_see_it_on_its_way(at: Door, system: System, deposit: str, pool: str):
    asked = {
        "lot": pool,
        "account": ACCOUNT,
        "chart": "2011",
        "owner": f"{deposit}/{HOLD}",
        "payee": {"name": COURT, "account": account_number("9001")},
        "document": "cd" * 32,
        "parts": [{"deposit": deposit, "amount_fen": FEN}],
    }
    payout = post(at, "/v1/payouts", asked, "clerk")["payout"]
    for path in ("/v1/payouts", f"/payouts/{payout}"):
        assert who_reads(at, path, pool) == SETTLING_ALONE
    appoint(system, "county", "C-SET1", "分中心", "350626")
    assert pool in at.get("/v1/payouts", "county").text, "a pool is of no region"
    decided = {"document": "漳公管〔2026〕3号", "evidence": "ab" * 32}
    system.ask("office", PlaceAccount(account=ACCOUNT, region="350602", **decided))
    assert pool not in at.get("/v1/payouts", "county").text, "its account is, from now on"
    system.ask("office", PlaceAccount(account=ACCOUNT, region="", **decided))
    sent = {"seen": "yes", "command_id": "approve-of-a-pool"}
    path, how = f"/payouts/{payout}/approval", at.headers("reviewer")
    answer = at.ask("POST", path, data=sent, headers=how)
    assert "refused" not in answer.headers["location"]
    settle(system)
    assert system.replay.state(StreamId("payout", payout)).stage is Stage.INSTRUCTED
    assert who_reads(at, "/payouts?state=going", pool) == SETTLING_ALONE
    assert all(who_reads(at, "/payouts?state=going", payout).values())
