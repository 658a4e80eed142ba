"""The least that a verification must do, in a bare loop: the signatures alone, the leaves alone."""

from base64 import b64decode
from hashlib import sha256
from itertools import islice, pairwise
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from time import perf_counter

from ledger.codec import read_body
from ledger.envelope import part
from ledger.signing import COMMAND_TAG, ED25519, EVENT_TAG, verify
from ledger.store import Store, datastore
from ledger.tree import Tree

type Check = tuple[bytes, bytes, bytes]
"""Public key, signature, message."""


def leaves(dsn: str, events: int) -> None:
    """Reads the events and hashes each."""
    with Store(datastore(dsn)) as store:
        for stored in islice(Tree(store).stored(), events):
            sha256(b"\0" + stored).digest()


def signatures(dsn: str, events: int, processes: int, keys: dict[str, str]) -> float:
    """Seconds for all signatures, of events and of commands, shared out to some processes.

    What is read and cut apart beforehand does not count.
    """
    context = get_context("spawn")
    start, seconds = context.Barrier(processes), context.Queue()
    ends = [events * n // processes for n in range(processes + 1)]
    workers = [
        context.Process(target=_check_all, args=(dsn, *span, keys, start, seconds))
        for span in pairwise(ends)
    ]
    for worker in workers:
        worker.start()
    slowest: float = max(seconds.get() for _ in workers)
    for worker in workers:
        worker.join()
    return slowest


def _check_all(
    dsn: str, after: int, to: int, keys: dict[str, str], start: Barrier, seconds: "Queue[float]"
) -> None:
    public = {name: b64decode(key) for name, key in keys.items()}
    with Store(datastore(dsn)) as store:
        stored = islice(Tree(store).stored(after), to - after)
        checks = [check for one in stored for check in _checks(one, public)]
    start.wait()
    began = perf_counter()
    good = all(verify(ED25519, key, signature, said) for key, signature, said in checks)
    seconds.put(perf_counter() - began)
    if not good:
        raise RuntimeError("a signature that was just made does not fit")


def _checks(stored: bytes, public: dict[str, bytes]) -> list[Check]:
    data, signed = part(stored)
    checks = [(public[signed.key], signed.sig, EVENT_TAG + data)]
    command = read_body(data).command
    if command and command.signatures:
        digest = bytes.fromhex(command.digest)
        checks += [(public[s.key], s.sig, COMMAND_TAG + digest) for s in command.signatures]
    return checks
