"""Changes the code on purpose and counts how many changes the tests notice.

    python -m tests.mutation.run [MODULE…]

What was interrupted goes on from there. Exits 1 when a module is below the threshold, or a
survivor is not in survivors.md.
"""

import configparser
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.mutation import copies
from tests.mutation.again import UNSHRUNK, ask_again
from tests.mutation.copies import COPIED, ROOT, files_of
from tests.mutation.kinds import needs_no_test
from tests.mutation.survivors import accepted, survivor

NEEDED = 85
"""Per cent of the changes that the tests must notice, in each module."""

RULES = ("tests/domain", "tests/properties", "tests/golden")
PROOFS = ("tests/ledger/test_merkle.py", "tests/ledger/test_heads.py", "tests/ledger/test_tiles.py")
MODULES: dict[str, tuple[str, tuple[str, ...]]] = {
    "domain.money": ("domain/money.py", RULES),
    "domain.calendar": ("domain/calendar.py", RULES),
    "domain.postings": ("domain/postings.py", RULES),
    "domain.deposit": ("domain/deposit/*.py", RULES),
    "domain.desk": ("domain/desk/*.py", RULES),
    "ledger.canonical": (
        "ledger/canonical.py",
        ("tests/ledger/test_canonical.py", "tests/oracle/test_rfc8785.py", "tests/golden"),
    ),
    "ledger.codec": ("ledger/codec.py", ("tests/golden/test_*.py",)),
    "ledger.merkle": ("ledger/merkle.py", PROOFS),
    "ledger.heads": ("ledger/heads.py", PROOFS),
    "ledger.verify": ("ledger/verify*.py", ("tests/ledger/test_verify*.py",)),
}
"""What is changed, and the tests that should notice: fast ones, that read no source as text."""

NEAR: dict[str, tuple[str, ...]] = {
    "domain.money": ("tests/domain/test_money.py", "tests/properties/test_money.py"),
    "domain.calendar": ("tests/domain/test_calendar.py", "tests/properties/test_calendar.py"),
    "domain.postings": ("tests/domain/test_postings.py",),
    "domain.deposit": (
        *("tests/domain/deposit", "tests/domain/desk"),
        "tests/domain/trade/test_hold.py",
    ),
    "domain.desk": ("tests/domain/desk", "tests/domain/deposit", "tests/domain/bankday"),
}
"""Tests that should notice by themselves what is changed in their rooms. Else all of them."""

READERS = (
    "--ignore=tests/domain/test_source.py",
    "--deselect=tests/ledger/test_verify.py::test_every_kind_of_finding_has_a_test_that_hears_it",
)
"""Tests that read code or tests as text: they say nothing about a change."""

STATES = {
    0: "survived", 1: "killed", 3: "killed", -11: "killed", 5: "untested", 33: "untested",
    36: "timeout", 24: "timeout", -24: "timeout", 152: "timeout", -9: "timeout",
}  # fmt: skip
"""What became of a change, by its exit code. Any other is a kill: 255, it could not be imported."""
INTERRUPTED = 2
UNTESTED = tuple(code for code, state in STATES.items() if state == "untested")
MISSED = (0, *UNTESTED)
_SPINNER = re.compile(r"^$|[\u2800-\u28ff] ")


def prepare(module: str) -> Path:
    """The module's copy of the tree, as the tree is now (`copies`)."""
    below = ["domain"] if module.startswith("domain") else ["domain", "ledger"]
    tests = [*below, "tests/conftest.py", "tests/kit", *files_of(MODULES[module][1])]
    copy = copies.brought_up_to_date(module, tests)
    (copy / "preload").write_text("\n".join(PRELOADED))
    return copy


def _settings(pattern: str, tests: list[str], warm: bool) -> str:
    settings = {
        "source_paths": [name for name in COPIED if (ROOT / name).is_dir() and name != "tests"],
        "only_mutate": [pattern],
        "pytest_add_cli_args_test_selection": [*tests, *READERS],
    }
    lines = (f"{key}=\n" + "".join(f"    {v}\n" for v in vs) for key, vs in settings.items())
    return (
        f"[mutmut]\n{''.join(lines)}{_FORKED}forkserver_warmup={'collect' if warm else 'import'}\n"
    )


_FORKED = """use_git_change_detection=false
process_isolation=forkserver
preload_modules_file=preload
timeout_constant=5
"""
"""Near tests are loaded once for all changes: ten times as fast, but what runs at import is not
changed. For what they never called our modules are imported anew; which takes its time, and must
not be taken for a loop without end.
"""
PRELOADED = ("pytest", "hypothesis", "cryptography", "msgspec", "psycopg")


