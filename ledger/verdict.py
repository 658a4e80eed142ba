"""What a verification found: problems by kind, each with its place, and the verdict as a whole.

Standard library only. A kind's short name is what catalogues of other languages translate.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ledger import canonical

type BalanceKey = tuple[str, str, str, str]
"""Book, currency, account, owner."""

PER_KIND = 5
"""So many problems of one kind are kept; the others are counted."""

TEXT_MAX = 200
"""Longer values are cut in a sentence: what is wrong may be wrong at any length."""

SENTENCES: Mapping[str, str] = {
    "checkpoint.none": "no checkpoint was given: without one a log that was cut off or rewritten "
    "looks whole",
    "checkpoint.refused": "{which}: {why}",
    "checkpoint.origin": "{which} is of the log {found!r}, expected is {wanted!r}",
    "checkpoint.order": "{which} has size {size}, the one before it {before}: a log never shrinks",
    "checkpoint.beyond": "{which} counts {size} events, only {events} are here: the end is missing",
    "checkpoint.root": "{which} of size {size} has root {wanted}, the events here give {found}: "
    "positions {since} to {size} are not what was signed",
    "checkpoint.heads": "a checkpoint ends here, but the event is no HeadsSealed",
    "log.empty": "there is no event",
    "log.opened": "a log begins with LogOpened in stream 0, and only once; here is {found}",
    "log.expected": "LogOpened says {field} {found!r}, expected is {wanted!r}",
    "event.form": "not a stored event (a body and a signature, a line each): {why}",
    "event.signer": "the signature line is not one by the expected ledger key {key}",
    "event.signature": "the ledger's signature does not fit the body",
    "event.canonical": "the body is not in canonical form: {why}",
    "event.shape": "{field} is {found!r}, right would be {wanted}",
    "event.origin": "the event is of the log {found!r}, expected is {wanted!r}",
    "event.position": "the event says position {found}",
    "event.time": "recorded at {found}, before the event ahead of it ({before})",
    "event.law": "the event says law {found}, in force was {wanted}",
    "event.cause": "the event says cause {found}, which is no earlier position",
    "entries.sum": "the legs of entry {number} sum to {total}, not to zero",
    "entries.unasked": "{name} moves money that nobody asked for",
    "stream.unknown": "stream {stream} was never registered",
    "stream.sequence": "number {found} of stream {stream}, the next would be {wanted}",
    "stream.previous": "says that stream {stream} ended with {found}, it ended with {wanted}",
    "stream.number": "registers stream {found}, the next number is {wanted}",
    "stream.fixed": "stream {number} is registered as {found}, it is always {wanted}",
    "stream.again": "this stream was registered before, under another number",
    "stream.stranger": "{name} does not belong in stream {stream}",
    "command.none": "{name} stands without a command; nobody asked for it",
    "command.unsigned": "the first event of command {digest} carries no signature",
    "command.again": "this command was used before",
    "command.changed": "actor, law or cause differ from the first event of the command",
    "command.unknown": "key {key} was not enrolled",
    "command.ended": "key {key} could sign no more, since {since}",
    "command.signature": "the signature of key {key} does not fit the command",
    "command.joint": "{person} signed a joint act twice: another person signs it too",
    "command.actor": "the actor is {found}, key {key} belongs to {wanted}",
    "key.named": "the key is called {found}, its right name is {wanted}",
    "key.again": "key {key} was enrolled before",
    "key.unknown": "key {key} was never enrolled",
    "key.unusable": "the key cannot be used: {why}",
    "heads.at": "HeadsSealed speaks of position {found}, right would be {wanted}",
    "heads.streams": "HeadsSealed counts {found} streams, there are {wanted}",
    "heads.root": "HeadsSealed has root {found}, the heads of all streams give {wanted}",
    "pack.order": "the event does not come after the one ahead of it",
    "pack.leaf": "the event is not in the log of {size} events: {why}",
    "pack.lacks": "{what} is not in the pack: without it nothing can be checked",
    "pack.nothing": "no stream is in the pack but the law's and the keys': it is a pack of nothing",
    "pack.of": "{wanted} is not whole in the pack: it is the pack of something else",
    "pack.end": "stream {stream} has {length} events here; the log's heads do not end it there",
    "pack.stray": "the event is of stream {stream}, which the pack does not say to be whole",
    "pack.apart": "{which} of {size} events cannot be compared with the pack's own of {own}: "
    "ask for a pack with it",
    "pack.old": "{which} is of {size} events, the pack of {own}: it is older than what you kept; "
    "ask for one that was made since",
    "pack.held": "the checkpoint you kept of {size} events has root {wanted}, this has {found}",
}


class Flaw(Exception):
    """One thing that is wrong, on its way to becoming a `Problem`."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: its kind, the position (None: about the log or a checkpoint), its values."""

    code: str
    position: int | None
    values: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        plain = {name: _plain(value) for name, value in self.values.items()}
        return SENTENCES[self.code].format_map(plain)

    def __str__(self) -> str:
        where = "" if self.position is None else f"position {self.position}: "
        return f"{where}{self.sentence} [{self.code}]"


