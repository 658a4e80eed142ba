"""What others said of a day, the newest of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.outside.events import OF_EACH, OutsideEvent


@dataclass(frozen=True, slots=True)
class Outside:
    """Of each kind that came, and whose it is where each has its own: its newest list's file."""

    lists: tuple[tuple[tuple[str, str], str], ...] = ()

    def file(self, kind: str, organisation: str = "") -> str | None:
        """The SHA-256 of that list's file, if one came."""
        return self.files(kind).get(organisation)

    def files(self, kind: str) -> Mapping[str, str]:
        """All lists of a kind, by whose they are; '' where that does not matter or is unknown."""
        return {whose: sha256 for (of, whose), sha256 in self.lists if of == kind}


def evolve(outside: Outside, event: OutsideEvent) -> Outside:
    """What is said after an event."""
    whose = whose_list(event.kind, event.organisation)
    lists = {**dict(outside.lists), (event.kind, whose): event.sha256}
    return Outside(tuple(sorted(lists.items())))


def whose_list(kind: str, organisation: str | None) -> str:
    """Under which name a list stands: that of its organisation, where each has one of its own."""
    return (organisation or "") if kind in OF_EACH else ""
