"""What the bank notifies of: a debit proves its payment where the report was lost, and no more."""

import pytest

from api.banking.round import NONE, USUAL
from api.banking.rounds import rounds
from api.banking.standing import standing
from api.banks.channels.mock_bank import MockBank
from api.demo.bank import account_number
from domain.payment.state import Stage
from ledger.codec import read_body
from ledger.envelope import part
from tests.api.banking.conftest import COUNT
from tests.kit import payouts as paying
from tests.kit.city import move_to
from tests.kit.payouts import ACCOUNT

SENT, ACCEPTED, SETTLED = Stage.SENT.value, Stage.ACCEPTED.value, Stage.SETTLED.value
FIRST = paying.payers(1)[0]
PAYMENT = FIRST.payment.replace("-", "/")
NEXT_MORNING = "2026-03-19T08:30"


@pytest.fixture
def files(owing, bank, monkeypatch):
    """Every file of payments that goes out."""
    sent, real = [], MockBank.send
    monkeypatch.setattr(MockBank, "send", lambda self, file: sent.append(file) or real(self, file))
    return sent


@pytest.fixture
def unreported(owing, bank, files):
    """The payments went out and were made; no report will come, their notification waits."""
    bank.behaves(ACCOUNT, "silent")
    rounds(owing, USUAL)
    assert set(paying.stages(owing).values()) == {SENT}
    assert len(bank.channel().notifications()) == 1
    return owing


def spoil(bank, was, now):
    """Changes the notifications that wait at the bank."""
    change = "UPDATE message SET body = replace(body, ?, ?) WHERE type LIKE 'camt.054%'"
    bank._change(change, was, now)


def amount(fen):
    """As it stands in the bank's XML."""
    return f">{fen // 100}.{fen % 100:02d}<"


def reported(system):
    """How many reports are in the log."""
    names = [read_body(part(form)[0]).name for form in system.tree.stored(0)]
    return names.count("PaymentReported")


def test_a_payment_whose_report_was_lost_is_proven_by_its_notice_once(unreported, bank, files):
    for _ in range(2):
        done = rounds(unreported, NONE)[ACCOUNT]
        assert (done.sent, done.asked, done.problem) == ([], [], None)
    assert set(paying.stages(unreported).values()) == {ACCEPTED}
    assert reported(unreported) == COUNT
    assert len(files) == 1
    assert bank.channel().notifications() == []
    assert paying.balance(unreported, "1001") != bank.balance(ACCOUNT), "its statement posts it"


def test_where_the_report_came_the_notice_adds_nothing(owing, bank):
    rounds(owing, NONE)
    rounds(owing, NONE)
    assert set(paying.stages(owing).values()) == {ACCEPTED}
    assert reported(owing) == COUNT
    assert bank.channel().notifications() == []


def test_a_notice_of_another_amount_decides_nothing_and_is_told_until_all_is_over(
    unreported, bank, files
):
    spoil(bank, amount(FIRST.fen), ">1.00<")
    for pauses, stage in ((USUAL, SENT), (USUAL, SENT), (NONE, ACCEPTED)):
        problem = rounds(unreported, pauses)[ACCOUNT].problem
        assert problem == f"a notification says another amount of {PAYMENT} than ordered"
        assert paying.stages(unreported)[PAYMENT] == stage, "only the bank's own answer decides"
    bank.move_to(NEXT_MORNING)
    move_to(unreported, f"{NEXT_MORNING}:00+08:00")
    rounds(unreported, NONE)
    assert rounds(unreported, NONE)[ACCOUNT].problem is None
    assert set(paying.stages(unreported).values()) == {SETTLED}
    assert standing(unreported.home, ACCOUNT).problem is None
    assert bank.channel().notifications() == []
    assert (reported(unreported), len(files)) == (COUNT, 1)


def test_what_is_notified_of_another_account_is_not_sent_again_though_the_bank_forgot_it(
    unreported, bank, files, monkeypatch
):
    spoil(bank, account_number(paying.NUMBER), "CN00")
    monkeypatch.setattr(MockBank, "ask", lambda *_: None)
    for _ in range(2):
        assert "no longer knows it" in rounds(unreported, NONE)[ACCOUNT].problem
    assert set(paying.stages(unreported).values()) == {SENT}
    assert len(files) == 1


def test_a_notice_of_a_credit_posts_nothing(system, bank):
    bank.receive(ACCOUNT, FIRST.fen, FIRST.name, FIRST.account, FIRST.sub_account)
    assert len(bank.channel().notifications()) == 1
    before = system.tree.size()
    assert paying.step(system).problem is None
    assert system.tree.size() == before
    assert bank.channel().notifications() == []


def test_a_notification_that_cannot_be_read_is_told_and_stays_at_the_bank(unreported, bank):
    spoil(bank, "<Ntry>", "<Ntry><Amt/>")
    for _ in range(2):
        problem = rounds(unreported, USUAL)[ACCOUNT].problem
        assert problem.startswith("a notification is not read: not a notification (camt.054): ")
        assert set(paying.stages(unreported).values()) == {SENT}
    assert len(bank.channel().notifications()) == 1
    spoil(bank, "<Ntry><Amt/>", "<Ntry>")
    assert rounds(unreported, USUAL)[ACCOUNT].problem is None
    assert set(paying.stages(unreported).values()) == {ACCEPTED}
