"""The stand-alone verifier: stored events and checkpoints in, verdict out.

    python -m ledger.verify FILE --trust trust.json [--fast] [--json]

Needs the standard library and `cryptography`; touches no store, no network, no class of the
domain. Exit codes: 0 verified, 2 usage, 3 not verified.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched

from ledger import logfile
from ledger.merkle import leaf_hash
from ledger.trust import Trust
from ledger.verdict import BalanceKey, Problems, Verdict, balances_digest
from ledger.verify_event import Judge, Judged
from ledger.verify_order import Walk
from ledger.verify_program import answer, parser
from ledger.verify_tree import Tree, read_checkpoints
from ledger.verify_workers import Chunk, judge_all

CHUNK = 1_000
"""So many events are judged at a time."""

PLACE = re.compile(rb',"position":(\d{1,16}),"previous":(?:null|"[0-9a-f]{64}"),"public":')
"""Where a body says its position."""

type Progress = Callable[[int], None]


def verify(
    stored: Iterable[bytes],
    checkpoints: Iterable[str],
    trust: Trust,
    *,
    held: Iterable[str] = (),
    full: bool = True,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Verdict:
    """Verifies a log from its stored events, in order from position 1, and its checkpoints.

    `trust` is what the asker expects; nothing is taken from the log itself. `held`: checkpoints
    that the asker kept from earlier: only they can show that history was rewritten by the holder
    of all keys. Fast: leaves and roots against the checkpoints, and the opening. Full: every
    event besides (PROOFS 4), on so many processes (all cores unless told). `progress` hears the
    number of events done. Bad bytes never raise; what `stored` raises goes through.
    """
    run = _Run(checkpoints, held, trust, progress)
    chunks = _chunks(stored)
    if full:
        run.full(judge_all(chunks, trust, processes or os.cpu_count() or 1))
    else:
        run.fast(chunks, Judge(trust))
    return run.verdict()


class _Run:
    """One verification, from its checkpoints to its verdict."""

    def __init__(
        self,
        checkpoints: Iterable[str],
        held: Iterable[str],
        trust: Trust,
        progress: Progress | None,
    ) -> None:
        self._began = time.monotonic()
        self._origin = trust.origin
        self._progress = progress
        self._problems = Problems()
        named = read_checkpoints(checkpoints, held, trust, self._problems)
        self._tree = Tree(named, self._problems)
        self._walk = Walk(trust, self._problems, {one.checkpoint.size for one in named})
        self._balances: dict[BalanceKey, int] | None = None

    def full(self, chunks: Iterable[Judged]) -> None:
        """Every event, as judged, in order."""
        self._balances = {}
        for judged in chunks:
            self._hear(judged)
            for key, amount in judged.sums.items():
                if total := self._balances.pop(key, 0) + amount:
                    self._balances[key] = total
            self._grow(judged.leaves)
        self._walk.finish(self._tree.frontier.size)

    def fast(self, chunks: Iterable[Chunk], judge: Judge) -> None:
        """The opening, then leaves and places only. Sending them elsewhere would take longer."""
        for first, forms in chunks:
            if first == 1:
                self._hear(judge(1, forms[:1], {}))
            for position, form in enumerate(forms, first):
                place = PLACE.search(form)
                found = int(place[1]) if place else None
                if found != position:
                    self._problems.add("event.position", position, found=found)
            self._grow(list(map(leaf_hash, forms)))

    def _hear(self, judged: Judged) -> None:
        for problem in judged.problems:
            self._problems.take(problem)
        for stretch in judged.stretches:
            self._walk.take(stretch)

    def _grow(self, leaves: Sequence[bytes]) -> None:
        self._tree.extend(leaves)
        if self._progress:
            self._progress(self._tree.frontier.size)

    def verdict(self) -> Verdict:
        """What was found, after the last event."""
        tree, walk, problems, balances = self._tree, self._walk, self._problems, self._balances
        full = balances is not None
        tree.finish()
        if not tree.frontier.size:
            problems.add("log.empty", None)
        return Verdict(
            ok=not problems.count,
            origin=self._origin,
            depth="full" if full else "fast",
            mode=walk.mode,
            events=tree.frontier.size,
            root=tree.frontier.root().hex(),
            checkpoints=tree.fitting,
            covered=tree.covered,
            commands=walk.commands if full else None,
            streams=walk.streams if full else None,
            balances=balances,
            balances_digest=None if balances is None else balances_digest(balances),
            first_bad=problems.first,
            problem_count=problems.count,
            problems=problems.listed(),
            seconds=time.monotonic() - self._began,
        )


def _chunks(stored: Iterable[bytes]) -> Iterator[Chunk]:
    first = 1
    for forms in batched(stored, CHUNK):
        yield first, forms
        first += len(forms)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the exit code."""
    asked = _parser()
    told = asked.parse_args(arguments)

    def look(trust: Trust, held: list[str]) -> Verdict:
        with logfile.read(told.file) as (stored, checkpoints):
            return verify(
                stored, checkpoints, trust, held=held, full=not told.fast, processes=told.processes
            )

    return answer(asked, told, look, logfile.LogFileError)


def _parser() -> argparse.ArgumentParser:
    example = "log.txt --trust trust.json --checkpoint mine.txt"
    asked = parser("ledger.verify", "exported log", example)
    asked.add_argument("file", help="the log, as `export log` writes it")
    depth = asked.add_mutually_exclusive_group()
    depth.add_argument("--fast", action="store_true", help="leaves and roots only")
    depth.add_argument("--full", action="store_true", help="every event (the default)")
    asked.add_argument("--processes", type=int, help="how many; all cores unless told")
    return asked


if __name__ == "__main__":
    sys.exit(main())