def mutate(module: str, copy: Path) -> None:
    """Runs every change that has no result yet, by near tests that are loaded already; then, of
    code that none of them called, by all tests, and loaded anew.

    Raises RuntimeError with what the tool said.
    """
    asked = copy / "asked"
    pattern, tests = MODULES[module]
    begun = int(asked.read_text()) if asked.exists() else None
    for stage, those in enumerate((NEAR.get(module, tests), tests)):
        if begun is not None and stage < begun:
            continue
        if stage != begun:
            _forget(copy, UNTESTED if stage else MISSED)
        (copy / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)  # which test hears what
        asked.write_text(str(stage))
        (copy / "setup.cfg").write_text(_settings(pattern, files_of(those), not stage))
        _run(copy)


def _run(copy: Path) -> None:
    _forget(copy, (INTERRUPTED,))
    log = copy / "mutmut.log"
    command = [sys.executable, "-m", "mutmut", "run"]
    environment = {**os.environ, "CI": "true", "PYTEST_ADDOPTS": UNSHRUNK}
    with log.open("wb") as out:
        running = subprocess.Popen(command, cwd=copy, stdout=out, stderr=out, env=environment)
        while running.poll() is None:
            if sys.stderr.isatty():
                states = Counter(results(copy).values())
                done = states.total() - states["waiting"]
                print(f"\r  {done} of {states.total()} ", end="\r", file=sys.stderr, flush=True)
            time.sleep(1)
    if running.returncode:
        raise RuntimeError(_why(copy, log))


def _why(copy: Path, log: Path) -> str:
    """What stopped the tool: most often tests that fail on the unchanged code."""
    settings = configparser.ConfigParser()
    settings.read(copy / "setup.cfg")
    tests = settings["mutmut"]["pytest_add_cli_args_test_selection"].split()
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=line", *tests]
    run = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    said = run.stdout if run.returncode else log.read_text("utf-8", "replace")
    lines = (line for line in re.split("[\r\n]", said) if not _SPINNER.match(line))
    return "\n".join(list(lines)[-12:])


def _forget(copy: Path, codes_of: Sequence[int]) -> None:
    """Changes that ended so are run again."""
    for meta in (copy / "mutants").rglob("*.meta"):
        said = json.loads(meta.read_text())
        codes = said["exit_code_by_key"]
        said["exit_code_by_key"] = {n: None if c in codes_of else c for n, c in codes.items()}
        meta.write_text(json.dumps(said))


def results(copy: Path) -> dict[str, str]:
    """What became of each change, by its name."""
    found: dict[str, str] = {}
    for meta in (copy / "mutants").rglob("*.meta"):
        try:
            codes = json.loads(meta.read_text())["exit_code_by_key"]
        except ValueError:  # being written just now
            continue
        found |= {n: "waiting" if c is None else STATES.get(c, "killed") for n, c in codes.items()}
    return found


def _unexplained(copy: Path) -> list[str]:
    """What no test noticed and survivors.md gives no reason for."""
    known = accepted()
    missed = (name for name, state in results(copy).items() if state in ("survived", "untested"))
    shown = {name: survivor(copy, name) for name in missed}
    return [
        name
        for name, one in shown.items()
        if one not in known and not needs_no_test(one.before, one.after)
    ]


def report(module: str, copy: Path) -> bool:
    """Prints how a module did; whether that is good enough."""
    found = results(copy)
    states = Counter(found.values())
    noticed = states["killed"] + states["timeout"]
    score = 100 * noticed / max(1, len(found))
    print(
        f"{module}: {score:.1f} % of {len(found)} changes noticed "
        f"(killed {states['killed']}, timeouts {states['timeout']}, "
        f"survived {states['survived']}, untested {states['untested']})"
    )
    new = {survivor(copy, name) for name in _unexplained(copy)}
    for one in sorted(map(str, new)):
        print(f"  not in survivors.md: {one[2:]}")
    return score >= NEEDED and not new and not states["waiting"]


def main(wanted: list[str]) -> int:
    """Mutates the modules that are asked for, or all; returns the exit code."""
    if unknown := set(wanted) - set(MODULES):
        print(f"no module {', '.join(sorted(unknown))}; there are: {', '.join(MODULES)}")
        return 2
    good = True
    for module in wanted or MODULES:
        copy = prepare(module)
        try:
            mutate(module, copy)
            every = [*files_of(MODULES[module][1]), *READERS, UNSHRUNK]
            ask_again(copy, _unexplained(copy), every)
        except RuntimeError as problem:
            print(f"{module}: could not be mutated\n{problem}")
            good = False
            continue
        good &= report(module, copy)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
