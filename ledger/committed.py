"""What is committed, as the appender sees it under the lock: tail, streams, tiles, heads.

Follows what rival processes wrote, and loads cold streams; holds committed facts only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256

from domain.kernel import StreamId
from ledger import merkle
from ledger.append import Append
from ledger.codec import read_body
from ledger.envelope import part
from ledger.events import KeyDestroyed
from ledger.folding import fold, fold_many, grow
from ledger.heads import HEADS_STREAM, NO_HEAD, HeadsTree
from ledger.keys import KEYS
from ledger.log import Log
from ledger.memory import Held, Memory
from ledger.step import Step
from ledger.tiles import OpenTiles
from ledger.vault import Vault

_NAMED_MAX = 10_000
_FOLLOW_MAX = 20_000
"""Beyond this many foreign events it is cheaper to forget and load anew."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the committed log ends, and what is needed to go on from there."""

    position: int = 0
    streams: int = 0
    frontier: merkle.Frontier = field(default_factory=merkle.Frontier)
    tiles: OpenTiles = field(default_factory=OpenTiles)
    recorded_at: datetime | None = None


class Committed:
    """The appender's knowledge of the log. One thread; other threads may read `memory`."""

    def __init__(self, log: Log, vault: Vault) -> None:
        self._log = log
        self._vault = vault
        self._heads: HeadsTree | None = None
        self._grown: dict[int, Held] = {}
        self._doomed: set[str] = set()
        self._named: dict[int, str] = {}
        self.seen = Seen()
        self.memory = Memory(log.fixed)

    def catch_up(self, append: Append) -> None:
        """Takes in what others wrote since the last group.

        When that does not continue the log as we know it (the database was set back, or is another
        copy), nothing of what is remembered can be relied on: all of it is loaded anew.
        """
        tail = append.tail()
        frontier = merkle.Frontier.from_bytes(tail.position, tail.frontier)
        if frontier != self.seen.frontier:
            tiles = self._followed(append, frontier)
            if tiles is None:
                self._forget()
                tiles = append.open_tiles(tail.position)
            self.seen = Seen(tail.position, append.streams(), frontier, tiles, tail.recorded_at)
        self._destroy()

    def _followed(self, append: Append, frontier: merkle.Frontier) -> OpenTiles | None:
        """Folds in what is new and returns the open tiles; None when that cannot be followed."""
        seen = self.seen
        if not 0 < seen.position < frontier.size <= seen.position + _FOLLOW_MAX:
            return None
        rows = [stored for _, stored in append.since(seen.position)]
        leaves = list(map(merkle.leaf_hash, rows))
        if seen.frontier.extend(leaves) != frontier:
            return None
        grown: dict[StreamId, Held] = {}
        for stored in rows:
            self._follow(stored, grown)
        for stream, held in grown.items():  # all or nothing: a try that fails is made again
            self._remember(stream, held)
        return seen.tiles.extend(leaves)[0]

    def _follow(self, stored: bytes, grown: dict[StreamId, Held]) -> None:
        body = read_body(part(stored)[0])
        stream = self.memory.by_number(body.stream)
        held = grown.get(stream) or self.memory.get(stream) if stream else None
        if stream and held:
            grown[stream] = grow(self._log, self._vault, stream, held, stored)
        else:
            self._heads = None  # a head we cannot extend: the tree is built anew when needed
        if body.name == KeyDestroyed.NAME:
            self._doomed.add(self._log.codec.event(body).key)

    def _forget(self) -> None:
        self.memory.forget_all()
        self._vault.forget()
        self._heads, self._grown, self._doomed, self._named = None, {}, set(), {}

    def fetch(self, append: Append, wanted: set[StreamId]) -> set[StreamId]:
        """Loads the streams that are not remembered; returns those that do not exist."""
        cold = [stream for stream in wanted if self.memory.get(stream) is None]
        if not cold:
            return set()
        numbers = append.numbers([(stream.kind, stream.code) for stream in cold])
        known = {s: numbers[s.kind, s.code] for s in cold if (s.kind, s.code) in numbers}
        for stream, held in self._loaded(append, known).items():
            self.memory.put(stream, held)
            if stream == KEYS:
                self._sweep(held.state.destroyed)
        return {s for s in cold if (s.kind, s.code) not in numbers}

    def _loaded(self, append: Append, numbers: Mapping[StreamId, int]) -> dict[StreamId, Held]:
        if len(numbers) > 1:
            return fold_many(self._log, self._vault, numbers, append.events, append.events_of)
        return {
            stream: fold(self._log, self._vault, stream, number, partial(append.events, number))
            for stream, number in numbers.items()
        }

    def named(self, append: Append, positions: set[int]) -> dict[int, str]:
        """What happened at these positions, by name; those beyond the log are left out."""
        if len(self._named) > _NAMED_MAX:
            self._named = {}
        if missing := positions.difference(self._named):
            for position, stored in append.at(list(missing)).items():
                self._named[position] = read_body(part(stored)[0]).name
        return {at: self._named[at] for at in positions if at in self._named}

    def _sweep(self, destroyed: Iterable[str]) -> None:
        """Deletes keys whose destruction was committed by a process that died before it did so."""
        for name in destroyed:
            self._vault.destroy(name)
            self.memory.forget_under(name)

    def settle(self, step: Step, seen: Seen) -> None:
        """After COMMIT: what was written is what is known."""
        self.seen = seen
        for name, (secret, _) in step.keys.items():
            self._vault.keep(name, secret)
        for stream, held in step.held.items():
            self._remember(stream, held)
        self._doomed |= {d.event.key for d in step.drafts if isinstance(d.event, KeyDestroyed)}
        self._destroy()

    def _remember(self, stream: StreamId, held: Held) -> None:
        self.memory.put(stream, held)
        self._grown[held.number] = held

    def _destroy(self) -> None:
        """Deletes the keys whose destruction is committed; what fails now is done next time."""
        for name in sorted(self._doomed):
            self._vault.destroy(name)
            self.memory.forget_under(name)
            self._doomed.remove(name)

    def heads(self, append: Append, step: Step) -> HeadsTree:
        """The tree of heads over all that is committed and this step."""
        if self._heads is None:
            self._heads = HeadsTree()
            for number, length, stored in append.heads():
                head = sha256(part(stored)[0]).hexdigest() if stored else NO_HEAD
                _set(self._heads, number, length, head)
        grown = self._grown | {held.number: held for held in step.held.values()}
        for number, _ in step.registered:
            grown.setdefault(number, Held(number, 0, None, None))
        for number in sorted(grown):
            _set(self._heads, number, grown[number].sequence, grown[number].head or NO_HEAD)
        self._grown = {}
        return self._heads

    def forget_heads(self) -> None:
        """A group that used the heads was not committed: the tree is built anew next time."""
        self._heads = None


def _set(tree: HeadsTree, number: int, length: int, head: str) -> None:
    if number == HEADS_STREAM:
        length, head = 0, NO_HEAD
    tree.set(number, length, head)
