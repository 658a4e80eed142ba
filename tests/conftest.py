"""One real PostgreSQL a test worker, from it a fresh migrated database for each test; no hurry.

What needs the database is imported by who asks for it: tests of the rules do without, and each
change of a rule is tried in a process of its own.
"""

import gc
import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings
from psycopg.conninfo import make_conninfo

from tests.kit.scratch import scratch, shelf

if TYPE_CHECKING:
    from api.embedded import Server
    from tests.kit.city import Told
    from tests.kit.demonstration import Kept

_NUMBERS = itertools.count()

SLOW = (HealthCheck.too_slow,)  # how fast examples are drawn depends on what else the machine does
settings.register_profile("house", database=None, deadline=None, suppress_health_check=SLOW)
settings.register_profile(
    "unshrunk",
    settings.get_profile("house"),
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
)
"""For mutations: that something is wrong is enough, and the same examples every time."""
settings.load_profile("house")

DEAR = tuple(
    f"tests/{room}"
    for room in (
        *("noninterference", "api/http/test_schemathesis", "faults", "browser", "oracle"),
        *("end_to_end", "bench", "properties"),
    )
)
"""What takes longest, in this order: it comes first, so that no worker waits at the end for the
other."""


def pytest_configure(config: pytest.Config) -> None:
    """What is temporary lies in memory until the run ends; workers inherit the place."""
    if not hasattr(config, "workerinput"):
        with ExitStack() as stack:
            stack.enter_context(scratch())
            stack.enter_context(shelf())
            config.add_cleanup(stack.pop_all().close)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Twice the processors: while tests wait for databases, browsers, killed processes."""
    return 2 * (os.process_cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is dear first; else everything as it stands in the tree."""

    def place(item: pytest.Item) -> int:
        dear = (n for n, room in enumerate(DEAR) if item.nodeid.startswith(room))
        return next(dear, len(DEAR))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: a hundred thousands of objects that no search for
    garbage needs to walk again. Of what comes now most goes by itself: it is searched seldom.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


PASSING = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "scram_iterations": "1",
}
"""A worker's server is gone after its tests: nothing of it must outlive the machine's power. Nor
has anybody to guess its passwords, from which each connection works out its key so many times."""


@dataclass(frozen=True)
class Database:
    """Conninfo strings of one database, by role."""

    name: str
    owner: str
    app: str
    read: str
    matcher: str


@pytest.fixture(scope="session")
def server() -> "Iterator[Server]":
    """A PostgreSQL of this worker's own, with the roles made."""
    from api.embedded import ephemeral
    from tests.kit.databases import prepare

    with ephemeral(settings=PASSING) as running:
        prepare(running)
        yield running


@pytest.fixture(scope="session")
def kept() -> "Iterator[Kept]":
    """A worker's copy of one kept demonstration, for all tests that only look at it."""
    from tests.kit import demonstration

    with demonstration.kept() as found:
        yield found


@pytest.fixture(scope="session")
def staffed(server: "Server", tmp_path_factory: pytest.TempPathFactory) -> "Told":
    """A city whose staff are at their posts: told once a worker, who acts there has a copy."""
    from tests.kit.city import told

    return told(server, tmp_path_factory.mktemp("staffed"))


@pytest.fixture(scope="session")
def evening(server: "Server", tmp_path_factory: pytest.TempPathFactory) -> "Told":
    """An office at the evening of a day, in the same way (`closing.copied`)."""
    from tests.kit import city, closing

    return city.told(server, tmp_path_factory.mktemp("evening"), closing.office)


@pytest.fixture
def database(server: "Server") -> Iterator[Database]:
    """A fresh migrated database, dropped afterwards."""
    from ledger.migrate import ROLES
    from tests.kit.databases import copied

    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        admin.execute(copied(name))
    app, read, matcher = (server.dsn(role, role, name) for role in ROLES)
    yield Database(name, make_conninfo(server.superuser_dsn, dbname=name), app, read, matcher)
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
