"""Eight processes write one log; another follows it, misses none and sees the one order."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from ledger.signing import FileSigner
from ledger.tree import Tree
from ledger.verify import verify
from tests.faults.lamplight import lamps, trust
from tests.kit.house import house

ROOT = Path(__file__).parents[2]
WRITERS, COMMANDS, TIMES = 8, 25, 250
EVENTS = WRITERS * COMMANDS * TIMES
"""50,000 (DESIGN 3): followers of a recorder that takes no lock missed some of so many."""


def started(stack: ExitStack, program: str, work: dict[str, Any]) -> subprocess.Popen[str]:
    """A process of its own, its work on stdin; killed when the test ends before it does."""
    pipe = subprocess.PIPE
    process = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", f"tests.faults.{program}"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=pipe,
            stdout=pipe,
            text=True,
        )
    )
    stack.callback(process.kill)
    assert process.stdin is not None
    json.dump(work, process.stdin)
    process.stdin.close()
    return process


def test_a_follower_of_eight_writers_misses_none_and_sees_strict_order(database, tmp_path):
    with house(database) as home, ExitStack() as stack:
        for name, signer in (("ledger", home.log.signer), ("ann", home.ann)):
            assert isinstance(signer, FileSigner)
            signer.save(tmp_path / f"{name}.pem")
        lamps_registered = 1 + 3 * WRITERS
        until = home.store.tail().position + lamps_registered + EVENTS
        work = {
            "origin": home.log.origin, "keys": str(tmp_path), "app": database.app,
            "matcher": database.matcher, "commands": COMMANDS, "times": TIMES,
        }  # fmt: skip
        reading = {"origin": home.log.origin, "read": database.read, "until": until}
        follower = started(stack, "follower", reading)
        assert follower.stdout is not None
        assert follower.stdout.readline() == "ready\n"
        writers = [started(stack, "writer", work | {"name": f"w{n}"}) for n in range(WRITERS)]
        told = [line for writer in writers for line in lines_of(writer)]
        read = json.loads(lines_of(follower)[0])
        spans = sorted((int(first), int(last)) for first, last in map(str.split, told))
        stored = list(Tree(home.store).stored())
        assert len(spans) == WRITERS * COMMANDS
        assert all(one[1] < other[0] for one, other in pairwise(spans))
        assert lamps(home) == EVENTS
        assert len(stored) == read["read"] == until
        assert read["batches"] > WRITERS
        assert read["digest"] == sha256(b"".join(stored)).hexdigest()
        found = verify(stored, [], trust(home), full=False)
        assert [problem.code for problem in found.problems] == ["checkpoint.none"]


def lines_of(process: subprocess.Popen[str]) -> list[str]:
    """What a process printed until it ended well."""
    assert process.stdout is not None
    lines = process.stdout.read().splitlines()
    assert process.wait() == 0
    return lines
