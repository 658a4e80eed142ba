"""Three workers, one of them killed: every deadline comes once, everything is heard once."""

import signal
import subprocess
from contextlib import ExitStack, closing, suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from api.clock import system_clock
from ledger.signing import FileSigner
from ledger.tickets import OutcomeUnknown
from tests.faults.own_database import OwnDatabase
from tests.faults.test_many_writers import started
from tests.faults.worker import APART
from tests.kit.acting import Platform, platform
from tests.kit.lamp import SwitchLamp
from tests.kit.patience import until

WORKERS, DEADLINES, LAMPS = 3, 40, 15


def given(world: Platform, database: Any, keys: Path, start: datetime) -> dict[str, Any]:
    """What a worker is told; the keys are put into the folder."""
    for name, signer in (("ledger", world.home.log.signer), ("platform", world.key)):
        assert isinstance(signer, FileSigner)
        signer.save(keys / f"{name}.pem")
    return {
        "database": dict(vars(database)),
        "keys": str(keys),
        "origin": world.home.log.origin,
        "start": start.isoformat(),
        "count": DEADLINES,
    }


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def rung(world: Platform) -> list[Any]:
    events = world.acting.feed.read(0, 100_000)
    return [(e.event.bell, e.event.at) for e in events if e.body.name == "BellRung"]


def test_three_workers_and_a_kill_and_forty_of_forty_come_once(
    database: Any, tmp_path: Path
) -> None:
    with platform(database) as world, ExitStack() as stack:
        start = system_clock() + timedelta(seconds=2)
        told = given(world, database, tmp_path, start)
        workers = [started(stack, "worker", told) for _ in range(WORKERS)]
        assert [line(worker) for worker in workers] == ["ready\n"] * WORKERS
        halls = [world.home.do(SwitchLamp(lamp="hall", on=True)).last for _ in range(LAMPS)]
        until(lambda: len(rung(world)) > DEADLINES // 4)
        workers[0].kill()
        halls += [world.home.do(SwitchLamp(lamp="hall", on=True)).last for _ in range(LAMPS)]
        until(lambda: len(rung(world)) >= DEADLINES)
        until(lambda: not world.acting.reactor.behind())
        for worker in workers[1:]:
            worker.send_signal(signal.SIGTERM)
        assert [line(worker) for worker in workers[1:]] == ["stopped\n"] * (WORKERS - 1)
        assert [worker.wait() for worker in workers] == [-signal.SIGKILL, 0, 0]
        assert sorted(rung(world)) == sorted(
            (f"b{number}", start + number * APART) for number in range(DEADLINES)
        )
        lit = [(lamp, cause) for lamp, _, cause in world.lamps("stairs")]
        assert sorted(lit) == sorted((f"stairs-{n}", cause) for cause in halls for n in (1, 2))
        assert world.acting.monitor.check().missed == ()
        assert world.acting.reactor.pending() == []


def test_a_worker_outlives_its_database(folder: Path, tmp_path: Path) -> None:
    with closing(OwnDatabase(folder / "worked")) as own, ExitStack() as stack:
        database = SimpleNamespace(**asdict(own.databases))
        world = stack.enter_context(platform(database))
        worker = started(stack, "worker", given(world, database, tmp_path, system_clock()))
        assert line(worker) == "ready\n"
        until(lambda: rung(world))
        own.kill()
        own.back()

        def asked() -> int:
            with suppress(OutcomeUnknown):
                return world.home.do(SwitchLamp(lamp="hall", on=True)).last
            return 0

        until(asked)
        until(lambda: len(world.lamps("stairs")) >= 2)
        until(lambda: len(rung(world)) >= DEADLINES)
        worker.send_signal(signal.SIGTERM)
        assert line(worker) == "stopped\n"
        assert worker.wait() == 0
        assert len(set(rung(world))) == len(rung(world)) == DEADLINES
        stairs = [(lamp, cause) for lamp, _, cause in world.lamps("stairs")]
        assert len(set(stairs)) == len(stairs)
        assert world.acting.monitor.check().missed == ()
