"""What was worked out of the log as it stood at a position: forgotten as soon as it goes on."""

from collections.abc import Callable, Hashable
from typing import Any


class FoundAt:
    """Remembers answers of one position; safe for many threads, which may work one out twice."""

    def __init__(self) -> None:
        self._held: tuple[int, dict[Hashable, Any]] = (-1, {})

    def at(self, position: int) -> "Answers":
        """The answers of this position: none yet, where the log was another one before."""
        held, known = self._held
        if held != position:
            known = {}
            self._held = position, known
        return Answers(known)


class Answers:
    """Those of one position, by what was asked."""

    def __init__(self, known: dict[Hashable, Any]) -> None:
        self._known = known

    def of[T](self, asked: Hashable, look: Callable[[], T]) -> T:
        """As it was found before; else by looking."""
        if asked not in self._known:
            self._known[asked] = look()
        found: T = self._known[asked]
        return found
