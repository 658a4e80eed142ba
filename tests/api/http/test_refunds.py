"""Refunds over HTTP: by form and by JSON, by whom, once, as proposed; and what may be read."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

import pytest

from api.refunding import payable_items
from api.sessions import Sessions
from api.upkeep import upkeep
from projections.refunds import REFUNDS
from tests.kit.desk_story import Desk, afternoon
from tests.kit.door import Door, door, problem

ACCOUNT = "CNY-DEPOSITS"


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with afternoon() as played:
        yield played


@pytest.fixture(scope="module")
def at(desk: Desk) -> Iterator[Door]:
    with upkeep(desk.system), door(desk.system) as made:
        yield made


def posted(at: Door, path: str, person: str | None, fields: Any, **headers: str) -> Any:
    sent = at.headers(person) | {"content-type": "application/x-www-form-urlencoded"} | headers
    return at.ask("POST", path, content=urlencode(fields, doseq=True), headers=sent)


def told(answer: Any) -> tuple[str, dict[str, str]]:
    """Where an answer leads, and what its address says."""
    assert answer.status_code == 303, answer.text
    there = urlparse(answer.headers["location"])
    return there.path, {name: value[0] for name, value in parse_qs(there.query).items()}


def items(at: Door) -> list[dict[str, Any]]:
    """What may be submitted now, as JSON asks for it."""
    rows = at.get("/v1/refunds", "clerk").json()["data"]
    return [
        {
            "deposit": row["refund"][:17],
            "number": int(row["refund"].rpartition("/")[2]),
            "version": row["version"],
            "amount_fen": row["amount_fen"],
            "interest_fen": 0,
            "elsewhere": row["elsewhere"],
        }
        for row in rows
        if row["standing"] == "FAILED"
    ]


def propose(at: Door, batch: str, person: str = "clerk") -> Any:
    wanted = {"batch": batch, "account": ACCOUNT, "items": items(at)}
    return at.ask("POST", "/v1/refund-batches", json=wanted, headers=at.headers(person))


def batch(at: Door, code: str) -> dict[str, Any]:
    position = at.system.store.tail().position
    answer = at.get(f"/v1/refund-batches?min_position={position}", "reviewer").json()
    assert answer["as_of"]["position"] >= position
    return next(row for row in answer["data"] if row["batch"] == code)


FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/dues", {"account": ACCOUNT, "batch": "RB-2026-03-20-00FF", "command_id": "form-0001"}),
    ("/batches/RB-2026-03-20-00FF/return", {"command_id": "form-0002", "reason": "?"}),
    (f"/close/{ACCOUNT}/2026-03-19/preparation", {"command_id": "form-0003", "position": 9}),
    (f"/close/{ACCOUNT}/2026-03-19/signature", {"command_id": "form-0004", "proposal": "a" * 64}),
    (f"/close/{ACCOUNT}/2026-03-19/return", {"command_id": "form-0005", "reason": "?"}),
)


@pytest.mark.parametrize(("path", "fields"), FORMS)
def test_a_form_is_for_the_desk_alone_and_for_no_other_site(at: Door, path: str, fields: Any):
    where, _ = told(posted(at, path, None, fields))
    assert where == "/sign-in"
    for person in ("auditor", "agency"):
        assert posted(at, path, person, fields).status_code == 403
    cookie = f"zhangben={Sessions(at.system.home).begin('clerk')}"
    for headers in ({}, {"sec-fetch-site": "cross-site"}, {"origin": "http://elsewhere"}):
        answer = posted(at, path, None, fields, cookie=cookie, **headers)
        assert answer.status_code in (303, 403)
        assert "refused" not in answer.headers.get("location", "")
        assert "done" not in answer.headers.get("location", "")


@pytest.mark.parametrize(
    ("path", "person"),
    [
        ("/batches/RB-2026-03-20-00FF/return", "clerk"),
        (f"/close/{ACCOUNT}/2026-03-19/preparation", "clerk"),
        (f"/close/{ACCOUNT}/2026-03-19/signature", "cash"),
        (f"/close/{ACCOUNT}/2026-03-19/return", "cash"),
    ],
)
def test_another_post_of_the_desk_is_refused_in_place_and_what_was_typed_stays(
    at: Door, path: str, person: str
):
    fields = {"command_id": f"other-{person}-{len(path)}", "reason": "因为", "R08": "已说明"}
    fields |= {"position": str(at.system.store.tail().position), "proposal": "a" * 64}
    _, said = told(posted(at, path, person, fields))
    assert said["refused"] in ("permission.missing", "bankday.not_prepared")
    kept = {"reason": "因为"} if "return" in path else {"R08": "已说明"}
    assert "signature" in path or kept.items() <= said.items()


def test_a_form_sent_twice_asks_once(at: Door, desk: Desk):
    code = "RB-2026-03-20-0001"
    item = [json.dumps(one) for one in items(at)]
    fields = {"account": ACCOUNT, "batch": code, "command_id": "twice-0001", "item": item}
    first, second = (told(posted(at, "/dues", "clerk", fields)) for _ in range(2))
    assert first == second
    assert first[0] == f"/batches/{code}"
    assert first[1]["done"] == "proposed"
    back = {"command_id": "twice-0002", "reason": "再核对"}
    assert told(posted(at, f"/batches/{code}/return", "reviewer", back))[1]["done"] == "sent_back"
    other = back | {"reason": "另一个理由"}
    _, said = told(posted(at, f"/batches/{code}/return", "reviewer", other))
    assert said["refused"] == "command.id_reused"
    assert said["reason"] == "另一个理由"


def test_nothing_ticked_is_told(at: Door):
    fields = {"account": ACCOUNT, "batch": "RB-2026-03-20-0002", "command_id": "none-0001"}
    where, said = told(posted(at, "/dues", "clerk", fields))
    assert (where, said["refused"]) == ("/dues", "refund.none_ticked")


def test_a_batch_is_proposed_by_one_and_approved_by_another_as_proposed(at: Door):
    code = "RB-2026-03-20-0003"
    assert problem(propose(at, code, "reviewer"), 403, "refused")["rule"] == "permission.missing"
    assert propose(at, code).status_code == 201
    seen = batch(at, code)
    assert (seen["stage"], seen["proposed_by"], seen["count"]) == ("PROPOSED", "clerk", 1)
    wanted = {"account": ACCOUNT, "items": items(at), "proposal": "0" * 64}
    path, headers = f"/v1/refund-batches/{code}/approval", at.headers("reviewer")
    refused = problem(at.ask("POST", path, json=wanted, headers=headers), 409, "refused")
    assert refused["rule"] == "refund.other_proposal"
    right = wanted | {"proposal": seen["proposal"]}
    assert at.ask("POST", path, json=right, headers=headers).status_code == 201
    assert batch(at, code)["checked_by"] == "reviewer"


def test_a_batch_with_another_account_is_not_signed_unseen(at: Door, desk: Desk):
    row = next(
        one for one in desk.system.readers.refunds.rows(REFUNDS).rows if one["standing"] == "应退"
    )
    code, path = "RB-2026-03-20-0004", f"/v1/refunds/{row['deposit']}/{row['number']}/payee"
    wanted = {"name": "某公司", "account": "35059999", "evidence": "5e" * 32}
    for person, status in (("clerk", 201), ("cash", 403)):
        answer = at.ask("POST", path, json=wanted, headers=at.headers(person))
        assert answer.status_code == status, answer.text
    gone = at.get(f"/dues/{row['deposit']}/{row['number']}/evidence", "reviewer")
    assert gone.status_code == 404
    desk.story.staff.settle()
    shown = [one for one in payable_items(desk.system, ACCOUNT) if one.elsewhere]
    told_items = [{n: getattr(one, n) for n in type(one).__slots__} for one in shown]
    body = {"batch": code, "account": ACCOUNT, "items": told_items}
    answer = at.ask("POST", "/v1/refund-batches", json=body, headers=at.headers("clerk"))
    assert answer.status_code == 201, answer.text
    fields = {"command_id": "unseen-0001"}
    _, said = told(posted(at, f"/batches/{code}/approval", "reviewer", fields))
    assert said["refused"] == "batches.evidence_unseen"
    reason = {"reason": "证明材料不足"}
    path = f"/v1/refund-batches/{code}/return"
    answer = at.ask("POST", path, json=reason, headers=at.headers("reviewer"))
    assert answer.status_code == 201


@pytest.mark.parametrize("path", ["/v1/refunds", "/v1/payments"])
def test_whoever_keeps_the_money_right_reads_refunds_and_payments(at: Door, path: str):
    for person in ("clerk", "reviewer", "cash", "auditor", "supervisor"):
        answer = at.get(f"{path}?limit=2", person).json()
        assert len(answer["data"]) == 2
        after = at.get(answer["links"]["next"], person).json()
        assert after["data"] not in ([], answer["data"])
        assert not {"lot", "party", "payee"} & answer["data"][0].keys()
    problem(at.get(path, "agency"), 403, "forbidden")
    problem(at.get(path), 403, "forbidden")


@pytest.mark.parametrize("path", ["/v1/refund-batches", "/v1/closes"])
def test_what_one_person_wrote_to_another_is_read_by_desk_and_audit(at: Door, path: str):
    assert at.get(path, "auditor").status_code == 200
    problem(at.get(path, "supervisor"), 403, "forbidden")


def test_a_receipt_is_of_what_was_paid(at: Door, desk: Desk):
    rows = desk.system.readers.refunds.rows(REFUNDS).rows
    paid = next(row for row in rows if row["standing"] == "已到账")
    owed = next(row for row in rows if row["standing"] == "应退")
    path = "/refunds/{deposit}/{number}/receipt"
    shown = at.get(path.format(**paid), "clerk")
    assert shown.status_code == 200
    assert paid["cause"] not in shown.text, "in words, never by its code"
    assert at.get(path.format(**owed), "clerk").status_code == 404
    assert at.get(path.format(deposit="P" + "0" * 16, number=1), "clerk").status_code == 404
