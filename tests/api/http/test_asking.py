"""A friendly route asks one command in a person's name, once, on what the person has seen."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from api.appointing import appoint
from api.http.custody import NotInCustody, ask_as
from api.http.identity import Identity
from api.http.limits import Limits, Rate, Turnstile
from domain.party.enrol import RegisterParty
from tests.kit import bidding
from tests.kit.door import Door, problem

LOT = {
    "lot": "E3506000001000001002001",
    "title": "某小学食堂",
    "category": "CONSTRUCTION",
    "region": "350600",
    "owner": "owner",
    "agency": "agency",
    "estimate_fen": 400_000_000,
    "deposit_fen": 5_000_000,
    "deposit_deadline": "2026-03-16T19:00:00+08:00",
    "opening_at": "2026-03-16T19:30:00+08:00",
    "basic_account": True,
}

ANNOUNCED = {"media": ["ggzy.example"], "text": "ab" * 32}


def party(number: int) -> dict[str, Any]:
    return {"party": f"N{number:016X}", "name": f"李{number}"}


def ask(at: Door, path: str, asked: Any, person: str | None = "ops", **headers: str) -> Any:
    sent = at.headers(person) | {name.replace("_", "-"): v for name, v in headers.items()}
    return at.ask("PUT" if "sub-account" in path else "POST", path, json=asked, headers=sent)


def lot(at: Door, number: int) -> str:
    """A lot of its own, defined and announced at the door."""
    code = f"E35060000010000010020{number:02d}"
    assert ask(at, "/v1/lots", LOT | {"lot": code}, "agency").status_code == 201
    assert edit(at, code, "announcement", 1, ANNOUNCED).status_code == 201
    return code


def edit(at: Door, code: str, act: str, seen: int, asked: Any) -> Any:
    return ask(at, f"/v1/lots/{code}/{act}", asked, "agency", if_match=f'"{seen}"')


def test_a_command_is_answered_by_a_receipt(at: Door):
    answer = ask(at, "/v1/parties", party(1))
    assert answer.status_code == 201
    said = answer.json()
    assert (said["first"], said["last"] - said["first"], said["repeated"]) == (
        said["last"] - 1,
        1,
        False,
    )
    assert answer.headers["idempotency-key"] == said["id"]
    assert said["recorded_at"].startswith("2026-03-")
    at.get(f"/v1/events?min_position={said['last']}", "auditor")
    events = at.get(said["links"]["events"], "auditor").json()["data"]
    assert [row["position"] for row in events] == [said["first"], said["last"]]
    assert at.get(said["links"]["proof"]).status_code in (200, 404), "404: no checkpoint yet"


def test_the_log_says_who_asked_and_that_the_platform_held_the_key(at: Door):
    last = ask(at, "/v1/parties", party(2)).json()["last"]
    at.get(f"/v1/events?min_position={last}", "auditor")
    (row,) = at.get(f"/v1/events?after={last - 1}&limit=1", "auditor").json()["data"]
    assert (row["person"], row["post"], row["custodial"]) == ("ops", "C-OPS", True)


def test_the_same_key_is_answered_once_and_for_ever(at: Door):
    first = ask(at, "/v1/parties", party(3), idempotency_key="party-three")
    again = ask(at, "/v1/parties", party(3), idempotency_key="party-three")
    assert first.json()["id"] == "party-three"
    assert (again.status_code, again.json()) == (201, first.json() | {"repeated": True})


def test_a_refusal_is_repeated_too(at: Door):
    ask(at, "/v1/parties", party(4))
    other = party(4) | {"name": "另一人"}
    first = problem(ask(at, "/v1/parties", other, idempotency_key="party-four"), 409, "refused")
    again = problem(ask(at, "/v1/parties", other, idempotency_key="party-four"), 409, "refused")
    assert first["rule"] == again["rule"] == "party.already_registered"
    assert (again["position"], again["repeated"]) == (first["position"], True)


def test_nothing_left_to_do_is_repeated_too(at: Door):
    ask(at, "/v1/parties", party(5))
    answers = [ask(at, "/v1/parties", party(5), idempotency_key="party-five") for _ in range(2)]
    assert [a.json() for a in answers] == [
        {
            "id": "party-five",
            "first": 0,
            "last": 0,
            "repeated": repeated,
            "recorded_at": None,
            "links": None,
        }
        for repeated in (False, True)
    ]


def test_a_key_is_for_one_request_alone(at: Door):
    ask(at, "/v1/parties", party(6), idempotency_key="party-six-1")
    said = problem(ask(at, "/v1/parties", party(7), idempotency_key="party-six-1"), 409, "refused")
    assert said["rule"] == "command.id_reused"


def test_nobody_gets_the_answer_of_somebody_else(at: Door):
    appoint(at.system, "ops-too", "C-OPS", "centre")
    ask(at, "/v1/parties", party(8), idempotency_key="party-eight")
    said = problem(
        ask(at, "/v1/parties", party(8), "ops-too", idempotency_key="party-eight"), 409, "refused"
    )
    assert said["rule"] == "command.id_reused"


def test_the_same_at_once_is_done_once(at: Door):
    headers = at.headers("ops") | {"idempotency-key": "party-nine"}

    async def all_at_once(client: httpx.AsyncClient) -> list[httpx.Response]:
        asked = (client.post("/v1/parties", json=party(9), headers=headers) for _ in range(8))
        return await asyncio.gather(*asked)

    answers = at.run(all_at_once)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["last"] for answer in answers}) == 1
    assert sorted(answer.json()["repeated"] for answer in answers) == [False] + [True] * 7


@pytest.mark.parametrize("key", ["short", "x" * 65, "with space", "umläut-id"])
def test_a_key_that_can_be_no_id_is_told(at: Door, key: str):
    headers = {name: value.encode() for name, value in at.headers("ops").items()}
    headers |= {"idempotency-key": key.encode()}
    answer = at.ask("POST", "/v1/parties", json=party(10), headers=headers)
    assert problem(answer, 422, "invalid")["errors"][0]["field"] == "header.Idempotency-Key"


def test_an_error_names_the_key_to_ask_again_with(at: Door):
    ask(at, "/v1/parties", party(4))
    answer = ask(at, "/v1/parties", party(4) | {"name": "再一人"})
    assert len(answer.headers["idempotency-key"]) == 32
    problem(answer, 409, "refused")


@pytest.mark.parametrize(
    ("person", "status", "kind"),
    [(None, 401, "sign-in"), ("clerk", 403, "refused"), ("nobody", 403, "own-key")],
)
def test_who_may_not_ask_is_told(at: Door, person: str | None, status: int, kind: str):
    problem(ask(at, "/v1/parties", party(11), person), status, kind)


@pytest.mark.parametrize("machine", ["platform", "matcher"])
def test_a_machine_is_nobody_at_this_door(at: Door, machine: str):
    asked = {"line": f"{bidding.PAGE}#6", "deposit": bidding.DEPOSITS[0], "lot": bidding.LOTS[0]}
    answer = ask(at, "/v1/desk/match", asked, machine, if_match='"1"')
    assert "nobody signs" in problem(answer, 403, "own-key")["detail"]


def test_who_keeps_the_own_key_signs_alone(at: Door):
    async def asked(_client: httpx.AsyncClient) -> None:
        wanted = RegisterParty(party=f"N{12:016X}", name="a", basic_account=None, basic_bank=None)
        with pytest.raises(NotInCustody, match="with your own"):
            await ask_as(at.system, Identity("somebody", ()), wanted)

    at.run(asked)


def test_what_the_domain_cannot_read_is_told(at: Door):
    wrong = {"party": "91350600MA3100001A", "name": "某公司"}
    said = problem(ask(at, "/v1/parties", wrong), 422, "invalid")
    assert "expected N as the last sign" in said["detail"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"deposit_fen": "5000000"}, "body.deposit_fen"),
        ({"deposit_fen": 5.0}, "body.deposit_fen"),
        ({"deposit_fen": True}, "body.deposit_fen"),
        ({"deposit_fen": -1}, "body.deposit_fen"),
        ({"deposit_fen": 2**53}, "body.deposit_fen"),
        ({"basic_account": "yes"}, "body.basic_account"),
        ({"basic_account": 1}, "body.basic_account"),
        ({"opening_at": 0}, "body.opening_at"),
        ({"opening_at": "0"}, "body.opening_at"),
        ({"opening_at": "2026-03-16"}, "body.opening_at"),
        ({"opening_at": "2026-03-16T17:00:00"}, "body.opening_at"),
        ({"opening_at": "0001-01-01T00:00:00Z"}, "body.opening_at"),
        ({"title": ""}, "body.title"),
        ({"title": "a\x00b"}, "body.title"),
        ({"title": "字" * 501}, "body.title"),
        ({"lot": "a"}, "body.lot"),
        ({"more": 1}, "body.more"),
    ],
)
def test_a_field_of_another_form_is_told(at: Door, changed: dict[str, Any], field: str):
    said = problem(ask(at, "/v1/lots", LOT | changed, "agency"), 422, "invalid")
    assert [error["field"] for error in said["errors"]] == [field]


def test_texts_are_written_in_one_way(at: Door):
    decomposed = "Cafe\u0301"
    assert ask(at, "/v1/parties", party(13) | {"name": decomposed}).status_code == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_is_json_and_says_so(at: Door, kind: str):
    headers = at.headers("ops") | {"content-type": kind}
    answer = at.ask("POST", "/v1/parties", content=json.dumps(party(14)), headers=headers)
    problem(answer, 415, "media-type")


def test_who_asks_too_often_waits_and_nobody_else(at: Door):
    kept = at.app.state.turnstile
    at.app.state.turnstile = Turnstile(Limits(asked=Rate(1, 0.001)))
    try:
        statuses = [
            ask(at, "/v1/parties", party(15), person).status_code
            for person in ("ops", "ops", "bidder", "ops")
        ]
    finally:
        at.app.state.turnstile = kept
    assert statuses == [201, 429, 409, 429]


# What a person has seen.


def test_a_lot_is_looked_at_and_then_changed_as_it_was_seen(at: Door):
    code = lot(at, 10)
    seen = at.get(f"/v1/lots/{code}?min_position={at.system.store.tail().position}")
    assert seen.json()["data"]["title"] == LOT["title"]
    assert seen.headers["etag"] == '"2"'
    later = {name: LOT[name].replace("T19", "T20") for name in ("deposit_deadline", "opening_at")}
    changed = problem(edit(at, code, "deadlines", 1, later), 412, "refused")
    assert changed["rule"] == "stream.changed"
    assert edit(at, code, "deadlines", 2, later).status_code == 201
    again = problem(edit(at, code, "opening", 2, {"bidders": 3}), 409, "refused")
    assert again["rule"] == "lot.too_early", "who may not yet, is not told what changed"
    last = at.system.store.tail().position
    assert at.get(f"/v1/lots/{code}?min_position={last}").headers["etag"] == '"3"'


@pytest.mark.parametrize(
    ("act", "asked", "rule"),
    [
        ("opening", {"bidders": 3}, "lot.too_early"),
        ("auction-end", {"bidders": 3, "price_fen": 1}, "lot.too_early"),
        ("award", {"winner": bidding.COMPANY, "price_fen": 1}, "lot.wrong_phase"),
        ("sale", {"winner": bidding.COMPANY, "price_fen": 1}, "lot.wrong_phase"),
        ("contract", {"signed_on": "2026-03-16", "price_fen": 1}, "lot.wrong_phase"),
    ],
)
def test_what_it_is_not_yet_time_for_is_refused(at: Door, act: str, asked: Any, rule: str):
    assert problem(edit(at, bidding.LOTS[1], act, 2, asked), 409, "refused")["rule"] == rule


@pytest.mark.parametrize(("act", "number"), [("failure", 14), ("termination", 15)])
def test_a_lot_may_end_without_a_winner(at: Door, act: str, number: int):
    assert edit(at, lot(at, number), act, 2, {"reason": "无人报名"}).status_code == 201


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({}, 428, "version-needed"),
        ({"if_match": "*"}, 400, "invalid"),
        ({"if_match": 'W/"1"'}, 400, "invalid"),
        ({"if_match": '"1", "2"'}, 400, "invalid"),
        ({"if_match": "1"}, 400, "invalid"),
        ({"if_match": '"x"'}, 400, "invalid"),
    ],
)
def test_an_edit_names_the_version_it_saw(at: Door, headers, status: int, kind: str):
    path = f"/v1/lots/{bidding.LOTS[0]}/opening"
    assert (
        "If-Match"
        in problem(ask(at, path, {"bidders": 3}, "agency", **headers), status, kind)["detail"]
    )


def test_a_lot_as_it_was_has_the_version_of_then(at: Door):
    code = lot(at, 11)
    first = at.get(f"/v1/lots/{code}?min_position={at.system.store.tail().position}")
    then = first.json()["as_of"]["position"]
    assert at.get(f"/v1/lots/{code}?as_of={then}").headers["etag"] == '"2"'
    problem(at.get(f"/v1/lots/{code}?as_of=1"), 404, "not-found")
    problem(at.get("/v1/lots/NO-SUCH-LOT"), 404, "not-found")


# A bidder's deposit.


def test_a_bidder_is_asked_for_one_deposit_however_often_it_asks(at: Door):
    asked = {"lot": lot(at, 12), "party": bidding.COMPANY}
    first = ask(at, "/v1/deposits", asked, "bidder")
    assert first.status_code == 201
    said = first.json()
    assert said["last"] - said["first"] == 1
    again = ask(at, "/v1/deposits", asked, "bidder").json()
    assert (again["deposit"], again["repeated"]) == (said["deposit"], True)
    rows = at.get(
        f"/v1/events?after={said['first'] - 1}&limit=2&min_position={said['last']}", "auditor"
    ).json()["data"]
    assert [set(row) for row in rows] == [{"position", "recorded_at", "sealed"}] * 2
    issued = ask(
        at,
        f"/v1/deposits/{said['deposit']}/sub-account",
        {"sub_account": "622848040256489099", "valid_until": "2026-06-01"},
        "bank",
    )
    assert issued.status_code == 201


def test_at_once_too(at: Door):
    asked, headers = {"lot": lot(at, 13), "party": bidding.COMPANY}, at.headers("bidder")

    async def all_at_once(client: httpx.AsyncClient) -> list[httpx.Response]:
        posts = (client.post("/v1/deposits", json=asked, headers=headers) for _ in range(5))
        return await asyncio.gather(*posts)

    answers = at.run(all_at_once)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["deposit"] for answer in answers}) == 1


@pytest.mark.parametrize("person", ["agency", "clerk", "auditor", "nobody"])
def test_nobody_asks_for_the_deposit_of_another(at: Door, person: str):
    asked = {"lot": bidding.LOTS[0], "party": bidding.COMPANY}
    problem(ask(at, "/v1/deposits", asked, person), 403, "forbidden")


def test_nor_does_a_bidder(at: Door):
    asked = {"lot": bidding.LOTS[0], "party": bidding.PARTIES[1]}
    problem(ask(at, "/v1/deposits", asked, "bidder"), 403, "forbidden")


# The books.


def test_an_account_is_opened(at: Door):
    asked = {
        "account": "ASKED-1",
        "bank": "mock-bank",
        "number": "6228480402564999",
        "currency": "CNY",
        "holds": "1001",
        "opening": -1,
        "day": "2026-03-16",
    }
    assert ask(at, "/v1/accounts", asked, "cash").status_code == 201
    again = ask(at, "/v1/accounts", asked, "cash").json()
    assert (again["first"], again["last"]) == (0, 0)
    problem(ask(at, "/v1/accounts", asked | {"opening": 1}, "cash"), 409, "refused")
    problem(ask(at, "/v1/accounts", asked | {"account": "ASKED-2"}, "clerk"), 403, "refused")
