"""Which posts a person holds, as its own and for others; and in whose name it asks."""

from datetime import datetime

from domain.governance.state import Law
from domain.kernel import Post
from domain.permissions import PERMITTED

_ROLES = dict(PERMITTED)


def held(law: Law, person: str, at: datetime) -> tuple[tuple[Post, str | None], ...]:
    """A person's posts at an instant, each with whom it is held for; None: its own, which come
    first.
    """
    own = tuple((post, None) for post in law.posts_of(person, at))
    others = tuple(
        (post, principal)
        for principal in law.principals(person, at)
        for post in law.deputised(person, principal, at)
    )
    return (*own, *others)


def in_whose_name(law: Law, person: str, command: str, at: datetime) -> str | None:
    """For whom a person asks for a command: None as itself, wherever a post of its own lets it."""
    roles = _ROLES.get(command, ())
    right = [principal for post, principal in held(law, person, at) if post.role in roles]
    return right[0] if right else None
