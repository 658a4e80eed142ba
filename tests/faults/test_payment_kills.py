"""However often whoever pays is killed, and wherever, each payment is at the bank exactly once.

Nor does a lost line matter: what was sent and not answered is asked about, and only what the bank
does not know is sent again. A dozen seeds here; `./zhangben soak --payments N` makes hundreds.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.embedded import Server
from tests.faults.payments import Payday, Ready, Workers, make_ready, workers
from tests.kit.databases import copy_of, fresh

SEEDS = range(1, 13)


@pytest.fixture(scope="module")
def ready(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    databases = fresh(server)
    folder = tmp_path_factory.mktemp("ready")
    return make_ready(databases, folder, lambda: copy_of(server, databases))


@pytest.fixture(scope="module")
def at_work() -> Iterator[Workers]:
    with workers() as made:
        yield made


@pytest.mark.parametrize("seed", SEEDS)
def test_each_payment_is_made_once(ready: Ready, at_work: Workers, tmp_path: Path, seed: int):
    told = Payday(ready, at_work, tmp_path, seed).run()
    assert told.blows.total() >= 3
