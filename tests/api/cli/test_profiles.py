"""`statements profile`: a bank's table is learned from a sample, and held against what was read."""

import json
import re
import shutil

import pytest

from api.banks.statements.shelf import VARIABLE
from api.cli.exits import FAILED, USAGE
from tests.kit.bank_tables import csv_file, xlsx_file
from tests.kit.company_bank import HEADER, PROFILE, row
from tests.kit.demonstration import ROOT

GOLDEN = ROOT / "tests/golden/statements"
COMPANY = GOLDEN / "hand-written/company.csv"
ROWS = [["账号: 6222"], HEADER, row("", "5", "5", serial="S1"), row("1", "", "4", serial="S2")]


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """A sample in an empty folder; what a command names for good, it names for this test alone."""
    monkeypatch.setenv(VARIABLE, "")
    path = tmp_path / "流水.xlsx"
    path.write_bytes(xlsx_file(ROWS))
    return path


def test_a_sample_becomes_a_profile_that_reads_it(zhangben, sample, tmp_path):
    to = tmp_path / "ccb.toml"
    said = zhangben("statements", "profile", "new", "--sample", sample, "--to", to).out
    assert re.search(r"借方发生额 +debit +debit", said)
    assert re.search(r"2026-03-16 09:30:00 +5\.00 .*S1", said)
    assert "account 6222: 2 lines, opening 0.00, credits 5.00, debits 1.00" in said
    again = zhangben("statements", "profile", "check", to, sample, "--json")
    assert [(one["balanced"], one["profile"]) for one in again.json] == [(True, "ccb")]
    (found,) = zhangben(
        "statements", "check", sample, "--profiles", tmp_path, "--json"
    ).out.splitlines()
    assert json.loads(found)["profile"] == "ccb"


def test_without_a_terminal_nobody_is_asked_and_what_is_open_is_named(zhangben, tmp_path):
    """A draft that cannot read its sample would stop every file that is read beside it."""
    sample, to = tmp_path / "x.csv", tmp_path / "x.toml"
    sample.write_bytes(csv_file([["日期", "收入", "走了"], ["16/03/2026", "5", ""]]))
    asked = ("statements", "profile", "new", "--sample", sample, "--to", to)
    ran = zhangben(*asked, code=FAILED)
    assert "columns: either credit and debit" in ran.err
    assert "can be checked and not imported" in ran.out
    assert "open: Which column is: debit? (one of 走了)  --column …=debit" in ran.out
    assert "open: Of which form is the date 16/03/2026" in ran.out
    assert "open: In which currency is the account? (CNY for now)  --currency …" in ran.out
    assert "x.toml was not written" in ran.out
    assert not to.exists()
    open_ = {
        one["key"]: one["option"] for one in zhangben(*asked, "--json", code=FAILED).json["open"]
    }
    assert open_["form.date"] == "--date-form …"
    assert not to.exists()


def test_nothing_is_written_while_it_is_open_which_way_the_money_went(zhangben, tmp_path):
    """Amounts without a sign, a mark or a balance could be read, and each as money in."""
    sample, to = tmp_path / "x.csv", tmp_path / "x.toml"
    sample.write_bytes(
        csv_file([["账号: 1"], ["日期", "金额", "摘要"], ["2026-03-16", "5.00", "货款"]])
    )
    asked = ("statements", "profile", "new", "--sample", sample, "--to", to)
    ran = zhangben(*asked, code=FAILED)
    assert "(one of credit, debit)  --positive …" in ran.out
    assert "x.toml was not written" in ran.out
    told = zhangben(*asked, "--json", code=FAILED).json
    assert (told["profile"], told["open"][0]["needed"]) == (None, True)
    assert not to.exists()
    assert zhangben(*asked, "--positive", "debit", "--json").json["profile"] == str(to)


