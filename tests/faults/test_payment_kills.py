"""However often whoever pays is killed, and wherever, each payment is at the bank exactly once.

A day's batch has refunds, a price, fees, what is the treasury's, a court's, a pool's part. Nor does
a lost line matter: what was sent and not answered is asked about, and only what the bank does not
know is sent again. A death at every point, two seeds, and one whose PostgreSQL is killed besides;
all of it, and hundreds, in `./zhangben soak --payments N`.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.embedded import Server
from tests.faults.own_database import OwnDatabase
from tests.faults.payday_eve import Ready, Workers, make_ready, workers
from tests.faults.payer import DATABASE, KILL, PAYING, POINTS, SETTLING
from tests.faults.payments import Payday
from tests.kit.databases import copy_of, fresh

SEEDS, DATABASES = range(1, 3), (5,)


@pytest.fixture(scope="module")
def ready(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    databases = fresh(server)
    folder = tmp_path_factory.mktemp("ready")
    return make_ready(databases, folder, lambda: copy_of(server, databases))


@pytest.fixture(scope="module")
def at_work() -> Iterator[Workers]:
    with workers() as made:
        yield made


@pytest.fixture(scope="module")
def mortal(folder: Path) -> Iterator[Ready]:
    """The same on a server that may be killed."""
    with closing(OwnDatabase(folder / "own")) as own:
        databases = own.databases
        yield make_ready(databases, folder / "ready", lambda: copy_of(own.server, databases), own)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_payment_is_made_once(ready: Ready, at_work: Workers, tmp_path: Path, seed: int):
    told = Payday(ready, at_work, tmp_path, seed).run()
    assert told.blows.total() >= 1


@pytest.mark.parametrize("seed", DATABASES)
def test_also_when_the_database_dies(mortal: Ready, at_work: Workers, tmp_path: Path, seed: int):
    told = Payday(mortal, at_work, tmp_path, seed).run()
    assert any(name.startswith(DATABASE) for name in told.blows)


def test_also_when_somebody_dies_at_every_point(ready: Ready, at_work: Workers, tmp_path: Path):
    """Before the sending, after it before the answer, before the record of it, and on the morning
    after: one death after the other."""
    told = Payday(ready, at_work, tmp_path, 3, blows="every").run()
    assert set(told.blows) >= {f"{KILL} {point}" for point in (*PAYING, *SETTLING)}


def test_every_point_is_passed(ready: Ready, at_work: Workers, tmp_path: Path):
    told = Payday(ready, at_work, tmp_path, 1, blows="none").run()
    assert told.passed.keys() == set(POINTS)
    assert not told.blows
