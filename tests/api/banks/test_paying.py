"""Whoever recorded a message sends it; what no file can carry is told, and holds up nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from api.banks.channels.channel import Answer, Outcome
from api.banks.paying import Payer
from domain.account.events import AccountOpened
from domain.desk.report import ReportPayment
from domain.kernel import Rejected
from domain.payee import Payee
from domain.payment.events import PaymentOrdered
from domain.payment.state import Payment, Stage
from ledger.tickets import Receipt, Refused

NOW = datetime.fromisoformat("2026-03-18T09:00:00+08:00")
PAYMENTS = tuple(f"P{number:016X}/1/1" for number in range(1, 5))
GOOD = Payee(name="甲公司", account="6217000000000001")
WRITTEN, NOTHING_TO_DO = Receipt("", 5, 9, False), Receipt("", 0, 0, False)
TAKEN = Answer(Outcome.TAKEN)
REFUSED = Refused(Rejected("payment.not_to_send", "somebody was faster"), 7, False)


@dataclass
class Bank:
    """Answers every file alike, and knows no message."""

    answer: Answer = TAKEN
    files: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    notified: list[bytes] = field(default_factory=list)

    def send(self, file):
        self.files.append(file)
        return self.answer

    def ask(self, message):
        self.asked.append(message)

    def notifications(self):
        return self.notified


@dataclass
class Desk:
    """The log as a payer sees it: payments by stage, to whom they go, what it answers."""

    payees: dict[str, Payee | None] = field(default_factory=lambda: dict.fromkeys(PAYMENTS, GOOD))
    answer: Receipt | Refused = WRITTEN
    sent: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
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
        if isinstance(wanted, ReportPayment):
            return self.hear(wanted)
        self.digest = wanted.sha256
        if isinstance(self.answer, Refused):
            raise self.answer
        return self.answer

    def hear(self, told):
        self.stages[told.payment] = Stage[told.status]
        return WRITTEN

    def find(self, where):
        stage = where.get("stage")
        if stage == Stage.ORDERED.value:
            return [{"payment": one} for one in self.payees if one not in self.sent]
        rows = [
            {
                "payment": one,
                "message": message,
                "sha256": self.digest,
                "since": since,
                "stage": self.stages.get(one, Stage.SENT).value,
                "account": "CNY-1",
                "amount_fen": 100,
            }
            for one, (message, since) in self.sent.items()
        ]
        wanted = {name: one if isinstance(one, list) else [one] for name, one in where.items()}
        return [row for row in rows if all(row[name] in any_of for name, any_of in wanted.items())]

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


# What the bank notifies of proves a payment; it never refuses one, and frees nothing to go again.


def notification(payment, amount):
    name = payment.replace("/", "-")
    entry = (
        f'<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>'
        "<BookgDt><Dt>2026-03-18</Dt></BookgDt><NtryDtls><TxDtls><Refs>"
        f"<EndToEndId>{name}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
    )
    account = "<Acct><Id><Othr><Id>6228480000000001</Id></Othr></Id></Acct>"
    inner = f"<Ntfctn>{account}{entry}</Ntfctn>"
    return f"<Document><BkToCstmrDbtCdtNtfctn>{inner}</BkToCstmrDbtCdtNtfctn></Document>".encode()


@pytest.mark.parametrize(("amount", "stages"), [("1.00", {PAYMENTS[0]: Stage.ACCEPTED}), ("2", {})])
def test_a_message_of_which_a_debit_is_notified_is_not_sent_again(amount, stages):
    """Be it as ordered or not: the bank has had it, even if it no longer knows it."""
    desk = Desk()
    (sent,) = desk.payer().send(NOW)
    desk.sent = dict.fromkeys(PAYMENTS, (sent.message, NOW))
    desk.bank.notified = [notification(PAYMENTS[0], amount)]
    payer = desk.payer()
    (told,) = payer.inquire(NOW, payer.heed().doubted)
    assert desk.stages == stages
    assert "answered part" in told.answer.reason
    assert len(desk.bank.files) == 1
