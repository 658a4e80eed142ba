"""The few shapes every room of the house speaks in: facts, requests, decisions, streams.

An event class says for each field who may read it: `public` (the default), `restricted`
(staff whose phase allows) or `sealed` (encrypted before signing; None to a reader without key).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar, Literal, Protocol, dataclass_transform

type Part = Literal["public", "restricted", "sealed", "entries"]


def restricted(**options: Any) -> Any:
    """A field that staff of the right phase may read; it stands in clear in the ledger."""
    return field(metadata={"part": "restricted"}, **options)


def sealed() -> Any:
    """A field that is encrypted under the stream's keys. Its type must allow None."""
    return field(default=None, metadata={"part": "sealed"})


def entries_field() -> Any:
    """The field that carries the money of an event (see domain/postings.py)."""
    return field(metadata={"part": "entries"})


def fields_of(shape: type, part: Part) -> tuple[str, ...]:
    """The names of the fields of an event class that belong to one part, in their order."""
    return tuple(f.name for f in fields(shape) if f.metadata.get("part", "public") == part)


@dataclass(frozen=True, slots=True)
class KeyName:
    """Names one sealing key: `lot/…`, `day/account/2026-03-17`, `party/…`."""

    kind: str
    code: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.code}"


class Event:
    """A fact, past tense, true for ever. Subclasses are made with `@event`."""

    __slots__ = ()
    NAME: ClassVar[str]
    VERSION: ClassVar[int]
    ZH: ClassVar[str]

    def happened_at(self) -> datetime | None:
        """The legal instant (the bank's or the business's); None: when the door heard of it."""
        return None

    def releases(self) -> tuple[KeyName, ...]:
        """The sealing keys that this fact makes readable (an opening)."""
        return ()


class Command:
    """A request, imperative, that a decider answers. Subclasses are made with `@command`."""

    __slots__ = ()
    NAME: ClassVar[str]
    VERSION: ClassVar[int]
    ZH: ClassVar[str]


def _stamped[T](shape: type[T], name: str, version: int, zh: str) -> type[T]:
    made: Any = dataclass(frozen=True, slots=True, kw_only=True)(shape)
    made.NAME, made.VERSION, made.ZH = name, version, zh
    return made  # type: ignore[no-any-return]  # dataclass() rebuilds the class for slots


@dataclass_transform(
    frozen_default=True, kw_only_default=True, field_specifiers=(field, restricted, sealed)
)
def event[T](name: str, *, version: int = 1, zh: str) -> Callable[[type[T]], type[T]]:
    """Stamps a frozen dataclass with its name on the wire, its version and its Chinese label."""
    return lambda shape: _stamped(shape, name, version, zh)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def command[T](name: str, *, version: int = 1, zh: str) -> Callable[[type[T]], type[T]]:
    """Stamps a frozen dataclass as a command: name on the wire, version, Chinese label."""
    return lambda shape: _stamped(shape, name, version, zh)


@dataclass(frozen=True, slots=True)
class StreamId:
    """One stream: its kind (a `Stream` record's name) and its code within the kind."""

    kind: str
    code: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.code}"


@dataclass(frozen=True, slots=True)
class Placed:
    """An event for a stream other than the first one its command touches."""

    stream: StreamId
    event: Event


@dataclass(frozen=True, slots=True)
class Rejected:
    """A refusal is an answer: the rule's id, public, and a sentence, sealed with the target."""

    rule: str
    detail: str


type Decision = tuple[Event | Placed, ...] | Rejected


