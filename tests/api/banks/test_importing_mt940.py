"""MT940 into the books: the same lines, days and refusals as from any other format."""

import pytest

from api.banks.planning import CannotImport, DoesNotAddUp
from tests.api.banks.conftest import NUMBER
from tests.api.banks.statements.mt940_files import mt940
from tests.api.banks.test_importing import brought, fen

DAY = "2026-03-16"
PAID = (":61:2603160316C500,00NTRFNONREF//B1", ":86:166?00X?21SVWZ+投标保证金?32甲公司")
TAKEN_BACK = (":61:2603160316RC200,00NTRFNONREF//B2", ":86:冲正")
TWINS = (":61:2603160316D0,10NCHGNONREF",) * 2


def day_file(*lines: str, closing: str = "299,80", number: str = "75/1") -> bytes:
    return mt940(
        *lines,
        opening=":60F:C260315CNY0,00",
        closing=f":62F:C260316CNY{closing}",
        number=number,
        account=NUMBER,
    )


def test_each_line_is_banked_once_the_way_the_money_went(bankers):
    data = day_file(*PAID, *TAKEN_BACK, *TWINS)
    assert brought(bankers, data) == [(DAY, 4, 4)]
    assert fen(bankers) == [50_000, -20_000, -10, -10]
    before = bankers.position(), bankers.blobs()
    assert brought(bankers, data) == [(DAY, 4, 0)]
    assert (bankers.position(), bankers.blobs()) == before


def test_files_that_overlap_or_are_reordered_add_only_what_is_new(bankers):
    bankers.importer.file(day_file(*PAID, *TWINS, closing="499,80"))
    again = day_file(*TWINS, *TAKEN_BACK, *PAID, number="75/1 bis")
    assert brought(bankers, again) == [(DAY, 4, 1)]
    assert sorted(fen(bankers)) == [-20_000, -10, -10, 50_000]


def test_the_day_is_the_closing_balances_and_reconciles(bankers):
    bankers.importer.file(day_file(*PAID, *TAKEN_BACK, *TWINS))
    bankers.system.readers.runner.catch_up()
    _, days = bankers.system.readers.days()
    assert [(str(d.day), d.closing, d.ledger, d.difference) for d in days] == [
        (DAY, 29_980, 29_980, 0)
    ]


def test_what_does_not_add_up_goes_into_quarantine_and_nothing_is_banked(bankers):
    before = bankers.position()
    with pytest.raises(DoesNotAddUp, match=r"STARTUMS 75/1 .* opens at 0.* closes at 29981"):
        bankers.importer.file(day_file(*PAID, *TAKEN_BACK, *TWINS, closing="299,81"))
    assert bankers.said(before) == ["StreamRegistered", "StatementQuarantined"]


def test_a_file_is_kept_as_the_text_it_is(bankers):
    bankers.importer.file(day_file(*PAID, closing="500,00"))
    with bankers.system.store.reading() as curs:
        (row,) = curs.execute("SELECT media_type FROM ledger.blob").fetchall()
    assert row[0] == "text/plain"


def test_a_report_within_the_day_never_posts_and_says_what_to_bring_instead(bankers):
    data = mt940(*PAID, opening=":34F:CNY0,", closing=None, account=NUMBER)
    before = bankers.position(), bankers.blobs()
    told = r"^a report within the day, MT942, never posts: bring the statement of the day \(MT940\)"
    with pytest.raises(CannotImport, match=told):
        bankers.importer.file(data)
    assert (bankers.position(), bankers.blobs()) == before
