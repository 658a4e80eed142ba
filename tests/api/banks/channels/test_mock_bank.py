"""The channel to the simulated bank: what is taken, refused, sent back, and told again."""

import pytest

from api.banks.channels.camt054 import notices
from api.banks.channels.channel import Answer, NoAnswer, Outcome, Status
from api.banks.channels.line import Line
from api.banks.channels.pain001 import written
from api.banks.statements.format import Kind
from api.banks.statements.register import read
from api.demo.bank import BankRefused, account_number

ACCEPTED, REJECTED, UNKNOWN = Status.ACCEPTED, Status.REJECTED, Status.UNKNOWN
TAKEN = Answer(Outcome.TAKEN)


@pytest.fixture
def channel(bank, ours):
    return bank.channel(ours)


def told(channel) -> list[tuple[str | None, Status, str | None]]:
    return [(one.payment, one.status, one.code) for one in channel.reports()]


def lines(channel) -> list[tuple[str, bool, int, Kind | None, str | None, str]]:
    """What the statements of our account show: id, in or out, fen, kind, why it came back, day."""
    shown = [line for file in channel.statements() for one in read(file) for line in one.lines]
    named = [(line.end_to_end_id, line.credit, line.amount_minor) for line in shown]
    said = [(one.kind, one.return_reason, str(one.booking_date)[5:]) for one in shown]
    return [(*first, *then) for first, then in zip(named, said, strict=True)]


def test_an_accepted_payment_is_reported_at_once_and_booked_on_its_day(
    bank, channel, transfer, instruction
):
    file = transfer(instruction("P1", 80_000), instruction("P2", 1))
    assert channel.send(written(file)) == TAKEN
    assert told(channel) == [("P1", ACCEPTED, None), ("P2", ACCEPTED, None)]
    assert channel.statements() == []
    bank.move_to("2026-03-17T08:00")
    assert lines(channel) == [
        ("P1", False, 80_000, Kind.PAYMENT, None, "03-16"),
        ("P2", False, 1, Kind.PAYMENT, None, "03-16"),
    ]
    assert bank.balance("DEPOSITS") == 1_000_000 - 80_001


def test_after_the_cutoff_it_is_paid_on_the_next_day(bank, channel, transfer):
    bank.move_to("2026-03-16T17:00")
    assert bank.pay(transfer()) == TAKEN
    bank.move_to("2026-03-18T08:00")
    assert [line[-1] for line in lines(channel)] == ["03-17"]


def test_a_refused_file_moves_nothing_and_has_one_report(bank, channel, transfer):
    bank.behaves("DEPOSITS", "reject-file")
    answer = channel.send(written(transfer()))
    assert (answer.outcome, answer.code) == (Outcome.REFUSED, "FF01")
    assert told(channel) == [(None, REJECTED, "FF01")]
    assert channel.send(written(transfer())).outcome is Outcome.ALREADY_THERE
    assert [(one.payment, one.code) for one in channel.ask("RB-1")] == [(None, "FF01")]
    bank.move_to("2026-03-17T08:00")
    assert lines(channel) == []


def test_what_is_no_payment_order_is_refused(channel):
    answer = channel.send(b"<Document/>")
    assert (answer.outcome, answer.code) == (Outcome.REFUSED, "FF01")
    (report,) = channel.reports()
    assert (report.message, report.status) == ("", UNKNOWN)
    assert "not a status report" in report.reason
    channel.done()


def test_a_report_that_cannot_be_read_is_kept_and_the_others_are_done(channel, transfer):
    channel.send(b"<Document/>")
    channel.send(written(transfer()))
    (unread,) = [one.file for one in channel.reports() if one.unread]
    channel.done([unread])
    assert [(one.unread, one.file) for one in channel.reports()] == [(True, unread)]
    channel.done()
    assert channel.reports() == []


def test_a_closed_payee_is_refused_and_the_others_are_paid(bank, channel, transfer, instruction):
    closed = bank.closed_payee("3505010009", "已销户公司")
    file = transfer(instruction("P1", 100), instruction("P2", 200, payee_account=closed))
    assert channel.send(written(file)) == TAKEN
    assert told(channel) == [("P1", ACCEPTED, None), ("P2", REJECTED, "AC04")]
    bank.move_to("2026-03-17T08:00")
    assert [line[0] for line in lines(channel)] == ["P1"]


