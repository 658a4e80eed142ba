"""`report`, `export vouchers`: files of the kept demonstration, the same again; and exit codes."""

import csv

import pytest

from api.cli.exits import FAILED, OK, USAGE
from tests.kit.papers import cells

ACCOUNT, DAY = "CNY-DEPOSITS", "2026-03-17"
ENDINGS = {"pdf": b"%PDF", "xlsx": b"PK", "html": b"<!doctype html>"}


@pytest.mark.parametrize("form", ENDINGS)
@pytest.mark.parametrize(
    ("kind", "period"),
    [("day", DAY), ("month", "2026-03"), ("year", "2026"), ("clearance", "2026")],
)
def test_a_report_is_written_and_written_again_the_same(books, tmp_path, form, kind, period):
    first, again = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    for out in (first, again):
        said = books("report", kind, ACCOUNT, period, "--format", form, "--out", out).out
        assert "digest of the data" in said
    assert first.read_bytes() == again.read_bytes()
    assert first.read_bytes().startswith(ENDINGS[form])


def test_as_of_a_position_and_of_a_days_end(books, tmp_path):
    """Given a position; then the paper bears it and its digest, whatever was recorded since."""

    def made(*as_of):
        out = tmp_path / "day.html"
        told = ("report", "day", ACCOUNT, DAY, "--format", "html", "--out", out, "--json", *as_of)
        found = books(*told).json
        assert found["file"] == str(out)
        assert f"as of position {found['as_of']['position']:,} (" in out.read_text("utf-8")
        assert found["digest"] in out.read_text("utf-8")
        return found["as_of"]["position"]

    newest = made()
    assert made("--as-of", newest - 3) == newest - 3
    assert made("--as-of", DAY) < made("--as-of", "2026-03-19") < newest
    assert made("--as-of", "2026-03-19T00:00:00+08:00") == made("--as-of", "2026-03-18")


def test_a_paper_speaks_the_callers_language(books, tmp_path):
    out = tmp_path / "day.xlsx"
    books("--lang", "zh", "report", "day", ACCOUNT, DAY, "--format", "xlsx", "--out", out)
    assert "银行存款余额调节表" in cells(out.read_bytes())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("week", ACCOUNT, DAY), USAGE, "'week': day, month, year"),
        (("day", ACCOUNT, "2026-03"), USAGE, "a day such as 2026-03-18 is right"),
        (("month", ACCOUNT, "2026-13"), USAGE, "a month such as 2026-03 is right"),
        (("day", ACCOUNT, DAY, "--format", "docx"), USAGE, "'docx': pdf, xlsx, html"),
        (("day", ACCOUNT, DAY, "--as-of", "soon"), USAGE, "'soon'"),
        (("day", "NOBODYS", DAY), FAILED, "'NOBODYS' is not opened in the books"),
        (("day", ACCOUNT, DAY, "--as-of", "999999"), FAILED, "position 999999"),
    ],
)
def test_what_cannot_be_is_said_with_its_exit_code(books, tmp_path, arguments, code, said):
    out = tmp_path / "x.pdf"
    ran = books("report", *arguments, "--out", out, code=code)
    assert said in " ".join(ran.err.replace("│", " ").split())
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_said(books, tmp_path):
    ran = books("report", "day", ACCOUNT, DAY, "--out", tmp_path / "no" / "x.pdf", code=FAILED)
    assert "No such file or directory" in ran.err


def test_vouchers_balance_by_book_and_currency(books, tmp_path):
    """Given a month of the demonstration; then debits are credits, and so the control says."""
    out = tmp_path / "march.csv"
    told = ("export", "vouchers", "--from", "2026-03-01", "--to", "2026-03-31", "--out", out)
    assert books(*told).code == OK
    with out.open(encoding="utf-8-sig", newline="") as file:
        _, _, *rows = csv.reader(file)
    sums: dict[tuple[str, str], list[int]] = {}
    control = {}
    for row in rows:
        sides = [round(float(one or 0) * 100) for one in row[5:7]]
        if row[0] == "Total":
            control[row[8], row[7]] = sides
            continue
        of = sums.setdefault((row[8], row[7]), [0, 0])
        of[0], of[1] = of[0] + sides[0], of[1] + sides[1]
    assert sums == control
    assert {debit - credit for debit, credit in sums.values()} == {0}
    assert ("CUST", "CNY") in sums


def test_vouchers_of_days_in_the_wrong_order_are_refused(books, tmp_path):
    told = ("--from", "2026-03-31", "--to", "2026-03-01", "--out", tmp_path / "x.csv")
    books("export", "vouchers", *told, code=USAGE)
