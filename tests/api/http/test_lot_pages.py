"""Projects and lots as pages: found, told as far as one may know, replayed, compared.

The story is the one of `bidding`, with a project besides; later tests open the first lot's bids.
"""

import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest

from api.appointing import appoint
from api.bid_files import OfBid, keep
from api.http.pages.lot_money import money, stands_of
from api.http.pages.speech import Speech
from api.jobs.register import tick
from api.lots import story
from api.lots.money import Flow
from api.lots.standing import standing
from domain.deposit.hold import PlaceHold
from domain.governance.rule_packs import PublishRulePack
from domain.kernel import StreamId
from domain.trade.submit_bid import SubmitBid
from projections.audit_trail import TRAIL
from tests.kit import bidding
from tests.kit.bidding import COMPANY, DEPOSITS, FEN, LOTS, subject
from tests.kit.door import Door
from tests.kit.tendering import AGENCY, LOT, OWNER, PACK, PRICE, PROJECT, REGISTERED, TEXT

OPEN, SEALED = LOTS
BID = "B00000000000000A1"
PEOPLE = ("owner", "g")


@pytest.fixture(scope="module", autouse=True)
def projects(at: Door) -> None:
    """A project with a lot that was born under a published pack; deposits of the others are due."""
    appoint(at.system, "discipline", "DISC", "discipline")
    for person, post in zip(PEOPLE, (OWNER, AGENCY), strict=True):
        appoint(at.system, person, post.role, post.organisation)
    since = at.system.clock().date()
    pack = PublishRulePack(since=since, pack=PACK.written, document="3号", evidence=TEXT)
    at.system.ask("office", pack)
    for asked, post, _ in REGISTERED:
        at.system.ask(PEOPLE[(OWNER, AGENCY).index(post)], asked)
    at.system.readers.runner.catch_up()
    tick(at.system)
    at.system.readers.runner.catch_up()


@pytest.fixture(scope="module")
def opened(at: Door) -> int:
    """The first lot's bids are open, and one of its deposits is held; the position before that."""
    bid = {"bid": BID, "lot": OPEN, "party": COMPANY, "deposit": DEPOSITS[0]}
    file = keep(at.system, OfBid(BID, OPEN, COMPANY), b"...")
    at.system.ask("platform", SubmitBid(**bid, file=file, price_fen=PRICE))
    before = at.system.store.tail().position
    bidding.open_bids(at.system, 0, bidding.USUAL)
    hold = PlaceHold(
        deposit=DEPOSITS[0],
        hold="H1",
        amount_fen=FEN // 2,
        cause="投诉",
        document="函",
        lot=OPEN,
    )
    at.system.ask("supervisor", hold)
    at.system.readers.runner.catch_up()
    return before


def page(at: Door, path: str, person: str = "auditor", status: int = 200) -> str:
    answer = at.get(path, person)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def main(text: str) -> str:
    """What stands between the bars, without tags."""
    inside = text.partition("<main")[2].partition("</main>")[0]
    joined = re.sub("</?(?:span|b)[^>]*>", "", inside)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", joined))


def rows(text: str) -> list[str]:
    return re.findall(r'<a href="/lots/([0-9A-Z-]+)">', text)


def at_of(at: Door, name: str, code: str) -> int:
    found: int = at.system.readers.trail.rows(TRAIL, {"name": name, "code": code}).rows[0]["at"]
    return found


# -- the list


