"""Pictures of the pages for docs/screens: `python -m tests.browser.screens [FOLDER]`.

The demonstration is played, its next day left open, and its pages are served.
"""

import shutil
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from api.demo.run import playing
from api.demo.tomorrow import Tomorrow
from projections.audit_trail import TRAIL
from tests.browser.conftest import ARGUMENTS
from tests.browser.serving import Served, served

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
SEED = 1
"""Pictures of the same story are alike."""
DONE = "[data-proof]:is([data-state=verified],[data-state=failed],[data-state=cannot])"


def verified(page: Page) -> None:
    page.locator("[data-proof]").click()
    page.wait_for_selector(DONE)


def tampered(page: Page) -> None:
    """One digit of the amount, changed on its way to the browser: in the bytes, and as shown."""

    def changed(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        text = answer.text().replace("80000000", "8000000").replace("800,000", "80,000")
        text = text.replace("捌拾万元整", "捌万元整")
        route.fulfill(response=answer, body=text)  # type: ignore[attr-defined]

    page.route("**/events/*", changed)
    page.reload()
    verified(page)


def helped(page: Page) -> None:
    page.keyboard.press("?")


SCREENS: tuple[tuple[str, str, str, Callable[[Page], None] | None], ...] = (
    ("trail", "/trail", "auditor", None),
    ("trail-clerk", "/trail?day=2026-03-17", "clerk", None),
    ("event-verified", "/events/{receipt}", "auditor", verified),
    ("event-tampered", "/events/{receipt}", "auditor", tampered),
    ("event-clerk", "/events/{receipt}", "clerk", verified),
    ("event-sealed", "/events/{line}", "clerk", None),
    ("balances", "/balances?book=CUST.CNY&open=1001,2002,2005", "auditor", None),
    ("balances-detail", "/balances?book=CUST.CNY&open=2001,2002&{owner}", "auditor", None),
    ("balances-past", "/at/{before}/balances?open=1001,2001", "auditor", None),
    ("status", "/status", "auditor", verified),
    ("keys", "/trail", "auditor", helped),
    ("sign-in", "/sign-in", "", None),
    ("no-page", "/events/999999", "auditor", None),
    ("today", "/desk", "clerk", None),
    ("dues", "/dues", "clerk", None),
    ("batches", "/batches", "reviewer", None),
    ("batches-all", "/batches?state=every", "reviewer", None),
    ("close", "/close", "cash", None),
    ("close-signed", "/close/CNY-DEPOSITS/2026-03-18", "reviewer", None),
)


def taken(browser: Browser, site: Served, folder: Path, only: set[str], lang: str) -> None:
    """The pictures, one file each."""
    places = found(site)
    for name, path, person, act in SCREENS:
        if only and name not in only:
            continue
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="zh-CN" if lang == "zh" else "en-GB"
        )
        context.add_cookies([{"name": "lang", "value": lang, "url": site.url}])
        if person:
            context.add_cookies([site.session(person)])
        page = context.new_page()
        page.goto(site.url + path.format(**places))
        if act:
            act(page)
        page.wait_for_timeout(200)
        page.screenshot(path=folder / f"{name}{'' if lang == 'zh' else '-' + lang}.png")
        context.close()


def found(site: Served) -> dict[str, str]:
    """Places in the demonstration's log that pictures are taken of."""
    rows = site.system.readers.trail.rows(TRAIL).rows
    receipts = [row for row in rows if row["name"] == "ReceiptMatched"]
    line = next(row for row in rows if row["name"] == "BankCreditRecorded")
    owner = receipts[0]["code"]
    return {
        "receipt": str(receipts[0]["at"]),
        "line": str(line["at"]),
        "owner": f"account=2002&owner={owner}",
        "before": str(receipts[0]["at"] - 1),
    }


def _left_open(tomorrow: Tomorrow) -> AbstractContextManager[None]:
    """A day with work left in it."""
    tomorrow.leave_work()
    return nullcontext()


def main(folder: Path, only: set[str], languages: tuple[str, ...] = ("zh",)) -> None:
    """Plays, serves, looks."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        playing(None, SEED, lambda *_: None, lambda _: None) as (system, _, tomorrow),
        _left_open(tomorrow),
        served(system) as site,
        sync_playwright() as playwright,
    ):
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for lang in languages:
            taken(browser, site, folder, only, lang)
        browser.close()


if __name__ == "__main__":
    named = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    both = ("zh", "en") if "--en" in sys.argv else ("zh",)
    main(Path(named[0]) if named else FOLDER, set(named[1:]), both)
