"""Pages as answers: who sees which part, what a moment shows, where one is led, what is kept."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import psycopg
import pytest

from api.demo.cast import LOT
from api.http.html_policy import CSP
from api.http.pages import closing
from api.http.pages.assets import ASSETS, RELEASE, address
from api.http.pages.event import next_of
from api.http.pages.stored import in_stream, read
from api.http.seeing import VEILED, Parts
from api.http.sign_in import within
from domain.kernel import Rejected
from ledger.tickets import OutcomeUnknown, Refused
from projections.audit_trail import TRAIL
from projections.balance_reader import BalanceReader
from tests.kit.bidding import ACCOUNT, DAY, DEPOSITS, FEN
from tests.kit.door import Door


def at_of(door: Door, name: str, last: bool = False) -> int:
    rows = door.system.readers.trail.rows(TRAIL, {"name": name}).rows
    found: int = rows[-1 if last else 0]["at"]
    return found


def page(door: Door, path: str, person: str | None = "auditor", status: int = 200) -> str:
    answer = door.get(path, person)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == CSP
    return unescape(answer.text)


def main(text: str) -> str:
    """What stands between the bars, without tags."""
    inside = text.partition("<main")[2].partition("</main>")[0]
    joined = re.sub("</?span[^>]*>", "", inside)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", joined))


# -- who is led where


@pytest.mark.parametrize("path", ["/trail", "/balances", "/status", "/events/1"])
def test_who_is_not_signed_in_is_led_there_and_back(at: Door, path: str):
    answer = at.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?to=%2F{path[1:].replace('/', '%2F')}"


def test_the_first_place_is_the_readers_own(at: Door):
    assert at.get("/", "auditor").headers["location"] == "/lots"
    assert at.get("/", "clerk").headers["location"] == "/desk"
    assert at.get("/").headers["location"] == "/sign-in"


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("12", "/events/12"),
        ("48,213", "/events/48213"),
        ("2026-03-16", "/trail?day=2026-03-16"),
        ("lot/E3506", "/trail?kind=lot&code=E3506"),
        ("matcher", "/trail?person=matcher"),
        (f" {DEPOSITS[0]} ", f"/trail?code={DEPOSITS[0]}"),
        ("", "/trail"),
    ],
)
def test_what_is_typed_leads_to_where_it_stands(at: Door, typed: str, leads: str):
    assert at.get("/find", "auditor", params={"q": typed}).headers["location"] == leads


@pytest.mark.parametrize(
    ("path", "person", "status", "words"),
    [
        ("/balances", "bidder", 403, "岗位无权查看"),
        ("/events/999999", "auditor", 404, "没有这一页"),
        ("/balances?as_of=tomorrow", "auditor", 422, "地址有误"),
        ("/trail?day=1", "auditor", 422, "query.day"),
        ("/trail?day=2026-13-45", "auditor", 422, "query.day"),
        ("/trail?day=0001-01-01", "auditor", 422, "query.day"),
        ("/close/CNY-DEPOSITS/0001-01-01", "clerk", 422, "path.day"),
        ("/trail?day=9999-12-31", "auditor", 422, "query.day"),
        ("/at/999999/balances", "auditor", 404, "没有这一页"),
        ("/balances?since=30&as_of=2026-03-16", "auditor", 422, "地址有误"),
        ("/balances?since=30&as_of=20", "auditor", 422, "地址有误"),
    ],
)
def test_what_cannot_be_shown_says_so_on_a_page(
    at: Door, path: str, person: str, status: int, words: str
):
    text = page(at, path, person, status)
    assert words in main(text)
    assert "什么都没有写入" in main(text)


def test_what_a_problem_says_in_english_is_said_on_english_pages_alone(at: Door):
    english = at.headers("auditor") | {"cookie": "lang=en"}
    told = at.ask("GET", "/events/999999", headers=english).text
    assert "the log has" in told
    assert "the log has" not in page(at, "/events/999999", status=404)


PREPARATION = f"/close/{ACCOUNT}/{DAY}/preparation"
READABLE = {"command_id": "a" * 32, "position": "9"}


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OutcomeUnknown("lost"), "不能确定是否已写入：用同一张表单再提交一次"),
        (Refused(Rejected("permission.missing", "x"), 12, repeated=False), "可能已写入一部分"),
        (psycopg.OperationalError("gone"), "可能已写入一部分"),
    ],
    ids=["unknown", "refused", "database"],
)
def test_nothing_written_is_said_only_where_it_is_known(
    at: Door, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
):
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(closing, "asked_close", fails)
    answer = at.ask("POST", PREPARATION, headers=at.headers("clerk"), data=READABLE)
    text = main(unescape(answer.text))
    assert says in text
    assert "什么都没有写入" not in text
    assert ("规则 permission.missing" in text) is isinstance(error, Refused)
    assert ("岗位无权办理" in text) is isinstance(error, Refused)


def test_a_form_that_cannot_be_read_names_its_fields(at: Door):
    answer = at.ask(
        "POST", PREPARATION, headers=at.headers("clerk"), data=READABLE | {"command_id": "?"}
    )
    assert answer.status_code == 422
    text = main(unescape(answer.text))
    assert "什么都没有写入" in text
    assert "body.command_id" in text
    assert "截至" not in text


def test_a_sign_in_link_that_is_none_is_told(at: Door):
    form = {"link": "http://elsewhere.example/sign-in/demo/auditor?token=short"}
    answer = at.ask("POST", "/sign-in", data=form)
    assert answer.headers["location"] == "/sign-in?refused=true"
    assert "没有登录" in main(page(at, "/sign-in?refused=true", None))


ELSEWHERE = (
    *("//elsewhere.example", "https://elsewhere.example", "/\\x", "/\t/elsewhere.example"),
    *("/a\\b", "/%09/x", "/\n/x", "/ x", "", "javascript:x", "/a\r\nx"),
)


@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_led_to_another_site(at: Door, to: str):
    said = urlencode({"to": to})
    text = page(at, f"/sign-in?{said}", "auditor")
    assert '<a class="button act" href="/">' in text
    assert within(to) == ""


def test_who_is_led_to_the_sign_in_is_led_back(at: Door):
    text = at.get(at.get(f"/trail?day={DAY}").headers["location"]).text
    field = re.search(r'<input type="hidden" name="to" value="([^"]*)"', text)
    assert field
    link = f"http://x/sign-in/demo/auditor?token={'x' * 43}"
    answer = at.ask("POST", "/sign-in", data={"link": link, "to": unescape(field[1])})
    leads = parse_qs(urlsplit(answer.headers["location"]).query)
    assert leads["to"] == [f"/trail?day={DAY}"]


def test_a_form_of_who_is_not_signed_in_is_no_page_to_come_back_to(at: Door):
    answer = at.ask("POST", PREPARATION, data=READABLE)
    assert answer.headers["location"] == "/sign-in"


def test_a_link_that_is_none_does_not_forget_where_one_wanted_to_go(at: Door):
    answer = at.ask("POST", "/sign-in", data={"link": "?", "to": "/trail"})
    assert answer.headers["location"] == "/sign-in?refused=true&to=%2Ftrail"


# -- one event


def test_the_bytes_on_the_page_are_the_stored_ones(at: Door):
    position = at_of(at, "LotDefined")
    text = page(at, f"/events/{position}")
    lines = re.findall(r"<li>(.*?)</li>", text.partition("data-body")[2].partition("</ol>")[0])
    stored = next(at.system.tree.stored(position - 1, 1)).decode()
    assert f"{''.join(lines)}\n" == stored.partition("\n")[0] + "\n"


def test_no_html_ever_says_verified(at: Door):
    for name in ("LogOpened", "LotDefined", "ReceiptMatched"):
        text = at.get(f"/events/{at_of(at, name)}", "auditor").text
        assert 'data-state="unchecked"' in text
        assert "已在本浏览器核验" not in text.partition('<script type="application/json"')[0]


def test_a_name_that_is_markup_is_text(at: Door):
    text = at.get("/trail?person=<script>alert(1)</script>", "auditor").text
    assert "<script>alert" not in text


@pytest.mark.parametrize(
    ("name", "person", "sees", "not_"),
    [
        ("BankCreditRecorded", "clerk", "封存流", "800,000"),
        ("BankCreditRecorded", "auditor", "800,000.00", "封存流的事件"),
        ("ReceiptMatched", "clerk", "封存流", DEPOSITS[0]),
        ("StatementImported", "clerk", "4,801,000.00", "本岗位不可阅"),
        ("StatementImported", "office", "本岗位不可阅", "4,801,000.00"),
        ("LotDefined", "office", "800,000.00", "本岗位不可阅"),
    ],
)
def test_each_sees_the_parts_that_are_theirs(
    at: Door, name: str, person: str, sees: str, not_: str
):
    text = main(page(at, f"/events/{at_of(at, name)}", person))
    assert sees in text
    assert not_ not in text


@pytest.mark.parametrize(
    ("name", "person", "status"),
    [
        ("BankCreditRecorded", "auditor", 200),
        ("BankCreditRecorded", "clerk", 403),
        ("StatementImported", "office", 403),
        ("StatementImported", "clerk", 200),
        ("LotDefined", "office", 200),
    ],
)
def test_the_proof_is_for_whom_the_bytes_are(at: Door, name: str, person: str, status: int):
    at.system.publisher.publish()
    assert at.get(f"/events/{at_of(at, name)}/proof", person).status_code == status


def test_of_an_event_under_seal_nobody_but_an_auditor_gets_bytes(at: Door):
    at.system.publisher.publish()
    rows = at.system.readers.trail.rows(TRAIL).rows
    veiled = {row["name"]: row["at"] for row in rows if row["kind"] in VEILED}
    assert {"StreamRegistered", "DepositRequired", "SubAccountIssued"} <= veiled.keys()
    for name, position in veiled.items():
        for person in ("clerk", "office"):
            for path in (f"/events/{position}/proof", f"/events/{position}/proof?file=true"):
                assert at.get(path, person).status_code == 403, name


def test_the_proof_file_holds_all_that_is_needed(at: Door):
    at.system.publisher.publish()
    position = at_of(at, "KeyEnrolled")
    answer = at.get(f"/events/{position}/proof?file=true", "auditor")
    said = json.loads(answer.content)
    assert answer.headers["content-disposition"].endswith(f'"event-{position}.proof.json"')
    assert said["event"].encode() == next(at.system.tree.stored(position - 1, 1))
    after = said["next"]["position"]
    assert after > position
    assert said["next"]["event"].encode() == next(at.system.tree.stored(after - 1, 1))
    assert set(said) == {
        *("format", "event", "position", "size", "path", "checkpoint", "next"),
        *("actor_key", "cosigner_key"),
    }


@pytest.mark.parametrize(("restricted", "told"), [(True, "event"), (False, "previous")])
def test_the_next_event_comes_whole_only_where_all_of_it_may_be_seen(
    at: Door, restricted: bool, told: str
):
    money = read(at.system, at_of(at, "ReceiptMatched")).body
    before = in_stream(at.system, money.stream, money.sequence - 1)
    assert before is not None
    parts = Parts(public=True, restricted=restricted, opened=False)
    found = next_of(at.system, before, parts)
    assert found is not None
    assert set(found) == {"position", told}


# -- the trail


def rows_of(text: str) -> list[str]:
    return re.findall(r'<tr data-row.*?href="/events/(\d+)"', text, re.DOTALL)


def test_the_trail_is_told_newest_first_page_by_page(at: Door):
    head = at.system.tree.size()
    here, found = f"/trail?as_of={head}", []
    while True:
        text = page(at, here)
        found += map(int, rows_of(text))
        older = re.search(r'data-key="]" href="([^"]+)"', text)
        if older is None:
            break
        here = older[1]
    assert found == list(range(head, 0, -1))


def test_a_page_leads_back_to_the_newer_ones(at: Door):
    text = page(at, "/trail?before=50")
    newer = re.search(r'data-key="\[" href="([^"]+)"', text)
    assert newer
    assert rows_of(page(at, newer[1]))[-1] == "50"


def test_a_choice_leaves_out_what_is_sealed_and_does_not_count_it(at: Door):
    for choice in ("name=ReceiptMatched", "kind=deposit", "kind=bankpage", "person=matcher"):
        text = page(at, f"/trail?{choice}")
        assert rows_of(text) == []
        assert "没有符合的事件" in main(text)
    assert rows_of(page(at, "/trail?name=LotDefined"))


def test_a_day_of_the_trail_is_its_events(at: Door):
    found = {int(one) for one in rows_of(page(at, f"/trail?day={DAY}"))}
    rows = at.system.readers.trail.rows(TRAIL).rows
    assert found <= {row["at"] for row in rows if row["recorded_at"].date() == DAY}
    assert found


# -- balances


def figure(text: str, account: str) -> list[str]:
    """Figures of an account's row."""
    row = re.search(rf'<span class="code">{account}</span>.*?</tr>', text, re.DOTALL)
    assert row
    return re.findall(r"-?[\d,]+\.\d\d", re.sub("<[^>]+>", "", row[0]))


