"""A payout leaves by the same path as a refund: ordered, sent, shown, refused, withdrawn, back."""

import pytest

from domain.account.stream import ACCOUNT as ACCOUNT_STREAM
from domain.bankpage.events import DebitMatched, LineAllocated
from domain.bankpage.stream import BANKPAGE
from domain.desk.pay import ORDER_PAYMENT, OrderPayment
from domain.desk.report import ReportPayment
from domain.desk.settle import MATCH_DEBIT, MatchDebit, MatchReturn
from domain.desk.withdraw import WithdrawPayment
from domain.kernel import Placed, StreamId
from domain.payment.events import PaymentReported, PaymentReturned
from domain.payment.stream import PAYMENT
from domain.payout.events import PayoutConfirmed, ServiceFeeSwept, TreasuryRemitted
from domain.payout.state import Stage
from domain.payout.stream import PAYOUT
from domain.postings import Entry, Leg
from tests.kit.owing import line
from tests.kit.passing import (
    CODE,
    PAID,
    Q,
    approved,
    confirmed,
    failed,
    given_up,
    instructed,
    ordered,
    proposed,
    returned,
    said,
    sent,
    settled,
)
from tests.kit.rows import ACCOUNT, OPENED, OWNER, PAGE, PRICE, credit, debit
from tests.kit.story import fold, given

PAYMENT_STREAM, PAYOUT_STREAM = StreamId("payment", Q), StreamId("payout", Q)
ORDER = OrderPayment(payment=Q, account=ACCOUNT)
GOING = (proposed(), approved(), instructed())
SENT = (ordered(), sent())
LINE = line(1)


def ordering(*payout, payment=(), account=ACCOUNT):
    asked = OrderPayment(payment=Q, account=account)
    return given(PAYOUT, *payout).given(PAYMENT, *payment).when(asked, by="PLATFORM")


def test_what_was_approved_is_ordered():
    ordering(proposed(), approved()).then(instructed(), Placed(PAYMENT_STREAM, ordered()))


@pytest.mark.parametrize(("to", "row"), [("2009", "P23"), ("2011", "P27"), ("2013", "P31")])
def test_from_the_account_that_it_lies_on_by_the_row_of_that(to, row):
    story = ordering(proposed(to=to), approved())
    story.then(instructed(to=to, row=row), Placed(PAYMENT_STREAM, ordered()))


def test_ordered_once():
    ordering(proposed(), approved(), payment=(ordered(),)).nothing_happens()


def test_not_before_it_is_approved_nor_after():
    ordering(proposed()).refused_by("payout.not_approved")
    ordering(*GOING, failed()).refused_by("payout.not_approved")
    ordering().refused_by("payout.not_approved")


def test_from_the_account_that_was_approved():
    ordering(proposed(), approved(), account="ZZ-OTHER").refused_by("payout.other_account")


def test_to_a_payee_that_can_be_read():
    ordering(proposed(payee=None), approved()).refused_by("payout.no_payee")


def shown(*payment, payout=GOING, amount=PRICE, seen=1):
    page = debit(amount=amount, end_to_end=Q)
    story = given(PAYMENT, *payment).given(PAYOUT, *payout).given(BANKPAGE, page)
    return story.when(MatchDebit(line=LINE, line_seen=seen, payment=Q), by="MATCHER")


def test_the_statement_shows_it():
    link = DebitMatched(number=1, payment=Q, amount=PRICE)
    shown(*SENT).then(settled(LINE), Placed(PAYOUT_STREAM, confirmed()), Placed(PAGE, link))


@pytest.mark.parametrize(
    ("to", "row", "called"),
    [
        ("2008", "P22", PayoutConfirmed),
        ("2009", "P23", TreasuryRemitted),
        ("2011", "P27", PayoutConfirmed),
    ],
)
def test_it_is_told_by_the_name_of_whose_it_was(to, row, called):
    """REFERENCE 2.3 and 3.7: what the treasury gets is remitted, and nobody's payout."""
    paid = called(payout=Q, entries=confirmed(row=row).entries)
    link = DebitMatched(number=1, payment=Q, amount=PRICE)
    out = (proposed(to=to), approved(), instructed(to=to, row=row))
    shown(*SENT, payout=out).then(settled(LINE), Placed(PAYOUT_STREAM, paid), Placed(PAGE, link))
    assert fold(PAYOUT, *out, paid).stage is Stage.PAID


def test_what_was_told_as_a_payout_before_is_paid_all_the_same():
    for to in ("2009", "2013"):
        assert fold(PAYOUT, proposed(to=to), *PAID[1:]).stage is Stage.PAID


