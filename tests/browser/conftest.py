"""One served installation and one browser for all tests of pages; skipped, loudly, without one."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from api.appointing import appoint
from api.embedded import Server
from tests.browser import chromium
from tests.browser.serving import Served, served
from tests.kit import bidding
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.needs import not_run

expect.set_options(timeout=60_000)
"""Milliseconds; a machine that does much else is slow, and no test is about how fast a page is."""

ARGUMENTS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP books.test 127.0.0.1",
    "--font-render-hinting=none",
]


@pytest.fixture(scope="module")
def site(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two lots told up to the opening of the first; everything is asked by looking."""
    folder: Path = tmp_path_factory.mktemp("site")
    with city(fresh(server), folder) as system:
        appoint(system, "discipline", "DISC", "discipline")
        bidding.tell(system, bidding.USUAL)
        bidding.open_bids(system, 0, bidding.USUAL)
        system.publisher.publish()
        with served(system) as found:
            yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium.found()
    if path is None:
        print("zhangben: NOT TESTED, for want of chromium: the pages", file=sys.stderr, flush=True)
        not_run("there is no chromium here")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


QUIET = ("log:", "info:", "error: The Cross-Origin-Opener-Policy header has been ignored")
"""What a browser may say: the last of an address without HTTPS, which is told on the page too."""

type Open = Callable[..., Page]

ASKS_EVERY_MS = 5_000
"""How often a page asks where the log stands (`static/js/fresh.js`)."""


def clocked(page: Page) -> Page:
    """The page anew, its clock in our hands: what it does after a while, it does when told."""
    page.clock.install()
    page.reload()
    return page


@pytest.fixture
def visit(browser: Browser, site: Served) -> Iterator[Open]:
    """visit("/trail", as_="auditor", lang="zh", size=(1366, 768)): a page, that must be silent."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def opened(
        path: str,
        as_: str | None = "auditor",
        lang: str = "zh",
        size: tuple[int, int] = (1366, 768),
        base: str | None = None,
        javascript: bool = True,
        silent: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN" if lang == "zh" else "en-GB",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        url = base or site.url
        context.add_cookies([{"name": "lang", "value": lang, "url": url}])
        if as_:
            context.add_cookies([{**site.session(as_), "url": url}])
        page = context.new_page()
        if silent:
            page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.goto(url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [one for one in said if not one.startswith(QUIET)] == []
