"""Of which account a table is: by its rows, above its rows, by its profile; never by a guess."""

import pytest

from api.banks.statements.format import StatementError
from tests.kit.company_bank import HEADER, NUMBER, PROFILE, row, statements

WITHOUT = PROFILE.replace(f'number = "{NUMBER}"', 'label = "账号"')
IN_ROWS = WITHOUT.replace("[columns]", '[columns]\naccount = "本方账号"\ncurrency = "币种"')
WIDE = [*HEADER, "本方账号", "币种"]


def of(account, currency="人民币", credit="1"):
    return [*row("", credit), account, currency]


def found(*rows, toml):
    return [(one.account, one.currency, one.entries) for one in statements(*rows, toml=toml)]


@pytest.mark.parametrize(
    "above", [["账号：6222 0001", "x"], ["账 号:62220001"], ["账号", "62220001"]]
)
def test_the_account_stands_above_the_lines(above):
    assert found(above, HEADER, row("", "1"), toml=WITHOUT) == [("62220001", "CNY", 1)]


def test_an_account_that_nothing_names_is_said():
    (one,) = statements(HEADER, row("", "1"), toml=WITHOUT)
    assert one.account == ""
    assert one.warnings == (
        "account: neither the file nor the profile names the account ([account] number): it can "
        "be checked, not imported",
    )


def test_rows_name_their_account_and_currency():
    rows = of("A1"), of("A1"), of("A1", "USD"), of("A2")
    assert found(WIDE, *rows, toml=IN_ROWS) == [
        *(("A1", "CNY", 2), ("A1", "USD", 1), ("A2", "CNY", 1)),
    ]


def test_each_account_has_its_own_balances():
    toml = IN_ROWS
    rows = [*row("", "1", "11"), "A1", ""], [*row("", "1", "5"), "A2", ""]
    assert [one.opening_minor for one in statements(WIDE, *rows, toml=toml)] == [1_000, 400]


def test_rows_of_an_account_that_stand_apart_are_refused():
    with pytest.raises(StatementError, match="row 4: rows of account A1 stand apart"):
        statements(WIDE, of("A1"), of("A2"), of("A1"), toml=IN_ROWS)


@pytest.mark.parametrize("currency", ["元宝", "cny", "EURO"])
def test_a_currency_that_is_none_is_refused(currency):
    with pytest.raises(StatementError, match="row 2: column 币种: currency"):
        statements(WIDE, of("A1", currency), toml=IN_ROWS)


def test_decimals_are_those_of_the_currency():
    (yen,) = statements(WIDE, of("A1", "日元", "1,500"), toml=IN_ROWS)
    assert (yen.currency, yen.credits_minor) == ("JPY", 1_500)
    with pytest.raises(StatementError, match="more decimals than JPY has"):
        statements(WIDE, of("A1", "日元", "1.5"), toml=IN_ROWS)


TWO = IN_ROWS.replace('label = "账号"', 'number = ["6222000011112222", "6222000033334444"]')


@pytest.mark.parametrize(
    "stated", ["6222000033334444", "6222****4444", "4444", "6222 0000 3333 4444"]
)
def test_a_masked_number_is_the_one_of_the_profile_that_it_can_be(stated):
    assert found(WIDE, of(stated), toml=TWO) == [("6222000033334444", "CNY", 1)]


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        (
            "6222000055556666",
            "which is none of profile company: 6222000011112222, 6222000033334444",
        ),
        ("444", "which is none of"),
        ("6222****", "which is more than one of"),
    ],
)
def test_a_number_that_is_none_or_several_of_the_profiles_is_refused(stated, sentence):
    with pytest.raises(StatementError, match=sentence):
        statements(WIDE, of(stated), toml=TWO)


def test_of_several_numbers_none_is_taken_by_chance():
    (one,) = statements(WIDE, of(""), toml=TWO)
    assert one.account == ""


def test_a_name_with_its_account_behind_is_taken_apart():
    toml = PROFILE.replace(
        'counterparty = "对方户名"\ncounterparty_account = "对方账号"', 'party = "对方户名"'
    )
    told = {
        "张三 66666666666666": ("张三", "66666666666666"),
        "国网电力有限公司99999999999999": ("国网电力有限公司", "99999999999999"),
        "第3建设公司": ("第3建设公司", None),
        "6222****1234": (None, "6222****1234"),
        "": (None, None),
    }
    (one,) = statements(HEADER, *(row("", "1", name=both) for both in told), toml=toml)
    assert [(line.counterparty, line.counterparty_account) for line in one.lines] == [
        *told.values()
    ]
