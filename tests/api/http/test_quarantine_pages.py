"""The page 隔离与会签 and the close's own: one proposes by a form, another signs by another."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.closing.figures import figures
from api.closing.signing import prepare, sign
from domain.kernel import StreamId
from tests.api.http.test_quarantine import ENDS, bring, next_day
from tests.kit.city import Told
from tests.kit.closing import ACCOUNT, DAY, NEXT, Office, copied
from tests.kit.door import Door, door

PAGE = "/quarantine"
WHY = "银行已书面确认"


@pytest.fixture
def books(evening: Told, tmp_path: Path) -> Iterator[Office]:
    with copied(evening, tmp_path) as made:
        yield made


@pytest.fixture
def at(books: Office) -> Iterator[Door]:
    with door(books.system) as opened:
        yield opened


def shown(at: Door, person: str, page: str = PAGE) -> str:
    at.system.readers.runner.catch_up()
    answer = at.get(page, person)
    assert answer.status_code == 200, answer.text
    return answer.text


def send(at: Door, person: str, act: str, page: str = PAGE, **typed: str) -> httpx.Response:
    """Sends the form of an act as its page carries it; the page that follows."""
    forms = re.findall(r'<form method="post" action="([^"]+)".*?</form>', shown(at, person, page))
    path = next((one for one in forms if one.endswith(f"/{act}")), None)
    text = shown(at, person, page)
    found = re.search(rf'<form method="post" action="({path})".*?</form>', text, re.DOTALL)
    assert path, f"{person} has no form for {act}: {forms}"
    assert found
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found[0]))
    answer = at.ask("POST", path, headers=at.headers(person), data=fields | typed)
    assert answer.status_code == 303, answer.text
    at.system.readers.runner.catch_up()
    return at.get(answer.headers["location"], person)


def offered(at: Door, person: str, page: str = PAGE) -> set[str]:
    """The acts that a page offers to a person."""
    text = shown(at, person, page)
    paths = re.findall(r'<form method="post" action="([^"]+)"', text.partition("<main")[2])
    return {path.rpartition("/")[2] for path in paths}


def bankday(at: Door, day: Any) -> Any:
    return at.system.replay.state(StreamId("bankday", f"{ACCOUNT}/{day}"))


def test_where_nothing_waits_the_page_says_so_in_both_languages(at: Door):
    page = shown(at, "cash")
    assert "没有隔离的对账单" in page
    assert "没有待会签的事项" in page
    english = shown(at, "cash", f"{PAGE}?lang=en")
    assert "No statement is in quarantine" in english
    assert at.get(PAGE, "agency").status_code == 403


def test_the_difference_is_shown_on_both_pages(at: Door):
    bring(at, next_day(ENDS + 5))
    page = shown(at, "reviewer")
    assert "期初＋发生额 ≠ 期末" in page
    assert "+0.05" in page
    assert "本日有 1 份对账单在隔离中，差额 +0.05，R01 不通过" in shown(
        at, "cash", f"/close/{ACCOUNT}/{NEXT}"
    )
    assert offered(at, "reviewer") == set()
    assert offered(at, "cash") == {"release", "discard"}


def test_one_proposes_and_another_signs_the_same(at: Door):
    bring(at, next_day(ENDS + 5))
    after = send(at, "cash", "release", reason=WHY)
    assert "已签并保存，待另一人会签" in after.text
    assert WHY in after.text
    assert "您是提议人，须由他人会签" in after.text
    assert offered(at, "clerk") == set()
    assert offered(at, "cash") == {"withdrawal", "discard"}
    done = send(at, "reviewer", "signature")
    assert done.status_code == 200
    assert "已放行" in done.text
    assert f"cash、reviewer：{WHY}" in done.text.replace("，", "、")
    assert figures(at.system, ACCOUNT, NEXT).sides.difference == 5
    assert offered(at, "cash") == set()


def test_a_release_while_another_file_is_imported_says_that_it_is_signed_again_in_a_moment(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    """By the same form, which is not on the page any more: the release stands."""
    monkeypatch.setattr("api.joint.MOMENT_S", 0.05)
    bring(at, next_day(ENDS + 5))
    send(at, "cash", "release", reason=WHY)
    (waiting,) = at.system.joint.waiting()
    again = {"headers": at.headers("reviewer"), "data": {"command_id": "a" * 16}}
    path = f"{PAGE}/acts/{waiting.digest}/signature"
    with at.system.store.alone([f"import/{ACCOUNT}"], within=5):
        where = at.ask("POST", path, **again).headers["location"]
    assert "请稍后返回上一页再签一次" in at.get(where, "reviewer").text
    assert "sign it again in a moment" in at.get(f"{where}&lang=en", "reviewer").text
    assert "refused" not in at.ask("POST", path, **again).headers["location"]
    assert figures(at.system, ACCOUNT, NEXT).sides.difference == 5


def test_a_proposal_is_withdrawn_and_a_file_discarded(at: Door):
    bring(at, next_day(ENDS + 5))
    send(at, "cash", "release", reason=WHY)
    after = send(at, "cash", "withdrawal")
    assert "没有待会签的事项" in after.text
    assert "请写明理由" in send(at, "cash", "discard", reason=" ").text
    done = send(at, "cash", "discard", reason="银行将重发")
    assert "已作废" in done.text
    assert "银行将重发" in done.text


def closed(at: Door, *days: Any) -> None:
    at.system.publisher.publish()
    for day in days:
        fails = dict.fromkeys(figures(at.system, ACCOUNT, day).to_explain, "说明")
        prepare(at.system, "cash", ACCOUNT, day, fails)
        sign(at.system, "reviewer", ACCOUNT, day)


def test_a_closed_day_is_reopened_from_its_page_and_shows_its_earlier_close(at: Door):
    closed(at, DAY)
    page = f"/close/{ACCOUNT}/{DAY}"
    assert offered(at, "reviewer", page) == set()
    after = send(at, "cash", "reopening", page, reason="银行更正对账单")
    assert f"反日结 {ACCOUNT} {DAY}" in after.text
    done = send(at, "reviewer", "signature")
    assert str(done.url).startswith(f"http://door{page}?")
    assert bankday(at, DAY).closed is None
    assert "已反日结" in done.text
    assert "此前的关账" in done.text
    closed(at, DAY)
    both = shown(at, "cash", page)
    assert "cash、reviewer 反日结：银行更正对账单" in both
    assert "已关账" in both


def test_what_another_day_bars_is_said_on_the_page(at: Door):
    bring(at, next_day(ENDS))
    closed(at, DAY, NEXT)
    send(at, "cash", "reopening", f"/close/{ACCOUNT}/{DAY}", reason="x")
    refused = send(at, "reviewer", "signature")
    assert "须从最后一天起逐日反日结" in refused.text
    assert bankday(at, DAY).closed is not None


def test_a_proposal_that_is_gone_says_so(at: Door):
    bring(at, next_day(ENDS + 5))
    send(at, "cash", "release", reason=WHY)
    (waiting,) = at.system.joint.waiting()
    path = f"{PAGE}/acts/{waiting.digest}/signature"
    at.system.joint.withdraw(waiting.digest)
    form = {"command_id": "a" * 16}
    answer = at.ask("POST", path, headers=at.headers("reviewer"), data=form)
    assert "refused=joint.gone" in answer.headers["location"]
    assert "该提议已失效" in at.get(answer.headers["location"], "reviewer").text
