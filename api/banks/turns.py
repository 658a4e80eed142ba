"""Files that are brought together have their turns: what waits for another of them goes behind it.

Of an account that comes back to its balances the evening may wait for noon, and whatever is of the
day of a file that was banked in part for the end of that one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from api.banks.planning import CannotImport, Planned
from api.banks.receiving import Received
from api.banks.statements.archive import Document
from api.banks.statements.saying import Spoken
from api.banks.waiting import InPart, Waits


@dataclass(frozen=True, slots=True)
class File:
    """A file that could be read, its SHA-256 in hex, and what it comes to."""

    document: Document
    data: bytes
    digest: str
    planned: list[Planned]


@dataclass(frozen=True, slots=True)
class Turn:
    """A file, and what of it may be banked as far as can be told before the first write; or why it
    waits."""

    file: File
    received: list[Received]
    waits: CannotImport | None = None


def turns(every: Iterable[File], ready: Callable[[File], list[Received]]) -> list[Turn]:
    """All of them in their order. Raises CannotImport for one that is wrong, and does not merely
    wait."""
    found = list[Turn]()
    for file in every:
        try:
            found.append(Turn(file, ready(file)))
        except CannotImport as problem:
            of(file.document, problem)
            problem.partly |= _wrote(found)
            if not isinstance(problem, (Waits, InPart)):
                raise
            found.append(Turn(file, [], problem))
    return found


def in_turns[T](
    every: Sequence[Turn],
    receive: Callable[[File], list[Received]],
    bank: Callable[[File, list[Received]], Iterable[T]],
) -> list[T]:
    """What banking each came to. `receive` judges a file anew, once something was written. Raises
    CannotImport where all that is left waits: nothing was written where that is all there was."""
    found, left, stale = list[T](), [*every], _wrote(every)
    while left:
        waiting = list[Turn]()
        for one in left:
            if one.waits is not None and not stale:
                waiting.append(one)
                continue
            try:
                received = receive(one.file) if stale else one.received
            except CannotImport as problem:
                waiting.append(replace(one, waits=_again(one, problem)))
            else:
                stale = True
                found += bank(one.file, received)
        if (first := waiting[0].waits if len(waiting) == len(left) else None) is not None:
            first.partly |= bool(found)
            raise first
        left = waiting
    return found


def _wrote(every: Iterable[Turn]) -> bool:
    """Whether one of them finished, before it waits, what an import of it left half-done."""
    return any(one.waits is not None and one.waits.partly for one in every)


def _again(one: Turn, problem: CannotImport) -> CannotImport:
    problem.partly |= one.waits is not None and one.waits.partly
    return of(one.file.document, problem)


def of[P: Spoken](document: Document, problem: P) -> P:
    """The same problem; of a file of a zip its sentence begins with the file's name."""
    if document.packed:
        problem.within(document.name)
    return problem
