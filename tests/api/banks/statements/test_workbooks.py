"""Workbooks: the same lines as from CSV, exact numbers, and nothing that can harm whoever reads."""

import random
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from api.banks.statements import workbook, zipped
from api.banks.statements.format import StatementError
from tests.kit.bank_tables import csv_file, xls_file, xlsx_file
from tests.kit.company_bank import HEADER, PROFILE, by, row

ROWS = [
    ["账户明细"],
    HEADER,
    row("", "1,000.00", "1,000.00", serial="0001"),
    row("12.50", "", "987.50", serial="0002"),
    ["合计", "", "", "12.50", "1,000.00"],
]
DAMAGED = (
    "the workbook cannot be read: it is damaged, protected by a password, or claims more cells "
    "than a statement can have"
)


def refusal(file: bytes, **limits: int) -> str:
    with pytest.raises(StatementError) as refused:
        by(PROFILE, file)
    return str(refused.value)


@pytest.mark.parametrize("written", [xls_file, xlsx_file])
def test_a_workbook_reads_like_its_csv(written):
    assert by(PROFILE, written(ROWS)) == by(PROFILE, csv_file(ROWS))
    assert by(PROFILE, written(ROWS))[0].balanced is True


@pytest.mark.parametrize("written", [xls_file, xlsx_file])
def test_numbers_are_read_exactly_by_their_shortest_form(written):
    rows = [HEADER, row("", 0.1, 0.1), row("", 0.2, 0.3), row("", 123456789.29, 123456789.59)]
    (found,) = by(PROFILE, written(rows))
    assert [line.amount_minor for line in found.lines] == [10, 20, 12_345_678_929]
    assert found.balanced is True


def test_a_number_with_more_than_two_decimals_is_refused():
    said = refusal(xls_file([HEADER, row("", 0.1 + 0.2)]))
    assert said == (
        "row 2: column 贷方发生额: number 0.30000000000000004 has more than 15 digits: "
        "a spreadsheet has rounded it"
    )
    said = refusal(xlsx_file([HEADER, row("", 0.125)]))
    assert said == "row 2: column 贷方发生额: amount '0.125' has more decimals than CNY has (2)"


def test_days_and_times_may_be_cells_of_their_own_kind():
    rows = [
        HEADER,
        row("", 1, day=date(2026, 3, 16), time=time(9, 30, 5)),
        row("", 1, day=datetime.fromisoformat("2026-03-17T10:00:01"), time=""),
        row("", 1, day=20260318, time="08:00:00"),
    ]
    (found,) = by(PROFILE, xlsx_file(rows))
    assert [f"{line.booking_time:%Y-%m-%d %H:%M:%S}" for line in found.lines] == [
        *("2026-03-16 09:30:05", "2026-03-17 10:00:01", "2026-03-18 08:00:00"),
    ]


@pytest.mark.parametrize("escaped", ["_x0000_", "_x0001_", "_x001F_", "_x0085_", "_xD800_"])
def test_what_is_no_text_becomes_none(escaped):
    """A workbook can write what XML cannot; no event and no database holds U+0000."""
    rows = [HEADER, row("", "5", "5", name="甲QQ乙", notes=("aQQ", ""), serial="QQ1")]
    file = rewritten(lambda _, data: data.replace(b"QQ", escaped.encode()), rows=rows)
    (found,) = by(PROFILE, file)
    (line,) = found.lines
    for text in (line.counterparty, line.note, line.serial):
        assert text.isprintable()
        text.encode()
    if escaped != "_xD800_":  # which its reader takes as it is written
        assert (line.counterparty, line.note, line.serial) == ("甲 乙", "a", "1")


def test_an_account_number_that_a_spreadsheet_rounded_is_refused():
    rows = [HEADER, row("", "1", account=6222021234567890123)]
    assert "column 对方账号: number 6222021234567890000 has more than 15 digits" in refusal(
        xls_file(rows)
    )
    rows = [HEADER, row("", "1", account=622202123456789)]
    assert by(PROFILE, xls_file(rows))[0].lines[0].counterparty_account == "622202123456789"


def test_a_row_is_numbered_as_the_spreadsheet_numbers_it():
    rows = [[], ["x"], [], HEADER, row("", "1"), [], row("", "wrong")]
    assert refusal(xlsx_file(rows)).startswith("row 7: column 贷方发生额")