def test_payments_beyond_the_balance_are_refused_and_smaller_ones_paid(
    bank, channel, transfer, instruction
):
    bank.behaves("DEPOSITS", "insufficient-funds")
    file = transfer(instruction("P1", 900_000), instruction("P2", 100_001), instruction("P3", 5))
    assert channel.send(written(file)) == TAKEN
    assert told(channel) == [
        ("P1", ACCEPTED, None),
        ("P2", REJECTED, "AM04"),
        ("P3", ACCEPTED, None),
    ]


def test_when_all_are_refused_one_by_one_the_file_was_taken_all_the_same(
    bank, channel, transfer, instruction
):
    bank.behaves("DEPOSITS", "insufficient-funds")
    file = transfer(instruction("P1", 1_000_001), instruction("P2", 2_000_000))
    assert channel.send(written(file)) == TAKEN
    assert told(channel) == [("P1", REJECTED, "AM04"), ("P2", REJECTED, "AM04")]


def test_a_file_sent_twice_is_there_already_and_paid_once(bank, channel, transfer):
    file = written(transfer())
    assert channel.send(file) == TAKEN
    again = channel.send(file)
    assert (again.outcome, again.code) == (Outcome.ALREADY_THERE, "DUPL")
    first, second = channel.reports()
    assert (first.payment, first.status) == ("P1-1-1", ACCEPTED)
    assert (second.payment, second.status, second.code) == (None, UNKNOWN, "DUPL")
    assert [one.status for one in channel.ask("RB-1")] == [ACCEPTED]
    bank.move_to("2026-03-17T08:00")
    assert len(lines(channel)) == 1


def test_a_silent_bank_reports_nothing_pays_and_tells_when_asked(bank, channel, transfer):
    bank.behaves("DEPOSITS", "silent")
    assert channel.send(written(transfer())) == TAKEN
    assert channel.reports() == []
    assert [(one.payment, one.status) for one in channel.ask("RB-1")] == [("P1-1-1", ACCEPTED)]
    bank.move_to("2026-03-17T08:00")
    assert [line[0] for line in lines(channel)] == ["P1-1-1"]


def test_what_the_bank_does_not_know_is_none(channel, transfer):
    assert channel.ask("RB-1") is None
    channel.send(written(transfer()))
    assert channel.ask("RB-2") is None


def test_a_payment_comes_back_two_business_days_later(bank, channel, transfer, instruction):
    bank.behaves("DEPOSITS", "return-later", days=2, reason="AC06", end_to_end_id="P2")
    channel.send(written(transfer(instruction("P1", 100), instruction("P2", 200))))
    assert {status for _, status, _ in told(channel)} == {ACCEPTED}
    bank.move_to("2026-03-19T08:00")
    assert lines(channel) == [
        ("P1", False, 100, Kind.PAYMENT, None, "03-16"),
        ("P2", False, 200, Kind.PAYMENT, None, "03-16"),
        ("P2", True, 200, Kind.RETURN, "AC06", "03-18"),
    ]
    assert [one.status for one in channel.ask("RB-1")] == [ACCEPTED, ACCEPTED]


def test_some_of_a_file_come_back_each_for_its_own_reason(bank, channel, transfer, instruction):
    channel.send(written(transfer(*(instruction(f"P{n}", n) for n in (1, 2, 3)))))
    bank.send_back("P1", days=0, reason="AC01")
    bank.send_back("P3", days=1, reason="MS03")
    bank.move_to("2026-03-18T08:00")
    assert [line for line in lines(channel) if line[3] is Kind.RETURN] == [
        ("P1", True, 1, Kind.RETURN, "AC01", "03-16"),
        ("P3", True, 3, Kind.RETURN, "MS03", "03-17"),
    ]


def test_it_is_not_sent_back_before_its_day_nor_for_a_reason_no_message_carries(
    bank, channel, transfer
):
    channel.send(written(transfer()))
    with pytest.raises(BankRefused, match="'XX99'"):
        bank.send_back("P1-1-1", reason="XX99")
    bank.move_to("2026-03-20T10:00")
    bank.send_back("P1-1-1", days=0)
    with pytest.raises(BankRefused, match="is returned, not booked"):
        bank.send_back("P1-1-1")
    bank.move_to("2026-03-21T08:00")
    assert [line[-1] for line in lines(channel)] == ["03-16", "03-20"]


def test_debit_and_return_of_one_day_stand_on_one_statement(bank, channel, transfer):
    bank.behaves("DEPOSITS", "return-later", days=0, reason="AC04")
    channel.send(written(transfer()))
    bank.move_to("2026-03-17T08:00")
    (file,) = channel.statements()
    (statement,) = read(file)
    assert [(line.credit, line.returned) for line in statement.lines] == [
        (False, False),
        (True, True),
    ]
    assert statement.opening_minor == statement.closing_minor == bank.balance("DEPOSITS")


