"""`POST /v1/commands`: what is signed is answered once and for ever; anything else, in words."""

import json
from typing import Any

import pytest

from api.demo.cast import BUYERS
from api.http.guard import BODY_MAX
from domain.desk.match import MatchReceipt
from domain.governance.publish import SetRateTable
from ledger.asking import sign
from ledger.envelope import Signature, SignedCommand
from ledger.signing import new_key
from tests.kit import bidding
from tests.kit.door import Door, envelope, problem
from tests.tidy.heard import hearing

JSON = {"content-type": "application/json"}


def rate(ppm: int) -> SetRateTable:
    return SetRateTable(bank="mock-bank", since=bidding.DAY, rate_ppm=ppm)


def sent(at: Door, body: bytes, **headers: str) -> Any:
    return at.ask("POST", "/v1/commands", content=body, headers=JSON | headers)


def test_a_command_is_answered_with_its_positions(at: Door):
    signed = at.signed("office", rate(3_500))
    answer = at.post(signed)
    assert answer.status_code == 201
    receipt = answer.json()
    assert receipt["id"] == json.loads(signed.body)["id"]
    assert receipt["first"] == receipt["last"] <= at.system.tree.size()
    assert receipt["repeated"] is False


def test_the_same_again_is_answered_the_same(at: Door):
    signed = at.signed("office", rate(3_600))
    first = at.post(signed).json()
    again = at.post(signed)
    assert again.status_code == 201
    assert again.json() == first | {"repeated": True}


def test_nothing_left_to_do_is_accepted_without_a_position(at: Door):
    at.post(at.signed("office", rate(3_700)))
    receipt = at.post(at.signed("office", rate(3_700))).json()
    assert (receipt["first"], receipt["last"]) == (0, 0)


def test_the_idempotency_key_is_the_id_of_the_command(at: Door):
    signed = at.signed("office", rate(3_800), command_id="idempotent-1")
    wrong = at.post(signed, **{"Idempotency-Key": "idempotent-2"})
    assert "Idempotency-Key" in problem(wrong, 400, "invalid")["detail"]
    assert at.post(signed, **{"Idempotency-Key": "idempotent-1"}).status_code == 201


def test_a_refusal_names_rule_place_and_what_to_do(at: Door):
    signed = at.signed("office", rate(2_000_000))
    said = problem(at.post(signed), 409, "refused")
    assert said["rule"] == "rate.out_of_range"
    assert "2000000" in said["detail"]
    assert 0 < said["position"] <= at.system.tree.size()
    assert "another id" in said["next"]
    again = problem(at.post(signed), 409, "refused")
    assert (again["rule"], again["position"], again["repeated"]) == (
        "rate.out_of_range",
        said["position"],
        True,
    )


def test_who_may_not_ask_is_told_who_may(at: Door):
    said = problem(at.post(at.signed("clerk", rate(3_500))), 403, "refused")
    assert said["rule"] == "permission.missing"
    assert "OFFICE" in said["detail"]


def test_one_id_for_two_commands_is_refused(at: Door):
    at.post(at.signed("office", rate(3_900), command_id="used-twice-1"))
    second = at.post(at.signed("office", rate(4_000), command_id="used-twice-1"))
    assert problem(second, 409, "refused")["rule"] == "command.id_reused"


def test_an_unknown_key_is_not_accepted(at: Door):
    signed = sign(at.signed("office", rate(1)).body, new_key("ed25519"))
    said = problem(at.post(signed), 400, "not-accepted")
    assert "is not enrolled" in said["detail"]
    assert said["next"] == "Nothing was recorded."


def test_a_bad_signature_is_not_accepted(at: Door):
    signed = at.signed("office", rate(1))
    (one,) = signed.signatures
    forged = SignedCommand(signed.body, (Signature(one.alg, one.key, bytes(64)),))
    assert "does not fit" in problem(at.post(forged), 400, "not-accepted")["detail"]


def test_a_command_for_another_log_is_not_accepted(at: Door):
    signed = at.signed("office", rate(1), origin="other.example/log")
    assert "other.example/log" in problem(at.post(signed), 400, "not-accepted")["detail"]


@pytest.mark.parametrize(
    "body", ["", "{}", "[" * 100_000, '{"v":1.5}', "\x00"], ids=["", "{}", "deep", "inexact", "nul"]
)
def test_a_body_that_is_no_command_is_not_accepted(at: Door, body: str):
    signatures = envelope(at.signed("office", rate(1)))["signatures"]
    answer = sent(at, json.dumps({"body": body, "signatures": signatures}).encode())
    assert "cannot be read" in problem(answer, 400, "not-accepted")["detail"]