def test_each_sheet_with_a_header_is_a_statement_and_others_are_told():
    lines = [HEADER, row("", "1")]
    found = by(PROFILE, xlsx_file([["说明"]], lines, [], lines))
    assert [(one.entries, one.warnings) for one in found] == [
        (1, ()),
        (1, ("sheet: S1 has no header that a profile knows: not read",)),
    ]


def test_a_workbook_without_a_header_fits_no_profile():
    assert refusal(xlsx_file([["说明"]])).startswith("the table fits no bank profile (known: comp")


@pytest.mark.parametrize("last_row", [3_000, 1_048_576])
def test_a_sheet_that_claims_more_cells_than_a_statement_has_is_refused(last_row):
    """A cell far away asks for 1.5 GB, or for 550: too much for that process, or for any."""
    assert refusal(rewritten(far_cell(last_row))) == DAMAGED


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    assert refusal(rewritten(swollen)) == "the workbook unpacks to more than 256 MiB"
    monkeypatch.setattr(workbook, "_MEMBERS", 3)
    assert refusal(xlsx_file(ROWS)) == "the workbook has more than 3 members"


def test_members_are_counted_before_any_is_built(monkeypatch):
    """However few the zip says that it has: of 600,000 the directory alone takes 216 MiB."""
    monkeypatch.setattr(workbook, "_MEMBERS", 3)
    monkeypatch.setattr(zipped, "ZipFile", lambda _: pytest.fail("the directory was read"))
    file = xlsx_file(ROWS)
    end = file.rindex(b"PK\x05\x06")
    one = (1).to_bytes(2, "little")
    for told in (file, file[: end + 8] + one + one + file[end + 12 :]):
        assert refusal(told) == "the workbook has more than 3 members"


def test_a_size_that_the_zip_lies_about_is_of_no_use():
    file = rewritten(swollen)
    told = (300 * 1024 * 1024).to_bytes(4, "little")
    assert file.count(told) >= 1
    assert "workbook" in refusal(file.replace(told, (1_000).to_bytes(4, "little")))


def test_a_workbook_of_many_bytes_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "LARGEST", 1024 * 1024)
    noise = random.Random(1).randbytes(2 * 1024 * 1024)
    assert refusal(rewritten(lambda name, data: data, noise)) == (
        "the workbook is larger than 1 MiB"
    )


def test_a_workbook_cut_off_is_refused():
    file = xlsx_file(ROWS)
    for length in range(1_000, len(file) - 1, 500):
        assert refusal(file[:length]) == "the workbook is no whole zip file: was it cut off?"
    old = xls_file(ROWS)
    for length in range(600, len(old) - 3_600, 500):
        assert refusal(old[:length]) == DAMAGED


def test_a_protected_workbook_is_refused():
    file = bytearray(xlsx_file(ROWS))
    at = file.rindex(b"PK\x01\x02")
    file[at + 8] |= 1
    assert refusal(bytes(file)) == "the workbook is protected by a password: save it without one"


def test_a_zip_of_other_files_is_no_workbook():
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        packed.writestr("day.xml", "<a/>")
    said = "a zip stands where one statement file is read: unpack it first"
    assert refusal(file.getvalue()) == said


def test_a_reader_that_stops_early_leaves_no_process_behind():
    reading = workbook.sheets(BytesIO(xlsx_file([["x"]] * 50_000)))
    _, rows = next(reading)
    assert next(rows) == (1, ["x"])
    process = reading.gi_frame.f_locals["reader"]._process
    assert process.poll() is None
    reading.close()
    assert process.poll() is not None


def rewritten(change, more: bytes = b"", rows=ROWS) -> bytes:
    """A good workbook with its sheet changed; stored as it is where more is put beside it."""
    file = BytesIO()
    with ZipFile(BytesIO(xlsx_file(rows))) as good, ZipFile(file, "w", ZIP_DEFLATED) as bad:
        for member in good.namelist():
            bad.writestr(member, change(member, good.read(member)))
        if more:
            bad.writestr("xl/media/more", more)
    return file.getvalue()


def far_cell(row: int):
    far = f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row></sheetData>'.encode()
    return lambda name, data: data.replace(b"</sheetData>", far) if _sheet(name) else data


def _sheet(name: str) -> bool:
    return name.endswith("sheet1.xml")


def swollen(name: str, data: bytes) -> bytes:
    return b" " * (300 * 1024 * 1024) if _sheet(name) else data