def test_fees_that_were_swept_are_income_of_the_centres_own_book():
    """P31: CUST Dr 2013 / Cr 1002, and OWN Dr 1101 / Cr 4101; the two never net."""
    fees = (proposed(to="2013", owner=CODE), approved())
    decided = shown(*SENT, payout=fees).decision
    assert type(decided[1].event) is ServiceFeeSwept
    assert fold(PAYOUT, *fees, instructed(), decided[1].event).stage is Stage.PAID
    custody, own = decided[1].event.entries
    assert (custody.book, [leg.account for leg in custody.legs]) == ("CUST", ["1009", "1008"])
    legs = (Leg("1101", CODE, PRICE, "P31"), Leg("4101", CODE, -PRICE, "P31"))
    assert own == Entry("OWN", "CNY", legs)


REFUSED = PaymentReported(payment=Q, status="REJECTED", code="AC04", reason=None)


@pytest.mark.parametrize(("to", "row"), [("2008", "P22"), ("2013", "P31")])
def test_what_the_bank_refused_and_debits_after_all_is_made(to, row):
    """Decision 15: out of what was payable again; fees are swept by it."""
    gone = (proposed(to=to, owner=CODE), approved(), instructed(), failed())
    decided = shown(*SENT, REFUSED, payout=gone).decision
    made = decided[1].event
    legs = (Leg(to, CODE, PRICE, row), Leg("1008", OWNER, -PRICE, row))
    assert (made.payout, made.entries[0]) == (Q, Entry("CUST", "CNY", legs))
    assert len(made.entries) == (2 if to == "2013" else 1)
    assert fold(PAYOUT, *gone, made).stage is Stage.PAID


def test_what_was_given_up_since_is_not():
    gone = (*GOING, failed(), given_up())
    shown(*SENT, REFUSED, payout=gone).refused_by("payment.went_otherwise")


def test_not_to_the_fen_or_not_sent_it_is_not_shown():
    shown(*SENT, amount=PRICE - 1).refused_by("payment.amount_differs")
    shown(ordered()).refused_by("payment.wrong_stage")


def back(*payment, payout=PAID):
    page = credit(returned=True, return_code="AC04", end_to_end=Q)
    story = given(PAYMENT, *payment).given(PAYOUT, *payout).given(BANKPAGE, page)
    asked = MatchReturn(line=LINE, line_seen=1, payment=Q, code="AC04")
    return story.when(asked, by="MATCHER")


def test_what_comes_back_waits_in_its_own_name():
    link = LineAllocated(number=1, deposit=Q, amount=PRICE)
    back(*SENT, settled(line(9))).then(
        PaymentReturned(payment=Q, code="AC04", line=LINE),
        Placed(PAYOUT_STREAM, returned()),
        Placed(PAGE, link),
    )


def test_fees_that_come_back_are_income_no_more():
    fees = (proposed(to="2013", owner=CODE), *PAID[1:])
    _, own = back(*SENT, settled(line(9)), payout=fees).decision[1].event.entries
    assert [(leg.account, leg.amount) for leg in own.legs] == [("1101", -PRICE), ("4101", PRICE)]


def test_refused_by_the_bank_it_is_payable_as_before():
    story = given(PAYMENT, *SENT).given(PAYOUT, *GOING).given(ACCOUNT_STREAM, OPENED)
    asked = ReportPayment(payment=Q, account=ACCOUNT, status="REJECTED", code="AC04", reason=None)
    no = said("REJECTED", "AC04")
    story.when(asked, by="PLATFORM").then(no, Placed(PAYOUT_STREAM, failed()))


def test_unsent_it_is_withdrawn():
    asked = WithdrawPayment(payment=Q, reason="银行可能已冲正")
    story = given(PAYOUT, *GOING)
    no = said("REJECTED", None, "银行可能已冲正")
    story.given(PAYMENT, ordered()).when(asked, by="PLATFORM").then(
        no, Placed(PAYOUT_STREAM, failed(code=""))
    )
    story.given(PAYMENT, *SENT).when(asked, by="PLATFORM").refused_by("payment.not_to_send")


def test_the_streams_are_named_by_the_request():
    assert ORDER_PAYMENT.touches(ORDER) == (PAYOUT_STREAM, PAYMENT_STREAM)
    asked, ours = MatchDebit(line=LINE, line_seen=1, payment=Q), StreamId("account", ACCOUNT)
    assert MATCH_DEBIT.touches(asked) == (PAYMENT_STREAM, PAYOUT_STREAM, PAGE, ours)
    assert OWNER in str(PAGE)
