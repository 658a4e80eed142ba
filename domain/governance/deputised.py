"""Facts of delegations: who holds whose post for a time; all public, as posts are."""

from datetime import datetime

from domain.delegations import Delegation, Delegations, ended
from domain.kernel import Event, Post, event


@event("DelegationGranted", zh="授权代理职务")
class DelegationGranted(Event):
    """A deputy holds a post for whose it is, from an instant, until another: never without an end.

    `document`: the order's reference, `evidence` its SHA-256.
    """

    deputy: str
    principal: str
    post: Post
    since: datetime
    until: datetime
    document: str
    evidence: str


@event("DelegationRevoked", zh="终止代理职务")
class DelegationRevoked(Event):
    """From an instant on a deputy holds this post for its principal no more."""

    deputy: str
    principal: str
    post: Post
    since: datetime
    document: str
    evidence: str


type DelegationEvent = DelegationGranted | DelegationRevoked


def after(delegations: Delegations, event: DelegationEvent) -> Delegations:
    """The delegations after one was granted or revoked."""
    if isinstance(event, DelegationGranted):
        new = Delegation(event.deputy, event.principal, event.post, event.since, event.until)
        return (*delegations, new)
    return ended(delegations, (event.deputy, event.principal, event.post), event.since)
