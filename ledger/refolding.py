"""Snapshots are believed when a stream is folded; here each is held against a fold from event 1."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from domain.kernel import StreamId
from ledger import snapshots
from ledger.folding import Misplaced, grow
from ledger.log import Log
from ledger.memory import Held
from ledger.snapshots import Snapshot
from ledger.store import Store
from ledger.vault import Vault


@dataclass(frozen=True, slots=True)
class Refolded:
    """How many snapshots were looked at, and the numbers of the streams whose own was wrong."""

    count: int
    wrong: tuple[int, ...]


def refold(log: Log, store: Store, vault: Vault, rest: Callable[[float], bool]) -> Refolded | None:
    """Looks at every snapshot, one stream at a time; drops those that are wrong.

    What this program cannot read (another shape, a key that is gone) is not looked at: no fold
    believes it either. `rest` waits as long as a stream took, and tells when to end: None.
    """
    wrong, numbers = [], snapshots.numbers(vault)
    for number in numbers:
        began = time.monotonic()
        if not _right(log, store, vault, number):
            snapshots.drop(vault, number)
            wrong.append(number)
        if rest(time.monotonic() - began):
            return None
    return Refolded(len(numbers), tuple(wrong))


def _right(log: Log, store: Store, vault: Vault, number: int) -> bool:
    stream, names = _stream(store, number), vault.names_of(number)
    if stream is None or stream.kind not in log.kinds:
        return False
    known = snapshots.load(vault, log.kinds[stream.kind], number, names)
    return known is None or _folds_to(log, store, vault, stream, known, number, names)


def _stream(store: Store, number: int) -> StreamId | None:
    with store.reading() as curs:
        row = curs.execute(
            "SELECT kind, code FROM ledger.stream WHERE number = %s", (number,)
        ).fetchone()
    return StreamId(*row) if row else None


def _folds_to(
    log: Log,
    store: Store,
    vault: Vault,
    stream: StreamId,
    known: Snapshot,
    number: int,
    names: tuple[str, ...],
) -> bool:
    """Whether the stream's events up to the snapshot's come to its state."""
    held = Held(number, 0, None, log.kinds[stream.kind].initial, names)
    try:
        for _, stored in store.events(number):
            held = grow(log, vault, stream, held, stored)
            if held.sequence == known.sequence:
                break
    except Misplaced:
        return False
    return (held.sequence, held.head, held.state) == (known.sequence, known.head, known.state)
