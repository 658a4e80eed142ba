"""Pictures of the refund and close pages, as a clerk, a checker and a reconciler meet them.

    python -m tests.browser.desk_screens [FOLDER] [--en]

The story is played up to an afternoon; every picture is of a page somebody has just acted on.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from api.appointing import appoint
from domain.deposit.hold import PlaceHold
from projections.refunds import REFUNDS
from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS
from tests.browser.peering import Peers, peers
from tests.browser.screens import FOLDER
from tests.browser.serving import served
from tests.kit.desk_story import Desk, afternoon
from tests.kit.kept import PAYEE, keep, tenderer


def main(folder: Path, lang: str) -> None:
    """Plays, acts, looks."""
    folder.mkdir(parents=True, exist_ok=True)
    with afternoon() as desk, served(desk.system) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=ARGUMENTS)
        with peers(browser, site) as at:

            def shot(page: Page, name: str) -> None:
                page.wait_for_timeout(200)
                end = "" if lang == "zh" else f"-{lang}"
                page.screenshot(path=folder / f"{name}{end}.png")

            _payouts(desk, at, lang, shot)
            _refunds(desk, at, lang, shot)
            _paid_out(at, lang, shot)
            _close(at, lang, shot)
        browser.close()


def _refunds(desk: Desk, at: Peers, lang: str, shot: Any) -> None:
    rows = desk.system.readers.refunds.rows(REFUNDS, {"standing": "应退"}).rows
    held = rows[0]["deposit"]
    order = PlaceHold(deposit=held, hold="H0417", amount_fen=100, cause="保全", document="函17号")
    appoint(desk.system, "court", "COURT", "漳州市中级人民法院")
    desk.system.ask("court", order)
    desk.story.staff.settle()
    clerk = at("clerk", "/dues", lang)
    shot(clerk, "dues")
    clerk.locator("[data-open^=payee]").first.click()
    dialog = clerk.locator("dialog[open]")
    dialog.locator("[name=name]").fill("张三")
    dialog.locator("[name=payee_account]").fill("6217 0000 0000 0000 99")
    file = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    dialog.locator("[name=evidence]").set_input_files(files=[file])
    shot(clerk, "dues-payee")
    dialog.locator("footer .act").click()
    clerk.locator("[data-told]").wait_for()
    clerk.locator("[data-proposal] button").click()
    clerk.wait_for_url("**/batches/RB-*")
    shot(clerk, "batches-maker")
    checker = at("reviewer", "/batches", lang)
    shot(checker, "batches-checker")
    checker.keyboard.press("Shift+Enter")
    checker.locator("dialog[open] [name=seen]").check()
    shot(checker, "batches-sign")
    checker.locator("dialog[open] footer .act").click()
    checker.locator("[data-told]").wait_for()
    desk.story.staff.settle()
    desk.round()
    desk.night("2026-03-23T08:30:00+08:00", date(2026, 3, 20))
    checker.reload()
    shot(checker, "batches-paid")
    checker.locator("a[href$=receipt]").first.click()
    checker.locator(".slip").wait_for()
    shot(checker, "receipt")


def _payouts(desk: Desk, at: Peers, lang: str, shot: Any) -> None:
    tenderer(desk.system)
    for nth in range(2):
        keep(desk, 8_000_000, nth)
    clerk = at("clerk", "/payouts", lang)
    form = clerk.locator("#propose")
    for name, said in zip(("name", "payee_account", "bank"), PAYEE, strict=True):
        form.locator(f"[name={name}]").fill(said)
    file = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 letter"}
    form.locator("[name=evidence]").set_input_files(files=[file])
    shot(clerk, "payouts-maker")
    clerk.locator("[data-proposal] button").click()
    clerk.locator("[data-told]").wait_for()
    checker = at("reviewer", "/payouts", lang)
    shot(checker, "payouts-checker")
    checker.keyboard.press("Shift+Enter")
    checker.locator("dialog[open] [name=seen]").check()
    shot(checker, "payouts-sign")
    checker.locator("dialog[open] footer .act").click()
    checker.locator("[data-told]").wait_for()
    shot(checker, "payouts-signed")


def _paid_out(at: Peers, lang: str, shot: Any) -> None:
    """The night has passed: the bank's line is the payout's, and leads to it."""
    paid = "/desk?account=CNY-DEPOSITS&day=2026-03-20&tab=done&side=out"
    clerk = at("clerk", paid, lang)
    clerk.get_by_role("link", name=PAYEE[0]).first.click()
    clerk.locator("[data-pane]:not([aria-busy]) h2", has_text=PAYEE[0]).wait_for()
    shot(clerk, "today-payout")
    clerk.locator(".decision a[href^='/payouts/']").click()
    clerk.locator("#of-sign").wait_for()
    shot(clerk, "payouts-paid")


def _close(at: Peers, lang: str, shot: Any) -> None:
    cash = at("cash", "/close", lang)
    shot(cash, "close-open")
    cash.locator(".tall-button").first.click()
    cash.locator("[data-told]").wait_for()
    shot(cash, "close-prepared")
    checker = at("reviewer", "/close", lang)
    checker.keyboard.press("Shift+Enter")
    shot(checker, "close-sign")
    checker.locator("dialog[open] footer .act").click()
    checker.locator("[data-told]").wait_for()
    shot(checker, "close-closed")


if __name__ == "__main__":
    named = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    main(Path(named[0]) if named else FOLDER, "en" if "--en" in sys.argv else "zh")
