"""An annual pool and a carry-over through the doors of an installation: HTTP, matcher, reactor."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from api.appointing import appoint
from api.closing.outside.beside import Laid
from api.demo.bank import account_number
from api.demo.cast import LOT
from api.embedded import Server
from api.upkeep import settle, upkeep
from api.wiring import System
from domain.desk.require import RequireDeposit
from domain.desk.reserve import ReservePool
from domain.identifiers import DayId
from domain.lot.close import FailLot, TerminateProcedure
from domain.lot.compete import OpenBids
from domain.party.enrol import RegisterParty
from ledger.tickets import Refused
from tests.kit.city import move_to
from tests.kit.door import Door, door
from tests.kit.payouts import ACCOUNT
from tests.kit.pooling import (
    AGAIN,
    BIDDER,
    COMPANY,
    ENDING,
    FAILING,
    NUMBER,
    PARTY,
    SECOND,
    deposit_of,
    pays_in,
    pool_of,
    pools,
    post,
)


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with pools(server, tmp_path_factory.mktemp("pools")) as running:
        yield running


@pytest.fixture(scope="module")
def at(system: System) -> Iterator[Door]:
    with upkeep(system), door(system) as opened:
        yield opened


def test_a_pool_lives_through_a_year(at: Door, system: System):
    asked = PARTY | {"account": ACCOUNT, "year": 2026}
    pool = post(at, "/v1/pools", asked)["pool"]
    assert post(at, "/v1/pools", asked)["pool"] == pool
    post(at, f"/v1/pools/{pool}/sub-account", {"sub_account": NUMBER}, "banker", "PUT")
    pays_in(system, LOT.deposit_fen + 700)
    assert pool_of(system, pool).free_fen == LOT.deposit_fen + 700
    first, second = BIDDER.deposit, post(at, "/v1/deposits", PARTY | {"lot": SECOND})["deposit"]
    got = both_at_once(system, pool, {first: LOT.lot, second: SECOND})
    assert sorted(got) == ["", "pool.no_headroom"]
    assert pool_of(system, pool).free_fen == 700
    assert owed_on(system, NUMBER) == LOT.deposit_fen + 700, "what it stands for lies there still"
    assert nobody_is_told(at, pool, first, second)
    assert told_of_2014(at) == {"clerk": 0, "reviewer": 0, "cash": 0, "auditor": 1}
    own = at.get(f"/v1/pools/{pool}?min_position={system.store.tail().position}", "bidder").json()
    assert (own["data"]["free_fen"], own["data"]["reserved_fen"]) == (700, LOT.deposit_fen)
    appoint(system, "another", "BIDDER", COMPANY)
    assert at.get(f"/v1/pools/{pool}", "another").status_code == 404
    assert at.get(f"/v1/pools/{pool}", "clerk").status_code == 403
    whole = [deposit_of(system, one).whole for one in (first, second)]
    assert sorted(whole) == [False, True]
    for lot in (LOT.lot, SECOND):
        system.ask("agency", FailLot(lot=lot, reason="投标人不足三个"))
    settle(system)
    assert pool_of(system, pool).free_fen == LOT.deposit_fen + 700
    assert own["data"]["deposit"] is None
    back = closed_again_and_again(at, pool)
    (owed,) = deposit_of(system, back).refunds
    assert owed.amount_fen == LOT.deposit_fen + 700
    assert owed_on(system, NUMBER) == LOT.deposit_fen + 700


def closed_again_and_again(at: Door, pool: str) -> str:
    """By one deposit, whoever asks how often; a request that is repeated has one answer."""
    path, how = f"/v1/pools/{pool}/closing", at.headers("bidder")
    again = how | {"Idempotency-Key": "close-the-pool"}
    answers = [at.ask("POST", path, json=PARTY, headers=one) for one in (again, again, how)]
    assert [one.status_code for one in answers] == [201] * 3, answers[1].text
    first, repeated, other = (one.json() for one in answers)
    assert repeated == first | {"repeated": True}
    own = at.get(f"/v1/pools/{pool}?min_position={at.system.store.tail().position}", "bidder")
    assert own.json()["data"]["deposit"] == first["deposit"] == other["deposit"]
    return str(first["deposit"])


def nobody_is_told(at: Door, *codes: str) -> bool:
    """That a pool stands for anything: no event, balance or list names it, or a deposit."""
    position = f"min_position={at.system.store.tail().position}"
    asked = ("/v1/events?limit=1000", "/v1/balances?by=owner", "/v1/deposits", "/v1/refunds")
    told = [
        at.get(f"{path}{'&' if '?' in path else '?'}{position}", person).text
        for path in asked
        for person in ("clerk", "reviewer", "cash", "auditor")
    ]
    return not any(code in text for code in codes for text in told)


def told_of_2014(at: Door) -> dict[str, int]:
    """How many balances of pools by owner each is told: one pool's would fall as it bids."""
    path = f"/v1/balances?by=owner&min_position={at.system.store.tail().position}"
    rows = {
        one: at.get(path, one).json()["data"] for one in ("clerk", "reviewer", "cash", "auditor")
    }
    return {one: sum(row["account"] == "2014" for row in told) for one, told in rows.items()}


