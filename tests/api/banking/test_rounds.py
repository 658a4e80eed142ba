"""Rounds over the channels of an installation: everything once, and a bank that is away waits."""

from datetime import timedelta
from hashlib import sha256

import pytest

from api import locking
from api.banking import rounds as rounds_module
from api.banking.asking import asking
from api.banking.connections import Connection, connect
from api.banking.round import NONE, USUAL, Pauses, Round
from api.banking.rounds import opened_account, rounds
from api.banking.standing import Standing, lock, standing
from api.banks.channels.channel import Answer, Outcome
from api.banks.channels.mock_bank import MockBank
from api.banks.importing import Importer
from api.banks.matching import Matcher
from api.clock import system_clock
from api.demo.bank import account_number
from domain.accounts import BANK_DEBITS, IN_TRANSIT, REFUNDS_PAYABLE, UNIDENTIFIED
from domain.kernel import StreamId
from domain.payment.state import Stage
from tests.api.banking.conftest import COUNT
from tests.kit import payouts as paying
from tests.kit.city import move_to
from tests.kit.payouts import ACCOUNT
from tests.kit.statement_files import Row, file, statement

SENT, ACCEPTED, SETTLED = Stage.SENT.value, Stage.ACCEPTED.value, Stage.SETTLED.value
LATER = Pauses(answer=timedelta(minutes=2), look=timedelta(0), retry=timedelta(minutes=10))
"""As usual, but that earlier days are always looked at."""
NEXT_MORNING = "2026-03-19T08:30"
NO_ANSWER = Answer(Outcome.UNKNOWN, reason="the line was cut")


def next_day(system, bank):
    """The bank's night passes."""
    bank.move_to(NEXT_MORNING)
    move_to(system, f"{NEXT_MORNING}:00+08:00")


def test_what_came_in_is_imported_and_matched_by_the_same_round(system, bank):
    paying.pay_in(bank, paying.payers(COUNT))
    move_to(system, f"{paying.MORNING}:00+08:00")
    done = paying.step(system)
    assert (sum(one.new for one in done.imported), done.problem) == (COUNT, None)
    assert [one.matched for one in done.proposals] == [True] * COUNT
    assert paying.balance(system, UNIDENTIFIED.code) == 0
    assert paying.balance(system, REFUNDS_PAYABLE.code) == -sum(
        one.fen for one in paying.payers(COUNT)
    )


def test_what_a_round_has_looked_into_is_known_to_all_who_import(system, bank):
    paying.pay_in(bank, paying.payers(COUNT))
    move_to(system, f"{paying.MORNING}:00+08:00")
    told = {"number": account_number(paying.NUMBER), "day": paying.ARRIVAL[:10]}
    other = file(statement(Row(7), opening=1, **told))
    Importer(system.replay, system.blobs, asking(system, "bank")).file(other)
    paying.step(system)
    assert system.known_files.complete == {sha256(other).hexdigest()}


def test_an_idle_round_adds_nothing_to_the_log(owing, bank):
    paying.step(owing)
    next_day(owing, bank)
    paying.step(owing)
    before = owing.tree.size()
    done = paying.step(owing)
    assert (done.reports, done.sent, done.asked, done.imported) == (0, [], [], [])
    assert owing.tree.size() == before


def test_what_is_ordered_is_sent_accepted_and_settled_by_the_statement(owing, bank):
    assert [len(one.payments) for one in paying.step(owing).sent] == [COUNT]
    paying.step(owing)
    assert set(paying.stages(owing).values()) == {ACCEPTED}
    next_day(owing, bank)
    paying.step(owing)
    assert set(paying.stages(owing).values()) == {SETTLED}
    assert paying.balance(owing, IN_TRANSIT.code) == paying.balance(owing, BANK_DEBITS.code) == 0
    assert paying.balance(owing, "1001") == bank.balance(ACCOUNT) == 0


def test_what_was_paid_in_anothers_name_is_given_back_by_the_round_that_finds_it(system, bank):
    one = paying.payers(1)[0]
    bank.receive(ACCOUNT, one.fen, "张三", "6217000000000005", one.sub_account)
    bank.move_to(paying.MORNING)
    move_to(system, f"{paying.MORNING}:00+08:00")
    done = paying.step(system)
    assert [one.reason for one in done.proposals] == ["deposit.evidence_recorded"]
    assert [one.matched for one in done.given_back] == [True]
    assert paying.balance(system, UNIDENTIFIED.code) == 0
    assert paying.balance(system, REFUNDS_PAYABLE.code) == -one.fen


def test_a_line_of_an_earlier_day_is_matched_once_somebody_can_tell_whose_it_is(system, bank):
    one = paying.Payer(99)
    paying.owe(system, one)
    bank.receive(ACCOUNT, one.fen, one.name, one.account, one.sub_account)
    bank.move_to(paying.MORNING)
    move_to(system, f"{paying.MORNING}:00+08:00")
    assert [one.reason for one in paying.step(system).proposals] == ["desk.unknown_sub_account"]
    assert rounds(system, LATER)[ACCOUNT].proposals == [], "nothing has happened since"
    paying.number(system, one)
    (proposal,) = rounds(system, LATER)[ACCOUNT].proposals
    assert (proposal.subject, proposal.matched) == (one.deposit, True)


def test_a_line_that_names_nobody_is_opened_to_people_once_no_sealed_lot_can_be_meant(system, bank):
    def opened_to():
        page = StreamId("bankpage", f"{ACCOUNT}/{paying.ARRIVAL[:10]}/1")
        return system.replay.state(page).open_to

    one = paying.payers(1)[0]
    bank.receive(ACCOUNT, one.fen, one.name, one.account, "货款")
    bank.move_to(paying.MORNING)
    move_to(system, f"{paying.MORNING}:00+08:00")
    assert [one.reason for one in paying.step(system).proposals] == ["desk.no_sub_account"]
    assert opened_to() == 0, "it may be a bidder's, who is not known yet"
    paying.open_bids(system)
    paying.step(system)
    assert opened_to() == 1
    before = system.tree.size()
    paying.step(system)
    assert system.tree.size() == before


