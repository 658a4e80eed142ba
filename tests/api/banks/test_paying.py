"""Whoever recorded a message sends it; what no file can carry is told, and holds up nothing."""

from datetime import timedelta

import pytest

from api.banks.channels.channel import Answer, Outcome
from api.banks.paying import Payer
from api.banks.reporting import Reporting
from domain.accounts import DEPOSITS_HELD, UNIDENTIFIED
from domain.deposit.receipt import Receipt
from domain.deposit.state import Deposit
from domain.desk.gone import OpenReversal
from domain.payee import Payee
from domain.payment.state import Stage
from domain.postings import moved
from tests.kit.counter import NOTHING_TO_DO, NOW, OURS, PAYMENTS, REFUSED, Bank, Desk


def test_everything_that_is_ordered_goes_in_one_message():
    desk = Desk()
    (sent,) = desk.payer().send(NOW)
    assert (sent.payments, sent.answer) == (PAYMENTS, Answer(Outcome.TAKEN))
    assert len(desk.bank.files) == 1


@pytest.mark.parametrize(
    ("payee", "said"),
    [
        (None, "nobody can read any more to whom"),
        (Payee(name="甲\n乙", account="1"), "payee_name"),
        (Payee(name="甲", account="9" * 35), "payee_account"),
    ],
)
def test_what_no_file_can_carry_is_told_and_the_others_go(payee, said):
    desk = Desk()
    desk.payees[PAYMENTS[1]] = payee
    kept, sent = desk.payer().send(NOW)
    assert (kept.message, kept.payments) == (None, (PAYMENTS[1],))
    assert said in kept.answer.reason
    assert sent.payments == (PAYMENTS[0], *PAYMENTS[2:])


@pytest.mark.parametrize("answer", [NOTHING_TO_DO, REFUSED])
def test_what_somebody_else_recorded_is_not_ours_to_send(answer):
    """The same message in the same second, or another message of some of them."""
    desk = Desk(answer=answer)
    assert desk.payer().send(NOW) == []
    assert desk.bank.files == []


def test_only_what_has_waited_long_enough_is_asked_about_and_goes_again_as_it_was():
    desk = Desk()
    (sent,) = desk.payer().send(NOW)
    desk.sent = dict.fromkeys(PAYMENTS, (sent.message, NOW))
    assert desk.payer().inquire(NOW - timedelta(seconds=1)) == []
    assert desk.bank.asked == []
    desk.payer().inquire(NOW)
    assert desk.bank.asked == [sent.message]
    first, again = desk.bank.files
    assert first == again


def test_a_message_that_cannot_be_made_again_as_it_was_is_not_sent():
    desk = Desk()
    (sent,) = desk.payer().send(NOW)
    desk.sent = dict.fromkeys(PAYMENTS, (sent.message, NOW))
    desk.payees[PAYMENTS[0]] = Payee(name="乙公司", account="6217000000000002")
    (told,) = desk.payer().inquire(NOW)
    assert told.answer.outcome is Outcome.UNKNOWN
    assert "cannot be made again" in told.answer.reason
    assert len(desk.bank.files) == 1


def test_a_reason_of_a_refused_file_is_one_that_a_log_can_keep():
    answer = Answer(Outcome.REFUSED, "FF01" * 200, "\ud800" + "长" * 2**20)
    assert (answer.code, answer.reason) == ("FF01" * 125, " " + "长" * 499)


# What the bank has answered any part of never goes again.


class Killed(BaseException):
    """The process ends here."""


def test_a_message_with_a_settled_payment_is_not_sent_again_for_another_one():
    """Its report was lost, the statement shows it, and the bank has forgotten the message."""
    desk = Desk()
    (sent,) = desk.payer().send(NOW)
    desk.sent = dict.fromkeys(PAYMENTS, (sent.message, NOW))
    desk.stages[PAYMENTS[0]] = Stage.SETTLED
    (told,) = desk.payer().inquire(NOW)
    assert len(desk.bank.files) == 1
    assert (told.message, told.payments) == (sent.message, PAYMENTS[1:])
    assert told.answer.outcome is Outcome.UNKNOWN
    assert told.answer.reason == (
        f"the bank answered part of message {sent.message} and no longer knows it"
    )


def test_a_message_whose_refusal_was_recorded_in_part_is_not_sent_again():
    """Killed while recording that all are refused: the first may be in another message by now."""
    desk = Desk(bank=Bank(answer=Answer(Outcome.REFUSED, "FF01")))
    hear = desk.hear

    def one_and_no_more(told):
        if desk.stages:
            raise Killed
        return hear(told)

    desk.hear = one_and_no_more
    with pytest.raises(Killed):
        desk.payer().send(NOW)
    assert desk.stages == {PAYMENTS[0]: Stage.REJECTED}
    desk.hear = hear
    message = desk.bank.files[0].decode().split("<MsgId>")[1].split("</MsgId>")[0]
    desk.sent = dict.fromkeys(PAYMENTS, (message, NOW))
    (told,) = desk.payer().inquire(NOW)
    assert len(desk.bank.files) == 1
    assert "answered part" in told.answer.reason


# What the bank may have taken back (冲正, P09) is not paid out.

LINE = "CNY-1/2026-03-17/1#9"


class Reversed(Desk):
    """The first payment's deposit was paid 100 fen by an account whose credit may be gone."""

    account = "6217"

    def state(self, stream):
        if stream.kind == "payment":
            return super().state(stream)
        if stream.code != PAYMENTS[0].partition("/")[0]:
            return Deposit()
        moves = moved("P02", (UNIDENTIFIED, "CNY-1/2026-03-17"), (DEPOSITS_HELD, stream.code), 100)
        came = Receipt("CNY-1/2026-03-17/1#1", "甲", self.account, None, 100, 100, moves)
        return Deposit(receipts=(came,))

    def payer(self):
        gone = (OpenReversal(LINE, 100, "6217"),)
        reporting = Reporting(self.ask, self.find)
        money = (self, self.ask, self.bank, reporting, self.find, OURS, "交易中心")
        return Payer(*money, lambda: gone)


def test_what_may_be_gone_is_taken_back_from_the_order_and_the_others_go():
    desk = Reversed()
    kept, sent = desk.payer().send(NOW)
    assert (kept.message, kept.payments) == (None, PAYMENTS[:1])
    assert LINE in kept.answer.reason
    assert desk.stages == {PAYMENTS[0]: Stage.REJECTED}
    assert sent.payments == PAYMENTS[1:]


def test_what_went_to_the_bank_meanwhile_is_not_withdrawn_any_more():
    """Found as ordered, sent by another round before it could be withdrawn: it may be paid."""
    desk = Reversed()
    found = desk.find

    def overtaken(where):
        rows = found(where)
        desk.sent[PAYMENTS[0]] = ("M20260318T090000-0123456789ab", NOW)
        return rows

    desk.find = overtaken
    (others,) = desk.payer().send(NOW)
    assert (others.payments, desk.stages) == (PAYMENTS[1:], {})


def test_a_reversal_of_another_payers_money_keeps_nothing_back():
    desk = Reversed()
    desk.account = "9999"
    (sent,) = desk.payer().send(NOW)
    assert (sent.payments, desk.stages) == (PAYMENTS, {})


def test_nor_does_it_go_again_when_the_bank_no_longer_knows_its_message():
    desk = Reversed()
    desk.sent = dict.fromkeys(PAYMENTS[:1], ("M20260318T090000-0123456789ab", NOW))
    (kept,) = desk.payer().inquire(NOW)
    assert LINE in kept.answer.reason
    assert desk.bank.files == []
