"""One installation through one or more violent deaths, and what became of it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from api.embedded import running
from api.embedded.process import postmaster
from api.home import Home
from api.wiring import opened
from tests.faults.client import Outbox
from tests.faults.judging import Books, books, findings
from tests.faults.plan import plan
from tests.faults.striking import CLIENT, DATABASE, Blow
from tests.faults.workload import STARTS

ROOT = Path(__file__).parents[2]
LONGEST_S = 180
"""A life that takes longer hangs."""
DONE, GONE, KILLED = 0, 5, -signal.SIGKILL
LOOK_S = 0.02


class Defect(AssertionError):
    """Something happened that must not, whatever is killed; the sentence says what."""


@dataclass(frozen=True)
class Stroke:
    """A blow from outside, after so many seconds; the victim is the client or the database."""

    victim: str
    after_s: float


@dataclass(frozen=True)
class Life:
    """How a child ended, and what it said if it could."""

    code: int
    struck: bool
    passed: dict[str, int] = field(default_factory=dict)
    written: int = 0


class Trial:
    """An installation in a folder, and the plan that is played on it."""

    def __init__(self, place: Path, planned: dict[str, int]) -> None:
        self.place, self._planned = place, planned
        self.home = Home(place / "home")
        self._data = self.home.root / "postgres" / "data"
        place.mkdir(mode=0o711)
        self.home.make("faults.example/log", "simulated", STARTS)

    @property
    def asked(self) -> int:
        """How many commands were asked for so far, in all lives."""
        return len(Outbox(self.place).asked())

    def live(self, blow: Blow | Stroke | None = None, *, revived: bool = True) -> Life:
        """Starts a child and waits for its end; a database that was killed is started again.

        `revived` False: it stays away, as long as the child lives. Raises Defect unless the child
        was killed as meant, ended in order, or said that the database is gone.
        """
        armed = json.dumps(asdict(blow)) if isinstance(blow, Blow) else "null"
        arguments = [str(self.place), json.dumps(self._planned), armed]
        with self._child(arguments) as child, ExitStack() as kept:
            struck = self._watch(child, blow, kept if revived else None)
            said, complained = child.communicate()
        if child.returncode not in (DONE, GONE, KILLED) or "Traceback" in complained:
            raise Defect(f"a life ended with {child.returncode} after {blow}:\n{complained}")
        if child.returncode == KILLED:
            return Life(KILLED, struck=True)
        if child.returncode == GONE and "zhangben: " not in complained:
            raise Defect(f"the database was gone, and no sentence said so:\n{complained}")
        told = json.loads(said)
        return Life(child.returncode, struck or told["struck"], told["passed"], told["written"])

    @contextmanager
    def _child(self, arguments: list[str]) -> Iterator[subprocess.Popen[str]]:
        command = [sys.executable, "-X", "faulthandler", "-m", "tests.faults.child", *arguments]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True
        ) as child:
            try:
                yield child
            finally:
                child.kill()

    def _watch(
        self, child: subprocess.Popen[str], blow: Blow | Stroke | None, kept: ExitStack | None
    ) -> bool:
        """Until the child ends: strikes from outside, starts a killed database again, once."""
        began, struck = time.monotonic(), False
        revive = kept if blow and blow.victim == DATABASE else None
        served = False
        while child.poll() is None:
            passed_s = time.monotonic() - began
            if passed_s > LONGEST_S:
                child.send_signal(signal.SIGABRT)
                raise Defect(f"a life hangs after {blow}:\n{child.communicate()[1]}")
            server = postmaster(self._data) if self._data.exists() else None
            served = served or server is not None
            if isinstance(blow, Stroke) and not struck and passed_s >= blow.after_s:
                victim = child.pid if blow.victim == CLIENT else server
                if victim is not None:
                    os.kill(victim, signal.SIGKILL)
                    struck = True
            elif revive and served and server is None:
                revive.enter_context(running(self.home.root / "postgres"))
                revive = None
            time.sleep(LOOK_S)
        return struck

    def finish(self) -> Life:
        """Lives undisturbed to the end."""
        life = self.live()
        if life.code != DONE:
            raise Defect(f"an undisturbed life ended with {life.code}")
        return life

    def judge(self, undisturbed: Books | None = None) -> Books:
        """The books of a finished run. Raises Defect for anything that is not as it should be."""
        with opened(self.home) as system:
            found = findings(system, Outbox(self.place), plan(**self._planned))
            if found:
                raise Defect("\n".join(found))
            made = books(system)
        if undisturbed is not None and made != undisturbed:
            raise Defect(f"the books differ:\n{_difference(made, undisturbed)}")
        return made


def _difference(made: Books, wanted: Books) -> str:
    pairs: list[tuple[Any, Any]] = [(made.balances, wanted.balances), (made.facts, wanted.facts)]
    return "\n".join(
        f"{key}: {ours.get(key)} instead of {right.get(key)}"
        for ours, right in pairs
        for key in ours.keys() | right.keys()
        if ours.get(key) != right.get(key)
    )
