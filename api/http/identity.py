"""Who reads: a bearer token names a person, the log's law names the person's posts.

Who brings no token is the public.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request

from api.tokens import person_of
from api.wiring import System
from domain.kernel import Post

_PUBLIC = "PUBLIC"


@dataclass(frozen=True, slots=True)
class Identity:
    """The reader of a request, with the posts held at this instant."""

    person: str
    posts: tuple[Post, ...]

    def holds(self, *roles: str) -> bool:
        """Whether one of the posts has one of these roles; `V-` stands for every supervisor."""
        return any(
            post.role in roles or (post.role.startswith("V-") and "V-" in roles)
            for post in self.posts
        )


def identify(request: Request, authorization: Annotated[str | None, Header()] = None) -> Identity:
    """The reader of a request. 401 for a token that nobody was given."""
    system: System = request.app.state.system
    if authorization is None:
        return Identity("", (Post(_PUBLIC),))
    kind, _, token = authorization.partition(" ")
    person = person_of(system.home, token) if kind.lower() == "bearer" else None
    if person is None:
        raise HTTPException(
            401, "Authorization: Bearer with a token you were given", {"WWW-Authenticate": "Bearer"}
        )
    law = system.law()
    posts = system.log.charter.posts(law, person, system.clock())
    return Identity(person, posts)


Reading = Annotated[Identity, Depends(identify)]
"""A route's reader."""
