"""The order of things: streams, commands, keys, laws and heads as one event follows the other."""

from base64 import b64encode
from collections.abc import Set
from datetime import datetime
from hashlib import sha256
from typing import Any

from ledger.heads import HEADS_STREAM, NO_HEAD, HeadsTree
from ledger.trust import Trust
from ledger.verdict import Flaw, Problems
from ledger.verify_keys import KeyHistory, moment_of
from ledger.verify_once import Once
from ledger.verify_shape import KEYS, LAW, OWN, REFUSALS, REGISTRY
from ledger.verify_stretch import Actor, Stretch

_FIXED = {KEYS: "keys/keys", HEADS_STREAM: "heads/heads"}
_RESERVED = {REGISTRY, *_FIXED}
_AT_OPENING = {"LogOpened", "StreamRegistered", "KeyEnrolled"}
_OF_ITSELF = {"StreamRegistered", "HeadsSealed", "RefusalsSummarised"}
_OF_REFUSALS = {"StreamRegistered", "CommandRefused"}


class Walk:
    """Goes through all stretches once, in order; finds what does not follow."""

    def __init__(self, trust: Trust, problems: Problems, ends: Set[int]) -> None:
        """`ends`: sizes at which checkpoints end."""
        self._problems = problems
        self._ends = ends
        self._expected = {
            "origin": trust.origin,
            "ledger_key": b64encode(trust.ledger_key).decode(),
            "checkpoint_key": b64encode(trust.checkpoint_key[1]).decode(),
        }
        self._itself: Actor = False, trust.ledger_key_id, None, "", "ledger", "LEDGER"
        self._opening = True
        self._recorded: datetime | None = None
        self._law = 0
        self._tails: dict[int, tuple[int, str | None]] = {REGISTRY: (0, None)}
        self._changed = {REGISTRY}
        self._heads = HeadsTree()
        self._sealed: set[int] = set()
        self._refusals: set[int] = set()
        self._names, self._commands = Once(), Once()
        self._keys = KeyHistory()
        self._command: str | None = None
        self._said: tuple[Actor, int, int | None] | None = None
        self._barred: Flaw | None = None
        """Why nothing but its refusal can be recorded of the command."""
        self._checks = (
            self._begin,
            self._time,
            self._home,
            self._cause,
            self._asker,
            self._tell,
            self._chain,
        )
        self.mode: str | None = None
        self.commands = 0

    @property
    def streams(self) -> int:
        """How many streams there are, the registry included."""
        return len(self._tails)

    def take(self, stretch: Stretch) -> None:
        """Goes one stretch further."""
        for check in self._checks:
            try:
                check(stretch)
            except Flaw as flaw:
                self._problems.add(flaw.code, stretch.position, **flaw.values)
        if stretch.stream == LAW:
            self._law = stretch.position + stretch.size - 1

    def finish(self, events: int) -> None:
        """What can be told only at the end of so many events."""
        for size in sorted(self._ends - self._sealed):
            if 0 < size <= events:
                self._problems.add("checkpoint.heads", size)
        for code, once in (("command.again", self._commands), ("stream.again", self._names)):
            for position in once.again():
                self._problems.add(code, position)

    def _begin(self, stretch: Stretch) -> None:
        if (stretch.position == 1) != (stretch.name == "LogOpened"):
            raise Flaw("log.opened", found=stretch.name)

    def _time(self, stretch: Stretch) -> None:
        at = moment_of(stretch.recorded_at, "recorded_at")
        if self._recorded is not None and at < self._recorded:
            before = self._recorded.isoformat()
            raise Flaw("event.time", found=stretch.recorded_at, before=before)
        self._recorded = at

    def _home(self, stretch: Stretch) -> None:
        """The ledger's own facts stand in its own streams, and nothing else does."""
        home = OWN[stretch.name][0] if stretch.name in OWN else None
        refusal = (stretch.name in REFUSALS) != (stretch.stream in self._refusals)
        if refusal or home != (stretch.stream if stretch.stream in _RESERVED else None):
            raise Flaw("stream.stranger", name=stretch.name, stream=stretch.stream)

    def _cause(self, stretch: Stretch) -> None:
        if stretch.cause is not None and not 0 < stretch.cause < stretch.position:
            raise Flaw("event.cause", found=stretch.cause)

    def _asker(self, stretch: Stretch) -> None:
        if stretch.digest is None:
            self._command = None
            self._speak(stretch)
        elif not stretch.signed_by:
            self._follow(stretch)
        else:
            self._ask(stretch, stretch.digest)

    def _speak(self, stretch: Stretch) -> None:
        """Nobody asked: the ledger says something of itself."""
        if stretch.name == "HeadsSealed":
            self._opening = False
        if self._opening:
            allowed = stretch.name in _AT_OPENING or stretch.stream == LAW
        else:
            allowed = stretch.name in _OF_ITSELF
        self._lawful(stretch)
        if not allowed:
            raise Flaw("command.none", name=stretch.name)
        if stretch.actor != self._itself:
            key = stretch.actor[1]
            raise Flaw("command.actor", found=stretch.actor, key=key, wanted=self._itself)

    def _follow(self, stretch: Stretch) -> None:
        """A further event of the command before."""
        if stretch.digest != self._command:
            raise Flaw("command.unsigned", digest=stretch.digest)
        if (stretch.actor, stretch.law, stretch.cause) != self._said:
            raise Flaw("command.changed")
        self._may(stretch)

    def _ask(self, stretch: Stretch, digest: str) -> None:
        """The first event of a command: was it asked by whom it says, who could ask then?"""
        self._opening = False
        self._command = digest
        self._said = stretch.actor, stretch.law, stretch.cause
        self._barred = None
        self._commands.add(bytes.fromhex(digest), stretch.position)
        self.commands += 1
        self._lawful(stretch)
        key = stretch.signed_by[0]
        owners = [self._owner(one) for one in stretch.signed_by]
        if not stretch.good:
            raise Flaw("command.signature", key=key)
        custodial, named, _, organisation, person, _ = stretch.actor
        if (named, custodial, organisation, person) != (key, *owners[0]):
            raise Flaw("command.actor", found=stretch.actor, key=key, wanted=owners[0])
        self._barred = self._bar(stretch, [owner[2] for owner in owners])
        self._may(stretch)

    def _bar(self, stretch: Stretch, people: list[str]) -> Flaw | None:
        """Whether a key had ended by then, or one person signed a joint act twice."""
        at = moment_of(stretch.recorded_at, "recorded_at")
        for key in stretch.signed_by:
            if (since := self._keys.ended(key, at)) is not None:
                return Flaw("command.ended", key=key, since=since.isoformat())
        twice = len({*people}) < len(people)
        return Flaw("command.joint", person=people[0]) if twice else None

    def _owner(self, key: str) -> tuple[bool, str, str]:
        owner = self._keys.owner(key)
        if owner is None:
            raise Flaw("command.unknown", key=key)
        return owner

    def _may(self, stretch: Stretch) -> None:
        """Of a command that is barred nothing can be recorded but the refusal."""
        if self._barred is not None and stretch.name not in _OF_REFUSALS:
            raise self._barred

    def _lawful(self, stretch: Stretch) -> None:
        wanted = 0 if self._opening else self._law
        if stretch.law != wanted:
            position, found = stretch.position, stretch.law
            self._problems.add("event.law", position, found=found, wanted=wanted)

    def _tell(self, stretch: Stretch) -> None:
        """Takes in what the ledger's own facts say."""
        public = stretch.public
        if public is None:
            return
        if stretch.name == "LogOpened":
            self._open(public)
        elif stretch.name == "StreamRegistered":
            self._register(public, stretch.position)
        elif stretch.name == "HeadsSealed":
            self._seal(public, stretch.position)
        else:
            at = moment_of(stretch.recorded_at, "recorded_at")
            self._keys.tell(stretch.name, public, at)

    def _open(self, public: dict[str, Any]) -> None:
        self.mode = public["mode"]
        for field, wanted in self._expected.items():
            if (found := public[field]) != wanted:
                self._problems.add("log.expected", 1, field=field, found=found, wanted=wanted)

    def _register(self, public: dict[str, Any], position: int) -> None:
        number, name = public["number"], f"{public['kind']}/{public['code']}"
        if number != self.streams:
            raise Flaw("stream.number", found=number, wanted=self.streams)
        self._tails[number] = 0, None
        self._changed.add(number)
        self._names.add(sha256(name.encode()).digest(), position)
        self._named(number, name)

    def _named(self, number: int, name: str) -> None:
        if name.startswith("refusals/"):
            self._refusals.add(number)
        if _FIXED.get(number, name) != name:
            raise Flaw("stream.fixed", number=number, found=name, wanted=_FIXED[number])

    def _seal(self, public: dict[str, Any], position: int) -> None:
        for number in sorted(self._changed):
            length, head = self._tails[number]
            if number == HEADS_STREAM:
                length, head = 0, None
            self._heads.set(number, length, head or NO_HEAD)
        self._changed = set()
        self._sealed |= {position} & self._ends
        for field, wanted in (
            ("at", position - 1),
            ("streams", self.streams),
            ("root", self._heads.root().hex()),
        ):
            if public[field] != wanted:
                self._problems.add(f"heads.{field}", position, found=public[field], wanted=wanted)

    def _chain(self, stretch: Stretch) -> None:
        number = stretch.stream
        if number not in self._tails:
            raise Flaw("stream.unknown", stream=number)
        length, head = self._tails[number]
        # Goes on from what the event says, so that one gap is not found again and again.
        self._tails[number] = max(1, stretch.sequence) + stretch.size - 1, stretch.head
        self._changed.add(number)
        if stretch.sequence != length + 1:
            found, wanted = stretch.sequence, length + 1
            raise Flaw("stream.sequence", found=found, stream=number, wanted=wanted)
        if stretch.previous != head:
            raise Flaw("stream.previous", stream=number, found=stretch.previous, wanted=head)
