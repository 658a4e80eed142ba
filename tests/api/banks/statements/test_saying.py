"""What is wrong with a file is said in the language of who brings it, whatever it quotes."""

import pytest

from api.banks.statements.format import StatementError
from api.banks.statements.register import read
from api.banks.statements.saying import Sentence

LANGUAGES = ("zh", "en")


def test_a_sentence_is_english_where_nobody_says_which_language():
    wrong = StatementError("unread.zip.empty")
    assert (wrong.said("zh"), str(wrong)) == ("压缩包里没有文件", "the zip holds no file")


def test_what_is_wrong_within_something_is_said_in_the_same_language():
    inner = StatementError("unread.column", name="金额", why=StatementError("unread.both"))
    wrong = StatementError("unread.row", n=7, why=inner)
    assert wrong.said("zh") == "第 7 行：列 金额：这一行借方、贷方金额都有"
    assert str(wrong).startswith("row 7: column 金额: both a credit and a debit")


def test_so_is_what_a_sentence_leaves_open():
    forms = Sentence("unread.or", one="yyyy-MM-dd", other="yyyyMMdd")
    wrong = StatementError("unread.form.date", said="5.31", forms=forms)
    assert wrong.said("zh") == "日期 '5.31' 不是 yyyy-MM-dd 或 yyyyMMdd 的形式"
    assert str(wrong) == "date '5.31' is not of the form yyyy-MM-dd or yyyyMMdd"


def test_of_a_file_of_a_zip_it_begins_with_its_name():
    wrong = StatementError("unread.zip.empty")
    wrong.within("五月.zip/a.xml")
    assert wrong.said("zh") == "五月.zip/a.xml：压缩包里没有文件"
    assert str(wrong) == "五月.zip/a.xml: the zip holds no file"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_quotes_makes_it_no_longer(language):
    inner = StatementError("unread.golden", path="x" * 900, why="y")
    wrong = StatementError("unread.row", n=1, why=inner)
    wrong.within("z" * 900)
    assert len(wrong.said(language)) == 500
    assert wrong.said(language).endswith("…")


@pytest.mark.parametrize("language", LANGUAGES)
def test_braces_that_a_file_has_are_its_own(language):
    wrong = StatementError("unread.mark", said="{n} {0!r}", known="{}")
    assert "{n} {0!r}" in wrong.said(language)
    assert "{}" in wrong.said(language)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"hello", "文件不是系统能读的任何对账单格式"),
        (b"PK\x03\x04", "请先解开"),
        (b":20:A\n:25:B\n:28C:1/1\n:60F:C240531XX1,\n", "对账单 A 1/1：字段 60F 的"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><B', "格式正确的 XML"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_chinese(data, said):
    with pytest.raises(StatementError) as wrong:
        read(data)
    assert said in wrong.value.said("zh")
