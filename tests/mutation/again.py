"""What no test noticed, of what runs while modules are imported, is put to all tests once more.

Which tests are asked about a change is told by who calls the changed code. What runs while a module
is imported, or while tests are collected, is called by none of them, so its changes were put to few
tests, or to none.
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
_WATCH = """
import sys, pytest
seen = set()
def note(frame, event, _):
    if event == "call" and frame.f_code.co_name.endswith("__mutmut_orig"):
        seen.add((frame.f_globals.get("__name__"), frame.f_code.co_name))
class Watch:
    def pytest_collection_finish(self):
        sys.setprofile(None)
sys.setprofile(note)
code = pytest.main(sys.argv[1:], plugins=[Watch()])
print(*(f"RAN {module}.{name}" for module, name in seen), sep="\\n")
sys.exit(code)
"""


def ask_again(copy: Path, names: Iterable[str], tests: Sequence[str]) -> None:
    """Puts each of these changes to tests (as pytest names them), if it is of a function that ran
    before the first test did; what they notice is killed. Raises RuntimeError with what pytest
    said, where the tests cannot even be collected."""
    early = _ran_early(copy, tests)
    asked = [name for name in names if name.rpartition("__mutmut_")[0] in early]
    noticed = {name for name in asked if _noticed(copy, name, tests)}
    for meta in (copy / "mutants").rglob("*.meta"):
        said = json.loads(meta.read_text())
        codes = said["exit_code_by_key"]
        said["exit_code_by_key"] = {n: KILLED if n in noticed else c for n, c in codes.items()}
        meta.write_text(json.dumps(said))


def _ran_early(copy: Path, tests: Sequence[str]) -> set[str]:
    """The functions, as changes name them, that ran while these tests were collected."""
    run = _python(copy, "none", "-c", _WATCH, "--collect-only", "-q", *_ALONE, *tests)
    if run.returncode:
        raise RuntimeError(run.stdout[-2_000:])
    told = (line[4:] for line in run.stdout.splitlines() if line.startswith("RAN "))
    return {name.removesuffix("__mutmut_orig") for name in told}


def _noticed(copy: Path, name: str, tests: Sequence[str]) -> bool:
    """Whether a test fails with this change; tests that cannot be run at all say nothing."""
    run = _python(copy, name, "-m", "pytest", "-x", *_ALONE, *tests)
    return run.returncode in (1, 2)  # a test failed, or the code could not even be imported


_ALONE = ("-n", "0", "-p", "no:cacheprovider")


def _python(copy: Path, change: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=copy / "mutants",
        capture_output=True,
        text=True,
        env={**os.environ, "MUTANT_UNDER_TEST": change, "PYTHONPATH": "."},
        timeout=_TIMEOUT_S,
    )