def notified(channel):
    return [one for file in channel.notifications() for one in notices(file)]


def test_a_return_names_whom_it_had_been_sent_to_and_is_no_deposit(bank, channel, transfer):
    channel.send(written(transfer()))
    bank.send_back("P1-1-1", days=0)
    assert [(one.line.kind, one.line.counterparty) for one in notified(channel)] == [
        (Kind.PAYMENT, "漳州市甲建设有限公司"),
        (Kind.RETURN, "漳州市甲建设有限公司"),
    ]


def test_notices_say_what_the_statement_will_say(bank, channel, transfer, ours):
    bank.receive("DEPOSITS", 500, "甲", "3505010001", "62284804025648900001")
    channel.send(written(transfer()))
    told = notified(channel)
    assert {(one.account, one.currency) for one in told} == {(ours, "CNY")}
    bank.move_to("2026-03-17T08:00")
    (statement,) = read(channel.statements()[0])
    numbers = {line.serial for line in statement.lines}
    assert {one.line.serial for one in told} == numbers == {"MB-RCV-1", "MB-PMT-1"}


# What waits comes again until it is done, and only ours.


def test_everything_comes_again_until_it_is_done(bank, channel, transfer):
    channel.send(written(transfer()))
    bank.move_to("2026-03-17T08:00")
    for _ in range(2):
        assert len(channel.reports()) == 1
        assert len(channel.statements()) == 1
        assert len(channel.notifications()) == 1
    channel.done()
    assert (channel.reports(), channel.statements(), channel.notifications()) == ([], [], [])


def test_where_nothing_was_handed_out_the_bank_is_not_asked_again(channel, monkeypatch):
    assert (channel.reports(), channel.statements(), channel.notifications()) == ([], [], [])
    asked = []
    monkeypatch.setattr(Line, "ask", lambda *how: asked.append(how))
    channel.done()
    assert asked == []


def test_what_came_since_is_not_done_with_the_rest(bank, channel, transfer):
    bank.move_to("2026-03-17T08:00")
    assert len(channel.statements()) == 1
    bank.move_to("2026-03-18T08:00")
    channel.send(written(transfer()))
    channel.done()
    assert [str(read(file)[0].to_date) for file in channel.statements()] == ["2026-03-17"]
    assert len(channel.reports()) == 1


def test_a_statement_that_could_not_be_recorded_comes_again_and_the_rest_does_not(bank, channel):
    bank.move_to("2026-03-18T08:00")
    first, second = channel.statements()
    channel.done([first])
    assert channel.statements() == [first]
    channel.done([first])
    assert channel.statements() == [first]
    channel.done()
    assert channel.statements() == []
    assert second != first


def test_an_answer_lost_while_taking_takes_nothing_of_others(bank, ours, monkeypatch):
    """The mailbox gives all or nothing: what others wait for is put back even so."""
    bank.open_account("FEES", "6228480402564891", "交易中心")
    bank.move_to("2026-03-17T08:00")
    channel, real = bank.channel(ours), Line.ask
    assert len(channel.statements()) == 1

    def lost(line, method, path, *args):
        answer = real(line, method, path, *args)
        if path == "/_mock/mailbox?type=camt.053":
            raise NoAnswer("the answer was lost")
        return answer

    monkeypatch.setattr(Line, "ask", lost)
    with pytest.raises(NoAnswer):
        channel.done()
    monkeypatch.undo()
    accounts = {read(file)[0].account for file in bank.channel().statements()}
    assert accounts == {account_number("6228480402564891")}, "ours was recorded"


def test_a_statement_delivered_again_has_the_same_bytes(bank, channel):
    bank.move_to("2026-03-17T08:00")
    first = channel.statements()
    channel.done()
    assert channel.statements() == []
    bank.deliver_again("DEPOSITS")
    assert channel.statements() == first


def test_what_is_delivered_again_is_not_done_before_it_is_handed_out(bank, channel):
    bank.move_to("2026-03-17T08:00")
    first = channel.statements()
    channel.done()
    bank.deliver_again("DEPOSITS")
    channel.done()
    assert channel.statements() == first


def test_only_the_accounts_asked_for_are_told(bank, ours):
    bank.open_account("FEES", "6228480402564891", "交易中心")
    bank.move_to("2026-03-17T08:00")
    accounts = {read(file)[0].account for file in bank.channel(ours).statements()}
    assert accounts == {ours}
    assert len(bank.channel().statements()) == 2
