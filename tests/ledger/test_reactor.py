"""What follows by itself: every event heard once, every command answered, nothing asked unasked."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from domain.kernel import Policy
from ledger import reactor as reacting
from ledger.errands import FAILED, NOT_ACCEPTED, Errand
from ledger.feed import Tracking
from ledger.monitor import MISSED
from ledger.reactor import READER, Reactor
from ledger.tickets import Closed, NotWritten, OutcomeUnknown, Refused
from tests.kit.acting import Platform, parts, platform
from tests.kit.lamp import (
    PORTER,
    BuildRoom,
    GuestCame,
    LampSwitched,
    OpenRoom,
    RingBell,
    SwitchLamp,
    Welcome,
)


@pytest.fixture
def world(database: Any) -> Iterator[Platform]:
    with platform(database) as made:
        yield made


def on(world: Platform, lamp: str) -> int:
    """A person switches a lamp on; its position."""
    return world.home.do(SwitchLamp(lamp=lamp, on=True)).last


def reactor_of(world: Platform, *policies: Policy, **indexes: Any) -> Reactor:
    """The same reactor with other policies."""
    made, old = object.__new__(Reactor), world.acting.reactor
    made.__init__(  # type: ignore[misc]
        policies, old._feed, old._tracking, old._errands, old._pending, old._clock, indexes
    )
    return made


# -- what is asked


def test_an_event_leads_to_its_commands_in_their_order_and_names_itself_as_cause(
    world: Platform,
) -> None:
    cause = on(world, "hall")
    assert world.acting.reactor.run() == world.acting.feed.head()
    stairs = world.lamps("stairs")
    assert [(lamp, why) for lamp, _, why in stairs] == [("stairs-1", cause), ("stairs-2", cause)]
    last = world.acting.feed.read(stairs[-1][1] - 1, 1)[0]
    assert (last.body.actor.person, last.body.actor.post) == ("platform", "PLATFORM")


def test_what_follows_may_itself_be_heard(world: Platform) -> None:
    world.home.do(BuildRoom(room="r"))
    came = world.home.do(Welcome(guest="g", room="r", name="王小明")).last
    world.acting.reactor.run()
    assert [(lamp, why) for lamp, _, why in world.lamps("door")] == [("door-of-r", came)]


def test_a_sealed_field_is_open_to_policies(world: Platform) -> None:
    world.home.do(BuildRoom(room="r"))
    world.home.do(Welcome(guest="g", room="r", name="x"))
    heard: list[GuestCame] = []
    ear = Policy("ear", (GuestCame,), (), lambda came: heard.append(came) or ())
    reactor_of(world, ear).run()
    assert heard == [GuestCame(guest="g", room="r", name="x")]


def test_an_index_is_read_as_it_stood_at_the_cause(world: Platform) -> None:
    on(world, "of-day-1")
    cause = on(world, "sun")
    on(world, "of-day-2")
    world.acting.reactor.run()
    assert [(lamp, why) for lamp, _, why in world.lamps("shadow")] == [("shadow-of-day-1", cause)]


def test_a_policy_whose_index_is_missing_cannot_be_heard(world: Platform) -> None:
    with pytest.raises(KeyError, match="shadows"):
        reactor_of(world, *world.home.log.charter.policies)


def test_two_policies_may_ask_the_same_because_of_the_same(world: Platform) -> None:
    on(world, "hall")
    reactor_of(world, PORTER, replace(PORTER, name="other porter")).run()
    assert len(world.lamps("stairs")) == 4


# -- what the Book admits


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        (RingBell, "command.cause_unheard"),
        (OpenRoom, "room.missing"),
    ],
)
def test_the_book_admits_what_a_policy_lists_because_of_what_it_hears(
    world: Platform, wanted: Any, rule: str
) -> None:
    cause = on(world, "l")
    asked = RingBell(bell="b", at=world.home.clock()) if wanted is RingBell else OpenRoom(room="x")
    with pytest.raises(Refused) as refused:
        world.home.do(asked, world.key, cause=cause)
    assert refused.value.rejected.rule == rule


def test_the_same_command_is_not_admitted_because_of_something_else(world: Platform) -> None:
    built = world.home.do(BuildRoom(room="r")).last
    with pytest.raises(Refused, match=r"command\.cause_unheard"):
        world.home.do(SwitchLamp(lamp="l", on=True), world.key, cause=built)
    assert world.home.do(SwitchLamp(lamp="l", on=True), world.key).last, "without a cause it may"


def test_nobody_but_the_platform_names_a_cause(world: Platform) -> None:
    cause = on(world, "hall")
    for position in (cause, 0, 10**9):
        with pytest.raises(Refused, match=r"command\.cause_foreign"):
            world.home.do(SwitchLamp(lamp="l", on=True), cause=position)


def test_a_cause_must_lie_in_the_log_already(world: Platform) -> None:
    following = world.acting.feed.head() + 1
    for beyond in (following, 0, -1, 10**9):
        with pytest.raises(Refused, match=r"command\.cause_unknown"):
            world.home.do(SwitchLamp(lamp="l", on=True), world.key, cause=beyond)


def test_causes_are_looked_up_once_and_only_where_one_is_named(
    world: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ledger.append import Append

    looked: list[list[int]] = []
    at = Append.at
    monkeypatch.setattr(Append, "at", lambda self, all: looked.append(list(all)) or at(self, all))
    cause = on(world, "hall")
    assert looked == []
    for _ in range(3):
        world.home.do(SwitchLamp(lamp="l", on=True), world.key, cause=cause)
    assert looked == [[cause]]


def test_a_database_that_was_set_back_brings_other_causes(world: Platform) -> None:
    """Positions are used again; what was remembered of them must go."""
    cause = on(world, "hall")
    world.home.do(SwitchLamp(lamp="l", on=True), world.key, cause=cause)
    committed = world.home.book.run(lambda appender: appender._committed)
    assert committed._named
    committed._forget()
    assert not committed._named


# -- once, whatever happens


def test_heard_again_it_asks_nothing_again(world: Platform, database: Any) -> None:
    on(world, "hall")
    world.acting.reactor.run()
    stairs = world.lamps("stairs")
    with psycopg.connect(database.owner) as conn:
        conn.execute("DELETE FROM work.notification_tracking WHERE application_name = 'reactor'")
    assert world.acting.reactor.run() == world.acting.feed.head()
    assert world.lamps("stairs") == stairs


def test_what_has_its_receipt_is_not_even_asked(
    world: Platform, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(world, "hall")
    on(world, "signal/r")
    world.acting.reactor.run()
    with psycopg.connect(database.owner) as conn:
        conn.execute("DELETE FROM work.notification_tracking WHERE application_name = 'reactor'")
        conn.execute("DELETE FROM work.pending")
    monkeypatch.setattr(world.home.book, "execute", lambda _: pytest.fail("asked again"))
    world.acting.reactor.run()
    assert [row.rule for row in world.acting.reactor.pending()] == ["room.missing"]


@pytest.mark.parametrize(("lamp", "rules"), [("hall", []), ("signal/r", ["room.missing"])])
def test_a_rival_who_asked_in_between_gave_the_answer(
    world: Platform, monkeypatch: pytest.MonkeyPatch, lamp: str, rules: list[str]
) -> None:
    """The same id with another salt: the Book refuses the bytes, the receipt tells the outcome."""
    on(world, lamp)
    errands, receipts = world.acting.reactor._errands, world.home.store.receipts
    unseen = [True]

    def late(ids: Any) -> Any:
        if unseen:
            unseen.clear()
            world.acting.reactor.run()
            return {}
        return receipts(ids)

    monkeypatch.setattr(errands._store, "receipts", late)
    world.acting.reactor.run()
    assert [row.rule for row in world.acting.reactor.pending()] == rules
    assert len(world.lamps("stairs")) == (2 if lamp == "hall" else 0)


def test_two_reactors_at_once_ask_once(world: Platform, database: Any) -> None:
    for _ in range(20):
        on(world, "hall")
    with parts(database, world.home, world.key) as rival:
        threads = [
            threading.Thread(target=one.reactor.run, daemon=True) for one in (world.acting, rival)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(world.lamps("stairs")) == 40
    assert world.acting.reactor.pending() == []


@pytest.mark.parametrize("problem", [OutcomeUnknown("?"), NotWritten("full"), Closed("bye")])
@pytest.mark.parametrize("written", [True, False])
def test_an_unknown_outcome_is_asked_again_and_nothing_is_skipped(
    world: Platform, monkeypatch: pytest.MonkeyPatch, problem: Exception, written: bool
) -> None:
    on(world, "hall")
    before, execute, fails = world.acting.reactor.position(), world.home.book.execute, [problem]

    def failing(signed: Any) -> Any:
        if fails and b'"stairs-2"' in signed.body:
            if written:
                execute(signed)
            raise fails.pop()
        return execute(signed)

    monkeypatch.setattr(world.home.book, "execute", failing)
    with pytest.raises(type(problem)):
        world.acting.reactor.run()
    assert world.acting.reactor.position() == before
    world.acting.reactor.run()
    assert [lamp for lamp, *_ in world.lamps("stairs")] == ["stairs-1", "stairs-2"]
    assert world.acting.reactor.pending() == []


def test_what_cannot_be_heard_holds_it_up_just_there(
    world: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(world, "hall")
    at = on(world, "bad")
    problems = [ValueError("a defect in a policy")]

    def react(switched: LampSwitched) -> Any:
        if switched.lamp == "bad" and problems:
            raise problems[0]
        return PORTER.react(switched)

    slow = reactor_of(world, replace(PORTER, react=react))
    with pytest.raises(ValueError, match="a defect"):
        slow.run()
    assert slow.position() == at - 1
    assert len(world.lamps("stairs")) == 2
    problems.clear()
    assert slow.run() == world.acting.feed.head()


def test_an_id_cannot_be_used_up_from_outside(world: Platform) -> None:
    errands = world.acting.reactor._errands
    one = Errand("porter", 7, "0", SwitchLamp(lamp="l", on=True))
    ids = {
        errands.id_of(replace(one, **change), attempt)
        for change in ({}, {"asker": "x"}, {"cause": 8}, {"mark": "1"})
        for attempt in (0, 1)
    }
    assert len(ids) == 8
    assert errands.id_of(one, 0) == errands.id_of(replace(one, wanted=OpenRoom(room="r")), 0)
    errands._secret = b"another"
    assert errands.id_of(one, 0) not in ids


# -- what is refused waits


def test_what_is_refused_waits_and_is_asked_again_after_a_growing_pause(world: Platform) -> None:
    cause, clock, reactor = on(world, "signal/r"), world.home.clock, world.acting.reactor
    assert reactor.run() == world.acting.feed.head()
    (row,) = reactor.pending()
    assert (row.asker, row.cause, row.mark, row.command) == ("porter", cause, "0", "OpenRoom")
    assert (row.attempt, row.tries, row.rule) == (0, 1, "room.missing")
    refusal = world.acting.feed.read(row.position - 1, 1)[0].event
    assert (refusal.command, refusal.rule, refusal.detail) == ("OpenRoom", "room.missing", "r")
    pauses = []
    for tries in range(1, 14):
        assert reactor.retry() == 0, "not yet"
        (row,) = reactor.pending()
        assert row.tries == tries
        pauses.append(row.next_try - row.last_tried)
        clock.now = row.next_try
        assert reactor.retry() == 0
    (row,) = reactor.pending()
    assert row.attempt == row.tries - 1
    minutes = [2**n for n in range(11)]
    assert pauses == [timedelta(minutes=m) for m in (*minutes, 1024, 1024)]
    assert row.first_tried < row.last_tried == clock()
    world.home.do(BuildRoom(room="r"))
    clock.now = row.next_try
    assert reactor.retry() == 1
    assert reactor.pending() == []
    opened = [e for e in world.acting.feed.read(0, 1000) if e.body.name == "RoomOpened"]
    assert [e.body.cause for e in opened] == [cause]


def test_what_is_asked_for_no_more_waits_no_more(world: Platform) -> None:
    on(world, "signal/r")
    world.acting.reactor.run()
    world.home.clock.advance(minutes=1)
    quiet = reactor_of(world, replace(PORTER, react=lambda _: ()))
    assert quiet.retry() == 0
    assert quiet.pending() == []


def test_a_retry_that_was_not_noted_is_not_made_twice(
    world: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    cause, reactor = on(world, "signal/r"), world.acting.reactor
    reactor.run()
    world.home.do(BuildRoom(room="r"))
    world.home.clock.advance(minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr(reactor._pending, "settle", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            reactor.retry()
    assert len(reactor.pending()) == 1
    assert reactor.retry() == 1
    opened = [e for e in world.acting.feed.read(0, 1000) if e.body.name == "RoomOpened"]
    assert [e.body.cause for e in opened] == [cause]


def test_a_command_that_fails_keeps_its_attempt_and_stops_nobody(world: Platform) -> None:
    on(world, "fuse")
    reactor = world.acting.reactor
    reactor.run()
    assert [lamp for lamp, *_ in world.lamps("candle")] == ["candle"]
    (row,) = reactor.pending()
    assert (row.mark, row.attempt, row.rule, row.position) == ("0", 0, FAILED, 0)
    world.home.clock.advance(minutes=1)
    reactor.retry()
    (row,) = reactor.pending()
    assert (row.attempt, row.tries) == (0, 2)


def test_a_command_that_the_door_cannot_read_waits_too(
    world: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(world, "hall")
    reactor = world.acting.reactor
    monkeypatch.setattr(reactor._errands, "_origin", "another.example/log")
    reactor.run()
    assert [row.rule for row in reactor.pending()] == [NOT_ACCEPTED] * 2
    assert world.lamps("stairs") == []


def test_what_the_book_does_not_admit_waits(world: Platform) -> None:
    """A policy that asks for what it does not list has a defect; the Book knows better."""
    on(world, "l")
    liar = replace(
        PORTER, react=lambda _: (RingBell(bell="b", at=world.home.clock()),), asks=(RingBell,)
    )
    reactor_of(world, liar).run()
    rows = world.acting.reactor.pending()
    assert {row.rule for row in rows} == {"command.cause_unheard"}


def test_without_its_post_the_platform_is_refused_like_anybody(
    world: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(world, "hall")
    reactor = world.acting.reactor
    monkeypatch.setattr(reactor._errands, "_signer", lambda: world.home.bob)
    reactor.run()
    assert {row.rule for row in reactor.pending()} == {"permission.none"}


# -- the monitor


def test_a_check_finds_everything_accepted_or_waiting(world: Platform) -> None:
    for lamp in ("hall", "signal/r", "l", "hall"):
        on(world, lamp)
    head = world.acting.reactor.run()
    found = world.acting.monitor.check()
    assert (found.first, found.last) == (1, head)
    assert (found.follow, found.accepted, found.pending, found.missed) == (5, 4, 1, ())


def test_a_check_finds_what_was_skipped_and_what_was_struck_out(
    world: Platform, database: Any
) -> None:
    signal, hall = on(world, "signal/r"), 0
    world.acting.reactor.run()
    hall = on(world, "hall")
    with psycopg.connect(database.owner) as conn:
        conn.execute("DELETE FROM work.pending")
        conn.execute(
            "UPDATE work.notification_tracking SET notification_id = %s "
            "WHERE application_name = 'reactor'",
            (hall,),
        )
    found = world.acting.monitor.check()
    assert [(m.policy, m.cause, m.ordinal, m.command) for m in found.missed] == [
        ("porter", signal, 0, "OpenRoom"),
        ("porter", hall, 0, "SwitchLamp"),
        ("porter", hall, 1, "SwitchLamp"),
    ]
    assert world.acting.monitor.check(hall + 1).missed == ()
    assert len(world.acting.monitor.check(signal, signal).missed) == 1


def test_what_was_missed_is_asked_for_once_it_is_on_the_list(
    world: Platform, database: Any
) -> None:
    hall = on(world, "hall")
    world.acting.reactor.run()
    with psycopg.connect(database.owner) as conn:
        conn.execute(
            "UPDATE work.notification_tracking SET notification_id = %s",
            (on(world, "hall"),),
        )
    found = world.acting.monitor.check(mend=True)
    assert (len(found.missed), found.accepted) == (2, 2)
    assert {row.rule for row in world.acting.reactor.pending()} == {MISSED}
    world.home.clock.advance(minutes=1)
    assert world.acting.reactor.retry() == 2
    assert [cause for *_, cause in world.lamps("stairs")][:2] == [hall, hall]
    assert world.acting.monitor.check().accepted == 4
    assert world.acting.reactor.pending() == []


def test_a_check_knows_later_attempts(world: Platform) -> None:
    on(world, "signal/r")
    reactor = world.acting.reactor
    reactor.run()
    for _ in range(3):
        world.home.clock.advance(hours=1)
        assert reactor.retry() == 0
    world.home.do(BuildRoom(room="r"))
    world.home.clock.advance(hours=1)
    assert reactor.retry() == 1
    found = world.acting.monitor.check()
    assert (found.follow, found.accepted, found.missed) == (1, 1, ())


def test_what_is_ahead_of_the_reactor_is_not_missed(world: Platform) -> None:
    world.acting.reactor.run()
    on(world, "hall")
    assert world.acting.monitor.check().missed == ()
    assert len(world.acting.monitor.check(last=world.acting.feed.head()).missed) == 2


# -- where it stands


def test_it_knows_whether_it_is_behind(world: Platform) -> None:
    reactor = world.acting.reactor
    reactor.run()
    assert not reactor.behind()
    on(world, "l")
    assert reactor.behind()
    assert reactor.step()
    assert not reactor.step()
    assert not reactor.behind()


def test_it_goes_on_in_steps(world: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        on(world, "hall")
    positions = []
    while world.acting.reactor.step(limit=2):
        positions.append(world.acting.reactor.position())
    assert {b - a for a, b in zip([0, *positions], positions, strict=False)} <= {1, 2}
    assert len(world.lamps("stairs")) == 6
    assert reacting.BATCH > 2


def test_a_rival_that_was_faster_is_believed(
    world: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(world, "signal/r")
    reactor, first = world.acting.reactor, world.acting.reactor._errands.first

    def overtaken(errands: Any) -> Any:
        answers = first(errands)
        if errands:
            monkeypatch.setattr(reactor._errands, "first", first)
            reactor.run()
        return answers

    monkeypatch.setattr(reactor._errands, "first", overtaken)
    reactor.run()
    (row,) = reactor.pending()
    assert row.tries == 1


def test_readers_are_told_where_it_stands(world: Platform, database: Any) -> None:
    position = world.acting.reactor.run()
    assert isinstance(world.acting.reactor._tracking, Tracking)
    with psycopg.connect(database.read) as conn:
        row = conn.execute(
            "SELECT notification_id FROM work.notification_tracking WHERE application_name = %s",
            (READER,),
        ).fetchone()
    assert row == (position,)


def test_only_the_application_reads_what_waits(world: Platform, database: Any) -> None:
    """Even a rule can tell something before an opening."""
    for other in (database.read, database.matcher):
        with psycopg.connect(other) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("SELECT rule FROM work.pending")
