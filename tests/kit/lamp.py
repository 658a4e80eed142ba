"""A toy world: lamps that switch on and off, some of them in sealed rooms; and what follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.kernel import (
    Charter,
    Command,
    Context,
    Decider,
    Decision,
    Event,
    KeyName,
    Policy,
    Post,
    Rejected,
    Stream,
    StreamId,
    command,
    event,
    restricted,
    sealed,
)

LAW = StreamId("rules", "rules")


@event("RuleSet", zh="规则")
class RuleSet(Event):
    """A person may switch lamps."""

    person: str
    role: str


@event("LampSwitched", zh="开关")
class LampSwitched(Event):
    lamp: str
    on: bool
    watts: int = restricted(default=0)


@event("RoomBuilt", zh="房间")
class RoomBuilt(Event):
    room: str


@event("RoomOpened", zh="开门")
class RoomOpened(Event):
    room: str

    def releases(self) -> tuple[KeyName, ...]:
        return (KeyName("room", self.room),)


@event("GuestCame", zh="来客")
class GuestCame(Event):
    guest: str
    room: str | None = sealed()
    name: str | None = sealed()


@event("BellRung", zh="打铃")
class BellRung(Event):
    bell: str
    at: datetime

    def happened_at(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Lamp:
    on: bool = False
    switched: int = 0


@command("SwitchLamp", zh="开关")
class SwitchLamp(Command):
    lamp: str
    on: bool
    times: int = 1
    watts: int = 0


@command("BlowFuse", zh="熔断")
class BlowFuse(Command):
    """A joint act: two persons sign it."""

    lamp: str


@command("SetRule", zh="规则")
class SetRule(Command):
    person: str
    role: str


@command("BuildRoom", zh="房间")
class BuildRoom(Command):
    room: str


@command("OpenRoom", zh="开门")
class OpenRoom(Command):
    room: str


@command("Welcome", zh="来客")
class Welcome(Command):
    guest: str
    room: str
    name: str
    times: int = 1


@command("RingBell", zh="打铃")
class RingBell(Command):
    """A bell rings at its legal time, whenever somebody says so; a bell must be hung first."""

    bell: str
    at: datetime


def _switch(lamp: Lamp, asked: SwitchLamp, _context: Context) -> Decision:
    if asked.lamp == "broken":
        raise RuntimeError("a defect in a decider")
    if asked.watts < 0:
        return Rejected("lamp.watts_negative", f"{asked.watts} watts; 0 or more would be right")
    return tuple(
        LampSwitched(lamp=asked.lamp, on=asked.on, watts=asked.watts) for _ in range(asked.times)
    )


def _lamp_evolve(lamp: Lamp, event: LampSwitched) -> Lamp:
    return Lamp(event.on, lamp.switched + 1)


def _blow(_lamp: Lamp, asked: BlowFuse, context: Context) -> Decision:
    assert context.cosigner is not None, "the door lets no joint act in with one signature"
    person, posts = context.cosigner
    if not posts:
        return Rejected("lamp.cosigner", f"{person} may not blow the fuse")
    return tuple(LampSwitched(lamp=asked.lamp, on=False) for _ in range(2))


def _welcome(guests: int, asked: Welcome, _context: Context) -> Decision:
    if asked.name == "nobody":
        return Rejected("room.no_guest", f"{asked.name} cannot come to {asked.room}")
    return tuple(
        GuestCame(guest=asked.guest, room=asked.room, name=asked.name) for _ in range(asked.times)
    )


def _room(built: bool, asked: Any, _context: Context) -> Decision:
    if isinstance(asked, BuildRoom):
        return () if built else (RoomBuilt(room=asked.room),)
    return (RoomOpened(room=asked.room),) if built else Rejected("room.missing", asked.room)


def _ring(rung: int, asked: RingBell, context: Context) -> Decision:
    if asked.bell.startswith("unhung") and context.at < asked.at + timedelta(hours=1):
        return Rejected("bell.unhung", asked.bell)
    return (BellRung(bell=asked.bell, at=asked.at),)


def _set_rule(_rules: Any, asked: SetRule, _context: Context) -> Decision:
    return (RuleSet(person=asked.person, role=asked.role),)


RULES = Stream(
    "rules",
    (RuleSet,),
    (),
    lambda rules, e: (*rules, e),
    (
        Decider(
            SetRule, lambda _: (LAW,), lambda _s, c, _x: (RuleSet(person=c.person, role=c.role),)
        ),
    ),
)
LAMP = Stream(
    "lamp",
    (LampSwitched,),
    Lamp(),
    _lamp_evolve,
    (
        Decider(SwitchLamp, lambda c: (StreamId("lamp", c.lamp),), _switch),
        Decider(BlowFuse, lambda c: (StreamId("lamp", c.lamp),), _blow),
    ),
)
ROOM = Stream(
    "room",
    (RoomBuilt, RoomOpened),
    False,
    lambda _s, _e: True,
    (
        Decider(BuildRoom, lambda c: (StreamId("room", c.room),), _room),
        Decider(OpenRoom, lambda c: (StreamId("room", c.room),), _room),
    ),
    owns=lambda first: KeyName("room", first.room),
)
GUEST = Stream(
    "guest",
    (GuestCame,),
    0,
    lambda n, _e: n + 1,
    (Decider(Welcome, lambda c: (StreamId("guest", c.guest),), _welcome),),
    keys=lambda first: (KeyName("room", first.room or ""),),
)

BELL = Stream(
    "bell",
    (BellRung,),
    0,
    lambda n, _e: n + 1,
    (Decider(RingBell, lambda c: (StreamId("bell", c.bell),), _ring),),
)


def _follow(switched: LampSwitched) -> tuple[Command, ...]:
    """The hall lights the stairs; `signal/R` opens the room R; `fuse` is a lamp that breaks."""
    kind, _, room = switched.lamp.partition("/")
    if switched.lamp == "hall":
        return tuple(SwitchLamp(lamp=f"stairs-{n}", on=switched.on) for n in (1, 2))
    if switched.lamp == "fuse":
        return (SwitchLamp(lamp="broken", on=True), SwitchLamp(lamp="candle", on=True))
    return (OpenRoom(room=room),) if kind == "signal" else ()


def _shadows(switched: LampSwitched, ids: tuple[str, ...]) -> tuple[Command, ...]:
    return tuple(SwitchLamp(lamp=f"shadow-{one}", on=switched.on) for one in ids)


def _greet(came: GuestCame) -> tuple[Command, ...]:
    return (SwitchLamp(lamp=f"door-of-{came.room}", on=True),)


PORTER = Policy("porter", (LampSwitched,), (SwitchLamp, OpenRoom), _follow)
SHADOWS = Policy("shadows", (LampSwitched,), (SwitchLamp,), _shadows, reads="shadows")
GREETER = Policy("greeter", (GuestCame,), (SwitchLamp,), _greet)


def _posts(rules: Any, person: str, _at: datetime) -> tuple[Post, ...]:
    return tuple(Post(rule.role, "house", "") for rule in rules if rule.person == person)


def _permit(context: Context, asked: Command) -> Post | Rejected:
    if not context.posts:
        return Rejected("permission.none", f"{context.actor.person} may not ask {asked.NAME}")
    return context.posts[0]


def _needed(key: str, states: Iterable[Any], _state_of: Any) -> Rejected | None:
    guests = list(states)
    if key != "room/kept" or not guests:
        return None
    return Rejected("room.still_needed", f"{len(guests)} live in {key}")


HOUSE = Charter(
    streams=(RULES, LAMP, ROOM, GUEST, BELL),
    deciders=(),
    law=LAW,
    posts=_posts,
    permit=_permit,
    policies=(PORTER, SHADOWS, GREETER),
    joint=frozenset({"BlowFuse"}),
    needed=_needed,
)


@dataclass
class Clock:
    """A clock that stands still until told."""

    now: datetime = datetime(2026, 3, 17, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)
