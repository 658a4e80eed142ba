"""Reads a statement file in a process of its own: by our reader, or by a bare `lxml.iterparse`.

`python -m bench.parsing KIND BLOCKS` answers in JSON.
"""

import json
import subprocess
import sys
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time

from lxml import etree

from api.banks.statements.camt import CAMT
from api.banks.statements.format import Statement
from api.banks.statements.opening import LARGEST_CHECKED, Bounded
from bench.peak import peak_mb
from bench.statement_source import BLOCK, Written


@dataclass(frozen=True, slots=True)
class Answer:
    """Processor seconds, and the most memory that the process ever had (MB)."""

    seconds: float
    peak_mb: float


def answered(kind: str, blocks: int) -> Answer:
    """Asks a new process: `ours`, `cleared` (every element is, as it ends) or `kept`.

    Raises CalledProcessError when it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "bench.parsing", kind, str(blocks)],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Answer(**json.loads(done.stdout))


def _ours(blocks: int) -> None:
    (last,) = deque(CAMT.parts(Bounded(Written(blocks), LARGEST_CHECKED)), maxlen=1)
    if not isinstance(last, Statement) or not last.balanced or last.booked != blocks * BLOCK:
        raise RuntimeError(f"the statement was not read as it was written: {last}")


def _bare(blocks: int, *, cleared: bool) -> None:
    for _, element in etree.iterparse(Written(blocks)):
        if cleared:
            element.clear()


def _main(kind: str, blocks: int) -> None:
    began = process_time()
    if kind == "ours":
        _ours(blocks)
    else:
        _bare(blocks, cleared=kind == "cleared")
    print(json.dumps(asdict(Answer(process_time() - began, peak_mb()))))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
