"""Delegations (代理职务): whose post a deputy holds for a time, in whose name it then acts.

A delegation is no post of the deputy's own: its commands say on whose behalf they are, and where
they do, nothing but what was delegated counts.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.conflicts import RELAXED, conflict
from domain.kernel import Post, Rejected
from domain.regions import is_county

LONGEST = timedelta(days=366)
"""A delegation ends by itself, within a year at the latest. Our own term: the law has none."""

PERSONAL = ("EXPERT", "KEY", "OFFICE", "BANK", "GUARANTOR", "PLATFORM", "MATCHER")
"""Posts that nobody holds for another: drawn by lot, keepers of keys, whoever gives out posts,
those from outside, machines.
"""


@dataclass(frozen=True, slots=True)
class Delegation:
    """`deputy` holds `post` for `principal`, from an instant up to but not including another."""

    deputy: str
    principal: str
    post: Post
    since: datetime
    until: datetime

    def is_of(self, named: tuple[str, str, Post]) -> bool:
        """Whether it is of this deputy, this principal and this post."""
        return (self.deputy, self.principal, self.post) == named

    def holds(self, at: datetime) -> bool:
        """True at the first instant, no longer true at the last."""
        return self.since <= at < self.until

    def overlaps(self, since: datetime, until: datetime | None) -> bool:
        """True when some instant lies in both times."""
        return (until is None or self.since < until) and since < self.until


type Delegations = tuple[Delegation, ...]
"""All there ever were, each as it ended or will end."""


def ended(delegations: Delegations, named: tuple[str, str, Post], at: datetime) -> Delegations:
    """The same, where all of this deputy, principal and post end at an instant; what would begin
    later never was.
    """
    return tuple(
        replace(one, until=min(one.until, at)) if one.is_of(named) else one
        for one in delegations
        if one.since < at or not one.is_of(named)
    )


def within(post: Post, own: Post) -> bool:
    """Whether a post is the very post, or that post in one of the regions that it reaches."""
    same = (post.role, post.organisation) == (own.role, own.organisation)
    return same and own.region in ("", post.region)


def not_beside(held: tuple[Post, ...], post: Post) -> Rejected | None:
    """Why a person who holds these posts may hold no such post for another; None where it may.

    A county branch of few may let one person receive at the counter and instruct refunds
    (REFERENCE 4.2 ‡): both in the one county. Its refunds are then checked in the city centre.
    """
    refused = conflict((one.role for one in held), post.role)
    if refused is None:
        return None
    clashing = [one for one in held if conflict((one.role,), post.role) is not None]
    if all(relaxed(one, post) for one in clashing):
        return None
    return refused


def relaxed(one: Post, other: Post) -> bool:
    """Whether two posts that exclude each other may meet by delegation: both of one county."""
    pair = frozenset({one.role, other.role})
    return pair in RELAXED and one.region == other.region and is_county(one.region)
