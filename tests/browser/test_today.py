"""A clerk's morning: matched by keys, undone, set aside, in bulk; two on a line; what is blind."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from api.appointing import appoint
from api.banking.asking import open_strays
from api.embedded import Server
from api.http.statements import STATEMENT_MAX
from api.uploads import Uploads
from tests.browser.conftest import QUIET
from tests.browser.keys import press
from tests.browser.serving import Served, served
from tests.kit import desk_day, divided_day
from tests.kit.city import Told, city
from tests.kit.databases import fresh
from tests.kit.desk_day import ACCOUNT, DAY, FITS, MISMATCH, NUMBER, OVER, STRAY, line
from tests.kit.patience import until
from tests.kit.statement_files import Row, file, statement

HERE = f"/desk?account={ACCOUNT}&day={DAY}"

type Sit = Callable[..., Page]


@pytest.fixture(scope="module")
def told(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The morning, told once."""
    databases, folder = fresh(server), tmp_path_factory.mktemp("told")
    with city(databases, folder) as system:
        desk_day.tell(system)
        divided_day.tell(system)
        divided_day.claimed(system)
        appoint(system, "reconciler", "C-CASH", "centre")
    return Told(server, databases, folder)


@contextmanager
def _sitting(browser: Browser, desk: Served) -> Iterator[Sit]:
    """sit("陈怡", HERE): a page of this person's own browser, that must be silent but for what is
    `foreseen`: what a browser says of an answer that the test asks for.
    """
    contexts: list[BrowserContext] = []
    said: list[str] = []
    expected = ["ERR_INTERNET_DISCONNECTED"]

    def opened(
        person: str, path: str = HERE, *, lang: str = "zh", foreseen: str = "(Unprocessable"
    ) -> Page:
        expected.append(foreseen)
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        contexts.append(context)
        context.add_cookies([{"name": "lang", "value": lang, "url": desk.url}])
        context.add_cookies([desk.session(person)])
        page = context.new_page()
        page.on("console", lambda one: said.append(f"{one.type}: {one.text} {one.location['url']}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.goto(desk.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    loud = [one for one in said if not one.startswith(QUIET)]
    assert [one for one in loud if not any(word in one for word in expected)] == []


@pytest.fixture(scope="module")
def morning(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """For tests that only look."""
    with told.copied(tmp_path_factory.mktemp("morning")) as system, served(system) as found:
        yield found


@pytest.fixture
def look(browser: Browser, morning: Served) -> Iterator[Sit]:
    """As `sit`, for who does nothing."""
    with _sitting(browser, morning) as opened:
        yield opened


@pytest.fixture
def desk(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A morning of its own for a test that acts."""
    with told.copied(tmp_path_factory.mktemp("desk")) as system, served(system) as found:
        yield found


@pytest.fixture
def sit(browser: Browser, desk: Served) -> Iterator[Sit]:
    """A page for who acts."""
    with _sitting(browser, desk) as opened:
        yield opened


def at(code: str) -> str:
    return f"{HERE}&line={code.replace('#', '%23')}"


def of_earlier(code: str) -> str:
    return f"/desk?account={ACCOUNT}&day={desk_day.EARLIER}&line={code.replace('#', '%23')}"


def row(page: Page, code: str) -> Locator:
    return page.locator(f'[data-row][data-line="{code}"]')


def pane(page: Page, code: str) -> None:
    expect(page.locator(f'[data-pane][data-line="{code}"]')).to_be_visible()


def test_a_row_that_cannot_be_reached_is_not_looked_at(look: Sit):
    page = look("陈怡")
    pane(page, MISMATCH)
    page.context.set_offline(True)
    press(page, "j")
    press(page, "j")
    expect(page.locator("[data-unreached]")).to_contain_text("连接中断")
    expect(row(page, MISMATCH)).to_have_class(re.compile("selected"))
    expect(row(page, MISMATCH)).to_be_focused()
    expect(page.locator("[data-pane]")).not_to_have_attribute("aria-busy", "true")
    page.context.set_offline(False)
    press(page, "j")
    expect(page.locator("[data-unreached]")).to_have_count(0)
    expect(page.locator("[data-row].selected a[aria-current=true]")).to_have_count(1)


def test_a_charge_of_the_banks_is_recorded_by_a_key_and_stays_recorded(desk: Served, sit: Sit):
    open_strays(desk.system)
    charge = line(3, desk_day.EARLIER)
    page = sit("陈怡", of_earlier(charge))
    pane(page, charge)
    expect(page.locator("[data-pane]")).to_contain_text("银行误扣，应由 CCB 退还")
    expect(page.locator("[data-pane] table.legs")).to_contain_text("1003")
    press(page, "Enter")
    expect(page.locator(".lastact")).to_contain_text("→ 银行误扣，应由 CCB 退还，12.00 元")
    expect(page.locator("[data-pane]")).not_to_have_attribute("data-line", charge)
    again = sit("陈怡", f"{of_earlier(charge)}&tab=done")
    expect(row(again, charge)).to_contain_text("银行收费")
    expect(again.locator("[data-pane]")).to_contain_text("收费、划转和冲正的匹配不能撤销")
    expect(again.locator("form[action='/desk/undo']")).to_have_count(0)
    assert Axe().run(again).response["violations"] == []


def test_a_clerk_goes_through_the_list_by_keys(sit: Sit):
    page = sit("陈怡")
    pane(page, MISMATCH)
    press(page, "j")
    press(page, "j")
    pane(page, OVER)
    expect(page.locator("[data-pane]")).to_contain_text("缴清，多出部分列入应退")
    press(page, "Enter")
    page.wait_for_url("**/desk?*")
    expect(page.locator(".lastact")).to_contain_text(
        "刚刚匹配 140226 → 保证金 / 锦绣路道路工程三标段"
    )
    expect(row(page, OVER)).to_have_count(0)
    expect(row(page, desk_day.TWICE)).to_be_focused()
    expect(page).not_to_have_url(re.compile("did="))


def test_an_act_is_undone_with_its_reason(sit: Sit):
    page = sit("陈怡", at(FITS))
    press(page, "Enter")
    expect(page.locator(".lastact")).to_contain_text("刚刚匹配 130218")
    press(page, "u")
    field = page.get_by_placeholder("撤销原因")
    expect(field.first).to_be_focused()
    page.keyboard.type("看错标段")
    press(page, "Enter")
    expect(page.locator(".lastact")).to_contain_text("已撤销 130218 的匹配")
    expect(row(page, FITS)).to_have_count(1)


def test_of_two_clerks_on_one_line_one_wins_and_the_other_sees_what_changed(sit: Sit):
    one, other = sit("陈怡", at(FITS)), sit("林志远", at(FITS))
    pane(one, FITS)
    pane(other, FITS)
    press(one, "Enter")
    expect(one.locator(".lastact")).to_contain_text("刚刚匹配 130218")
    press(other, "Enter")
    told = other.get_by_role("alert")
    expect(told).to_contain_text("没有写入：130218 在您看过之后有变动")
    expect(told).to_contain_text(
        re.compile(r"陈怡 于 .* 已将它匹配到 保证金 / 水仙大街改造工程二标段")
    )
    expect(told).to_contain_text("您原要匹配到：保证金 / 水仙大街改造工程二标段")
    pane(other, FITS)
    expect(other.locator("[data-pane]")).to_contain_text("已匹配")


def test_exactly_the_ticked_are_matched_and_what_changed_is_named(sit: Sit):
    mine, theirs = sit("陈怡"), sit("林志远", at(FITS))
    pane(theirs, FITS)
    button = mine.locator("#bulk button")
    expect(button).to_contain_text("逐号批量匹配 5 笔")
    mine.locator(f'[data-line="{line(9)}"] input').uncheck()
    expect(button).to_contain_text("逐号批量匹配 4 笔")
    press(theirs, "Enter")
    expect(theirs.locator(".lastact")).to_contain_text("刚刚匹配 130218")
    mine.locator("main").press("Shift+A")
    expect(mine.locator(".lastact")).to_contain_text("逐号匹配 3 笔")
    expect(mine.get_by_role("alert")).to_contain_text("1 笔在您看过之后有变动，没有匹配：130218")
    expect(row(mine, line(9))).to_have_count(1)


def test_a_line_is_set_aside_noted_and_given_to_a_colleague(sit: Sit):
    page = sit("陈怡", at(STRAY))
    pane(page, STRAY)
    press(page, "h")
    expect(page.locator(".lastact")).to_contain_text("114031 已转待查")
    page.get_by_role("link", name="待查 1").click()
    expect(row(page, STRAY)).to_have_count(1)
    pane(page, STRAY)
    press(page, "n")
    expect(page.locator("#note-text")).to_be_focused()
    page.keyboard.type("来电核实：货款误汇")
    press(page, "Enter")
    expect(page.locator(".notes")).to_contain_text("来电核实：货款误汇")
    press(page, "n")
    page.locator("#assignee").select_option("林志远")
    page.get_by_role("button", name="交办", exact=True).click()
    expect(page.locator(".lastact")).to_contain_text("114031 已交办")
    expect(row(page, STRAY)).to_contain_text("林志远处理中")
    assert row(sit("林志远", f"{HERE}&tab=suspense&mine=1"), STRAY).count() == 1


def test_somebody_elses_money_goes_back(sit: Sit):
    page = sit("陈怡", at(MISMATCH))
    expect(page.locator("#why")).to_contain_text("匹配程序已将这笔记为户名不符")
    press(page, "w")
    expect(page.locator("#why")).to_be_focused()
    press(page, "r")
    expect(page.locator(".lastact")).to_contain_text("083112 已列入应退，800,000.00 元退回付款人")


def test_enter_on_a_link_follows_the_link(look: Sit):
    page = look("陈怡", at(FITS))
    page.get_by_role("link", name="已匹配 2").press("Enter")
    page.wait_for_url("**tab=done**")
    expect(page.locator(".lastact")).to_have_count(0)


def test_keys_do_nothing_in_a_field(look: Sit):
    page = look("陈怡", at(FITS))
    press(page, "n")
    page.locator("#note-text").type("hrw")
    assert page.locator("#note-text").input_value() == "hrw"
    expect(page.locator(".lastact")).to_have_count(0)


def test_a_private_persons_name_is_masked_and_a_sealed_lot_names_nobody(look: Sit):
    page = look("陈怡", f"{HERE}&tab=all")
    text = page.locator("main").inner_text()
    assert "张*" in text
    assert "张三" not in page.content()
    assert "马洋溪" not in text
    assert "15 笔" not in text
    expect(page.locator("main")).to_contain_text("未启封标段的流水不列，也不计数")


def test_before_the_opening_the_day_tells_its_totals_alone(look: Sit):
    page = look("陈怡", f"{HERE}&as_of=2026-05-13T18:30:00%2B08:00")
    expect(page.locator(".empty")).to_contain_text("这一日的流水都未启封")
    expect(page.locator(".empty")).to_contain_text("15 笔，收")
    expect(page.locator(".empty")).to_contain_text("下一次开标 2026-05-14 周四 09:30")
    assert page.locator("[data-row]").count() == 0
    expect(page.locator(".tag.past")).to_be_visible()


def test_the_reconciler_brings_a_statement_and_cannot_match(sit: Sit, tmp_path: Path):
    page = sit("cash", at(FITS))
    expect(page.locator("[data-pane]")).to_contain_text("只读：匹配由结算经办办理")
    assert page.locator('[data-key="Enter"]').count() == 0
    told = statement(
        Row(70, serial="S1", payer="某某建设有限公司"), number=NUMBER, day="2026-05-14", opening=5
    )
    wrong, right = tmp_path / "wrong.xml", tmp_path / "right.xml"
    wrong.write_bytes(b"<nothing/>")
    right.write_bytes(file(told))
    for path, words in (
        (wrong, "对账单没有导入，什么都没有写入"),
        (right, "对账单已导入，新增 1 笔"),
    ):
        page.get_by_role("button", name="导入对账单").first.click()
        page.locator("#import input[type=file]").set_input_files(path)
        page.locator("#import").get_by_role("button", name="导入对账单").click()
        expect(page.locator("main")).to_contain_text(words)


def test_a_line_is_divided_by_keys_once_nothing_is_left_and_taken_back(sit: Sit):
    page = sit("陈怡", of_earlier(divided_day.THEIRS))
    pane(page, divided_day.THEIRS)
    press(page, "s")
    first = page.locator("#split-first")
    expect(first).to_be_focused()
    page.keyboard.type("800,000")
    left, send = page.locator("#left-to-assign"), page.locator("[data-send]")
    expect(left).to_contain_text("差 90,000.00")
    send.click(force=True)
    expect(page.locator(".division").get_by_role("alert")).to_have_count(0)
    typed = page.locator("[data-part]").nth(1)
    typed.locator("[name=deposit]").fill(desk_day.deposit(desk_day.SECOND, 3))
    typed.locator("[name=part]").fill("９０，０００．００")
    expect(send).to_have_attribute("aria-disabled", "false")
    rows = page.locator("[data-part]").count()
    page.get_by_role("button", name="加行").click()
    expect(page.locator("[data-part]")).to_have_count(rows + 1)
    typed.locator("[name=part]").press("Enter")
    expect(page.locator(".division")).to_contain_text("分配完毕，尚未写入")
    assert sound_of(page) == []
    page.locator("[data-send]").click()
    expect(page.locator(".lastact")).to_contain_text("刚刚匹配 170200 → 分笔 / 2 笔保证金")
    press(page, "u")
    expect(page.locator("#undo-last")).to_be_focused()
    page.keyboard.type("付错标段")
    press(page, "Enter")
    expect(page.locator(".lastact")).to_contain_text("已撤销 170200 的匹配")


def test_a_claim_is_refused_by_keys_with_a_reason(sit: Sit):
    page = sit("陈怡", of_earlier(divided_day.OURS))
    expect(page.locator("[data-pane]")).to_contain_text("投标人认领（第 1 号）")
    press(page, "c")
    expect(page.locator("#claim-reason")).to_be_focused()
    assert sound_of(page) == []
    page.keyboard.type("与投标人核实，非本标段款项")
    press(page, "Enter")
    expect(page.locator(".lastact")).to_contain_text("170000 相符的认领不予确认")
    pane(page, divided_day.OURS)
    expect(page.locator("[data-pane]")).not_to_contain_text("投标人认领")


def test_a_reversal_is_of_the_credit_that_is_named_by_enter(sit: Sit):
    page = sit("陈怡", of_earlier(divided_day.TAKEN))
    expect(page.locator("[data-pane]")).to_contain_text("冲正来款 170200")
    assert sound_of(page) == []
    press(page, "Enter")
    expect(page.locator(".lastact")).to_contain_text("刚刚匹配 172000 → 冲正来款 170200")


def sound_of(page: Page) -> list[str]:
    """What axe finds on a page."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']} {one['nodes'][0]['html'][:120]}" for one in found]


class Wire:
    """The way of an upload's requests: what was asked; parts after the first go as `line` says."""

    def __init__(self, page: Page, line: str = "held") -> None:
        self.line = line
        self.asked: list[str] = []
        self.parts: list[str] = []
        page.route(re.compile("/v1/statements/uploads"), self._sent)

    def _sent(self, route: Route) -> None:
        self.asked.append(route.request.method)
        if route.request.method != "PATCH":
            return route.continue_()
        self.parts.append(route.request.headers["upload-offset"])
        if self.line == "whole" or self.parts[-1] == "0":
            return route.continue_()
        return route.abort("internetdisconnected") if self.line == "cut" else None


def large(folder: Path, name: str = "large.xml", fill: bytes = b" ") -> Path:
    """A statement of 2.4 MB: three parts."""
    told = statement(
        Row(70, serial="S1", payer="某某建设有限公司"), number=NUMBER, day="2026-05-14", opening=5
    )
    path = folder / name
    path.write_bytes(file(told) + fill * 2_500_000)
    return path


def choose(page: Page, path: Path) -> Locator:
    """The import dialog, with this file chosen."""
    page.get_by_role("button", name="导入对账单").first.click()
    field = page.locator("#import input[type=file]")
    field.set_input_files(path)
    return field


def bring(page: Page, path: Path) -> Locator:
    """Sends the file; where it is said how far it is."""
    choose(page, path)
    page.locator("#import").get_by_role("button", name="导入对账单").click()
    return page.locator("[data-upload]")


def test_a_large_statement_goes_on_where_the_line_broke_and_where_the_page_was_left(
    sit: Sit, tmp_path: Path
):
    other = tmp_path / "other.xml"
    other.write_bytes(b" " * 2_500_000)
    page = sit("cash")
    wire, bar = Wire(page), page.locator("[data-upload] progress")
    box = bring(page, large(tmp_path))
    expect(box).to_contain_text("正在上传：1.0 / 2.4 MB")
    box.get_by_role("button", name="暂停").click()
    expect(box).to_contain_text("已暂停：1.0 / 2.4 MB 在服务器上")
    wire.line = "cut"
    box.get_by_role("button", name="继续").click()
    expect(box).to_contain_text("连接中断：1.0 / 2.4 MB 已到")
    assert bar.evaluate("(bar) => bar.value / bar.max") == pytest.approx(0.42, abs=0.01)
    assert sound_of(page) == []
    page.reload()
    expect(box).to_contain_text("有一份对账单没有传完：1.0 / 2.4 MB")
    same = box.locator("input[type=file]")
    same.set_input_files(other)
    expect(box).to_contain_text("不是同一个文件")
    wire.line = "whole"
    wire.parts.clear()
    same.set_input_files(tmp_path / "large.xml")
    expect(page.locator(".lastact")).to_contain_text("对账单已导入，新增 1 笔")
    assert wire.parts == ["1048576", "2097152"]
    expect(box).to_be_hidden()
    expect(page).not_to_have_url(re.compile("brought"))
    until(lambda: page.evaluate("localStorage.getItem('upload cash') === null"))


def paper(path: Path, *rows: Row, opening: int, pad: int = 0) -> Path:
    """A statement of a day that nobody looks at."""
    told = statement(*rows, number=NUMBER, day="2026-05-12", opening=opening, identifier=path.stem)
    path.write_bytes(file(told) + b" " * pad)
    return path


def test_a_statement_that_waits_says_what_would_decide_and_comes_in_as_the_whole_day(
    sit: Sit, tmp_path: Path
):
    """At once, and in parts: what the tick says goes with the file."""
    page, out, back = sit("cash"), Row(-50), Row(50)
    for name, row, opening in (("out", out, 300), ("back", back, 250)):
        bring(page, paper(tmp_path / f"{name}.xml", row, opening=opening))
        expect(page.locator(".lastact")).to_contain_text("对账单已导入，新增 1 笔")
    whole = paper(tmp_path / "whole.xml", out, back, opening=300)
    bring(page, whole)
    told = page.get_by_role("alert").first
    expect(told).to_contain_text("2 笔中有 2 笔与已入账的 2 笔相像，余额分不清哪几笔是同一笔")
    expect(told).to_contain_text("勾选“是整日对账单”再导入")
    large_one = paper(tmp_path / "large.xml", out, back, opening=300, pad=2_500_000)
    choose(page, large_one)
    page.locator("#import").get_by_label("是整日对账单").check()
    assert sound_of(page) == []
    page.locator("#import").get_by_role("button", name="导入对账单").click()
    expect(page.locator(".lastact")).to_contain_text("没有新增")


def test_what_another_page_imported_is_not_sent_again(sit: Sit, tmp_path: Path):
    page = sit("cash")
    wire = Wire(page)
    box = bring(page, large(tmp_path))
    expect(box).to_contain_text("正在上传：1.0 / 2.4 MB")
    box.get_by_role("button", name="暂停").click()
    beside = page.context.new_page()
    theirs = Wire(beside)
    beside.goto(page.url)
    told = beside.locator("[data-upload]")
    expect(told).to_contain_text("有一份对账单没有传完")
    told.locator("input[type=file]").set_input_files(tmp_path / "large.xml")
    expect(told).to_contain_text("正在上传")
    wire.line = "whole"
    box.get_by_role("button", name="继续").click()
    expect(page.locator(".lastact")).to_contain_text("对账单已导入，新增 1 笔")
    expect(told).to_contain_text("已在别的页面导入或放弃")
    assert "POST" not in theirs.asked


def test_an_upload_is_one_persons_and_nobody_elses_look_forgets_it(
    look: Sit, morning: Served, tmp_path: Path
):
    page = look("cash")
    wire = Wire(page)
    box = bring(page, large(tmp_path))
    expect(box).to_contain_text("正在上传：1.0 / 2.4 MB")
    until(lambda: page.evaluate("1") and len(wire.parts) == 2)  # held on its way
    wire.asked.clear()
    page.context.add_cookies([morning.session("reconciler")])
    page.reload()
    expect(page.get_by_role("button", name="导入对账单").first).to_be_visible()
    expect(box).to_be_hidden()
    assert wire.asked == [], "it is not even asked for"
    page.context.add_cookies([morning.session("cash")])
    page.reload()
    expect(box).to_contain_text("有一份对账单没有传完：1.0 / 2.4 MB")
    box.get_by_role("button", name="放弃").click()
    expect(box).to_be_hidden()


def test_an_upload_that_is_over_is_not_begun_anew(look: Sit, morning: Served, tmp_path: Path):
    page = look("cash", foreseen=f"404 (Not Found) {morning.url}/v1/statements/uploads/")
    wire = Wire(page)
    box = bring(page, large(tmp_path))
    expect(box).to_contain_text("正在上传：1.0 / 2.4 MB")
    box.get_by_role("button", name="暂停").click()
    kept = page.evaluate("JSON.parse(localStorage.getItem('upload cash')).id")
    Uploads(morning.system.home).end("cash", kept)
    box.get_by_role("button", name="继续").click()
    expect(box).to_contain_text("这份上传已不在服务器上")
    assert wire.asked.count("POST") == 1
    box.get_by_role("button", name="关闭").click()
    expect(box).to_be_hidden()


SLOW = """() => {
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  crypto.subtle.digest = (...of) => {
    crypto.subtle.digest = digest;
    return new Promise((done) => (window.release = () => done(digest(...of))));
  };
}"""
"""The digest that is asked for first waits until it is released."""


def test_of_two_files_chosen_at_once_the_second_is_sent_and_given_up_until_it_is_gone(
    look: Sit, tmp_path: Path
):
    page = look("cash", foreseen="423 (Locked)")
    wire = Wire(page)
    page.evaluate(SLOW)
    box = bring(page, large(tmp_path, "first.xml"))
    expect(box).to_contain_text("正在读文件")
    bring(page, large(tmp_path, "second.xml", b"\n"))
    expect(box).to_contain_text("正在上传：1.0 / 2.4 MB")
    page.evaluate("release()")
    page.evaluate("new Promise((done) => setTimeout(done, 200))")
    assert wire.asked.count("POST") == 1
    box.get_by_role("button", name="暂停").click()
    page.route(
        re.compile("/v1/statements/uploads/"),
        lambda route: route.fulfill(status=423, headers={"Retry-After": "1"}),
        times=1,
    )
    with page.expect_response(lambda answer: answer.status == 204):
        box.get_by_role("button", name="放弃").click()


def test_of_a_file_that_cannot_be_read_or_is_too_large_nothing_is_sent(look: Sit, tmp_path: Path):
    page = look("cash")
    wire, path = Wire(page), large(tmp_path)
    choose(page, path)
    path.write_bytes(b"another by now")
    page.locator("#import").get_by_role("button", name="导入对账单").click()
    box = page.locator("[data-upload]")
    expect(box).to_contain_text("文件读不出来")
    assert sound_of(page) == []
    box.get_by_role("button", name="关闭").click()
    with path.open("wb") as huge:
        huge.truncate(STATEMENT_MAX + 8_388_608)
    field = choose(page, path)
    page.locator("#import").get_by_role("button", name="导入对账单").click()
    assert "文件有 72.0 MB，最多 64.0 MB" in field.evaluate("(field) => field.validationMessage")
    expect(box).to_be_hidden()
    assert wire.asked == []


def test_what_is_typed_on_the_page_is_not_left_behind_by_an_import(look: Sit, tmp_path: Path):
    page = look("cash", at(FITS))
    Wire(page, "whole")
    press(page, "n")
    page.locator("#note-text").type("来电核实")
    box = bring(page, large(tmp_path))
    expect(box).to_contain_text("本页有没提交的内容")
    expect(box.get_by_role("button", name="导入对账单")).to_be_visible()
    expect(page.locator("#note-text")).to_have_value("来电核实")
    box.get_by_role("button", name="放弃").click()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_and_nothing_stands_out(look: Sit, lang: str):
    page = look("陈怡", lang=lang)
    for path in (
        HERE,
        f"{HERE}&tab=done",
        at(STRAY),
        f"{HERE}&as_of=100",
        f"{HERE}&side=out&mine=1",
        f"{HERE}&refused=desk.line_changed&of={FITS.replace('#', '%23')}&meant=P0",
        f"/desk?account={ACCOUNT}&day=2026-05-14",
        f"/desk?account={ACCOUNT}&day={desk_day.EARLIER}",
        "/desk?account=NOWHERE",
    ):
        page.goto(page.url.partition("/desk")[0] + path)
        assert sound_of(page) == [], path
        for width, height in ((1366, 768), (1280, 720)):
            page.set_viewport_size({"width": width, "height": height})
            sideways = "document.documentElement.scrollWidth - window.innerWidth"
            down = "document.documentElement.scrollHeight - window.innerHeight"
            assert page.evaluate(sideways) <= 0, (path, width)
            assert page.evaluate(down) <= 0, (path, height)


def test_without_scripts_it_is_links_and_forms(browser: Browser, desk: Served):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([desk.session("陈怡")])
    page = context.new_page()
    page.goto(desk.url + HERE)
    page.get_by_role("link", name="福建省九龙江建设有限公司").first.click()
    page.locator("[data-pane]").get_by_role("button", name="匹配", exact=True).click()
    expect(page.locator(".lastact")).to_contain_text("刚刚匹配 140226")
    page.goto(desk.url + of_earlier(divided_day.OURS))
    page.locator("summary", has_text="认领不成立").click()
    page.locator("#claim-reason").fill("非本标段款项")
    page.locator(".claim-no button").click()
    expect(page.locator(".lastact")).to_contain_text("相符的认领不予确认")
    context.close()