def _plain(value: Any) -> Any:
    """A value fit for one line of a terminal: numbers as they are, text short and printable."""
    if isinstance(value, int):
        return value
    text = str(value)
    if len(text) > TEXT_MAX:
        text = text[:TEXT_MAX] + "…"
    return text if text.isprintable() else ascii(text)


class Problems:
    """Collects findings: some of every kind, the number of all, the first position."""

    def __init__(self) -> None:
        self._kept: dict[str, list[Problem]] = {}
        self.count = 0
        self.first: int | None = None

    def add(self, code: str, position: int | None, **values: Any) -> None:
        """Takes in a finding."""
        self.take(Problem(code, position, values))

    def take(self, problem: Problem) -> None:
        """Takes in a finding made elsewhere."""
        self.count += 1
        position = problem.position
        if position is not None and (self.first is None or position < self.first):
            self.first = position
        kept = self._kept.setdefault(problem.code, [])
        if len(kept) < PER_KIND:
            kept.append(problem)

    def listed(self) -> tuple[Problem, ...]:
        """Those kept, by position; what has none comes last."""
        kept = [problem for kind in self._kept.values() for problem in kind]
        return tuple(sorted(kept, key=lambda p: (p.position is None, p.position or 0)))


def balances_digest(balances: Mapping[BalanceKey, int]) -> str:
    """SHA-256 (hex) over one canonical line per balance that is not zero, in order of keys."""
    digest = sha256()
    for key, amount in sorted(balances.items()):
        if amount:
            digest.update(canonical.write([*key, str(amount)]) + b"\n")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of a verification. `ok` only if nothing at all was found wrong."""

    ok: bool
    origin: str
    depth: str
    """`fast`: leaves and roots against the checkpoints; `full`: every event, every signature."""
    mode: str | None
    """What LogOpened says: production, demo or simulated; None when there is no such event."""
    events: int
    root: str
    """Merkle root (hex) over all events."""
    checkpoints: int
    """How many checkpoints fit the events."""
    covered: int
    """Size of the largest of them: what comes after it rests on the ledger's signatures alone."""
    commands: int | None
    streams: int | None
    """None in a fast verification, which does not look; so `balances`."""
    balances: Mapping[BalanceKey, int] | None
    """Minor units, debit positive, zero left out."""
    balances_digest: str | None
    first_bad: int | None
    """The first position at which something is wrong, if that can be told."""
    problem_count: int
    problems: tuple[Problem, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Everything but the single balances, as JSON knows it."""
        said = {name: getattr(self, name) for name in self.__slots__ if name != "balances"}
        said["problems"] = [
            {"code": p.code, "position": p.position, "sentence": p.sentence} for p in self.problems
        ]
        return said

    def lines(self) -> Iterator[str]:
        """The verdict in words, for a terminal."""
        mode = "no mode" if self.mode is None else f"mode {self.mode}"
        yield f"log {self.origin} ({mode}), {self.depth} verification in {self.seconds:.1f} s"
        yield f"{self.events} events, root {self.root}"
        yield f"{self.checkpoints} checkpoints fit, the largest covers {self.covered} events"
        if self.covered < self.events:
            rests = "not checked" if self.depth == "fast" else "rest on their signatures alone"
            yield f"events {self.covered + 1} to {self.events} are under no checkpoint: {rests}"
        if self.balances is not None:
            yield f"{self.commands} commands, {self.streams} streams, {len(self.balances)} balances"
            yield f"balances digest {self.balances_digest}"
        yield from map(str, self.problems)
        if len(self.problems) < self.problem_count:
            yield f"… and {self.problem_count - len(self.problems)} more"
        if self.ok:
            yield "verified"
        else:
            where = "" if self.first_bad is None else f", first at position {self.first_bad}"
            yield f"NOT VERIFIED: {self.problem_count} problems{where}"
