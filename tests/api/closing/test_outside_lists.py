"""A list from outside: its columns are found by name, and what is wrong is told by its line."""

import re
from datetime import date

import pytest

from api.closing.outside.lists import For, anchored, check, listed
from api.closing.outside.refused import ListRefused
from api.closing.said import Guarantee, Reported, SubAccount

N1, N2 = "62284804025660180101", "62284804025660180102"
SPACED = "6228 4804 0256 6018 0101"
LOT = "E3506001001001001001001"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_banks_table_in_the_encodings_of_banks(encoding):
    text = f'序号,子账号,户名,余额\r\n1,{N1},甲,"1,234.50"\r\n\r\n2,{N2},乙,-0.07\r\n'
    found = listed("SUB_ACCOUNTS", text.encode(encoding))
    assert found == (SubAccount(N1, 123_450), SubAccount(N2, -7))


def test_guarantees_and_reports():
    said = "保函编号,担保金额,有效期至\nBH-1,500000.00,2026/07/31\n"
    assert listed("GUARANTEES", said.encode()) == (
        Guarantee("BH-1", 50_000_000, date(2026, 7, 31)),
    )
    said = f"lot,count,amount\n{LOT},3,2400000\n"
    assert listed("REPORTED", said.encode()) == (Reported(LOT, 3, 240_000_000),)


def test_a_list_may_be_empty():
    assert listed("REPORTED", b"lot,count,amount\n") == ()


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("SUB_ACCOUNTS", "", "it is empty: a header row with 子账号"),
        ("SUB_ACCOUNTS", "子账号,户名\n", "the header row lacks 余额"),
        ("SUB_ACCOUNTS", f"子账号,余额\n{N1}\n", "line 2: 1 columns"),
        ("SUB_ACCOUNTS", f"子账号,余额\n{N1},1.005\n", "line 2: .*more decimals"),
        ("SUB_ACCOUNTS", f"子账号,余额\n{N1},一元\n", "line 2: amount '一元'"),
        ("SUB_ACCOUNTS", "子账号,余额\n12,1\n", "line 2: number '12'"),
        ("SUB_ACCOUNTS", f"子账号,余额\n{N1},1\n{N1},2\n", "line 3: .*stands there twice"),
        ("SUB_ACCOUNTS", f"子账号,余额\n{N1},1\n{SPACED},2\n", "line 3: .*stands there twice"),
        ("SUB_ACCOUNTS", f"子账号,余额,余额\n{N1},1,2\n", "one column twice: 余额, 余额"),
        ("SUB_ACCOUNTS", f"子账号,余额,账户余额\n{N1},1,2\n", "twice: 余额, 账户余额"),
        *(
            ("SUB_ACCOUNTS", f'子账号,余额\n{N1},"{one}"\n', "line 2: amount")
            for one in ("800,00", "1,23", "1,,2", "8000,5", ",5", "1.2.3", "")
        ),
        ("GUARANTEES", "number,amount,valid_until\nB,1,07-31\n", "line 2: valid_until '07-31'"),
        ("REPORTED", f"lot,count,amount\n{LOT},-1,2\n", "line 2: count '-1'"),
        ("REPORTED", f"lot,count,amount\n{LOT},²,2\n", "line 2: count"),
        ("REPORTED", f"lot,count,amount\n{LOT},{'9' * 5_000},2\n", "line 2: count"),
        ("REPORTED", "lot,count,amount\nX,1,2\n", "line 2: .*lot"),
        ("REPORTED", 'lot,count,amount\n"X,1,2\n', "line"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(kind, text, words):
    with pytest.raises(ListRefused, match=words) as refused:
        listed(kind, text.encode())
    assert in_chinese(refused.value.words("zh"), text)


def in_chinese(said: str, text: str) -> bool:
    """Whether no word of it is English but what the file, or a column's name, says."""
    known = {*re.findall("[A-Za-z_]+", text), *NAMES, "UTF", "GB", "CSV"}
    return bool(re.search("[\u4e00-\u9fff]", said)) and {*re.findall("[A-Za-z_]+", said)} <= known


NAMES = {"sub_account", "balance", "number", "amount", "valid_until", "lot", "count"}
"""What columns may be called in English."""
OF = For("CNY-DEPOSITS", "35001000000001", date(2026, 3, 17))


@pytest.mark.parametrize(
    ("day", "account"),
    [
        ("2026-03-17", "35001000000001"),
        ("20260317", "3500****0001"),
        ("2026/03/17", "CNY-DEPOSITS"),
        ("", ""),
    ],
)
def test_a_list_of_this_day_and_account_may_say_so(day, account):
    text = f"日期,账号,子账号,余额\n{day},{account},{N1},1\n"
    assert listed("SUB_ACCOUNTS", text.encode(), OF) == (SubAccount(N1, 100),)


@pytest.mark.parametrize(
    ("day", "account", "words"),
    [
        ("2026-03-16", "35001000000001", "line 2: date '2026-03-16': .* for 2026-03-17"),
        ("17.3.2026", "35001000000001", "line 2: date '17.3.2026'"),
        ("2026-03-17", "35001000000002", "line 2: account '35001000000002'"),
        ("2026-03-17", "3500****0002", "line 2: account"),
    ],
)
def test_a_list_of_another_day_or_account_is_refused(day, account, words):
    text = f"日期,账号,子账号,余额\n{day},{account},{N1},1\n"
    with pytest.raises(ListRefused, match=words) as refused:
        check("SUB_ACCOUNTS", text.encode(), OF)
    assert in_chinese(refused.value.words("zh"), text)


def test_what_is_quoted_of_a_file_is_cut():
    text = f"子账号,余额\n{'9' * 60_000}x,1\n"
    with pytest.raises(ListRefused) as refused:
        listed("SUB_ACCOUNTS", text.encode())
    assert {len(refused.value.words(one)) for one in ("zh", "en")} == {500}


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x00" * 40, b"a\n\xc3\x28\n"])
@pytest.mark.parametrize("kind", ["SUB_ACCOUNTS", "GUARANTEES", "REPORTED", "ANCHOR"])
def test_no_bytes_are_anything_but_refused(kind, data):
    with pytest.raises(ListRefused):
        check(kind, data)


def test_what_is_no_checkpoint_is_refused():
    with pytest.raises(ListRefused, match="it is no checkpoint") as refused:
        anchored(b"city.example/log\n12\n")
    assert refused.value.words("zh") == "不是检查点，或不完整"
