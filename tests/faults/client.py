"""An honest client: what it is going to ask lies in its outbox first, byte for byte.

After a restart it asks again what it has no answer to, with the very same bytes; then it goes on.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from api.wiring import System
from domain.kernel import Command, Rejected
from ledger import asking, codec
from ledger.book import Book
from ledger.envelope import Signature, SignedCommand
from ledger.tickets import Receipt, Refused


@dataclass(frozen=True)
class Answer:
    """What the Book said to a command: the positions, or the rule that refused it."""

    first: int
    last: int
    rule: str | None = None
    repeated: bool = field(default=False, compare=False)


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
        """The answer to the command of this number, counted from 1."""
        _append(self._answered, [number, answer.first, answer.last, answer.rule])

    def asked(self) -> list[SignedCommand]:
        """All commands, in order."""
        return [
            SignedCommand(
                body.encode(),
                tuple(Signature(alg, key, b64decode(sig)) for alg, key, sig in signatures),
            )
            for body, signatures in _lines(self._asked)
        ]

    def answers(self) -> dict[int, Answer]:
        """The answers by the command's number."""
        return {number: Answer(*answer) for number, *answer in _lines(self._answered)}


class Client:
    """A `System` to whoever uses it, but that every command goes through the outbox.

    It remembers its answers: what an earlier life asked and heard is not asked again.
    """

    def __init__(self, system: System, outbox: Outbox) -> None:
        self._system, self._outbox = system, outbox
        self._number = 0
        self._heard: dict[bytes, list[Answer]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._system, name)

    def resend(self) -> int:
        """Asks again what was not answered; returns how much of that had been written already."""
        answers, written = self._outbox.answers(), 0
        for number, signed in enumerate(self._outbox.asked(), 1):
            self._number = number
            answer = answers.get(self._number) or self._send(signed)
            written += answer.repeated
            _, content = self._system.log.codec.command(signed.body)
            self._heard.setdefault(codec.encode([content.NAME, content]), []).append(answer)
        return written

    def ask(self, person: str, wanted: Command) -> Receipt:
        """As `System.ask`. Raises what the Book raises."""
        heard = self._heard.get(codec.encode([wanted.NAME, wanted]))
        answer = heard.pop(0) if heard else self._send(self._signed(person, wanted))
        if answer.rule is not None:
            raise Refused(Rejected(answer.rule, "as it was before"), answer.last, answer.repeated)
        return Receipt("", answer.first, answer.last, answer.repeated)

    def _signed(self, person: str, wanted: Command) -> SignedCommand:
        signed = asking.ask(
            wanted,
            origin=self._system.log.origin,
            signer=self._system.home.custodial(person),
            not_after=self._system.clock() + timedelta(minutes=5),
        )
        self._outbox.put(signed)
        self._number += 1
        return signed

    def _send(self, signed: SignedCommand) -> Answer:
        answer = answered(self._system.book, signed)
        self._outbox.note(self._number, answer)
        return answer


def answered(book: Book, signed: SignedCommand) -> Answer:
    """What the Book says, a refusal included. Raises NotAccepted, NotWritten, OutcomeUnknown."""
    try:
        receipt = book.execute(signed)
    except Refused as refused:
        return Answer(0, refused.position, refused.rejected.rule, refused.repeated)
    return Answer(receipt.first, receipt.last, None, receipt.repeated)


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
