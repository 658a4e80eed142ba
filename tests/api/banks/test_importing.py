"""Importing statement files: each line banked once, whatever the files look like, or nothing."""

import json

import pytest

from api.banks import importing, planning
from api.banks.planning import CannotImport, DoesNotAddUp
from api.banks.statements.format import StatementError
from ledger.envelope import part
from ledger.keys import DestroyKey
from ledger.tickets import Refused
from tests.api.banks.conftest import ACCOUNT, NUMBER
from tests.kit.city import move_to
from tests.kit.statement_files import Row, file, statement

DAY, NEXT = "2026-03-16", "2026-03-17"


def day_file(*rows, **told):
    return file(statement(*rows, **{"number": NUMBER, "day": DAY} | told))


def brought(bankers, data):
    """(day, booked, new) of each statement of a file."""
    return [(str(i.day), i.booked, i.new) for i in bankers.importer.file(data)]


def fen(bankers, day=DAY, account=ACCOUNT):
    return [line.amount if line.credit else -line.amount for line in bankers.lines(day, account)]


def test_lines_are_banked_in_the_order_of_the_file(bankers):
    assert brought(bankers, day_file(Row(500, "1"), Row(-200, "2"), Row(7, "3"))) == [(DAY, 3, 3)]
    assert fen(bankers) == [500, -200, 7]


def test_the_same_file_again_adds_nothing(bankers):
    data = day_file(Row(500, "1"), Row(-200, "2"))
    bankers.importer.file(data)
    before = bankers.position(), bankers.blobs()
    assert brought(bankers, data) == [(DAY, 2, 0)]
    assert (bankers.position(), bankers.blobs()) == before


@pytest.mark.parametrize(
    ("within", "holder", "said"),
    [
        ("BkToCstmrAcctRpt", "Rpt", "a report within the day, camt.052, never posts: bring the "),
        ("BkToCstmrDbtCdtNtfctn", "Ntfctn", "a notification of single entries, camt.054, never "),
    ],
)
def test_what_only_tells_never_posts_and_says_what_to_bring_instead(bankers, within, holder, said):
    data = day_file(Row(500, "1"), Row(-200, "2")).decode()
    data = data.replace("BkToCstmrStmt", within).replace("Stmt>", f"{holder}>").encode()
    before = bankers.position(), bankers.blobs()
    with pytest.raises(CannotImport, match=said) as refused:
        bankers.importer.file(data)
    assert "bring the statement of the day (camt.053)" in str(refused.value)
    assert (bankers.position(), bankers.blobs()) == before


def test_a_second_delivery_under_other_names_books_no_line_twice(bankers):
    rows = Row(500, "1"), Row(-200, "2")
    bankers.importer.file(day_file(*rows))
    before = bankers.position()
    again = file(statement(*rows, number=NUMBER, day=DAY, identifier="S1-bis"), message="M2")
    assert brought(bankers, again) == [(DAY, 2, 0)]
    assert bankers.said(before) == ["StatementImported"]


def test_files_may_overlap(bankers):
    bankers.importer.file(day_file(Row(1, "1"), Row(2, "2")))
    assert brought(bankers, day_file(Row(2, "2"), Row(3, "3"), opening=1)) == [(DAY, 2, 1)]
    assert fen(bankers) == [1, 2, 3]


def test_days_may_come_in_any_order(bankers):
    later = file(statement(Row(9, "9"), number=NUMBER, day=NEXT, opening=4))
    assert brought(bankers, later) == [(NEXT, 1, 1)]
    assert brought(bankers, day_file(Row(4, "4"))) == [(DAY, 1, 1)]
    bankers.system.readers.runner.catch_up()
    _, days = bankers.system.readers.days()
    assert [(str(d.day), d.closing, d.ledger, d.difference) for d in days] == [
        (DAY, 4, 4, 0),
        (NEXT, 13, 13, 0),
    ]


def test_a_day_of_more_than_500_lines_is_kept_on_pages(bankers):
    rows = [Row(n, str(n)) for n in range(1, 1_202)]
    assert brought(bankers, day_file(*rows)) == [(DAY, 1_201, 1_201)]
    assert [len(bankers.page(DAY, n)) for n in (1, 2, 3, 4)] == [500, 500, 201, 0]
    more = [*rows[-3:], Row(9_000, "9000")]
    assert brought(bankers, day_file(*more, opening=721_801 - 3_600)) == [(DAY, 4, 1)]
    assert [len(bankers.page(DAY, n)) for n in (1, 2, 3, 4)] == [500, 500, 202, 0]
    assert pages_recorded(bankers) == 3


