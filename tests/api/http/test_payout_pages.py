"""划付 as a page: what is payable; proposed by form, signed, refused in place; for whom."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from api import paying_out
from api.appointing import appoint
from api.demo.cast import LOT, SALE
from api.http.pages import payout_list, payout_view
from api.said import plain_money
from api.upkeep import settle, upkeep
from domain.kernel import StreamId
from domain.payout.state import Stage
from domain.regions import CITY
from projections.payouts import PAYOUTS
from tests.kit.desk_story import Desk, afternoon
from tests.kit.door import Door, door
from tests.kit.kept import ACCOUNT, OWNER, PAYEE, keep, tenderer

PAPER = b"%PDF-1.4 whose account it is"
PAYOUT = "Q00000000000000A1"


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with afternoon() as played:
        tenderer(played.system)
        yield played


@pytest.fixture(scope="module")
def at(desk: Desk) -> Iterator[Door]:
    with upkeep(desk.system), door(desk.system) as made:
        yield made


@pytest.fixture(scope="module")
def deposit(desk: Desk) -> str:
    return keep(desk, 100_00)


def page(at: Door, path: str, person: str = "clerk") -> str:
    mark = "&" if "?" in path else "?"
    answer = at.get(f"{path}{mark}min_position={at.system.store.tail().position}", person)
    assert answer.status_code == 200, answer.text
    return answer.text


def proposed(at: Door, deposit: str, person: str = "clerk", **other: Any) -> Any:
    part = {"deposit": deposit, "amount_fen": 100_00}
    said = {
        "payout": PAYOUT,
        "lot": LOT.lot,
        "account": ACCOUNT,
        "chart": "2008",
        "owner": OWNER,
        "name": PAYEE[0],
        "payee_account": PAYEE[1],
        "bank": PAYEE[2],
        "item": json.dumps(part),
        "command_id": f"form-{sha256(repr(sorted(other.items())).encode()).hexdigest()[:16]}",
    }
    files = {"evidence": other.pop("paper", PAPER)}
    headers = at.headers(person)
    return at.ask("POST", "/payouts", data=said | other, files=files, headers=headers)


def asked(at: Door, what: str, person: str, **said: str) -> dict[str, str]:
    """What the address says that the answer leads to."""
    sent = {"command_id": f"{what}-{person}-{len(said)}", **said}
    path = f"/payouts/{PAYOUT}/{what}"
    answer = at.ask("POST", path, data=sent, headers=at.headers(person))
    assert answer.status_code == 303, answer.text
    told = parse_qs(urlparse(answer.headers["location"]).query)
    return {name: value[0] for name, value in told.items()}


def test_before_anything_is_kept_the_price_alone_is_held(at: Door):
    text = page(at, "/payouts")
    assert "价款尚未到齐" in text
    assert SALE.title in text
    assert 'name="item"' not in text
    assert "没有待复核的划付" in page(at, "/payouts?state=waiting", "reviewer")
    assert "没有办理中的划付" in page(at, "/payouts?state=going")
    assert "还没有划付" in page(at, "/payouts?state=every")


def test_what_is_payable_is_told_with_whose_it_was_and_is(at: Door, deposit: str):
    text = page(at, "/payouts")
    assert deposit in text
    assert f"2008 应付招标人/转让方，{OWNER}，自 {ACCOUNT}" in text
    assert "提交 1 笔复核" in text
    assert "由结算经办提交" in page(at, "/payouts?state=due", "cash")


def test_what_is_payable_of_a_lot_elsewhere_is_not_told(at: Door, desk: Desk, deposit: str):
    for person, region in (("there", CITY), ("elsewhere", "350626")):
        appoint(desk.system, person, "C-SET1", "分中心", region)
        assert (deposit in page(at, "/payouts?state=due", person)) == (region == CITY)


def test_a_form_says_what_its_page_said_or_nothing(at: Door, deposit: str):
    assert proposed(at, deposit, item="{}").status_code == 422
    assert proposed(at, deposit, chart="2002").status_code == 422
    assert proposed(at, deposit, "reviewer").status_code == 403
    assert proposed(at, deposit, "agency").status_code == 403


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"payee_account": " "}, "payee.unreadable"),
        ({"paper": b""}, "payee.no_evidence"),
        ({"account": "CNY-OTHER"}, "account.not_open"),
    ],
)
def test_what_is_refused_is_told_in_place_with_what_was_typed(at: Door, deposit: str, other, why):
    answer = proposed(at, deposit, **other)
    assert answer.status_code == 422
    assert f"（{why}）" in answer.text or why in answer.text
    assert f'value="{PAYEE[0]}"' in answer.text
    assert at.system.replay.state(StreamId("payout", PAYOUT)).stage is Stage.NONE


def test_proposed_by_one_read_and_signed_by_another(at: Door, desk: Desk, deposit: str):
    answer = proposed(at, deposit)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith(f"/payouts/{PAYOUT}?did=")
    due = page(at, "/payouts?state=due")
    assert f'href="/payouts/{PAYOUT}"' in due, "it waits for its checker"
    assert 'name="item"' not in due, "and is not proposed twice"
    text = page(at, f"/payouts/{PAYOUT}", "reviewer")
    for told in (*PAYEE, LOT.lot, LOT.title, ACCOUNT, "壹佰元整", "clerk"):
        assert told in text
    assert asked(at, "approval", "reviewer")["refused"] == "payouts.evidence_unseen"
    assert asked(at, "approval", "clerk", seen="yes")["refused"] == "permission.missing"
    paper = at.get(f"/payouts/{PAYOUT}/evidence", "reviewer")
    assert (paper.status_code, paper.content) == (200, PAPER)
    assert paper.headers["content-disposition"].endswith('.pdf"')
    row = at.get("/v1/payouts", "reviewer").json()["data"][-1]
    assert row["payee"] == dict(zip(("name", "account", "bank"), PAYEE, strict=True))
    assert row["document"] == sha256(PAPER).hexdigest()
    assert (row["lot"], row["evidence"]) == (LOT.lot, f"/payouts/{PAYOUT}/evidence")
    assert asked(at, "return", "reviewer")["refused"] == "batches.no_reason"
    assert "did" in asked(at, "approval", "reviewer", seen="yes")
    settle(desk.system)
    text = page(at, "/payouts?state=going")
    assert "银行办理中" in text
    assert asked(at, "abandonment", "clerk", reason="?")["refused"] == "payout.not_with_us"
    assert "payout.done" in asked(at, "return", "reviewer", reason="?")["refused"]


def test_an_address_shows_again_what_was_so_then(at: Door, deposit: str):
    """It waits for its checker, whom nothing is offered; what came since is not told of it."""
    rows = at.system.readers.payouts.rows(PAYOUTS, {"payout": PAYOUT}).rows
    text = page(at, f"/payouts/{PAYOUT}?as_of={rows[0]['proposed_position']}", "reviewer")
    assert "待复核" in text
    assert "此后已经办理" not in text
    assert "/approval" not in text


@pytest.mark.parametrize("person", [None, "agency", "auditor"])
def test_for_the_desk_alone(at: Door, deposit: str, person: str | None):
    for path in ("/payouts", f"/payouts/{PAYOUT}", f"/payouts/{PAYOUT}/evidence"):
        assert at.get(path, person).status_code in (303, 403)


def test_what_nobody_proposed_is_not_there(at: Door):
    for end in ("", "/evidence"):
        assert at.get(f"/payouts/Q00000000000000FF{end}", "reviewer").status_code == 404


def test_a_file_that_is_kept_for_something_else_is_no_evidence(at: Door, desk: Desk):
    """Who knows the digest of a bank's statement does not read it so."""
    system = desk.system
    kept = system.blobs.put(b"a day's lines", "text/plain", "day/CNY-DEPOSITS/2026-03-19")
    part = keep(desk, 200_00, 1)
    asked_for = {
        "lot": LOT.lot,
        "account": ACCOUNT,
        "chart": "2008",
        "owner": OWNER,
        "payee": {"name": PAYEE[0], "account": PAYEE[1]},
        "document": kept,
        "parts": [{"deposit": part, "amount_fen": 200_00}],
    }
    made = at.ask("POST", "/v1/payouts", json=asked_for, headers=at.headers("clerk")).json()
    assert at.get(f"/payouts/{made['payout']}/evidence", "reviewer").status_code == 404
    assert "文件不在本系统" in page(at, f"/payouts/{made['payout']}", "reviewer")


