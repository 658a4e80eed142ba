"""Giving and taking posts. No person ever holds two that check each other (REFERENCE 4.2)."""

from datetime import datetime

from domain.calendar import zoned
from domain.conflicts import conflict
from domain.delegations import not_beside
from domain.governance.assigned import Assignment
from domain.governance.events import RoleAssigned, RoleRemoved
from domain.governance.publish import LAW, OFFICE
from domain.governance.state import Law
from domain.kernel import Command, Context, Decider, Decision, Post, Rejected, command
from domain.roles import ROLE_CODES


@command("AssignRole", zh="授予岗位")
class AssignRole(Command):
    """Give a person a post from an instant, until another (None: until removed)."""

    person: str
    post: Post
    since: datetime
    until: datetime | None

    def __post_init__(self) -> None:
        zoned("since", self.since)
        if self.until is not None:
            zoned("until", self.until)


@command("RemoveRole", zh="撤销岗位")
class RemoveRole(Command):
    """Take a post from a person, from an instant on."""

    person: str
    post: Post
    since: datetime

    def __post_init__(self) -> None:
        zoned("since", self.since)


def assign_role(law: Law, asked: AssignRole, _context: Context) -> Decision:
    """Refused when the person holds a conflicting post at any instant of the new one's time.

    The office is one, for every region (REFERENCE 4.3): rules, days and posts are the city's (row
    78), and a county has its own staff (`COUNTY`). Else a county's officer would publish them.
    """
    role = asked.post.role
    if role not in ROLE_CODES:
        return Rejected("role.unknown", f"{role!r}: expected one of {', '.join(ROLE_CODES)}")
    if role == OFFICE and asked.post.region:
        detail = f"region {asked.post.region!r}: expected '', as {OFFICE} is for every region"
        return Rejected("role.everywhere", detail)
    if asked.until is not None and asked.until <= asked.since:
        return Rejected("role.no_time", f"until {asked.until} is not after since {asked.since}")
    beside = tuple(
        held
        for held in law.assignments
        if held.person == asked.person and held.overlaps(asked.since, asked.until)
    )
    if refused := conflict((held.post.role for held in beside), role):
        return refused
    until = asked.until
    deputised = (d for d in law.delegations if d.deputy == asked.person)
    for_others = tuple(d.post for d in deputised if d.overlaps(asked.since, until))
    if refused := not_beside(for_others, asked.post):
        return refused
    if Assignment(asked.person, asked.post, asked.since, asked.until) in beside:
        return ()
    if any(held.post == asked.post for held in beside):
        return Rejected("role.already_held", f"{asked.person} holds {role} in a part of that time")
    assigned = RoleAssigned(
        person=asked.person, post=asked.post, since=asked.since, until=asked.until
    )
    return (assigned,)


def remove_role(law: Law, asked: RemoveRole, _context: Context) -> Decision:
    """Refused when the person does not hold the post at that instant."""
    if asked.post not in law.posts_of(asked.person, asked.since):
        return Rejected("role.not_held", f"{asked.person} does not hold {asked.post.role} then")
    return (RoleRemoved(person=asked.person, post=asked.post, since=asked.since),)


ASSIGN_ROLE = Decider(handles=AssignRole, touches=lambda _asked: (LAW,), decide=assign_role)
REMOVE_ROLE = Decider(handles=RemoveRole, touches=lambda _asked: (LAW,), decide=remove_role)
