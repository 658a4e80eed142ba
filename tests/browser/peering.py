"""Several people at the same pages at once; and what every page of the desk must keep to."""

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import QUIET
from tests.browser.serving import Served

_WIDE = "document.documentElement.scrollWidth - window.innerWidth"
_HIGH = "document.documentElement.scrollHeight - window.innerHeight"


class Peers:
    """peers("clerk", "/dues"): that person's page, in a browser of their own.

    `foreseen`: what a browser may say of an answer that a test asks for.
    """

    def __init__(self, browser: Browser, site: Served) -> None:
        self._browser, self._site = browser, site
        self._contexts: list[BrowserContext] = []
        self.said: list[str] = []
        self.foreseen: list[str] = []

    def __call__(self, person: str, path: str, lang: str = "zh") -> Page:
        """A new page; whatever its console says is remembered."""
        context = self._browser.new_context(viewport={"width": 1366, "height": 768})
        self._contexts.append(context)
        cookie = {"name": "lang", "value": lang, "url": self._site.url}
        context.add_cookies([cookie, self._site.session(person)])
        page = context.new_page()
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.goto(self._site.url + path)
        return page

    def close(self) -> None:
        """All of them."""
        for context in self._contexts:
            context.close()


@contextmanager
def peers(browser: Browser, site: Served) -> Iterator[Peers]:
    """Until the body ends, when nothing may have been reported to a console."""
    made = Peers(browser, site)
    try:
        yield made
    finally:
        made.close()
    loud = [one for one in made.said if not one.startswith(QUIET)]
    assert [one for one in loud if not any(word in one for word in made.foreseen)] == []


def sound(page: Page, *, high: bool = True) -> None:
    """Nothing that axe finds, and nothing that stands out at both sizes of the desk."""
    found = Axe().run(page).response["violations"]
    told = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    assert not told, told
    for width, height in ((1280, 720), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(_WIDE) <= 0, (width, height)
        assert not high or page.evaluate(_HIGH) <= 0, "panes scroll, the page does not"
