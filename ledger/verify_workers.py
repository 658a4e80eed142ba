"""Judging on several processes: chunks go out in turn and come back in order.

A process holds one chunk at a time, so memory stays flat however long the log is.
"""

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection

from ledger.trust import Trust
from ledger.verify_event import Judge, Judged
from ledger.verify_keys import PublicKeys, keys_in

type Chunk = tuple[int, Sequence[bytes]]
"""Position of the first event, and stored forms."""

type _Task = tuple[int, Sequence[bytes], PublicKeys]
type _Pipe = Connection[_Task, Judged]


def judge_all(chunks: Iterable[Chunk], trust: Trust, processes: int) -> Iterator[Judged]:
    """Judges chunks, in their order. A single chunk is not worth starting a process for."""
    coming = iter(chunks)
    start = list(islice(coming, 2))
    chunks = chain(start, coming)
    if processes > 1 and len(start) > 1:
        with _workers(processes, trust) as pipes:
            yield from _in_turn(chunks, pipes)
    else:
        judge = Judge(trust)
        for first, forms in chunks:
            yield judge(first, forms, keys_in(forms))


def _in_turn(chunks: Iterable[Chunk], pipes: Sequence[_Pipe]) -> Iterator[Judged]:
    """Gives each worker, with its chunk, the keys that came since its last one."""
    news: dict[_Pipe, PublicKeys] = {pipe: {} for pipe in pipes}
    busy: deque[_Pipe] = deque()
    for number, (first, forms) in enumerate(chunks):
        found = keys_in(forms)
        for known in news.values():
            known.update(found)
        pipe = pipes[number % len(pipes)]
        done = _result(busy.popleft()) if len(busy) == len(pipes) else None
        pipe.send((first, forms, news[pipe]))
        news[pipe] = {}
        busy.append(pipe)
        if done is not None:
            yield done
    for pipe in busy:
        yield _result(pipe)


def _result(pipe: _Pipe) -> Judged:
    try:
        return pipe.recv()
    except EOFError:
        raise RuntimeError("a verifying process was killed; is there enough memory?") from None


@contextmanager
def _workers(processes: int, trust: Trust) -> Iterator[list[_Pipe]]:
    context = get_context("spawn")
    pipes, workers = [], []
    try:
        for _ in range(processes):
            here, there = context.Pipe()
            worker = context.Process(target=_work, args=(there, trust), daemon=True)
            worker.start()
            there.close()
            pipes.append(here)
            workers.append(worker)
        yield pipes
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
        for pipe in pipes:
            pipe.close()


def _work(pipe: "Connection[Judged, _Task]", trust: Trust) -> None:
    """A worker: judges what it is sent, until it is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked answers an interruption
    judge = Judge(trust)
    while True:
        pipe.send(judge(*pipe.recv()))
