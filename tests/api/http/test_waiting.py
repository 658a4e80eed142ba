"""`min_position`: an answer waits for what its asker has written, and for nothing longer."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from anyio import CapacityLimiter

from api.embedded import Server
from api.http import positions
from domain.governance.publish import SetRateTable
from tests.kit import bidding
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.door import Door, door, problem


@pytest.fixture(scope="module")
def still(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """A door behind which the readers stand still."""
    folder: Path = tmp_path_factory.mktemp("still")
    with city(fresh(server), folder) as system:
        bidding.define(system)
        system.readers.runner.catch_up()
        with door(system) as opened:
            yield opened


@contextmanager
def room_for(at: Door, places: int) -> Iterator[None]:
    """So many may wait."""
    kept, at.app.state.waiting = at.app.state.waiting, CapacityLimiter(places)
    try:
        yield
    finally:
        at.app.state.waiting = kept


def write(at: Door, ppm: int) -> int:
    asked = SetRateTable(bank="mock-bank", since=bidding.DAY, rate_ppm=ppm)
    return at.post(at.signed("office", asked)).json()["last"]


@pytest.mark.parametrize("path", ["lots", "deposits", "balances", "bankdays", "events"])
def test_one_reads_what_one_wrote(at: Door, path: str):
    position = write(at, 10_000 + len(path))
    said = at.get(f"/v1/{path}?min_position={position}", "auditor").json()
    assert said["as_of"]["position"] >= position


def test_how_old_an_answer_is_counts_from_the_first_event_that_it_lacks(still: Door):

    def lag(position: int) -> int:
        found: int = still.get(f"/v1/lots?as_of={position}").json()["as_of"]["lag_ms"]
        return found

    seen, quiet = still.system.tree.size(), still.system.clock() + timedelta(minutes=10)
    move_to(still.system, quiet.isoformat())
    write(still, 31_000)
    assert lag(seen) < 1_000
    move_to(still.system, (quiet + timedelta(minutes=1)).isoformat())
    write(still, 32_000)
    assert 60_000 <= lag(seen) < 61_000


def test_an_answer_waits_for_what_is_still_to_come(at: Door):
    head = at.system.tree.size()
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(at.get, f"/v1/lots?min_position={head + 1}")
        write(at, 20_000)
        assert waiting.result().json()["as_of"]["position"] > head


def test_who_waited_in_vain_is_told_how_far_it_is(still: Door, monkeypatch):
    monkeypatch.setattr(positions, "_WAIT_S", 0.1)
    reached = still.get("/v1/lots").json()["as_of"]["position"]
    said = problem(still.get(f"/v1/lots?min_position={reached + 1}"), 504, "not-reached")
    assert said["position"] == reached
    assert said["next"]


def test_a_position_of_the_log_is_waited_for_too(still: Door, monkeypatch):
    monkeypatch.setattr(positions, "_WAIT_S", 0.1)
    position = write(still, 30_000)
    problem(still.get(f"/v1/lots?as_of={position}"), 504, "not-reached")
    still.system.readers.runner.catch_up()
    assert still.get(f"/v1/lots?as_of={position}").json()["as_of"]["position"] == position


def test_who_waits_holds_nobody_up(still: Door, monkeypatch):
    monkeypatch.setattr(positions, "_WAIT_S", 2.0)
    answered: list[str] = []

    async def ask(client: httpx.AsyncClient, path: str) -> None:
        await client.get(path)
        answered.append(path)

    async def all_at_once(client: httpx.AsyncClient) -> None:
        beyond = [f"/v1/lots?min_position={10**9 + n}" for n in range(60)]
        await asyncio.gather(*(ask(client, path) for path in (*beyond, "/healthz", "/v1/lots")))

    with room_for(still, 60):
        still.run(all_at_once)
    assert set(answered[:2]) == {"/healthz", "/v1/lots"}


def test_not_more_may_wait_than_there_is_room(still: Door, monkeypatch):
    monkeypatch.setattr(positions, "_WAIT_S", 1.0)
    with room_for(still, 1):
        answers = still.at_once([f"/v1/lots?min_position={10**9}"] * 3)
    assert sorted(answer.status_code for answer in answers) == [503, 503, 504]
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert busy.headers["retry-after"] == "1"
    problem(busy, 503, "busy")
