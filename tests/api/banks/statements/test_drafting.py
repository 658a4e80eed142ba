"""A profile drafted from a sample: columns by their words, the sign by which columns there are."""

import json
from pathlib import Path

import pytest

from api.banks.statements.delimited import formats
from api.banks.statements.drafting import drafted
from api.banks.statements.format import StatementError
from api.banks.statements.profile import parsed
from api.banks.statements.register import read
from tests.kit.bank_tables import csv_file, xls_file, xlsx_file
from tests.kit.company_bank import HEADER, row

GOLDEN = Path(__file__).parents[3] / "golden/statements"
SAMPLES = sorted(GOLDEN.rglob("*.csv"))
TABLE = [["账号：6222"], HEADER, row("", "5", "5", serial="1"), row("1", "", "4", serial="2")]


def by_draft(sample: bytes):
    known = parsed(drafted(sample, "草稿").toml, "draft")
    (found,) = read(sample, formats=formats(lambda: (known,)))
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_draft_reads_the_money_of_its_sample_as_a_person_did(sample):
    """What a person adds: words for codes, the account's number, a better choice of notes."""
    kept = json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))[0]
    found = by_draft(sample.read_bytes())
    assert (found.credits_minor, found.debits_minor, found.entries) == (
        *(kept["credits_minor"], kept["debits_minor"], kept["entries"]),
    )
    assert (found.opening_minor, found.closing_minor, found.account) == (
        *(kept["opening_minor"], kept["closing_minor"], kept["account"]),
    )
    assert [(x.serial, x.counterparty, x.counterparty_account) for x in found.lines] == [
        (x["serial"], x["counterparty"], x["counterparty_account"]) for x in kept["lines"]
    ]


@pytest.mark.parametrize("written", [csv_file, xls_file, xlsx_file])
def test_any_kind_of_file_is_a_sample(written):
    draft = drafted(written(TABLE), "企业")
    assert draft.columns == {
        "交易日期": "date",
        "交易时间": "time",
        "流水号": "serial",
        "借方发生额": "debit",
        "贷方发生额": "credit",
        "余额": "balance",
        "对方户名": "counterparty",
        "对方账号": "counterparty_account",
        "业务类型": "code",
        "摘要": "note",
        "附言": "note",
    }
    assert (draft.header_row, draft.missing) == (2, ())
    assert by_draft(written(TABLE)).balanced is True


def missing(header, *rows):
    return [
        key.removeprefix("profile.missing.")
        for key in drafted(csv_file([["账号: 1"], header, *rows]), "x").missing
    ]


@pytest.mark.parametrize(
    ("header", "cells", "lacks"),
    [
        (["日期", "收入", "支出"], ["2026-03-16", "1", ""], []),
        (["日期", "收入", "余额"], ["2026-03-16", "1", "1"], ["other_way"]),
        (["日期", "金额", "余额"], ["2026-03-16", "1", "1"], ["sign"]),
        (["日期", "金额", "余额"], ["2026-03-16", "-1", "1"], []),
        (["日期", "金额", "收/支"], ["2026-03-16", "1", "收"], ["mark"]),
        (["日期", "金额", "收/支"], ["2026-03-16", "1", "其他"], ["mark"]),
        (["日期", "收入", "支出"], ["16.03.26", "1", ""], ["date_form"]),
        (["日期", "时间", "收入", "支出"], ["2026-03-16", "9h", "1", ""], ["time_form"]),
    ],
)
def test_what_a_person_must_look_at_is_told(header, cells, lacks):
    wished = {"serial", "balance", "counterparty", "counterparty_account", "note"}
    assert [one for one in missing(header, cells) if one not in wished] == lacks


def test_columns_that_a_table_should_have_and_has_not_are_told():
    assert missing(["日期", "收入", "支出"], ["2026-03-16", "1", ""]) == [
        *("serial", "balance", "counterparty", "counterparty_account", "note"),
    ]
    assert "account" in drafted(csv_file(TABLE[1:]), "x").missing[0]


@pytest.mark.parametrize(
    ("day", "form"),
    [
        ("2026-03-16", "yyyy-MM-dd"),
        ("20260316", "yyyyMMdd"),
        ("2026/3/6", "yyyy/M/d"),
        ("2026年3月6日", "yyyy年M月d日"),
        ("2026-03-16 09:30:00", "yyyy-MM-dd HH:mm:ss"),
        ("20260316093000", "yyyyMMddHHmmss"),
    ],
)
def test_the_form_of_days_is_found_from_what_stands_there(day, form):
    draft = drafted(csv_file([HEADER, row("", "1", day=day)]), "x")
    assert f'date = ["{form}"]' in draft.toml


def test_of_columns_alike_the_one_of_the_other_side_is_never_ours():
    header = ["交易日期", "对方账号", "对方户名", "账号", "借方金额", "贷方金额"]
    draft = drafted(csv_file([header, ["20260316", "1", "甲", "2", "", "3"]]), "x")
    assert draft.columns["账号"] == "account"
    assert draft.columns["对方账号"] == "counterparty_account"


@pytest.mark.parametrize("sample", [b"", b"\xff\xff", b"a,b,c\n1,2,3", xlsx_file([["说明"]])])
def test_what_is_no_list_of_transactions_is_refused(sample):
    with pytest.raises(StatementError):
        drafted(sample, "x")


def test_a_sign_that_does_not_print_is_read_back_also_beyond_four_hex_digits():
    title = "a\u200b\U000e0001b\x07"
    assert parsed(drafted(csv_file(TABLE), title).toml, "x").title == title


def test_a_name_with_quotes_is_written_so_that_it_is_read_back():
    header = [{"摘要": '摘要"x\\y'}.get(one, one) for one in HEADER]
    draft = drafted(csv_file([header, row("", "1")]), 'a"b')
    assert parsed(draft.toml, "x").title == 'a"b'
