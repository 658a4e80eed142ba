"""Reports at their addresses: now and at a position, as page and file, for whom the close is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from api.appointing import appoint
from api.closing.signing import prepare, sign
from api.embedded import Server
from api.http.pages import reports
from api.reports.forms import FORMS
from tests.kit.city import move_to
from tests.kit.closing import ACCOUNT, DAY, NEXT, OPENING, Office, bare_line, office
from tests.kit.databases import fresh
from tests.kit.door import Door, door
from tests.kit.papers import cells
from tests.kit.statement_files import Row

KINDS = (
    f"day/{ACCOUNT}/{DAY}",
    f"month/{ACCOUNT}/2026-03",
    f"year/{ACCOUNT}/2026",
    f"clearance/{ACCOUNT}/2026",
)
MONTH = "?from=2026-03-01&to=2026-03-31"


@pytest.fixture
def books(server: Server, tmp_path: Path) -> Iterator[Office]:
    with office(fresh(server), tmp_path) as made:
        yield made


@pytest.fixture
def at(books: Office) -> Iterator[Door]:
    with door(books.system) as made:
        yield made


def page(at: Door, path: str, person: str = "cash") -> str:
    at.system.readers.runner.catch_up()
    answer = at.get(path, person)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def paper(text: str) -> str:
    """The paper on a page, without what stands around it."""
    (found,) = re.findall(r'(?s)<article class="report.*?</article>', text)
    return str(found)


def permanent(text: str) -> str:
    (found,) = set(re.findall(r'data-permanent href="(/at/\d+/reports/[^"]+)"', text))
    return str(found)


@pytest.mark.parametrize("of", KINDS)
def test_the_page_of_now_leads_to_one_that_stays(at: Door, books: Office, of: str):
    """Given a report of now; when the log goes on; then its permanent page, and both its files,
    are what they were, and the page of now is another."""
    before = page(at, f"/reports/{of}")
    there = permanent(before)
    files = {one: at.get(f"{there}.{one}", "cash").content for one in ("pdf", "xlsx")}
    bare_line(books)
    books.statement(Row(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
    books.publish()
    move_to(books.system, "2026-03-18T18:00:00+08:00")
    assert paper(page(at, there)) == paper(before)
    assert {one: at.get(f"{there}.{one}", "cash").content for one in files} == files
    assert paper(page(at, f"/reports/{of}")) != paper(before)


@pytest.mark.parametrize("of", KINDS)
def test_page_and_files_bear_the_same_digest(at: Door, of: str):
    text = page(at, f"/reports/{of}")
    (digest,) = re.findall(r"数据摘要 SHA-256 ([0-9a-f]{64})", paper(text))
    assert f"SHA-256 {digest}</p>" in text
    answer = at.get(f"{permanent(text)}.xlsx", "cash")
    assert any(digest in str(cell) for cell in cells(answer.content))


def test_files_are_sent_as_what_they_are(at: Door):
    there = permanent(page(at, f"/reports/{KINDS[0]}"))
    answer = at.get(f"{there}.pdf?lang=en", "cash")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    position = there.split("/")[2]
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="day-{ACCOUNT}-{DAY}-{position}.pdf"'
    )
    assert at.get(f"{there}.pdf?lang=zh", "cash").content != answer.content


@pytest.mark.parametrize("path", [*(f"/reports/{of}" for of in KINDS), "/at/30/vouchers.csv"])
@pytest.mark.parametrize("person", ["agency", "ops", None])
def test_nobody_sees_them_who_does_not_see_the_close(at: Door, path: str, person: str | None):
    """The same answer as the close's own page gives."""
    at.system.readers.runner.catch_up()
    asked = f"{path}{MONTH}" if "vouchers" in path else path
    seen = at.get(f"/close/{ACCOUNT}/{DAY}", person).status_code
    assert seen in (303, 403)
    assert at.get(asked, person).status_code == seen
    if "vouchers" not in path:
        for ending in ("", ".pdf", ".xlsx"):
            assert at.get(f"/at/30{path}{ending}", person).status_code == seen


