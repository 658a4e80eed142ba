"""Refunds at the desk, in a browser: ticked, submitted, sent back, signed, paid, on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from projections.refunds import BATCHES, REFUNDS
from tests.browser.conftest import ASKS_EVERY_MS, clocked
from tests.browser.keys import press
from tests.browser.peering import Peers, peers, sound
from tests.browser.serving import served
from tests.kit.desk_story import Desk, afternoon

PAPER = b"%PDF-1.4 what the bank of the payee confirms"


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with afternoon() as played:
        yield played


@pytest.fixture(scope="module")
def at(desk: Desk, browser: Browser) -> Iterator[Peers]:
    """The pages of the story, to several people at once."""
    with served(desk.system) as site, peers(browser, site) as made:
        yield made


def batches(desk: Desk) -> list[dict[str, Any]]:
    desk.system.readers.runner.catch_up()
    return list(desk.system.readers.refunds.rows(BATCHES).rows)


def submit(at: Peers) -> str:
    """The clerk submits what is ticked; returns the batch's code."""
    page = at("clerk", "/dues")
    page.locator("[data-proposal] button").click()
    page.wait_for_url("**/batches/RB-*")
    return page.url.partition("/batches/")[2].partition("?")[0]


def opened(page: Page) -> Any:
    return page.locator("dialog[open]")


@contextmanager
def sent_back(page: Page, reason: str) -> Iterator[None]:
    """Whatever the test did, the batch does not wait for the next one."""
    yield
    page.locator(".halves button").click()
    opened(page).locator("textarea").fill(reason)
    opened(page).locator("footer .hard").click()
    expect(page.locator("[data-told]")).to_contain_text("刚刚退回经办")


def test_what_is_ticked_is_counted_and_summed(at: Peers):
    page = at("clerk", "/dues")
    button, boxes = page.locator("[data-proposal] button"), page.locator("input[name=item]")
    n = boxes.count()
    on = sum(boxes.nth(k).is_checked() for k in range(n))
    expect(button).to_have_text(f"提交 {on} 笔复核")
    before = page.locator('[data-sum="principal"]').inner_text()
    for k in range(n):
        boxes.nth(k).set_checked(False)
    expect(button).to_be_disabled()
    expect(page.locator('[data-sum="principal"]')).to_have_text("0.00")
    page.reload()
    assert page.locator('[data-sum="principal"]').inner_text() == before


def test_a_batch_is_sent_back_with_a_reason_and_its_maker_never_signs(at: Peers, desk: Desk):
    code = submit(at)
    maker = at("clerk", f"/batches/{code}")
    act = maker.locator(".sign-acts button").first
    expect(act).to_have_attribute("aria-disabled", "true")
    expect(maker.locator(".why-not")).to_have_text("您是本批经办，须由他人复核")
    sound(maker)
    checker = at("reviewer", f"/batches/{code}")
    press(checker, "Shift+Enter")
    expect(opened(checker)).to_be_visible()
    expect(opened(checker).get_by_role("button", name="取消")).to_be_focused()
    sound(checker)
    opened(checker).get_by_role("button", name="取消").click()
    expect(opened(checker)).to_have_count(0)
    with sent_back(checker, "第二笔金额请再核对"):
        pass
    expect(checker.locator(".people")).to_contain_text("第二笔金额请再核对")
    assert next(row for row in batches(desk) if row["batch"] == code)["checked_by"] == "reviewer"
    again = at("clerk", "/dues")
    expect(again.locator("[data-proposal] button")).to_be_enabled()


def test_nothing_is_signed_while_nobody_can_say_how_old_the_figures_are(at: Peers):
    code = submit(at)
    page = clocked(at("reviewer", f"/batches/{code}"))
    act, banner = page.locator(".sign-acts button").first, page.locator("[data-lagging]")
    expect(banner).to_be_hidden()
    page.route("**/v1/position", lambda route: route.fulfill(body="nothing"))
    page.clock.fast_forward(ASKS_EVERY_MS)
    expect(banner).to_have_text("连接中断，正在重连：图上数字不变，暂不能签名或办理")
    expect(act).to_have_attribute("aria-disabled", "true")
    expect(act).to_have_attribute("aria-describedby", "lagging")
    press(page, "Shift+Enter")
    act.click(force=True)
    expect(opened(page)).to_have_count(0)
    page.unroute("**/v1/position")
    page.clock.fast_forward(ASKS_EVERY_MS)
    expect(banner).to_be_hidden()
    press(page, "Shift+Enter")
    expect(opened(page)).to_be_visible()
    press(page, "Escape")
    page.route(f"**/batches/{code}", behind)
    page.reload()
    expect(banner).to_have_text("数据滞后超过 30 秒：图上数字不变，暂不能签名或办理")
    expect(act).to_have_attribute("aria-disabled", "true")
    page.unroute(f"**/batches/{code}")
    page.reload()
    with sent_back(page, "连接试验"):
        pass


