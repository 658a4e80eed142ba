"""What the bank notifies of proves a payment: it does not go again, nor is it refused."""

from dataclasses import replace
from datetime import date

import pytest

from api.banks.channels.channel import Report, Status
from domain.payment.state import Stage
from tests.kit.counter import NOW, PAYMENTS, Desk, notification

FIRST, SECOND = PAYMENTS[:2]
DEBITED = f"a status report rejects {FIRST}, which a notification says was debited"
NO = Report(
    message="M-1",
    payment=FIRST.replace("/", "-"),
    status=Status.REJECTED,
    word="RJCT",
    code="AC04",
    file=b"<no/>",
)
ALL = replace(NO, payment=None, file=b"<all/>")


@pytest.fixture
def desk():
    """All were sent, and the bank took them; of the first it notified."""
    desk = Desk()
    (sent,) = desk.payer().send(NOW)
    desk.sent = dict.fromkeys(PAYMENTS, (sent.message, NOW))
    desk.bank.notified = [notification(FIRST, "1.00")]
    return desk


def said(desk, report):
    """A report of the message that was sent."""
    return replace(report, message=desk.sent[FIRST][0])


@pytest.mark.parametrize(("amount", "stages"), [("1.00", {FIRST: Stage.ACCEPTED}), ("2", {})])
def test_a_message_of_which_a_debit_is_notified_is_not_sent_again(desk, amount, stages):
    """Be it as ordered or not: the bank has had it, even if it no longer knows it."""
    desk.bank.notified = [notification(FIRST, amount)]
    heard = desk.hearing().hear()
    (told,) = desk.payer().inquire(NOW, heard.doubted, heard.debited)
    assert desk.stages == stages
    assert "answered part" in told.answer.reason
    assert len(desk.bank.files) == 1


@pytest.mark.parametrize("before", [Stage.SENT, Stage.ACCEPTED])
def test_a_rejection_of_what_was_debited_is_not_believed_but_told_and_kept(desk, before):
    """Else it would be payable again, and paid twice."""
    desk.stages[FIRST] = before
    desk.bank.reported = [said(desk, NO)]
    for _ in range(2):
        heard = desk.hearing().hear()
        assert desk.stages == {FIRST: Stage.ACCEPTED}
        assert (heard.told, heard.doubted) == ([DEBITED], {FIRST})
        assert heard.kept == [b"<no/>", *desk.bank.notified]


def test_of_a_message_that_is_rejected_whole_the_others_are(desk):
    desk.bank.reported = [said(desk, ALL)]
    heard = desk.hearing().hear()
    rejected = dict.fromkeys(PAYMENTS[1:], Stage.REJECTED)
    assert desk.stages == {FIRST: Stage.ACCEPTED, **rejected}
    assert (heard.told, heard.kept[0]) == ([DEBITED], b"<all/>")


def test_an_answer_that_rejects_what_was_debited_is_not_believed_either(desk):
    heard = desk.hearing().hear()
    desk.bank.knows = (said(desk, ALL),)
    (told,) = desk.payer().inquire(NOW, heard.doubted, heard.debited)
    assert told.answer.reason == f"the bank contradicts itself on {FIRST}"
    assert desk.stages == {FIRST: Stage.ACCEPTED} | dict.fromkeys(PAYMENTS[1:], Stage.REJECTED)


def test_once_statements_show_no_debit_the_rejection_is_believed(desk):
    asked = []
    desk.stages[FIRST] = Stage.ACCEPTED
    desk.bank.reported = [said(desk, NO)]
    over = desk.hearing(lambda row, day: not asked.append((row["payment"], day)))
    heard = over.hear()
    assert (desk.stages, heard.told, heard.kept) == ({FIRST: Stage.REJECTED}, [], [])
    assert {*asked} == {(FIRST, date(2026, 3, 18))}


def test_a_notice_stays_until_a_statement_shows_its_debit(desk):
    for _ in range(2):
        heard = desk.hearing().hear()
        assert (desk.stages[FIRST], heard.kept) == (Stage.ACCEPTED, desk.bank.notified)
    desk.stages[FIRST] = Stage.SETTLED
    assert desk.hearing().hear().kept == []


def test_what_another_bank_says_of_a_payment_is_told_and_not_written_down(desk):
    desk.bank.notified, desk.bank.reported = [], [said(desk, NO)]
    heard = desk.hearing(beside=("CNY-2",)).hear()
    assert desk.stages == {}
    assert heard.told == [f"a status report is on {FIRST}, another bank's"]
    assert heard.kept == [b"<no/>"]


@pytest.mark.parametrize("rejected", [0, 200])
def test_only_the_payments_that_are_named_are_read_however_many_were_rejected_ever(desk, rejected):
    old = [f"P{number:016X}/1/1" for number in range(1_000, 1_000 + rejected)]
    desk.sent |= dict.fromkeys(old, ("M-OLD", NOW))
    desk.stages |= dict.fromkeys(old, Stage.REJECTED)
    desk.bank.reported = [said(desk, replace(NO, payment=SECOND.replace("/", "-")))]
    desk.hearing().hear()
    assert {row["payment"] for row in desk.found} == {FIRST, SECOND}
    assert len(desk.found) == 3
    desk.found.clear()
    desk.bank.notified = desk.bank.reported = []
    desk.hearing().hear()
    assert desk.found == []
