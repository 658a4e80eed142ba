"""Closing a day, in a browser: explained, prepared by one, given back, signed by another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from api.embedded import Server
from projections.bankdays import CLOSES
from tests.browser.keys import press
from tests.browser.peering import Peers, peers, sound
from tests.browser.serving import served
from tests.kit.closing import ACCOUNT, DAY, Office, bare_line, office
from tests.kit.databases import fresh

DAY_PAGE = f"/close/{ACCOUNT}/{DAY}"


@pytest.fixture
def books(server: Server, tmp_path: Path) -> Iterator[Office]:
    """A day with a line that its statement lacks."""
    with office(fresh(server), tmp_path) as made:
        bare_line(made)
        made.publish()
        yield made


@pytest.fixture
def at(books: Office, browser: Browser) -> Iterator[Peers]:
    with served(books.system) as site, peers(browser, site) as made:
        yield made


def opened(page: Page) -> Any:
    return page.locator("dialog[open]")


def explain(page: Page, *words: str) -> None:
    for said, field in zip(words, page.locator(".explain input.in").all(), strict=True):
        field.fill(said)
    page.locator(".explain button").click()


def stage(books: Office) -> str:
    books.system.readers.runner.catch_up()
    (row,) = books.system.readers.bankdays.rows(CLOSES).rows
    return str(row["stage"])


def test_a_day_is_explained_prepared_given_back_and_closed_by_two(at: Peers, books: Office):
    cash = at("cash", "/close")
    cash.wait_for_url(f"**{DAY_PAGE}")
    expect(cash.locator(".explain label")).to_have_count(2)
    expect(cash.locator(".differences")).to_contain_text("9.00")
    sound(cash)
    press(cash, "n")
    expect(cash.locator("[data-failed-check]").first).to_be_focused()
    explain(cash, "银行漏记一笔，已去函", "同上，次日补记")
    expect(cash.locator("[data-told]")).to_contain_text("刚刚编制")
    own = cash.locator(".row.wrap button").first
    expect(own).to_have_attribute("aria-disabled", "true")
    expect(cash.locator(".why-not")).to_have_text("您是编制人，须由他人复核")
    expect(cash.locator(".checklist")).to_contain_text("有说明：银行漏记一笔，已去函")

    checker = at("reviewer", "/close")
    checker.get_by_role("button", name="退回编制").click()
    opened(checker).locator("textarea").fill("请附银行回函日期")
    opened(checker).locator("footer .hard").click()
    expect(checker.locator("[data-told]")).to_contain_text("刚刚退回编制")
    sound(checker)

    again = at("cash", DAY_PAGE)
    explain(again, "银行漏记一笔，3 月 17 日去函", "同上，次日补记")
    checker.goto(checker.url.partition("/close")[0] + DAY_PAGE)
    press(checker, "j")
    expect(checker.locator("[data-row]").first).to_be_focused()
    press(checker, "Shift+Enter")
    expect(opened(checker).locator(".digest-words li")).to_have_count(6)
    expect(opened(checker)).to_contain_text("关账后这一天不再改动")
    sound(checker)
    press(checker, "Escape")
    expect(opened(checker)).to_have_count(0)
    press(checker, "Shift+Enter")
    opened(checker).locator("footer .act").dblclick()
    expect(checker.locator("[data-told]")).to_contain_text("刚刚关账")
    assert stage(books) == "CLOSED"
    expect(checker.locator(".people li")).to_have_count(2)
    sound(checker)
    assert checker.pdf()


def test_lines_that_came_since_are_refused_in_place(at: Peers, books: Office):
    explain(at("cash", DAY_PAGE), "已去函", "已去函")
    checker = at("reviewer", DAY_PAGE)
    bare_line(books, 50, key="d")
    press(checker, "Shift+Enter")
    opened(checker).locator("footer .act").click()
    told = checker.locator("[data-told][role=alert]")
    expect(told).to_contain_text("没有写入：编制之后又有流水记入")
    expect(told).to_be_focused()
    assert stage(books) == "PREPARED"


def test_single_keys_can_be_turned_off(at: Peers):
    page = at("cash", DAY_PAGE)
    failed = page.locator("[data-failed-check]").first
    page.evaluate("localStorage.setItem('single-keys-off', '1')")
    press(page, "n")
    expect(failed).not_to_be_focused()
    page.evaluate("localStorage.removeItem('single-keys-off')")
    press(page, "Alt+n")
    expect(failed).not_to_be_focused()
    press(page, "n")
    expect(failed).to_be_focused()


def test_a_list_is_brought_beside_the_check_that_asks_for_it(at: Peers):
    page = at("cash", DAY_PAGE)
    row = page.locator("tr", has_text="R17")
    expect(row).to_contain_text("不适用")
    row.get_by_role("button", name="登记清单…").click()
    expect(opened(page)).to_contain_text("标段编号、笔数、金额")
    file = {"name": "r.csv", "mimeType": "text/csv", "buffer": "标段编号,笔数,金额\n".encode()}
    opened(page).locator("[name=file]").set_input_files(files=[file])
    sound(page)
    opened(page).locator("footer .act").click()
    expect(page.locator("[data-told]")).to_contain_text("刚刚登记清单")
    expect(page.locator("tr", has_text="R17")).not_to_contain_text("不适用")
    sound(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_either_language_has_room(at: Peers, lang: str):
    for person in ("cash", "reviewer"):
        sound(at(person, DAY_PAGE, lang))