def test_options_answer_what_is_open(zhangben, tmp_path):
    sample, to = tmp_path / "x.csv", tmp_path / "x.toml"
    header = ["何时", "进出", "多少", "剩下"]
    lines = [["16/03/2026", "进", "5", "5"], ["17/03/2026", "出", "1", "4"]]
    sample.write_bytes(csv_file([header, *lines]))
    columns = ("何时=date", "进出=mark", "多少=amount", "剩下=balance")
    told = zhangben(
        *("statements", "profile", "new", "--sample", sample, "--to", to, "--json"),
        *("--header-row", 1, "--date-form", "dd/MM/yyyy", "--account", "6228"),
        *(part for one in columns for part in ("--column", one)),
        *("--mark", "进=credit", "--mark", "出=debit", "--currency", "USD"),
    ).json
    assert (told["open"], told["profile"]) == ([], str(to))
    (found,) = told["statements"]
    assert (found["account"], found["currency"], found["balanced"]) == ("6228", "USD", True)


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--column", "余额=rest"), USAGE, "--column: '余额=rest': …=date|time"),
        (("--mark", "收=in"), USAGE, "--mark: '收=in': …=credit|debit"),
        (("--column", "无=note"), FAILED, "column '无' does not stand in the header row: 交易日期"),
        (("--positive", "plus"), FAILED, "'plus': one of credit, debit is expected"),
        (("--currency", "yuan"), FAILED, "currency"),
    ],
)
def test_an_option_that_cannot_be_meant_is_refused(zhangben, sample, tmp_path, options, code, says):
    to = tmp_path / "x.toml"
    ran = zhangben(
        *("statements", "profile", "new", "--sample", sample, "--to", to), *options, code=code
    )
    assert says in ran.err
    assert not to.exists()


def test_nor_where_it_is_to_be_written(zhangben, sample, tmp_path):
    asked = ("statements", "profile", "new", "--sample", sample)
    assert "--to" in zhangben(*asked, code=USAGE).err
    ran = zhangben(*asked, "--to", tmp_path / "no" / "x.toml", code=FAILED)
    assert "no is no folder" in ran.err


def test_a_program_is_told_the_same(zhangben, sample, tmp_path):
    to = tmp_path / "ccb.toml"
    told = zhangben("statements", "profile", "new", "--sample", sample, "--to", to, "--json").json
    assert (told["profile"], told["header_row"], told["missing"]) == (str(to), 2, [])
    assert told["columns"]["余额"] == "balance"
    assert [one["balanced"] for one in told["statements"]] == [True]
    assert (told["error"], told["toml"]) == (None, to.read_text("utf-8"))


def test_a_profile_that_is_there_is_never_overwritten(zhangben, sample, tmp_path):
    to = tmp_path / "mine.toml"
    to.write_text(PROFILE, encoding="utf-8")
    for path in (to, tmp_path / "mine.txt"):
        ran = zhangben(
            "statements", "profile", "new", "--sample", sample, "--to", path, code=FAILED
        )
        assert "a new file that ends in .toml is expected" in ran.err
    assert to.read_text("utf-8") == PROFILE


def test_a_sample_that_is_no_table_leaves_no_profile(zhangben, tmp_path):
    sample, to = tmp_path / "letter.csv", tmp_path / "x.toml"
    sample.write_text("a letter")
    ran = zhangben("statements", "profile", "new", "--sample", sample, "--to", to, code=FAILED)
    assert "is this a list of transactions?" in ran.err
    assert not to.exists()


def test_a_golden_pair_is_compared(zhangben, tmp_path):
    profile, sample, _ = (shutil.copy(COMPANY.with_suffix(end), tmp_path) for end in ENDS)
    said = zhangben("statements", "profile", "check", profile, sample).out
    assert "The same as the .json beside it." in said
    other = json.loads((tmp_path / "company.json").read_text("utf-8"))
    other[0]["lines"][0]["amount_minor"] += 1
    (tmp_path / "company.json").write_text(json.dumps(other), encoding="utf-8")
    ran = zhangben("statements", "profile", "check", profile, sample, code=FAILED)
    assert "differs from the .json: [1].lines[1].amount_minor: 80000001 → 80000000" in ran.err


ENDS = (".toml", ".csv", ".json")


def test_a_sample_that_does_not_add_up_fails(zhangben, tmp_path):
    shipped = ROOT / "api/banks/statements/profiles/cmb.toml"
    sample = shutil.copy(GOLDEN / "double-entry-generator/cmb.csv", tmp_path)
    ran = zhangben("statements", "profile", "check", shipped, sample, code=FAILED)
    assert "balance: row 4: balance 81.22 does not follow, 268.66 would" in ran.out
    assert "cmb.json to compare with" in ran.out


def test_brackets_in_a_file_are_text(zhangben, sample, tmp_path):
    rows = [*ROWS[:2], row("", "5", "5", name="[/b]甲[red]", notes=("[bold]", ""))]
    sample.write_bytes(xlsx_file(rows))
    to = tmp_path / "x.toml"
    said = zhangben("statements", "profile", "new", "--sample", sample, "--to", to).out
    assert "[/b]甲[red]" in said
    assert "[bold]" in said


def test_an_absent_folder_of_profiles_is_said(zhangben, tmp_path, sample):
    ran = zhangben("statements", "check", sample, "--profiles", tmp_path / "no", code=FAILED)
    assert "no is no folder" in ran.out
