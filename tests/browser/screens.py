"""Pictures of the pages for docs/screens: `python -m tests.browser.screens [FOLDER]`.

The demonstration is played, its next day left open, and its pages are served; for the desk a
morning is told besides, and for a project of several lots scenario A is played.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from pathlib import Path

import typst
from playwright.sync_api import Browser, Page, Route, sync_playwright

from api.appointing import appoint
from api.closing.reading import reach
from api.demo.cast import CAST
from api.demo.run import demo_home, playing
from api.demo.tomorrow import Tomorrow
from api.reports.day import day_report
from api.reports.day_paper import day_paper
from api.reports.glyphs import checked
from api.reports.paper import Paper
from api.reports.pdf import source
from api.scenario import run
from api.scenario.table import read
from api.scenario.tender_lots import PROJECT
from api.sessions import Sessions
from api.wiring import opened
from projections.audit_trail import TRAIL
from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS
from tests.browser.serving import Served, served
from tests.kit import desk_day, divided_day
from tests.kit.scenarios import ORACLE

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


type Screen = tuple[str, str, str, Callable[[Page], None] | None]
"""Name of the file, address, person, what is done before the picture is taken."""
SCREENS: tuple[Screen, ...] = (
    ("trail", "/trail", "auditor", None),
    ("trail-clerk", "/trail?day=2026-03-17", "clerk", None),
    ("event-verified", "/events/{receipt}", "auditor", verified),
    ("event-tampered", "/events/{receipt}", "auditor", tampered),
    ("event-clerk", "/events/{receipt}", "clerk", verified),
    ("event-sealed", "/events/{line}", "clerk", None),
    ("balances", "/balances?book=CUST.CNY&open=1001,2002,2005", "auditor", None),
    ("balances-detail", "/balances?book=CUST.CNY&open=2001,2002&{owner}", "auditor", None),
    ("balances-past", "/at/{before}/balances?open=1001,2001", "auditor", None),
    ("lots", "/lots?tab=every", "auditor", None),
    ("lot", "/lots/{lot}", "auditor", None),
    ("lot-rules", "/lots/{lot}/rules", "auditor", None),
    ("replay", "/lots/{lot}/replay?at={approved}&with={opened}", "auditor", None),
    ("report-day", "/reports/day/CNY-DEPOSITS/2026-03-17", "cash", None),
    ("report-month", "/reports/month/CNY-DEPOSITS/2026-03", "cash", None),
    ("report-clearance", "/reports/clearance/CNY-DEPOSITS/2026", "cash", None),
    ("status", "/status", "auditor", verified),
    ("keys", "/trail", "auditor", helped),
    ("sign-in", "/sign-in", "", None),
    ("no-page", "/events/999999", "auditor", None),
)


PRINTED = "report-day-pdf"
"""No page of the browser: a paper as its PDF shows it."""


def matched(page: Page) -> None:
    page.locator("[data-row].selected").press("Enter")
    page.wait_for_selector(".lastact")


def beaten(page: Page) -> None:
    """A colleague, in a browser of her own, takes the line that is looked at."""
    other = page.context.browser.new_context()  # type: ignore[union-attr]
    secret = Sessions(HERE[0].system.home).begin("陈怡")
    other.add_cookies([{"name": "zhangben", "value": secret, "url": HERE[0].url}])
    hers = other.new_page()
    hers.goto(page.url)
    matched(hers)
    other.close()
    matched_or_not = page.locator("[data-row].selected")
    matched_or_not.press("Enter")
    page.wait_for_selector("[role=alert]:not([hidden])")


def asked_for_a_file(page: Page) -> None:
    page.locator("[data-open=import]").click()


def divided(page: Page) -> None:
    """Two deposits are given their parts, and what it would come to is looked at."""
    page.keyboard.press("s")
    page.locator("#split-first").fill("800,000.00")
    other = page.locator("[data-part]").nth(1)
    other.locator("[name=deposit]").fill(desk_day.deposit(desk_day.SECOND, 3))
    other.locator("[name=part]").fill("90,000.00")
    other.locator("[name=part]").press("Enter")
    page.wait_for_selector(".division .legs")


def doubted(page: Page) -> None:
    """A bidder's claim is about to be refused."""
    page.keyboard.press("c")
    page.locator("#claim-reason").fill("与投标人核实，非本标段款项")


def cut_off(page: Page) -> None:
    """A large statement, and the line breaks after its first part."""
    sent: list[str] = []

    def part(route: Route) -> None:
        if route.request.method == "PATCH":
            sent.append(route.request.url)
        route.abort() if len(sent) > 1 else route.continue_()

    page.route("**/v1/statements/uploads/*", part)
    asked_for_a_file(page)
    file = {"name": "may.xml", "mimeType": "application/xml", "buffer": b" " * 2_500_000}
    page.locator("#import input[type=file]").set_input_files(files=[file])
    page.locator("#import form .act").click()
    page.wait_for_selector("[data-upload][data-state=lost]")


