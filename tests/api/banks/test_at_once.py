"""Two files at one moment: what is judged is what is banked, whoever else imports."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from api.banks.busy import Busy, Interrupted, OneAtATime
from api.banks.importing import Importer
from ledger.store import Occupied
from tests.api.banks.conftest import ACCOUNT, NUMBER
from tests.kit.statement_files import Row, file, statement

DAY = "2026-03-16"
LONG = 20.0


def told(opening, number=NUMBER):
    """One payment of 1.00, as all files tell one."""
    name = f"S{opening}"
    return file(
        statement(Row(100), number=number, day=DAY, opening=opening, identifier=name), message=name
    )


@contextmanager
def importing(bankers, data):
    """A file is judged and not banked yet, until the body ends; then it is."""
    judged, go_on = Event(), Event()

    def slowly(wanted):
        judged.set()
        assert go_on.wait(LONG)
        return bankers.system.ask("bank", wanted)

    with ThreadPoolExecutor() as others:
        slow = Importer(bankers.replay, bankers.system.blobs, slowly)
        first = others.submit(slow.file, data)
        try:
            assert judged.wait(LONG)
            yield others
        finally:
            go_on.set()
        assert sum(one.new for one in first.result(LONG)) == 1


def test_a_file_of_the_same_account_waits_until_the_other_is_banked(bankers):
    """Else both would take their payment for the first of its day, and it was banked once."""
    with importing(bankers, told(0)) as others:
        second = others.submit(bankers.importer.file, told(100))
        with pytest.raises(TimeoutError):
            second.result(0.3)
    assert sum(one.new for one in second.result(LONG)) == 1
    assert [line.amount for line in bankers.lines(DAY)] == [100, 100]


def test_one_of_another_account_does_not(bankers):
    bankers.account("CNY-OTHER", "35002")
    with importing(bankers, told(0)):
        assert [one.new for one in bankers.importer.file(told(0, "35002"))] == [1]


def test_who_waits_gives_up_in_time_says_so_and_has_written_nothing(bankers):
    """An import that hangs holds its account, and nobody who waits for it for ever."""
    hurried = Importer(bankers.replay, bankers.system.blobs, bankers.importer._ask, patience=0.1)
    with importing(bankers, told(0)):
        before = bankers.position(), bankers.blobs()
        with pytest.raises(Busy) as busy:
            hurried.file(told(100))
        assert (bankers.position(), bankers.blobs()) == before
    assert f"another file of account {ACCOUNT} is being imported" in str(busy.value)
    assert "Bring it again in a moment" in str(busy.value)
    assert f"账户 {ACCOUNT} 正在导入另一份文件" in busy.value.said("zh")
    assert sum(one.new for one in hurried.file(told(100))) == 1


def cut(bankers):
    """The server ends the connection that keeps others out."""
    with bankers.system.store.reading() as curs:
        curs.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )


def losing(bankers, behind):
    """Imports, and is cut off behind a command: another may come in."""

    def asks(wanted):
        receipt = bankers.system.ask("bank", wanted)
        if behind == wanted.NAME:
            cut(bankers)
        return receipt

    return Importer(bankers.replay, bankers.system.blobs, asks)


WRITTEN = {
    "ImportLines": "of its lines 1 are written, of its statements 0",
    "RecordStatement": "of its lines 1 are written, of its statements 1",
}


@pytest.mark.parametrize("behind", WRITTEN)
def test_who_does_not_keep_others_out_any_more_writes_nothing_more_and_says_so(bankers, behind):
    """What was judged may not be what is banked: the same file again finishes it."""
    with pytest.raises(Interrupted) as told_:
        losing(bankers, behind).file(told(0))
    assert f"while a file of account {ACCOUNT} was imported: {WRITTEN[behind]}" in str(told_.value)
    statements = int(behind == "RecordStatement")
    assert f"已写入流水 1 笔、对账单 {statements} 份" in told_.value.said("zh")
    assert "同一份文件再导入一次" in told_.value.said("zh")
    recorded = [one for one in bankers.said() if one.startswith("StatementImported")]
    assert len(recorded) == (behind == "RecordStatement")
    assert [one.new for one in bankers.importer.file(told(0))] == [0]
    assert [line.amount for line in bankers.lines(DAY)] == [100]


def test_who_was_cut_off_before_the_first_write_is_told_that_nothing_was_written(bankers):
    importer = bankers.importer
    looks = importer._files

    def cut_off(*read):
        cut(bankers)
        return looks(*read)

    with pytest.MonkeyPatch.context() as patched, pytest.raises(Interrupted) as told_:
        patched.setattr(importer, "_files", cut_off)
        importer.file(told(0))
    assert "nothing of it was written" in str(told_.value)
    assert "什么都没有写入" in told_.value.said("zh")
    assert not bankers.lines(DAY)


class Locks:
    """Accounts that others hold; `waited`: for how long each try was ready to wait."""

    def __init__(self, *held):
        self.held, self.waited = {f"import/{one}" for one in held}, []

    @contextmanager
    def alone(self, names, *, within):
        self.waited.append(within)
        if taken := self.held.intersection(names):
            raise Occupied(min(taken))
        yield lambda: None


def entered(door, locks, account):
    """Whether it gets in."""
    try:
        with door.alone(locks, [account], within=2):
            return True
    except Busy:
        return False


@pytest.mark.parametrize(("once", "waited"), [(True, [2, 0, 0, 2, 0, 2]), (False, [2] * 6)])
def test_who_has_many_files_waits_once_for_an_account_that_is_held(once, waited):
    """Thirty files of one account that hangs would hold all other banks up for a minute."""
    door, locks = OneAtATime(lambda _: None, waits_once=once), Locks("A")
    assert [entered(door, locks, one) for one in "AAAB"] == [False, False, False, True]
    locks.held.clear()
    assert [entered(door, locks, one) for one in "AA"] == [True, True], "free, it waits as ever"
    assert locks.waited == waited
