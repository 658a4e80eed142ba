"""Mandates (委托代理): what an owner lets an agency do for it, in what, from when until when.

Where an owner wrote none, the agency that it named when it registered a project, a procedure or a
lot is charged with all of an agency's acts there, without an end.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """What a mandate is of, by the kind of its stream.

    Of a project: to register procedures of it. Of a procedure: all else, in all of its lots. Of a
    lot: the same where no procedure has it.
    """

    PROJECT = "project"
    PROCEDURE = "procedure"
    LOT = "lot"


type Subject = tuple[Scope, str]
"""What a mandate is of, with its code: a project and a procedure may have the same."""


def of_lot(lot: str, procedure: str | None) -> Subject:
    """Of what a mandate is that is for a lot: its procedure's, or its own where none has it."""
    return (Scope.PROCEDURE, procedure) if procedure else (Scope.LOT, lot)


@dataclass(frozen=True, slots=True)
class Mandate:
    """What `owner` lets `agency` do in `subject`, of this scope, as it wrote last.

    `acts`: names of commands, none: all of an agency's; `since` None: from the registration on;
    `until`: the first instant at which it lets nothing more, None: without an end.
    """

    owner: str
    agency: str
    scope: Scope
    subject: str
    acts: tuple[str, ...]
    since: datetime | None
    until: datetime | None

    @property
    def named(self) -> tuple[str, str, Scope, str]:
        """Whose it is, for whom, in what: of these there is one."""
        return (self.owner, self.agency, self.scope, self.subject)

    def stands(self, at: datetime) -> bool:
        """True from its first instant on, no longer at its last."""
        begun = self.since is None or self.since <= at
        return begun and (self.until is None or at < self.until)

    def lets(self, act: str, at: datetime) -> bool:
        """Whether it lets the agency ask for this command at an instant."""
        return self.stands(at) and (not self.acts or act in self.acts)


type Mandates = tuple[Mandate, ...]
"""Of each owner, agency and thing the one that was written last."""


def written(mandates: Mandates, owner: str, agency: str, subject: Subject) -> Mandate | None:
    """The mandate that an owner wrote for an agency in this; None where it wrote none."""
    return next((one for one in mandates if one.named == (owner, agency, *subject)), None)


def replaced(mandates: Mandates, new: Mandate) -> Mandates:
    """The same with a mandate that stands in place of what was written before."""
    return (*(one for one in mandates if one.named != new.named), new)
