"""What a bank would not catch, or answer by refusing the whole file, is named before it is sent."""

from dataclasses import replace
from datetime import datetime

import pytest

from api.banks.channels.channel import BadTransfer
from api.banks.channels.pain001 import written

OURS = [
    ("message", "", "message is ''"),
    ("message", "R" * 36, "1 to 35 letters"),
    ("message", "RB/1", "message is 'RB/1'"),
    ("message", "批次", "1 to 35 letters"),
    ("message", "NOTPROVIDED", "message is 'NOTPROVIDED'"),
    ("made_at", datetime.fromisoformat("2026-03-16T09:00"), "a time with its offset"),
    ("account", "", "account is ''"),
    ("account", "6" * 35, "an account number of 1 to 34"),
    ("account_name", "　", "account_name is '\\u3000'"),
    ("bank", " ", "bank is ' '"),
    ("instructions", (), "at least one payment"),
]
THEIRS = [
    ("payment", "P" * 36, "1 to 35 letters"),
    ("payment", "-P1", "a letter or digit first"),
    ("payment", "P1\n", "1 to 35 letters"),
    ("amount_fen", 0, "amount_fen is '0': expected whole fen"),
    ("amount_fen", -1, "amount_fen is '-1'"),
    ("amount_fen", 10**18, "whole fen, 1 to 999999999999999999"),
    ("payee_name", "", "1 to 140 characters that say something"),
    ("payee_name", "王" * 141, "at most 140 characters; these are 141"),
    ("payee_name", "甲\t乙", "no sign that cannot be seen or written, as U+0009"),
    ("payee_name", "甲\x00", "U+0000"),
    ("payee_name", "甲\x85", "U+0085"),
    ("payee_name", "甲\ud800", "U+D800"),
    ("payee_name", "甲\ufffe", "U+FFFE"),
    ("payee_name", "甲\u2028", "U+2028"),
    ("payee_name", "甲\u202e乙", "U+202E"),
    ("payee_name", "甲\u200b乙", "U+200B"),
    ("payee_name", "\ufeff甲", "U+FEFF"),
    ("payee_name", "甲\u00ad乙", "U+00AD"),
    ("payee_name", "\u200b\u2060 ", "1 to 140 characters that say something"),
    ("payee_bank", "\u200b", "1 to 140 characters that say something"),
    ("payee_account", "", "payee_account is unfit: expected an account number of 1 to 34"),
    ("payee_account", "３５０５", "payee_account is"),
    ("payee_account", "3505\u20131", "payee_account is"),
    ("payee_bank", "行" * 141, "payee_bank is"),
    ("note", " ", "note is ' '"),
    ("note", "退" * 141, "at most 140 characters"),
    ("note", "一\n二", "U+000A"),
]


@pytest.mark.parametrize(("field", "value", "said"), OURS)
def test_what_is_wrong_with_a_file_is_named(transfer, field, value, said):
    with pytest.raises(BadTransfer) as wrong:
        written(replace(transfer(), **{field: value}))
    assert field in str(wrong.value)
    assert said in str(wrong.value)


@pytest.mark.parametrize(("field", "value", "said"), THEIRS)
def test_what_is_wrong_with_a_payment_is_named_with_its_number(
    transfer, instruction, field, value, said
):
    bad = replace(instruction("P2"), **{field: value})
    with pytest.raises(BadTransfer) as wrong:
        written(transfer(instruction("P1"), bad))
    assert str(wrong.value).startswith(f"instruction 2: {field} is")
    assert said in str(wrong.value)
    assert len(str(wrong.value)) <= 500


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("payee_name", "王小二\n"),
        ("payee_name", "王小二" * 50),
        ("payee_account", "6217-王小二"),
        ("payee_bank", "王小二\u202e"),
    ],
)
def test_what_is_a_payees_own_is_not_said(transfer, instruction, field, value):
    """The sentence goes to logs and files."""
    with pytest.raises(BadTransfer) as wrong:
        written(transfer(instruction("P1", **{field: value})))
    assert str(wrong.value).startswith(f"instruction 1: {field} is unfit: expected ")
    assert "王" not in str(wrong.value)
    assert "6217" not in str(wrong.value)


def test_an_id_twice_in_a_file_would_be_refused_as_a_duplicate(transfer, instruction):
    with pytest.raises(BadTransfer, match="instruction 2: payment is 'P1'"):
        written(transfer(instruction("P1"), instruction("P1")))


def test_amounts_that_together_have_too_many_digits_are_refused(transfer, instruction):
    much = (instruction("P1", 10**18 - 1), instruction("P2", 1))
    with pytest.raises(BadTransfer, match="the sum of all amounts"):
        written(transfer(*much))
