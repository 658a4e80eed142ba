"""Bank profiles: what may stand in one, where they lie, which of them a table is read by."""

from pathlib import Path

import pytest

from api.banks.statements.format import StatementError
from api.banks.statements.profile import COLUMNS, parsed
from api.banks.statements.register import read
from api.banks.statements.shelf import VARIABLE, profile_at, profiles
from tests.kit.bank_tables import csv_file
from tests.kit.company_bank import HEADER, PROFILE, row

LEAST = '[columns]\ndate = "日期"\namount = "金额"\n[sign]\npositive = "credit"\n'
SHIPPED = ["boc", "cmb", "icbc"]


def refusal(toml):
    with pytest.raises(StatementError) as refused:
        parsed(toml, "p")
    return str(refused.value)


def test_little_need_be_said():
    profile = parsed(LEAST, "p")
    assert (profile.title, profile.currency, profile.delimiter) == ("p", "CNY", ",")
    assert (profile.encodings, str(profile.zone)) == (("utf-8", "gb18030"), "UTC+08:00")
    assert profile.header == {"日期", "金额"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('date = "日期"', "", "columns.date: the name of the column with the booking date"),
        ('amount = "金额"', "", "columns: either credit and debit, or amount, or amount and mark"),
        ('amount = "金额"', 'credit = "收入"', "; here: credit"),
        ('amount = "金额"', 'amount = ["a", "b"]', "columns.amount: one column, not 2; only note"),
        ('amount = "金额"', "amount = 1", "columns.amount: a text, or a list of texts"),
        ('amount = "金额"', 'amuont = "金额"', "columns.amuont: no field of a bank profile"),
        ('positive = "credit"', "", "sign.positive: credit or debit, where an amount has no mark"),
        ('positive = "credit"', 'positive = "up"', "sign.positive: credit or debit"),
        ('positive = "credit"', 'credit = ["贷"]', "sign: with columns.mark, and only then"),
        ("[sign]", 'party = "甲"\ncounterparty = "乙"\n[sign]', "columns.party: stands for"),
        ("[columns]", "colour = 1\n[columns]", "colour: no field of a bank profile"),
        ("[columns]", 'zone = "CST"\n[columns]', "zone 'CST': an offset such as +08:00"),
        ("[columns]", 'currency = "元"\n[columns]', "currency '元' is not a code of three capital"),
        ("[columns]", 'encodings = ["rot13"]\n[columns]', "encodings: 'rot13' is no encoding of"),
        ("[columns]", 'encodings = ["utf-7"]\n[columns]', "encodings: 'utf-7' is no encoding of"),
        ("[columns]", 'encodings = ["unicode_escape"]\n[columns]', "'unicode_escape' is no enco"),
        ("[columns]", 'delimiter = "ab"\n[columns]', "delimiter 'ab': a comma, a tab, ; or |"),
        ("[columns]", "title = 1\n[columns]", "title: a text in quotes is expected"),
        ("[columns]", "dates = 1\n[columns]", "dates: a table [dates] is expected"),
        ("[sign]", '[dates]\ndate = ["HH:mm"]\n[sign]', "dates.date: each form has yyyy"),
        ("[sign]", '[dates]\ntime = ["yyyy"]\n[sign]', "dates.time: each form has HH"),
        ("[sign]", '[dates]\ndate = ["yyyyMd"]\n[sign]', "two parts of one or two digits that"),
        ("[sign]", '[dates]\ndate = ["yyyy-MM-dd-dd"]\n[sign]', "names a part twice"),
        ("[sign]", '[dates]\ndate = ["%Y-%m-%d"]\n[sign]', "has more than yyyy MM M dd d HH H mm"),
        ("[sign]", '[codes]\n"a" = "b"\n[sign]', "codes: words of a column that columns.code does"),
        ("[sign]", "[sign", "profile p: "),
        ("[sign]", "x = " + "[" * 5_000 + "\n[sign]", "profile p: "),
    ],
)
def test_what_a_profile_may_not_say_is_named(old, new, sentence):
    assert LEAST.count(old) == 1
    assert sentence in refusal(LEAST.replace(old, new))


def test_the_manual_names_every_column_and_its_example_is_a_profile():
    manual = (Path(__file__).parents[4] / "docs/bank-profiles.md").read_text("utf-8")
    assert [one for one in COLUMNS if f"`{one}`" not in manual] == []
    example = manual.partition("```toml\n")[2].partition("```")[0]
    assert parsed(example, "p").account_numbers == ("3500123400001234567",)


def test_the_shipped_profiles_are_read_and_have_a_sample():
    assert [one.name for one in profiles()] == SHIPPED
    assert not any(one.own for one in profiles())


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A folder of a user's own profiles."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))

    def put(name, toml):
        (tmp_path / f"{name}.toml").write_text(toml, encoding="utf-8")

    return put


def test_a_users_own_stand_beside_the_shipped(own):
    own("company", PROFILE)
    assert [one.name for one in profiles()] == ["boc", "cmb", "company", "icbc"]
    (found,) = read(csv_file([HEADER, row("", "1")]))
    assert found.profile == "company"


def test_a_users_own_of_the_same_name_stands_in_place_of_the_shipped(own):
    own("boc", PROFILE)
    (boc, *_) = profiles()
    assert (boc.own, boc.title) == (True, "企业网银 账户明细")


def test_a_users_own_goes_before_a_shipped_one_and_more_columns_before_fewer(own):
    boc = [
        *("记账日期", "记账时间", "币别", "金额", "余额", "交易名称", "附言", "对方账户名"),
        *("对方卡号/账号", "对方开户行", "借记卡号"),
    ]
    cells = ["2026-03-16", "", "人民币", "1", "1", "", "", "", "", "", "3167"]
    file = csv_file([boc, cells])
    assert read(file)[0].profile == "boc"
    least = LEAST.replace("日期", "记账日期")
    own("mine", least)
    assert read(file)[0].profile == "mine"
    own("more", least.replace("[sign]", 'balance = "余额"\n[sign]'))
    assert read(file)[0].profile == "more"


def test_two_that_fit_alike_are_refused_by_name(own):
    own("one", PROFILE)
    own("two", PROFILE)
    with pytest.raises(
        StatementError, match="fits several bank profiles alike: one, two; keep one"
    ):
        read(csv_file([HEADER, row("", "1")]))


def test_a_column_that_stands_twice_is_refused(own):
    own("company", PROFILE)
    with pytest.raises(StatementError, match="profile company: column 余额 stands twice"):
        read(csv_file([[*HEADER, "余额"], row("", "1")]))


@pytest.mark.parametrize(
    ("toml", "sentence"), [("x", "profile bad: "), ("#" * 70_000, "larger than 65536 bytes")]
)
def test_a_profile_that_cannot_be_read_is_said_and_not_passed_over(own, toml, sentence):
    own("bad", toml)
    with pytest.raises(StatementError, match=sentence):
        read(csv_file([HEADER, row("", "1")]))


def test_a_folder_that_is_not_there_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "absent"))
    with pytest.raises(StatementError, match="absent is no folder"):
        profiles()
    with pytest.raises(StatementError, match="No such file"):
        profile_at(tmp_path / "absent.toml")


def test_columns_are_compared_in_one_width_without_white_space(own):
    own("company", PROFILE.replace("借方发生额", "借方（元）"))
    header = [{"借方发生额": " 借方 (元) "}.get(one, one) for one in HEADER]
    assert read(csv_file([header, row("1", "")]))[0].debits_minor == 100
