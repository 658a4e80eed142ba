"""A project as it stands."""

from dataclasses import dataclass

from domain.project.events import ProjectEvent, ProjectRegistered


@dataclass(frozen=True, slots=True)
class Project:
    """The project as registered, if it is."""

    registered: ProjectRegistered | None = None


def evolve(_project: Project, event: ProjectEvent) -> Project:
    """The project after an event."""
    return Project(event)
