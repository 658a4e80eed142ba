"""A batch of approved refunds, paid by workers that die again and again; and what must come of it.

The bank here is careless: it pays whatever it is handed, also what it has paid before.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from api.database import Databases
from api.demo.bank import Bank
from api.home import Home
from api.wiring import System, assembled
from domain.accounts import BANK_DEBITS, IN_TRANSIT, UNIDENTIFIED
from domain.deposit.refund import Standing
from domain.payment.state import Stage
from ledger.codec import read_body
from ledger.envelope import part
from ledger.trust import Trust
from ledger.verify import verify
from tests.faults.own_database import OwnDatabase
from tests.faults.payer import (
    ASKING,
    BEFORE_RECORD,
    DATABASE,
    HANDING,
    HEARING,
    KILL,
    MATCHING,
    MOMENT,
    PAYING,
    RECORDED,
    SENT,
    SETTLING,
    UNHEARD,
    UNSENT,
    Blow,
)
from tests.faults.trial import DONE, KILLED, ROOT, Defect
from tests.kit import payouts as paying
from tests.kit.city import city, move_to
from tests.kit.payouts import ACCOUNT, Payer

COUNT = 20
MORNINGS = ("2026-03-18T09:00", "2026-03-19T08:30", "2026-03-20T08:30")
"""When the money goes out, when its statement is there, when what came back is told."""
EVENING = "2026-03-18T18:00"
SENDING = (
    Blow(KILL, BEFORE_RECORD, 1),
    Blow(KILL, RECORDED, 1),
    Blow(KILL, SENT, 1),
    Blow(UNSENT, HANDING, 1),
    Blow(UNHEARD, HANDING, 1),
)
"""While the file goes out: one of these falls first, and must strike."""
RECORDING = (BEFORE_RECORD, SENT)
"""Where the database dies first, if it may: while the message is recorded, or is at the bank."""
_RETURNS = 0.4
_CUTS = 0.35
_MOMENTS = 0.15
_LONGEST_MS = 1_500
_DATABASES = 0.5
_INTO_COMMIT_US = 20_000
_ROUNDS = 3


@dataclass
class Told:
    """What was done to workers: blows that struck, by how and where; how many lives they had.

    `passed`: the points of lives that ended by themselves.
    """

    blows: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    lives: int = 0


@dataclass(frozen=True)
class Ready:
    """An installation that nobody has open, its refunds approved: to be copied."""

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
    who = paying.payers(COUNT)
    with city(databases, folder) as system, Bank(paying.OPENS) as bank:
        paying.require(system, who)
        paying.bank_of(system, bank)
        paying.pay_in(bank, who)
        paying.open_bids(system)
        move_to(system, f"{paying.MORNING}:00+08:00")
        paying.step(system)
        if paying.approve(system) != COUNT:
            raise Defect("not all refunds were approved")
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


class Payday:
    """One seed: who of the payees cannot be paid, whose payment comes back, and every blow."""

    def __init__(
        self, ready: Ready, workers: Workers, place: Path, seed: int, *, blows: bool = True
    ) -> None:
        """`blows`: whether any fall."""
        self.told = Told()
        self._blows, self._own = blows, ready.own
        self._rng = Random(seed)
        first = [*SENDING, *(map(self._at_database, RECORDING) if ready.own else ())]
        self._first = first[seed % len(first)]
        self._workers = workers
        self._home = Home(place / "books")
        shutil.copytree(ready.folder / "books", self._home.root)
        self._databases = ready.copied()
        self._who = paying.payers(COUNT)
        drawn = self._rng.sample(self._who, 3)
        self._closed = drawn[: self._rng.randint(0, 2)]
        self._back = drawn[2] if self._rng.random() < _RETURNS else None
        self._now = datetime.fromisoformat(f"{MORNINGS[0]}:00+08:00")

    def run(self) -> Told:
        """All of it. Raises Defect for the first thing that is not as it should be."""
        with Bank(MORNINGS[0], careless=True) as bank:
            owed = sum(one.fen for one in self._who)
            with self._opened() as system:
                paying.bank_of(system, bank, owed)
            for one in self._closed:
                bank.closed_payee(one.account, one.name)
            more = [self._drawn(PAYING) for _ in range(self._rng.randint(1, 2))]
            if self._own:
                more.append(self._at_database(HEARING))
            self._day([self._first, *more])
            if self._blows and not self.told.blows[_name(self._first)]:
                raise Defect(f"{self._first} struck nobody")
            if twice := list(self._at_the_bank(bank)):
                raise Defect("\n".join(twice))
            bank.move_to(EVENING)
            if self._back is not None:
                bank.send_back(self._back.payment, days=1)
            for morning in MORNINGS[1 : 3 if self._back else 2]:
                bank.move_to(morning)
                self._now = datetime.fromisoformat(f"{morning}:00+08:00")
                self._day([self._drawn(SETTLING)])
            self._judge(bank)
        return self.told

    def _day(self, blows: list[Blow]) -> None:
        """Some lives that are struck, and one that is not."""
        for blow in (*(blows if self._blows else ()), None):
            self._life(blow)

    def _drawn(self, points: tuple[str, ...]) -> Blow:
        rng = self._rng
        kind = rng.random()
        if kind < _CUTS:
            where = rng.choice((HANDING, ASKING))
            nth = 1 if where == HANDING else rng.randint(1, 12)
            return Blow(rng.choice((UNSENT, UNHEARD)), where, nth)
        if kind < _CUTS + _MOMENTS:
            return Blow(MOMENT, "", rng.randint(1, _LONGEST_MS))
        point = rng.choice(points)
        if self._own is not None and rng.random() < _DATABASES:
            return self._at_database(point)
        return Blow(KILL, point, self._often(point))

    def _at_database(self, point: str) -> Blow:
        later = self._rng.randint(0, _INTO_COMMIT_US)
        return Blow(DATABASE, point, self._often(point), later)

    def _often(self, point: str) -> int:
        return self._rng.randint(1, COUNT) if point in (HEARING, MATCHING) else 1

    def _life(self, blow: Blow | None) -> None:
        self._now += timedelta(minutes=1)
        with self._own.restarted() if self._own else nullcontext([]) as back:
            code, passed = self._workers.live(
                home=str(self._home.root),
                databases=asdict(self._databases),
                now=self._now.isoformat(),
                rounds=_ROUNDS,
                pause_s=self._rng.choice((0, 30)) if blow else 0,
                blow=asdict(blow) if blow else None,
                data=str(self._own.data) if self._own else None,
            )
        self.told.lives += 1
        self.told.passed.update(passed)
        if blow and (back or blow.struck(code, passed)):
            self.told.blows[_name(blow)] += 1
        ends = {KILLED: blow and blow.how in (KILL, MOMENT), DONE: True}
        if not ends.get(code, bool(back)):
            raise Defect(f"a worker ended with {code} after {blow}")

    @contextmanager
    def _opened(self) -> Iterator[System]:
        with assembled(self._home, self._databases) as system:
            yield system

    def _judge(self, bank: Bank) -> None:
        with self._opened() as system:
            found = [*self._at_the_bank(bank), *self._in_the_log(system), *_books(system, bank)]
        if found:
            raise Defect("\n".join(found))

    def _expected(self, one: Payer) -> tuple[Stage, Standing]:
        if one in self._closed:
            return Stage.REJECTED, Standing.FAILED
        if one == self._back:
            return Stage.RETURNED, Standing.RETURNED
        return Stage.SETTLED, Standing.PAID

    def _at_the_bank(self, bank: Bank) -> Iterator[str]:
        """Each payment was handed over once; the bank took all but those to closed accounts."""
        handed = Counter(payment for payment, _ in bank.payments())
        for one in self._who:
            if handed[one.payment] != 1:
                yield f"{one.payment} is at the bank {handed[one.payment]} times"
        taken = {payment for payment, took in bank.payments() if took}
        wanted = {one.payment for one in self._who if one not in self._closed}
        if taken != wanted:
            yield f"the bank took {sorted(taken ^ wanted)} or did not, other than meant"

    def _in_the_log(self, system: System) -> Iterator[str]:
        stages = paying.stages(system)
        for one in self._who:
            stage, _ = self._expected(one)
            if (found := stages[one.payment.replace("-", "/")]) != stage.value:
                yield f"{one.payment} is {found} in the log, not {stage.value}"
        standings = Counter(paying.standings(system))
        if standings != Counter(self._expected(one)[1].value for one in self._who):
            yield f"refunds stand at {dict(standings)}"
        system.publisher.publish()
        stored = list(system.tree.stored())
        said = Counter(read_body(part(form)[0]).name for form in stored)
        for name in ("PaymentOrdered", "PaymentSent"):
            if said[name] != COUNT:
                yield f"{said[name]} {name} for {COUNT} payments"
        trust = Trust.load(system.home.trust)
        verdict = verify(stored, system.tree.checkpoints(), trust, processes=1)
        if not verdict.ok:
            yield "\n".join(verdict.lines())


def _name(blow: Blow) -> str:
    return f"{blow.how} {blow.point}".strip()


def _books(system: System, bank: Bank) -> Iterator[str]:
    """What the bank has, the books have; nothing is on its way, or nobody's."""
    if (books := paying.balance(system, "1001")) != bank.balance(ACCOUNT):
        yield f"the books have {books} fen, the bank {bank.balance(ACCOUNT)}"
    for account in (BANK_DEBITS, IN_TRANSIT, UNIDENTIFIED):
        if left := paying.balance(system, account.code):
            yield f"{left} fen are left in {account.code}"