def test_lots_stand_under_their_projects_by_their_codes(at: Door):
    text = page(at, "/lots")
    assert rows(text) == [LOT, *LOTS]
    assert f"{PROJECT} 市政道路工程 住建局 350602" in main(text)
    assert "未挂接项目的标段" in main(text)
    assert "3 个标段" in main(text)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tab=lost", []),
        ("tab=every", [LOT, *LOTS]),
        ("category=LAND", []),
        ("phase=REGISTERED", [LOT]),
        ("phase=CLOSED", [*LOTS]),
        (f"project={PROJECT}&tab=every", [LOT]),
        ("project=A99&tab=every", []),
        ("q=市政 a1", [LOT]),
        (f"q={OPEN}", [OPEN]),
        ("q=nowhere", []),
        (f"after={LOTS[0]}", [LOTS[1]]),
        ("as_of=1&tab=every", []),
    ],
)
def test_lots_are_found_by_tab_kind_phase_project_and_words(at: Door, asked: str, found: list[str]):
    text = page(at, f"/lots?{asked}")
    assert rows(text) == found
    if not found and "tab=lost" not in asked and "as_of" not in asked:
        assert "没有符合的标段" in main(text)


def test_tabs_count_what_they_lead_to(at: Door):
    said = main(page(at, "/lots"))
    assert "在办 3" in said
    assert "全部 3" in said
    assert "在办 1" in main(page(at, f"/lots?project={PROJECT}"))


