"""Importing a bank's own tables: each line banked once, by serial or fingerprint, or nothing."""

import pytest

from api.banks.planning import CannotImport, DoesNotAddUp
from api.banks.statements.format import StatementError
from api.banks.statements.shelf import VARIABLE
from tests.api.banks.conftest import NUMBER
from tests.kit.bank_tables import csv_file, xlsx_file
from tests.kit.company_bank import HEADER, PROFILE, row
from tests.kit.company_bank import NUMBER as COMPANY

DAY, BEFORE = "2026-03-16", "2026-03-13"
OURS = PROFILE.replace(COMPANY, NUMBER)


@pytest.fixture
def brought(bankers, tmp_path, monkeypatch):
    """Imports a table of rows by the company's profile, as (booked, new) of each statement."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))

    def bring(*rows, toml=OURS, written=csv_file, header=HEADER):
        (tmp_path / "company.toml").write_text(toml, encoding="utf-8")
        file = written([header, *rows])
        return [(one.booked, one.new) for one in bankers.importer.file(file)]

    return bring


def fen(bankers, day=DAY):
    return [line.amount if line.credit else -line.amount for line in bankers.lines(day)]


def test_a_table_is_banked_with_its_balances(bankers, brought):
    assert brought(row("", "5", "5"), row("2", "", "3")) == [(2, 2)]
    assert fen(bankers) == [500, -200]
    bankers.system.readers.runner.catch_up()
    _, (day,) = bankers.system.readers.days()
    assert (day.closing, day.ledger, day.difference) == (300, 300, 0)


def test_the_same_lines_in_another_kind_of_file_and_order_add_nothing(bankers, brought):
    rows = row("", "5", "5", serial="1"), row("2", "", "3", serial="2"), row("", "1", "4")
    assert brought(*rows) == [(3, 3)]
    assert brought(*rows[::-1], written=xlsx_file) == [(3, 0)]
    assert fen(bankers) == [500, -200, 100]


def test_twins_of_a_day_are_two_and_an_overlap_repeats_them(bankers, brought):
    twins = row("", "5", "5"), row("", "5", "10")
    assert brought(*twins[:1]) == [(1, 1)]
    assert brought(*twins) == [(2, 1)]
    assert brought(*twins[::-1]) == [(2, 0)]
    assert fen(bankers) == [500, 500]


def test_lines_are_banked_on_their_own_days(bankers, brought):
    assert brought(row("", "5", "5", day="20260313"), row("2", "", "3")) == [(2, 2)]
    assert (fen(bankers, BEFORE), fen(bankers)) == ([500], [-200])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("", "5", "5"), row("", "1", "7")], "row 3: balance 7.00 does not follow, 6.00 would"),
        ([row("", "5"), ["合计", "", "", "0", "6"]], "row 3 totals credits 6.00"),
    ],
)
def test_a_table_that_does_not_add_up_goes_into_quarantine_whole(bankers, brought, rows, said):
    before = bankers.position()
    with pytest.raises(DoesNotAddUp, match=said):
        brought(*rows)
    assert set(bankers.said(before)) == {"StreamRegistered", "StatementQuarantined"}
    assert bankers.lines(DAY) == []


def test_a_table_that_names_no_account_is_refused(bankers, brought):
    before = bankers.position(), bankers.blobs()
    with pytest.raises(CannotImport, match=r"does not name its account.*\[account\] number"):
        brought(row("", "5"), toml=OURS.replace(f'number = "{NUMBER}"', ""))
    assert (bankers.position(), bankers.blobs()) == before


def test_a_masked_number_is_not_guessed_among_the_open_accounts(bankers, brought):
    masked = OURS.replace(f'number = "{NUMBER}"', "").replace(
        "[columns]", '[columns]\naccount = "卡号"'
    )
    with pytest.raises(CannotImport, match="account 0001 is not open here"):
        brought([*row("", "5"), "0001"], toml=masked, header=[*HEADER, "卡号"])


def test_without_its_profile_a_table_is_refused(bankers, brought, monkeypatch):
    brought(row("", "5", "5"))
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(StatementError, match="fits no bank profile"):
        brought(row("", "6", "11"))


def test_a_line_that_moves_nothing_is_not_banked(bankers, brought):
    assert brought(row(balance="5", name="承前页"), row("", "1", "6")) == [(1, 1)]


def test_the_kept_file_says_what_kind_it_is(bankers, brought):
    brought(row("", "5", "5"))
    with bankers.system.store.reading() as curs:
        (found,) = curs.execute("SELECT media_type FROM ledger.blob").fetchone()
    assert found == "text/csv"
