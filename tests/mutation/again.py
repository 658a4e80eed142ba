"""What no test noticed is put to all tests of its module once more, in a process of its own.

Which tests are asked about a change is told by who calls the changed code. What runs while a module
is imported is called by none of them, so its changes were put to few tests, or to none.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

UNSHRUNK = "--hypothesis-profile=unshrunk"
"""That a change is noticed is all that is asked; by which smallest example, nobody reads."""
KILLED = 1
_TIMEOUT_S = 900


def ask_again(copy: Path, names: Iterable[str], tests: Sequence[str]) -> None:
    """Puts each of these changes to tests (as pytest names them); what they notice is killed."""
    noticed = {name for name in names if _noticed(copy, name, tests)}
    for meta in (copy / "mutants").rglob("*.meta"):
        said = json.loads(meta.read_text())
        codes = said["exit_code_by_key"]
        said["exit_code_by_key"] = {n: KILLED if n in noticed else c for n, c in codes.items()}
        meta.write_text(json.dumps(said))


def _noticed(copy: Path, name: str, tests: Sequence[str]) -> bool:
    """Whether a test fails with this change; tests that cannot be run at all say nothing."""
    environment = {**os.environ, "MUTANT_UNDER_TEST": name, "PYTHONPATH": "."}
    command = [sys.executable, "-P", "-m", "pytest", "-x", "-n", "0", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, *tests],
        cwd=copy / "mutants",
        capture_output=True,
        env=environment,
        timeout=_TIMEOUT_S,
    )
    return run.returncode in (1, 2)  # a test failed, or the code could not even be imported
