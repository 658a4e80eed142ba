"""认领 over HTTP: a bidder claims a payment, a clerk sees it beside the line, and answers it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from secrets import token_hex
from typing import Any
from urllib.parse import quote

import pytest

from api.appointing import appoint
from api.banking.asking import matcher_of
from api.desk.outcome import matching, outcome
from api.desk.whose import Candidate, Candidates
from api.desk.window import one
from api.embedded import Server
from api.upkeep import upkeep
from api.wiring import System
from domain.bankpage.import_lines import ImportLines
from domain.bankpage.strays import OpenStrays
from domain.calendar import BEIJING
from domain.evidence import Mark
from domain.kernel import Post, StreamId
from tests.kit import desk_day
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.desk_day import ACCOUNT, EARLIER, FIRST, PAYERS, SEALED, SECOND, deposit, paid
from tests.kit.door import Door, door, problem

BIDDER = PAYERS[4]
SHORT, STRANGE = 5_000_000, 7_777
OURS, STRANGERS = (desk_day.line(n, EARLIER) for n in (4, 5))
"""Lines that name nobody: of the bidder, who bids for two open lots; and of somebody else."""
STRANGER = {"payer": "张三丰商贸有限公司", "payer_account": "6217000000008899"}
FIRST_LISTED, CLAIMED = sorted(deposit(lot, 4) for lot in (FIRST, SECOND))
"""Of two deposits that a line may be of as well, the one that comes later is claimed."""
LOT = next(lot for lot in (FIRST, SECOND) if deposit(lot, 4) == CLAIMED)
CLERK = (Post("C-SET1", "centre"),)
BEFORE = {
    "value_date": EARLIER - timedelta(days=1),
    "booked_at": datetime.combine(EARLIER - timedelta(days=1), time(23, 50), BEIJING),
}
"""What the bank says of the bidder's line besides the day under which it is booked."""


