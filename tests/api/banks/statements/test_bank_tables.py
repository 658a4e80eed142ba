"""A bank's table by its profile: which way money went, when, what is a line and what is none."""

from datetime import date

import pytest

from api.banks.statements.format import Kind, StatementError
from tests.kit.bank_tables import csv_file
from tests.kit.company_bank import (
    HEADER,
    NUMBER,
    PROFILE,
    by,
    row,
    statement,
    statements,
)

SIGNED = PROFILE.replace('debit = "借方发生额"\ncredit = "贷方发生额"', 'amount = "金额"')
MARKED = SIGNED.replace('amount = "金额"', 'amount = "金额"\nmark = "借贷标志"')
MARKS = '[sign]\ncredit = ["贷", "C"]\ndebit = ["借", "-"]\n'


def refusal(*rows, toml=PROFILE):
    with pytest.raises(StatementError) as refused:
        statements(HEADER, *rows, toml=toml)
    return str(refused.value)


def ways(found):
    return [line.amount_minor if line.credit else -line.amount_minor for line in found.lines]


def test_a_row_is_a_line():
    found = statement(row(credit="800,000.00", balance="800,000.00", serial="S1"))
    (line,) = found.lines
    assert (found.account, found.currency, found.profile) == (NUMBER, "CNY", "company")
    assert (line.serial, line.amount_minor, line.credit, line.status) == (
        *("S1", 80_000_000, True, "BOOK"),
    )
    assert str(line.booking_time) == "2026-03-16 09:30:00+08:00"
    assert (line.booking_date, line.counterparty) == (date(2026, 3, 16), "甲公司")
    assert (line.counterparty_account, line.note) == ("6222000000000001", "保证金")
    assert (found.from_date, found.to_date) == (date(2026, 3, 16),) * 2


def test_what_a_debit_column_holds_went_out_and_a_zero_beside_it_is_nothing():
    found = statement(row("12.30", "0.00", "87.70"), row("", "5", "92.70"))
    assert ways(found) == [-1230, 500]
    assert (found.credits_minor, found.debits_minor) == (500, 1230)
    assert (found.opening_minor, found.closing_minor, found.balanced) == (10_000, 9_270, True)


@pytest.mark.parametrize(
    ("positive", "expected"), [("credit", [1230, -500]), ("debit", [-1230, 500])]
)
def test_a_signed_amount_goes_the_way_that_the_profile_says(positive, expected):
    header = [{"借方发生额": "金额", "贷方发生额": "备用"}.get(one, one) for one in HEADER]
    toml = SIGNED + f'[sign]\npositive = "{positive}"\n'
    (found,) = statements(header, row("12.30"), row("-5.00"), toml=toml)
    assert ways(found) == expected


def test_a_mark_says_which_way_whatever_it_is_even_a_dash():
    header = [{"借方发生额": "金额", "贷方发生额": "借贷标志"}.get(one, one) for one in HEADER]
    rows = [row("12.30", "贷"), row("5", "借"), row("6", "－"), row("7", "C")]
    (found,) = statements(header, *rows, toml=MARKED + MARKS)
    assert ways(found) == [1230, -500, -600, 700]
    with pytest.raises(StatementError, match="row 2: column 借贷标志: mark '冲' is none of"):
        statements(header, row("1", "冲"), toml=MARKED + MARKS)


def test_a_negative_figure_in_a_column_of_one_direction_is_a_reversal():
    found = statement(row("", "100", "100"), row("", "-100", "0"), row("-3", "", "3"))
    assert ways(found) == [10_000, -10_000, 300]
    assert [line.reversal for line in found.lines] == [False, True, True]
    assert (found.balanced, found.warnings) == (
        True,
        ("reversal: row 3 has a negative amount: read as a reversal (first of 2)",),
    )


def test_both_or_neither_direction_is_refused():
    assert "row 2: both a credit and a debit" in refusal(row("1", "2"))
    assert "row 2: neither a credit nor a debit" in refusal(row("", ""))


def test_a_row_that_moves_nothing_is_information_never_money():
    opening = row(balance="100.00", name="承前页")
    found = statement(opening, row("", "5", "105"), row("0.00", "", "105"))
    assert [(line.status, line.amount_minor) for line in found.lines] == [
        *(("INFO", 0), ("BOOK", 500), ("INFO", 0)),
    ]
    assert (found.entries, found.booked, found.opening_minor, found.balanced) == (
        3,
        1,
        100_00,
        True,
    )


def test_words_of_the_bank_are_codes_where_the_profile_says_so():
    found = statement(row("", "1", code="结息"), row("", "2", code="退汇"), row("", "3"))
    assert [line.kind for line in found.lines] == [Kind.INTEREST, Kind.RETURN, None]
    assert [line.returned for line in found.lines] == [False, True, False]


def test_dashes_are_nothing():
    (line,) = statement(row("", "1", name="-----", notes=("——", "-"), serial="-")).lines
    assert (line.counterparty, line.note, line.serial) == (None, None, None)


def test_notes_are_joined_by_line_feeds_and_white_space_is_folded():
    (line,) = statement(row("", "1", notes=(" 保证金\t 一 ", "标段"))).lines
    assert line.note == "保证金 一\n标段"


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("1.005", "row 2: column 贷方发生额: amount '1.005' has more decimals than CNY has (2)"),
        ("1,00.00", "row 2: column 贷方发生额: amount '1,00.00' is not a decimal number"),
        ("abc", "row 2: column 贷方发生额: amount 'abc' is not a decimal number"),
        ("1e3", "row 2: column 贷方发生额: amount '1e3' is not a decimal number"),
        ("9" * 30, "larger than"),
    ],
)
def test_an_amount_that_is_none_is_refused_and_named(amount, sentence):
    assert sentence in refusal(row("", amount))