def test_balances_are_told_in_their_accounts_side_and_sum_to_zero(at: Door):
    text = page(at, "/balances")
    assert figure(text, "1001")[-1] == "4,801,000.00"
    assert figure(text, "2002")[-1] == "3,200,000.00"
    assert "资产 − 负债（须为 0）" in main(text)
    assert "money off" not in text


def test_a_permanent_address_shows_the_same_again(at: Door):
    position = at_of(at, "StatementImported")
    before = main(page(at, f"/at/{position}/balances?open=1001,2001"))
    assert "历史" in before
    assert main(page(at, f"/at/{position}/balances?open=1001,2001")) == before
    assert figure(page(at, f"/balances?as_of={position}"), "2001")[-1] == "4,800,000.00"


def test_before_an_opening_deposits_are_one_sealed_row(at: Door):
    text = page(at, "/balances?open=2002", "clerk")
    assert "未启封，只计合计" in main(text)
    assert not any(code in text for code in DEPOSITS)
    assert main(page(at, f"/balances?account=2002&owner={DEPOSITS[0]}", "clerk")).count("账实核对")


def test_only_owners_of_open_accounts_are_read(at: Door, monkeypatch: pytest.MonkeyPatch):
    read, owned = [], BalanceReader.owned

    def seen(reader: BalanceReader, *args: Any, **more: Any) -> Any:
        found = owned(reader, *args, **more)
        read.extend(balance.account for balance in found.rows)
        return found

    monkeypatch.setattr(BalanceReader, "owned", seen)
    page(at, "/balances")
    assert read == []
    page(at, "/balances?open=2001")
    assert {*read} == {"2001"}


