"""Chunks go out in turn and come back in order; keys reach whoever needs them."""

import signal
from collections.abc import Iterator
from multiprocessing import active_children
from typing import Any

import pytest

from ledger import verify_workers
from ledger.trust import Trust
from ledger.verify_event import Judge, Judged
from ledger.verify_keys import PublicKeys
from ledger.verify_workers import _in_turn, _work, judge_all
from tests.kit.memory_log import MemoryLog, person


class Worker:
    """A worker in this process that answers only when it is asked to; notes what it is sent."""

    def __init__(self, trust: Trust) -> None:
        self._judge = Judge(trust)
        self._task: Any = None
        self.heard: list[tuple[int, PublicKeys]] = []

    def send(self, task: Any) -> None:
        assert self._task is None, "one chunk at a time"
        self._task = task
        self.heard.append((task[0], dict(task[2])))

    def recv(self) -> Judged:
        task, self._task = self._task, None
        return self._judge(*task)


def chunks(log: MemoryLog, size: int) -> list[tuple[int, list[bytes]]]:
    return [(at + 1, log.forms[at : at + size]) for at in range(0, log.size, size)]


def busy_log() -> MemoryLog:
    log = MemoryLog()
    for _ in range(4):
        new = person("bob")
        log.enrol(new)
        log.switch(new)
    return log


@pytest.mark.parametrize("workers", [1, 2, 3, 30])
def test_results_come_in_order_from_however_many(workers: int) -> None:
    log = busy_log()
    pipes: list[Any] = [Worker(log.trust) for _ in range(workers)]
    found = list(_in_turn(chunks(log, 2), pipes))
    alone = list(judge_all(chunks(log, 2), log.trust, 1))
    assert found == alone
    assert [place for judged in found for place in [judged.stretches[0].position]] == [
        first for first, _ in chunks(log, 2)
    ]
    assert all(s.good == (bool(s.signed_by)) for judged in found for s in judged.stretches)


def test_each_worker_hears_each_key_once_and_in_time() -> None:
    log = busy_log()
    pipes: list[Any] = [Worker(log.trust), Worker(log.trust)]
    list(_in_turn(chunks(log, 2), pipes))
    for pipe in pipes:
        told = [key for _, keys in pipe.heard for key in keys]
        assert len(told) == len(set(told))
        assert log.ann.key in told
    [(_, first), *_] = pipes[1].heard
    assert first == {}
    assert [keys for _, keys in pipes[0].heard][:2] == [
        {},
        {log.ann.key: ("ed25519", log.ann.signer.public)},
    ]


def test_a_worker_gets_its_next_chunk_before_its_last_one_is_looked_at() -> None:
    log = busy_log()
    pipe: Any = Worker(log.trust)
    coming = _in_turn(chunks(log, 5), [pipe])
    next(coming)
    assert [first for first, _ in pipe.heard] == [1, 6]


def test_no_process_is_started_for_a_single_chunk_or_a_single_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: Any) -> Iterator[Any]:
        raise AssertionError("a process was started")

    monkeypatch.setattr(verify_workers, "_workers", refuse)
    log = busy_log()
    assert len(list(judge_all(chunks(log, 100), log.trust, 2))) == 1
    assert len(list(judge_all(chunks(log, 5), log.trust, 1))) == 3
    assert list(judge_all([], log.trust, 2)) == []
    with pytest.raises(AssertionError, match="a process was started"):
        list(judge_all(chunks(log, 5), log.trust, 2))


class Line:
    """The worker's end of a pipe that is cut after some tasks."""

    def __init__(self, tasks: list[Any]) -> None:
        self._tasks = tasks
        self.sent: list[Judged] = []

    def recv(self) -> Any:
        if not self._tasks:
            raise EOFError
        return self._tasks.pop(0)

    def send(self, judged: Judged) -> None:
        self.sent.append(judged)


def test_a_worker_judges_what_it_is_sent_and_leaves_interruptions_to_others() -> None:
    log = busy_log()
    line: Any = Line([(first, forms, {}) for first, forms in chunks(log, 5)])
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(EOFError):
            _work(line, log.trust)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    judge = Judge(log.trust)
    assert line.sent == [judge(first, forms, {}) for first, forms in chunks(log, 5)]


def test_a_worker_that_was_killed_is_said_to_be() -> None:
    line: Any = Line([])
    with pytest.raises(RuntimeError, match=r"^a verifying process was killed; is there enough m"):
        verify_workers._result(line)


def test_processes_end_when_the_asking_ends() -> None:
    log = busy_log()
    coming = judge_all(chunks(log, 5), log.trust, 2)
    assert len(next(coming).leaves) == 5
    workers = active_children()
    assert len(workers) >= 2
    coming.close()  # type: ignore[attr-defined]
    assert not any(worker.is_alive() for worker in workers)
