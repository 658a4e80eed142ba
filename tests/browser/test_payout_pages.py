"""Payouts at the desk, in a browser: proposed with a file, read, signed, refused, given up.

At the end the result of the sale is void: whose its price is, two persons write down.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from api.demo.cast import SALE
from domain.kernel import StreamId
from domain.payout.state import Stage
from projections.deposits import DEPOSITS
from tests.browser.keys import press
from tests.browser.peering import Peers, peers, sound
from tests.browser.serving import served
from tests.kit.desk_story import Desk, afternoon
from tests.kit.kept import NUMBER, PAYEE, keep, tenderer
from tests.kit.voided import void

PAPER = b"%PDF-1.4 the account of whoever keeps it"
JUDGMENT = b"%PDF-1.4 the judgment"


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with afternoon() as played:
        tenderer(played.system)
        keep(played, 100_00)
        keep(played, 200_00, 1)
        yield played


@pytest.fixture(scope="module")
def at(desk: Desk, browser: Browser) -> Iterator[Peers]:
    """The pages of the story, to several people at once."""
    with served(desk.system) as site, peers(browser, site) as made:
        yield made


def opened(page: Page) -> Any:
    return page.locator("dialog[open]")


def filled(page: Page) -> None:
    """The payee and the file that shows it."""
    form = page.locator("#propose")
    form.locator("[name=name]").fill(PAYEE[0])
    form.locator("[name=payee_account]").fill(PAYEE[1])
    form.locator("[name=bank]").fill(PAYEE[2])
    file = {"name": "证明.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    form.locator("[name=evidence]").set_input_files(files=[file])


def submit(at: Peers) -> str:
    """The clerk submits what is ticked; returns the payout's code."""
    page = at("clerk", "/payouts")
    filled(page)
    page.locator("[data-proposal] button").click()
    page.wait_for_url("**/payouts/Q*")
    expect(page.locator("[data-told]")).to_contain_text("刚刚提交划付复核")
    return page.url.partition("/payouts/")[2].partition("?")[0]


def signed(page: Page) -> None:
    """The checker says that he saw the file, and signs."""
    press(page, "Shift+Enter")
    opened(page).locator("[name=seen]").check()
    opened(page).locator("footer .act").click()
    expect(page.locator("[data-told]")).to_contain_text("刚刚复核签名")


def test_what_is_ticked_is_counted_and_summed(at: Peers):
    page = at("clerk", "/payouts")
    button = page.locator("[data-proposal] button")
    expect(button).to_have_text("提交 2 笔复核")
    expect(page.locator('[data-sum="amount"]')).to_have_text("300.00")
    page.locator("input[name=item]").first.uncheck()
    expect(button).to_have_text("提交 1 笔复核")
    expect(page.locator("tbody").first).to_contain_text("CNY-DEPOSITS")
    sound(page)


def test_the_price_that_is_held_still_says_what_stands_against_it(at: Peers):
    page = at("clerk", "/payouts")
    held = page.locator("tbody", has_text="应付交易价款")
    expect(held).to_contain_text("价款尚未到齐")
    expect(held.locator("input")).to_have_count(0)


def test_where_a_price_is_given_on_it_says_what_stands_against_that(at: Peers, desk: Desk):
    rows = desk.system.readers.deposits.rows(DEPOSITS, {"lot": SALE.lot}).rows
    deposit = next(row["deposit"] for row in rows if row["became"] == "2004")
    page = at("reviewer", f"/lots/{SALE.lot}/deposits/{deposit}/price")
    expect(page.locator(".notice")).to_contain_text("价款尚未到齐")
    sound(page)


def test_a_payout_is_sent_back_and_its_maker_never_signs(at: Peers, desk: Desk):
    code = submit(at)
    maker = at("clerk", f"/payouts/{code}")
    expect(maker.locator(".why-not")).to_have_text("您是本件经办，须由他人复核")
    sound(maker)
    checker = at("reviewer", "/payouts")
    expect(checker.locator(".sign .facts").first).to_contain_text(PAYEE[1])
    with checker.expect_download() as kept:
        checker.get_by_role("link", name="看证明").click()
    assert kept.value.path().read_bytes() == PAPER
    checker.locator(".halves button").click()
    opened(checker).locator("textarea").fill("账号请再核对")
    opened(checker).locator("footer .hard").click()
    expect(checker.locator("[data-told]")).to_contain_text("刚刚退回经办")
    expect(checker.locator(".people")).to_contain_text("账号请再核对")
    assert desk.system.replay.state(StreamId("payout", code)).stage is Stage.REJECTED


def test_signed_refused_by_the_bank_and_given_up(at: Peers, desk: Desk):
    code = submit(at)
    desk.bank.closed_payee(NUMBER, PAYEE[0])
    checker = at("reviewer", f"/payouts/{code}")
    press(checker, "Shift+Enter")
    opened(checker).locator("footer .act").click()
    expect(opened(checker), "the box about the evidence is not ticked").to_be_visible()
    sound(checker)
    press(checker, "Escape")
    signed(checker)
    desk.story.staff.settle()
    desk.round()
    desk.night("2026-03-23T08:30:00+08:00", date(2026, 3, 20))
    desk.round()
    clerk = at("clerk", "/payouts?state=going")
    expect(clerk.locator("tbody").first).to_contain_text("账户已销户")
    clerk.locator(".halves button").click()
    opened(clerk).locator("textarea").fill("账户已销户")
    opened(clerk).locator("footer .hard").click()
    expect(clerk.locator("[data-told]")).to_contain_text("刚刚作废")
    sound(clerk)
    again = at("clerk", "/payouts")
    expect(again.locator("[data-proposal] button")).to_have_text("提交 2 笔复核")


def test_whose_a_void_sales_price_is_one_proposes_and_another_signs(at: Peers, desk: Desk):
    deposit = void(desk)
    clerk = at("clerk", f"/lots/{SALE.lot}")
    clerk.get_by_role("link", name="登记归属").click()
    form = clerk.locator("#award")
    form.locator("[name=owner]").fill("1.00")
    at.foreseen.append("(Unprocessable")
    clerk.locator("footer button.act").click()
    expect(clerk.locator("#wrong-total")).to_contain_text("三项合计 1.00 元")
    expect(clerk.locator("#wrong-document")).to_be_visible()
    expect(form.locator("[name=owner]"), "what was typed is kept").to_have_value("1.00")
    sound(clerk)
    form.locator("[name=owner]").fill("")
    form.locator("[name=party]").fill(clerk.locator("#award .sums b").inner_text().split()[0])
    form.locator("[name=document]").fill("（2026）闽06民终1号")
    file = {"name": "判决.pdf", "mimeType": "application/pdf", "buffer": JUDGMENT}
    form.locator("[name=evidence]").set_input_files(files=[file])
    clerk.locator("footer button.act").click()
    expect(clerk.locator("#of-sign")).to_have_text("核对后签")
    sound(clerk)
    clerk.locator("footer button.act").click()
    clerk.wait_for_url("**/quarantine?kept=*")
    checker = at("reviewer", "/quarantine")
    sound(checker)
    with checker.expect_download() as kept:
        checker.get_by_role("link", name="看证明").click()
    assert kept.value.path().read_bytes() == JUDGMENT
    checker.locator("[data-joint] button[data-open]").click()
    expect(opened(checker), "what follows is said first").to_contain_text("会签后入账，不可撤销")
    sound(checker)
    opened(checker).locator("footer .act").click()
    expect(checker.locator(".lastact")).to_contain_text("两人已登记归属，clerk 提议")
    assert desk.system.replay.state(StreamId("deposit", deposit)).balance("2004") == 0
