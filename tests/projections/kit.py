"""A log told from its first event on, and projections of it: what the tests here stand on."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from domain.kernel import Charter, Event, StreamId
from domain.register import CHARTER
from ledger.codec import Shape, encode, read_body
from ledger.envelope import ActorPart, Body, CommandRef
from ledger.events import KeyDestroyed, LogOpened
from ledger.feed import COMMITTED, PROJECTED, Feed, Recorded, Tracking
from ledger.log import REGISTRY, Log, log_of
from ledger.signing import new_key
from ledger.store import Store, datastore
from ledger.vault import Vault
from ledger.waker import Waker
from projections.projection import Change, Column, Erase, Projection, Put, Release, Table, summed
from projections.reader import Reader, connections
from projections.runner import Runner
from tests.kit.house import House, rooms
from tests.kit.lamp import Clock, GuestCame, LampSwitched, RoomOpened, SwitchLamp
from tests.kit.story import NOON

type Said = tuple[StreamId, Event]

SOME = StreamId("some", "stream")


@dataclass
class Shelf:
    """Projections of one log, kept by a runner; readers as either role."""

    runner: Runner
    feed: Feed
    waker: Waker
    opened: Any
    closed: Any

    def reader(self, projection: Projection, *, sealed: bool = False) -> Reader:
        pool = self.closed if sealed else self.opened
        return Reader(pool, projection, sealed=sealed)


@contextmanager
def feeding(database: Any, log: Log, vault: Vault | None = None) -> Iterator[Feed]:
    """A feed as the matcher's role."""
    with (
        Store(datastore(database.matcher)) as store,
        Waker(database.matcher, (COMMITTED, PROJECTED)) as waker,
    ):
        yield Feed(log, store, waker, vault)


@contextmanager
def shelf(
    database: Any, log: Log, vault: Vault, projections: Sequence[Projection]
) -> Iterator[Shelf]:
    """A runner that nobody started, and what reads its projections."""
    with ExitStack() as stack:
        store = stack.enter_context(Store(datastore(database.matcher)))
        waker = stack.enter_context(Waker(database.read, (COMMITTED, PROJECTED)))
        tracked = stack.enter_context(datastore(database.matcher, schema="work", pool=8))
        opened, closed = (
            stack.enter_context(connections(dsn, 4)) for dsn in (database.read, database.matcher)
        )
        feed = Feed(log, store, waker, vault)
        yield Shelf(Runner(feed, Tracking(tracked), projections), feed, waker, opened, closed)


@contextmanager
def told(database: Any, *said: Said, charter: Charter = CHARTER) -> Iterator[tuple[Log, Vault]]:
    """A log in which just this was said, after its opening; and the keys it is sealed under."""
    log, clock = log_of("told.example/log", charter, new_key("ed25519")), Clock()
    opened = LogOpened(
        origin=log.origin,
        mode="simulated",
        clock=clock().isoformat(),
        zone="Asia/Shanghai",
        ledger_key="",
        checkpoint_key="",
    )
    with rooms(database, log, clock) as (book, _, vault):
        book.run(lambda appender: appender.found([(REGISTRY, opened), *said]))
        yield log, vault


SWITCHES = Table(
    "switches",
    (Column("lamp", "text"),),
    (Column("on_now", "boolean"), Column("times", "bigint", summed)),
)
GUESTS = Table(
    "guests",
    (Column("guest", "text"),),
    (Column("room", "text"), Column("name", "text"), Column("visits", "bigint", summed)),
    sealed=True,
)


def project_lamps(recorded: Any) -> Iterator[Change]:
    """How often each lamp was switched."""
    match recorded.event:
        case LampSwitched(lamp=lamp, on=on):
            yield Put(SWITCHES, (lamp,), {"on_now": on, "times": 1})


def project_guests(recorded: Any) -> Iterator[Change]:
    """Who came to which room; nobody knows until the room is opened."""
    match recorded.event:
        case GuestCame(guest=guest, room=room, name=name) if room:
            yield Put(GUESTS, (guest,), {"room": room, "name": name, "visits": 1})
        case RoomOpened(room=room):
            yield Release(GUESTS, {"room": room})
        case KeyDestroyed(key=key):
            yield Erase(GUESTS, {"room": key.removeprefix("room/")})


LAMPS = Projection("lamps", 1, (SWITCHES,), project_lamps)
VISITS = Projection("visits", 1, (GUESTS,), project_guests)


def recorded(event: Any, stream: StreamId = SOME, position: int = 1) -> Recorded:
    """An event as the feed would hand it on, with its sealed fields open."""
    shape = Shape(type(event))
    body = Body(
        actor=ActorPart(False, "k1", None, "centre", "N0000000000000001", "C-SET1"),
        category=None,
        cause=None,
        command=CommandRef("cd" * 32, None),
        entries=shape.entries(event),
        law=2,
        name=event.NAME,
        occurred_at=event.happened_at() or NOON,
        origin="told.example/log",
        position=position,
        previous=None,
        public=shape.public.of(event),
        recorded_at=NOON,
        region=None,
        restricted=shape.restricted.of(event),
        sealed=None,
        sequence=1,
        stream=7,
        v=1,
        version=event.VERSION,
    )
    data = encode(body)
    return Recorded(position, stream, read_body(data), data, lambda _: event)


def switch(home: House, times: int, lamps: int = 3) -> int:
    """Switches each lamp so often; the last position."""
    done = [home.do(SwitchLamp(lamp=f"l{n}", on=True, times=times)) for n in range(lamps)]
    return done[-1].last


def times(made: Shelf, as_of: int | None = None) -> dict[str, int]:
    rows = made.reader(LAMPS).rows(SWITCHES, as_of=as_of).rows
    return {row["lamp"]: row["times"] for row in rows}


def standing(runner: Runner, name: str = "lamps") -> Any:
    return next(one for one in runner.status() if one.name == name)
