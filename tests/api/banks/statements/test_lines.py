"""Fingerprints: a re-delivered line is the same line, two real equal payments are two."""

from collections import Counter
from datetime import date
from hashlib import sha256

from api.banks.statements.format import Line, numbered
from api.banks.statements.register import read


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


def test_twins_of_a_day_are_counted():
    first, second, other = prints(deposit(), deposit(), deposit(payer="乙"))
    assert len({first, second, other}) == 3
    assert prints(deposit(), deposit(payer="乙"), deposit()) == [first, other, second]


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
