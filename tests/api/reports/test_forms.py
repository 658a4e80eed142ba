"""A paper in its three forms: the same bytes again, every figure exact, no sign dropped."""

import io
import time
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.reports.forms import FORMS, drawn
from api.reports.glyphs import checked, legible
from api.reports.paper import Money
from api.reports.pdf import pdf
from api.reports.xlsx import ROWS_MOST, CannotDraw
from domain.money import MOST, decimals
from tests.kit.papers import PAPER, cells, every_text, paper, said, table


@pytest.mark.parametrize("form", FORMS)
def test_drawn_again_it_is_the_same_to_the_byte(form):
    """Given a paper drawn once; when it is drawn again in another second; then nothing differs."""
    first = drawn(PAPER, form)
    time.sleep(1.1)
    assert drawn(PAPER, form) == first


def test_a_workbook_and_a_document_bear_the_positions_time():
    with zipfile.ZipFile(io.BytesIO(drawn(PAPER, "xlsx"))) as whole:
        assert b"2026-03-17T10:00:00Z" in whole.read("docProps/core.xml")
    assert b"20260317100000Z" in drawn(PAPER, "pdf")


@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_every_text_of_the_paper_is_in_the_file(form):
    found = said(PAPER, form)
    amounts = {str(cell) for row in PAPER.tables[0].rows for cell in row.cells[1:]}
    left = {one for one in every_text(PAPER) if one and one not in found}
    assert left <= (amounts if form == "xlsx" else set()), "a sheet's amounts are numbers"


def test_another_figure_is_another_document():
    """The bytes are of the paper: a picture that shows nothing would be the same."""
    other = paper(tables=(table(("账面余额", Money(1, "CNY"))),))
    assert all(drawn(other, form) != drawn(PAPER, form) for form in FORMS)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_an_amount_in_a_sheet_is_exact(minor, currency):
    (number,) = [
        one
        for one in cells(drawn(paper(tables=(table(("额", Money(minor, currency))),)), "xlsx"))
        if isinstance(one, int | float)
    ]
    assert round(Decimal(repr(number)).scaleb(decimals(currency))) == minor


@pytest.mark.parametrize("minor", [MOST, -MOST, 10**15])
def test_an_amount_that_a_sheet_could_not_keep_is_a_text(minor):
    """A spreadsheet keeps fifteen digits: of more it would show another amount."""
    made = drawn(paper(tables=(table(("额", Money(minor, "CNY"))),)), "xlsx")
    assert str(Money(minor, "CNY")) in cells(made)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("北京中建𠮷龘公司（·）", "北京中建𠮷龘公司（·）"),
        ("全角　空格", "全角　空格"),
        ("甲😀乙", "甲〓U+1F600乙"),
        ("甲\ue000", "甲〓U+E000"),
        ("a\u202eb", "a〓U+202Eb"),
        ("a\u200bb", "a〓U+200Bb"),
        ("a\u00adb", "a〓U+00ADb"),
        ("a\nb", "a〓U+000Ab"),
        ("\u0939", "〓U+0939"),
    ],
)
def test_a_sign_that_the_font_lacks_is_named_by_its_number(text, shown):
    assert legible(text) == shown


@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_what_is_named_by_its_number_is_so_in_every_form(form):
    assert "甲〓U+1F600" in said(paper(subtitle="甲😀"), form)


def test_a_document_of_a_sign_that_cannot_be_drawn_is_that_of_its_name():
    assert drawn(paper(subtitle="甲😀"), "pdf") == drawn(paper(subtitle="甲〓U+1F600"), "pdf")
    assert drawn(paper(subtitle="甲😀"), "pdf") != drawn(paper(subtitle="甲"), "pdf")


HOSTILE = '#read("/etc/passwd") *x* $y$ <script>z</script> =1+1 "\\'


def test_a_text_is_never_read_as_markup():
    made = paper(tables=(table((HOSTILE, "=1+1")),), subtitle=HOSTILE)
    assert pdf(checked(made)).startswith(b"%PDF")
    assert HOSTILE in cells(drawn(made, "xlsx"))
    assert "=1+1" in cells(drawn(made, "xlsx")), "a text, not what a formula comes to"
    assert b"<script>" not in drawn(made, "html")
    assert HOSTILE in said(made, "html")


def test_a_file_for_itself_fetches_nothing():
    page = drawn(PAPER, "html")
    assert all(word not in page for word in (b"http:", b"https:", b"src=", b"<script", b"@import"))


def test_production_bears_no_mark():
    assert "report-mark" in drawn(PAPER, "html").decode().partition("</style>")[2]
    assert "report-mark" not in drawn(paper(mark=""), "html").decode().partition("</style>")[2]


def test_a_sheet_that_would_not_hold_every_row_is_not_drawn(monkeypatch):
    """Given a table longer than a sheet; then it is refused before anything is drawn: a sheet that
    ends early still looks whole. Forms without an end are drawn."""
    monkeypatch.setitem(FORMS, "xlsx", replace(FORMS["xlsx"], most=2))
    monkeypatch.setattr("api.reports.forms.checked", refuse_to_draw)
    with pytest.raises(CannotDraw, match="3 rows: xlsx holds 2"):
        drawn(PAPER, "xlsx")
    monkeypatch.undo()
    assert FORMS["xlsx"].most == ROWS_MOST < 1_048_576 - 100
    assert drawn(PAPER, "xlsx")


def refuse_to_draw(_paper):
    raise AssertionError("it was begun")


@pytest.mark.parametrize(
    "told",
    [
        {"tables": (table(("长" * 32_768, "1")),)},
        {"subtitle": "长" * 32_768},
        {"remarks": ("长" * 32_768,)},
        {"stamp": "长" * 32_768},
    ],
)
def test_what_a_spreadsheet_would_cut_is_refused(told):
    """XlsxWriter raises nothing: it leaves out what has no room, and answers with a number."""
    with pytest.raises(CannotDraw):
        drawn(paper(**told), "xlsx")
    assert drawn(paper(**told), "html")