def test_another_spelling_of_the_same_command_is_not_accepted(at: Door):
    signed = at.signed("office", rate(1))
    spaced = SignedCommand(signed.body.replace(b",", b", ", 1), signed.signatures)
    problem(at.post(spaced), 400, "not-accepted")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 200_000, b'{"body":"' + b"9" * 99])
def test_what_is_no_json_is_told_so(at: Door, body: bytes):
    assert sent(at, body).status_code in (400, 422)
    assert sent(at, body).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"signatures": []}, "body.body"),
        ({"body": "x", "signatures": []}, "body.signatures"),
        ({"body": "x", "signatures": [{}, {}, {}]}, "body.signatures"),
        ({"body": "x", "more": 1}, "body.more"),
        ({"body": "x" * 1_048_577, "signatures": []}, "body.body"),
        ({"body": 7}, "body.body"),
        ([], "body"),
    ],
)
def test_another_shape_is_told_field_by_field(at: Door, body: Any, field: str):
    said = problem(sent(at, json.dumps(body).encode()), 422, "invalid")
    (error,) = [one for one in said["errors"] if one["field"] == field]
    assert error["right"]
    assert len(error["value"]) <= 80


def test_half_of_a_surrogate_pair_is_no_text(at: Door):
    for body in (
        b'{"body":"x","signatures":[],"\\ud800":1}',
        b'{"body":"\\ud800","signatures":[]}',
    ):
        problem(sent(at, body), 400, "invalid")


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_another_content_type_is_not_read(at: Door, kind: str):
    body = json.dumps(envelope(at.signed("office", rate(1)))).encode()
    said = problem(sent(at, body, **{"content-type": kind}), 415, "media-type")
    assert "application/json" in said["detail"]


def test_json_with_a_charset_is_json(at: Door):
    body = json.dumps(envelope(at.signed("office", rate(4_100)))).encode()
    answer = sent(at, body, **{"content-type": "Application/JSON; charset=utf-8"})
    assert answer.status_code == 201


def test_a_body_that_is_too_large_is_not_read_to_its_end(at: Door):
    problem(sent(at, b" " * (BODY_MAX + 1)), 413, "too-large")
    assert sent(at, b" " * BODY_MAX).status_code in (400, 422)


def test_other_methods_are_told_which_one(at: Door):
    answer = at.ask("PUT", "/v1/commands", content=b"{}", headers=JSON)
    problem(answer, 405, "method")
    assert answer.headers["allow"] == "POST"


def test_a_refused_match_is_recorded_and_sealed(at: Door):
    line = f"{bidding.PAGE}#6"
    refused = MatchReceipt(line=line, line_seen=1, deposit=bidding.DEPOSITS[0], lot=None)
    said = problem(at.post(at.signed("matcher", refused)), 409, "refused")
    at.get(f"/v1/events?min_position={said['position']}", "auditor")
    rows = at.get(f"/v1/events?after={said['position'] - 1}&limit=1", "auditor").json()["data"]
    assert rows == [
        {"position": said["position"], "recorded_at": rows[0]["recorded_at"], "sealed": True}
    ]


def test_a_test_is_heard_by_what_the_door_accepts_and_answers_and_by_nothing_else(
    at: Door, request: pytest.FixtureRequest
):
    """By what the rows of the coverage matrix are judged: no story's, no refusal, no 404."""
    where, _, name = request.node.nodeid.partition("::")
    assert (where, name) == ("tests/api/http/test_commands.py", request.node.originalname)
    party = {"party": BUYERS[0].party, "name": BUYERS[0].name}
    with hearing() as heard:
        at.system.ask("office", rate(3_900))
        assert at.post(at.signed("ops", rate(4_000))).status_code == 403
        assert at.get("/v1/lots/NONE").status_code == 404
        assert heard.told == []
        assert at.post(at.signed("office", rate(4_100))).status_code == 201
        assert at.get("/v1/lots?limit=1").status_code == 200
        known = at.ask("POST", "/v1/parties", json=party, headers=at.headers("ops"))
        assert known.status_code == 201, known.text
    at.get("/v1/projects")
    assert heard.told == [
        *("SetRateTable", "SetRateTable: RateTableSet", "GET /v1/lots"),
        *("RegisterParty", "RegisterParty: StreamRegistered", "RegisterParty: PartyRegistered"),
    ]
