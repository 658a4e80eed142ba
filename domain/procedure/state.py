"""A procedure as it stands."""

from dataclasses import dataclass

from domain.procedure.events import ProcedureEvent, ProcedureRegistered


@dataclass(frozen=True, slots=True)
class Procedure:
    """The procedure as registered, if it is."""

    registered: ProcedureRegistered | None = None


def evolve(_procedure: Procedure, event: ProcedureEvent) -> Procedure:
    """The procedure after an event."""
    return Procedure(event)
