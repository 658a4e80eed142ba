"""Fingerprints: a re-delivered line is the same line, two real equal payments are two."""

import json
from collections import Counter
from datetime import date
from hashlib import sha256
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.banks.statements.format import Line, numbered
from api.banks.statements.register import read
from tests.api.banks.statements.mt940_files import mt940
from tests.kit.bank_tables import csv_file
from tests.kit.company_bank import HEADER, PROFILE, by, row

SIGNS = '"\\/\b\f\n\r\t\x00\x1f\x7f\u2028甲'
"""Those that JSON writes otherwise than they are, and their neighbours."""


def deposit(serial: str | None = None, amount: int = 100, payer: str = "甲", **other) -> Line:
    told = {
        "credit": True,
        "booking_date": date(2026, 3, 16),
        "booking_time": None,
        "value_date": None,
        "status": "BOOK",
        "reversal": False,
        "counterparty_account": None,
        "counterparty_bank": None,
        "reference": None,
        "end_to_end_id": None,
        "note": None,
        "transaction_code": None,
        "returned": False,
        "return_reason": None,
    }
    return Line(serial=serial, amount_minor=amount, counterparty=payer, **(told | other))


def prints(*lines: Line) -> list[str]:
    return [line.fingerprint("A1") for line in numbered(lines, Counter())]


def test_a_fingerprint_is_the_same_for_ever():
    without = '["A1","2026-03-16",100,"CRDT","BOOK",null,"甲",null,null,null,null,null,1]'
    numbered_by_the_bank = '["A1","2026-03-16",100,"CRDT","BOOK","B-1",1]'
    assert prints(deposit(), deposit(serial="B-1")) == [
        sha256(written.encode()).hexdigest() for written in (without, numbered_by_the_bank)
    ]


@given(st.lists(st.none() | st.text(SIGNS) | st.text(), min_size=7, max_size=7), st.integers())
def test_whatever_a_bank_says_is_written_as_json_writes_it(said, amount):
    """Quotes, slashes, controls, half characters: a way of one's own would tell one line as two."""
    serial, payer, account, bank, reference, end_to_end, note = said
    line = deposit(
        serial,
        amount,
        payer,
        counterparty_account=account,
        counterparty_bank=bank,
        reference=reference,
        end_to_end_id=end_to_end,
        note=note,
    )
    told = json.dumps(["A1", *line.identity(), 1], ensure_ascii=False, separators=(",", ":"))
    if any(map(_half_a_character, told)):
        with pytest.raises(UnicodeEncodeError):
            line.fingerprint("A1")
    else:
        assert line.fingerprint("A1") == sha256(told.encode()).hexdigest()


def _half_a_character(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"


def test_twins_of_a_day_are_counted():
    first, second, other = prints(deposit(), deposit(), deposit(payer="乙"))
    assert len({first, second, other}) == 3
    assert prints(deposit(), deposit(payer="乙"), deposit()) == [first, other, second]


def test_the_fingerprints_of_twins_are_those_of_the_first_the_second_and_so_on():
    for one in (deposit(), deposit(serial="B-1")):
        assert list(islice(one.fingerprints("A1"), 3)) == prints(one, one, one)


def test_the_same_lines_delivered_again_are_the_same():
    day = (deposit(), deposit(), deposit(serial="B-1"))
    assert prints(*day) == prints(*day)


def test_the_banks_number_outweighs_what_a_later_file_tells_of_the_parties():
    assert prints(deposit("B-1", payer="甲")) == prints(deposit("B-1", payer="甲公司"))


def test_what_distinguishes_lines_of_one_number():
    lines = (
        deposit("B-1"),
        deposit("B-1", amount=200),
        deposit("B-1", credit=False),
        deposit("B-1", booking_date=date(2026, 3, 17)),
        deposit("B-2"),
    )
    assert len({line.fingerprint("A1") for line in lines}) == len(lines)
    assert deposit("B-1").fingerprint("A1") != deposit("B-1").fingerprint("A2")


def test_a_number_the_bank_uses_twice_does_not_swallow_money():
    assert len(set(prints(deposit("B-1"), deposit("B-1")))) == 2


NO_NUMBERS = ["0", "000000", "NOTAVAILABLE", "NotProvided", "NONREF"]


@pytest.mark.parametrize("word", NO_NUMBERS)
def test_what_stands_where_there_is_no_number_is_none_in_any_format(statement, entry, word):
    """Else equal sums of two payers would be one line after the other, whichever is told first."""
    within = f"<NtryDtls><TxDtls><Refs><AcctSvcrRef>{word}</AcctSvcrRef></Refs></TxDtls></NtryDtls>"
    of_entry = f"<AcctSvcrRef>{word}</AcctSvcrRef>"
    camt = statement(entry(rest=of_entry), entry(rest=within), closing="102.00")
    table = csv_file([HEADER, row("", "1", serial=word)])
    for found in (read(camt), read(mt940(f":61:240315C1,00NTRFX//{word}")), by(PROFILE, table)):
        assert {line.serial for line in found[0].lines} == {None}


@pytest.mark.parametrize("word", NO_NUMBERS[2:])
def test_nor_does_such_a_word_refer_to_a_payment(statement, entry, word):
    refs = f"<NtryDtls><TxDtls><Refs><EndToEndId>{word}</EndToEndId></Refs></TxDtls></NtryDtls>"
    table = csv_file([[*HEADER, "企业流水号"], [*row("", "1"), word]])
    told = PROFILE.replace("[columns]", '[columns]\nend_to_end = "企业流水号"')
    for found in (read(statement(entry(rest=refs))), read(mt940(f":61:240315C1,00NTRF{word}"))):
        assert found[0].lines[0].end_to_end_id is None
    assert by(told, table)[0].lines[0].end_to_end_id is None


@pytest.mark.parametrize("number", ["10", "0-1", "00A", "NONREF1", "N"])
def test_any_other_number_is_one(statement, entry, number):
    file = statement(entry(rest=f"<AcctSvcrRef>{number}</AcctSvcrRef>"))
    assert read(file)[0].lines[0].serial == number


def test_a_pending_entry_does_not_disturb_the_count_of_the_booked_one():
    booked, pending = deposit(), deposit(status="PDNG")
    assert prints(pending, booked)[1] == prints(booked)[0]


def test_texts_cannot_be_shifted_from_one_field_into_the_next():
    assert prints(deposit(payer="甲", reference="乙")) != prints(
        deposit(payer="甲", counterparty_account="乙")
    )


def test_an_overlapping_file_repeats_its_fingerprints(statement, entry):
    morning, evening = entry("1.00"), entry("2.00")
    first = read(statement(morning, closing="101.00"))[0]
    whole = read(statement(morning, evening, closing="103.00"))[0]
    assert [line.fingerprint("CN01") for line in whole.lines][:1] == [
        line.fingerprint("CN01") for line in first.lines
    ]
