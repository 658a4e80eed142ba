"""Every page in a browser: no report, nothing sideways, nothing that axe finds; keys and words."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from api.sessions import Sessions
from tests.browser.conftest import ASKS_EVERY_MS, Open, clocked
from tests.browser.serving import Served
from tests.kit import project_story
from tests.kit.bidding import ACCOUNT, DAY, DEPOSITS, LOTS
from tests.kit.tendering import PROJECT

PLACES = (
    ("/trail", "auditor"),
    ("/trail?kind=deposit", "clerk"),
    ("/trail?name=LotDefined&person=nobody", "auditor"),
    ("/events/1", "auditor"),
    ("/events/12", "clerk"),
    ("/events/90", "clerk"),
    ("/balances?open=1001,2001,2002", "auditor"),
    (f"/balances?open=2001&account=2001&owner={ACCOUNT}/{DAY}", "auditor"),
    (f"/balances?open=2002&account=2002&owner={DEPOSITS[0]}", "clerk"),
    ("/at/40/balances?open=1001", "auditor"),
    ("/balances?as_of=2026-03-01", "auditor"),
    ("/registers", "clerk"),
    ("/registers?kind=pools", "auditor"),
    ("/lots", "auditor"),
    ("/lots?tab=every&q=nothing", "supervisor"),
    (f"/lots/{LOTS[0]}", "clerk"),
    (f"/lots/{LOTS[1]}", "auditor"),
    (f"/lots/{LOTS[0]}/rules", "auditor"),
    (f"/lots/{LOTS[0]}/replay?at=60&with=40", "auditor"),
    (f"/lots/{LOTS[1]}/replay", "discipline"),
    ("/status", "auditor"),
    ("/calendars?year=2025&by=package", "office"),
    ("/calendars", "auditor"),
    ("/sign-in", None),
    ("/desk", "clerk"),
    ("/dues", "clerk"),
    ("/batches", "reviewer"),
    ("/payouts", "clerk"),
    ("/payouts?state=every", "reviewer"),
    ("/close", "cash"),
    (f"/reports/day/{ACCOUNT}/{DAY}", "cash"),
    (f"/reports/month/{ACCOUNT}/{DAY:%Y-%m}", "reviewer"),
    (f"/reports/clearance/{ACCOUNT}/{DAY:%Y}", "cash"),
    ("/own", "agency"),
    ("/hall?day=2026-03-17", "ops"),
    ("/hall?day=2026-03-18", "ops"),
    ("/office?role=C-SET1", "office"),
    (f"/at/60/lots/{LOTS[0]}", "auditor"),
)
SHEETS = ("receipt", "/reports/")
"""Papers: as long as they are."""
WIDE = "document.documentElement.scrollWidth - window.innerWidth"
HIGH = "document.documentElement.scrollHeight - window.innerHeight"


def axe(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("path", "person"), PLACES)
def test_axe_finds_nothing_and_nothing_stands_out(
    visit: Open, path: str, person: str | None, lang: str
):
    page = visit(path, as_=person, lang=lang)
    assert axe(page) == []
    for width, height in ((1366, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(WIDE) <= 0, (width, height)
        if person and not any(one in path for one in SHEETS):
            assert page.evaluate(HIGH) <= 0, "panes scroll, the page does not"


WRAPPED = """(part) => [...part.querySelectorAll("tbody td")]
  .filter(cell => ![2, 7].includes(cell.cellIndex))
  .filter(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return new Set([...range.getClientRects()].map(one => one.top)).size > 1;
  })
  .map(cell => cell.innerText)"""
"""Of a clearance: what is no name and no reason, and takes two lines."""


@pytest.mark.parametrize(
    ("kind", "period", "sides"),
    [("clearance", f"{DAY:%Y}", b"[0 0 841"), ("day", f"{DAY}", b"[0 0 594")],
)
def test_a_wide_paper_is_printed_across_and_wraps_no_number(
    visit: Open, kind: str, period: str, sides: bytes
):
    """A4 at 12 mm from its edges; `sides`: of its sheets, in points."""
    page = visit(f"/reports/{kind}/{ACCOUNT}/{period}", as_="cash")
    sheets = re.findall(rb"/MediaBox (\[0 0 \d+)", page.pdf(prefer_css_page_size=True))
    assert set(sheets) == {sides}
    if kind == "clearance":
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 1031, "height": 702})
        assert page.locator(".report-part").last.evaluate(WRAPPED) == []


OVERLAPPING = """() => [...document.querySelectorAll(".stack")].flatMap(stack => {
  const boxes = [...stack.children].map(one => one.getBoundingClientRect());
  return boxes.slice(1).filter((box, n) => box.top < boxes[n].bottom).map(box => box.top);
})"""
CUT = """() => [...document.querySelectorAll(".panel")]
  .filter(one => one.scrollHeight > one.clientHeight + 1)
  .filter(one => getComputedStyle(one).overflow === "visible")
  .map(one => one.innerText.slice(0, 40))"""


@pytest.mark.parametrize(("path", "as_"), [("/status", "clerk"), ("/close", "cash")])
def test_panels_hold_what_is_in_them_and_lie_beside_each_other(visit: Open, path: str, as_: str):
    page = visit(path, as_=as_)
    assert page.evaluate(OVERLAPPING) == []
    assert page.evaluate(CUT) == []


def test_signing_in_by_a_link_looking_and_leaving(visit: Open, site: Served):
    page = visit("/trail", as_=None)
    assert page.url.startswith(f"{site.url}/sign-in?to=")
    token = Sessions(site.system.home).link("auditor")
    page.get_by_label("登录链接").fill(f"{site.url}/sign-in/demo/auditor?token={token}")
    page.locator("main").get_by_role("button", name="登录").click()
    page.wait_for_url(f"{site.url}/trail")
    page.locator(".who summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/sign-in**")


def test_a_simulated_log_says_so_on_every_page(visit: Open):
    for path, person in (("/sign-in", None), ("/trail", "auditor")):
        banner = visit(path, as_=person).locator("aside.simulated")
        assert "模拟账本" in banner.inner_text()


def test_the_language_is_kept(visit: Open):
    page = visit("/trail")
    page.get_by_role("link", name="EN").click()
    assert page.locator("h1").inner_text() == "Audit trail"
    page.goto(page.url.partition("?")[0])
    assert page.locator("html").get_attribute("lang") == "en"


def test_density_changes_at_once_and_is_kept(visit: Open):
    page = visit("/trail")
    row = page.locator("tbody tr").first
    assert row.bounding_box()["height"] == pytest.approx(28, abs=1)
    page.locator("[data-density=loose]").last.click()
    assert row.bounding_box()["height"] == pytest.approx(42, abs=1)
    page.reload()
    assert page.locator("html").get_attribute("data-density") == "loose"


def test_the_keyboard_walks_the_trail_and_opens_an_event(visit: Open):
    page = visit("/trail")
    for key in ("j", "ArrowDown", "k"):
        page.keyboard.press(key)
    second = page.locator("[data-row]").nth(0)
    assert second.evaluate("row => row === document.activeElement")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/*")
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url("**/balances")


def test_single_keys_do_nothing_in_a_field_and_can_be_turned_off(visit: Open):
    page = visit("/trail")
    page.keyboard.press("/")
    page.keyboard.type("g?")
    assert page.locator("#find").input_value() == "g?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.locator("[data-single-keys]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_hidden()


def test_a_balance_is_folded_out_to_its_events_by_keys(visit: Open):
    page = visit("/balances")
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**open=1001**")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**owner=**")
    assert page.get_by_role("link", name="专户启用").is_visible()


def test_what_came_in_since_is_offered_not_shown(visit: Open, site: Served):
    page = clocked(visit("/trail"))
    rows = page.locator("[data-row]").count()
    page.route(
        "**/v1/position",
        lambda route: route.fulfill(json={**route.fetch().json(), "position": 10_000}),
    )
    page.clock.fast_forward(ASKS_EVERY_MS)
    offer = page.locator("[data-age] a")
    offer.wait_for()
    assert "个事件" in offer.inner_text()
    assert page.locator("[data-row]").count() == rows


def test_a_page_that_was_drawn_behind_offers_what_it_lacks(visit: Open):
    """It never calls its figures the newest, however long the log then stays as it is."""
    page = visit("/trail")

    def behind(route: Route) -> None:
        answer = route.fetch()
        drawn = re.sub(
            r'data-position="(\d+)"',
            lambda said: f'data-position="{int(said[1]) - 3}"',
            answer.text(),
        )
        route.fulfill(response=answer, body=drawn)

    page.route("**/trail", behind)
    clocked(page)
    page.clock.fast_forward(ASKS_EVERY_MS)
    offer = page.locator("[data-age] a")
    offer.wait_for()
    assert "新到 3 个事件" in offer.inner_text()


def test_a_lost_connection_is_told(visit: Open):
    page = clocked(visit("/trail", silent=False))
    page.route("**/v1/position", lambda route: route.abort())
    page.clock.fast_forward(ASKS_EVERY_MS)
    page.wait_for_selector("[data-fresh][data-state=offline]")


def test_after_an_opening_its_deposits_are_chosen_and_no_others(visit: Open, site: Served):
    page = visit("/trail?kind=deposit", as_="clerk")
    codes = {row.inner_text() for row in page.locator("[data-row] td:nth-child(4) .second").all()}
    assert codes == {DEPOSITS[n] for n in range(3)}


def test_a_lot_is_found_and_its_replay_walked_by_keys_and_by_the_slider(visit: Open):
    page = visit("/lots")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/lots/{LOTS[0]}")
    page.keyboard.press("p")
    page.wait_for_url("**/replay")
    assert page.locator("html[data-past]").count() == 0
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**at=**")
    assert page.locator("html[data-past] tr.here").count() == 1
    page.keyboard.press("a")
    page.wait_for_url("**with=**")
    for move in (
        lambda: page.locator("[data-seek]").fill("0"),
        lambda: page.keyboard.press("b"),
        lambda: page.keyboard.press("Shift+ArrowLeft"),
    ):
        before = page.url
        move()
        page.wait_for_url(lambda url, before=before: url != before)
    assert "周" in (page.locator("[data-seek]").get_attribute("aria-valuetext") or "")
    page.keyboard.press("0")
    page.wait_for_url("**/replay")


def test_a_replay_needs_no_script(visit: Open):
    page = visit(f"/lots/{LOTS[0]}/replay", javascript=False)
    page.get_by_role("link", name="上一事件").click()
    assert "回放" in page.locator(".tag.past").inner_text()
    page.locator("[name=at]").fill("2026-03-16")
    page.get_by_role("button", name="跳到").first.click()
    page.wait_for_url("**at=2026-03-16**")
    page.locator("[name=minute]").fill("0")
    page.locator("[data-seek-go]").click()
    page.wait_for_url("**minute=0")
    assert page.locator("tr.here").count() == 1


@pytest.fixture(scope="module")
def project(site: Served) -> str:
    """A project's page: one of its two lots is open. It comes after all else that happens here."""
    project_story.tell(site.system)
    project_story.open_first(site.system)
    return f"/projects/{PROJECT}"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("person", ["auditor", "discipline"])