def test_what_another_payout_took_along_is_not_signed_again(at: Door, desk: Desk):
    """Of two proposals of one part the second says, before anybody signs, why it cannot be."""
    part = {"deposit": keep(desk, 300_00, 2), "amount_fen": 300_00}
    codes = ("Q00000000000000B1", "Q00000000000000B2")
    for code in codes:
        other = {"payout": code, "item": json.dumps(part)}
        assert proposed(at, part["deposit"], **other).status_code == 303
    assert 'data-open="sign"' in page(at, f"/payouts/{codes[1]}", "reviewer")
    said = {"seen": "yes", "command_id": "approve-the-first"}
    path = f"/payouts/{codes[0]}/approval"
    assert at.ask("POST", path, data=said, headers=at.headers("reviewer")).status_code == 303
    text = page(at, f"/payouts/{codes[1]}", "reviewer")
    assert "应付金额已变动或已列入另一件划付" in text
    assert 'data-open="sign"' not in text


def test_the_list_goes_on_where_it_ended(at: Door, monkeypatch):
    monkeypatch.setattr(payout_list, "SHOWN", 1)
    path, seen = "/payouts?state=every", []
    while path:
        text = page(at, path, "reviewer")
        seen += re.findall(r'class="plain batch" href="/payouts/(Q[0-9A-F]{16})"', text)
        more = re.search(r'href="(/payouts\?state=every&amp;after=\d+)"', text)
        path = unescape(more[1]) if more else ""
    rows = at.system.readers.payouts.rows(PAYOUTS, order=("payout",)).rows
    newest = sorted(rows, key=lambda row: -row["proposed_position"])
    assert seen == [row["payout"] for row in newest]
    assert len(seen) > 2


