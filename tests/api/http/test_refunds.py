"""Refunds over HTTP: by form and by JSON, by whom, once, as proposed; and what may be read."""

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import unescape
from secrets import token_hex
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

import pytest
from fastapi import HTTPException

from api.banking.asking import open_strays
from api.demo.cast import LOT, SALE
from api.http.limits import Limits, Rate, Turnstile
from api.http.pages.due_list import _by_urgency
from api.refunding import payable_items
from api.sessions import Sessions
from api.upkeep import upkeep
from domain.bankpage.care import NoteLine
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.desk.convert import ConvertDeposit
from domain.kernel import StreamId
from projections.bankdays import LINES
from projections.deposits import DEPOSITS
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
    (
        "/refunds/P0000000000000001/1/payment",
        {"command_id": "form-0006", "account": ACCOUNT, "batch": "RB-2026-03-20-00FF"},
    ),
    (
        f"/lots/{LOT.lot}/deposits/P0000000000000001/interest",
        {"command_id": "form-0007", "account": ACCOUNT},
    ),
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
        assert "did" not in answer.headers.get("location", "")


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
    assert first[1].keys() == {"did", "min_position"}
    back = {"command_id": "twice-0002", "reason": "再核对"}
    assert "did" in told(posted(at, f"/batches/{code}/return", "reviewer", back))[1]
    other = back | {"reason": "另一个理由"}
    _, said = told(posted(at, f"/batches/{code}/return", "reviewer", other))
    assert said["refused"] == "command.id_reused"
    assert said["reason"] == "另一个理由"


def test_what_was_done_is_told_to_whoever_did_it_and_to_nobody_else(at: Door):
    code = "RB-2026-03-20-0005"
    item = [json.dumps(one) for one in items(at)]
    fields = {"account": ACCOUNT, "batch": code, "command_id": "said-0001", "item": item}
    there = posted(at, "/dues", "clerk", fields).headers["location"]
    last = parse_qs(urlparse(there).query)["min_position"][0]
    assert f"刚刚提交复核，已写入位置 {int(last):,}" in at.get(there, "clerk").text
    assert "刚刚" not in at.get(there, "reviewer").text
    back = {"command_id": "said-0002", "reason": "再核对"}
    there = posted(at, f"/batches/{code}/return", "reviewer", back).headers["location"]
    assert "刚刚退回经办" in at.get(there, "reviewer").text


@pytest.mark.parametrize("path", ["/dues", "/batches", f"/close/{ACCOUNT}/2026-03-19"])
def test_an_address_says_nothing_of_its_own(at: Door, path: str):
    """Neither a sentence, nor an act that is not this reader's."""
    for query in ("refused=请立即转账&why=请立即转账", "refused=x y&why=z", "done=closed&at=12"):
        text = at.get(f"{path}?{query}", "clerk").text
        assert "请立即转账" not in text.replace(query, "")
        assert "data-told" not in text
    assert "data-told" not in at.get(f"{path}?did=1-99999", "cash").text
    told_by_rule = at.get(f"{path}?refused=refund.own_batch&why=请立即转账", "clerk").text
    assert "您是本批经办，须由他人复核" in told_by_rule
    assert "规则 some.other_rule 不允许" in at.get(f"{path}?refused=some.other_rule", "clerk").text


def test_an_address_tells_of_one_command_and_of_nothing_around_it(at: Door):
    """Whose link was put together tells nothing, however true a part of it is."""
    line = at.system.readers.sealed_bankdays.rows(LINES, limit=1).rows[0]["line"]
    before = at.system.ask("clerk", NoteLine(line=line, text="x", suspense=False))
    receipt = propose(at, "RB-2026-03-20-0031").json()
    first, last = receipt["first"], receipt["last"]
    assert before.last < first
    told_so = at.get(f"/dues?did={first}-{last}&min_position={last}", "clerk").text
    assert "刚刚提交复核，已写入位置" in told_so
    back = {"command_id": "tells-0001", "reason": "再核对"}
    posted(at, "/batches/RB-2026-03-20-0031/return", "reviewer", back)
    two = f"{before.first}-{last}"
    for did in ("1-999999999999", f"1-{last}", f"{first}-{last + 1}", two):
        page = at.get(f"/dues?did={did}&min_position={last + 1}", "clerk").text
        assert ("刚刚" in page, "999,999" in page) == (False, False), did


