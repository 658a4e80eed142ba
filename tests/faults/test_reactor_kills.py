"""However often the reactor is killed, and wherever: nothing is asked twice, nothing is missed."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.faults.reacting import ANSWERED, ASKED, MOVED, MOVING, NOTED, POINTS
from tests.kit.acting import Platform, platform
from tests.kit.lamp import BuildRoom, SwitchLamp
from tests.tidy.source import ROOT

LAMPS, KILLS = 12, 4
KILLED = -9


def life(
    world: Platform,
    database: Any,
    keys: Path,
    *,
    hours: int,
    point: str | None = None,
    nth: int = 0,
) -> tuple[int, dict[str, int]]:
    """How one life ended, and how often it passed each point."""
    work = {
        "database": vars(database),
        "keys": str(keys),
        "origin": world.home.log.origin,
        "hours": hours,
        "limit": 7,
        "point": point,
        "nth": nth,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.reacting"],
        cwd=ROOT,
        input=json.dumps(work),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode in (0, KILLED), done.stderr
    return done.returncode, json.loads(done.stdout) if done.returncode == 0 else {}


def keys_of(world: Platform, place: Path) -> Path:
    world.home.log.signer.save(place / "ledger.pem", None)  # type: ignore[attr-defined]
    world.key.save(place / "platform.pem", None)  # type: ignore[attr-defined]
    return place


def happened(world: Platform) -> tuple[list[tuple[str, int | None]], list[int | None]]:
    """What followed: lamps that were lit and rooms that were opened, with their causes."""
    lit = [(lamp, cause) for lamp, _, cause in world.lamps("stairs")]
    events = world.acting.feed.read(0, 10_000)
    return lit, [e.body.cause for e in events if e.body.name == "RoomOpened"]


@pytest.mark.parametrize("seed", [1, 2])
def test_kills_anywhere_change_nothing(database: Any, tmp_path: Path, seed: int) -> None:
    rng = Random(seed)
    with platform(database) as world:
        keys = keys_of(world, tmp_path)
        halls = [world.home.do(SwitchLamp(lamp="hall", on=True)).last for _ in range(LAMPS)]
        signals = [world.home.do(SwitchLamp(lamp=f"signal/{room}", on=True)).last for room in "abc"]
        points = rng.sample((ASKED, ANSWERED, MOVING, MOVED), KILLS)
        for point in points:
            code, passed = life(world, database, keys, hours=0, point=point, nth=rng.randint(1, 3))
            assert code == KILLED or passed.get(point, 0) < 3, "it struck, or nothing was left"
        assert life(world, database, keys, hours=0)[0] == 0
        for room in "abc":
            world.home.do(BuildRoom(room=room))
        for point in (ASKED, ANSWERED, NOTED):
            life(world, database, keys, hours=1, point=point, nth=1)
        assert life(world, database, keys, hours=1)[0] == 0
        lit, opened = happened(world)
        assert lit == [(f"stairs-{n}", cause) for cause in halls for n in (1, 2)]
        assert sorted(opened) == signals
        found = world.acting.monitor.check()
        assert (found.follow, found.accepted, found.missed) == (2 * LAMPS + 3, 2 * LAMPS + 3, ())
        assert world.acting.reactor.pending() == []


def test_every_point_is_passed(database: Any, tmp_path: Path) -> None:
    with platform(database) as world:
        keys = keys_of(world, tmp_path)
        world.home.do(SwitchLamp(lamp="signal/a", on=True))
        world.home.do(SwitchLamp(lamp="hall", on=True))
        _, first = life(world, database, keys, hours=0)
        world.home.do(BuildRoom(room="a"))
        _, later = life(world, database, keys, hours=1)
        assert set(first) | set(later) == set(POINTS)
        assert first[ASKED] == first[ANSWERED] == 3
