"""A panel as it stands."""

from dataclasses import dataclass

from domain.panel.events import PanelEvent


@dataclass(frozen=True, slots=True)
class Panel:
    """Whether it was drawn, and who is on it (None: nobody can read it any more)."""

    drawn: bool = False
    members: tuple[str, ...] | None = None

    def has(self, person: str) -> bool:
        """Whether a person is on it."""
        return self.members is not None and person in self.members


def evolve(_before: Panel, event: PanelEvent) -> Panel:
    """The panel after an event."""
    return Panel(drawn=True, members=event.members)