def test_what_makes_a_balance_is_named_to_an_auditor_and_summed_for_others(at: Door):
    path = f"/balances?open=2001&account=2001&owner={ACCOUNT}/{DAY}"
    assert "银行来款入账" in main(page(at, path, "auditor"))
    clerk = main(page(at, path, "clerk"))
    assert "银行来款入账" not in clerk
    assert "封存流的事件，只计合计 −1,600,000.00" in clerk


def csv(at: Door, path: str, person: str = "auditor") -> list[str]:
    answer = at.get(path, person)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return answer.content.decode("utf-8-sig").splitlines()


def test_an_export_says_first_of_when_and_that_it_is_simulated(at: Door):
    position = at_of(at, "StatementImported")
    first, head, *rows = csv(at, f"/at/{position}/balances.csv")
    assert first.startswith(f"截至位置 {position},")
    assert first.endswith(",CUST CNY,city.example/log,模拟账本")
    assert head.startswith("科目,名称,明细,")
    totals = [row.split(",") for row in rows if row.split(",")[2] == ""]
    closing = sum(round(100 * float(row[-1])) for row in totals)
    assert closing == 0
    assert f"1001,保证金专户,,0.00,{(6 * FEN + 100_000) / 100:.2f},0.00,4801000.00" in rows


def test_an_owner_that_looks_like_a_formula_is_text():
    from api.csv_file import csv_of

    assert csv_of(["=1+1"], ["+x"], [["-12.50", "=cmd()"]]).decode("utf-8-sig") == (
        "'=1+1\r\n'+x\r\n-12.50,'=cmd()\r\n"
    )


