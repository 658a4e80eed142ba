"""Writes groups of commands: decide under the lock, sign, append, and only then remember.

What is remembered between groups holds committed facts only, so any error may strike anywhere.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from domain.kernel import Event, Rejected, StreamId
from ledger import merkle
from ledger.append import Append, StoredReceipt, Write
from ledger.asking import Asked
from ledger.committed import Committed, Seen
from ledger.envelope import ActorPart
from ledger.events import HeadsSealed
from ledger.keys import KEYS
from ledger.log import HEADS, REGISTRY, Log
from ledger.memory import Held, Memory
from ledger.outcome import Accepted, Outcome, Refusal, repeated
from ledger.press import Press
from ledger.refusals import Refusals
from ledger.step import Step, Teller
from ledger.store import Store
from ledger.turn import Group
from ledger.vault import KeysAway, Vault


class Appender:
    """One thread's work: `append` a group, `say` what the ledger itself has to say."""

    def __init__(self, log: Log, store: Store, vault: Vault, clock: Callable[[], datetime]) -> None:
        self._log = log
        self._store = store
        self._clock = clock
        self._vault = vault
        self._committed = Committed(log, vault)
        self._refusals = Refusals()
        self._press = Press(log.signer, log.key)
        self._sheet = self._press.sheet()

    @property
    def memory(self) -> Memory:
        """Committed streams, for other threads to read."""
        return self._committed.memory

    def close(self) -> None:
        """Says what is still to be summarised, then ends the signing thread in any case."""
        try:
            if self._refusals.pending():
                with self._group(set(), Write()) as (_, group):
                    self._summarise(group, None)
        finally:
            self._press.close()

    def append(self, asked: Sequence[Asked]) -> list[Outcome]:
        """Decides and writes a group; one outcome a command, in order.

        Raises the recorder's OperationalError or InterfaceError; then ask again: what was
        committed all the same answers from its receipt.
        """
        rows = Write()
        with self._group({s for one in asked for s in one.touches}, rows) as (append, group):
            receipts = append.receipts([one.body.id for one in asked])
            if causes := {one.body.cause for one in asked if one.body.cause is not None}:
                group.causes = self._committed.named(append, causes)
            outcomes = [self._answer(group, one, receipts, rows) for one in asked]
            self._summarise(group, self._clock())
        return outcomes

    def seal_heads(self) -> tuple[int, bytes]:
        """Logs the root of all heads as the last leaf, unless it is; returns size and root."""
        try:
            with self._group(set(), Write()) as (append, group):
                self._summarise(group, self._clock())
                heads = group.held(HEADS)
                if group.all.drafts or heads is None or heads.last != group.all.position:
                    tree = self._committed.heads(append, group.all)
                    root = tree.root().hex()
                    sealed = HeadsSealed(at=group.all.position, root=root, streams=len(tree))
                    self._say(group, HEADS, sealed)
        except BaseException:
            self._committed.forget_heads()
            raise
        return self._committed.seen.position, self._committed.seen.frontier.root()

    def found(self, events: Sequence[tuple[StreamId, Event]]) -> int:
        """Writes the first events of an empty log. Raises ValueError when it is not empty."""
        with self._group(set(), Write()) as (_, group):
            if group.all.position:
                raise ValueError(f"the log {self._log.origin!r} was opened before")
            step, teller = group.all, self._teller(group)
            step.streams = 1
            step.registered.append((0, REGISTRY))
            step.held[REGISTRY] = Held(0, 0, None, None)
            (_, opened), *others = events
            group.say(step, REGISTRY, opened, teller)
            for stream in self._log.fixed[1:]:
                step.held[stream] = group.register(step, stream, teller)
            for stream, event in others:
                group.say(step, stream, event, teller)
        return self._committed.seen.position

    @contextmanager
    def _group(self, wanted: set[StreamId], rows: Write) -> Iterator[tuple[Append, Group]]:
        """One append transaction: catch up, let the caller decide, write, commit, settle."""
        committed = self._committed
        with self._store.append() as append:
            committed.catch_up(append)
            self._refusals.begin(append)
            now = self._clock()
            at = max(now, committed.seen.recorded_at or now)
            absent = committed.fetch(append, wanted | set(self._log.fixed))

            def look(stream: StreamId) -> Held | None:
                held = self.memory.get(stream)
                if held is None and stream not in absent:
                    absent.update(committed.fetch(append, {stream}))
                    held = self.memory.get(stream)
                return held

            def under(key: str) -> list[StreamId]:
                numbers = self._vault.streams_under(key)
                return [StreamId(kind, code) for kind, code in append.named(numbers)]

            self._sheet = self._press.sheet()
            base = Step(committed.seen.position, committed.seen.streams)
            group = Group(self._log, self._vault, look, base, at, self._sheet.ahead, under)
            if registry := look(REGISTRY):
                base.held[REGISTRY] = registry
            yield append, group
            seen = self._write(append, group, rows)
            self._refusals.written(rows)
        self._refusals.settle()
        committed.settle(group.all, seen)

    def _answer(
        self, group: Group, asked: Asked, receipts: dict[str, StoredReceipt], rows: Write
    ) -> Outcome:
        if earlier := receipts.get(asked.body.id):
            return repeated(earlier, asked)
        before = group.all.position
        try:
            answer = group.decide(asked)
            step = answer if isinstance(answer, Step) else self._refuse(group, asked, answer)
            kept = group.kept(step, asked)
        except KeysAway:
            raise  # then the whole group cannot be decided
        except Exception as problem:
            return problem  # one command's failure must not fail its neighbours
        group.all.take(step)
        self._sheet.add(step.drafts)
        first, last = (before + 1, step.position) if step.drafts else (0, 0)
        rule = answer.rule if isinstance(answer, Rejected) else None
        receipts[asked.body.id] = StoredReceipt(asked.digest, first, last, rule)
        rows.receipts.append((asked.body.id, asked.digest, first, last, rule))
        rows.commands.append(kept)
        return Refusal(answer, last) if isinstance(answer, Rejected) else Accepted(first, last)

    def _refuse(self, group: Group, asked: Asked, rejected: Rejected) -> Step:
        step = group.all.next()
        key = asked.signed.signatures[0].key
        if self._refusals.singly(key, asked.digest, asked.received_at):
            names = group.names(asked, step)
            apart = group.is_sealed(asked, step)
            stream, event = self._refusals.event(key, apart, asked, rejected)
            group.say(step, stream, event, group.teller(asked), names or None)
        return step

    def _summarise(self, group: Group, until: datetime | None) -> None:
        ring = group.held(KEYS)
        destroyed = ring.state.destroyed if ring else ()
        for stream, event in self._refusals.due(until, group.at, destroyed):
            self._say(group, stream, event)

    def _say(self, group: Group, stream: StreamId, event: Event) -> None:
        """The ledger says something of itself."""
        step = group.all.next()
        group.say(step, stream, event, self._teller(group))
        group.all.take(step)

    def _teller(self, group: Group) -> Teller:
        law = group.held(self._log.charter.law)
        return Teller(
            actor=ActorPart(
                custodial=False,
                key=self._log.key,
                on_behalf_of=None,
                organisation="",
                person="ledger",
                post="LEDGER",
            ),
            command=None,
            again=None,
            cause=None,
            region=None,
            received_at=group.at,
            law=law.last if law else 0,
        )

    def _write(self, append: Append, group: Group, rows: Write) -> Seen:
        step, grown = group.all, list[Seen]()
        self._sheet.add(step.drafts[self._sheet.length :])
        rows.events = [
            (str(draft.stream), draft.sequence, draft.topic, form, draft.position)
            for draft, form in zip(step.drafts, self._sheet.finish(), strict=True)
        ]
        append.write(rows, lambda: grown.append(self._completed(rows, group)))
        return grown[0]

    def _completed(self, rows: Write, group: Group) -> Seen:
        """The rows beside the events, the tree's among them; where the log ends with all these."""
        step, seen = group.all, self._committed.seen
        leaves = [merkle.leaf_hash(form) for *_, form, _ in rows.events]
        frontier = seen.frontier.extend(leaves)
        tiles, filled = seen.tiles.extend(leaves)
        rows.streams = [(number, s.kind, s.code) for number, s in step.registered]
        rows.stream_keys = [(number, "\n".join(names)) for number, names in step.stream_keys]
        rows.keys = [(name, wrapped) for name, (_, wrapped) in step.keys.items()]
        rows.tiles = [(tile.level, tile.index, tile.hashes, tile.root) for tile in filled]
        if step.drafts:
            rows.commit = (step.position, frontier.to_bytes(), frontier.root(), group.at)
        at = group.at if step.drafts else seen.recorded_at
        return Seen(step.position, step.streams, frontier, tiles, at)
