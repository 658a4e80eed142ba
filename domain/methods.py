"""How a kind of thing is traded (REFERENCE 2.4): its methods, and orders of some lots alone."""

from dataclasses import dataclass

from domain.lifecycle import Lifecycle, phases_for

ELSEWHERE = "EXTERNAL_MARKET"
"""By which markets of others trade: their results are imported, no lot of it is here."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method by the name that procedures give it, '' for any, and one protocol of it.

    `scopes`: of which rows, and of which order, that makes a lot.
    """

    zh: str
    protocol: str
    scopes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.zh} {self.protocol}".strip()

    @property
    def elsewhere(self) -> bool:
        """Whether a market of others trades by it."""
        return self.protocol == ELSEWHERE


@dataclass(frozen=True, slots=True)
class Order:
    """What lots of a scope hear in which phase, and how many must compete for one.

    `scope` '': of all lots of the kind that have no other.
    """

    scope: str
    least_bidders: int
    lifecycle: Lifecycle

    def hears(self, event: str) -> bool:
        """Whether its lots hear this fact at all, in whatever phase."""
        return bool(phases_for(self.lifecycle, event))