# A bank that does not answer, or answers late.


def test_a_bank_that_is_away_is_told_once_and_is_there_again_once(system, caplog):
    with paying.Bank(paying.OPENS) as bank:
        paying.bank_of(system, bank)
        paying.step(system)
    before = system.tree.size()
    for _ in range(3):
        assert "no answer from 127.0.0.1" in paying.step(system).problem
    assert system.tree.size() == before
    (told,) = [one.getMessage() for one in caplog.records if one.name == "api.banking.rounds"]
    assert told.startswith(f"bank of {ACCOUNT}: ")
    stands = standing(system.home, ACCOUNT)
    assert stands.problem is not None
    assert stands.heard_at is not None
    assert stands.heard_at < stands.since <= system_clock()
    with paying.Bank(paying.OPENS) as bank:
        paying.bank_of(system, bank)
        assert paying.step(system).problem is None
    assert standing(system.home, ACCOUNT).problem is None
    assert caplog.records[-1].getMessage() == f"bank of {ACCOUNT}: all is well again"


def test_a_bank_that_is_away_holds_up_no_other(owing, bank):
    gone = Connection(account="A-FIRST", kind="mock-bank", address="http://127.0.0.1:9", holder="X")
    connect(owing.home, gone)
    made = rounds(owing, NONE)
    assert list(made) == ["A-FIRST", ACCOUNT]
    assert (
        made["A-FIRST"].problem == "A-FIRST is not open in the books: `zhangben account` opens it"
    )
    assert sum(len(one.payments) for one in made[ACCOUNT].sent) == COUNT


def test_a_round_that_breaks_off_holds_up_no_other_and_is_told(owing, bank, monkeypatch):
    gone = Connection(account="A-FIRST", kind="mock-bank", address="http://127.0.0.1:9", holder="X")
    connect(owing.home, gone)
    real = rounds_module.opened_account

    def breaks(system, account):
        if account == "A-FIRST":
            raise OSError("the first is broken")
        return real(system, account)

    monkeypatch.setattr(rounds_module, "opened_account", breaks)
    with pytest.raises(OSError, match="the first is broken"):
        rounds(owing, NONE)
    assert set(paying.stages(owing).values()) == {ACCEPTED}


def test_a_message_without_an_answer_is_asked_about_after_a_pause_not_before(
    owing, bank, monkeypatch
):
    bank.behaves(ACCOUNT, "silent")
    monkeypatch.setattr(MockBank, "notifications", lambda _: [])
    rounds(owing, USUAL)
    assert rounds(owing, USUAL)[ACCOUNT].asked == []
    assert set(paying.stages(owing).values()) == {SENT}
    move_to(owing, "2026-03-18T08:32:01+08:00")
    (asked,) = rounds(owing, USUAL)[ACCOUNT].asked
    assert (len(asked.payments), asked.answer) == (COUNT, None)
    assert set(paying.stages(owing).values()) == {ACCEPTED}


def test_a_message_that_never_arrived_is_sent_again_as_it_was(owing, bank, monkeypatch):
    lost = []
    real = MockBank.send
    monkeypatch.setattr(MockBank, "send", lambda _, file: lost.append(file) or NO_ANSWER)
    assert NO_ANSWER.reason in rounds(owing, USUAL)[ACCOUNT].problem
    monkeypatch.setattr(MockBank, "send", lambda self, file: again.append(file) or real(self, file))
    again = []
    move_to(owing, "2026-03-18T08:32:01+08:00")
    rounds(owing, USUAL)
    assert again == lost
    assert [took for _, took in bank.payments()] == [True] * COUNT


# Rounds that meet, and what is done meanwhile.


def test_what_is_committed_while_earlier_days_are_looked_at_is_not_taken_as_seen(
    system, bank, monkeypatch
):
    """Somebody gets a number just after the round looked for numbers."""
    one = paying.Payer(99)
    paying.owe(system, one)
    bank.receive(ACCOUNT, one.fen, one.name, one.account, one.sub_account)
    bank.move_to(paying.MORNING)
    move_to(system, f"{paying.MORNING}:00+08:00")
    real = Matcher.give_back

    def meanwhile(matcher, account, day):
        monkeypatch.undo()
        paying.number(system, one)
        return real(matcher, account, day)

    monkeypatch.setattr(Matcher, "give_back", meanwhile)
    assert [found.matched for found in paying.step(system).proposals] == [False]
    (proposal,) = rounds(system, LATER)[ACCOUNT].proposals
    assert (proposal.subject, proposal.matched) == (one.deposit, True)


def test_one_round_of_an_account_at_a_time(owing, bank):
    with locking.alone(lock(owing.home, ACCOUNT)):
        assert rounds(owing, NONE) == {}
    assert len(rounds(owing, NONE)) == 1


def test_two_that_send_the_same_send_it_once(owing, bank):
    """As if the lock of the round were not there: only who recorded it sends."""
    first, second = (Round(owing, *_on(owing, bank)) for _ in range(2))
    sent = [made.make(Standing())[0].sent for made in (first, second)]
    assert [len(one) for one in sent] == [1, 0]
    assert sent[0][0].answer.outcome is Outcome.TAKEN


def _on(system, bank):
    opened = opened_account(system, ACCOUNT)
    return opened, bank.channel(opened.number), paying.HOLDER
