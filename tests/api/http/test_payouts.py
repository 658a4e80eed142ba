"""Payouts over HTTP: decided by the owner, paid by two, over the bank's channel; read by whom."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.appointing import appoint
from api.demo.bank import account_number
from api.demo.cast import LOT, SALE
from api.upkeep import settle, upkeep
from domain.kernel import StreamId
from domain.payment.state import Stage as Sent
from domain.payout.state import Stage
from domain.regions import CITY
from domain.trade.void_result import VoidResult
from projections.deposits import DEPOSITS
from tests.kit.desk_story import Desk, afternoon
from tests.kit.door import Door, door

BRANCHES = {"there": CITY, "elsewhere": "350626"}
"""Clerks of the lots' own level, and of a county."""
ACCOUNT, OWNER = "CNY-DEPOSITS", "owner"
DECISION = {"lot": LOT.lot, "document": "住建〔2026〕17号", "evidence": "ee" * 32}
PAYEE = {"name": "漳州市住房和城乡建设局", "account": account_number("9001")}


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with afternoon() as played:
        appoint(played.system, "tenderer", "OWNER", OWNER)
        for person, region in BRANCHES.items():
            appoint(played.system, person, "C-SET1", "分中心", region)
        yield played


@pytest.fixture(scope="module")
def at(desk: Desk) -> Iterator[Door]:
    with upkeep(desk.system), door(desk.system) as made:
        yield made


@pytest.fixture(scope="module")
def deposit(desk: Desk) -> str:
    """One of the tender's that holds money: its bidder revoked its bid, says its owner."""
    rows = desk.system.readers.deposits.rows(DEPOSITS, {"lot": LOT.lot}, order=("deposit",)).rows
    return next(str(row["deposit"]) for row in rows if row["held_fen"])


def post(at: Door, path: str, person: str, wanted: dict[str, Any]) -> Any:
    return at.ask("POST", path, json=wanted, headers=at.headers(person))


def kept(at: Door, deposit: str) -> int:
    held: int = at.system.replay.state(StreamId("deposit", deposit)).held_fen
    return held


def payout(at: Door, code: str) -> dict[str, Any]:
    position = at.system.store.tail().position
    answer = at.get(f"/v1/payouts?min_position={position}", "reviewer").json()
    return next(row for row in answer["data"] if row["payout"] == code)


def wanted(deposit: str, fen: int) -> dict[str, Any]:
    return {
        "lot": LOT.lot,
        "account": ACCOUNT,
        "chart": "2008",
        "owner": OWNER,
        "payee": PAYEE,
        "document": "dd" * 32,
        "parts": [{"deposit": deposit, "amount_fen": fen}],
    }


def test_what_the_owner_keeps_is_paid_to_it_by_two_and_shown_by_the_bank(
    at: Door, desk: Desk, deposit: str
):
    fen = kept(at, deposit)
    path = f"/v1/deposits/{deposit}/forfeiture"
    keeping = DECISION | {"ground": "BID_REVOKED", "amount_fen": fen}
    for person in ("reviewer", "agency"):
        assert post(at, path, person, keeping).status_code == 403
    assert post(at, path, "tenderer", keeping).status_code == 201
    asked = wanted(deposit, fen)
    first = post(at, "/v1/payouts", "clerk", asked).json()
    code = first["payout"]
    row = payout(at, code)
    assert (row["stage"], row["amount_fen"], row["chart"]) == ("PROPOSED", fen, "2008")
    approval = asked | {"proposal": row["proposal"]}
    assert post(at, f"/v1/payouts/{code}/approval", "clerk", approval).status_code == 403
    assert post(at, f"/v1/payouts/{code}/approval", "reviewer", approval).status_code == 201
    settle(desk.system)
    desk.round()
    assert desk.system.replay.state(StreamId("payment", code)).stage is Sent.ACCEPTED
    desk.night("2026-03-23T08:30:00+08:00", date(2026, 3, 20))
    assert payout(at, code)["stage"] == "PAID"
    reversal = DECISION | {"payouts": [code]}
    assert post(at, f"{path}/reversal", "tenderer", reversal).status_code == 201
    assert kept(at, deposit) == 0


