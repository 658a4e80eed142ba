"""An honest client: what it is going to ask lies in its outbox first, byte for byte.

After a restart it asks again what it has no answer to, with the very same bytes; then it goes on.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from api.wiring import System
from domain.kernel import Command
from ledger import asking
from ledger.envelope import Signature, SignedCommand
from ledger.tickets import Receipt, Refused


@dataclass(frozen=True)
class Answer:
    """What the Book said to a command: the positions, or the rule that refused it."""

    first: int
    last: int
    rule: str | None = None


class Outbox:
    """Two files beside an installation: what was going to be asked, and what was answered."""

    def __init__(self, folder: Path) -> None:
        self._asked, self._answered = folder / "asked.jsonl", folder / "answered.jsonl"
        for path in (self._asked, self._answered):
            _cut_unfinished(path)

    def put(self, signed: SignedCommand) -> None:
        """On the disk before it returns."""
        signatures = [[s.alg, s.key, b64encode(s.sig).decode()] for s in signed.signatures]
        _append(self._asked, [signed.body.decode(), signatures])

    def note(self, number: int, answer: Answer) -> None:
        """The answer to the command of this number, counted from 0."""
        _append(self._answered, [number, answer.first, answer.last, answer.rule])

    def asked(self) -> list[SignedCommand]:
        """All commands, in order."""
        return [
            SignedCommand(
                body.encode(), tuple(Signature(alg, key, b64decode(s)) for alg, key, s in signatures)
            )
            for body, signatures in _lines(self._asked)
        ]

    def answers(self) -> dict[int, Answer]:
        """The answers by the command's number."""
        return {number: Answer(*answer) for number, *answer in _lines(self._answered)}


class Client:
    """A `System` to whoever uses it, but that every command goes through the outbox."""

    def __init__(self, system: System, outbox: Outbox) -> None:
        self._system, self._outbox = system, outbox
        self._asked = len(outbox.asked())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._system, name)

    def ask(self, person: str, wanted: Command) -> Receipt:
        """As `System.ask`, through the outbox. Raises what the Book raises."""
        signed = asking.ask(
            wanted,
            origin=self._system.log.origin,
            signer=self._system.home.custodial(person),
            not_after=self._system.clock() + timedelta(minutes=5),
        )
        self._outbox.put(signed)
        self._asked += 1
        return self._send(self._asked - 1, signed)

    def resend(self) -> int:
        """Asks again what was not answered; returns how much of that had been written already."""
        answers, written = self._outbox.answers(), 0
        for number, signed in enumerate(self._outbox.asked()):
            if number not in answers:
                try:
                    written += self._send(number, signed).repeated
                except Refused as refused:
                    written += refused.repeated
        return written

    def _send(self, number: int, signed: SignedCommand) -> Receipt:
        try:
            receipt = self._system.book.execute(signed)
        except Refused as refused:
            self._outbox.note(number, Answer(0, refused.position, refused.rejected.rule))
            raise
        self._outbox.note(number, Answer(receipt.first, receipt.last))
        return receipt


def _append(path: Path, entry: list[Any]) -> None:
    with path.open("ab") as file:
        file.write(json.dumps(entry).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _lines(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        yield from map(json.loads, file)


def _cut_unfinished(path: Path) -> None:
    """A line without its end was never asked: the client died while writing it."""
    path.touch()
    whole = path.read_bytes()
    os.truncate(path, whole.rfind(b"\n") + 1)