@pytest.mark.parametrize("of", ["", "/replay?at=2026-03-20"])
def test_a_project_is_shown_in_order(visit: Open, project: str, of: str, person: str, lang: str):
    page = visit(f"{project}{of}", as_=person, lang=lang)
    assert axe(page) == []
    for width, height in ((1366, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(WIDE) <= 0, (width, height)
        assert page.evaluate(HIGH) <= 0, "panes scroll, the page does not"


def test_the_list_of_projects_leads_to_one_and_that_to_its_replay(visit: Open, project: str):
    page = visit("/projects")
    assert axe(page) == []
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{project}")
    page.keyboard.press("p")
    page.wait_for_url(f"**{project}/replay")


def test_a_replay_plays_on_to_the_newest_event_or_until_it_is_stopped(visit: Open, project: str):
    page = clocked(visit(f"{project}/replay?at=2026-04-13"))
    before, rest = page.url, page.locator("tr.here ~ tr").count()
    page.locator("[data-play]").click()
    page.clock.run_for(1_100)
    page.wait_for_url(lambda url: url != before and url.endswith("#play"))
    assert page.locator("tr.here ~ tr").count() == rest - 1
    page.locator("[data-play][aria-pressed=true]").click()
    stopped = page.url
    page.clock.run_for(3_000)
    assert page.url == stopped
    page.locator("[data-play]").click()
    for _ in range(rest - 1):
        before = page.url
        page.clock.run_for(1_100)
        page.wait_for_url(lambda url, before=before: url != before)
    assert page.locator("[data-play], tr.here ~ tr").count() == 0
