"""Approved refunds and payouts, paid by workers that die again and again.

The bank here is careless: it pays whatever it is handed, also what it has paid before.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Literal

from api.demo.bank import Bank
from api.home import Home
from api.wiring import System, assembled
from tests.faults.paid import Outcome, books
from tests.faults.payables import FEN, PAYABLES
from tests.faults.payday_eve import REFUNDS, Ready, Workers
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
from tests.faults.trial import DONE, KILLED, Defect
from tests.kit import payouts as paying

COUNT = REFUNDS + len(PAYABLES)
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


class Payday:
    """One seed: who of the payees cannot be paid, whose payment comes back, and every blow."""

    def __init__(
        self,
        ready: Ready,
        workers: Workers,
        place: Path,
        seed: int,
        *,
        blows: Literal["drawn", "every", "none"] = "drawn",
    ) -> None:
        """`blows`: what the seed has them be; a death at every point, one after the other; none."""
        self.told = Told()
        self._blows, self._own = blows, ready.own
        self._rng = Random(seed)
        first = [*SENDING, *(map(self._at_database, RECORDING) if ready.own else ())]
        self._first = first[seed % len(first)]
        self._workers = workers
        self._home = Home(place / "books")
        shutil.copytree(ready.folder / "books", self._home.root)
        self._databases = ready.copied()
        who = (*paying.payers(REFUNDS), *PAYABLES)
        drawn = self._rng.sample(who, 3)
        closed = drawn[: self._rng.randint(0, 2)]
        self._back = drawn[2] if self._rng.random() < _RETURNS else None
        self._outcome = Outcome(who, frozenset(closed), self._back)
        self._now = datetime.fromisoformat(f"{MORNINGS[0]}:00+08:00")

    def run(self) -> Told:
        """All of it. Raises Defect for the first thing that is not as it should be."""
        with Bank(MORNINGS[0], careless=True) as bank:
            came = FEN + sum(one.fen for one in paying.payers(REFUNDS))
            with self._opened() as system:
                paying.bank_of(system, bank, came)
            for one in self._outcome.closed:
                bank.closed_payee(one.account, one.name)
            self._day(self._falling(PAYING))
            if twice := list(self._outcome.at_the_bank(bank)):
                raise Defect("\n".join(twice))
            bank.move_to(EVENING)
            if self._back is not None:
                bank.send_back(self._back.payment, days=1)
            for morning in MORNINGS[1 : 3 if self._back else 2]:
                bank.move_to(morning)
                self._now = datetime.fromisoformat(f"{morning}:00+08:00")
                self._day(self._falling(SETTLING))
            self._judge(bank)
        return self.told

    def _falling(self, points: tuple[str, ...]) -> list[tuple[Blow, bool]]:
        """What falls on a day on which these points are passed; and whether it must strike."""
        if self._blows == "none":
            return []
        if self._blows == "every":
            return [(Blow(KILL, point, 1), True) for point in points]
        if points != PAYING:
            return [(self._drawn(points), False)]
        more = [self._drawn(points) for _ in range(self._rng.randint(1, 2))]
        if self._own:
            more.append(self._at_database(HEARING))
        return [(self._first, True), *((blow, False) for blow in more)]

    def _day(self, blows: list[tuple[Blow, bool]]) -> None:
        """Some lives that are struck, and one that is not."""
        for blow, must in blows:
            before = self.told.blows[_name(blow)]
            self._life(blow)
            if must and self.told.blows[_name(blow)] == before:
                raise Defect(f"{blow} struck nobody")
        self._life(None)

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
        outcome = self._outcome
        with self._opened() as system:
            found = [
                *outcome.at_the_bank(bank),
                *outcome.in_the_log(system),
                *books(system, bank),
            ]
        if found:
            raise Defect("\n".join(found))


def _name(blow: Blow) -> str:
    return f"{blow.how} {blow.point}".strip()
