"""The statement shows a payment of ours: it went out (P13), or it came back (P15), to the fen."""

from dataclasses import replace

import pytest

from domain.bankpage.events import DebitMatched, LineAllocated, StraysOpened
from domain.bankpage.stream import BANKPAGE
from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.desk.settle import MATCH_DEBIT, MATCH_RETURN, MatchDebit, MatchReturn
from domain.kernel import Placed, StreamId
from domain.payment.stream import PAYMENT
from domain.postings import Entry, Leg
from tests.domain.deposit.test_enforce import less, owed_back_frozen, taken
from tests.kit.owing import (
    allocated,
    approved,
    cancelled,
    confirmed,
    credited,
    failed,
    instructed,
    line,
    matched,
    owed,
    payment,
    refund,
    returned,
)
from tests.kit.paying import DEPOSIT_STREAM, back, ordered, said, sent, settled, stream
from tests.kit.rows import ACCOUNT, OWNER, PAGE, PRICE, REQUIRED, D, credit, debit
from tests.kit.story import fold, given

OUT, IN = line(2), line(3)
E2E = "P00000000000000D1-1-1"
WENT = DebitMatched(number=2, payment=payment(), amount=PRICE)
CAME = LineAllocated(number=3, deposit=D, amount=PRICE)
ON_ITS_WAY = (matched(), owed(), approved(), instructed())
DEBITED = debit(2, end_to_end=E2E)
RETURNED = credit(3, returned=True, return_code="AC04", end_to_end=E2E)


def paid(of=OUT, seen=1, which=None):
    return MatchDebit(line=of, line_seen=seen, payment=which or payment())


def came_back(of=IN, seen=1, which=None, code="AC04"):
    return MatchReturn(line=of, line_seen=seen, payment=which or payment(), code=code)


def bank(*past, out=DEBITED, into=RETURNED, page=(), first=None):
    """What the bank has heard and shown."""
    story = given(PAYMENT, first or ordered(), sent(), *past).given(DEPOSIT, REQUIRED, *ON_ITS_WAY)
    return story.given(BANKPAGE, credit(1), out, into, *page)


@pytest.mark.parametrize("past", [(), (said("ACCEPTED"),)])
def test_the_debit_that_the_statement_shows_is_the_payment(past):
    bank(*past).when(paid(), by="MATCHER").then(
        settled(), Placed(DEPOSIT_STREAM, confirmed()), Placed(PAGE, WENT)
    )


def test_a_debit_that_names_no_payment_may_be_it():
    said = (settled(), Placed(DEPOSIT_STREAM, confirmed()), Placed(PAGE, WENT))
    bank(out=debit(2)).when(paid(), by="MATCHER").then(*said)
    bank(out=debit(2)).when(paid(), by="C-SET1").refused_by("desk.not_this_line")
    bank(out=debit(2), page=(StraysOpened(),)).when(paid(), by="C-SET1").then(*said)


SHOWN = (settled(),)


def test_what_came_back_waits_for_another_account():
    bank(*SHOWN, page=(WENT,)).when(came_back(), by="MATCHER").then(
        back(), Placed(DEPOSIT_STREAM, returned()), Placed(PAGE, CAME)
    )


def test_a_bank_may_give_no_reason():
    said_nothing = bank(*SHOWN).when(came_back(code=None), by="MATCHER").decision
    assert said_nothing[:2] == (back(code=None), Placed(DEPOSIT_STREAM, returned(code=None)))


@pytest.mark.parametrize(
    "past",
    [SHOWN, (*SHOWN, back())],
    ids=["shown before", "come back"],
)
def test_only_what_was_sent_can_have_gone(past):
    bank(*past).when(paid(), by="MATCHER").refused_by("payment.wrong_stage")


REFUSED = (*ON_ITS_WAY, failed())


