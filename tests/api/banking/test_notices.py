"""What the bank notifies of: a debit proves its payment where the report was lost, and no more."""

import pytest

from api.banking.round import NONE, USUAL
from api.banking.rounds import rounds
from api.banking.standing import standing
from api.banks.channels.channel import Report, Status
from api.banks.channels.mock_bank import MockBank
from api.demo.bank import account_number
from domain.accounts import IN_TRANSIT
from domain.desk.report import ReportPayment
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
    assert len(bank.channel().notifications()) == 1, "it stays until the statement says so too"
    assert paying.balance(unreported, "1001") != bank.balance(ACCOUNT), "its statement posts it"
    night(unreported, bank)
    assert set(paying.stages(unreported).values()) == {SETTLED}
    assert bank.channel().notifications() == []


def test_where_the_report_came_the_notice_adds_nothing(owing, bank):
    rounds(owing, NONE)
    rounds(owing, NONE)
    assert set(paying.stages(owing).values()) == {ACCEPTED}
    assert reported(owing) == COUNT
    night(owing, bank)
    assert bank.channel().notifications() == []


def test_a_rejection_after_the_notice_is_not_believed_and_the_statement_decides(
    unreported, bank, monkeypatch
):
    """Else the refund would be payable again, and go out twice."""
    rounds(unreported, NONE)
    rejects(monkeypatch)
    told = f"a status report rejects {PAYMENT}, which a notification says was debited"
    on_its_way = paying.balance(unreported, IN_TRANSIT.code)
    for _ in range(2):
        assert rounds(unreported, NONE)[ACCOUNT].problem == told
        assert set(paying.stages(unreported).values()) == {ACCEPTED}
        assert paying.balance(unreported, IN_TRANSIT.code) == on_its_way
    night(unreported, bank)
    assert set(paying.stages(unreported).values()) == {SETTLED}
    assert rounds(unreported, NONE)[ACCOUNT].problem is None


def rejects(monkeypatch):
    """The bank reports that it has rejected the first payment."""
    no = Report(
        message="",
        payment=FIRST.payment,
        status=Status.REJECTED,
        word="RJCT",
        code="AC04",
        file=b"<no/>",
    )
    real = MockBank.reports
    monkeypatch.setattr(MockBank, "reports", lambda self: [*real(self), no])


def night(system, bank):
    """The bank's statement of the day is there and imported; then one more round."""
    bank.move_to(NEXT_MORNING)
    move_to(system, f"{NEXT_MORNING}:00+08:00")
    for _ in range(2):
        rounds(system, NONE)


def test_a_notice_of_another_amount_decides_nothing_and_is_told_until_all_is_over(
    unreported, bank, files
):
    spoil(bank, amount(FIRST.fen), ">1.00<")
    for pauses, stage in ((USUAL, SENT), (USUAL, SENT), (NONE, ACCEPTED)):
        problem = rounds(unreported, pauses)[ACCOUNT].problem
        assert problem == f"a notification says another amount of {PAYMENT} than ordered"
        assert paying.stages(unreported)[PAYMENT] == stage, "only the bank's own answer decides"
    night(unreported, bank)
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


def test_a_refund_is_not_sent_anew_while_a_notice_says_that_what_was_rejected_went_out(
    unreported, bank, files
):
    rejection = ReportPayment(
        payment=PAYMENT, account=ACCOUNT, status="REJECTED", code="AC04", reason=None
    )
    unreported.ask("platform", rejection)
    assert paying.approve(unreported) == 1
    again = PAYMENT.removesuffix("1") + "2"
    doubt = f"a notification says {PAYMENT} was debited, which was rejected"
    held = f"{again} is not sent: the bank contradicts itself on {PAYMENT}"
    for day in (18, 19, 20):
        bank.move_to(f"2026-03-{day}T08:30")
        move_to(unreported, f"2026-03-{day}T08:30:00+08:00")
        for _ in range(2):
            assert rounds(unreported, NONE)[ACCOUNT].problem == f"{doubt}; {held}"
    stages = paying.stages(unreported)
    assert (stages[PAYMENT], stages[again]) == (Stage.REJECTED.value, Stage.ORDERED.value)
    assert len(files) == 1, "the statement shows the debit: it would be paid twice"


def test_once_later_statements_show_no_such_debit_the_refund_goes_anew(
    owing, bank, files, monkeypatch
):
    bank.behaves(ACCOUNT, "reject-file")
    paying.step(owing)
    assert set(paying.stages(owing).values()) == {Stage.REJECTED.value}
    bank.behaves(ACCOUNT, "accept")
    real = MockBank.notifications
    wrong = notification(PAYMENT, FIRST.fen)
    monkeypatch.setattr(MockBank, "notifications", lambda self: [*real(self), wrong])
    assert paying.approve(owing) == COUNT
    assert "was debited, which was rejected" in paying.step(owing).problem
    assert paying.stages(owing)[PAYMENT.removesuffix("1") + "2"] == Stage.ORDERED.value
    for day in (19, 20):
        bank.move_to(f"2026-03-{day}T08:30")
        move_to(owing, f"2026-03-{day}T08:30:00+08:00")
        paying.step(owing)
    assert paying.step(owing).problem is None
    assert len(files) == 3


def notification(payment, fen):
    """A debit of it on 18 March, from our account."""
    entry = (
        f'<Ntry><Amt Ccy="CNY">{fen // 100}.{fen % 100:02d}</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
        "<Sts>BOOK</Sts><BookgDt><Dt>2026-03-18</Dt></BookgDt><NtryDtls><TxDtls><Refs>"
        f"<EndToEndId>{payment.replace('/', '-')}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
    )
    account = f"<Acct><Id><IBAN>{account_number(paying.NUMBER)}</IBAN></Id></Acct>"
    inner = f"<Ntfctn>{account}{entry}</Ntfctn>"
    return f"<Document><BkToCstmrDbtCdtNtfctn>{inner}</BkToCstmrDbtCdtNtfctn></Document>".encode()


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
