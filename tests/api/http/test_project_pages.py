"""Whole projects: listed, looked at on a page and by programs, as far as one may know.

The story is the one of `bidding`, with a project of two lots besides; later tests open the first.
"""

import re
from datetime import date, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.appointing import appoint
from api.clock import SimulatedClock
from api.http.hall_day import Opening
from api.http.lasting import written
from api.http.pages.hall import how_far
from api.http.pages.speech import Speech
from domain.calendar import beijing_day
from domain.categories.land import LAND
from domain.filing.acknowledge import AcknowledgeFiling
from domain.filing.events import Paper
from domain.milestone.review import SetTarget
from domain.phases import Phase
from domain.trade.book_venue import BookVenue
from domain.trade.file_document import FileDocument
from domain.venue.certify import CertifyVenue
from domain.venue.events import Purpose
from tests.kit import project_story
from tests.kit.bidding import COMPANY, NATURAL
from tests.kit.city import move_to
from tests.kit.door import Door
from tests.kit.project_story import ALERT, FIRST, IN_FIRST, IN_SECOND, SECOND
from tests.kit.sold import Bidder
from tests.kit.tendering import PROCEDURE, PROJECT, TEXT

PAGE = f"/projects/{PROJECT}"
NOBODY = "91350600MA3300001U"
FILING, TARGET = "BA-2026-1", "MB-2026-1"
NINE, HOUR = datetime.fromisoformat("2026-04-14T09:00:00+08:00"), timedelta(hours=1)


@pytest.fixture(scope="module", autouse=True)
def told(at: Door) -> int:
    """The project, four of whose bidders have paid; the position then."""
    appoint(at.system, "discipline", "DISC", "discipline")
    appoint(at.system, "county", "C-SET1", "分中心", "350626")
    project_story.tell(at.system)
    _beside(at)
    return at.system.store.tail().position


def _beside(at: Door) -> None:
    """A room is certified, and booked for the first lot's opening; its announcement is filed."""
    room = {"venue": "ROOM-301", "name": "三楼一号开标室", "region": "350600", "seats": 40}
    until, fit = date(2026, 5, 1), (Purpose.OPENING,)
    at.system.ask("office", CertifyVenue(**room, purposes=fit, valid_until=until, document=TEXT))
    since, ends = (
        datetime.fromisoformat(f"2026-04-14T{one}:00+08:00") for one in ("09:00", "11:30")
    )
    asked = {"venue": "ROOM-301", "booking": "B-1", "lot": FIRST, "purpose": Purpose.OPENING}
    at.system.ask("ops", BookVenue(**asked, since=since, until=ends))
    filed = FileDocument(filing=FILING, lot=FIRST, paper=Paper.ANNOUNCEMENT, document=TEXT)
    at.system.ask("g", filed)
    appoint(at.system, "chair", "COMMITTEE", "市公管委")
    of = {"milestone": TARGET, "title": "全流程电子化", "body": "住建局", "region": "350602"}
    at.system.ask("chair", SetTarget(**of, due=date(2026, 4, 1)))


@pytest.fixture(scope="module")
def shown(at: Door, told: int) -> dict[str, str]:
    """Pages as they are told before any opening, by their addresses for ever."""
    paths = ("/projects", PAGE, "/lots?tab=every", f"/lots/{FIRST}", f"/lots/{FIRST}/rules")
    return {path: inside(page(at, path)) for path in (f"/at/{told}{one}" for one in paths)}


@pytest.fixture(scope="module")
def opened(at: Door, told: int, shown: dict[str, str]) -> int:
    """The first lot's bids are open."""
    project_story.open_first(at.system)
    return at.system.store.tail().position


def page(at: Door, path: str, person: str = "auditor", status: int = 200) -> str:
    answer = at.get(path, person)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def inside(text: str) -> str:
    """What stands between the bars."""
    return text.partition("<main")[2].partition("</main>")[0]


def main(text: str) -> str:
    """The same without tags."""
    joined = re.sub("</?(?:span|b)[^>]*>", "", inside(text))
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", joined))


def data(at: Door, path: str, person: str | None = None) -> Any:
    answer = at.get(path, person)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def of(one: Bidder) -> tuple[str, ...]:
    """Its party, its deposit, and a part of its name."""
    return one.deposit, one.party, one.number