def behind(route: Route) -> None:
    """The page as a server draws it whose readers are behind its log."""
    answer = route.fetch()
    body = re.sub(r'data-lag="\d+"', 'data-lag="31000"', answer.text())
    route.fulfill(response=answer, body=body)


def test_the_same_form_sent_twice_asks_once(at: Peers, desk: Desk):
    before = len(batches(desk))
    page = at("clerk", "/dues")
    fields = page.locator("#propose").evaluate(
        "form => [...new FormData(form)].map(([name, value]) => [name, value])"
    )
    sent = [page.request.post(page.url, **_form(fields, page)) for _ in range(2)]
    assert {answer.status for answer in sent} == {200}
    assert sent[0].url.partition("&")[0] == sent[1].url.partition("&")[0]
    assert len(batches(desk)) == before + 1
    code = dict(fields)["batch"]
    with sent_back(at("reviewer", f"/batches/{code}"), "重复提交的试验"):
        pass


def _form(fields: list[list[str]], page: Page) -> dict[str, Any]:
    origin = page.url.partition("/dues")[0]
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
    return {"data": urlencode([tuple(one) for one in fields]), "headers": headers}


def test_a_batch_that_changed_since_is_refused_in_place_and_nothing_is_lost(at: Peers, desk: Desk):
    code = submit(at)
    checker = at("reviewer", f"/batches/{code}")
    changed = next(
        row for row in desk.system.readers.refunds.rows(REFUNDS).rows if row["standing"] == "应退"
    )
    desk.story.staff.redirect(
        f"{changed['deposit']}/{changed['number']}",
        desk.story.staff.payee(f"{changed['deposit']}/{changed['number']}"),
    )
    checker.locator(".sign-acts button").first.click()
    opened(checker).locator("footer .act").click()
    told = checker.locator("[data-told][role=alert]")
    expect(told).to_contain_text("没有写入")
    expect(told).to_contain_text("refund.changed")
    expect(told).to_be_focused()
    expect(checker.locator("tbody").first).to_contain_text("已变更")
    expect(checker.locator(".why-not")).to_contain_text("1 笔已变更")
    sound(checker)
    with sent_back(checker, "一笔收款账户已变更"):
        pass


def test_another_account_is_shown_approved_paid_and_on_paper(at: Peers, desk: Desk):
    clerk = at("clerk", "/dues")
    clerk.locator("[data-open^=payee]").first.click()
    opened(clerk).locator("[name=name]").fill("张三")
    opened(clerk).locator("[name=payee_account]").fill("6217 0000 0000 0000 99")
    file = {"name": "证明.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    opened(clerk).locator("[name=evidence]").set_input_files(files=[file])
    sound(clerk)
    opened(clerk).locator("footer .act").click()
    expect(clerk.locator("[data-told]")).to_contain_text("刚刚提出变更收款账户")
    code = submit(at)
    checker = at("reviewer", f"/batches/{code}")
    with checker.expect_download() as kept:
        checker.locator("tr", has_text="张三").get_by_role("link", name="看证明").first.click()
    assert kept.value.path().read_bytes() == PAPER
    press(checker, "Shift+Enter")
    opened(checker).locator("footer .act").click()
    expect(opened(checker), "the box about the evidence is not ticked").to_be_visible()
    opened(checker).locator("[name=seen]").check()
    opened(checker).locator("footer .act").dblclick()
    expect(checker.locator("[data-told]")).to_contain_text("刚刚复核签名")
    assert next(row for row in batches(desk) if row["batch"] == code)["stage"] == "已复核"
    desk.story.staff.settle()
    desk.round()
    checker.reload()
    expect(checker.locator("tbody").first).to_contain_text("银行已受理")
    desk.night("2026-03-23T08:30:00+08:00", date(2026, 3, 20))
    checker.reload()
    expect(checker.locator("tbody").first).to_contain_text("已记账")
    sound(checker)
    checker.get_by_role("link", name="回单").first.click()
    expect(checker.locator(".slip")).to_contain_text("人民币（大写）")
    expect(checker.locator("article")).to_contain_text("事件位置")
    sound(checker, high=False)
    assert checker.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 1
