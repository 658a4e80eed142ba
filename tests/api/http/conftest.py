"""A running installation with a story in it, and its door; one for each file of tests."""

from collections.abc import Generator, Iterator

import pytest

from api.appointing import appoint
from api.upkeep import upkeep
from api.wiring import System
from tests.kit import bidding
from tests.kit.city import Told
from tests.kit.door import Door, door
from tests.tidy.heard import judged, none_left_out, not_passed_over


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test that the coverage matrix names does what its rows say while it runs, or fails."""
    with judged(item.nodeid):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Nor may it be passed over, by whatever part of it."""
    return not_passed_over(item.nodeid, (yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Nor left out."""
    return none_left_out(collector.nodeid, (yield))


def story(system: System) -> None:
    """The whole installation, up to before the openings."""
    appoint(system, "bidder", "BIDDER", bidding.COMPANY)
    bidding.tell(system, bidding.USUAL)
    system.publisher.publish()
    system.readers.runner.catch_up()


@pytest.fixture(scope="session")
def before_openings(staffed: Told, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """It is told once a worker."""
    return staffed.further(tmp_path_factory.mktemp("told"), story)


@pytest.fixture(scope="module")
def system(before_openings: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A copy of it for each file; readers follow, checkpoints are signed."""
    with before_openings.copied(tmp_path_factory.mktemp("city")) as running, upkeep(running):
        yield running


@pytest.fixture(scope="module")
def at(system: System) -> Iterator[Door]:
    """Its door."""
    with door(system) as opened:
        yield opened
