"""Which money counts: number, name, account, time, amount, in this order; each with its answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.deposit.arrived import (
    BankCreditReversed,
    DuplicateReceiptDetected,
    LateReceiptDetected,
    NonBasicAccountDetected,
    OverpaymentDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptPartial,
    ReceiptRejected,
    ReversalRepaid,
)
from domain.deposit.events import DepositRequired, DepositSecured, SubAccountIssued
from domain.deposit.evidence import Arrival
from domain.deposit.owed import (
    RefundApproved,
    RefundObligationCancelled,
    RefundObligationCreated,
)
from domain.deposit.receive import receive, reject
from domain.deposit.state import Deposit
from domain.deposit.stream import DEPOSIT
from domain.governance.state import Law
from domain.kernel import Rejected
from domain.payee import Payee
from domain.postings import Entry, Leg
from tests.kit.fixture_calendar import FIXTURE
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

LINE, OTHER_LINE = f"{OWNER}/1#1", f"{OWNER}/1#2"
LAW = Law(FIXTURE)
NUMBER = "3500123456001"
CAME = Arrival(
    line=LINE,
    owner=OWNER,
    amount_fen=PRICE,
    day=DAY,
    value_date=DAY,
    booked_at=None,
    payer=PAYER,
    payer_account=BASIC,
    payer_bank="建行漳州分行",
    reference=None,
)
PAYEE = Payee(name=PAYER, account=BASIC, bank="建行漳州分行")
MATCHED = ReceiptMatched(
    deposit=D, line=LINE, payer=PAYER, payer_account=BASIC, value_date=DAY, entries=(counted(),)
)
ISSUED = SubAccountIssued(deposit=D, sub_account=NUMBER, valid_until=date(2026, 3, 20))
ASKED = fold(DEPOSIT, REQUIRED)
NUMBERED = fold(DEPOSIT, REQUIRED, ISSUED)
PAID = fold(DEPOSIT, REQUIRED, MATCHED)
BASIC_ONLY = fold(DEPOSIT, DepositRequired(deposit=D, terms=replace(TERMS, basic_account=BASIC)))
SECOND = timedelta(seconds=1)


def came(**other):
    return replace(CAME, **other)


def got(deposit, arrival):
    """What the deposit hears of it."""
    return receive(D, deposit, arrival, LAW)


def rule(answer):
    assert isinstance(answer, Rejected)
    return answer.rule


def taken(shape, row, *legs, line=LINE, **other):
    """The fact of an arrival that moves this much: account, owner, fen (credit negative)."""
    entry = Entry("CUST", "CNY", tuple(Leg(code, owner, fen, row) for code, owner, fen in legs))
    facts = {"payer": PAYER, "payer_account": BASIC, "value_date": DAY} | other
    return shape(deposit=D, line=line, entries=(entry,), **facts)


def owed(cause, fen, *, number=1, line=LINE, due=date(2026, 3, 24), payee=PAYEE, since=DAY):
    """What it is owed back for, by terms that name no category: within five working days."""
    return RefundObligationCreated(
        deposit=D,
        number=number,
        cause=cause,
        rule="DEP-BACK",
        due=due,
        amount_fen=fen,
        interest=False,
        since=since,
        payee=payee,
        line=line,
    )


def late(day=DAY, due=date(2026, 3, 24), **other):
    """The two facts of the whole price come late."""
    moved = taken(
        LateReceiptDetected, "P06", ("2001", OWNER, PRICE), ("2005", f"{D}/1", -PRICE), **other
    )
    return (moved, owed("LATE", PRICE, due=due, since=day))


def test_what_was_asked_for_and_came_counts():
    assert got(ASKED, CAME) == (MATCHED,)


def test_it_counts_from_its_own_day_of_unidentified_money():
    assert MATCHED.entries[0].legs[0].owner == OWNER
    assert MATCHED.entries[0].legs[1].owner == D


def test_money_nobody_asked_for_is_refused():
    assert got(Deposit(), CAME) == Rejected("deposit.not_required", f"nobody asked for {D}")


def test_terms_that_cannot_be_read_admit_nobody():
    unreadable = fold(DEPOSIT, DepositRequired(deposit=D))
    assert got(unreadable, CAME) == Rejected(
        "deposit.unreadable", f"the terms of {D} cannot be read any more"
    )


@pytest.mark.parametrize(
    "reference", [NUMBER, " 3500 1234 56001\n", None, "", "投标保证金", "INV-7"]
)
def test_its_own_number_or_none_of_ours_is_right(reference):
    assert got(NUMBERED, came(reference=reference)) == (MATCHED,)


@pytest.mark.parametrize("reference", ["3500123456002", "3500 1234 56002"])
def test_another_number_of_ours_is_another_deposit(reference):
    assert rule(got(NUMBERED, came(reference=reference))) == "deposit.other_sub_account"


def test_a_deposit_without_a_number_is_not_paid_by_a_number():
    assert rule(got(ASKED, came(reference=NUMBER))) == "deposit.other_sub_account"


@pytest.mark.parametrize("payer", [" 漳州市甲建设\u3000有限公司", PAYER])
def test_the_name_is_compared_without_width_and_spaces(payer):
    assert got(ASKED, came(payer=payer)) == (replace(MATCHED, payer=payer),)


@pytest.mark.parametrize("payer", ["张三", "漳州市甲建设有限公司分公司", None, PAYER[:-1] + "…"])
def test_another_payer_never_counts_and_leaves_evidence(payer):
    assert got(ASKED, came(payer=payer)) == (
        PayerMismatchDetected(deposit=D, line=LINE, payer=payer, payer_account=BASIC),
    )


@pytest.mark.parametrize("account", ["3505016100000000123", None, BASIC + "…"])
def test_another_account_than_the_basic_one_leaves_evidence(account):
    assert got(BASIC_ONLY, came(payer_account=account)) == (
        NonBasicAccountDetected(deposit=D, line=LINE, payer=PAYER, payer_account=account),
    )


def test_the_basic_account_counts_where_it_is_asked_for():
    assert got(BASIC_ONLY, CAME) == (MATCHED,)


def test_any_account_will_do_where_it_is_not():
    assert got(ASKED, came(payer_account="1")) == (replace(MATCHED, payer_account="1"),)


def test_one_fen_less_counts_once_the_rest_has_come():
    short = got(ASKED, came(amount_fen=PRICE - 1))
    assert short == (
        taken(ReceiptPartial, "P03", ("2001", OWNER, PRICE - 1), ("2002", D, 1 - PRICE)),
    )
    waiting = fold(DEPOSIT, REQUIRED, *short)
    assert (waiting.held_fen, waiting.missing_fen) == (PRICE - 1, 1)
    rest = got(waiting, came(amount_fen=1, line=OTHER_LINE))
    assert rest == (
        taken(ReceiptMatched, "P02", ("2001", OWNER, 1), ("2002", D, -1), line=OTHER_LINE),
    )
    whole = fold(DEPOSIT, REQUIRED, *short, *rest)
    assert (whole.held_fen, whole.missing_fen) == (PRICE, 0)


def test_one_fen_more_is_owed_back():
    over = got(ASKED, came(amount_fen=PRICE + 1))
    assert over == (
        taken(
            OverpaymentDetected,
            "P04",
            ("2001", OWNER, PRICE + 1),
            ("2002", D, -PRICE),
            ("2005", f"{D}/1", -1),
        ),
        owed("OVERPAID", 1),
    )
    paid = fold(DEPOSIT, REQUIRED, *over)
    assert (paid.held_fen, paid.missing_fen, paid.balance("2005", 1)) == (PRICE, 0, 1)


def test_a_top_up_may_overpay_too():
    waiting = fold(DEPOSIT, REQUIRED, *got(ASKED, came(amount_fen=PRICE - 100)))
    over, back = got(waiting, came(amount_fen=101, line=OTHER_LINE))
    assert over == taken(
        OverpaymentDetected,
        "P04",
        ("2001", OWNER, 101),
        ("2002", D, -100),
        ("2005", f"{D}/1", -1),
        line=OTHER_LINE,
    )
    assert back == owed("OVERPAID", 1, line=OTHER_LINE)


def test_a_second_payment_is_a_duplicate_and_all_of_it_is_owed_back():
    assert got(PAID, came(line=OTHER_LINE, amount_fen=7)) == (
        taken(
            DuplicateReceiptDetected,
            "P05",
            ("2001", OWNER, 7),
            ("2005", f"{D}/1", -7),
            line=OTHER_LINE,
        ),
        owed("DUPLICATE", 7, line=OTHER_LINE),
    )


def test_where_a_guarantee_stands_in_for_all_money_is_a_duplicate():
    secured = DepositSecured(
        deposit=D, guarantee="G0", amount_fen=PRICE, valid_until=date(2026, 9, 1)
    )
    found, _ = got(fold(DEPOSIT, REQUIRED, secured), CAME)
    assert type(found) is DuplicateReceiptDetected


def test_obligations_are_counted():
    twice = fold(DEPOSIT, REQUIRED, MATCHED, *got(PAID, came(line=OTHER_LINE)))
    _, third = got(twice, came(line=f"{OWNER}/1#3"))
    assert third.number == 2
    assert twice.refund(1).cause == "DUPLICATE"
    assert (twice.refund(0), twice.refund(2)) == (None, None)


def test_at_the_deadline_is_in_time():
    assert got(ASKED, came(booked_at=DEADLINE)) == (MATCHED,)
    assert got(ASKED, came(booked_at=DEADLINE.astimezone(UTC))) == (MATCHED,)


def test_one_second_late_never_counts_and_is_owed_back():
    assert got(ASKED, came(booked_at=DEADLINE + SECOND)) == late()
    late_one = fold(DEPOSIT, REQUIRED, *late())
    assert (late_one.held_fen, late_one.missing_fen) == (0, PRICE)


def test_the_banks_instant_decides_over_its_booking_day():
    assert got(ASKED, came(booked_at=DEADLINE, day=date(2026, 3, 19))) == (MATCHED,)
    assert got(ASKED, came(booked_at=DEADLINE + SECOND, day=DAY)) == late()


def test_without_an_instant_the_day_decides():
    assert got(ASKED, came(day=date(2026, 3, 18))) == (MATCHED,)
    assert got(ASKED, came(day=date(2026, 3, 19))) == late(date(2026, 3, 19), date(2026, 3, 26))


def test_the_day_of_the_deadline_is_the_beijing_day():
    midnight = replace(TERMS, deadline=datetime(2026, 3, 17, 16, 0, tzinfo=UTC))
    asked = fold(DEPOSIT, DepositRequired(deposit=D, terms=midnight))
    assert got(asked, came(day=date(2026, 3, 18))) == (MATCHED,)
    assert got(asked, came(day=date(2026, 3, 19))) == late(date(2026, 3, 19), date(2026, 3, 26))


def test_it_goes_back_within_five_working_days_of_the_calendar():
    in_spring = came(day=date(2026, 4, 1))  # the 4th to the 6th are days off
    assert got(ASKED, in_spring)[1].due == date(2026, 4, 9)


def test_the_tests_come_in_the_order_of_the_law():
    wrong = {
        "reference": "3500123456002",
        "payer": "张三",
        "payer_account": "1",
        "day": date(2026, 4, 1),
        "amount_fen": 1,
    }
    found = []
    while wrong:
        answer = got(BASIC_ONLY, came(**wrong))
        found.append(answer.rule if isinstance(answer, Rejected) else answer[0].NAME)
        del wrong[next(iter(wrong))]
    assert found == [
        "deposit.other_sub_account",
        "PayerMismatchDetected",
        "NonBasicAccountDetected",
        "LateReceiptDetected",
        "ReceiptPartial",
    ]


def test_evidence_is_found_once_for_each_line():
    mismatch = PayerMismatchDetected(deposit=D, line=LINE, payer="张三", payer_account=None)
    non_basic = NonBasicAccountDetected(deposit=D, line=OTHER_LINE, payer=PAYER)
    seen = fold(DEPOSIT, REQUIRED, mismatch, non_basic)
    assert seen.refused == (LINE, OTHER_LINE)
    assert got(seen, came(payer="张三")) == ()
    assert got(seen, came(line=OTHER_LINE, payer="张三")) == ()
    third = f"{OWNER}/1#3"
    assert got(seen, came(line=third)) == (replace(MATCHED, line=third),)


MISMATCH = PayerMismatchDetected(deposit=D, line=LINE, payer="张三", payer_account="622200")
REFUSED = fold(DEPOSIT, REQUIRED, MISMATCH)
STRANGER = came(payer="张三", payer_account="622200")


def test_somebody_elses_money_is_owed_to_whoever_paid_it():
    back = taken(
        ReceiptRejected,
        "P07",
        ("2001", OWNER, PRICE),
        ("2005", f"{D}/1", -PRICE),
        payer="张三",
        payer_account="622200",
    )
    payee = Payee(name="张三", account="622200", bank="建行漳州分行")
    assert reject(D, REFUSED, STRANGER, DAY, LAW) == (
        back,
        owed("MISMATCH", PRICE, payee=payee),
    )


def test_only_what_was_found_to_be_somebody_elses_is_rejected():
    assert rule(reject(D, ASKED, STRANGER, DAY, LAW)) == "deposit.not_refused"
    other = replace(STRANGER, line=OTHER_LINE)
    assert rule(reject(D, REFUSED, other, DAY, LAW)) == "deposit.not_refused"


@pytest.mark.parametrize(
    "unknown",
    [{"payer": None}, {"payer": " "}, {"payer_account": None}, {"payer_account": ""},
     {"payer": "张…"}, {"payer_account": "6222…"}],
)  # fmt: skip
def test_money_whose_payer_is_not_known_whole_is_not_given_back(unknown):
    answer = reject(D, REFUSED, replace(STRANGER, **unknown), DAY, LAW)
    assert rule(answer) == "deposit.payer_unknown"


@pytest.mark.parametrize("account", [None, "", "350501610…"])
def test_an_account_that_is_not_known_whole_is_nobodys_payee(account):
    _, back = got(PAID, came(line=OTHER_LINE, payer_account=account))
    assert back.payee is None


def test_the_instant_of_a_match_does_not_point_at_the_line():
    assert MATCHED.happened_at() is None


def test_who_rejects_it_later_does_not_lengthen_the_centres_own_term():
    """Five working days of its arrival, where the terms name no category."""
    _, back = reject(D, REFUSED, STRANGER, date(2026, 3, 20), LAW)
    assert (back.rule, back.due) == ("DEP-BACK", date(2026, 3, 24))


def of_category(category):
    return DepositRequired(deposit=D, terms=replace(TERMS, category=category))


@pytest.mark.parametrize(
    ("category", "due", "rules"),
    [
        ("CONSTRUCTION", date(2026, 3, 23), ("CT-A2", "CT-A3", "CT-A4")),  # the 22nd is a Sunday
        ("STATE_PROPERTY", date(2026, 3, 20), ("SP-A4", "SP-A5", "SP-A6")),
        ("LAND", date(2026, 3, 24), ("LD-A3", "LD-A4", "LD-A5")),
        ("MINING", date(2026, 3, 24), ("MN-A4", "MN-A5", "MN-A6")),
        ("FOREST_CARBON", date(2026, 3, 24), ("DEP-BACK",) * 3),  # it has no row for them
        ("ROADS", date(2026, 3, 24), ("DEP-BACK",) * 3),  # lots were once defined in any words
        (None, date(2026, 3, 24), ("DEP-BACK",) * 3),
    ],
)
def test_what_never_counts_goes_back_by_the_row_of_its_category(category, due, rules):
    asked = of_category(category)
    _, late_one = got(fold(DEPOSIT, asked), came(booked_at=DEADLINE + SECOND))
    _, over = got(fold(DEPOSIT, asked), came(amount_fen=PRICE + 1))
    _, twice = got(fold(DEPOSIT, asked, MATCHED), came(line=OTHER_LINE))
    assert tuple(one.rule for one in (late_one, over, twice)) == rules
    assert {one.due for one in (late_one, over, twice)} == {due}


@pytest.mark.parametrize(
    ("category", "due", "rule"),
    [
        ("CONSTRUCTION", date(2026, 3, 25), "CT-A5"),
        ("STATE_PROPERTY", date(2026, 3, 25), "SP-A7"),
        ("LAND", date(2026, 3, 27), "LD-A6"),
        ("MINING", date(2026, 3, 27), "MN-A7"),
        ("FOREST_CARBON", date(2026, 3, 24), "DEP-BACK"),
    ],
)
def test_a_strangers_money_goes_back_from_the_day_it_is_rejected(category, due, rule):
    """As the row has it: 拒收至退还."""
    refused = fold(DEPOSIT, of_category(category), MISMATCH)
    _, back = reject(D, refused, STRANGER, date(2026, 3, 20), LAW)
    assert (back.rule, back.due) == (rule, due)


def test_whose_terms_nobody_can_read_any_more_a_strangers_money_goes_back_by_the_centres_term():
    refused = fold(DEPOSIT, replace(REQUIRED, terms=None), MISMATCH)
    _, back = reject(D, refused, STRANGER, date(2026, 3, 20), LAW)
    assert back.rule == "DEP-BACK"


LOST = BankCreditReversed(
    deposit=D,
    line=f"{OWNER}/1#7",
    by=f"{OWNER}/1#8",
    entries=(Entry("CUST", "CNY", (Leg("1003", D, 300, "P09"), Leg("1008", OWNER, -300, "P09"))),),
)
"""The bank took 300 back that had gone: somebody owes them to us."""


@pytest.mark.parametrize("when", [DEADLINE, DEADLINE + SECOND])
def test_what_is_paid_again_makes_the_reversed_credit_good_and_is_not_owed_back(when):
    """P09: Dr 1001 / Cr 1003, in time or late."""
    owing = fold(DEPOSIT, REQUIRED, LOST)
    again = got(owing, came(amount_fen=300, booked_at=when))
    assert again == (taken(ReversalRepaid, "P09", ("2001", OWNER, 300), ("1003", D, -300)),)
    done = fold(DEPOSIT, REQUIRED, LOST, *again)
    assert (owing.receivable_fen, done.receivable_fen, done.missing_fen) == (300, 0, PRICE)
    assert done.balances == {}


def test_less_than_was_lost_leaves_the_rest_of_it_open():
    less = got(fold(DEPOSIT, REQUIRED, LOST), came(amount_fen=299))
    assert less == (taken(ReversalRepaid, "P09", ("2001", OWNER, 299), ("1003", D, -299)),)
    assert fold(DEPOSIT, REQUIRED, LOST, *less).receivable_fen == 1


def beyond(shape, row, fen, *legs):
    """What comes beyond the 300 that were lost."""
    made_good = Leg("1003", D, -300, "P09")
    others = tuple(Leg(code, owner, -amount, row) for code, owner, amount in legs)
    entry = Entry("CUST", "CNY", (Leg("2001", OWNER, fen, row), made_good, *others))
    return replace(taken(shape, row, ("2001", OWNER, 1), ("2002", D, -1)), entries=(entry,))


@pytest.mark.parametrize(
    ("fen", "other", "shape", "row", "legs", "back"),
    [
        (300 + PRICE, {}, ReceiptMatched, "P02", (("2002", D, PRICE),), None),
        (301, {}, ReceiptPartial, "P03", (("2002", D, 1),), None),
        (
            301 + PRICE,
            {},
            OverpaymentDetected,
            "P04",
            (("2002", D, PRICE), ("2005", f"{D}/1", 1)),
            ("OVERPAID", 1),
        ),
        (
            302,
            {"booked_at": DEADLINE + SECOND},
            LateReceiptDetected,
            "P06",
            (("2005", f"{D}/1", 2),),
            ("LATE", 2),
        ),
    ],
)
def test_what_comes_beyond_it_is_judged_as_ever(fen, other, shape, row, legs, back):
    found = got(fold(DEPOSIT, REQUIRED, LOST), came(amount_fen=fen, **other))
    expected = (beyond(shape, row, fen, *legs),)
    assert found == (expected if back is None else (*expected, owed(*back)))


def test_beyond_it_a_whole_deposit_is_paid_twice():
    found = got(fold(DEPOSIT, REQUIRED, MATCHED, LOST), came(amount_fen=305, line=OTHER_LINE))
    assert type(found[0]) is DuplicateReceiptDetected
    assert found[1] == owed("DUPLICATE", 5, line=OTHER_LINE)


def test_a_stranger_makes_nothing_good():
    found = got(fold(DEPOSIT, REQUIRED, LOST), came(payer="张三", amount_fen=300))
    assert type(found[0]) is PayerMismatchDetected


SHORT = RefundObligationCreated(
    deposit=D,
    number=1,
    cause="INSUFFICIENT",
    rule="LD-A7",
    due=date(2026, 3, 25),
    amount_fen=PRICE - 1,
    interest=False,
    payee=PAYEE,
    line=None,
)
PART = replace(MATCHED, entries=(counted(PRICE - 1),))
NO_MORE = RefundObligationCancelled(deposit=D, number=1)
"""What was not whole at the deadline was owed back; then the statement shows more."""


@pytest.mark.parametrize(("amount", "also"), [(1, ()), (2, (OverpaymentDetected,))])
def test_what_was_owed_back_for_want_of_the_rest_is_owed_no_more_once_that_is_found(amount, also):
    """It had come in time: the bank's time counts, not the day on which we heard of it."""
    state = fold(DEPOSIT, REQUIRED, PART, SHORT)
    told = got(state, came(line=OTHER_LINE, amount_fen=amount))
    assert told[-1] == NO_MORE
    assert {type(one) for one in told[:1]} == {*(also or (ReceiptMatched,))}
    after = fold(DEPOSIT, REQUIRED, PART, SHORT, *told)
    assert (after.whole, after.held_fen) == (True, PRICE)


def test_it_stays_owed_while_it_lacks_a_fen_or_what_comes_is_late():
    state = fold(
        DEPOSIT, replace(REQUIRED, terms=replace(TERMS, amount_fen=PRICE + 1)), PART, SHORT
    )
    assert NO_MORE not in got(state, came(line=OTHER_LINE, amount_fen=1))
    late = came(line=OTHER_LINE, amount_fen=1, booked_at=DEADLINE + SECOND)
    assert NO_MORE not in got(fold(DEPOSIT, REQUIRED, PART, SHORT), late)


def test_what_was_approved_to_go_back_by_then_goes_back():
    gone = RefundApproved(
        deposit=D,
        number=1,
        attempt=1,
        batch="RB-2026-03-18-0001",
        account="ZZ-DEPOSITS",
        entries=(),
    )
    state = fold(DEPOSIT, REQUIRED, PART, SHORT, gone)
    assert NO_MORE not in got(state, came(line=OTHER_LINE, amount_fen=1))


def test_what_is_owed_for_another_reason_stays_owed():
    other = replace(SHORT, cause="LOSER")
    state = fold(DEPOSIT, REQUIRED, PART, other)
    assert NO_MORE not in got(state, came(line=OTHER_LINE, amount_fen=1))
