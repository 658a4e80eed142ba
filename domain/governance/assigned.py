"""Posts as they are held: by whom, from when, until when."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.governance.events import RoleAssigned, RoleRemoved
from domain.kernel import Post


@dataclass(frozen=True, slots=True)
class Assignment:
    """A post held from an instant, up to but not including another."""

    person: str
    post: Post
    since: datetime
    until: datetime | None

    def overlaps(self, since: datetime, until: datetime | None) -> bool:
        """True when some instant lies in both times."""
        return (until is None or self.since < until) and (self.until is None or since < self.until)

    def holds(self, at: datetime) -> bool:
        """True at the first instant, no longer true at the last."""
        return self.since <= at and (self.until is None or at < self.until)


type Assignments = tuple[Assignment, ...]


def after(held: Assignments, event: RoleAssigned | RoleRemoved) -> Assignments:
    """The posts after one was given or taken."""
    if isinstance(event, RoleAssigned):
        return (*held, Assignment(event.person, event.post, event.since, event.until))
    return tuple(_without(event, one) for one in held)


def _without(removed: RoleRemoved, held: Assignment) -> Assignment:
    same = (held.person, held.post) == (removed.person, removed.post)
    return replace(held, until=removed.since) if same and held.holds(removed.since) else held


def others_hold(held: Assignments, role: str, person: str, at: datetime) -> bool:
    """Whether somebody besides this person holds a post of this role for every region, at an
    instant.
    """
    everywhere = (one for one in held if one.post.role == role and not one.post.region)
    return any(one.person != person and one.holds(at) for one in everywhere)