def refused_and(*since, out=DEBITED, sent_=True, facts=REFUSED):
    """The bank refused it, as it said; since then this happened to the refund."""
    had = (ordered(), *([sent()] if sent_ else []), said("REJECTED"))
    story = given(PAYMENT, *had).given(DEPOSIT, REQUIRED, *facts, *since)
    return story.given(BANKPAGE, credit(1), out).when(paid(), by="MATCHER")


def test_what_the_bank_refused_and_debits_after_all_is_paid_as_its_statement_says():
    """Decision 15: out of what was payable again, and never twice."""
    legs = (Leg("2005", refund(), PRICE, "P13"), Leg("1008", OWNER, -PRICE, "P13"))
    shown = replace(confirmed(), entries=(Entry("CUST", "CNY", legs),))
    refused_and().then(settled(), Placed(DEPOSIT_STREAM, shown), Placed(PAGE, WENT))
    state = fold(DEPOSIT, REQUIRED, *REFUSED, shown)
    assert (state.refunds[0].standing, state.balance("2005", 1)) == (Standing.PAID, 0)


def test_its_interest_and_what_had_come_back_before_went_with_it():
    owing = (matched(), owed(), credited(7), approved(), allocated(7), instructed(interest=7))
    back_with_us = Entry(
        "CUST",
        "CNY",
        (
            Leg("1009", refund(), PRICE + 7, "P14"),
            Leg("2005", refund(), -PRICE, "P14"),
            Leg("2006", refund(), -7, "P14"),
        ),
    )
    facts = (*owing, replace(failed(), entries=(back_with_us,)))
    had = (ordered(amount=PRICE + 7), sent(), said("REJECTED"))
    story = given(PAYMENT, *had).given(DEPOSIT, REQUIRED, *facts)
    story = story.given(BANKPAGE, credit(1), debit(2, PRICE + 7, end_to_end=E2E))
    shown = story.when(paid(), by="MATCHER").decision[1].event
    assert [(leg.account, leg.amount) for leg in shown.entries[0].legs] == [
        ("2005", PRICE),
        ("2006", 7),
        ("1008", -PRICE - 7),
    ]


def test_only_where_the_line_names_it_and_nothing_else_became_of_its_money():
    refused_and(out=debit(2)).refused_by("payment.wrong_stage")
    refused_and(sent_=False).refused_by("payment.wrong_stage")
    again = approved(attempt=2, amount=None)
    refused_and(again).refused_by("payment.went_otherwise")
    refused_and(again, instructed(attempt=2)).refused_by("payment.went_otherwise")
    refused_and(cancelled()).refused_by("payment.went_otherwise")


def test_where_a_court_took_a_part_of_it_meanwhile_a_person_finds_out():
    """What is owed is no more what the bank shows: one line may not stop all the others."""
    took = owed_back_frozen(10), taken(10), less(PRICE - 10)
    refused_and(*took).refused_by("payment.went_otherwise")


def test_while_an_order_keeps_a_part_of_it_back_who_reads_hears_what_would_have_gone():
    kept = refused_and(owed_back_frozen(10)).decision
    assert (kept.rule, kept.detail) == ("refund.held", f"{D}/1/1 is held back: H1")


def test_what_was_not_sent_or_not_ordered_cannot_have_gone():
    unsent = given(PAYMENT, ordered()).given(BANKPAGE, credit(1), DEBITED)
    unsent.when(paid(), by="MATCHER").refused_by("payment.wrong_stage")
    given(BANKPAGE, credit(1), DEBITED).when(paid(), by="MATCHER").refused_by("payment.wrong_stage")


@pytest.mark.parametrize("past", [(), (said("ACCEPTED"),), (said("REJECTED"),), (*SHOWN, back())])
def test_only_what_was_paid_can_come_back(past):
    bank(*past).when(came_back(), by="MATCHER").refused_by("payment.wrong_stage")


BOTH = [(paid(), ()), (came_back(), SHOWN)]


