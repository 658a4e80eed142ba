"""The sentences that refusals are told in: the stories of the domain hear no others.

`python -m tests.kit.sentences` tells all stories and writes down what they hear, to be read in the
change of `tests/golden/refusals.json`.
"""

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
KNOWN = TESTS / "golden" / "refusals.json"
_LISTENING = "ZHANGBEN_LISTENING"


def hear(rule: str, sentence: str) -> None:
    """Fails where a rule was never told so; while listening, writes it down instead."""
    if place := os.environ.get(_LISTENING):
        with Path(place).open("a", encoding="utf-8") as out:
            out.write(json.dumps([rule, sentence]) + "\n")
    else:
        assert sentence in known().get(rule, ()), f"{rule} was never told as: {sentence}"


@cache
def known() -> dict[str, list[str]]:
    """Sentences by rule."""
    found: dict[str, list[str]] = json.loads(KNOWN.read_text("utf-8"))
    return found


def listen() -> int:
    """Writes all sentences anew; 1 when a story goes wrong, and nothing is written."""
    with tempfile.NamedTemporaryFile() as out:
        stories = [sys.executable, "-m", "pytest", "-q", str(TESTS / "domain")]
        told = subprocess.run(stories, env={**os.environ, _LISTENING: out.name})
        if told.returncode:
            return 1
        lines = Path(out.name).read_text("utf-8").splitlines()
    found: dict[str, set[str]] = {}
    for rule, sentence in map(json.loads, lines):
        found.setdefault(rule, set()).add(sentence)
    ordered = {rule: sorted(found[rule]) for rule in sorted(found)}
    KNOWN.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(listen())
