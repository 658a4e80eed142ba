"""What a clerk is shown of a line and what is decided about it are the same tests."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar, midnight
from domain.deposit.arrived import (
    DuplicateReceiptDetected,
    LateReceiptDetected,
    NonBasicAccountDetected,
    OverpaymentDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptPartial,
)
from domain.deposit.events import DepositRequired, SubAccountIssued
from domain.deposit.evidence import Arrival, Wanted, wanted_by, weigh
from domain.deposit.receive import receive
from domain.deposit.stream import DEPOSIT
from domain.evidence import Evidence, Mark
from domain.governance.state import Law
from domain.kernel import Rejected
from tests.kit.rows import BASIC, DAY, DEADLINE, OWNER, PAYER, PRICE, TERMS, D
from tests.kit.story import fold

NUMBER, OTHER_NUMBER = "3500123456001", "3500123456002"
WANTED = Wanted(
    payer=PAYER, basic_account=BASIC, sub_account=NUMBER, deadline=DEADLINE, missing_fen=PRICE
)
CAME = Arrival(
    line=f"{OWNER}/1#1",
    owner=OWNER,
    amount_fen=PRICE,
    day=DAY,
    value_date=DAY,
    booked_at=None,
    payer=PAYER,
    payer_account=BASIC,
    payer_bank=None,
    reference=NUMBER,
)
M, DIFFERS, REQUIRED, NOTHING = Mark.MEETS, Mark.DIFFERS, Mark.REQUIRED, Mark.NOTHING


@given(
    after=st.timedeltas(timedelta(0), timedelta(days=2)),
    day=st.dates(date(2026, 3, 16), date(2026, 3, 20)),
)
def test_the_first_instant_of_its_day_is_in_time_or_late_just_as_the_day_is(after, day):
    """So a line that comes after its day was closed keeps it (3.9): no bidder is late by that."""
    wanted = replace(WANTED, deadline=midnight(DAY) + after)
    received = replace(CAME, day=date(2026, 3, 25), booked_at=midnight(day))
    assert weigh(wanted, received) == weigh(wanted, replace(CAME, day=day, booked_at=None))


def test_what_is_wanted_meets_all_five():
    assert weigh(WANTED, CAME) == Evidence(number=M, name=M, account=M, amount=M, time=M)


@pytest.mark.parametrize(
    ("came", "of", "mark"),
    [
        ({"reference": None}, "number", NOTHING),
        ({"reference": "投标保证金"}, "number", NOTHING),
        ({"reference": f" {NUMBER[:4]} {NUMBER[4:]} "}, "number", M),
        ({"reference": OTHER_NUMBER}, "number", REQUIRED),
        ({"payer": "张三"}, "name", REQUIRED),
        ({"payer": None}, "name", REQUIRED),
        ({"payer": f"{PAYER}　"}, "name", M),
        ({"payer": f"{PAYER}龙文分公司"}, "name", REQUIRED),
        ({"payer_account": "1"}, "account", REQUIRED),
        ({"payer_account": None}, "account", REQUIRED),
        ({"amount_fen": PRICE - 1}, "amount", DIFFERS),
        ({"amount_fen": PRICE + 1}, "amount", DIFFERS),
        ({"booked_at": DEADLINE}, "time", M),
        ({"booked_at": DEADLINE + timedelta(microseconds=1)}, "time", REQUIRED),
        ({"day": date(2026, 3, 18)}, "time", M),
        ({"day": date(2026, 3, 19)}, "time", REQUIRED),
    ],
)
def test_each_test_stands_alone(came, of, mark):
    found = weigh(WANTED, replace(CAME, **came))
    all_met = {"number": M, "name": M, "account": M, "amount": M, "time": M}
    assert found == Evidence(**(all_met | {of: mark}))


def test_where_any_account_will_do_there_is_nothing_to_compare():
    assert weigh(replace(WANTED, basic_account=None), CAME).account is NOTHING


def test_what_comes_once_more_never_counts():
    assert weigh(replace(WANTED, missing_fen=0), CAME).amount is REQUIRED


@pytest.mark.parametrize(
    ("fen", "amount", "time"),
    [(299, DIFFERS, M), (300, M, M), (301, DIFFERS, REQUIRED), (300 + PRICE, M, REQUIRED)],
)
def test_what_makes_a_reversed_credit_good_is_never_late(fen, amount, time):
    owing = replace(WANTED, receivable_fen=300)
    found = weigh(owing, replace(CAME, amount_fen=fen, day=date(2026, 3, 19)))
    assert (found.amount, found.time) == (amount, time)


def test_what_nobody_can_read_is_compared_with_nothing():
    assert wanted_by(fold(DEPOSIT, DepositRequired(deposit=D))) is None


@given(
    payer=st.sampled_from([PAYER, "张三", None]),
    payer_account=st.sampled_from([BASIC, "1", None]),
    amount=st.sampled_from([PRICE - 1, PRICE, PRICE + 1]),
    booked_at=st.sampled_from([None, DEADLINE, DEADLINE + timedelta(seconds=1)]),
    day=st.sampled_from([DAY, date(2026, 3, 19)]),
    reference=st.sampled_from([None, NUMBER, OTHER_NUMBER]),
    basic=st.booleans(),
    paid=st.booleans(),
)
def test_what_is_decided_is_what_is_shown(
    payer: str | None,
    payer_account: str | None,
    amount: int,
    booked_at: datetime | None,
    day: date,
    reference: str | None,
    basic: bool,
    paid: bool,
):
    terms = replace(TERMS, basic_account=BASIC if basic else None)
    facts = [
        DepositRequired(deposit=D, terms=terms),
        SubAccountIssued(deposit=D, sub_account=NUMBER, valid_until=date(2026, 4, 1)),
    ]
    deposit = fold(DEPOSIT, *facts)
    if paid:
        first = receive(D, deposit, replace(CAME, line=f"{OWNER}/1#9"), Law(Calendar()))
        assert isinstance(first, tuple)
        deposit = fold(DEPOSIT, *facts, *first)  # type: ignore[arg-type]
    came = replace(
        CAME,
        payer=payer,
        payer_account=payer_account,
        amount_fen=amount,
        booked_at=booked_at,
        day=day,
        reference=reference,
    )
    wanted = wanted_by(deposit)
    assert wanted is not None
    shown, decided = weigh(wanted, came), receive(D, deposit, came, Law(Calendar()))
    if isinstance(decided, Rejected):
        assert (decided.rule, shown.failed) == ("deposit.other_sub_account", "number")
        return
    counts = {ReceiptMatched: (M, None), ReceiptPartial: (DIFFERS, "amount")}
    counts[OverpaymentDetected] = (DIFFERS, "amount")
    match decided[0]:
        case PayerMismatchDetected():
            assert shown.failed == "name"
        case NonBasicAccountDetected():
            assert (shown.failed, shown.name) == ("account", M)
        case LateReceiptDetected():
            assert shown.time is REQUIRED
            assert M in (shown.name,)
        case DuplicateReceiptDetected():
            assert (shown.failed, shown.amount) == ("amount", REQUIRED)
        case fact:
            amount_mark, failed = counts[type(fact)]
            assert (shown.amount, shown.failed) == (amount_mark, failed)