def test_given_back_proposed_anew_and_given_up(at: Door, desk: Desk):
    rows = desk.system.readers.deposits.rows(DEPOSITS, {"lot": LOT.lot}, order=("deposit",)).rows
    deposit = next(str(row["deposit"]) for row in rows if row["held_fen"])
    keeping = DECISION | {"ground": "BID_REVOKED", "amount_fen": 100}
    assert post(at, f"/v1/deposits/{deposit}/forfeiture", "tenderer", keeping).status_code == 201
    asked = wanted(deposit, 100)
    code = post(at, "/v1/payouts", "clerk", asked).json()["payout"]
    path, page = f"/v1/payouts/{code}", f"/payouts/{code}"
    at.system.readers.runner.catch_up()
    for person in BRANCHES:
        listed = [row["payout"] for row in at.get("/v1/payouts", person).json()["data"]]
        shown = at.get("/payouts?state=every", person).text
        found = (code in listed, code in shown, at.get(page, person).status_code == 200)
        assert found == (person == "there",) * 3, "the list ends as if there were no other"
    assert at.get("/v1/payouts?limit=1", "elsewhere").json()["data"] == []
    answered = post(at, f"{path}/return", "reviewer", {"reason": "收款人不符"})
    assert answered.status_code == 201
    assert payout(at, code)["reason"] == "收款人不符"
    (sent_back,) = desk.system.acting.feed.read(answered.json()["first"] - 1, 1)
    assert sent_back.event.reason == "收款人不符"
    assert "收款人不符".encode() not in sent_back.stored, "an auditor reads not why"
    giving_up = {"deposits": [deposit], "reason": "销户"}
    answer = post(at, f"{path}/abandonment", "clerk", giving_up).json()
    assert answer["rule"] == "payout.not_with_us"
    state = desk.system.replay.state(StreamId("payout", code))
    assert state.stage is Stage.REJECTED


@pytest.mark.parametrize("person", [None, "agency", "matcher"])
def test_payouts_are_read_by_the_desk_and_the_auditor(at: Door, person: str | None):
    assert at.get("/v1/payouts", person).status_code in (401, 403)
    assert at.get("/v1/payouts", "auditor").status_code == 200


def test_whose_the_price_of_a_void_sale_is_two_persons_write_down(at: Door, desk: Desk):
    """By a court's decision all of it goes back to its buyer, by each line that paid it."""
    rows = desk.system.readers.deposits.rows(DEPOSITS, {"lot": SALE.lot}).rows
    buyers = next(str(row["deposit"]) for row in rows if row["became"] == "2004")
    held = at.system.replay.state(StreamId("deposit", buyers)).balance("2004")
    path, said = f"/v1/deposits/{buyers}/void-award", DECISION | {"lot": SALE.lot}
    court = {"document": "（2026）闽06民终1号", "evidence": "ee" * 32}
    appoint(desk.system, "court", "COURT", "漳州市中级人民法院")
    desk.system.ask("court", VoidResult(lot=SALE.lot, **court))
    assert post(at, path, "reviewer", said | {"party_fen": held}).status_code == 403
    less = post(at, path, "clerk", said | {"party_fen": held - 1}).json()["digest"]
    refused = post(at, f"/v1/joint-acts/{less}/signature", "reviewer", {})
    assert refused.json()["rule"] == "void.other_sum"
    kept = post(at, path, "clerk", said | {"party_fen": held}).json()
    assert kept["command"] == "AwardVoidMoney"
    assert f"成交无效，{SALE.lot} 的 {buyers}" in at.get("/quarantine", "reviewer").text
    for person in BRANCHES:
        waiting = [one["digest"] for one in at.get("/v1/joint-acts", person).json()]
        assert (kept["digest"] in waiting) == (person == "there"), person
        assert (buyers in at.get("/quarantine", person).text) == (person == "there"), person
    assert post(at, f"/v1/joint-acts/{kept['digest']}/signature", "clerk", {}).status_code == 409
    signed = post(at, f"/v1/joint-acts/{kept['digest']}/signature", "reviewer", {})
    assert signed.status_code == 201, signed.text
    state = at.system.replay.state(StreamId("deposit", buyers))
    back = [one for one in state.refunds if one.cause == "VOIDED"]
    assert (state.balance("2004"), sum(one.amount_fen for one in back)) == (0, held)