def owed_on(system: System, number: str) -> int:
    """What the books say that the bank has on a number (R04)."""
    system.readers.runner.catch_up()
    at, of = system.store.tail().position, DayId(ACCOUNT, date(2026, 3, 2))
    balances = tuple(system.readers.balances.owned(at, standing=True).rows)
    laid = Laid(system, system.replay, of, at, 0, balances).sub_accounts()
    return {one.number: one.fen for one in laid}[number]


def both_at_once(system: System, pool: str, deposits: dict[str, str]) -> list[str]:
    """Two ask for the same headroom at one time: the rule by which each is refused, or none."""
    start = threading.Barrier(len(deposits))

    def ask(of: tuple[str, str]) -> str:
        asked = ReservePool(deposit=of[0], lot=of[1], pool=pool, party=BIDDER.party)
        start.wait()
        try:
            system.ask("platform", asked)
        except Refused as refused:
            return refused.rejected.rule
        return ""

    with ThreadPoolExecutor(len(deposits)) as askers:
        return list(askers.map(ask, deposits.items()))


def test_a_failed_lot_s_deposit_goes_over_and_its_interest_follows(at: Door, system: System):
    source = post(at, "/v1/deposits", PARTY | {"lot": FAILING})["deposit"]
    issued = {"sub_account": "9558820000001111", "valid_until": "2026-06-30"}
    post(at, f"/v1/deposits/{source}/sub-account", issued, "banker", "PUT")
    pays_in(system, LOT.deposit_fen, issued["sub_account"])
    system.ask("agency", FailLot(lot=FAILING, reason="投标人不足三个"))
    settle(system)
    assert [one.cause for one in deposit_of(system, source).refunds] == ["FAILED"]
    deposit = post(at, "/v1/deposits", PARTY | {"lot": AGAIN})["deposit"]
    asked = PARTY | {"lot": AGAIN, "source": source, "source_lot": FAILING, "consent": "cc" * 32}
    for person in ("clerk", "banker"):
        path, how = f"/v1/deposits/{deposit}/carry-over", at.headers(person)
        assert at.ask("POST", path, json=asked, headers=how).status_code == 403
    post(at, f"/v1/deposits/{deposit}/carry-over", asked)
    assert deposit_of(system, deposit).whole
    pays_in(system, 2333, issued["sub_account"], kind="INTEREST")
    assert deposit_of(system, source).balance("2007") == 0
    assert deposit_of(system, deposit).balance("2007") == 2333


