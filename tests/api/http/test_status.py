"""What waits and why, how the banks' channels stand; the calendar that terms go by."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

import httpx
import psycopg
import pytest

from api.appointing import appoint
from api.banking.connections import Connection
from api.banking.standing import Standing
from api.http.pages import status_waits
from api.wiring import CENTRE
from domain.filing.events import FilingDueReckoned
from domain.governance.appoint import RemoveRole
from domain.kernel import Post
from ledger.pending import Pending
from projections.audit_trail import AUDIT_TRAIL, TRAIL
from projections.audits import Audited
from projections.tables import places
from tests.api.http.test_pages import at_of, main, page
from tests.kit.bidding import ACCOUNT
from tests.kit.door import Door, problem

ZH = "/status?lang=zh"
OF_2031 = "/calendars?lang=zh&year=2031"
DAYS = {"holidays": "2031-01-01、2031-10-01\n2031-10-02", "workdays": "2031-09-28"}
"""A Wednesday, a Wednesday and a Thursday are off; a Sunday is worked."""
NOON = datetime(2026, 3, 17, 4, tzinfo=UTC)


def pending(cause: int, mark: str) -> Pending:
    return Pending(
        *("owes", cause, mark, "ProposeRefunds", 1, 1, "refund.held", 0),
        first_tried=NOON,
        last_tried=NOON,
        next_try=NOON,
    )


@pytest.mark.parametrize(
    ("lang", "waits", "channel"),
    [
        ("zh", "没有待办：该随事件发生的都已发生", "还没有银行通道"),
        ("en", "Nothing waits: all that follows has", "No account has a channel yet"),
    ],
)
def test_where_nothing_waits_it_says_so(at: Door, lang: str, waits: str, channel: str):
    text = main(page(at, f"/status?lang={lang}"))
    assert waits in text
    assert channel in text


def test_what_waits_is_told_with_its_cause_and_why(at: Door, monkeypatch):
    """Once, however often: their number would tell how many deposits there are."""
    lot, line = at_of(at, "LotDefined"), at_of(at, "BankCreditRecorded")
    rows = [pending(lot, "1"), pending(lot, "2"), pending(line, "1"), pending(0, "E3506")]
    monkeypatch.setattr(type(at.system.reactor), "pending", lambda _: rows)
    auditor, office = (page(at, ZH, person) for person in ("auditor", "office"))
    assert main(auditor).count("保证金被依法冻结") == 3
    assert main(office).count("保证金被依法冻结") == 2, "what a sealed line brought is not told"
    assert f'<a href="/events/{lot}">#{lot:,}</a>' in office
    assert "E3506" in main(office)
    assert "提交退款批次" in main(office)
    assert "Propose refunds" in main(page(at, "/status?lang=en"))


def test_a_channel_is_told_with_its_state_and_since_when_and_no_more(at: Door, monkeypatch):
    one = Connection(account=ACCOUNT, kind="mock-bank", address="http://bank:80", holder="中心")
    monkeypatch.setattr(status_waits, "connections", lambda _: (one,))
    for now, words in (
        (Standing(), "尚未往来 –"),
        (Standing(heard_at=NOON), "正常 2026-03-17 周二 12:00"),
        (Standing(problem="line 7 of a file", since=NOON), "有问题 2026-03-17 周二 12:00"),
    ):
        monkeypatch.setattr(status_waits, "standing", lambda *_, now=now: now)
        told = main(page(at, ZH, "clerk"))
        assert f"{ACCOUNT} mock-bank {words}" in told
        assert "line 7" not in told
    assert ACCOUNT not in main(page(at, ZH, "office"))


def test_what_the_nightly_audit_found_is_told_of_each_projection(at: Door, monkeypatch):
    standing = at.system.readers.runner.status()
    names = [one.name for one in standing]
    wrong, right = (Audited(1, 388, differs, NOON) for differs in (True, False))
    told = [replace(one, audit=right if one.name != "lots" else wrong) for one in standing]
    monkeypatch.setattr(type(at.system.readers.runner), "status", lambda _: told)
    zh, en = (main(page(at, f"/status?lang={lang}")) for lang in ("zh", "en"))
    assert zh.count("与日志不符 核至位置 388；请重建该投影") == 1
    assert zh.count("2026-03-17 周二 12:00 核对相符") == len(names) - 1
    assert "differs from the log compared up to position 388; rebuild it" in en


# -- the working calendar


def typed(**days: str) -> str:
    return f"{OF_2031}&{httpx.QueryParams({'by': 'typed', **days})}"


def sends(at: Door, person: str = "office", step: str = "publishes", **days: str) -> httpx.Response:
    """The answer to the form of the page; then what it leads to."""
    once = f"calendar-{len(days)}-{at.system.store.tail().position}"
    said = {"command_id": once, "step": step, **days}
    path, headers = "/calendars/2031", at.headers(person)
    return at.ask("POST", path, headers=headers, data=said, follow_redirects=False)


def test_of_a_year_that_nobody_published_it_says_that_it_is_reckoned_by_weekends(at: Door):
    text = page(at, OF_2031)
    assert "未发布，按周末预估" in main(text)
    assert "这一年还没有发布" in main(text)
    assert ("12 月" in text, "13 月" in text, "提出" in text) == (True, False, False)
    assert "not published, estimated by weekends" in page(at, "/calendars?lang=en&year=2031")
    page(at, OF_2031, "bidder", 403)
    assert at.get(OF_2031).status_code == 303


def test_the_office_proposes_what_the_package_knows_or_types_what_it_does_not(at: Door):
    known = main(page(at, "/calendars?lang=zh&year=2025&by=package", "office"))
    assert ("chinesecalendar" in known, "2025-01-28 周二 工作日 放假 春节" in known) == (True, True)
    assert "数据包没有 2031 年" in page(at, f"{OF_2031}&by=package", "office")
    told = main(page(at, typed(**DAYS), "office"))
    assert "2031-09-28 周日 周末 调休上班" in told
    assert "变动 4 天" in told
    assert "变动" not in main(page(at, typed(**DAYS), "auditor")), "it is the office's to say"


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({}, "2031 年没有一个工作日放假"),
        ({"holidays": "2031-10-04"}, "2031 年没有一个工作日放假"),
        (DAYS | {"no_days_off": "yes"}, "不应勾选没有放假日"),
        (DAYS | {"workdays": "2031-10-01"}, "既列为放假，又列为上班"),
        (DAYS | {"workdays": "2031-10-03"}, "本是工作日"),
        (DAYS | {"holidays": "2031-02-30"}, "“2031-02-30”：应为"),
        (DAYS | {"holidays": "2032-01-01"}, "2032-01-01 不在 2031 年"),
    ],
)
def test_what_is_no_year_says_why_and_is_not_published(at: Door, days: dict, wrong: str):
    before = at.system.law().calendar
    shown = page(at, typed(**days), "office")
    assert wrong in shown
    assert 'method="post" action="/calendars/2031"' not in shown
    led = sends(at, **days)
    assert wrong in unescape(at.get(f"{led.headers['location']}&lang=zh", "office").text)
    assert at.system.law().calendar == before


def test_it_is_published_by_the_office_then_corrected_and_each_says_what_turned(at: Door):
    before = at.system.store.tail().position
    assert sends(at, "auditor", **DAYS).status_code == 403
    led = sends(at, **DAYS).headers["location"]
    shown = page(at, f"{led}&lang=zh", "office")
    assert ("已发布工作日历" in shown, "放假 3 天，调休上班 1 天" in shown) == (True, True)
    assert (shown.count("<b>休</b>"), shown.count("<b>班</b>")) == (3, 1)
    less = DAYS | {"holidays": "2031-01-01 2031-10-01"}
    led = sends(at, **less).headers["location"]
    text = main(page(at, f"{led}&lang=zh", "auditor"))
    assert "工作日历更正 office – 2031-10-02 –" in text
    then = page(at, f"/at/{before}{OF_2031}", "office")
    assert ("未发布" in then, "提出 2031" in then) == (True, False)


def test_what_turned_is_counted_however_late_it_followed(at: Door):
    """Of what the year brought one event stands here more than 10,000 events after it."""
    cause, head = at_of(at, "CalendarPublished"), at.system.store.tail().position
    path = f"{OF_2031}&as_of={head}"
    before = main(page(at, path, "office"))
    row = next(iter(at.system.readers.trail.rows(TRAIL, {"at": cause}).rows))
    follows = row | {"at": cause + 10_001, "cause": cause, "name": FilingDueReckoned.NAME}
    columns = [follows[column.name] for column in TRAIL.columns]
    live = "SELECT number FROM work.generation WHERE projection = %s AND live"
    with psycopg.connect(at.system.databases.matcher) as conn:
        ((number,),) = conn.execute(live, [AUDIT_TRAIL.name]).fetchall()
        (place,) = places(AUDIT_TRAIL, number)[TRAIL.name]
        far = place.last_id(conn) + 10_000
        place.copy(conn, [(far, follows["at"])], [(far, cause, *columns)])
    said = main(page(at, path, "office"))
    assert [("备案期限重算：1 项" in one) for one in (before, said)] == [False, True]


def test_a_program_says_on_purpose_that_no_weekday_is_off(at: Door):
    """Else a slip would make all that was an estimate certain."""
    path, headers = "/v1/calendars", at.headers("office")
    year = {"year": 2032, "holidays": ["2032-05-01"], "workdays": []}
    for said, right in (
        ({}, "no weekday of 2032 is off: expected its holidays, or true"),
        ({"no_days_off": True, "holidays": ["2032-05-03"]}, "2032-05-03 is off: expected false"),
    ):
        told = problem(at.ask("POST", path, json=year | said, headers=headers), 422, "invalid")
        (wrong,) = told["errors"]
        assert (wrong["field"], right in wrong["right"]) == ("body.no_days_off", True)
    done = at.ask("POST", path, json=year | {"no_days_off": True}, headers=headers)
    assert done.status_code == 201, done.text
    assert at.system.law().calendar.published(2032)


def test_where_two_hold_the_office_one_proposes_and_the_other_publishes(at: Door):
    """The other finds it under the year, and whoever proposed it has nothing to sign."""
    before, days = at.system.law().calendar, DAYS | {"holidays": "2031-01-01 2031-05-01"}
    appoint(at.system, "second", "OFFICE", CENTRE)
    try:
        shown = page(at, typed(**days), "office")
        assert "我提出 2031 年工作日历" in shown
        assert 'name="step" value="proposes"' in shown
        led = sends(at, **days).headers["location"]
        assert "我提出 2031 年工作日历" in page(at, led, "office"), "nobody signed this"
        led = sends(at, step="proposes", **days).headers["location"]
        asked = {name: said.split() for name, said in days.items()} | {"year": 2031}
        again = at.ask("POST", "/v1/calendars", json=asked, headers=at.headers("office")).json()
        assert (again["step"], again["first"]) == ("waits", 0)
        head = at.system.store.tail().position
        told = at.get(f"/v1/calendars?min_position={head}").json()["data"]
        years = {one["year"]: one["proposed"] for one in told}
        assert years[2031]["proposed_by"] == "office"
        text = page(at, f"/office?lang=zh&min_position={head}", "second")
        assert "/calendars?year=2031" in text
        assert "发布 office 提出的 2031 年工作日历" in text
        mine = page(at, f"{led}&lang=zh", "office")
        assert "已提出工作日历，待公管办另一人发布" in mine
        assert "您已提出，待公管办另一人发布" in mine
        assert 'method="post" action="/calendars/2031"' not in mine
        assert at.system.law().calendar == before
        theirs = page(at, OF_2031, "second")
        assert "2031 年，来源：office" in theirs
        assert "我确认发布 2031 年工作日历" in theirs
        led = sends(at, "second", "proposes", **days).headers["location"]
        assert "我确认发布 2031 年工作日历" in page(at, f"{led}&lang=zh", "second")
        assert at.system.law().calendar == before
        led = sends(at, "second", **days).headers["location"]
        assert "已发布工作日历" in page(at, f"{led}&lang=zh", "second")
        head = at.system.store.tail().position
        assert "提出的 2031" not in page(at, f"/office?lang=zh&min_position={head}", "second")
        assert not at.system.law().calendar.is_working(date(2031, 5, 1))
        slip = asked | {"holidays": ["2031-01-01"]}
        for wanted, step in ((slip, "proposed"), (asked, "dropped"), (slip, "proposed")):
            told = at.ask("POST", "/v1/calendars", json=wanted, headers=at.headers("office"))
            assert told.json()["step"] == step
        shown = page(at, typed(**days), "second")
        assert "我维持现行的 2031 年工作日历，撤下待发布的提议" in shown
        led = sends(at, "second", "drops", **days).headers["location"]
        assert "工作日历的提议已撤下" in page(at, f"{led}&lang=zh", "second")
        assert not at.system.law().proposed
    finally:
        post = Post("OFFICE", CENTRE)
        at.system.ask("office", RemoveRole(person="second", post=post, since=at.system.clock()))
