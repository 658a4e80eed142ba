"""An installation on the eve of a payday, to be copied; and the workers that live and die on it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.database import Databases
from api.demo.bank import Bank
from tests.faults import payables
from tests.faults.own_database import OwnDatabase
from tests.faults.trial import ROOT, Defect
from tests.kit import payouts as paying
from tests.kit.city import city, move_to

REFUNDS = 15
"""So many deposits came too late; what else is to be paid, `payables` says."""


@dataclass(frozen=True)
class Ready:
    """An installation that nobody has open, its refunds and payouts approved: to be copied."""

    folder: Path
    databases: Databases
    copied: Callable[[], Databases]
    """A new database like the installation's."""
    own: OwnDatabase | None = None
    """The server, if it may be killed."""


def make_ready(
    databases: Databases,
    folder: Path,
    copied: Callable[[], Databases],
    own: OwnDatabase | None = None,
) -> Ready:
    """Everything up to the bank's orders."""
    who = paying.payers(REFUNDS)
    with city(databases, folder) as system, Bank(paying.OPENS) as bank:
        paying.require(system, who)
        payables.require(system)
        paying.bank_of(system, bank)
        payables.pay_in(bank)
        paying.pay_in(bank, who)
        paying.open_bids(system)
        move_to(system, f"{paying.MORNING}:00+08:00")
        paying.step(system)
        if paying.approve(system) != REFUNDS:
            raise Defect("not all refunds were approved")
        payables.end(system)
    return Ready(folder, databases, copied, own)


class Workers:
    """Processes that live and die on an installation; one at a time."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def live(self, **given: Any) -> tuple[int, dict[str, int]]:
        """How a life ended, and what it passed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(given) + "\n")
        self._process.stdin.flush()
        code, passed = json.loads(self._process.stdout.readline())
        return code, passed


@contextmanager
def workers() -> Iterator[Workers]:
    """Where workers come from."""
    command = [sys.executable, "-m", "tests.faults.payer"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Workers(process)
        finally:
            process.kill()