# -- words, files, headers


def test_every_page_speaks_english_too(at: Door):
    event = f"/events/{at_of(at, 'LotDefined')}"
    for path in ("/trail", "/balances", "/status", "/sign-in", event):
        answer = at.get(f"{path}?lang=en", "auditor")
        assert answer.headers["content-language"] == "en"
        assert "lang=en" in answer.headers["set-cookie"]
        words = re.sub(r'(?s)lang="zh-CN">.*?</dd>|<ol data-body>.*?</ol>', "", answer.text)
        assert set(re.findall(r"[\u4e00-\u9fff]+", main(words))) <= set(
            re.findall(r"[\u4e00-\u9fff]+", LOT.title)
        )


def test_files_are_kept_for_ever_under_their_release_alone(at: Door):
    for name in ASSETS:
        assert at.get(address(name)).headers["cache-control"].endswith("immutable")
    other = at.get("/static/0/css/frame.css")
    assert other.headers["cache-control"] == "no-cache"
    assert len(RELEASE) == 16
    for path in ("/static/0/nothing.css", "/static/0/../app.py", "/static/0/css/"):
        assert at.get(path).status_code == 404


def test_the_trust_file_is_the_installations(at: Door):
    answer: httpx.Response = at.get("/trust.json")
    assert answer.content == at.system.home.trust.read_bytes()