def test_nothing_ticked_is_told(at: Door):
    fields = {"account": ACCOUNT, "batch": "RB-2026-03-20-0002", "command_id": "none-0001"}
    where, said = told(posted(at, "/dues", "clerk", fields))
    assert (where, said["refused"]) == ("/dues", "refund.none_ticked")


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_fen": 1.5},
        {"amount_fen": 10**26},
        {"amount_fen": "100"},
        {"amount_fen": True},
        {"version": 0},
        {"elsewhere": 1},
        {"more": 1},
    ],
)
def test_a_form_reads_a_refund_as_json_does(at: Door, wrong: Any):
    """What is no refund as it was seen is asked of nobody, by neither door."""
    code, one = "RB-2026-03-20-0006", items(at)[0] | wrong
    fields = {"account": ACCOUNT, "batch": code, "command_id": "wrong-0001"}
    form = posted(at, "/dues", "clerk", fields | {"item": [json.dumps(one)]})
    body = {"batch": code, "account": ACCOUNT, "items": [one]}
    door = at.ask("POST", "/v1/refund-batches", json=body, headers=at.headers("clerk"))
    assert (form.status_code, door.status_code) == (422, 422)


def payee(at: Door, file: bytes, person: str = "clerk", **said: str) -> Any:
    one = items(at)[0]
    path = f"/dues/{one['deposit']}/{one['number']}/payee"
    fields = {"name": "某甲公司", "payee_account": "3505 9999", "command_id": token_hex(8)} | said
    sent = {"data": fields, "files": {"evidence": ("proof", file)}}
    return at.ask("POST", path, headers=at.headers(person), **sent)


@pytest.mark.parametrize(
    ("file", "name", "why"),
    [(b"", "某甲公司", "证明材料是空文件"), (b"%PDF", " ", "户名或账号不成立")],
)
def test_an_account_that_is_refused_is_shown_as_it_was_typed(
    at: Door, file: bytes, name: str, why: str
):
    """In the dialog itself, and in no address; no file is kept of it."""
    answer = payee(at, file, name=name)
    assert answer.status_code == 422
    dialog = answer.text.partition("data-again")[2].partition("</dialog>")[0]
    assert why in dialog
    assert 'value="3505 9999"' in dialog
    assert f'value="{name}"' in dialog
    address = answer.text.partition('data-address="')[2].partition('"')[0]
    assert urlparse(address).path == "/dues"
    assert "3505" not in address
    assert f"{address}&amp;lang=en" in answer.text


def test_who_asks_too_often_leaves_no_file(at: Door, monkeypatch):
    def put(*said: Any) -> Any:
        raise AssertionError("a file was kept")

    monkeypatch.setattr(type(at.system.blobs), "put", put)
    usual = at.app.state.turnstile
    at.app.state.turnstile = Turnstile(Limits(asked=Rate(1, 0.001)))
    try:
        assert payee(at, b"").status_code == 422
        assert payee(at, b"%PDF").status_code == 429
    finally:
        at.app.state.turnstile = usual


@pytest.mark.parametrize(
    ("file", "ending"), [(b"%PDF-1.7", ".pdf"), (b"\x89PNG", ".png"), (b"PK", "")]
)
def test_evidence_is_saved_as_what_it_is(at: Door, file: bytes, ending: str):
    assert "did" in told(payee(at, file))[1]
    position = at.system.store.tail().position
    one = items(at)[0]
    path = f"/dues/{one['deposit']}/{one['number']}/evidence?min_position={position}"
    answer = at.get(path, "reviewer")
    assert answer.content == file
    said = answer.headers["content-disposition"]
    assert said == f'attachment; filename="{sha256(file).hexdigest()[:16]}{ending}"'


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


