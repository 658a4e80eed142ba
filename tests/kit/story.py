"""Given / when / then for deciders: facts in, a request, the decision out. No Book, no store.

given(DEPOSIT, required).given(BANKPAGE, credit).when(match).then(matched, Placed(page, link))
given(LOT).when(opening, by=OWNER).refused_by("lot.unknown")
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any

from domain.calendar import BEIJING, Calendar
from domain.governance.state import Law
from domain.kernel import (
    Actor,
    Command,
    Context,
    Decider,
    Decision,
    Event,
    Placed,
    Post,
    Rejected,
    Stream,
    StreamId,
)
from domain.register import CHARTER, STREAMS
from tests.kit.sentences import hear

NOON = datetime(2026, 3, 16, 12, 0, tzinfo=BEIJING)
"""When things are asked, unless a test says otherwise."""
LAST = 99
"""The position of what was said last, whenever anything is asked."""
MAKER, CHECKER = "N0000000000000001", "N0000000000000002"
"""Who asks, unless a test says otherwise, and another person."""

_KINDS = {stream.name: stream for stream in STREAMS}
_DECIDERS: dict[type[Command], Decider] = {
    decider.handles: decider
    for deciders in (*(stream.deciders for stream in STREAMS), CHARTER.deciders)
    for decider in deciders
}


def asked(
    *posts: Post | str,
    at: datetime = NOON,
    received_at: datetime | None = None,
    law: Law | None = None,
    person: str = MAKER,
    act: str = "",
    digest: str = "",
    maker: str | None = None,
    cosigner: str | None = None,
    beside: Post | str = "NOBODY",
) -> Context:
    """What the Book would say of an asking by somebody who holds these posts.

    `act`: the command's name; `digest` and `maker`: of the signed command, and of the one that it
    confirms. `cosigner`: who signed a joint act too, as the holder of the post `beside`.
    """
    return Context(
        actor=Actor(key="k1", person=person, organisation="centre"),
        posts=tuple(Post(post) if isinstance(post, str) else post for post in posts),
        received_at=received_at or at,
        at=at,
        law=law or Law(Calendar()),
        law_position=1,
        act=act,
        digest=digest,
        maker=maker,
        cosigner=(cosigner, (Post(beside) if isinstance(beside, str) else beside,))
        if cosigner
        else None,
        last=LAST,
    )


def streams_of(command: Command) -> tuple[StreamId, ...]:
    """The streams that a command names."""
    return _DECIDERS[type(command)].touches(command)


def fold(stream: Stream, *events: Event, start: Any = None) -> Any:
    """The state of a stream after these facts; `start`: as it stood before them, if it did."""
    return reduce(stream.evolve, events, stream.initial if start is None else start)


@dataclass(frozen=True)
class Answer:
    """What a decider answered."""

    decision: Decision

    def then(self, *said: Event | Placed) -> None:
        """Exactly these facts, in this order."""
        assert said, "use nothing_happens()"
        assert self.decision == said

    def refused_by(self, rule: str) -> None:
        """This rule, in a sentence that is known of it."""
        assert isinstance(self.decision, Rejected), self.decision
        assert self.decision.rule == rule
        hear(rule, self.decision.detail)

    def nothing_happens(self) -> None:
        """Asked in vain, and rightly so: it is true already."""
        assert self.decision == ()


@dataclass(frozen=True)
class Story:
    """Facts of one stream or several; a code tells two streams of one kind apart."""

    past: dict[tuple[str, str], tuple[Event, ...]]

    def given(self, stream: Stream, *events: Event, code: str = "") -> "Story":
        """And the facts of another stream."""
        assert all(type(event) in stream.events for event in events), "an event of another stream"
        return replace(self, past=self.past | {(stream.name, code): events})

    def when(self, command: Command, *, by: Post | str = "NOBODY", **how: Any) -> Answer:
        """A request by the holder of a post; `how` as in `asked`."""
        decider = _DECIDERS[type(command)]
        touched = decider.touches(command)
        states = tuple(self._state(stream) for stream in touched)
        state = states if len(states) > 1 else states[0]
        answer = Answer(decider.decide(state, command, asked(by, act=command.NAME, **how)))
        if not isinstance(answer.decision, Rejected):
            for said in answer.decision:
                at = said if isinstance(said, Placed) else Placed(touched[0], said)
                assert at.stream in touched, f"{at.stream} is not touched"
                assert type(at.event) in _KINDS[at.stream.kind].events
        return answer

    def _state(self, stream: StreamId) -> Any:
        by_code = self.past.get((stream.kind, stream.code))
        events = by_code if by_code is not None else self.past.get((stream.kind, ""), ())
        return fold(_KINDS[stream.kind], *events)


def given(stream: Stream, *events: Event, code: str = "") -> Story:
    """The facts of one stream."""
    return Story({}).given(stream, *events, code=code)


class Memory:
    """States of streams, without log, keys or store: enough to live through many decisions."""

    def __init__(self) -> None:
        self.states: dict[StreamId, Any] = {}
        self.said: list[Event] = []

    def of(self, stream: StreamId) -> Any:
        """The state of a stream."""
        return self.states.get(stream, _KINDS[stream.kind].initial)

    def decide(self, command: Command, *posts: Post | str, **how: Any) -> Decision:
        """What would be decided now; nothing is remembered."""
        decider = _DECIDERS[type(command)]
        states = tuple(self.of(stream) for stream in decider.touches(command))
        state = states if len(states) > 1 else states[0]
        return decider.decide(state, command, asked(*posts, act=command.NAME, **how))

    def ask(self, command: Command, *posts: Post | str, **how: Any) -> Decision:
        """Decides, and remembers what was decided; all of it or, when refused, nothing."""
        touched = _DECIDERS[type(command)].touches(command)
        decision = self.decide(command, *posts, **how)
        for said in () if isinstance(decision, Rejected) else decision:
            at = said if isinstance(said, Placed) else Placed(touched[0], said)
            self.states[at.stream] = _KINDS[at.stream.kind].evolve(self.of(at.stream), at.event)
            self.said.append(at.event)
        return decision