def due_pages(at: Door) -> Iterator[str]:
    """The pages of what is payable, one leading to the next."""
    path = "/payouts?state=due"
    while path:
        text = page(at, path)
        yield text
        more = re.search(r'href="(/payouts\?state=due&amp;begin=P[0-9A-F]{16})"', text)
        path = unescape(more[1]) if more else ""


def sums_of(text: str) -> list[str]:
    """The rows of a page: what stands of each in its table."""
    return sorted(re.findall(r'<td class="two" title="([^"]*)">', text))


def test_what_is_payable_goes_on_where_a_page_ended_and_says_so(at: Door, monkeypatch):
    (whole,) = due_pages(at)
    monkeypatch.setattr(paying_out, "LOOKED_AT", 1)
    pages = list(due_pages(at))
    assert len(pages) > 1
    assert sorted(one for text in pages for one in sums_of(text)) == sums_of(whole)
    assert ["还有应付款项" in text for text in pages] == [True] * (len(pages) - 1) + [False]
    assert all("本页合计" in text for text in pages)
    assert "本页" not in whole


def test_a_page_on_which_nothing_is_due_leads_on_too(at: Door, monkeypatch):
    """Deposits that had something for others once come with those that have it now."""
    empty = paying_out.DuePage([], "P00000000000000FF")
    monkeypatch.setattr(payout_view, "due_page", lambda *_: empty)
    assert "/payouts?state=due&amp;begin=P00000000000000FF" in page(at, "/payouts?state=due")


def test_what_is_refused_is_drawn_again_on_its_own_page(at: Door, monkeypatch):
    """What was proposed and sent back may be proposed again."""
    rows = at.get("/v1/payouts", "reviewer").json()["data"]
    sent = next(row for row in rows if row["amount_fen"] == 200_00)
    path, how = f"/v1/payouts/{sent['payout']}/return", at.headers("reviewer")
    assert at.ask("POST", path, json={"reason": "?"}, headers=how).status_code == 201
    deposit = sent["parts"][0]["deposit"]
    monkeypatch.setattr(paying_out, "LOOKED_AT", 1)
    begin = f"P{int(deposit[1:], 16) - 1:016X}"
    mine = page(at, f"/payouts?state=due&begin={begin}")
    assert deposit in mine
    fields = dict(re.findall(r'name="(of|begin)" value="(\w*)"', mine))
    assert fields["begin"] == begin
    answer = proposed(at, deposit, payee_account=" ", **fields)
    assert answer.status_code == 422
    assert sums_of(answer.text) == sums_of(mine)


def test_the_winners_deposit_becomes_its_bond_where_its_lot_is_looked_at(at: Door, desk: Desk):
    """Offered to a checker once the contract is signed, with what it becomes; asked for once."""
    path = f"/lots/{LOT.lot}"
    assert "转换保证金" not in page(at, path)
    text = unescape(page(at, path, "reviewer"))
    form = re.search(r'action="(/lots/\w+/deposits/(P[0-9A-F]{16})/conversion)"', text)
    assert form, text
    held = desk.system.replay.state(StreamId("deposit", form[2])).held_fen
    assert f"{plain_money(held)} 元转入 2003 应付履约保证金" in text
    assert "此前列入的应退随之取消" in text
    said = {"command_id": "convert-winner-1"}
    assert at.ask("POST", form[1], data=said, headers=at.headers("agency")).status_code == 403
    done = at.ask("POST", form[1], data=said, headers=at.headers("reviewer"))
    assert done.status_code == 303
    after = unescape(page(at, done.headers["location"], "reviewer"))
    assert "刚刚转换保证金" in after
    assert "/conversion" not in after
    assert desk.system.replay.state(StreamId("deposit", form[2])).balance("2003") == held
