"""Letting somebody hold another's post for a time; by whoever gives out posts (代理职务)."""

from dataclasses import dataclass
from datetime import datetime

from domain.calendar import zoned
from domain.delegations import LONGEST, PERSONAL, Delegation, not_beside, within
from domain.governance.deputised import DelegationGranted, DelegationRevoked
from domain.governance.publish import LAW
from domain.governance.state import Law
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, Post, Rejected, command
from domain.names import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class OfADelegation(Command):
    """Who, for whom, in which post; the order's reference and SHA-256."""

    deputy: str
    principal: str
    post: Post
    document: str
    evidence: str

    def __post_init__(self) -> None:
        digest(self.evidence)
        for name in ("deputy", "principal", "document"):
            if not plain(getattr(self, name)):
                raise ValueError(f"{name}: expected what it is")
        if self.deputy == self.principal:
            raise ValueError(f"deputy: {self.deputy} holds the post itself")


@command("GrantDelegation", zh="授权代理职务")
class GrantDelegation(OfADelegation):
    """Let a deputy hold a post for whose it is; fields as in DelegationGranted."""

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        OfADelegation.__post_init__(self)
        zoned("since", self.since)
        zoned("until", self.until)


@command("RevokeDelegation", zh="终止代理职务")
class RevokeDelegation(OfADelegation):
    """Let it hold the post no more, from an instant on; None: from now on."""

    since: datetime | None

    def __post_init__(self) -> None:
        OfADelegation.__post_init__(self)
        if self.since is not None:
            zoned("since", self.since)


def grant(law: Law, asked: GrantDelegation, _context: Context) -> Decision:
    """For a time that ends; beside no post that excludes it, but in a county branch of few."""
    if not asked.since < asked.until <= asked.since + LONGEST:
        detail = f"until {asked.until}: expected after since {asked.since}, a year at most"
        return Rejected("delegation.no_time", detail)
    post = asked.post
    if post.role in PERSONAL:
        return Rejected("delegation.personal", f"nobody holds {post.role} for another")
    held = law.posts_of(asked.principal, asked.since)
    if not any(within(post, own) for own in held):
        detail = f"{asked.principal} does not hold {post.role} then"
        return Rejected("delegation.not_theirs", detail)
    beside = law.beside(asked.deputy, asked.since, asked.until)
    new = Delegation(asked.deputy, asked.principal, post, asked.since, asked.until)
    if new in law.delegations:
        return ()
    if refused := not_beside(beside, post):
        return refused
    granted = DelegationGranted(
        deputy=asked.deputy,
        principal=asked.principal,
        post=post,
        since=asked.since,
        until=asked.until,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (granted,)


def revoke(law: Law, asked: RevokeDelegation, context: Context) -> Decision:
    """While it lasts, or before it begins, with every other for the same; what was done by then
    stands, and is not made undone.
    """
    since = asked.since or context.received_at
    if since < context.received_at:
        detail = f"since {asked.since}: what was done by then was done by delegation"
        return Rejected("delegation.backwards", detail)
    named = (asked.deputy, asked.principal, asked.post)
    if not any(one.is_of(named) and since < one.until for one in law.delegations):
        detail = f"{asked.deputy} holds no {asked.post.role} for {asked.principal} then"
        return Rejected("delegation.not_held", detail)
    revoked = DelegationRevoked(
        deputy=asked.deputy,
        principal=asked.principal,
        post=asked.post,
        since=since,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (revoked,)


GRANT_DELEGATION = Decider(handles=GrantDelegation, touches=lambda _asked: (LAW,), decide=grant)
REVOKE_DELEGATION = Decider(handles=RevokeDelegation, touches=lambda _asked: (LAW,), decide=revoke)
