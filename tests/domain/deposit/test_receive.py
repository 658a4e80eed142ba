"""Which money counts: number, name, account, amount, time, in this order; each with its answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.deposit.events import (
    DepositRequired,
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptUnmatched,
    SubAccountIssued,
)
from domain.deposit.receive import Arrival, give_up, receive
from domain.deposit.state import Deposit, Receipt
from domain.deposit.stream import DEPOSIT
from domain.kernel import Rejected, fields_of
from domain.postings import reversed_entry
from tests.kit.rows import (
    BASIC,
    DAY,
    DEADLINE,
    OWNER,
    PAYER,
    PRICE,
    REQUIRED,
    TERMS,
    D,
    counted,
)
from tests.kit.story import fold

LINE = f"{OWNER}/1#1"
NUMBER = "3500123456001"
CAME = Arrival(
    line=LINE,
    owner=OWNER,
    amount_fen=PRICE,
    day=DAY,
    booked_at=None,
    payer=PAYER,
    payer_account=BASIC,
    reference=None,
)
MATCHED = ReceiptMatched(
    deposit=D, line=LINE, payer=PAYER, payer_account=BASIC, entries=(counted(),)
)
ISSUED = SubAccountIssued(deposit=D, sub_account=NUMBER, valid_until=date(2026, 3, 20))
ASKED = fold(DEPOSIT, REQUIRED)
NUMBERED = fold(DEPOSIT, REQUIRED, ISSUED)
BASIC_ONLY = fold(DEPOSIT, DepositRequired(deposit=D, terms=replace(TERMS, basic_account=BASIC)))
SECOND = timedelta(seconds=1)


def came(**other):
    return replace(CAME, **other)


def rule(answer):
    assert isinstance(answer, Rejected)
    return answer.rule


def test_what_was_asked_for_and_came_counts():
    assert receive(D, ASKED, CAME) == MATCHED


def test_it_counts_from_its_own_day_of_unidentified_money():
    assert MATCHED.entries[0].legs[0].owner == OWNER
    assert MATCHED.entries[0].legs[1].owner == D


def test_money_nobody_asked_for_is_refused():
    assert receive(D, Deposit(), CAME) == Rejected("deposit.not_required", f"nobody asked for {D}")


def test_terms_that_cannot_be_read_admit_nobody():
    unreadable = fold(DEPOSIT, DepositRequired(deposit=D))
    assert receive(D, unreadable, CAME) == Rejected(
        "deposit.unreadable", f"the terms of {D} cannot be read any more"
    )


def test_a_second_payment_is_refused():
    paid = fold(DEPOSIT, REQUIRED, MATCHED)
    answer = receive(D, paid, came(line=f"{OWNER}/1#2"))
    assert answer == Rejected("deposit.already_paid", f"{D} was paid by {LINE}")


@pytest.mark.parametrize(
    "reference", [NUMBER, " 3500 1234 56001\n", None, "", "投标保证金", "INV-7"]
)
def test_its_own_number_or_none_of_ours_is_right(reference):
    assert receive(D, NUMBERED, came(reference=reference)) == MATCHED


@pytest.mark.parametrize("reference", ["3500123456002", "3500 1234 56002"])
def test_another_number_of_ours_is_another_deposit(reference):
    assert rule(receive(D, NUMBERED, came(reference=reference))) == "deposit.other_sub_account"


def test_a_deposit_without_a_number_is_not_paid_by_a_number():
    assert rule(receive(D, ASKED, came(reference=NUMBER))) == "deposit.other_sub_account"


@pytest.mark.parametrize("payer", [" 漳州市甲建设\u3000有限公司", PAYER])
def test_the_name_is_compared_without_width_and_spaces(payer):
    assert receive(D, ASKED, came(payer=payer)) == replace(MATCHED, payer=payer)


@pytest.mark.parametrize("payer", ["张三", "漳州市甲建设有限公司分公司", None, PAYER[:-1] + "…"])
def test_another_payer_never_counts_and_leaves_evidence(payer):
    assert receive(D, ASKED, came(payer=payer)) == PayerMismatchDetected(
        deposit=D, line=LINE, payer=payer, payer_account=BASIC
    )


@pytest.mark.parametrize("account", ["3505016100000000123", None, BASIC + "…"])
def test_another_account_than_the_basic_one_leaves_evidence(account):
    assert receive(D, BASIC_ONLY, came(payer_account=account)) == NonBasicAccountDetected(
        deposit=D, line=LINE, payer=PAYER, payer_account=account
    )


def test_the_basic_account_counts_where_it_is_asked_for():
    assert receive(D, BASIC_ONLY, CAME) == MATCHED


def test_any_account_will_do_where_it_is_not():
    assert receive(D, ASKED, came(payer_account="1")) == replace(MATCHED, payer_account="1")


@pytest.mark.parametrize(
    ("fen", "detail"),
    [
        (PRICE - 1, "799,999.99 came, 800,000.00 was asked for"),
        (PRICE + 1, "800,000.01 came, 800,000.00 was asked for"),
    ],
)
def test_one_fen_more_or_less_does_not_match(fen, detail):
    assert receive(D, ASKED, came(amount_fen=fen)) == Rejected("deposit.amount_differs", detail)


def test_at_the_deadline_is_in_time():
    assert receive(D, ASKED, came(booked_at=DEADLINE)) == MATCHED
    assert receive(D, ASKED, came(booked_at=DEADLINE.astimezone(UTC))) == MATCHED


def test_one_second_late_is_late():
    assert receive(D, ASKED, came(booked_at=DEADLINE + SECOND)) == Rejected(
        "deposit.late", "it was due at 2026-03-18T09:00:00+08:00"
    )


def test_the_banks_instant_decides_over_its_booking_day():
    assert receive(D, ASKED, came(booked_at=DEADLINE, day=date(2026, 3, 19))) == MATCHED
    assert rule(receive(D, ASKED, came(booked_at=DEADLINE + SECOND, day=DAY))) == "deposit.late"


def test_without_an_instant_the_day_decides():
    assert receive(D, ASKED, came(day=date(2026, 3, 18))) == MATCHED
    assert rule(receive(D, ASKED, came(day=date(2026, 3, 19)))) == "deposit.late"


def test_the_day_of_the_deadline_is_the_beijing_day():
    midnight = replace(TERMS, deadline=datetime(2026, 3, 17, 16, 0, tzinfo=UTC))
    asked = fold(DEPOSIT, DepositRequired(deposit=D, terms=midnight))
    assert receive(D, asked, came(day=date(2026, 3, 18))) == MATCHED
    assert rule(receive(D, asked, came(day=date(2026, 3, 19)))) == "deposit.late"


def test_the_tests_come_in_the_order_of_the_law():
    wrong = {
        "reference": "3500123456002",
        "payer": "张三",
        "payer_account": "1",
        "amount_fen": 1,
        "day": date(2026, 4, 1),
    }
    found = []
    while wrong:
        answer = receive(D, BASIC_ONLY, came(**wrong))
        found.append(answer.rule if isinstance(answer, Rejected) else answer.NAME)
        del wrong[next(iter(wrong))]
    assert found == [
        "deposit.other_sub_account",
        "PayerMismatchDetected",
        "NonBasicAccountDetected",
        "deposit.amount_differs",
        "deposit.late",
    ]


def test_evidence_is_found_once_for_each_line():
    mismatch = PayerMismatchDetected(deposit=D, line=LINE, payer="张三", payer_account=None)
    non_basic = NonBasicAccountDetected(deposit=D, line=f"{OWNER}/1#2", payer=PAYER)
    seen = fold(DEPOSIT, REQUIRED, mismatch, non_basic)
    assert seen.refused == (LINE, f"{OWNER}/1#2")
    assert receive(D, seen, came(payer="张三")) is None
    assert receive(D, seen, came(line=f"{OWNER}/1#2", payer="张三")) is None
    assert receive(D, seen, came(line=f"{OWNER}/1#3")) == replace(MATCHED, line=f"{OWNER}/1#3")


def test_a_deposit_knows_what_it_holds():
    assert (ASKED.required, ASKED.terms, ASKED.held_fen) == (True, TERMS, 0)
    assert (NUMBERED.sub_account, NUMBERED.valid_until) == (NUMBER, date(2026, 3, 20))
    paid = fold(DEPOSIT, REQUIRED, ISSUED, MATCHED)
    assert paid == replace(NUMBERED, receipt=Receipt(LINE, counted()))
    assert paid.held_fen == PRICE


def test_what_is_given_up_is_unidentified_again():
    paid = fold(DEPOSIT, REQUIRED, MATCHED)
    given_up = give_up(D, paid, LINE, "付款人更正")
    assert given_up == ReceiptUnmatched(
        deposit=D, line=LINE, reason="付款人更正", entries=(reversed_entry(counted()),)
    )
    assert fold(DEPOSIT, REQUIRED, MATCHED, given_up) == ASKED


def test_only_the_line_that_paid_is_given_up():
    paid = fold(DEPOSIT, REQUIRED, MATCHED)
    assert rule(give_up(D, paid, f"{OWNER}/1#2", "x")) == "deposit.not_paid_by"
    assert give_up(D, ASKED, LINE, "x") == Rejected(
        "deposit.not_paid_by", f"{D} was not paid by {LINE}"
    )


def test_lot_party_and_payer_stand_in_sealed_parts_only():
    for shape in DEPOSIT.events:
        assert fields_of(shape, "public") == ("deposit",)
        assert fields_of(shape, "restricted") == ()


def test_the_instant_of_a_match_does_not_point_at_the_line():
    assert MATCHED.happened_at() is None


def test_an_event_of_another_stream_is_an_error():
    with pytest.raises(AssertionError):
        DEPOSIT.evolve(ASKED, CAME)
