"""Codes: what is read is printed again; what is none is refused with what would be right."""

from datetime import date

import pytest

from domain.identifiers import (
    DayId,
    LineId,
    NotAnIdentifier,
    PageId,
    account_code,
    currency_code,
    day_id,
    deposit_code,
    digest,
    is_sub_account,
    line_id,
    lot_code,
    page_id,
    sub_account_code,
    sub_account_in,
)
from domain.party_codes import is_natural, party_code

DAY = DayId("ZZ-1", date(2026, 3, 17))


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (account_code, "ZZ"),
        (account_code, "A" * 32),
        (account_code, "LT-62-5883"),
        (deposit_code, "P0123456789ABCDEF"),
        (lot_code, "L-1"),
        (lot_code, "A" * 40),
        (lot_code, "A3506000001000001001001"),
        (party_code, "N0123456789ABCDEF"),
        (party_code, "91350100M000100Y43"),
        (party_code, "91110000600037341L"),
        (party_code, "91330106673959654P"),
        (sub_account_code, "0" * 10),
        (sub_account_code, "9" * 32),
        (currency_code, "EUR"),
        (digest, "0123456789abcdef" * 4),
    ],
)
def test_a_code_is_read_as_it_is(read, text):
    assert read(text) == text


@pytest.mark.parametrize(
    ("read", "text", "right"),
    [
        (account_code, "A", "account 'A': expected 2 to 32 of A-Z, 0-9 and -"),
        (account_code, "A" * 33, "2 to 32 of"),
        (account_code, "zz", "2 to 32 of"),
        (account_code, "A/B", "2 to 32 of"),
        (account_code, "ZZ\n", "2 to 32 of"),
        (
            deposit_code,
            "P0123456789abcdef",
            "deposit 'P0123456789abcdef': expected P and 16 upper-case hexadecimal digits",
        ),
        (deposit_code, "P0123456789ABCDE", "P and 16"),
        (deposit_code, "P0123456789ABCDEF0", "P and 16"),
        (deposit_code, "0123456789ABCDEF", "P and 16"),
        (lot_code, "L1", "lot 'L1': expected 3 to 40 of A-Z, 0-9 and -"),
        (lot_code, "A" * 41, "3 to 40"),
        (lot_code, "A_B", "3 to 40"),
        (sub_account_code, "0" * 9, "sub-account '000000000': expected 10 to 32 digits"),
        (sub_account_code, "0" * 33, "10 to 32 digits"),
        (sub_account_code, "123456789A", "10 to 32 digits"),
        (currency_code, "cny", "currency 'cny': expected three letters such as CNY"),
        (currency_code, "CNYY", "three letters"),
        (digest, "AB" * 32, "': expected 64 lower-case hexadecimal digits"),
        (digest, "ab" * 31, "64 lower-case"),
        (
            party_code,
            "91350100M000100Y4",
            "party '91350100M000100Y4': expected a USCC of 18 signs, or N and 16 upper-case",
        ),
        (party_code, "91350100I000100Y43", "a USCC of 18 signs"),
        (party_code, "N0123456789ABCDE", "a USCC of 18 signs"),
        (
            party_code,
            "91350100M000100Y44",
            "party '91350100M000100Y44': expected 3 as the last sign of this USCC",
        ),
        (party_code, "91350010M000100Y43", "as the last sign of this USCC"),
    ],
)
def test_another_text_is_refused_with_what_is_right(read, text, right):
    with pytest.raises(NotAnIdentifier) as refused:
        read(text)
    assert right in str(refused.value)


def test_a_refused_code_is_a_value_error_for_whoever_decodes():
    assert issubclass(NotAnIdentifier, ValueError)


def test_persons_and_bodies_are_told_apart_by_their_code():
    assert is_natural("N0123456789ABCDEF")
    assert not is_natural("91350100M000100Y43")
    assert not is_natural("N0123456789ABCDEF0")


def test_a_text_is_seen_to_be_a_sub_account_number():
    assert is_sub_account("3500123456")
    assert not is_sub_account("RF18 5390 0754")
    assert not is_sub_account("")


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (day_id, "ZZ-1/2026-03-17", DAY),
        (page_id, "ZZ-1/2026-03-17/1", PageId(DAY, 1)),
        (page_id, "ZZ-1/2026-03-17/999", PageId(DAY, 999)),
        (line_id, "ZZ-1/2026-03-17/1#1", LineId(PageId(DAY, 1), 1)),
        (line_id, "ZZ-1/2026-03-17/12#500", LineId(PageId(DAY, 12), 500)),
    ],
)
def test_a_place_is_read_and_printed_again(read, text, code):
    assert read(text) == code
    assert str(code) == text


@pytest.mark.parametrize(
    ("read", "text", "right"),
    [
        (day_id, "ZZ-1", "account day 'ZZ-1': expected such as ACCOUNT/2026-03-17"),
        (day_id, "ZZ-1/20260317", "such as ACCOUNT/2026-03-17"),
        (day_id, "ZZ-1/2026-02-29", "account day 'ZZ-1/2026-02-29': day "),
        (day_id, "ZZ-1/0000-01-01", "year 0"),
        (day_id, "z/2026-03-17", "such as ACCOUNT"),
        (page_id, "ZZ-1/2026-03-17", "such as ACCOUNT"),
        (page_id, "2026/7", "account day '2026': expected such as ACCOUNT/2026-03-17"),
        (page_id, "nowhere", "page 'nowhere': expected such as ACCOUNT/2026-03-17/1"),
        (page_id, "ZZ-1/2026-03-17/0", "such as ACCOUNT/2026-03-17/1"),
        (page_id, "ZZ-1/2026-03-17/01", "such as ACCOUNT/2026-03-17/1"),
        (page_id, "ZZ-1/2026-03-17/1000", "such as ACCOUNT/2026-03-17/1"),
        (line_id, "nowhere", "line 'nowhere': expected such as ACCOUNT/2026-03-17/1#3"),
        (line_id, "ZZ-1/2026-03-17/1#0", "such as ACCOUNT/2026-03-17/1#3"),
        (
            line_id,
            "ZZ-1/2026-03-17/1#501",
            "line 'ZZ-1/2026-03-17/1#501': expected a number from 1 to 500",
        ),
        (line_id, "ZZ-1/2026-03-17#1", "such as ACCOUNT"),
    ],
)
def test_another_place_is_refused_with_what_is_right(read, text, right):
    with pytest.raises(NotAnIdentifier) as refused:
        read(text)
    assert right in str(refused.value)


@pytest.mark.parametrize(
    ("reference", "number"),
    [("3500 1234\u30005678", "350012345678"), ("保证金", None), ("123", None), (None, None)],
)
def test_a_reference_may_be_a_sub_account(reference, number):
    assert sub_account_in(reference) == number
