"""Whoever recorded a message sends it; what no file can carry is told, and holds up nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from api.banks.channels.channel import Answer, Outcome
from api.banks.paying import Payer
from domain.account.events import AccountOpened
from domain.kernel import Rejected
from domain.payee import Payee
from domain.payment.events import PaymentOrdered
from domain.payment.state import Payment, Stage
from ledger.tickets import Receipt, Refused

NOW = datetime.fromisoformat("2026-03-18T09:00:00+08:00")
PAYMENTS = tuple(f"P{number:016X}/1/1" for number in range(1, 5))
GOOD = Payee(name="甲公司", account="6217000000000001")
WRITTEN, NOTHING_TO_DO = Receipt("", 5, 9, False), Receipt("", 0, 0, False)
REFUSED = Refused(Rejected("payment.not_to_send", "somebody was faster"), 7, False)


@dataclass
class Bank:
    """Takes every file, and knows no message."""

    files: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def send(self, file):
        self.files.append(file)
        return Answer(Outcome.TAKEN)

    def ask(self, message):
        self.asked.append(message)


@dataclass
class Desk:
    """The log as a payer sees it: payments by stage, to whom they go, what it answers."""

    payees: dict[str, Payee | None] = field(default_factory=lambda: dict.fromkeys(PAYMENTS, GOOD))
    answer: Receipt | Refused = WRITTEN
    sent: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    digest: str = ""
    bank: Bank = field(default_factory=Bank)

    def state(self, stream):
        ordered = PaymentOrdered(
            payment=stream.code,
            account="CNY-1",
            amount_fen=100,
            lot=None,
            party=None,
            payee=self.payees[stream.code],
        )
        return Payment(ordered=ordered)

    def ask(self, wanted):
        self.digest = wanted.sha256
        if isinstance(self.answer, Refused):
            raise self.answer
        return self.answer

    def find(self, where):
        stage = where.get("stage")
        if stage == Stage.ORDERED.value:
            return [{"payment": one} for one in self.payees if one not in self.sent]
        return [
            {"payment": one, "message": message, "sha256": self.digest, "since": since}
            for one, (message, since) in self.sent.items()
            if where.get("message", message) == message
        ]

    def payer(self):
        opened = AccountOpened(
            account="CNY-1",
            bank="",
            number="6228480000000001",
            currency="CNY",
            holds="1001",
            day=NOW.date(),
            statement=None,
            entries=(),
        )
        return Payer(self, self.ask, self.bank, self.find, opened, "交易中心")


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
