"""`close-day`: looking, preparing, signing, giving back; and what each ends with."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from api.cli import closing
from api.cli.exits import FAILED, NOT_BALANCED, OK, USAGE
from api.closing.rechecking import Otherwise, PreparedOtherwise
from api.embedded import running
from domain.bankday.events import Check
from tests.kit.demonstration import command, open_folder
from tests.kit.statement_files import Row, file, statement

ACCOUNT, NUMBER, DAY = "CNY", "35001000000001", "2026-03-16"
NEXT = "2026-03-17"


@pytest.fixture(scope="module")
def place():
    """Two days of an account: the first agrees, the second opens a yuan too high."""
    with open_folder() as folder, running(folder / "books" / "postgres"):
        first, second = folder / "16.xml", folder / "17.xml"
        first.write_bytes(_file(Row(100, "1"), Row(200, "2"), opening=100_000))
        second.write_bytes(_file(Row(700, "9"), opening=100_400, day=NEXT))
        told = ("--mode", "simulated", "--starts", "2026-03-17T18:00:00+08:00")
        opening = ("--opening", "1,000.00", "--day", DAY)
        for words in (
            ("init", *told),
            ("appoint", "cash", "C-CASH"),
            ("appoint", "reviewer", "C-SET2"),
            ("appoint", "mock", "BANK", "mock-bank"),
            ("account", ACCOUNT, NUMBER, "--bank", "mock-bank", *opening),
            ("import", str(first), str(second)),
        ):
            run = command(*words, ZHANGBEN_DATA=str(folder / "books"))
            assert run.returncode == 0, run.stderr
        yield folder / "books"


def _file(*rows, **told):
    return file(statement(*rows, **{"number": NUMBER, "day": DAY} | told))


@pytest.fixture
def close(zhangben, place: Path):
    def ask(*words, code=OK, day=DAY):
        return zhangben("close-day", ACCOUNT, day, *words, code=code, data=place)

    return ask


def test_looking_writes_nothing(close):
    first, again = close("--json").json, close("--json").json
    assert (first, first["written"]) == (again, None)
    assert first["close"]["agrees"] is True


def test_it_shows_every_check_with_its_result_and_both_balances(close):
    shown = close().out
    rows = [line.split() for line in shown.splitlines() if line.startswith("R")]
    assert [row[0] for row in rows] == [f"R{n:02}" for n in range(1, 21)]
    assert f"Close of {ACCOUNT} {DAY}: " in shown
    assert "bank 1,003.00, books 1,003.00, difference 0.00" in shown
    assert "no sub-accounts in the statement" in " ".join(shown.split())
    assert not re.search("[\u4e00-\u9fff]", shown)


def test_it_speaks_chinese_too(close, monkeypatch):
    monkeypatch.setenv("ZHANGBEN_LANG", "zh")
    assert "银行 1,003.00，账面 1,003.00，差 0.00" in close().out


def test_a_day_is_prepared_by_one_and_signed_by_another(close):
    assert "permission.missing" in close("--as", "reviewer", code=FAILED).err
    assert close("--as", "cash", "--json").json["written"]["first"] > 0
    assert "prepared, another person is to sign" in close().out
    assert "permission.missing" in close("--as", "cash", "--sign", code=FAILED).err
    back = close("--as", "reviewer", "--return", "请补充说明")
    assert "given back" in back.out
    assert "bankday.not_prepared" in close("--as", "reviewer", "--sign", code=FAILED).err
    close("--as", "cash")
    assert ": closed" in close("--as", "reviewer", "--sign").out
    progress = close("--json").json["close"]["progress"]
    assert (progress["stage"], progress["checked_by"]) == ("CLOSED", "reviewer")
    assert "bankday.closed" in close("--as", "cash", code=FAILED).err


@pytest.mark.parametrize(
    ("spoken", "says"),
    [
        ("zh", "R02 编制时为：通过；重新核对为：未通过（1）"),
        ("en", "R02 was prepared as: passed; ch"),
    ],
)
def test_a_result_that_is_not_so_is_refused_in_the_readers_language(
    close, monkeypatch, spoken, says
):
    stated = Check(rule="R02", result="PASS", figure=None, note="")
    found = replace(stated, result="FAIL", figure=1)

    def refuses(*_):
        raise PreparedOtherwise(Otherwise(stated, found, "CNY"))

    monkeypatch.setattr(closing, "sign", refuses)
    monkeypatch.setenv("ZHANGBEN_LANG", spoken)
    assert says in close("--as", "reviewer", "--sign", code=FAILED).err


def test_a_difference_ends_with_4_until_it_is_explained(close):
    looked = close("--json", day=NEXT, code=NOT_BALANCED).json["close"]
    assert (looked["sides"]["difference"], looked["sides"]["carried"]) == (100, 100)
    assert looked["to_explain"] == ["R01"]
    told = close("--as", "cash", day=NEXT, code=NOT_BALANCED)
    assert "bankday.unexplained: R01 did not pass" in told.err
    assert "from before, no line of the day explains it: 1.00" in told.out
    assert "R01  CNY  1.00  carried over, no line of the day explains it" in told.out
    done = close("--as", "cash", "--note", "R01=上日期初差1元，已函询银行", day=NEXT)
    assert "上日期初差1元，已函询银行" in done.out


@pytest.mark.parametrize(
    "words",
    [
        ("--sign",),
        ("--note", "R01=x"),
        ("--as", "cash", "--note", "R21=x"),
        ("--as", "cash", "--note", "R01"),
        ("--as", "cash", "--note", "R01= "),
        ("--as", "reviewer", "--sign", "--return", "x"),
        ("--as", "cash", "--note", "R01=x", "--sign"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_a_usage_error(close, words):
    ran = close(*words, code=USAGE)
    assert (ran.out, bool(ran.err)) == ("", True)


def test_a_day_or_an_account_that_is_not_there_is_one_sentence(close, zhangben, place):
    other = zhangben("close-day", "NOBODYS", DAY, code=FAILED, data=place)
    assert "'NOBODYS' is not opened in the books" in other.err
    late = close("--as", "cash", day="2026-03-20", code=FAILED)
    assert f"no statement of {ACCOUNT}/2026-03-20 has come" in late.err
    assert "2026-13-01" in close(day="2026-13-01", code=USAGE).err
    assert "has no key here" in close("--as", "nobody", day=NEXT, code=FAILED).err


def test_a_list_from_outside_is_held_against_the_day(zhangben, close, place: Path, tmp_path: Path):
    lists = tmp_path / "sub-accounts.csv"
    lists.write_text("子账号,余额\n62284804025660180101,1004.00\n", "gb18030")
    words = ("outside-list", "SUB_ACCOUNTS", ACCOUNT, NEXT, str(lists), "--as", "mock")
    assert "recorded the bank's balances of sub-accounts" in zhangben(*words, data=place).out
    assert "nothing changed" in zhangben(*words, data=place).out
    checks = close("--json", day=NEXT, code=None).json["close"]["checks"]
    said = {one["rule"]: one["result"] for one in checks}
    assert said["R03"] != "NOT_APPLICABLE"
    assert said["R16"] == "NOT_APPLICABLE"


def test_a_list_that_is_none_is_refused_with_its_line(zhangben, place: Path, tmp_path: Path):
    lists = tmp_path / "wrong.csv"
    lists.write_text("子账号,余额\n12,1\n", "utf-8")
    words = ("outside-list", "SUB_ACCOUNTS", ACCOUNT, NEXT, str(lists), "--as", "mock")
    assert "line 2: number '12'" in zhangben(*words, code=FAILED, data=place).err
    gone = (*words[:4], str(tmp_path / "none.csv"), *words[5:])
    assert "none.csv" in zhangben(*gone, code=FAILED, data=place).err
    assert "KIND" in zhangben("outside-list", "X", *words[2:], code=USAGE, data=place).err