HERE: list[Served] = []
"""Where the morning is served; `beaten` signs another person in."""
_DAY = f"/desk?account={desk_day.ACCOUNT}&day={desk_day.DAY}"
_LINE = f"{_DAY}&line={desk_day.ACCOUNT}/{desk_day.DAY}/1%23"
_EARLIER = (
    f"/desk?account={desk_day.ACCOUNT}&day={desk_day.EARLIER}"
    f"&line={desk_day.ACCOUNT}/{desk_day.EARLIER}/1%23"
)
MORNING: tuple[Screen, ...] = (
    ("today", _DAY, "陈怡", None),
    ("today-fits", f"{_LINE}8", "陈怡", None),
    ("today-matched", f"{_LINE}10", "陈怡", matched),
    ("today-two-clerks", f"{_LINE}7", "林志远", beaten),
    ("today-blind", f"{_DAY}&as_of=2026-05-13T18:30:00%2B08:00", "陈怡", None),
    ("today-import", _DAY, "cash", asked_for_a_file),
    ("today-stray", f"/desk?account={desk_day.ACCOUNT}&day={desk_day.EARLIER}", "陈怡", None),
    ("today-divided", f"{_EARLIER}6", "陈怡", divided),
    ("today-claim", f"{_EARLIER}4", "陈怡", doubted),
    ("today-reversal", f"{_EARLIER}7", "陈怡", None),
    ("today-upload", _DAY, "cash", cut_off),
)
"""Of a morning that is told for them (tests/kit/desk_day.py)."""


TENDER: tuple[Screen, ...] = (
    ("project-replay", "/projects/{project}/replay?at={held}&with={early}", "auditor", None),
)
"""Of scenario A, a project of three lots."""


def taken(
    browser: Browser,
    site: Served,
    folder: Path,
    only: set[str],
    lang: str,
    screens: tuple[Screen, ...],
    places: dict[str, str],
) -> None:
    """The pictures, one file each."""
    for name, path, person, act in screens:
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
    opened = next(row for row in rows if row["name"] == "BidOpened")
    approved = [row for row in rows if row["name"] == "RefundConfirmed"]
    return {
        "receipt": str(receipts[0]["at"]),
        "line": str(line["at"]),
        "owner": f"account=2002&owner={owner}",
        "before": str(receipts[0]["at"] - 1),
        "lot": opened["code"],
        "opened": str(opened["at"]),
        "approved": str(approved[len(approved) // 2]["at"]),
    }


def printed(site: Served, folder: Path) -> None:
    """The first page of a day's paper, as its PDF shows it."""

    def shot(paper: Paper, name: str) -> None:
        made = typst.compile(**source(paper), format="png", ppi=110)
        (folder / f"{name}.png").write_bytes(made[0] if isinstance(made, list) else made)

    told = day_report(site.system, "CNY-DEPOSITS", date(2026, 3, 17), reach(site.system))
    paper = checked(day_paper(told, "zh"))
    shot(paper, "report-day-pdf")


def _left_open(tomorrow: Tomorrow) -> AbstractContextManager[None]:
    """A day with work left in it."""
    tomorrow.leave_work()
    return nullcontext()


@contextmanager
def _morning() -> Iterator[Served]:
    with demo_home(None) as home, opened(home) as system:
        for person, role, organisation in CAST:
            appoint(system, person, role, organisation)
        desk_day.tell(system)
        divided_day.tell(system)
        divided_day.claimed(system)
        with served(system) as site:
            HERE[:] = [site]
            yield site


@contextmanager
def _tender() -> Iterator[tuple[Served, dict[str, str]]]:
    """With places in it: where a deposit is held for a complaint, and the last refund before."""
    with run.installation(None) as system:
        told = run.play(system, run.Wanted(file=read(ORACLE), names=("A",)))
        after = {row.seq: str(row.last) for row in told.rows}
        appoint(system, "auditor", "AUD", "审计局")
        with served(system) as site:
            yield site, {"project": PROJECT, "held": after[53], "early": after[47]}


@contextmanager
def _story() -> Iterator[Served]:
    with (
        playing(None, SEED, lambda *_: None, lambda _: None) as (system, _, tomorrow),
        _left_open(tomorrow),
        served(system) as site,
    ):
        yield site


def main(folder: Path, only: set[str], languages: tuple[str, ...] = ("zh",)) -> None:
    """Plays, serves, looks. The morning is told anew for each language: pictures of it act."""
    folder.mkdir(parents=True, exist_ok=True)
    mornings, stories = ({one[0] for one in screens} for screens in (MORNING, SCREENS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=ARGUMENTS)
        if not only or only & {*stories, PRINTED}:
            with _story() as site:
                for lang in languages:
                    taken(browser, site, folder, only, lang, SCREENS, found(site))
                if not only or PRINTED in only:
                    printed(site, folder)
        if not only or only & {one[0] for one in TENDER}:
            with _tender() as (site, places):
                for lang in languages:
                    taken(browser, site, folder, only, lang, TENDER, places)
        for lang in languages:
            if not only or only & mornings:
                with _morning() as site:
                    taken(browser, site, folder, only, lang, MORNING, {})
        browser.close()


if __name__ == "__main__":
    named = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    both = ("zh", "en") if "--en" in sys.argv else ("zh",)
    main(Path(named[0]) if named else FOLDER, set(named[1:]), both)