def test_a_page_that_is_just_full_is_followed_by_a_new_one(bankers):
    rows = [Row(n, str(n)) for n in range(1, 502)]
    bankers.importer.file(day_file(*rows[:500]))
    assert brought(bankers, day_file(*rows)) == [(DAY, 501, 1)]
    assert [len(bankers.page(DAY, n)) for n in (1, 2, 3)] == [500, 1, 0]


def pages_recorded(bankers):
    """By the newest statement."""
    bodies = (json.loads(part(form)[0]) for form in bankers.system.tree.stored())
    return [b["public"]["pages"] for b in bodies if b["name"] == "StatementImported"][-1]


def test_lines_stand_under_their_own_booking_day(bankers):
    rows = Row(1, "1", day="2026-03-13"), Row(2, "2"), Row(3, "3", day=NEXT)
    assert brought(bankers, day_file(*rows)) == [(DAY, 3, 3)]
    assert [fen(bankers, day) for day in ("2026-03-13", DAY, NEXT)] == [[1], [2], [3]]


def test_two_accounts_in_one_file_are_both_banked(bankers):
    bankers.account("CNY-OTHER", "35002")
    data = file(
        statement(Row(5, "1"), number=NUMBER, day=DAY),
        statement(Row(6, "1"), number="35002", day=DAY),
    )
    assert brought(bankers, data) == [(DAY, 1, 1), (DAY, 1, 1)]
    assert (fen(bankers), fen(bankers, account="CNY-OTHER")) == ([5], [6])
    assert bankers.blobs() == 1


def test_twins_are_two_lines(bankers):
    """Two equal payments of one day, to which the bank gives no number of their own."""
    twins = day_file(Row(100), Row(100), Row(100))
    assert brought(bankers, twins) == [(DAY, 3, 3)]
    assert brought(bankers, twins) == [(DAY, 3, 0)]
    assert fen(bankers) == [100, 100, 100]


def test_a_day_without_lines_is_recorded(bankers):
    assert brought(bankers, day_file(opening=700)) == [(DAY, 0, 0)]
    assert bankers.said()[-1] == "StatementImported"


def test_without_balances_lines_are_banked_and_no_statement_recorded(bankers):
    (one,) = bankers.importer.file(day_file(Row(5, "1"), opening=None))
    assert (one.new, one.closing) == (1, None)
    assert "states no balances" in one.warnings[-1]
    assert "StatementImported" not in bankers.said()


def test_what_the_bank_says_is_kept_as_it_fits(bankers):
    bankers.importer.file(day_file(Row(5, "1", payer="漳州市甲建设有限公司", note="长" * 400)))
    (line,) = bankers.lines(DAY)
    assert line.particulars.payer == "漳州市甲建设有限公司"
    assert line.particulars.note.endswith("…")


def test_the_banks_own_time_is_kept(bankers):
    bankers.importer.file(day_file(Row(5, "1", time="16:59:59+08:00")))
    (line,) = bankers.lines(DAY)
    assert line.booked_at.isoformat() == "2026-03-16T16:59:59+08:00"


OTHER = statement(Row(5, "1"), number="999", day=DAY)
GOOD = statement(Row(5, "1"), number=NUMBER, day=DAY)


@pytest.mark.parametrize(
    ("data", "problem", "says"),
    [
        (file(OTHER), CannotImport, f"account 999 is not open here; open ones: {NUMBER}"),
        (file(GOOD, OTHER), CannotImport, "account 999 is not open here"),
        (
            day_file(Row(5, "1"), currency="EUR"),
            CannotImport,
            f"account {NUMBER} is in CNY, the statement in EUR",
        ),
        (
            day_file(*(Row(10**14, f"{n}") for n in range(91)), closing=1),
            DoesNotAddUp,
            "it opens at 0, its credits are 9100000000000000",
        ),
        (day_file(Row(0, "1")), CannotImport, "a booked line of 2026-03-16 moves nothing"),
        (day_file(Row(10**14 + 1, "1")), CannotImport, "at most 100000000000000 can be"),
        (
            day_file(*(Row(way * 10**14, f"{way}/{n}") for way in (1, -1) for n in range(91))),
            CannotImport,
            "statement S1 states or adds up to 9100000000000000 minor units",
        ),
        (day_file(day="1066-10-14"), StatementError, "date '1066-10-14'"),
        (day_file(Row(5, "1", day="9999-01-01")), StatementError, "entry 1: date '9999-01-01'"),
        (
            day_file(Row(5, "1", day="2026-03-12")),
            CannotImport,
            f"S1 tells of 2026-03-12; account {ACCOUNT} is followed from 2026-03-13",
        ),
        (b"%PDF-1.7", StatementError, "in no statement format we read"),
        (day_file(opening=None), CannotImport, "neither a date nor a booked line"),
        (
            file(GOOD, statement(Row(6, "2"), number=NUMBER, day=DAY, opening=5)),
            CannotImport,
            f"the file holds two statements S1 of {ACCOUNT}/{DAY}",
        ),
    ],
)
def test_what_must_not_be_banked_leaves_nothing_behind(bankers, data, problem, says):
    before = bankers.position(), bankers.blobs()
    with pytest.raises(problem, match=says.replace("(", r"\(")):
        bankers.importer.file(data)
    assert (bankers.position(), bankers.blobs()) == before


