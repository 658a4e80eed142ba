"""What a sample leaves open is asked, one thing after the other, and nothing else."""

import pytest

from api.banks.statements.answers import Answers
from api.banks.statements.draft import begun
from api.banks.statements.drafting import written
from api.banks.statements.format import StatementError
from api.banks.statements.open_points import Open, open_points, refuse_wrong
from api.banks.statements.profile import parsed
from api.banks.statements.sample import sampled
from tests.kit.bank_tables import csv_file
from tests.kit.company_bank import HEADER, row

ABOVE = [["账号: 6222"]]
UNKNOWN = ["何时", "进出", "多少", "剩下", "谁"]
LINES = [["2026-03-16", "进", "5.00", "5.00", "甲公司"], ["2026-03-17", "出", "1.00", "4.00", "乙"]]


def draft(header, *rows, said=(), above=ABOVE):
    return begun(sampled(csv_file([*above, header, *rows])), Answers(said))


def opens(header, *rows, said=(), above=ABOVE):
    return [one.key for one in open_points(draft(header, *rows, said=said, above=above))]


def test_of_a_table_that_says_all_only_the_currency_is_open():
    assert opens(HEADER, row("", "5", "5", serial="1")) == ["currency"]
    assert opens([*HEADER, "币种"], [*row("", "5", "5", serial="1"), "人民币"]) == []


def test_names_that_no_bank_uses_are_asked_for_one_by_one():
    """Each with the columns that could be it; an answer takes its column from the others."""
    first, *_ = open_points(draft(UNKNOWN, *LINES))
    assert (first.key, first.choices, first.needed) == ("column.date", ("何时",), True)
    said = [("column.date", "何时")]
    amount, *_ = open_points(draft(UNKNOWN, *LINES, said=said))
    assert (amount.key, amount.choices) == ("column.amount", ("多少", "剩下"))
    said += [("column.amount", "多少")]
    mark, *_ = open_points(draft(UNKNOWN, *LINES, said=said))
    assert (mark.key, mark.choices, mark.needed) == ("column.mark", ("进出", "谁"), False)
    said += [("column.mark", "进出")]
    assert opens(UNKNOWN, *LINES, said=said)[:2] == ["mark.进", "mark.出"]
    said += [("mark.进", "credit"), ("mark.出", "debit"), ("column.serial", "")]
    said += [("column.counterparty", "谁"), ("column.balance", "剩下")]
    assert opens(UNKNOWN, *LINES, said=said) == ["currency"]
    known = parsed(written(draft(UNKNOWN, *LINES, said=said), "x").toml, "x")
    assert known.columns["counterparty"] == ("谁",)
    assert (known.credit_marks, known.debit_marks) == ({"进"}, {"出"})


@pytest.mark.parametrize(
    ("header", "cells", "open_"),
    [
        (["日期", "收入", "支出"], ["2026-03-16", "1", ""], []),
        (["日期", "金额", "余额"], ["2026-03-16", "1", "1"], ["positive"]),
        (["日期", "金额", "余额"], ["2026-03-16", "-1", "1"], []),
        (["日期", "金额", "收/支"], ["2026-03-16", "1", "其他"], ["mark.其他"]),
        (["日期", "收入", "支出"], ["16.03.26", "1", ""], ["form.date"]),
        (["日期", "时间", "收入", "支出"], ["2026-03-16", "9h", "1", ""], ["form.time"]),
    ],
)
def test_what_is_open_about_money_and_dates(header, cells, open_):
    assert opens(header, cells) == [*open_, "currency"]


def test_which_way_unsigned_amounts_went_is_needed_and_nothing_is_meant_by_silence():
    """Else each line were money in, and no balance would tell."""
    first, *_ = open_points(draft(["日期", "金额", "摘要"], ["2026-03-16", "1", "货款"]))
    assert first == Open("positive", ("credit", "debit"), "", needed=True)


def test_of_two_columns_of_money_the_one_that_was_not_found_is_needed():
    header, line = ["日期", "收入", "走了"], ["2026-03-16", "1", "2"]
    first, *_ = open_points(draft(header, line))
    assert (first.key, first.choices, first.needed) == ("column.debit", ("走了",), True)
    assert opens(header, line, said=[("column.debit", "走了")]) == ["currency"]


def test_money_in_two_columns_is_asked_for_where_no_column_is_the_amount():
    header, line = ["日期", "来了", "走了"], ["2026-03-16", "1", "2"]
    said = [("column.amount", "")]
    assert opens(header, line, said=said)[:2] == ["column.credit", "column.debit"]
    said += [("column.credit", "来了"), ("column.debit", "走了")]
    assert opens(header, line, said=said) == ["currency"]


def test_the_account_is_open_where_neither_column_nor_label_tells_it():
    header, line = ["日期", "收入", "支出"], ["2026-03-16", "1", ""]
    assert opens(header, line, above=()) == ["account", "currency"]
    toml = written(draft(header, line, said=[("account", "6228"), ("currency", "USD")]), "x").toml
    known = parsed(toml, "x")
    assert (known.account_numbers, known.currency) == (("6228",), "USD")


def test_an_answer_outweighs_what_the_words_say():
    """Also of the other way to tell money."""
    header, line = ["日期", "收入", "支出", "金额"], ["2026-03-16", "1", "", "1"]
    assert set(draft(header, line).fields) == {"date", "credit", "debit"}
    by_amount = draft(header, line, said=[("column.amount", "金额")])
    assert set(by_amount.fields) == {"date", "amount"}
    notes = ["日期", "收入", "支出", "摘要", "附言", "柜台"]
    said = [("column.note", "附言"), ("column.note", "柜台")]
    taken = draft(notes, ["2026-03-16", "1", "", "a", "b", "c"], said=said)
    assert taken.fields["note"] == [4, 5]


def test_a_column_that_is_none_of_the_header_is_refused():
    with pytest.raises(
        StatementError, match="column '交易额' does not stand in the header row: 日"
    ):
        draft(["日期", "收入", "支出"], ["2026-03-16", "1", ""], said=[("column.amount", "交易额")])


@pytest.mark.parametrize(
    ("point", "value", "says"),
    [
        (Open("positive", ("credit", "debit"), "credit"), "plus", "one of credit, debit"),
        (Open("form.date", (), ""), "dd/MM", "does not fit '16/03/2026'"),
        (Open("form.date", (), ""), "yyyy-MM-dd", "does not fit '16/03/2026'"),
        (Open("form.date", (), ""), "tomorrow", "has more than yyyy MM M dd d"),
        (Open("currency", (), "CNY"), "yuan", "currency"),
    ],
)
def test_an_answer_that_cannot_be_meant_is_told_what_would_be_right(point, value, says):
    seen = draft(["日期", "收入", "支出"], ["16/03/2026", "1", ""])
    with pytest.raises(StatementError, match=says):
        refuse_wrong(seen, point, value)
    refuse_wrong(seen, Open("form.date", (), ""), "dd/MM/yyyy")


def test_a_header_in_nobodys_words_stands_above_the_first_line():
    seen = sampled(csv_file([["某行明细"], [], UNKNOWN, *LINES]))
    assert (seen.header, seen.names) == (2, UNKNOWN)
    named = sampled(csv_file([["a", "b"], ["1", "2"]]), 1)
    assert named.names == ["a", "b"]
    with pytest.raises(StatementError, match="a row from 1 to 2 is expected"):
        sampled(csv_file([["a", "b"], ["1", "2"]]), 3)
