"""A whole log in memory: real bodies, real signatures, no database. Made to be attacked.

Says what the Book would say, in its order; any field of a body can be forged before it is signed,
as a thief of the ledger's key could.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import msgspec

from domain.kernel import Event, StreamId
from ledger import checkpoint
from ledger.codec import Codec, write_body
from ledger.envelope import ActorPart, Body, CommandRef, Signature, join
from ledger.events import (
    CommandRefused,
    HeadsSealed,
    KeyEnrolled,
    KeyRevoked,
    KeyRotated,
    LogOpened,
    StreamRegistered,
)
from ledger.heads import HEADS_STREAM, NO_HEAD, HeadsTree
from ledger.keys import KEYS
from ledger.log import HEADS, OWN_STREAMS, REFUSALS, REGISTRY
from ledger.merkle import Frontier, leaf_hash
from ledger.signing import COMMAND_TAG, ED25519, EVENT_TAG, Signer, key_id, new_key
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verify import verify
from tests.kit.lamp import HOUSE, LAW, LampSwitched, RuleSet

ORIGIN = "lamp.example/log"
START = datetime(2026, 3, 17, 1, 0, tzinfo=UTC)
_CODEC = Codec((*OWN_STREAMS, *HOUSE.streams), ())


@dataclass(frozen=True)
class Person:
    """Who signs commands."""

    signer: Signer
    name: str
    organisation: str = "house"
    custodial: bool = False

    @property
    def key(self) -> str:
        return key_id(self.signer.algorithm, self.signer.public)


def person(name: str, algorithm: str = ED25519, **more: Any) -> Person:
    return Person(new_key(algorithm), name, **more)


type Said = tuple[StreamId, Event] | tuple[StreamId, Event, list[dict[str, Any]]]
"""A stream, a fact, and its money as plain JSON (so that it need not balance)."""


class MemoryLog:
    """A log from its opening on; `forms` are stored events, `notes` its checkpoints."""

    def __init__(
        self,
        *,
        signer: Signer | None = None,
        sealer: Signer | None = None,
        founder: Person | None = None,
        mode: str = "simulated",
        fixed: Sequence[StreamId] = (LAW, KEYS, HEADS),
        **opened: Any,
    ) -> None:
        self.signer = signer or new_key(ED25519)
        self.sealer = sealer or new_key(ED25519)
        self.ann = founder or person("ann")
        self.now = START
        self.forms: list[bytes] = []
        self.notes: list[str] = []
        self._numbers: dict[StreamId, int] = {REGISTRY: 0}
        self._tails: dict[int, tuple[int, str | None]] = {0: (0, None)}
        self._law = 0
        said = {
            "origin": ORIGIN,
            "mode": mode,
            "clock": START.isoformat(),
            "zone": "Asia/Shanghai",
            "ledger_key": b64encode(self.signer.public).decode(),
            "checkpoint_key": b64encode(self.sealer.public).decode(),
        }
        self.opened = LogOpened(**said | opened)
        self.say(REGISTRY, self.opened)
        for stream in fixed:
            self.register(stream)
        self.say(KEYS, self.enrolment(self.ann))
        self._law = self.say(LAW, RuleSet(person=self.ann.name, role="OFFICE"))

    @property
    def trust(self) -> Trust:
        """What an honest verifier of this log expects."""
        vkey = checkpoint.vkey(ORIGIN, self.sealer.public)
        return Trust(ORIGIN, self.signer.algorithm, self.signer.public, vkey)

    @property
    def size(self) -> int:
        return len(self.forms)

    @property
    def tails(self) -> dict[int, tuple[int, str | None]]:
        """Length and last hash of each stream, by number."""
        return dict(self._tails)

    @property
    def itself(self) -> ActorPart:
        """The ledger as an actor."""
        key = key_id(self.signer.algorithm, self.signer.public)
        return ActorPart(False, key, None, "", "ledger", "LEDGER")

    def later(self, **by: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**by)

    def say(
        self,
        stream: StreamId,
        event: Event,
        entries: Sequence[Any] = (),
        actor: ActorPart | None = None,
        command: CommandRef | None = None,
        **forged: Any,
    ) -> int:
        """Appends one event; `forged` are fields of its body. Returns its position."""
        number = self._numbers[stream]
        length, head = self._tails[number]
        shape = _CODEC.shape_of(event.NAME, event.VERSION)
        body = Body(
            actor=actor or self.itself,
            category=None,
            cause=None,
            command=command,
            entries=list(entries),
            law=self._law,
            name=event.NAME,
            occurred_at=self.now,
            origin=ORIGIN,
            position=self.size + 1,
            previous=head,
            public=shape.public.of(event),
            recorded_at=self.now,
            region=None,
            restricted=shape.restricted.of(event),
            sealed=None,
            sequence=length + 1,
            stream=number,
            v=1,
            version=event.VERSION,
        )
        self.append(write_body(msgspec.structs.replace(body, **forged)))
        self._tails[number] = length + 1, sha256(self.body(self.size)).hexdigest()
        return self.size

    def append(self, body: bytes, signer: Signer | None = None) -> None:
        """Signs and appends any bytes."""
        signer = signer or self.signer
        key = key_id(signer.algorithm, signer.public)
        self.forms.append(
            join(body, Signature(signer.algorithm, key, signer.sign(EVENT_TAG + body)))
        )

    def body(self, position: int) -> bytes:
        """The body bytes at a position."""
        return self.forms[position - 1].partition(b"\n")[0]

    def register(self, stream: StreamId, **telling: Any) -> None:
        """Gives a stream the next number."""
        number = len(self._numbers)
        self.say(
            REGISTRY, StreamRegistered(number=number, kind=stream.kind, code=stream.code), **telling
        )
        self._numbers[stream] = number
        self._tails[number] = 0, None

    def signed(self, who: Person, content: bytes, **forged: Any) -> CommandRef:
        """The reference to a command with these bytes, signed as it should be."""
        digest = sha256(content).digest()
        said = {
            "alg": who.signer.algorithm,
            "key": who.key,
            "sig": who.signer.sign(COMMAND_TAG + digest),
        }
        return CommandRef(digest.hex(), (Signature(**said | forged),))

    def ask(
        self,
        who: Person,
        *said: Said,
        command: CommandRef | None = None,
        actor: ActorPart | None = None,
        **forged: Any,
    ) -> int:
        """One command and what followed from it; `forged` for each body. Returns its position."""
        first = self.size + 1
        command = command or self.signed(who, b"command at %d" % first)
        post = ActorPart(who.custodial, who.key, None, who.organisation, who.name, "OFFICE")
        telling = {"actor": actor or post, "law": self._law} | forged
        for stream, event, *entries in said:
            if stream not in self._numbers:
                self.register(stream, command=command, **telling)
                command = CommandRef(command.digest, None)
            self.say(stream, event, *entries, command=command, **telling)
            command = CommandRef(command.digest, None)
            if stream == LAW:
                self._law = self.size
        return first

    def switch(self, who: Person, lamp: str = "l1", times: int = 1, **more: Any) -> int:
        """The simplest command: a lamp is switched."""
        said = (StreamId("lamp", lamp), LampSwitched(lamp=lamp, on=True))
        return self.ask(who, *[said] * times, **more)

    def pay(self, who: Person, *legs: tuple[str, str, int], **more: Any) -> int:
        """A command that moves money: legs of account, owner, amount."""
        entry = {
            "book": "CUST",
            "currency": "CNY",
            "legs": [{"account": a, "amount": n, "owner": o, "p": "P01"} for a, o, n in legs],
        }
        stream = StreamId("lamp", "meter")
        return self.ask(who, (stream, LampSwitched(lamp="meter", on=True), [entry]), **more)

    def refuse(self, who: Person, **more: Any) -> int:
        """A validly signed command is refused."""
        stream = StreamId(REFUSALS, f"{who.key}/{self.now.date()}")
        refused = CommandRefused(day=str(self.now.date()))
        return self.ask(who, (stream, refused), sealed={"c": "0" * 64, "x": "AA=="}, **more)

    def enrolment(self, who: Person, until: datetime | None = None) -> KeyEnrolled:
        """The fact that a person's key may sign."""
        return KeyEnrolled(
            key=who.key,
            algorithm=who.signer.algorithm,
            public=b64encode(who.signer.public).decode(),
            person=who.name,
            organisation=who.organisation,
            custodial=who.custodial,
            valid_until=until,
            proof="seen",
        )

    def enrol(self, who: Person, until: datetime | None = None) -> int:
        """Ann enrols somebody's key."""
        return self.ask(self.ann, (KEYS, self.enrolment(who, until)))

    def revoke(self, who: Person) -> int:
        """Ann revokes somebody's key."""
        return self.ask(self.ann, (KEYS, KeyRevoked(key=who.key, since=self.now, reason="lost")))

    def rotate(self, old: Person, new: Person) -> int:
        """A new key takes the place of an old one, as the person's own command."""
        return self.ask(
            old,
            (KEYS, KeyRevoked(key=old.key, since=self.now, reason="new")),
            (
                KEYS,
                KeyRotated(
                    old=old.key,
                    key=new.key,
                    algorithm=new.signer.algorithm,
                    public=b64encode(new.signer.public).decode(),
                    valid_until=None,
                ),
            ),
        )

    def heads(self) -> str:
        """The root over the heads of all streams."""
        tree = HeadsTree()
        for number, (length, head) in sorted(self._tails.items()):
            own = number == HEADS_STREAM
            tree.set(number, 0 if own else length, NO_HEAD if own else head or NO_HEAD)
        return tree.root().hex()

    def seal(self, **said: Any) -> int:
        """Logs the root of all heads."""
        right = {"at": self.size, "root": self.heads(), "streams": len(self._tails)}
        return self.say(HEADS, HeadsSealed(**right | said))

    def checkpoint(self, size: int | None = None, origin: str = ORIGIN) -> str:
        """A signed head of the first events (all unless told)."""
        leaves = list(map(leaf_hash, self.forms[:size]))
        head = checkpoint.Checkpoint(origin, len(leaves), Frontier().extend(leaves).root())
        return checkpoint.sign(head, ORIGIN, self.sealer)

    def close(self) -> None:
        """Seals the heads and signs a checkpoint, as the Book does."""
        self.seal()
        self.notes.append(self.checkpoint())

    def verdict(self, **more: Any) -> Verdict:
        """What the verifier says to all this, in one process unless told."""
        return verify(self.forms, self.notes, self.trust, **{"processes": 1} | more)


def codes(verdict: Verdict) -> list[tuple[str, int | None]]:
    """The findings by kind and position, in the order of the verdict; each can be said."""
    assert all(problem.sentence for problem in verdict.problems)
    return [(problem.code, problem.position) for problem in verdict.problems]