@pytest.fixture(scope="module")
def at(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A morning at the desk; on the day before last two lines came that name nobody."""
    with city(fresh(server), tmp_path_factory.mktemp("claims")) as running:
        desk_day.tell(running)
        appoint(running, "bidder", "BIDDER", BIDDER.party)
        appoint(running, "another", "BIDDER", PAYERS[5].party)
        imports(running)
        with upkeep(running), door(running) as made:
            yield made


def imports(system: System) -> None:
    lines = (
        replace(paid("17:00:00", SHORT, 4, None, day=EARLIER, note=""), **BEFORE),
        paid("17:01:00", STRANGE, 4, None, day=EARLIER, note="", name=STRANGER["payer"],
             account=STRANGER["payer_account"]),
    )  # fmt: skip
    said: dict[str, Any] = {"account": ACCOUNT, "holds": "1001", "currency": "CNY", "day": EARLIER}
    system.ask("bank", ImportLines(**said, page=1, statement="cd" * 32, lines=lines))
    page = desk_day.line(1, EARLIER).partition("#")[0]
    there = len(system.replay.state(StreamId("bankpage", page)).lines)
    system.ask("matcher", OpenStrays(page=page, lines=there))


def payment(**other: Any) -> dict[str, Any]:
    """What the bidder says of its payment."""
    said = {"party": BIDDER.party, "amount_fen": SHORT, "sent_on": str(EARLIER)}
    return said | {"payer": BIDDER.name, "payer_account": BIDDER.account} | other


def claim(at: Door, of: str = CLAIMED, person: str = "bidder", **other: Any) -> Any:
    path = f"/v1/deposits/{of}/receipt-claims"
    return at.ask("POST", path, json=payment(**other), headers=at.headers(person))


def withdraw(at: Door, number: int, person: str = "bidder") -> Any:
    path = f"/v1/deposits/{CLAIMED}/receipt-claims/{number}/withdrawal"
    return at.ask("POST", path, json={"party": BIDDER.party}, headers=at.headers(person))


def refuse(at: Door, number: int, person: str = "clerk", **other: Any) -> Any:
    said = {"deposit": CLAIMED, "lot": LOT, "claim": number, "reason": "查无此款"} | other
    path = "/v1/desk/receipt-claims/refusal"
    return at.ask("POST", path, json=said, headers=at.headers(person))


def own(at: Door, of: str = CLAIMED, person: str = "bidder") -> dict[int, dict[str, Any]]:
    """One's claims by their numbers."""
    position = at.system.store.tail().position
    path = f"/v1/deposits/{of}/receipt-claims?min_position={position}"
    return {one["claim"]: one for one in at.get(path, person).json()["data"]}


def of_lot(at: Door, lot: str, person: str = "clerk") -> list[dict[str, Any]]:
    position = at.system.store.tail().position
    path = f"/v1/lots/{lot}/receipt-claims?min_position={position}"
    told: list[dict[str, Any]] = at.get(path, person).json()["data"]
    return told


def candidates(at: Door, code: str = OURS) -> list[Candidate]:
    """What a clerk compares a line with, as things stand."""
    at.system.readers.runner.catch_up()
    head = at.system.store.tail().position
    line = one(at.system.readers, head, code)
    assert line is not None
    return Candidates(at.system, head).all(line)


def pane(at: Door, code: str = OURS, lang: str = "zh", person: str = "clerk") -> str:
    at.system.readers.runner.catch_up()
    path = f"/desk?account={ACCOUNT}&day={EARLIER}&tab=all&line={quote(code)}&lang={lang}"
    answer = at.get(path, person)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_payment_is_claimed_seen_beside_its_line_and_matched(at: Door):
    assert [found.deposit for found in candidates(at)] == [FIRST_LISTED, CLAIMED]
    assert "认领（" not in pane(at)
    number = claimed_once(at)
    assert claim(at, FIRST_LISTED, amount_fen=SHORT + 1).status_code == 201
    found = candidates(at)
    assert [one.deposit for one in found] == [CLAIMED, FIRST_LISTED]
    assert found[0].evidence == found[1].evidence, "no mark is another for it"
    assert found[0].claim is not None
    assert found[1].claim is None
    assert f"投标人认领（第 {number} 号）：{EARLIER} 由 {BIDDER.name} 尾号" in pane(at)
    assert f"Claimed by the bidder (no. {number}): 50,000.00 CNY" in pane(at, lang="en")
    told = {one.line: one for one in matcher_of(at.system).day(ACCOUNT, EARLIER)}
    assert (told[OURS].matched, told[OURS].reason) == (False, "desk.no_sub_account")
    is_matched(at, number)


def claimed_once(at: Door) -> int:
    """The claim's number, however often it was asked for."""
    headers = at.headers("bidder") | {"Idempotency-Key": "claim-a-payment"}
    path = f"/v1/deposits/{CLAIMED}/receipt-claims"
    first, again = (at.ask("POST", path, json=payment(), headers=headers) for _ in range(2))
    assert first.status_code == 201, first.text
    assert again.json() == first.json() | {"repeated": True}
    assert problem(claim(at), 409, "refused")["rule"] == "claim.made_before"
    number = int(first.json()["claim"])
    assert own(at)[number] == {
        "claim": number,
        "stage": "open",
        "amount_fen": SHORT,
        "sent_on": str(EARLIER),
        "payer": BIDDER.name,
        "payer_account": BIDDER.account,
        "serial": None,
        "reason": None,
        "received_on": None,
        "counted_fen": None,
    }
    return number


def is_matched(at: Door, number: int) -> None:
    """A clerk matches the line, and that fulfils the claim."""
    headers = at.headers("clerk") | {"If-Match": '"1"'}
    said = {"line": OURS, "deposit": CLAIMED, "lot": LOT}
    assert at.ask("POST", "/v1/desk/match", json=said, headers=headers).status_code == 201
    told = own(at)[number]
    assert (told["stage"], told["received_on"]) == ("fulfilled", str(BEFORE["value_date"]))
    assert told["counted_fen"] == SHORT
    assert f"投标人认领（第 {number} 号）" in pane(at)
    for answer in (withdraw(at, number), refuse(at, number)):
        assert problem(answer, 409, "refused")["rule"] == "claim.answered"


def test_a_stranger_s_payment_stays_a_stranger_s_whoever_claims_it(at: Door):
    assert candidates(at, STRANGERS) == []
    made = claim(at, amount_fen=STRANGE, **STRANGER)
    (found,) = candidates(at, STRANGERS)
    assert (found.deposit, found.evidence.name) == (CLAIMED, Mark.REQUIRED)
    line = one(at.system.readers, at.system.store.tail().position, STRANGERS)
    assert line is not None
    wanted = matching(at.system, line, found, line.version)
    (said,) = outcome(at.system, wanted, "clerk", CLERK).events
    assert said.NAME == "PayerMismatchDetected"
    number = made.json()["claim"]
    assert withdraw(at, number).status_code == 201
    assert own(at)[number]["stage"] == "withdrawn"
    assert candidates(at, STRANGERS) == []


def test_what_cannot_be_a_payment_for_it_is_refused_by_name(at: Door):
    tomorrow = str(at.system.clock().date() + timedelta(days=1))
    assert problem(claim(at, sent_on=tomorrow), 409, "refused")["rule"] == "claim.other_time"
    for nothing in ({"amount_fen": 0}, {"payer_account": "6222****1"}, {"sent_on": "yesterday"}):
        assert claim(at, **nothing).status_code == 422
    assert problem(claim(at, "P00000000000000FF"), 409, "refused")["rule"] == "claim.not_theirs"


def test_a_claim_is_made_by_its_bidder_and_read_by_nobody_else(at: Door):
    for person in ("clerk", "another"):
        assert claim(at, person=person).status_code == 403
        assert withdraw(at, 1, person).status_code == 403
    other = {"person": "another", "party": PAYERS[5].party}
    assert problem(claim(at, **other), 409, "refused")["rule"] == "claim.not_theirs"
    path = f"/v1/deposits/{CLAIMED}/receipt-claims"
    assert at.get(path, "another").status_code == 404
    assert at.get("/v1/deposits/P00000000000000FF/receipt-claims", "bidder").status_code == 404
    for person in ("clerk", "auditor", None):
        assert at.get(path, person).status_code == 403
    for person in ("bidder", "auditor", "agency", None):
        assert at.get(f"/v1/lots/{LOT}/receipt-claims", person).status_code == 403


def test_of_a_sealed_lot_nobody_at_the_desk_hears_that_one_was_made(at: Door):
    sealed = deposit(SEALED, 5)
    other = {"person": "another", "party": PAYERS[5].party, "amount_fen": 500_000}
    of = {"payer": PAYERS[7].name, "payer_account": PAYERS[7].account}
    assert claim(at, sealed, **other, **of).status_code == 201
    assert [told["stage"] for told in own(at, sealed, "another").values()] == ["open"]
    assert candidates(at, desk_day.STRAY) == []
    assert "认领（" not in pane(at, desk_day.STRAY)
    assert of_lot(at, SEALED) == []
    for number in (1, 2):
        tried = refuse(at, number, deposit=sealed, lot=SEALED)
        assert problem(tried, 409, "refused")["rule"] == "desk.not_open"


def test_a_clerk_refuses_a_claim_and_its_bidder_reads_why(at: Door):
    number = claim(at, amount_fen=1_234).json()["claim"]
    (told,) = (one for one in of_lot(at, LOT) if one["claim"] == number)
    assert (told["deposit"], told["stage"], told["amount_fen"]) == (CLAIMED, "open", 1_234)
    assert (told["payer"], told["account_end"]) == (BIDDER.name, BIDDER.account[-4:])
    assert "payer_account" not in told
    assert problem(refuse(at, number, "reviewer"), 403, "refused")["rule"] == "permission.missing"
    assert refuse(at, number).status_code == 201
    mine = own(at)[number]
    assert (mine["stage"], mine["reason"]) == ("refused", "查无此款")
    assert problem(withdraw(at, number), 409, "refused")["rule"] == "claim.answered"
    assert problem(refuse(at, 99), 409, "refused")["rule"] == "claim.unknown"


def test_a_claim_is_refused_where_the_clerk_sees_it(at: Door):
    number = claim(at, amount_fen=STRANGE, **STRANGER).json()["claim"]
    form = 'action="/desk/refuse-claim"'
    assert form in pane(at, STRANGERS)
    assert form not in pane(at, STRANGERS, person="cash")
    of = {"id": token_hex(16), "line": STRANGERS, "seen": "1", "subject": CLAIMED, "claim": number}

    def sent(reason: str, **other: Any) -> Any:
        said = {**of, "reason": reason, **other}
        return at.ask("POST", "/desk/refuse-claim", data=said, headers=at.headers("clerk"))

    empty = sent("  ")
    assert (empty.status_code, own(at)[number]["stage"]) == (422, "open")
    assert "要写明原因" in empty.text
    hidden = sent("查无此款", subject=deposit(SEALED, 5), id=token_hex(16))
    assert (hidden.status_code, "不是看到时的样子" in hidden.text) == (422, True)
    first, again = sent("非本单位付款"), sent("非本单位付款")
    assert first.status_code == 303
    assert first.headers["location"] == again.headers["location"], "pressed twice it is one act"
    page = at.get(first.headers["location"], "clerk").text
    assert "的认领不予确认，原因已告知投标人" in page
    assert form not in page
    assert (own(at)[number]["stage"], own(at)[number]["reason"]) == ("refused", "非本单位付款")