def test_the_log_is_not_read_on_the_event_loop(at: Door, monkeypatch):
    def proposed(request: Any, code: str) -> Any:
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        raise HTTPException(404, code)

    monkeypatch.setattr("api.http.pages.batches._proposed", proposed)
    fields = {"command_id": "thread-0001"}
    answer = posted(at, "/batches/RB-2026-03-20-0003/approval", "reviewer", fields)
    assert answer.status_code == 404


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


@pytest.mark.parametrize(
    ("path", "words", "everything"),
    [
        ("/batches?state=waiting", "没有待复核的批次", "/batches?state=every"),
        ("/batches?state=approved", "没有已复核的批次", "/batches?state=every"),
        ("/batches?state=rejected", "没有退回经办的批次", "/batches?state=every"),
        ("/batches?state=every", "还没有批次", ""),
        ("/dues?within=today", "今天没有到期或超期的款项", "/dues"),
        ("/dues?within=tomorrow", "到明天为止没有到期的款项", "/dues"),
        ("/dues?within=week", "五个工作日内没有到期的款项", "/dues"),
        ("/dues?within=all", "没有应退的款项", ""),
    ],
)
def test_an_empty_tab_says_what_is_true_of_it(at: Door, path: str, words: str, everything: str):
    text = at.get(f"{path}&as_of=1", "clerk").text
    empty = text.partition('<div class="empty')[2].partition("</section>")[0]
    assert f"<b>{words}</b>" in empty
    assert (f'href="/at/1{everything}">看全部</a>' in empty) == bool(everything)


@pytest.mark.parametrize(
    ("path", "person"),
    [
        (f"/close/{ACCOUNT}/2026-03-19", "clerk"),
        ("/dues", "clerk"),
        ("/v1/refunds", "clerk"),
        ("/v1/proofs/1", None),
        ("/v1/lots/E9999", None),
    ],
)
def test_who_reads_too_often_waits_and_nobody_else(at: Door, path: str, person: str | None):
    usual = at.app.state.turnstile
    at.app.state.turnstile = Turnstile(Limits(read=Rate(1, 0.001)))
    try:
        assert at.get(path, person).status_code in (200, 404)
        answer = at.get(path, person)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1000")
        assert at.get(path, "reviewer").status_code in (200, 404)
    finally:
        at.app.state.turnstile = usual
    if path.startswith("/v1"):
        problem(answer, 429, "too-often")


@pytest.mark.parametrize(
    "path", ["/v1/refunds", "/v1/payments", "/v1/refund-batches", "/v1/closes"]
)
def test_pages_follow_each_other_and_are_all(at: Door, path: str):
    whole = at.get(f"{path}?limit=1000", "auditor").json()
    rows, here = [], f"{path}?limit=1&as_of={whole['as_of']['position']}"
    while here:
        page = at.get(here, "auditor").json()
        rows, here = rows + page["data"], page["links"].get("next")
    assert rows == whole["data"]


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


def test_the_head_of_a_balance_names_its_lot_and_says_no_code_twice(at: Door):
    rows = at.get("/v1/balances?limit=1000", "auditor").json()["data"]
    one = next(row for row in rows if (row["owner"] or "").startswith("P"))
    account, owner = one["account"], one["owner"]
    text = at.get(f"/balances?account={account}&owner={owner}", "auditor").text
    caption = text.partition('<header class="focus">')[2].partition("</p>")[0]
    assert caption.count(owner) == 1
    assert caption.endswith((f"› {LOT.title}", f"› {SALE.title}"))


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


def of_the_winner(desk: Desk) -> str:
    """The deposit that its lot's winner paid."""
    wanted = {"lot": LOT.lot, "party": desk.story.draw.builder.party}
    (row,) = desk.system.readers.deposits.rows(DEPOSITS, wanted).rows
    return str(row["deposit"])


def looked_at(at: Door, path: str, person: str) -> str:
    mark = "&" if "?" in path else "?"
    position = at.system.store.tail().position
    return unescape(at.get(f"{path}{mark}min_position={position}", person).text)


def test_a_refunds_lot_is_one_step_away(at: Door):
    assert f'href="/lots/{LOT.lot}"' in looked_at(at, "/dues", "clerk")


