"""The till at the real door: every step is signed, decided and written, and policies follow it."""

from collections.abc import Mapping
from typing import Any

from api.wiring import System
from domain.governance.publish import PublishCalendar
from domain.kernel import Command, Event, Post, StreamId
from tests.kit.city import move_to
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.till import Till


class Written:
    """What a log holds, read as `story.Memory` is; whoever holds a post asks for it.

    `people`: by role.
    """

    def __init__(self, system: System, people: Mapping[str, str]) -> None:
        self.said: list[Event] = []
        self._system, self._people = system, people
        self._position = system.store.tail().position
        self._proposals: dict[str, str] = {}

    def of(self, stream: StreamId) -> Any:
        """The state of a stream."""
        return self._system.replay.state(stream)

    def ask(self, command: Command, *posts: Post | str, **how: Any) -> tuple[Event, ...]:
        """Asks for it at its time, or now where that is over; a refusal is raised."""
        system, (post,) = self._system, posts
        role = post if isinstance(post, str) else post.role
        move_to(system, max(how["at"], system.clock()).isoformat())
        maker = how.get("maker")
        by = {} if maker is None else {"maker": self._proposals[maker]}
        system.ask(self._people[role], command, **by)
        before = len(self.said)
        self.hear()
        told = tuple(self.said[before:])
        for event in told:
            if "digest" in how and hasattr(event, "proposal"):
                self._proposals[how["digest"]] = event.proposal
        return told

    def hear(self) -> None:
        """Everything that was written since."""
        head = self._system.store.tail().position
        found = self._system.acting.feed.read(self._position, head - self._position)
        self.said += [recorded.event for recorded in found]
        self._position = head


class DoorTill(Till):
    """The till of a running installation."""

    def __init__(self, system: System, people: Mapping[str, str], opening: int = 0) -> None:
        self._system = system
        (year,) = FIXTURE.years
        days = {"holidays": tuple(sorted(year.holidays)), "workdays": tuple(sorted(year.workdays))}
        system.ask("office", PublishCalendar(year=year.year, **days))
        super().__init__(opening, memory=Written(system, people))

    def _follow(self) -> None:
        """What follows by itself, the reactor brings."""
        self._system.readers.runner.catch_up()
        self._system.reactor.run()
        self.memory.hear()
        while self._heard < len(self.memory.said):
            self._next()
