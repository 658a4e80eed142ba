"""The leaves as they come, held against what checkpoints say of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ledger.checkpoint import Checkpoint, CheckpointRefused, verify
from ledger.merkle import Frontier
from ledger.trust import Trust
from ledger.verdict import Problems


class Named(NamedTuple):
    """A checkpoint and how it is called in a finding."""

    which: str
    checkpoint: Checkpoint


def read_checkpoints(
    given: Iterable[str], held: Iterable[str], trust: Trust, problems: Problems
) -> list[Named]:
    """The checkpoints that the expected key signed, by size; the others become problems.

    `given` come with the log and must grow; `held` were kept by whoever verifies.
    """
    good: list[Named] = []
    before = 0
    for number, note in enumerate(given, 1):
        if named := _read(f"checkpoint {number}", note, trust, problems):
            size = named.checkpoint.size
            if size < before:
                problems.add("checkpoint.order", None, which=named.which, size=size, before=before)
            before = size
            good.append(named)
    for number, note in enumerate(held, 1):
        if named := _read(f"held checkpoint {number}", note, trust, problems):
            good.append(named)
    if not good:
        problems.add("checkpoint.none", None)
    return sorted(good, key=lambda named: named.checkpoint.size)


def _read(which: str, note: str, trust: Trust, problems: Problems) -> Named | None:
    name, public = trust.checkpoint_key
    try:
        checkpoint = verify(note, name, public)
    except CheckpointRefused as problem:
        problems.add("checkpoint.refused", None, which=which, why=str(problem))
        return None
    if checkpoint.origin != trust.origin:
        found, wanted = checkpoint.origin, trust.origin
        problems.add("checkpoint.origin", None, which=which, found=found, wanted=wanted)
        return None
    return Named(which, checkpoint)


class Tree:
    """Grows by leaves; compares its root at every size that a checkpoint speaks of."""

    def __init__(self, checkpoints: Sequence[Named], problems: Problems) -> None:
        """`checkpoints` by size."""
        self._waiting = list(reversed(checkpoints))
        self._problems = problems
        self.frontier = Frontier()
        self.covered = 0
        """Size of the largest checkpoint that fits."""
        self.fitting = 0
        """How many fit."""

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Takes in the next leaf hashes."""
        while self._waiting and self._next() <= self.frontier.size + len(leaves):
            more = self._next() - self.frontier.size
            self.frontier = self.frontier.extend(leaves[:more])
            leaves = leaves[more:]
            self._compare(*self._waiting.pop())
        self.frontier = self.frontier.extend(leaves)

    def finish(self) -> None:
        """What the events did not reach."""
        self.extend(())  # a checkpoint of an empty log, if no event came
        events = self.frontier.size
        for which, checkpoint in reversed(self._waiting):
            size = checkpoint.size
            self._problems.add(
                "checkpoint.beyond", events + 1, which=which, size=size, events=events
            )

    def _next(self) -> int:
        return self._waiting[-1].checkpoint.size

    def _compare(self, which: str, checkpoint: Checkpoint) -> None:
        found, size = self.frontier.root(), checkpoint.size
        if found == checkpoint.root:
            self.covered = size
            self.fitting += 1
            return
        self._problems.add(
            "checkpoint.root",
            None,
            which=which,
            size=size,
            wanted=checkpoint.root.hex(),
            found=found.hex(),
            since=min(self.covered + 1, size),
        )
