"""Files that cannot be read or imported: told, kept at the bank, tried again, in nobody's way."""

from datetime import timedelta

from api.banking.round import Pauses
from api.banking.rounds import rounds
from api.banking.standing import Refused as RefusedFile
from api.banking.standing import standing
from api.banks.channels.channel import Report, Status
from api.banks.channels.mock_bank import MockBank
from api.banks.importing import Importer
from api.clock import system_clock
from domain.kernel import Rejected
from ledger.replay import Replay
from ledger.tickets import Refused
from tests.api.banking.conftest import COUNT
from tests.kit import payouts as paying
from tests.kit.city import move_to
from tests.kit.payouts import ACCOUNT

LATER = Pauses(answer=timedelta(minutes=2), look=timedelta(0), retry=timedelta(minutes=10))
"""As usual, but that earlier days are always looked at."""
NEXT_MORNING = "2026-03-19T08:30"


def test_a_report_that_cannot_be_read_is_told_and_stays_at_the_bank(system, bank):
    channel = bank.channel()
    channel.send(b"<Document/>")
    for _ in range(2):
        done = paying.step(system)
        assert done.problem.startswith("a status report is not read: not a status report")
        assert done.reports == 0
    unread = [f"a status report is not read: {one.reason}" for one in channel.reports()]
    assert unread == done.unread


def test_a_file_that_cannot_be_read_hides_no_later_problem(system, bank, caplog):
    bank.channel().send(b"<Document/>")
    unread = paying.step(system).problem
    paying.pay_in(bank, paying.payers(COUNT))
    move_to(system, f"{paying.MORNING}:00+08:00")
    spoil(bank, "<Ntry>", "<Ntry><Amt/>")
    for _ in range(2):
        problem = paying.step(system).problem
        assert problem.startswith("a statement is not imported: ")
        assert problem.endswith(f"; {unread}")
    spoil(bank, "<Ntry><Amt/>", "<Ntry>")
    assert paying.step(system).problem == unread
    told = [one.getMessage() for one in caplog.records if one.name == "api.banking.rounds"]
    assert told == [f"bank of {ACCOUNT}: {said}" for said in (unread, problem, unread)]


def test_only_so_much_is_told_at_once_and_anew_when_any_of_it_changes(
    system, bank, caplog, monkeypatch
):
    def wrong(*reasons):
        reports = [
            Report(
                message="", payment=None, status=Status.UNKNOWN, word="", reason=one, unread=True
            )
            for one in reasons
        ]
        monkeypatch.setattr(MockBank, "reports", lambda _: reports)
        return paying.step(system).problem

    problem = wrong(*"ABCDEFG")
    assert problem.count("; ") == 5
    assert problem.endswith("E; and 2 more")
    assert len(standing(system.home, ACCOUNT).wrong) == 7
    assert wrong(*"ABCDEGF") == wrong(*"ABCDEGH") == problem
    told = [one for one in caplog.records if one.name == "api.banking.rounds"]
    assert len(told) == 2, "nothing new in another order, but when one is another"


def test_what_the_book_refuses_again_and_again_is_tried_ever_more_seldom():
    """Each try is a refusal in the log; a file that cannot be read costs nothing there."""
    now, ten = system_clock(), timedelta(minutes=10)

    def waits(by_book, ago, pause=ten):
        return RefusedFile(why="", tried_at=now - ago, by_book=by_book).rests(now, pause)

    assert [waits(0, timedelta(minutes=n)) for n in (9, 10)] == [True, False]
    assert [waits(1, timedelta(minutes=n)) for n in (19, 20)] == [True, False]
    assert [waits(3, timedelta(minutes=n)) for n in (79, 80)] == [True, False]
    assert [waits(10**9, timedelta(hours=n)) for n in (23, 24)] == [True, False]
    assert not waits(10**9, timedelta(0), timedelta(0)), "whoever wants it now, gets it now"


def test_each_refusal_by_the_book_is_counted_until_the_file_is_in(system, bank, monkeypatch):
    paying.pay_in(bank, paying.payers(COUNT))
    move_to(system, f"{paying.MORNING}:00+08:00")

    def refuses(*_):
        raise Refused(Rejected("bankday.closed", "it is"), 7, False)

    monkeypatch.setattr(Importer, "file", refuses)
    paying.step(system)
    assert "bankday.closed" in paying.step(system).problem
    assert [one.by_book for one in standing(system.home, ACCOUNT).refused.values()] == [2]
    monkeypatch.undo()
    assert rounds(system, LATER)[ACCOUNT].imported == [], "not yet again"
    assert len(paying.step(system).imported) == 1


def spoil(bank, was, now):
    """Changes the statements that wait at the bank."""
    change = "UPDATE message SET body = replace(body, ?, ?) WHERE type LIKE 'camt.053%'"
    bank._change(change, was, now)


def test_a_statement_that_cannot_be_imported_holds_up_no_other_and_waits(system, bank):
    paying.pay_in(bank, paying.payers(COUNT))
    move_to(system, f"{paying.MORNING}:00+08:00")
    spoil(bank, "<Ntry>", "<Ntry><Amt/>")
    problem = paying.step(system).problem
    assert problem.startswith("a statement is not imported: ")
    bank.move_to(NEXT_MORNING)
    move_to(system, f"{NEXT_MORNING}:00+08:00")
    assert [one.day.day for one in paying.step(system).imported] == [18]
    assert standing(system.home, ACCOUNT).problem == problem
    spoil(bank, "<Ntry><Amt/>", "<Ntry>")
    assert [one.day.day for one in paying.step(system).imported] == [17]
    assert standing(system.home, ACCOUNT).problem is None
    assert paying.step(system).imported == []


def test_a_file_that_was_refused_is_not_tried_again_at_once(system, bank, monkeypatch):
    paying.pay_in(bank, paying.payers(COUNT))
    spoil(bank, "<Ntry>", "<Ntry><Amt/>")
    tried = []
    real = Importer.file
    monkeypatch.setattr(Importer, "file", lambda self, data: tried.append(1) or real(self, data))
    for _ in range(3):
        assert rounds(system, LATER)[ACCOUNT].problem
    assert tried == [1]


def test_while_another_file_of_the_account_is_imported_the_banks_waits_at_the_bank(
    system, bank, monkeypatch
):
    """And the round goes on: whoever hangs holds up neither it nor other accounts, and is waited
    for once, however many files there are."""
    paying.pay_in(bank, paying.payers(COUNT))
    move_to(system, f"{paying.MORNING}:00+08:00")
    waited, alone = list[float](), Replay.alone

    def noted(replay, names, *, within):
        waited.append(within)
        return alone(replay, names, within=within)

    monkeypatch.setattr(Replay, "alone", noted)
    monkeypatch.setattr("api.banking.round.MOMENT_S", 0.05)
    statements = MockBank.statements
    monkeypatch.setattr(MockBank, "statements", lambda one: [*statements(one)] * 3)
    with system.store.alone([f"import/{ACCOUNT}"], within=5):
        done = paying.step(system)
    told = f"a statement is not imported: another file of account {ACCOUNT} is being imported"
    assert done.problem.startswith(told)
    assert (done.imported, waited) == ([], [0.05, 0, 0])
    again = paying.step(system)
    assert (sum(one.new for one in again.imported), again.problem) == (COUNT, None)