def secrets() -> list[str]:
    """What tells who bids."""
    return [word for one in (*IN_FIRST, *IN_SECOND) for word in of(one)]


# -- sealed


def test_projects_stand_by_their_codes_with_how_far_their_lots_are(at: Door):
    text = page(at, "/projects")
    assert f'href="{PAGE}"' in text
    said = main(text)
    assert f"{PROJECT} 市政道路工程 住建局 350602" in said
    assert re.search(rf"{PROJECT}.* 10:00 2 2 0 0", said), "in all, under way, contracted, without"
    assert "尚未登记项目" in main(page(at, "/projects?as_of=1"))


def test_a_long_list_of_projects_is_cut_and_goes_on(at: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.http.pages.project_list.PAGE", 0)
    on = re.search(r'data-key="\]"', page(at, f"/projects?after={PROJECT}"))
    assert on is None
    assert "回到开头" in main(page(at, f"/projects?after={PROJECT}"))


def test_a_project_shows_how_it_is_traded_its_lots_and_what_is_due_of_each(at: Door):
    text = page(at, PAGE)
    said = main(text)
    assert "市政道路工程施工" in said
    assert "公开招标 甲代理" in said
    assert f'href="/lots/{FIRST}"' in text
    assert f'href="/lots/{SECOND}"' in text
    dues = said.partition("责任方")[2]
    assert "保证金截止 001 标段 投标人/竞买人/供应商 2026-04-13 周一 17:00" in dues
    assert "批准文件 漳发改〔2026〕1号" in said


def test_before_any_opening_neither_parties_nor_number_nor_money_are_told(at: Door, told: int):
    for path in (PAGE, f"{PAGE}?as_of={told}"):
        text = page(at, path)
        assert not any(word in text for word in secrets())
        assert main(text).partition("时间线")[0].count("封存") == 2
        assert "800,000.00" not in main(text).partition("时间线")[0]
    for person in ("auditor", "clerk", None):
        whole = data(at, f"/v1{PAGE}?as_of={told}", person)
        lots = whole["procedures"][0]["lots"]
        assert [(lot["opened"], lot["money"]) for lot in lots] == [(False, None)] * 2


def test_its_events_are_those_of_all_its_lots_newest_first_each_by_its_lot(at: Door, told: int):
    said = main(page(at, f"{PAGE}?as_of={told}")).partition("时间线")[2]
    assert "可见 8 条" in said, "project, procedure, and of each lot three"
    assert said.index("002 标段") < said.index("001 标段") < said.index("登记项目 市政道路工程")


def test_a_project_that_nobody_registered_and_who_may_look_at_none(at: Door):
    page(at, "/projects/A99", status=404)
    page(at, f"{PAGE}?as_of=1", status=404)
    for path in ("/projects", PAGE):
        page(at, path, "bidder", 403)
        assert at.get(path).status_code == 303


# -- for programs


def test_everybody_reads_a_project_with_its_lots_and_what_is_due(at: Door, told: int):
    whole = data(at, f"/v1{PAGE}?as_of={told}")
    assert (whole["title"], whole["region"], whole["agencies"]) == (
        "市政道路工程",
        "350602",
        ["甲代理"],
    )
    (procedure,) = whole["procedures"]
    assert (procedure["procedure"], procedure["method"]) == (PROCEDURE, "公开招标")
    assert [(lot["lot"], lot["phase"]) for lot in procedure["lots"]] == [
        (FIRST, "受理中"),
        (SECOND, "受理中"),
    ]
    assert (whole["alerts"], whole["left_out"]) == (None, 0)
    assert data(at, f"/v1{PAGE}?as_of={told}", "auditor")["alerts"] == []


def test_a_procedure_by_itself_says_the_same_of_its_lots(at: Door, told: int):
    alone = data(at, f"/v1/procedures/{PROCEDURE}?as_of={told}")
    (within,) = data(at, f"/v1{PAGE}?as_of={told}")["procedures"]
    assert {name: alone[name] for name in within} == within
    for path in ("/v1/procedures/A99", "/v1/projects/A99", "/v1/lots/A99/clocks"):
        assert at.get(path).status_code == 404


def test_what_is_due_of_a_lot_says_by_whom_until_when_and_where_the_day_comes_from(
    at: Door, told: int
):
    clocks = data(at, f"/v1/lots/{FIRST}/clocks?as_of={told}")
    of = {one["event"]: one for one in clocks}
    deposit = of["DepositDeadlinePassed"]
    assert deposit["who"] == ["BIDDER"]
    assert (deposit["day"], deposit["origin"]) == ("2026-04-13", "stated")
    assert deposit["at"] == "2026-04-13T17:00:00+08:00"
    days = [one["day"] for one in clocks if one["day"]]
    assert days == sorted(days)
    (within, *_) = data(at, f"/v1{PAGE}?as_of={told}")["procedures"][0]["lots"]
    assert within["clocks"] == clocks


# -- one lot is open


def test_after_an_opening_that_lots_money_is_told_and_no_others(at: Door, opened: int):
    text = page(at, PAGE)
    said = main(text)
    assert "2,400,000.00 0.00 2,400,000.00" in said
    assert said.partition("时间线")[0].count("封存") == 1
    assert [one.deposit in text or f"公司{one.number}" in text for one in IN_FIRST] == [True] * 3
    assert not any(
        word in text for one in IN_SECOND for word in (one.deposit, one.party, one.number)
    )
    first, second = data(at, f"/v1{PAGE}", "clerk")["procedures"][0]["lots"]
    assert first["money"] == {"came_fen": 240_000_000, "went_fen": 0, "here_fen": 240_000_000}
    assert second["money"] is None


def test_its_red_alerts_stand_on_top_each_by_its_lot_once_that_is_open(
    at: Door, told: int, opened: int
):
    assert "001 标段 RF-02" in main(page(at, PAGE))
    assert [one["alert"] for one in data(at, f"/v1{PAGE}", "auditor")["alerts"]] == [ALERT]
    for path, person in (
        (f"{PAGE}?as_of={told}", "auditor"),
        (PAGE, "county"),
        (PAGE, "discipline"),
    ):
        assert "RF-02" not in main(page(at, path, person))
    whose = [data(at, f"/v1/parties/{one.party}", "clerk")["alerts"] for one in IN_FIRST]
    assert [[one["alert"] for one in some] for some in whose] == [[], [ALERT], []]


def test_as_known_before_the_opening_it_is_as_sealed_as_it_was(at: Door, told: int, opened: int):
    text = page(at, f"{PAGE}?as_of={told}")
    assert not any(word in text for word in secrets())
    (first, _) = data(at, f"/v1{PAGE}?as_of={told}", "auditor")["procedures"][0]["lots"]
    assert first["money"] is None


@pytest.mark.parametrize(
    ("person", "events", "money"),
    [("auditor", True, True), ("discipline", True, False), ("county", False, False)],
)
def test_who_sees_no_money_or_not_here_is_told_none(
    at: Door, opened: int, person: str, events: bool, money: bool
):
    """4.3: a county's post reads of deposits that lie in its own county alone."""
    text = page(at, PAGE, person)
    assert ("保证金到账" in main(text)) == events
    assert ("2,400,000.00" in main(text)) == money
    assert any(f"公司{one.number}" in text for one in IN_FIRST) == money
    (first, _) = data(at, f"/v1{PAGE}", person)["procedures"][0]["lots"]
    assert (first["money"] is not None) == money


@pytest.mark.parametrize("person", [None, "bidder", "owner"])
def test_the_public_a_bidder_and_an_owner_are_told_no_money_of_a_project(
    at: Door, opened: int, person: str | None
):
    whole = data(at, f"/v1{PAGE}", person)
    (first, _) = whole["procedures"][0]["lots"]
    assert (first["opened"], first["money"], whole["alerts"]) == (True, None, None)


# -- the hall of a day


HALL = "/hall?day=2026-04-14"


def test_the_hall_lists_a_days_openings_by_time_each_with_its_room(
    at: Door, told: int, opened: int
):
    kind = "工程建设项目招标投标 350602"
    then, now = main(page(at, f"/at/{told}{HALL}", "ops")), main(page(at, HALL, "ops"))
    room = "三楼一号开标室 09:00–11:30 开标"
    assert f"09:30 开标 A1标段 {FIRST} {kind} {room} 待开" in then
    assert f"09:30 开标 A2标段 {SECOND} {kind} 未订场地 待开" in then
    assert f"09:30 开标 A1标段 {FIRST} {kind} {room} 已开标 09:30" in now
    rooms = now.partition("1 间")[2]
    assert (
        "三楼一号开标室 ROOM-301 350600，40 席 认定至 2026-05-01 09:00–11:30 开标 A1标段" in rooms
    )


def test_a_day_without_openings_says_so_and_leads_to_the_next(at: Door, told: int, opened: int):
    before = page(at, f"/at/{told}/hall?day=2026-04-01", "ops")
    assert "当日没有开标或竞价 下一场：2026-04-14 周二 09:30 A1标段" in main(before)
    assert f'href="/at/{told}{HALL}"' in before
    assert "当日空闲" in main(before)
    after = main(page(at, "/hall?day=2026-04-20", "ops"))
    assert "当日没有开标或竞价 此后也没有" in after
    assert "尚未认定场地" in main(page(at, "/at/1/hall", "ops"))


def test_the_hall_is_the_first_place_of_who_works_in_it(at: Door, opened: int):
    assert at.get("/", "ops").headers["location"] == "/hall"
    page(at, "/hall", "office")
    for person in ("clerk", "auditor", "bidder", "owner"):
        page(at, "/hall", person, 403)
    assert at.get("/hall").status_code == 303


@pytest.mark.parametrize("day", ["1800-01-01", "x", "2026-13-01"])
def test_a_day_that_there_is_not_is_no_defect(at: Door, day: str):
    page(at, f"/hall?day={day}", "ops", 422)


def test_the_hall_tells_nothing_of_who_bids(at: Door, told: int, opened: int):
    for path in (HALL, f"/at/{told}{HALL}"):
        text = page(at, path, "ops")
        assert not any(word in text for word in secrets())


BEGUN = {"started_at": NINE, "ended_at": None}


@pytest.mark.parametrize(
    ("lot", "row", "session", "words"),
    [
        ({}, {}, None, "待开"),
        ({}, {"opening_at": NINE - HOUR}, None, "超期"),
        ({"suspended": ("x",)}, {"opening_at": NINE - HOUR}, None, "暂停"),
        ({}, {"opened_at": NINE}, None, "已开标 09:00"),
        ({"phase": Phase.FAILED}, {}, None, "失败"),
        ({"was": lambda _: True}, {}, BEGUN, "竞价中"),
        ({"was": lambda _: True}, {}, BEGUN | {"ended_at": NINE + HOUR}, "已结束 10:00"),
        ({}, {}, BEGUN, "待开"),
    ],
)
def test_how_far_an_opening_or_a_session_is(lot: Any, row: Any, session: Any, words: str):
    """Of a session that stands anew what was begun before is nothing."""
    stands = {"phase": Phase.CLOSED, "suspended": (), "was": lambda _: False} | lot
    of = SimpleNamespace(lot=SimpleNamespace(**stands))
    one: Any = Opening({"opened_at": None, "opening_at": NINE} | row, cast(Any, of), session)
    assert how_far(one, NINE, Speech("zh", None)).words == words


# -- the office


def test_the_office_finds_what_waits_for_it_with_its_last_day(at: Door, told: int, opened: int):
    """Three working days for a filing, our own term; nobody published the calendar."""
    year = "公布 2026 年工作日历 未公布前只按周末推算，期限为预估 2025-12-31 周三 超期"
    filing = f"确认备案：公告 A1标段 {FILING} 2026-03-25 周三 预估"
    then = main(page(at, f"/at/{told}/office", "office"))
    assert year in then
    assert filing in then
    assert "重新认定场地" not in then, "its certificate lasts for more than thirty days"
    assert "重新认定场地：三楼一号开标室 ROOM-301 2026-05-01 周五" in main(
        page(at, "/office", "office")
    )
    at.system.ask("office", AcknowledgeFiling(filing=FILING, opinion=None))
    head = at.system.store.tail().position
    assert "确认备案" not in main(page(at, f"/office?min_position={head}", "office"))
    assert filing in main(page(at, f"/at/{told}/office", "office"))


def test_the_office_sees_the_law_in_force_and_who_holds_which_post(at: Door, told: int):
    said = main(page(at, "/office", "office"))
    assert "工程建设项目招标投标 v1 2026-03-17 周二" in said
    assert re.search(rf"{LAND.zh} 平台自带 – \d+ –", said)
    assert "尚未公布任何年份" in said
    assert re.search("公管办 1 –", said)
    text = page(at, "/office?role=OFFICE", "auditor")
    assert re.search(r"在任：公管办 .* office \S+ 全市 2026-03-02 ", main(text))
    assert f'href="/at/{told}/office?role=OFFICE"' in page(at, f"/at/{told}/office", "office")


def test_the_offices_page_is_for_the_office_and_auditors(at: Door, told: int):
    assert at.get("/", "office").headers["location"] == "/office"
    for person in ("clerk", "ops", "owner"):
        page(at, "/office", person, 403)
    page(at, "/office?role=NOBODY", "office", 422)
    assert "目前无人在任" in main(page(at, "/office?role=COURT", "office"))


# -- of an earlier moment


def test_what_was_shown_of_projects_and_lots_is_shown_again(
    at: Door, told: int, shown: dict[str, str], opened: int
):
    """Decision 54. The clock went on since: what is late, was late then."""
    for path, was in shown.items():
        assert inside(page(at, path)) == was, path
    assert "超期" not in shown[f"/at/{told}{PAGE}"]
    now = page(at, f"{PAGE}?min_position={opened}")
    assert re.search(rf'href="/at/\d+@[^/]+{PAGE}"', now), "a page of now leads to one that stays"


def test_for_programs_an_earlier_moment_is_judged_by_its_own_clock(
    at: Door, told: int, opened: int
):
    clocks = data(at, f"/v1/lots/{FIRST}/clocks?as_of={told}")
    over = [
        one for one in clocks if one["at"] and datetime.fromisoformat(one["at"]) < at.system.clock()
    ]
    assert over, "else nothing here could be late by the clock of now"
    (within, *_) = data(at, f"/v1{PAGE}?as_of={told}")["procedures"][0]["lots"]
    (alone, *_) = data(at, f"/v1/procedures/{PROCEDURE}?as_of={told}")["lots"]
    for found in (clocks, within["clocks"], alone["clocks"]):
        assert [one["event"] for one in found if one["late"]] == []


@pytest.mark.parametrize(
    "path", [PAGE, "/projects", "/lots", f"/lots/{FIRST}", f"/lots/{FIRST}/rules"]
)
def test_what_an_earlier_moment_leads_to_is_of_the_same(
    at: Door, told: int, opened: int, path: str
):
    """But for events, which are what they are, and a replay, whose cursor stands there."""
    links = re.findall(r'(?:href|action)="([^"#]+)', inside(page(at, f"{path}?as_of={told}")))
    others = [one for one in links if not one.startswith((f"/at/{told}/", "/events/"))]
    stays = (f"as_of={told}", f"replay?at={told}")
    assert [one for one in others if one != path and not any(word in one for word in stays)] == []
    for there in {one for one in links if one.startswith("/at/")}:
        page(at, there)


# -- its replay


def replayed(at: Door, query: str = "", person: str = "auditor") -> str:
    return page(at, f"{PAGE}/replay{query}", person)


def lanes(text: str) -> list[str]:
    return re.findall(r'<text class="axis end"[^>]*>([^<]+)<title>', text)


def listed(text: str) -> list[str]:
    """Whose events are listed, row by row."""
    return re.findall(r'<td title="[^"/]+ / ([^"]+)">', text)


def test_all_its_lots_are_replayed_under_one_cursor_each_on_its_lane(at: Door, opened: int):
    text = replayed(at)
    assert lanes(text) == ["项目", "001", "002"]
    rows = [int(y) for y in re.findall(r'class="dot[^"]*" cx="\d+" cy="(\d+)"', text)]
    assert {*rows} == {162, 178, 194}
    assert "在管合计 贷 2,400,000.00 2,400,000.00" in main(text)


def test_its_lots_stand_as_they_stood_then_and_lead_to_their_own_replays(
    at: Door, told: int, opened: int
):
    said = main(replayed(at, f"?at={told}")).partition("该时刻的状态")[2]
    first, second = said.partition(FIRST)[2].partition(SECOND)[::2]
    assert re.match(" 受理中 2,400,000.00 ", first)
    assert re.match(" 受理中 封存", second)
    at_the_cursor = re.search(
        rf'href="/lots/{FIRST}/replay\?at=(\d+)"', replayed(at, f"?at={told}")
    )
    assert at_the_cursor is not None
    page(at, f"/lots/{FIRST}/replay?at={at_the_cursor[1]}")
    before = main(replayed(at, "?at=0")).partition("该时刻的状态")[2]
    assert before.count("尚未登记") >= 2


def test_two_instants_of_a_project_differ_lot_by_lot(at: Door, told: int, opened: int):
    said = main(replayed(at, f"?with={told}")).partition("两个时刻之差")[2]
    assert "001 标段 启封 – 已启封" in said
    assert "002 标段 阶段 受理中 已截止" in said
    first = main(replayed(at, "?with=0")).partition("两个时刻之差")[2]
    assert f"2002 应付投标/竞买保证金 001 公司{IN_FIRST[0].number} 贷 0.00 800,000.00" in first


def test_a_tab_lists_the_events_of_one_lot_and_the_cursor_stays(at: Door, told: int, opened: int):
    every = listed(replayed(at, f"?at={told}"))
    assert {*every} > {"项目", "001 标段", "002 标段"}
    text = replayed(at, f"?at={told}&lot={SECOND}")
    assert {*listed(text)} == {"002 标段"}
    assert "data-past" in text
    assert len(lanes(text)) == 3
    kept = re.search(r'href="([^"]+)"[^>]*data-key="ArrowLeft"', text)
    assert kept is not None
    assert f"lot={SECOND}" in kept[1]


def test_in_a_replay_a_sealed_lot_tells_what_is_public_at_every_instant(
    at: Door, told: int, opened: int
):
    for query in ("", f"?at={told}", "?at=2026-03-20", f"?as_of={told}"):
        text = replayed(at, query)
        assert not any(word in text for one in IN_SECOND for word in of(one)), query
    assert not any(word in replayed(at, f"?as_of={told}") for word in secrets())
    for person in ("discipline", "county"):
        text = replayed(at, "", person)
        assert "2002" not in main(text)
        assert not any(f"公司{one.number}" in text for one in IN_FIRST)


def test_lots_beyond_some_share_a_lane(at: Door, opened: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.http.pages.replay_lanes.LANES_MAX", 1)
    text = replayed(at)
    assert lanes(text) == ["项目", "001", "…"]
    assert "其余 1 个标段" in text


def test_it_plays_on_event_by_event(at: Door, told: int, opened: int):
    """By its script, which goes where the key leads; at the newest event nothing is to come."""
    assert "data-play" in replayed(at, f"?at={told}")
    assert "data-play" not in replayed(at)


# -- who takes part


FIRST_PARTY = f"/v1/parties/{IN_FIRST[0].party}"


def test_a_market_subject_is_told_with_its_parts_once_they_are_open(
    at: Door, told: int, opened: int
):
    whole = data(at, FIRST_PARTY, "auditor")
    assert (whole["name"], whole["natural"]) == (f"公司{IN_FIRST[0].number}", False)
    assert whole["registered_at"] == "2026-03-17T02:00:00Z"
    (part,) = whole["parts"]
    assert part == {
        "lot": FIRST,
        "title": "A1标段",
        "phase": "竞争中",
        "won": False,
        "deposit": IN_FIRST[0].deposit,
        "amount_fen": 80_000_000,
        "held_fen": 80_000_000,
        "frozen_fen": 0,
        "secured_fen": 0,
        "secured_until": None,
        "receivable_fen": 0,
        "became": None,
        "refunds": [],
    }
    assert whole["alerts"] == []
    assert data(at, f"{FIRST_PARTY}?as_of={told}", "auditor")["parts"] == []
    assert data(at, f"/v1/parties/{IN_SECOND[0].party}", "auditor")["parts"] == []


@pytest.mark.parametrize(
    ("person", "parts"),
    [("auditor", True), ("clerk", True), ("discipline", False), ("county", False)],
)
def test_parts_are_for_who_may_know_the_money_of_where_they_are(
    at: Door, opened: int, person: str, parts: bool
):
    whole = data(at, FIRST_PARTY, person)
    assert bool(whole["parts"]) == parts
    assert (whole["alerts"] is None) == (person == "discipline")


def test_a_bidder_sees_itself_and_of_others_hears_what_it_hears_of_none(at: Door, opened: int):
    own = data(at, f"/v1/parties/{COMPANY}", "bidder")
    assert (own["party"], own["alerts"]) == (COMPANY, None)
    others = [at.get(f"/v1/parties/{code}", "bidder") for code in (IN_FIRST[0].party, NOBODY)]
    assert {one.status_code for one in others} == {404}
    assert [one.json()["detail"][:22] for one in others] == ["you have no party 9135"] * 2
    for person in ("owner", None):
        assert at.get(FIRST_PARTY, person).status_code == 403
        assert at.get("/v1/parties", person).status_code == 403


def test_of_a_natural_person_neither_name_nor_parts_are_told(at: Door, opened: int):
    whole = data(at, f"/v1/parties/{NATURAL}", "auditor")
    assert (whole["natural"], whole["name"], whole["parts"], whole["alerts"]) == (
        True,
        None,
        None,
        None,
    )


def test_who_takes_part_is_listed_by_region_page_by_page(at: Door, told: int, opened: int):
    def listed(query: str, person: str = "auditor") -> list[str]:
        return [row["party"] for row in data(at, f"/v1/parties{query}", person)]

    first = [one.party for one in IN_FIRST]
    assert listed("?region=350602") == first
    assert listed("?region=350626") == []
    assert listed("", "county") == []
    assert listed(f"?as_of={told}") == []
    answer = at.get("/v1/parties?region=350602&limit=2", "auditor").json()
    assert [row["party"] for row in answer["data"]] == first[:2]
    more = at.get(answer["links"]["next"], "auditor").json()
    assert [row["party"] for row in more["data"]] == first[2:]
    assert "next" not in more["links"] or more["links"]["next"] is None


# -- how long, and in which language


def test_more_lots_than_are_looked_at_are_counted(
    at: Door, opened: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("api.http.project_seen.LOTS_MAX", 1)
    whole = data(at, f"/v1{PAGE}", "auditor")
    assert ([lot["lot"] for lot in whole["procedures"][0]["lots"]], whole["left_out"]) == (
        [FIRST],
        1,
    )
    assert "另有 1 个标段未列" in main(page(at, PAGE))


def test_every_word_is_there_in_english(at: Door, opened: int):
    for path in ("/projects", PAGE, f"{PAGE}/replay?at={opened - 3}"):
        answer: Any = at.ask("GET", path, headers=at.headers("auditor") | {"Cookie": "lang=en"})
        assert answer.status_code == 200
        assert not re.search("[\u4e00-\u9fff]", _own_words(answer.text)), path


def _own_words(text: str) -> str:
    """The head of the page, and its headings: no data."""
    return " ".join(re.findall(r"<t?h[23]?[^>]*scope=\"col\"[^>]*>([^<]*)<", text))


def test_of_many_lots_one_is_chosen_from_a_list(at: Door, told: int, opened: int):
    """Tabs would not fit."""
    assert '<select class="in" name="lot">' not in replayed(at)
    project_story.register_more(at.system)
    text = replayed(at, f"?at={told}&lot={SECOND}")
    chosen = re.findall(r'<option value="([^"]*)"( selected)?>', text)
    assert [code[-3:] for code, _ in chosen] == ["", "001", "002", "003", "004"]
    assert [code for code, on in chosen if on] == [SECOND]
    assert len(lanes(text)) == 5
    assert {*listed(text)} == {"002 标段"}


def test_a_project_that_nobody_trades_yet_is_shown_as_it_was_registered(at: Door, opened: int):
    code = project_story.register_bare(at.system)
    assert "尚未登记招标（采购）项目" in main(page(at, f"/projects/{code}"))
    assert lanes(page(at, f"/projects/{code}/replay")) == ["项目"]
    whole = data(at, f"/v1/projects/{code}", "auditor")
    assert (whole["procedures"], whole["alerts"], whole["left_out"]) == ([], [], 0)


# -- long, and quiet, last: the clock goes on


def test_what_waits_for_the_office_is_listed_page_by_page_each_once(
    at: Door, opened: int, monkeypatch: pytest.MonkeyPatch
):
    """Filings are cut into pages; all else stands among those of its day."""
    filed = [f"BA-2026-{n}" for n in range(11, 16)]
    for code in filed:
        move_to(at.system, f"2026-05-{code[-2:]}T10:00:00+08:00")
        asked = FileDocument(filing=code, lot=FIRST, paper=Paper.RESULT, document=TEXT)
        at.system.ask("g", asked)
    text = page(at, f"/office?min_position={at.system.store.tail().position}", "office")
    leads = re.findall(r'class="two" title="[^"]+"><a href="([^"]+)"', text)
    assert {*leads} == {f"/lots/{FIRST}", "/calendars?year=2026"}
    whole = _waits(text)
    assert [code for row in whole for code in filed if code in row] == filed
    monkeypatch.setattr("api.http.pages.office_waits.PAGE", 2)
    path, seen, total = "/office?role=OFFICE", list[str](), set[str]()
    while path:
        text = page(at, path, "office")
        seen += _waits(text)
        total |= {*re.findall(r"(\d+) 项，先到期的在前", main(text))}
        assert "在任：公管办" in main(text), "whose holders are listed stays"
        assert ('data-key="["' in text) == (path != "/office?role=OFFICE")
        (path,) = re.findall(r'data-key="]" href="([^"]+)"', text) or [""]
    assert seen == whole
    assert total == {str(len(whole))}
    first, beyond = (page(at, f"/office{end}", "office") for end in ("", "?after=2999-12-31/X"))
    assert _waits(beyond) == _waits(first) != []
    page(at, "/office?after=2026-13-01/X", "office", 422)


def _waits(text: str) -> list[str]:
    """What is said of each that waits, row by row."""
    return re.findall(r'<th scope="row" class="two" title="([^"]+)"', text)


def test_a_room_that_is_booked_for_months_is_free_on_no_day_of_them(at: Door, opened: int):
    room = {"venue": "ROOM-302", "name": "三楼二号评标室", "region": "350600", "seats": 9}
    until, fit = date(2026, 12, 31), (Purpose.EVALUATION,)
    at.system.ask("office", CertifyVenue(**room, purposes=fit, valid_until=until, document=TEXT))
    since, ends = (
        datetime.fromisoformat(f"2026-{one}:00+08:00") for one in ("06-01T09:00", "08-20T18:00")
    )
    asked = {"venue": "ROOM-302", "booking": "B-2", "lot": FIRST, "purpose": Purpose.EVALUATION}
    at.system.ask("ops", BookVenue(**asked, since=since, until=ends))
    head = at.system.store.tail().position
    for day, booked in (("05-31", 0), ("06-01", 1), ("07-02", 1), ("08-20", 1), ("08-21", 0)):
        said = main(page(at, f"/hall?day=2026-{day}&min_position={head}", "ops"))
        _, _, row = said.partition("ROOM-302")
        assert ("当日空闲" not in row, FIRST in row) == (booked, booked), day
    said = main(page(at, "/hall?day=2026-07-02", "ops"))
    assert "2026-06-01 周一 09:00 – 2026-08-20 周四 18:00 评标 A1标段" in said
    assert "当日空闲" in main(page(at, f"/at/{head - 1}/hall?day=2026-07-02", "ops"))


@pytest.mark.parametrize(
    ("path", "person", "late"),
    [
        ("/hall", "ops", False),
        (HALL, "ops", True),
        ("/office", "office", True),
        ("/lots?tab=every", "auditor", False),
        (f"/lots/{SECOND}", "auditor", False),
        (PAGE, "auditor", False),
        ("/calendars", "auditor", False),
    ],
)
def test_a_page_that_is_seen_on_a_quiet_day_is_shown_again_as_it_was_seen(
    at: Door, opened: int, path: str, person: str, late: bool
):
    """Days pass without an event: which day it is, and what is late by then, stand in the address,
    and in those that it leads to.
    """
    seen_at = _later(at, timedelta(days=40, microseconds=250_000))
    seen = page(at, path, person)
    (there,) = re.findall(r'<a class="no-paper" href="(/at/[^"]+)"', seen)
    moment = there.removesuffix(path)
    position, _, _ = moment.removeprefix("/at/").partition("@")
    assert moment == f"/at/{written(int(position), seen_at)}"
    again = page(at, there, person)
    assert main(again).replace("历史 只读 看现在的 ", "") == main(seen)
    assert ("超期" in main(again)) >= late
    assert (str(beijing_day(seen_at)) in main(again)) >= (path == "/hall")
    assert all(one.startswith(moment) for one in re.findall(r'href="(/at/[^"]+)"', again))
    _later(at, timedelta(days=100))
    assert inside(page(at, there, person)) == inside(again)


def _later(at: Door, by: timedelta) -> datetime:
    """Time passes, and nothing happens."""
    assert isinstance(at.system.clock, SimulatedClock)
    at.system.clock.move_to(at.system.clock() + by)
    return at.system.clock()
