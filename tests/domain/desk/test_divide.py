"""One payer pays for several lots in one sum: one line, several deposits (one-to-many)."""

from datetime import date

import pytest

from domain.bankpage.events import LineDivided
from domain.deposit.arrived import (
    DuplicateReceiptDetected,
    NonBasicAccountDetected,
    OverpaymentDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptPartial,
)
from domain.desk.divide import DIVIDE_RECEIPT, DivideReceipt, Part
from domain.desk.match import MatchReceipt
from domain.kernel import StreamId
from domain.payee import Payee
from tests.kit.dividing import (
    A1,
    A2,
    CAME,
    D1,
    D2,
    D3,
    IN_2001,
    LINE,
    OTHER,
    SUM,
    WHOLE,
    B,
    bidding,
    comes,
    divides,
    dividing,
    line_of,
    refuses,
)
from tests.kit.till import ACCOUNT, Till, account_of, at, nonzero
from tests.properties.books import misread_by_the_model, wrong

LATER = date(2026, 3, 25)


@pytest.fixture
def till():
    return bidding()


# All of it, at once.


def test_each_deposit_has_its_part_and_the_line_is_closed(till):
    line = comes(till)
    first, second, link = divides(till, line)
    assert (type(first), type(second)) == (ReceiptMatched, ReceiptMatched)
    assert link == LineDivided(number=1, deposits=(D1, D2), amount=SUM)
    assert nonzero(till) == {
        ("1001", ACCOUNT): SUM,
        ("2002", D1): -WHOLE[D1],
        ("2002", D2): -WHOLE[D2],
    }
    assert till.deposit(D1).whole
    assert till.deposit(D2).whole
    there = line_of(till)
    assert (there.deposit, there.deposits, there.allocated, there.version) == (
        None,
        (D1, D2),
        SUM,
        2,
    )
    assert list(wrong(till)) == list(misread_by_the_model(till)) == []


def test_asked_again_nothing_happens_and_no_part_moves(till):
    line = comes(till)
    divides(till, line)
    assert till.do(dividing(line, seen=1), "MATCHER") == ()
    other = {D1: WHOLE[D1] - 1, D2: WHOLE[D2] + 1}
    refuses(till.ask(dividing(line, other, seen=2), "MATCHER"), "desk.line_allocated")
    refuses(till.ask(dividing(line, other, seen=1), "MATCHER"), "desk.line_changed")
    for deposit in (D1, D3):
        asked = MatchReceipt(line=line, line_seen=2, deposit=deposit, lot=None)
        refuses(till.ask(asked, "MATCHER"), "desk.line_allocated")


def test_some_of_its_deposits_are_not_all_of_them(till):
    line = comes(till, SUM + 1)
    divides(till, line, WHOLE | {D3: 1})
    refuses(till.ask(dividing(line, seen=2), "MATCHER"), "desk.line_allocated")


def test_what_a_part_brings_is_owed_to_the_account_that_paid_the_line(till):
    line = comes(till, SUM + 700)
    first, owed, second, _ = divides(till, line, {D1: WHOLE[D1] + 700, D2: WHOLE[D2]})
    assert isinstance(first, OverpaymentDetected)
    assert (owed.deposit, owed.amount_fen, owed.line) == (D1, 700, line)
    assert owed.payee == Payee(name=B, account=account_of(B))
    assert isinstance(second, ReceiptMatched)
    assert nonzero(till)["2005", f"{D1}/1"] == -700


# Each part is judged as a whole line would be (3.5).


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({D1: WHOLE[D1] - 100, D2: WHOLE[D2]}, (ReceiptPartial, ReceiptMatched)),
        ({D1: 1, D2: 1}, (ReceiptPartial, ReceiptPartial)),
        ({D1: WHOLE[D1] + 1, D2: WHOLE[D2]}, (OverpaymentDetected, ReceiptMatched)),
    ],
    ids=["short", "both short", "over"],
)
def test_short_and_over_are_found_for_each_part(till, parts, found):
    said = divides(till, comes(till, sum(parts.values())), parts)
    receipts = [one for one in said if hasattr(one, "payer")]
    assert tuple(type(one) for one in receipts) == found
    assert list(wrong(till)) == []


def test_a_deposit_that_was_whole_before_has_been_paid_twice(till):
    till.pays(D1, B, "800,000.00", CAME)
    line = comes(till)
    twice, owed, second, _ = divides(till, line)
    assert isinstance(twice, DuplicateReceiptDetected)
    assert owed.amount_fen == WHOLE[D1]
    assert isinstance(second, ReceiptMatched)


