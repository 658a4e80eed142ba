"""One group of commands, decided one after the other: pure memory, nothing written yet.

A command that is refused or fails leaves no trace here; the others stand. Signing and writing
come after, in `appender.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from domain.kernel import Actor, Context, Decision, Event, Placed, Post, Rejected, StreamId
from ledger import sealing
from ledger.asking import Asked
from ledger.drafting import Ahead, Drafting, TooLarge
from ledger.envelope import ActorPart, CommandRef
from ledger.erasing import still_needed
from ledger.keys import KEYS, Enrolled, KeyRing
from ledger.log import Log
from ledger.memory import Held
from ledger.permitting import permit, permit_joint, posts_of
from ledger.step import Step, Teller
from ledger.vault import NoKey, Vault

type Look = Callable[[StreamId], Held | None]
"""The committed stream, or None when it was never registered."""


class Group:
    """The commands of one append transaction, on top of what is committed (`look`, `base`)."""

    def __init__(
        self,
        log: Log,
        vault: Vault,
        look: Look,
        base: Step,
        at: datetime,
        ahead: Ahead,
        under: Callable[[str], Iterable[StreamId]],
    ) -> None:
        """`ahead`: hears of each draft as it is decided; `under`: what lies under a sealing key."""
        self._log = log
        self._look = look
        self.at = at
        self.causes: Mapping[int, str] = {}
        """What happened, by name, at the committed positions that the commands give as causes."""
        self._drafting = Drafting(log, vault, at, lambda: self._ring().destroyed, ahead)
        self.all = base
        self._under = under

    def held(self, stream: StreamId) -> Held | None:
        """The stream as it stands within this group."""
        return self.all.find(stream) or self._look(stream)

    def decide(self, asked: Asked) -> Step | Rejected:
        """Answers one command: what it adds, or why not."""
        states = tuple(self._state(stream) for stream in asked.touches)
        answer = self._context(asked, states)
        if isinstance(answer, Rejected):
            return answer
        context, post = answer
        state = states[0] if len(states) == 1 else states
        decision = asked.decider.decide(state, asked.content, context)
        if isinstance(decision, Rejected):
            return decision
        if refused := still_needed(self._log.charter, decision, self._lie_under, self._state):
            return refused
        if stale := self._stale(asked):
            return stale  # after the decision: only who may do it learns how long a stream is
        return self._step(decision, asked.touches[0], self.teller(asked, post))

    def _context(self, asked: Asked, states: tuple[Any, ...]) -> tuple[Context, Post] | Rejected:
        key = self._key(asked)
        for signature in asked.signed.signatures:
            if not self._ring().keys[signature.key].valid(self.at):
                return Rejected("key.not_valid", f"key {signature.key} may not sign any more")
        if asked.body.not_after < asked.received_at:
            return Rejected("command.expired", f"valid until {asked.body.not_after.isoformat()}")
        law = self._law()
        posts = posts_of(self._log.charter, law.state, asked, key.person, self.at)
        if isinstance(posts, Rejected):
            return posts
        actor = Actor(
            _signed_by(asked), key.person, key.organisation, key.custodial, asked.body.on_behalf_of
        )
        context = Context(
            actor=actor,
            posts=posts,
            received_at=asked.received_at,
            at=self.at,
            law=law.state,
            law_position=law.last,
            cause=asked.body.cause,
            act=asked.body.name,
            digest=asked.digest.hex(),
            maker=asked.body.maker,
            last=self.all.position,
        )
        if len(asked.signed.signatures) == 2:
            beside = self._ring().keys[asked.signed.signatures[1].key].person
            permitted = permit_joint(self._log, context, asked, states, beside)
        else:
            permitted = permit(self._log, context, asked, states)
        if isinstance(permitted, Rejected):
            return permitted
        return self._not_following(context, asked) or permitted

    def _not_following(self, context: Context, asked: Asked) -> Rejected | None:
        """Why a command may not name its cause: it must be one that some policy asks for."""
        cause, wanted = context.cause, asked.body.name
        if cause is None:
            return None
        if not context.holds(self._log.charter.platform):
            return Rejected("command.cause_foreign", "only the platform's policies name a cause")
        heard = self.causes.get(cause)
        if heard is None:
            return Rejected("command.cause_unknown", f"there is no event {cause} yet")
        if (heard, wanted) not in self._log.follows:
            return Rejected("command.cause_unheard", f"no policy asks {wanted} because of {heard}")
        return None

    def _lie_under(self, key: str) -> Iterator[StreamId]:
        """The streams under a sealing key, those of a moment ago as well."""
        yield from self._under(key)
        yield from (of for of, held in self.all.held.items() if key in held.names)

    def _key(self, asked: Asked) -> Enrolled:
        """The key that signed. A key once enrolled never leaves the ring."""
        return self._ring().keys[_signed_by(asked)]

    def _ring(self) -> KeyRing:
        held = self.all.find(KEYS) or self._keys
        ring = held.state if held else self._log.kinds[KEYS.kind].initial
        assert isinstance(ring, KeyRing)
        return ring

    @cached_property
    def _keys(self) -> Held | None:
        """The keys as they are committed: asked for with each event, looked up once."""
        return self._look(KEYS)

    def _law(self) -> Held:
        law = self.held(self._log.charter.law)
        assert law is not None, "the governance stream is registered when the log is opened"
        return law

    def _stale(self, asked: Asked) -> Rejected | None:
        for expected in asked.body.expects:
            kind, _, code = expected.stream.partition("/")
            held = self.held(StreamId(kind, code))
            now = held.sequence if held else 0
            if now != expected.seen:
                detail = f"{expected.stream} has {now} events, you saw {expected.seen}"
                return Rejected("stream.changed", detail)
        return None

    def _state(self, stream: StreamId) -> Any:
        held = self.held(stream)
        return held.state if held else self._log.kinds[stream.kind].initial

    def _step(self, decision: Decision, home: StreamId, teller: Teller) -> Step | Rejected:
        assert not isinstance(decision, Rejected)
        step = self.all.next()
        try:
            for said in decision:
                if isinstance(said, Placed):
                    self.say(step, said.stream, said.event, teller)
                else:
                    self.say(step, home, said, teller)
        except NoKey as problem:
            return Rejected("sealing.no_key", str(problem))
        except sealing.TooLong as problem:
            return Rejected("sealing.too_long", str(problem))
        except TooLarge as problem:
            return Rejected("event.too_large", str(problem))
        return step

    def say(
        self,
        step: Step,
        stream: StreamId,
        event: Event,
        teller: Teller,
        names: tuple[str, ...] | None = None,
    ) -> None:
        """Adds one event to a step, and the keys that it releases."""
        held = step.find(stream) or self._look(stream)
        if held and held.names and (gone := self._ring().destroyed.intersection(held.names)):
            raise NoKey(f"sealing key {min(gone)} was destroyed")
        self._drafting.say(step, stream, held, event, teller, names)
        if event.releases():
            keys = self.held(KEYS)
            assert keys is not None
            self._drafting.release(step, keys, event, teller)

    def register(self, step: Step, stream: StreamId, teller: Teller) -> Held:
        """Gives a stream its number before anything is said in it."""
        return self._drafting.register(step, stream, teller)

    def teller(self, asked: Asked, post: Post | None = None) -> Teller:
        """Who says the events of a command. Without a post, of its refusal: claims do not count.

        What follows by itself in a sealed stream does not say from what: often it is a lot.
        """
        key = self._key(asked)
        return Teller(
            actor=ActorPart(
                custodial=key.custodial,
                key=_signed_by(asked),
                on_behalf_of=asked.body.on_behalf_of if post else None,
                organisation=key.organisation,
                person=key.person,
                post=post.role if post else "",
            ),
            command=CommandRef(asked.digest.hex(), asked.signed.signatures),
            again=CommandRef(asked.digest.hex(), None),
            cause=asked.body.cause if post and not self._sealed(asked) else None,
            region=(post.region or None) if post else None,
            received_at=asked.received_at,
            law=self._law().last,
        )

    def _sealed(self, asked: Asked) -> bool:
        held = (self.held(stream) for stream in asked.touches)
        return any(one.names for one in held if one)

    def is_sealed(self, asked: Asked, step: Step) -> bool:
        """Whether a command touches a sealed stream, even one whose keys are gone."""
        return bool(self._names(asked, step))

    def names(self, asked: Asked, step: Step) -> tuple[str, ...]:
        """The sealing keys of the first sealed stream that a command touches, if they exist."""
        names = self._names(asked, step)
        return names if self._drafting.have(step, names) else ()

    def _names(self, asked: Asked, step: Step) -> tuple[str, ...]:
        held = (step.find(stream) or self._look(stream) for stream in asked.touches)
        return next((found.names for found in held if found and found.names), ())

    def kept(self, step: Step, asked: Asked) -> tuple[bytes, str, bytes]:
        """The command's row: its bytes, encrypted like its target or under the month's key."""
        names = self.names(asked, step) or (f"commands/{asked.received_at:%Y-%m}",)
        seal = self._drafting.seal(step, names)
        return asked.digest, "\n".join(names), seal.lock(asked.digest, asked.signed.body)


def _signed_by(asked: Asked) -> str:
    return asked.signed.signatures[0].key