@pytest.fixture(scope="module")
def ended(at: Door, system: System) -> str:
    """The deposit of a lot whose bids were open when its owner ended it: all of it is owed back."""
    deposit, number = "P00000000000000C1", "9558820000002222"
    basic = {"basic_account": account_number(BIDDER.account), "basic_bank": None}
    system.ask("ops", RegisterParty(party=COMPANY, name="甲公司", **basic))
    system.ask("platform", RequireDeposit(deposit=deposit, lot=ENDING, party=COMPANY))
    issued = {"sub_account": number, "valid_until": "2026-06-30"}
    post(at, f"/v1/deposits/{deposit}/sub-account", issued, "banker", "PUT")
    pays_in(system, LOT.deposit_fen, number, payer="甲公司")
    move_to(system, LOT.opening_at.isoformat())
    system.ask("platform", OpenBids(lot=ENDING, bidders=3))
    system.ask("agency", TerminateProcedure(lot=ENDING, reason="规划调整"))
    settle(system)
    return deposit


def test_one_letter_tells_of_two_books(at: Door, system: System, ended: str):
    """What our custody pays of it, and what the agency pays of its own (E18)."""
    fee = {"fee_fen": 50_000, "document": "退费函1号", "evidence": "ee" * 32}
    newest = f"min_position={system.store.tail().position}"
    seen = at.get(f"/v1/lots/{ENDING}?{newest}").headers["etag"]
    how = at.headers("agency") | {"If-Match": seen}
    answer = at.ask("POST", f"/v1/lots/{ENDING}/document-fee", json=fee, headers=how)
    assert answer.status_code == 201, answer.text
    settle(system)
    path = f"/v1/refunds/{ended}/1/letter?min_position={system.store.tail().position}"
    assert at.get(path, "clerk").json()["data"] == {
        "refund": f"{ended}/1",
        "lot": ENDING,
        "cause": "TERMINATED",
        "principal_fen": LOT.deposit_fen,
        "interest_fen": 0,
        "custody_fen": LOT.deposit_fen,
        "fee": fee | {"owed_by": "agency"},
    }
    assert at.get(path, "agency").status_code == 403
    for unknown in ("P00000000000000FF/1", f"{ended}/2", f"{BIDDER.deposit}/1"):
        assert at.get(f"/v1/refunds/{unknown}/letter", "clerk").status_code == 404


def test_the_list_of_what_nobody_claims(at: Door, system: System, ended: str):
    """Two years later it stands there, with its notice (R20)."""
    move_to(system, "2028-03-20T09:00:00+08:00")
    notice = {"notice": "2028-03-20", "document": "公示1号", "evidence": "ee" * 32}
    (owed,) = deposit_of(system, ended).refunds
    asked = notice | {"since": str(owed.due)}
    post(at, f"/v1/refunds/{ended}/1/dormancy", asked, "clerk")
    post(at, f"/v1/bankdays/{ACCOUNT}/2026-03-02/dormancy", notice | {"amount_fen": 7}, "cash")
    position = system.store.tail().position
    rows = at.get(f"/v1/dormant?min_position={position}", "auditor").json()["data"]
    assert [(row["owner"], row["chart"], row["amount_fen"], row["notice"]) for row in rows] == [
        (f"{ACCOUNT}/2026-03-02", "2001", 7, "2028-03-20"),
        (f"{ended}/1", "2005", LOT.deposit_fen, "2028-03-20"),
    ]
    assert at.get("/v1/dormant", "agency").status_code == 403
    claim = {"claimed": "2028-03-20", "document": "认领函1号", "evidence": "ee" * 32}
    post(at, f"/v1/refunds/{ended}/1/dormancy/claim", claim, "clerk")
    post(at, f"/v1/bankdays/{ACCOUNT}/2026-03-02/dormancy/claim", claim, "cash")
    assert [row["claimed"] for row in rows] == [None, None]
    position = system.store.tail().position
    rows = at.get(f"/v1/dormant?min_position={position}", "auditor").json()["data"]
    assert [row["claimed"] for row in rows] == ["2028-03-20"] * 2