def test_late_for_one_is_late_for_that_one_alone(till):
    """The second lot's deadline was put off: there it is in time."""
    made = Till()
    made.lot(A1, "800,000.00")
    made.lot(A2, "500,000.00", deposit_deadline=at(date(2026, 3, 27), 17),
             opening_at=at(date(2026, 3, 28), 9))  # fmt: skip
    made.bidder(D1, A1, B)
    made.bidder(D2, A2, B)
    divides(made, comes(made, day=LATER))
    assert nonzero(made) == {
        ("1001", ACCOUNT): SUM,
        ("2005", f"{D1}/1"): -WHOLE[D1],
        ("2002", D2): -WHOLE[D2],
    }


def test_somebody_elses_part_stays_evidence_and_no_money_moves(till):
    """The other deposit's bidder did not pay; its mismatch is told, of the right one nothing."""
    line = comes(till)
    before = nonzero(till)
    (said,) = divides(till, line, {D1: WHOLE[D1] - 100, OTHER: WHOLE[D2] + 100})
    assert isinstance(said, PayerMismatchDetected)
    assert (said.deposit, said.line, said.payer) == (OTHER, line, B)
    assert nonzero(till) == before
    assert (line_of(till).deposits, line_of(till).version) == ((), 1)
    assert till.deposit(D1).held_fen == 0
    assert divides(till, line, {D1: WHOLE[D1] - 100, OTHER: WHOLE[D2] + 100}) == ()


def test_so_does_another_account_than_the_basic_one(till):
    line = comes(till, payer_account="99")
    said = divides(till, line)
    assert [type(one) for one in said] == [NonBasicAccountDetected] * 2
    assert {one.deposit for one in said} == {D1, D2}
    assert nonzero(till)[IN_2001] == -SUM


def test_a_line_that_names_the_number_of_one_is_not_the_others(till):
    line = comes(till, reference=till.number(D1))
    refuses(till.ask(dividing(line), "MATCHER"), "deposit.other_sub_account")


# What cannot be divided.


def test_the_parts_come_to_the_line_to_the_fen(till):
    line = comes(till)
    for off in (-1, 1):
        parts = WHOLE | {D2: WHOLE[D2] + off}
        refuses(till.ask(dividing(line, parts), "MATCHER"), "desk.parts_differ")


def test_only_a_credit_in_cny_that_is_nobodys_as_it_was_seen(till):
    line = comes(till)
    refuses(till.ask(dividing(line, seen=2), "MATCHER"), "desk.line_changed")
    refuses(till.ask(dividing(f"{ACCOUNT}/{CAME}/1#9"), "MATCHER"), "desk.no_such_line")
    debit = till.line(SUM, CAME, credit=False)
    refuses(till.ask(dividing(debit), "MATCHER"), "desk.not_a_credit")
    foreign = till.line(SUM, CAME, account="ZZ-EUR", payer=B)
    refuses(till.ask(dividing(foreign), "MATCHER"), "desk.foreign_currency")
    back = comes(till, returned=True)
    refuses(till.ask(dividing(back), "MATCHER"), "desk.returned_payment")


def test_a_deposit_that_nobody_asked_for_stands_against_all(till):
    line = comes(till)
    nobodys = "P00000000000000FF"
    asked = dividing(line, {D1: WHOLE[D1], nobodys: WHOLE[D2]})
    refuses(till.ask(asked, "MATCHER"), "deposit.not_required")
    assert till.deposit(D1).held_fen == 0


def test_a_malformed_request_cannot_be_made():
    many = {f"P{n:016X}": 1 for n in range(1, 22)}
    for parts in ({D1: 1}, many):
        with pytest.raises(ValueError, match="expected 2 to 20"):
            dividing(parts=parts)
    with pytest.raises(ValueError, match="P00000000000000D1 has 0, expected more"):
        dividing(parts={D1: 0, D2: 1})
    twenty = dict(tuple(many.items())[:20])
    assert len(dividing(parts=twenty).parts) == 20
    twice = (Part(deposit=D1, lot=None, amount_fen=1),) * 2
    with pytest.raises(ValueError, match=r"^parts: a deposit has one part of a line"):
        DivideReceipt(line=LINE, line_seen=1, parts=twice)
    for wrong_one in ({"line": "nowhere"}, {"lots": {D1: "x"}}):
        with pytest.raises(ValueError, match="expected"):
            dividing(**wrong_one)


def test_the_streams_are_named_by_the_request_the_page_first():
    """A refusal lies under the day's key: no lot's opening tells it."""
    page = StreamId("bankpage", LINE.partition("#")[0])
    streams = (StreamId("deposit", D1), StreamId("deposit", D2))
    assert DIVIDE_RECEIPT.touches(dividing()) == (page, *streams)
    lots = dividing(lots={D1: A1, D2: A1})
    assert DIVIDE_RECEIPT.touches(lots) == (page, *streams, StreamId("lot", A1))