def test_a_file_that_died_between_two_pages_is_finished_by_itself(bankers):
    data = day_file(*(Row(n, str(n)) for n in range(1, 1_101)))
    first_page = []

    def dying(command):
        if first_page:
            raise KeyboardInterrupt
        first_page.append(command)
        return bankers.system.ask("bank", command)

    broken = importing.Importer(bankers.replay, bankers.system.blobs, dying)
    with pytest.raises(KeyboardInterrupt):
        broken.file(data)
    assert len(bankers.lines(DAY)) == 500
    assert brought(bankers, data) == [(DAY, 1_100, 600)]
    assert fen(bankers) == list(range(1, 1_101))
    assert pages_recorded(bankers) == 3
    assert bankers.said().count("StatementImported") == 1


def test_a_file_that_died_before_its_day_was_recorded_still_names_its_pages(bankers):
    data = day_file(*(Row(n, str(n)) for n in range(1, 502)))
    asked = []

    def dying(command):
        asked.append(command)
        if command.NAME == "RecordStatement":
            raise KeyboardInterrupt
        return bankers.system.ask("bank", command)

    with pytest.raises(KeyboardInterrupt):
        importing.Importer(bankers.replay, bankers.system.blobs, dying).file(data)
    assert brought(bankers, data) == [(DAY, 501, 0)]
    assert pages_recorded(bankers) == 2


def test_a_day_whose_key_is_gone_takes_no_more_lines(bankers):
    """Its lines cannot be told from new ones any more; and its key must not come back."""
    bankers.importer.file(day_file(Row(1, "1")))
    bankers.system.vault.destroy(f"day/{ACCOUNT}/{DAY}")
    before = bankers.position(), bankers.blobs()
    with pytest.raises(CannotImport, match="its key is gone"):
        bankers.importer.file(day_file(Row(1, "1"), Row(2, "2")))
    assert (bankers.position(), bankers.blobs()) == before
    assert len(bankers.lines(DAY)) == 1


def test_a_file_is_refused_whole_when_one_of_its_days_has_lost_its_key(bankers):
    gone = DestroyKey(key=f"day/{ACCOUNT}/{NEXT}", reason="its term is over")
    with pytest.raises(Refused, match=r"key\.retained: .* are kept until 2041-12-31"):
        bankers.system.ask("office", gone)
    move_to(bankers.system, "2042-01-01T00:00+08:00")
    bankers.system.ask("office", gone)
    before = bankers.position(), bankers.blobs()
    with pytest.raises(CannotImport, match=f"{NEXT} cannot be read any more: its key is gone"):
        bankers.importer.file(day_file(Row(1, "1"), Row(2, "2", day=NEXT)))
    assert (bankers.position(), bankers.blobs()) == before


def test_a_day_of_more_than_999_pages_is_refused_at_once(bankers, monkeypatch):
    monkeypatch.setattr(planning, "PAGE_LINES", 1)
    with pytest.raises(CannotImport, match=f"has 1000 lines of {DAY}, at most 999 of a day"):
        bankers.importer.file(day_file(*(Row(n, str(n)) for n in range(1, 1_001))))
    assert bankers.lines(DAY) == []


def test_progress_counts_every_line_once(bankers):
    told = []
    data = day_file(*(Row(n, str(n)) for n in range(1, 601)))
    bankers.importer.file(data, told.append)
    assert told == [0, 500, 100]
    told.clear()
    bankers.importer.file(data, told.append)
    assert told == [600]
