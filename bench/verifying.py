"""Verification in a process of its own, so that its memory and time are nobody else's.

`python -m bench.verifying` reads a question and prints the answer, both as JSON.
"""

import json
import subprocess
import sys
from base64 import b64encode
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter

from bench import bare
from bench.loading import Loaded
from bench.peak import peak_mb
from ledger.checkpoint import parse, vkey
from ledger.store import Store, datastore
from ledger.tree import Tree
from ledger.trust import Trust
from ledger.verify import verify


@dataclass(frozen=True, slots=True)
class Question:
    """How to verify which part of a log: the first `events`, where a checkpoint was given out.

    `kind`: `full`, `fast`, or a bare loop over the same `signatures` or `leaves`. `keys`: public
    keys in base64 by key id.
    """

    kind: str
    dsn: str
    events: int
    processes: int
    trust: str
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """How many seconds it took, and the most memory that the process ever had (MB)."""

    seconds: float
    peak_mb: float


def answered(kind: str, logs: Loaded, events: int, processes: int) -> Answer:
    """Asks a new process. Raises CalledProcessError when it fails."""
    ledger = logs.ledger
    signers = (ledger.log.signer, ledger.clerk)
    ledger_key = signers[0]
    origin = ledger.log.origin
    checkpoints = vkey(origin, ledger.checkpoints.public)
    trust = Trust(origin, ledger_key.algorithm, ledger_key.public, checkpoints)
    question = Question(
        kind=kind,
        dsn=ledger.databases.app,
        events=events,
        processes=processes,
        trust=trust.to_json().decode(),
        keys={signer.key_id: b64encode(signer.public).decode() for signer in signers},
    )
    done = subprocess.run(
        [sys.executable, "-m", "bench.verifying"],
        input=json.dumps(asdict(question)),
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Answer(**json.loads(done.stdout))


def _verified(question: Question) -> float:
    with Store(datastore(question.dsn)) as store:
        tree = Tree(store)
        notes = [n for n in tree.checkpoints() if parse(n).checkpoint.size <= question.events]
        verdict = verify(
            islice(tree.stored(), question.events),
            notes,
            Trust.from_json(question.trust.encode()),
            full=question.kind == "full",
            processes=question.processes,
        )
    if not verdict.ok or verdict.events != question.events:
        raise RuntimeError(f"what was just written does not verify: {verdict.lines()}")
    return verdict.seconds


def _main() -> None:
    question = Question(**json.load(sys.stdin))
    began = perf_counter()
    match question.kind:
        case "signatures":
            seconds = bare.signatures(
                question.dsn, question.events, question.processes, question.keys
            )
        case "leaves":
            bare.leaves(question.dsn, question.events)
            seconds = perf_counter() - began
        case _:
            seconds = _verified(question)
    print(json.dumps(asdict(Answer(seconds, peak_mb()))))


if __name__ == "__main__":
    _main()