def test_amounts_are_read_in_any_width_with_a_sign_of_currency():
    assert ways(statement(row("", "￥1,234.50"), row("", "１２．３"), row("", "7元"))) == [
        *(123_450, 1_230, 700),
    ]


@pytest.mark.parametrize("day", ["2026-3-16", "20260230", "16.03.2026", "20260316.0", "30260316"])
def test_a_day_in_no_form_is_refused_where_money_stands_beside_it(day):
    said = refusal(row("", "1", day=day))
    assert f"row 2: column 交易日期: date '{day}' is not of the form yyyyMMdd" in said


def test_a_time_in_no_form_is_refused():
    assert "column 交易时间: date" not in refusal(row("", "1", time="9h"))
    assert "row 2: column 交易时间: time '9h' is not of the form HH:mm:ss" in refusal(
        row("", "1", time="9h")
    )


def test_money_without_a_day_is_never_passed_over():
    assert "row 2: column 交易日期: date ''" in refusal(row("", "1", day=""))
    assert "row 2: column 交易日期: date ''" in refusal(row("", "", "5.00", day=""))


def test_empty_rows_notes_and_the_header_again_are_no_lines():
    rows = (row("", "1", "1"), [], [""] * 11, HEADER, row("", "2", "3"), ["以上数据仅供参考"])
    found = statement(*rows)
    assert (ways(found), found.balanced, found.warnings) == ([100, 200], True, ())


def totals(debit, credit, word="合计"):
    return row(debit, credit, day=word, time="", name="", account="", code="", notes=("", ""))


def test_totals_are_held_against_the_rows():
    rows = row("1", ""), row("", "2"), row("", "3")
    good = statement(*rows, totals("1.00", "5.00"), ["本页合计", "", "", "9", "9"])
    assert (good.contradiction, good.entries) == (None, 3)
    bad = statement(*rows, totals("1.00", "5.01"))
    said = "row 5 totals credits 5.01 and debits 1.00, its rows come to 5.00 and 1.00"
    assert (str(bad.contradiction), bad.balanced, bad.warnings) == (
        said,
        None,
        (f"totals: {said}",),
    )


def test_totals_of_each_section_are_totals_too():
    found = statement(row("1", ""), totals("1", "0"), row("", "2"), totals("0", "2"))
    assert found.contradiction is None


def test_totals_outweigh_balances_that_follow():
    found = statement(row("", "2", "2"), totals("0", "3"))
    assert found.balanced is False


@pytest.mark.parametrize("words", ["合计款", "total due", "工程款合计", "本月累计"])
def test_words_of_sums_in_a_payers_note_hide_no_money(words):
    for day in ("2026/03/16", "16日"):
        said = refusal(row("", "1", day=day, notes=(words, "")))
        assert f"row 2: column 交易日期: date '{day}' is not of the form" in said
    assert "date ''" in refusal(row("", "1", day="", notes=("工程款合计", "")))


@pytest.mark.parametrize("label", ["合计", "人民币合计", "本页合计", "借方总额", "Total", "月合计"])
def test_a_row_of_sums_says_so_in_place_of_a_day_or_begins_a_cell_by_it(label):
    of_sums = totals("0", "2", word=label)
    assert statement(row("", "2"), of_sums).contradiction is None
    if label != "月合计":
        of_sums[0], of_sums[8] = "", label
        assert statement(row("", "2"), of_sums).contradiction is None


def test_a_row_with_more_cells_than_the_header_is_refused():
    assert "row 2: 12 cells, but the header row has 11" in refusal([*row("", "1"), "x"])
    assert statement([*row("", "1"), "", ""]).entries == 1


def test_a_short_row_ends_with_nothing():
    (line,) = statement(row("", "1")[:6]).lines
    assert (line.counterparty, line.note) == (None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_told_from_the_bytes(encoding):
    file = csv_file([HEADER, row("", "1", name="𠮷龘有限公司")], encoding)
    assert by(PROFILE, file)[0].lines[0].counterparty == "𠮷龘有限公司"


def test_a_character_cut_in_the_middle_of_the_head_is_no_wrong_encoding():
    for more in range(4):
        rows = [["x" * more], HEADER, *[row("", "1")] * 1_500]
        assert by(PROFILE, csv_file(rows))[0].entries == 1_500


def test_bytes_that_are_no_text_are_refused_by_line():
    file = csv_file([HEADER, *[row("", "1")] * 2_000]) + b"\xff\xfe,"
    with pytest.raises(StatementError, match=r"line \d+ is no text in utf-8"):
        by(PROFILE, file)
    with pytest.raises(StatementError, match="has a zero byte"):
        by(PROFILE, csv_file([HEADER, *[row("", "1")] * 2_000]) + b"\0")


def test_a_quote_that_is_never_closed_is_refused():
    with pytest.raises(StatementError, match="unexpected end of data"):
        by(PROFILE, csv_file([HEADER, row("", "1")]) + b'20260316,"09')


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_a_profile_names_its_delimiter(delimiter):
    toml = f'delimiter = "{delimiter}"\n'.replace("\t", "\\t") + PROFILE
    assert by(toml, csv_file([HEADER, row("", "1")], delimiter=delimiter))[0].entries == 1


def test_a_list_without_lines_is_a_statement():
    found = statement()
    assert (found.account, found.entries, found.balanced, found.to_date) == (NUMBER, 0, None, None)


def test_what_fits_no_profile_says_how_to_make_one():
    with pytest.raises(StatementError) as refused:
        by(PROFILE, csv_file([["交易日", "收入", "支出", "余额"], ["20260316", "1", "", "1"]]))
    assert str(refused.value) == (
        "the table fits no bank profile (known: company); "
        "zhangben statements profile new --sample FILE drafts one"
    )
