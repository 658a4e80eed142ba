"""What the clock brings: each deadline once, at its legal time, however late and often it ticks."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import psycopg
import pytest

from ledger.clockwork import Due
from ledger.tickets import OutcomeUnknown
from tests.kit.acting import Platform, parts, platform
from tests.kit.lamp import RingBell
from tests.kit.patience import until

HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)


@pytest.fixture
def world(database: Any) -> Iterator[Platform]:
    with platform(database) as made:
        yield made


def due(at: datetime, bell: str = "b") -> Due:
    return Due("bells", at, bell, RingBell(bell=bell, at=at))


def rung(world: Platform) -> list[Any]:
    return [e for e in world.acting.feed.read(0, 10_000) if e.body.name == "BellRung"]


# -- deadlines


def test_a_late_tick_keeps_the_legal_time(world: Platform) -> None:
    at = world.home.clock()
    world.home.clock.advance(days=3)
    assert world.acting.clockwork.tick([due(at)]) == 1
    (bell,) = rung(world)
    assert (bell.body.occurred_at, bell.event.at) == (at, at)
    assert bell.recorded_at == world.home.clock()
    assert bell.body.cause is None


def test_a_deadline_comes_once_however_often_it_is_listed(world: Platform) -> None:
    at = world.home.clock()
    for _ in range(3):
        world.acting.clockwork.tick([due(at), due(at, "other"), due(at + HOUR)])
    assert [(b.event.bell, b.event.at) for b in rung(world)] == [
        ("b", at),
        ("other", at),
        ("b", at + HOUR),
    ]


def test_the_same_instant_in_another_zone_is_the_same_deadline(world: Platform) -> None:
    at = world.home.clock()
    world.acting.clockwork.tick([due(at)])
    world.acting.clockwork.tick([due(at.astimezone(timezone(8 * HOUR)))])
    assert len(rung(world)) == 1


def test_a_deadline_that_is_refused_waits_and_comes_with_its_own_time(world: Platform) -> None:
    at, clock = world.home.clock(), world.home.clock
    tick, reactor = world.acting.clockwork.tick, world.acting.reactor
    assert tick([due(at, "unhung-1"), due(at)]) == 1
    (row,) = reactor.pending()
    assert (row.asker, row.cause, row.mark, row.rule) == (
        "bells",
        0,
        f"{at.astimezone(UTC).isoformat()}/unhung-1",
        "bell.unhung",
    )
    assert tick([due(at, "unhung-1")]) == 0, "not before its pause is over"
    assert reactor.pending() == [row]
    clock.now = row.next_try
    assert reactor.retry() == 0, "it is the clock's"
    assert tick([due(at, "unhung-1")]) == 0
    assert [(p.attempt, p.tries) for p in reactor.pending()] == [(1, 2)]
    clock.now = at + HOUR
    assert tick([due(at, "unhung-1")]) == 1
    assert reactor.pending() == []
    assert [b.event.at for b in rung(world)] == [at, at]


def test_whoever_lists_seldom_hears_when_what_was_refused_is_to_be_asked_again(
    world: Platform,
) -> None:
    clockwork, reactor = world.acting.clockwork, world.acting.reactor
    clockwork.tick([due(world.home.clock(), "unhung-1")])
    assert not clockwork.again("bells"), "not before its pause is over"
    world.home.clock.now = reactor.pending()[0].next_try
    assert (clockwork.again("bells"), clockwork.again("lamps")) == (True, False)


def test_a_deadline_that_is_due_no_more_waits_no_more(world: Platform) -> None:
    world.acting.clockwork.tick([due(world.home.clock(), "unhung-1")])
    assert world.acting.reactor.pending()
    world.home.do(RingBell(bell="b", at=world.home.clock()))
    assert world.acting.clockwork.tick([]) == 0
    assert world.acting.reactor.pending() == []


def test_who_lists_other_kinds_of_deadlines_strikes_none_of_these_out(world: Platform) -> None:
    """Some are looked for at each tick, others once a day: each asks for its own."""
    clockwork = world.acting.clockwork
    clockwork.tick([due(world.home.clock(), "unhung-1")])
    clockwork.tick([], but=("bells",))
    clockwork.tick([], kinds=("lamps",))
    assert len(world.acting.reactor.pending()) == 1
    clockwork.tick([], kinds=("bells",))
    assert world.acting.reactor.pending() == []


def test_what_a_policy_waits_for_is_no_business_of_the_clock(world: Platform) -> None:
    from tests.kit.lamp import SwitchLamp

    world.home.do(SwitchLamp(lamp="signal/r", on=True))
    world.acting.reactor.run()
    world.acting.clockwork.tick([])
    assert len(world.acting.reactor.pending()) == 1


def test_a_tick_with_an_unknown_outcome_comes_again(
    world: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, execute = world.home.clock(), world.home.book.execute

    def written_and_lost(signed: Any) -> Any:
        execute(signed)
        raise OutcomeUnknown("the connection was lost")

    with monkeypatch.context() as patch:
        patch.setattr(world.home.book, "execute", written_and_lost)
        with pytest.raises(OutcomeUnknown):
            world.acting.clockwork.tick([due(at), due(at, "other")])
    world.acting.clockwork.tick([due(at), due(at, "other")])
    assert [b.event.bell for b in rung(world)] == ["b", "other"]


# -- beats


def test_a_beat_is_claimed_once(world: Platform) -> None:
    at, beats = world.home.clock(), world.acting.beats
    claims = []
    for job, when in [("tick", at), ("tick", at), ("tick", at + HOUR), ("pay", at)]:
        with beats.claim(job, when, KEPT) as ours:
            claims.append(ours)
    assert claims == [True, False, True, True]


def test_a_claim_whose_work_failed_is_free_again(world: Platform) -> None:
    at, beats = world.home.clock(), world.acting.beats
    with pytest.raises(RuntimeError), beats.claim("tick", at, KEPT):
        raise RuntimeError("not today")
    with beats.claim("tick", at, KEPT) as ours:
        assert ours


def test_a_rival_waits_and_then_has_lost(world: Platform, database: Any) -> None:
    at, claims = world.home.clock(), []

    def rival() -> None:
        with (
            parts(database, world.home, world.key) as other,
            other.beats.claim("tick", at, KEPT) as ours,
        ):
            claims.append(ours)

    thread = threading.Thread(target=rival)
    with (
        psycopg.connect(database.owner, autocommit=True) as admin,
        world.acting.beats.claim("tick", at, KEPT) as ours,
    ):
        assert ours
        thread.start()
        until(lambda: admin.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchall())
        assert claims == []
    thread.join()
    assert claims == [False]


def test_old_beats_are_swept_up(world: Platform, database: Any) -> None:
    at = world.home.clock()
    for hours in (0, 1, 30):
        with world.acting.beats.claim("tick", at + hours * HOUR, KEPT) as ours:
            assert ours
    with world.acting.beats.claim("pay", at, KEPT):
        pass
    with psycopg.connect(database.owner) as conn:
        rows = conn.execute("SELECT job, due_at FROM work.job_run ORDER BY 1").fetchall()
    assert rows == [("pay", at), ("tick", at + 30 * HOUR)]
