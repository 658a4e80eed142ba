"""What others said of a day, the newest of each kind."""

from dataclasses import dataclass

from domain.outside.events import OutsideEvent


@dataclass(frozen=True, slots=True)
class Outside:
    """Of each kind that came, and the SHA-256 of its newest list's file."""

    lists: tuple[tuple[str, str], ...] = ()

    def file(self, kind: str) -> str | None:
        """The file of that kind, if one came."""
        return dict(self.lists).get(kind)


def evolve(outside: Outside, event: OutsideEvent) -> Outside:
    """What is said after an event."""
    return Outside(tuple(sorted({**dict(outside.lists), event.kind: event.sha256}.items())))