def test_clearance_and_vouchers_are_for_who_reads_every_region(at: Door):
    """They name deposits of every open lot; to a post of one region those elsewhere are veiled."""
    appoint(at.system, "county", "C-SET1", "分中心", "350626")
    for ending in ("csv", "xlsx"):
        vouchers = f"/at/30/vouchers.{ending}{MONTH}"
        assert at.get(vouchers, "county").status_code == 403
        assert at.get(vouchers, "clerk").status_code == 200
    day = f"/reports/day/{ACCOUNT}/{DAY}"
    assert "/vouchers.csv" not in page(at, day, "county")
    assert "/vouchers.csv" in page(at, day, "clerk")
    path = f"reports/clearance/{ACCOUNT}/2026"
    for there in (f"/{path}", *(f"/at/30/{path}{one}" for one in ("", ".pdf", ".xlsx"))):
        assert at.get(there, "county").status_code == 403
        assert at.get(there, "clerk").status_code == 200
    for page_ in (f"/reports/day/{ACCOUNT}/{DAY}", f"/close/{ACCOUNT}/{DAY}"):
        assert f"/{path}" not in page(at, page_, "county")
        assert f"/{path}" in page(at, page_, "clerk")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/reports/day/{ACCOUNT}/2026-03", 422),
        (f"/reports/month/{ACCOUNT}/2026-13", 422),
        (f"/reports/year/{ACCOUNT}/2026-03", 422),
        (f"/reports/clearance/{ACCOUNT}/2026-03", 422),
        (f"/reports/week/{ACCOUNT}/2026-03", 422),
        (f"/reports/day/{ACCOUNT}/0001-01-01", 422),
        (f"/reports/month/{ACCOUNT}/0001-01", 422),
        (f"/reports/month/{ACCOUNT}/9999-12", 422),
        (f"/reports/year/{ACCOUNT}/0001", 422),
        (f"/at/30/reports/year/{ACCOUNT}/9999.pdf", 422),
        ("/at/30/vouchers.csv?from=0001-01-01&to=0001-01-31", 422),
        ("/at/30/vouchers.csv?from=9999-12-01&to=9999-12-31", 422),
        ("/reports/day/NOBODYS/2026-03-17", 404),
        (f"/at/9999999/reports/day/{ACCOUNT}/{DAY}", 404),
        (f"/at/30/reports/day/{ACCOUNT}/{DAY}.docx", 422),
        ("/at/30/vouchers.csv?from=2026-03-02&to=2026-03-01", 422),
        ("/at/30/vouchers.csv?from=2025-03-01&to=2026-03-02", 422),
        ("/at/30/vouchers.csv", 422),
    ],
)
def test_what_there_is_not_is_said(at: Door, path: str, status: int):
    at.system.readers.runner.catch_up()
    assert at.get(path, "cash").status_code == status


def test_vouchers_come_from_the_page_and_stay(at: Door, books: Office):
    text = page(at, f"/reports/{KINDS[1]}")
    paths = [unescape(one) for one in re.findall(r'href="(/at/\d+/vouchers\.[^"]+)"', text)]
    assert len(paths) == 2
    before = [at.get(one, "cash") for one in paths]
    assert before[0].content.startswith("\ufeff".encode())
    assert before[0].headers["content-type"] == "text/csv; charset=utf-8"
    books.statement(Row(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
    books.publish()
    assert [at.get(one, "cash").content for one in paths] == [one.content for one in before]


def test_a_sheet_that_would_not_hold_all_is_refused_and_said_so(at: Door, monkeypatch):
    (path,) = re.findall(r'href="(/at/\d+/vouchers\.xlsx[^"]+)"', page(at, f"/reports/{KINDS[1]}"))
    monkeypatch.setitem(FORMS, "xlsx", replace(FORMS["xlsx"], most=1))
    answer = at.get(unescape(path).replace("lang=zh", "lang=en"), "cash")
    assert answer.status_code == 422
    assert "xlsx holds 1" in answer.text
    assert at.get(unescape(path).replace(".xlsx", ".csv"), "cash").status_code == 200


def test_one_export_is_drawn_at_a_time(at: Door, monkeypatch: pytest.MonkeyPatch):
    """Given an export that is being drawn; another waits, is told to ask again, gets it after."""
    monkeypatch.setattr(reports, "EXPORT_WAIT_S", 0.05)
    at.system.readers.runner.catch_up()
    path = f"/at/30/vouchers.csv{MONTH}"
    with at.app.state.exporting:
        busy = at.get(path, "cash")
        assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
    assert at.get(path, "cash").status_code == 200


@pytest.mark.parametrize("path", [f"reports/{KINDS[0]}.pdf", f"reports/{KINDS[1]}", "vouchers.csv"])
def test_while_a_checkpoint_is_being_signed_one_asks_again(at: Door, books: Office, path: str):
    bare_line(books)
    books.system.publisher._book.run(lambda appender: appender.seal_heads())
    at.system.readers.runner.catch_up()
    asked = f"/at/{books.system.tree.size()}/{path}{MONTH if 'vouchers' in path else ''}"
    late = at.get(f"{asked}{'&' if '?' in asked else '?'}lang=en", "cash")
    assert (late.status_code, late.headers["retry-after"]) == (503, "1")
    assert "is not signed yet" in late.text
    books.publish()
    assert at.get(asked, "cash").status_code == 200


def test_both_signers_stand_on_the_page(at: Door, books: Office):
    prepare(books.system, "cash", ACCOUNT, DAY, {})
    sign(books.system, "reviewer", ACCOUNT, DAY)
    text = paper(page(at, f"/reports/{KINDS[0]}"))
    assert re.findall(r"(编制|复核) <b>(\w+)</b>", text) == [
        ("编制", "cash"),
        ("复核", "reviewer"),
    ]


def test_the_close_leads_to_the_reports_of_its_day_month_and_year(at: Door):
    text = page(at, f"/close/{ACCOUNT}/{DAY}")
    assert all(f'href="/reports/{of}"' in text for of in KINDS)


def test_in_english_too(at: Door):
    text = paper(page(at, f"/reports/{KINDS[1]}?lang=en"))
    assert "Monthly statement" in text
    assert not re.search("[\u4e00-\u9fff]", text)
