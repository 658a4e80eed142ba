"""The list of batches: the most urgent first, page by page, counted truly."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from api.http.pages import batch_list
from api.refunding import payable_items
from ledger.replay import Replay
from tests.kit.desk_story import Desk, afternoon
from tests.kit.door import Door, door

ACCOUNT = "CNY-DEPOSITS"
LATER, SOONER, LAST = "RB-2026-03-20-00A1", "RB-2026-03-20-00B2", "RB-2026-03-20-00C3"
APPROVED = re.compile(r"RB-2026-03-18-[0-9A-F]{4}")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """Three batches wait; the second that was proposed has what is due first."""
    with afternoon() as played, door(played.system) as at:
        items = payable_items(played.system, ACCOUNT)
        (soon, *later) = sorted(items, key=lambda item: item.deposit != first_due(played))
        for code, some in ((LATER, later[:2]), (SOONER, [soon]), (LAST, later[2:])):
            told = [{n: getattr(one, n) for n in type(one).__slots__} for one in some]
            body = {"batch": code, "account": ACCOUNT, "items": told}
            sent = at.headers("clerk")
            answer = at.ask("POST", "/v1/refund-batches", json=body, headers=sent)
            assert answer.status_code == 201, answer.text
        played.system.readers.runner.catch_up()
        yield played


def first_due(desk: Desk) -> str:
    rows = desk.system.readers.refunds.rows(batch_list.REFUNDS, {"standing": "失败"}).rows
    return str(rows[0]["deposit"])


@pytest.fixture(scope="module")
def at(desk: Desk) -> Iterator[Door]:
    with door(desk.system) as made:
        yield made


def page(at: Door, path: str) -> str:
    answer = at.get(path, "reviewer")
    assert answer.status_code == 200, answer.text
    return answer.text


def codes(text: str) -> list[str]:
    return re.findall(r'class="plain batch" href="/batches/([^"]+)"', text)


def more(text: str) -> str | None:
    found = re.search(r'href="([^"]+)">更多批次', text)
    return found[1].replace("&amp;", "&") if found else None


def test_what_waits_is_listed_by_the_nearest_due_date(at: Door):
    assert codes(page(at, "/batches")) == [SOONER, LATER, LAST]


def test_pages_follow_each_other_and_each_says_how_many_there_are(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(batch_list, "SHOWN", 2)
    first = page(at, "/batches")
    assert codes(first) == [SOONER, LATER]
    second = page(at, more(first) or "")
    assert (codes(second), more(second)) == ([LAST], None)
    assert "3 批" in first
    assert "3 批" in second
    assert "合计" not in first + second


def test_of_all_the_newest_day_comes_first(at: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(batch_list, "SHOWN", 3)
    first = page(at, "/batches?state=every")
    assert codes(first) == [LAST, SOONER, LATER]
    assert "4 批" in first
    (left,) = codes(page(at, more(first) or ""))
    assert APPROVED.fullmatch(left)


def test_the_batch_that_is_asked_for_stands_first_whichever_page_it_is_of(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    (approved,) = codes(page(at, "/batches?state=approved"))
    monkeypatch.setattr(batch_list, "SHOWN", 2)
    assert codes(page(at, f"/batches/{approved}")) == [approved, LAST, SOONER]
    assert at.get("/batches/RB-2026-03-20-FFFF", "reviewer").status_code == 404


def test_only_the_batch_in_the_pane_is_folded_from_the_log(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    folded: list[str] = []
    states = Replay.states

    def seen(replay: Replay, streams: Any, *at: Any) -> Any:
        wanted = [*streams]
        folded.extend(stream.code for stream in wanted)
        return states(replay, wanted, *at)

    monkeypatch.setattr(Replay, "states", seen)
    assert page(at, "/batches").count("data-row") == len(folded) == 1


@pytest.mark.parametrize("after", ["x", "2026-02-30/RB", "%00", ""])
def test_a_cursor_that_no_page_ended_with_is_told(at: Door, after: str):
    assert at.get(f"/batches?after={after}", "reviewer").status_code == 422