@pytest.mark.parametrize(("asked", "past"), BOTH)
@pytest.mark.parametrize("differs", [-1, 1])
def test_one_fen_more_or_less_is_another_payment(asked, past, differs):
    fen = PRICE + differs
    page = {
        "out": debit(2, fen, end_to_end=E2E),
        "into": credit(3, fen, returned=True, end_to_end=E2E),
    }
    bank(*past, **page).when(asked, by="MATCHER").refused_by("payment.amount_differs")


@pytest.mark.parametrize(("asked", "past"), BOTH)
def test_a_line_that_names_another_payment_is_not_this_one(asked, past):
    """Losers are often owed the same to the fen: what the bank names, counts."""
    other = "P00000000000000D2-1-1"
    page = {
        "out": debit(2, end_to_end=other),
        "into": credit(3, returned=True, end_to_end=other),
    }
    bank(*past, **page).when(asked, by="MATCHER").refused_by("payment.other_payment")
    bank(*past, **page).when(asked, by="C-SET1").refused_by("desk.not_this_line")


@pytest.mark.parametrize(("asked", "past"), BOTH)
def test_it_is_shown_by_the_account_that_was_to_pay(asked, past):
    elsewhere = bank(*past, first=ordered(account="ZZ-OTHER"))
    elsewhere.when(asked, by="MATCHER").refused_by("payment.other_account")


@pytest.mark.parametrize(
    ("into", "rule"),
    [
        (credit(3, end_to_end=E2E), "desk.not_returned"),
        (debit(3, returned=True, end_to_end=E2E), "desk.not_a_credit"),
    ],
)
def test_only_what_the_bank_calls_a_return_comes_back(into, rule):
    bank(*SHOWN, into=into).when(came_back(), by="MATCHER").refused_by(rule)


def test_money_that_came_in_is_no_payment_of_ours():
    bank(out=credit(2, end_to_end=E2E)).when(paid(), by="MATCHER").refused_by("desk.not_a_debit")


@pytest.mark.parametrize(("asked", "past"), BOTH)
def test_a_line_is_seen_as_it_is(asked, past):
    of = type(asked)
    more = {"code": None} if of is MatchReturn else {}
    stale = of(line=asked.line, line_seen=2, payment=payment(), **more)
    bank(*past).when(stale, by="MATCHER").refused_by("desk.line_changed")
    nowhere = of(line=line(9), line_seen=1, payment=payment(), **more)
    bank(*past).when(nowhere, by="MATCHER").refused_by("desk.no_such_line")


def test_it_is_matched_once():
    done = bank(*SHOWN, page=(WENT,))
    done.when(paid(), by="MATCHER").nothing_happens()
    done.when(paid(seen=2), by="MATCHER").nothing_happens()
    done_back = bank(*SHOWN, back(), page=(WENT, CAME))
    done_back.when(came_back(), by="MATCHER").nothing_happens()
    done_back.when(came_back(seen=2), by="MATCHER").nothing_happens()


def test_a_line_that_is_another_payments_is_refused():
    taken = bank(page=(DebitMatched(number=2, payment="P00000000000000D2/1/1", amount=PRICE),))
    taken.when(paid(seen=2), by="MATCHER").refused_by("desk.line_allocated")
    given_away = bank(*SHOWN, page=(CAME,))
    given_away.when(came_back(seen=2), by="MATCHER").refused_by("desk.line_allocated")


def test_the_streams_are_named_by_the_request():
    page, account = StreamId("bankpage", f"{OWNER}/1"), StreamId("account", ACCOUNT)
    named = (stream(), DEPOSIT_STREAM, page, account)
    assert MATCH_DEBIT.touches(paid()) == named
    assert MATCH_RETURN.touches(came_back()) == named


@pytest.mark.parametrize("make", [paid, came_back])
def test_a_malformed_request_cannot_be_made(make):
    with pytest.raises(ValueError, match="line 'nowhere': expected"):
        make("nowhere")
    with pytest.raises(ValueError, match="payment '1': expected"):
        make(which="1")