def test_a_long_list_is_cut_and_goes_on(at: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.http.pages.lot_list.PAGE", 2)
    first = page(at, "/lots")
    assert rows(first) == [LOT, LOTS[0]]
    on = re.search(r'data-key="\]" href="([^"]+)"', first)
    assert on is not None
    assert rows(page(at, on[1])) == [LOTS[1]]


def test_where_words_choose_and_little_fits_it_says_how_far_it_looked(
    at: Door, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("api.http.pages.lot_list.LOOKED_AT", 2)
    monkeypatch.setattr("api.http.pages.lot_list._AT_ONCE", 1)
    text = page(at, "/lots?q=002")
    assert "已查 2 个标段" in main(text)
    assert rows(page(at, f"/lots?q=002&after={LOTS[0]}")) == [LOTS[1]]


def test_what_is_due_next_stands_beside_each_and_what_is_sealed_says_so(at: Door):
    said = main(page(at, "/lots"))
    assert "保证金截止 2026-03-24 周二 17:00" in said
    assert said.count("封存") == 3
    assert "0.00" not in said


def test_projects_are_public_data(at: Door):
    told = at.get("/v1/projects").json()["data"]
    assert [(row["project"], row["agencies"]) for row in told] == [(PROJECT, ["甲代理"])]


# -- a lot, sealed


def test_a_lot_shows_its_way_its_rules_and_what_may_be_now(at: Door):
    said = main(page(at, f"/lots/{LOT}"))
    assert "工程建设项目招标投标 规则包 v1" in said
    assert "已登记 现在" in said
    assert "公示中 必经" in said
    assert "推进 公告发布" in said
    short = main(page(at, f"/lots/{OPEN}"))
    assert "平台自带规则" in short
    assert "受理中 未经过" in short
    assert "待定标 可不经过" in short


def test_before_the_opening_neither_parties_nor_number_nor_money_are_told(at: Door):
    text = page(at, f"/lots/{SEALED}")
    said = main(text)
    assert "未启封：不显示单位、笔数和金额。预定 2026-03-17 周二 09:30" in said
    assert not any(deposit in text for deposit in DEPOSITS)
    assert not any(subject(code)[0] in text for code in range(6))
    assert "参与单位" in said
    assert "在管合计" not in said


def test_its_events_stand_in_order_with_both_times_who_asked_and_their_proof(at: Door):
    text = page(at, f"/lots/{LOT}")
    defined = at_of(at, "LotDefined", LOT)
    assert f'href="/events/{defined}"' in text
    said = main(text)
    assert (
        said.index(f"登记标段 {LOT} A1标段")
        < said.index("登记交易")
        < said.index("登记项目 市政道路工程")
    )
    assert "可见 3 条" in said
    assert re.search(r"\d\d-\d\d 周. \d\d:\d\d:\d\d 记录 \d\d-\d\d", said)


def test_nobody_defined_and_not_for_your_posts(at: Door):
    page(at, "/lots/E3506000001000001001009", status=404)
    page(at, f"/lots/{LOT}?as_of=1", status=404)
    page(at, f"/lots/{LOT}/replay?as_of=1", status=404)
    for path in ("/lots", f"/lots/{OPEN}", f"/lots/{OPEN}/rules", f"/lots/{OPEN}/replay"):
        page(at, path, "bidder", 403)
        assert at.get(path).status_code == 303


def test_its_rules_are_told_row_by_row_and_where_they_were_published(at: Door):
    text = page(at, f"/lots/{LOT}/rules")
    assert 'id="CT-03"' in text
    assert "至少 20 日" in main(text)
    assert "招标文件发出 → 投标截止" in main(text)
    pack = at.system.readers.trail.rows(TRAIL, {"name": "RulePackPublished"}).rows[0]["at"]
    assert f'href="/events/{pack}"' in text
    assert 'href="/events/' not in page(at, f"/lots/{OPEN}/rules").partition("<main")[2]


# -- a lot, open


def test_after_the_opening_its_parties_and_money_are_told_and_the_books_agree(
    at: Door, opened: int
):
    text = page(at, f"/lots/{OPEN}")
    said = main(text)
    assert [subject(code)[0] in said for code in range(6)] == [True] * 3 + [False] * 3
    assert "与逐笔到款减出款一致" in said
    assert "在管合计 2,400,000.00" in said
    assert "冻结 400,000.00" in said
    assert f"owner={DEPOSITS[0]}" in text


def test_the_desk_finds_lots_and_a_lot_leads_to_its_deposits_and_back(at: Door, opened: int):
    desk = page(at, "/desk", "clerk")
    assert 'href="/lots" data-go="X"' in desk
    assert 'href="/status"' in desk.partition('<footer class="strip"')[2]
    lot, deposits = page(at, f"/lots/{OPEN}", "clerk"), "/trail?kind=deposit&code="
    assert 'href="/desk" data-go="T"' in lot
    assert f'href="{deposits}{DEPOSITS[0]}"' in lot
    assert "保证金到账" in main(page(at, f"{deposits}{DEPOSITS[0]}", "clerk"))
    assert deposits not in page(at, f"/lots/{SEALED}", "clerk")


def test_after_the_opening_everybody_reads_its_record(at: Door, opened: int):
    """Also who may know of no money: prices are read out. Before it there is no record to show."""
    for person in ("auditor", "clerk", "discipline"):
        record = main(page(at, f"/lots/{OPEN}", person)).partition("开标记录")[2]
        file = "投标文件 " if person == "auditor" else ""
        assert f"{subject(0)[0]} {COMPANY} {file}38,200,000.00 已足额" in record, person
        assert "2026-03-17 周二 09:30 开标，3 家投标" in record
    for path in (f"/lots/{SEALED}", f"/lots/{OPEN}?as_of={opened}"):
        assert "开标记录" not in main(page(at, path))


def test_who_reads_its_bids_is_led_to_their_files(at: Door, opened: int):
    leads = f'href="/v1/lots/{OPEN}/bids/{BID}/file"'
    seen = {person: leads in page(at, f"/lots/{OPEN}", person) for person in ("auditor", "clerk")}
    assert seen == {"auditor": True, "clerk": False}


def test_the_other_lot_stays_sealed(at: Door, opened: int):
    text = page(at, f"/lots/{SEALED}")
    assert not any(deposit in text for deposit in DEPOSITS[3:])
    assert "2,400,000.00" in main(page(at, "/lots"))


def test_who_sees_no_money_sees_events_without_amounts(at: Door, opened: int):
    text = page(at, f"/lots/{OPEN}", "discipline")
    said = main(text)
    assert "本岗位不可阅单位与金额" in said
    assert "保证金到账" in said
    assert DEPOSITS[0] in said
    others = said.partition("开标记录")[0] + said.partition("开标，3 家投标")[2]
    assert not any(subject(code)[0] in others for code in range(6)), "but for what was read out"
    assert said.partition("时间线")[2].count("800,000.00") == 1, "the terms of the lot alone"
    replayed = main(page(at, f"/lots/{OPEN}/replay", "discipline"))
    assert "本岗位不可阅单位与金额" in replayed
    assert "2002" not in replayed


def test_a_post_of_another_county_sees_no_deposit_whatever_else_it_is_beside(at: Door, opened: int):
    """4.3: what counts is the post that reads of deposits, and not any that the person holds."""
    appoint(at.system, "county", "C-SET1", "分中心", "350626")
    appoint(at.system, "county", "KEY", "管委会")
    text = page(at, f"/lots/{OPEN}", "county")
    assert "登记标段" in main(text)
    for shown in (text, page(at, f"/lots/{OPEN}/replay", "county")):
        assert not any(deposit in shown for deposit in DEPOSITS)
        assert "保证金到账" not in main(shown)


def test_a_long_timeline_is_cut_and_goes_on(at: Door, opened: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.http.pages.lot_timeline.PAGE", 4)
    text, seen = page(at, f"/lots/{OPEN}"), []
    while True:
        seen += [int(n) for n in re.findall(r'href="/events/(\d+)"', text.partition("时间线")[2])]
        older = re.search(r'data-key="\]" href="([^"]+)"', text)
        if older is None:
            break
        text = page(at, older[1])
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) > 8
    assert re.search(r'data-key="\[" href="([^"]+)"', text)


def test_of_a_long_story_only_what_is_shown_is_read(
    at: Door, opened: int, monkeypatch: pytest.MonkeyPatch
):
    """To who may know the money no more: sums stand in rows."""
    read: list[str] = []
    told = story._told

    def reads(stream: StreamId, *rest: Any) -> Any:
        read.append(stream.kind)
        return told(stream, *rest)

    monkeypatch.setattr("api.http.pages.lot_timeline.PAGE", 4)
    monkeypatch.setattr(story, "_told", reads)
    for person in ("discipline", "auditor"):
        read.clear()
        page(at, f"/lots/{OPEN}", person)
        assert len(read) == 4, person


@pytest.mark.parametrize(("fen", "agrees"), [(7, True), (8, False)])
def test_what_lies_for_a_lot_by_the_books_is_what_came_less_what_went(fen: int, agrees: bool):
    seen: Any = SimpleNamespace(flow=Flow(came=10, went=3), deposits=[{"paid_fen": 2}])
    found = money(seen, {("2002", "P1"): fen}, Speech("zh", None))
    assert (found.total, found.paid, found.agrees) == (fen, 2, agrees)


def test_what_a_court_took_is_not_looked_for_among_what_lies_for_a_lot():
    asked: list[Any] = []

    def owned(_position: int, _after: None, where: Any) -> Any:
        asked.append(where["owner"])
        return SimpleNamespace(rows=[])

    owed = SimpleNamespace(rows=[{"deposit": "P1", "number": 1}])
    readers = SimpleNamespace(
        balances=SimpleNamespace(owned=owned), refunds=SimpleNamespace(rows=lambda *_, **__: owed)
    )
    when: Any = SimpleNamespace(position=1, system=SimpleNamespace(readers=readers))
    seen: Any = SimpleNamespace(deposits=[{"deposit": "P1", "frozen": ["H1 500", "H1 -500"]}])
    assert stands_of(when, seen) == {}
    assert asked == [["P1", "P1/1"]]


# -- its replay


def replayed(at: Door, query: str = "", person: str = "auditor") -> str:
    return main(page(at, f"/lots/{OPEN}/replay{query}", person))


def test_the_cursor_begins_at_the_newest_event_and_says_what_it_changed(at: Door, opened: int):
    said = replayed(at)
    assert "2010 冻结保证金 漳州市第一建筑工程有限公司" in said
    assert "+400,000.00" in said
    assert "回到现在" not in said


def test_at_an_instant_of_the_past_the_lot_stands_as_it_stood_then(at: Door, opened: int):
    before = at_of(at, "AnnouncementPublished", OPEN)
    said = replayed(at, f"?at={before}")
    assert f"位置 {before:,}, 只读" in said
    assert "已公告 现在" in said
    assert "已启封" not in said.partition("该时刻的状态")[2]
    assert "data-past" in page(at, f"/lots/{OPEN}/replay?at={before}")
    whole = standing(at.system, OPEN, before)
    assert whole is not None
    assert not whole.lot.opened


def test_two_instants_differ_by_facts_and_by_money_with_the_events_between(at: Door, opened: int):
    first, last = at_of(at, "AnnouncementPublished", OPEN), at_of(at, "BidOpened", OPEN)
    said = replayed(at, f"?at={last}&with={first}").partition("两个时刻之差")[2]
    assert "阶段 已公告 竞争中" in said
    assert "启封 – 已启封" in said
    assert "在管合计 贷 0.00 2,400,000.00 +2,400,000.00" in said
    for deposit in DEPOSITS[:3]:
        assert f"{at_of(at, 'ReceiptMatched', deposit):,}" in said


def test_rights_follow_now_and_data_follow_then(at: Door, opened: int):
    """What was sealed when it happened may be looked at once the lot is open; not as known then."""
    matched = at_of(at, "ReceiptMatched", DEPOSITS[0])
    assert "800,000.00" in replayed(at, f"?at={matched}")
    assert "800,000.00" not in replayed(at, f"?as_of={opened}")
    sealed = page(at, f"/lots/{SEALED}/replay?at={matched}")
    assert not any(deposit in sealed for deposit in DEPOSITS)
    assert "800,000.00" not in sealed


def test_keys_are_links_and_lead_event_by_event_and_day_by_day(at: Door, opened: int):
    def link(text: str, key: str) -> str | None:
        found = re.search(rf'href="([^"]+)"[^>]*data-key="{key}"', text)
        return found[1] if found else None

    text = page(at, f"/lots/{OPEN}/replay")
    assert link(text, "ArrowRight") is None
    steps, back = 0, link(text, "ArrowLeft")
    while back is not None:
        text = page(at, back)
        steps, back = steps + 1, link(text, "ArrowLeft")
    total = re.search(r"光标 (\d+) / 可见 (\d+) 条", main(text))
    assert total is not None
    assert (total[1], steps) == ("0", int(total[2]))
    assert "项目尚未登记" in main(text)
    day = link(text, "⇧ArrowRight")
    assert day is not None
    assert "2026-03-02" in main(page(at, day))
    pinned = page(at, link(page(at, f"/lots/{OPEN}/replay?at={opened}"), "A") or "")
    assert "两个时刻的记载相同" in main(pinned)
    assert "with=" in (link(pinned, "ArrowRight") or "")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("?at=0", "0"),
        ("?at=2026-03-02", "8"),
        ("?minute=0", "8"),
        ("?at=2026-03-02T00:00:00%2B08:00", "0"),
    ],
)
def test_a_position_a_day_an_instant_and_a_place_of_the_slider_are_right(
    at: Door, opened: int, query: str, place: str
):
    assert f"光标 {place} /" in replayed(at, query)


@pytest.mark.parametrize(
    ("query", "status"),
    [("?at=tomorrow", 422), ("?at=999999", 404), ("?with=x", 422), ("?minute=-1", 422)],
)
def test_what_is_no_instant_of_the_log_says_so(at: Door, query: str, status: int):
    page(at, f"/lots/{OPEN}/replay{query}", status=status)


def test_every_word_is_there_in_english(at: Door, opened: int):
    for path in ("/lots", f"/lots/{OPEN}", f"/lots/{LOT}/rules", f"/lots/{OPEN}/replay?at=60"):
        answer: Any = at.ask(
            "GET", f"{path}", headers=at.headers("auditor") | {"Cookie": "lang=en"}
        )
        assert answer.status_code == 200
        assert 'lang="en"' in answer.text


def test_only_the_owners_party_is_told_as_the_winner(at: Door, opened: int):
    assert COMPANY not in replayed(at)