@dataclass(frozen=True, slots=True)
class Post:
    """A post a person holds: role code (REFERENCE 4.1), organisation, region ('' = all)."""

    role: str
    organisation: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, as the verified key tells it."""

    key: str
    person: str
    organisation: str
    custodial: bool = False
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the Book knows about an asking; no caller can claim any of it.

    `received_at` is stamped at the door (a queue makes no bid late), `at` when it is decided; `law`
    is in force, `law_position` its place, `last` the log's end. `act`: the command's name, `digest`
    its SHA-256, `maker` that of what it confirms; `cosigner` signed it too: who, posts, one name.
    """

    actor: Actor
    posts: tuple[Post, ...]
    received_at: datetime
    at: datetime
    law: Any
    law_position: int
    cause: int | None = None
    act: str = ""
    digest: str = ""
    maker: str | None = None
    cosigner: tuple[str, tuple[Post, ...]] | None = None
    last: int = 0

    def holds(self, *roles: str) -> bool:
        """True when one of the actor's posts has one of these roles."""
        return any(post.role in roles for post in self.posts)


class Decide(Protocol):
    """decide(state, command, context) -> Decision; with several streams, a tuple of states."""

    def __call__(self, state: Any, command: Any, context: Context, /) -> Decision:
        """Pure and total: the same asking gets the same answer."""


@dataclass(frozen=True, slots=True)
class Decider:
    """Answers one command. `touches` names the streams by id, from the command alone."""

    handles: type[Command]
    touches: Callable[[Any], tuple[StreamId, ...]]
    decide: Decide


@dataclass(frozen=True, slots=True)
class Former:
    """An old shape of an event or command, and how it is read today."""

    shape: type
    to_today: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Stream:
    """A kind of stream: its closed list of events, how they fold, and who decides."""

    name: str
    events: tuple[type[Event], ...]
    initial: Any
    evolve: Callable[[Any, Any], Any]
    deciders: tuple[Decider, ...] = ()
    former: tuple[Former, ...] = ()
    keys: Callable[[Any], tuple[KeyName, ...]] = lambda _first: ()
    """The sealing keys of a stream, told by its first event."""
    owns: Callable[[Any], KeyName | None] = lambda _first: None
    """The sealing key that comes into being with the stream (a lot's, a party's, a day's)."""
    region: Callable[[Any], str | None] = lambda _state: None
    """Where that lies which the stream is about, by its state; None: nowhere."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Hears facts, by their names on the wire, and asks for commands: only what `asks` lists."""

    name: str
    """For ever: the ids of its commands follow from it."""
    hears: tuple[type[Event], ...]
    asks: tuple[type[Command], ...]
    react: Callable[..., tuple[Command, ...]]
    """react(event), or react(event, ids) with `reads`. Pure: the same event, the same commands in
    the same order. Sealed fields are None once their key is destroyed."""
    reads: str | None = None
    """The one index that it needs, by name: (event, position) -> ids as they stood there."""


@dataclass(frozen=True, slots=True)
class Charter:
    """All that the ledger is told about the world it serves. Built by the composition root."""

    streams: tuple[Stream, ...]
    deciders: tuple[Decider, ...]
    """Deciders over several streams (the desk); each stream brings its own besides."""
    law: StreamId
    """The governance stream, whose state is `Context.law`."""
    posts: Callable[[Any, str, datetime], tuple[Post, ...]]
    permit: Callable[[Context, Command], Post | Rejected]
    """posts(law, person, at): those a person holds; the one that permits this, or the refusal."""
    deputised: Callable[[Any, str, datetime], Mapping[str, tuple[Post, ...]]] = lambda *_: {}
    """deputised(law, person, at): the posts that a person holds in others' names, by whose."""
    reaches: Callable[[Post, str], bool] = lambda *_: True
    """Whether a post is for what lies in a region; of several posts those count that are."""
    policies: tuple[Policy, ...] = ()
    """What follows by itself. A command that names a cause is accepted for one of them only."""
    platform: str = "PLATFORM"
    """The role whose key asks for the policies; nobody else's command may name a cause."""
    joint: frozenset[str] = frozenset()
    """Names of the joint acts, which two persons sign. All others carry one signature."""
    needed: Callable[..., Rejected | None] = lambda *_: None
    """needed(key, states, state_of): why a sealing key is not destroyed yet; by what lies there."""