def test_a_refund_that_does_not_wait_is_not_paid_so(at: Door):
    fields = {"command_id": "pays-0001", "account": ACCOUNT, "batch": "RB-2026-03-20-00FF"}
    answer = posted(at, "/refunds/P0000000000000001/1/payment", "reviewer", fields)
    assert told(answer)[1]["refused"] == "refund.not_waiting"


def test_a_bonds_interest_is_owed_by_its_checker_from_the_lots_page(at: Door, desk: Desk):
    code, page = of_the_winner(desk), f"/lots/{LOT.lot}"
    assert "应付转换保证金利息" not in looked_at(at, page, "reviewer")
    desk.system.ask("reviewer", ConvertDeposit(deposit=code, lot=LOT.lot))
    assert "应付转换保证金利息" not in looked_at(at, page, "clerk")
    assert "列入应退清单后，由经办提交、复核签名付款" in looked_at(at, page, "reviewer")
    path, fields = f"{page}/deposits/{code}/interest", {"account": ACCOUNT}
    refused = told(posted(at, path, "clerk", fields | {"command_id": "owes-0001"}))[1]
    assert refused["refused"] == "permission.missing"
    answer = posted(at, path, "reviewer", fields | {"command_id": "owes-0002"})
    assert "刚刚列入应退" in at.get(answer.headers["location"], "reviewer").text
    assert "应付转换保证金利息" not in looked_at(at, page, "reviewer")


def test_what_a_winner_pays_for_its_bond_is_matched_as_that_and_taken_back(at: Door, desk: Desk):
    """It names no number: to the deposit's it would be late, and go back (decision 32)."""
    code, fen = of_the_winner(desk), 100_000
    line = of_a_stray(desk, "2026-03-20", fen, desk.story.draw.builder.name)
    page = f"/desk?account={ACCOUNT}&day=2026-03-20&line={line.replace('#', '%23')}"
    shown = looked_at(at, page, "clerk")
    assert f"履约保证金 / {LOT.title}" in shown
    assert "计入履约保证金" in shown
    before = bond(desk, code)
    sent = {"id": token_hex(16), "line": line, "seen": "1", "back": page.partition("?")[2]}
    answer = posted(at, "/desk/match", "clerk", sent | {"subject": f"{code}/B"})
    assert "刚刚匹配" in at.get(answer.headers["location"], "clerk").text
    assert bond(desk, code) == before + fen
    assert f"履约保证金 / {LOT.title}" in looked_at(at, page, "clerk")
    sent |= {"id": token_hex(16), "seen": "2", "reason": "另有用途"}
    assert "did" in parse_qs(
        urlparse(posted(at, "/desk/undo", "clerk", sent).headers["location"]).query
    )
    assert bond(desk, code) == before


def bond(desk: Desk, deposit: str) -> int:
    """What is held of it as a bond."""
    return int(desk.system.replay.state(StreamId("deposit", deposit)).balance("2003"))


def of_a_stray(desk: Desk, day: str, fen: int, payer: str) -> str:
    """The code of a line that names nobody, and may be seen."""
    said = Particulars(fingerprint=sha256(payer.encode()).hexdigest(), payer=payer)
    came = BankLine(credit=True, amount=fen, value_date=None, booked_at=None, particulars=said)
    asked = ImportLines(
        account=ACCOUNT,
        holds="1001",
        currency="CNY",
        day=date.fromisoformat(day),
        page=1,
        statement="ab" * 32,
        lines=(came,),
    )
    desk.system.ask("bank", asked)
    desk.system.readers.runner.catch_up()
    open_strays(desk.system)
    desk.system.readers.runner.catch_up()
    return f"{ACCOUNT}/{day}/1#1"


def test_what_may_be_approved_before_its_interest_stands_apart_from_what_is_due():
    """Whoever ticks everything that is due ticks none of it by the way."""
    today = date(2026, 3, 25)
    over, soon, early = (
        SimpleNamespace(obligation=name, due=due)
        for name, due in (("a", today), ("b", date(2026, 3, 26)), ("c", today))
    )
    told = dict(_by_urgency([over, soon, early], {"c"}, today))  # type: ignore[list-item]
    assert told == {"dues.over": [over], "dues.soon": [soon], "dues.early": [early]}
