"""Who reads: a bearer token names a person, the log's law names the person's posts.

Tokens are stored as hashes beside the keys; who brings none is the public.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request

from api.home import Home
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


def issue_token(home: Home, person: str) -> str:
    """A new token for a person; only its hash is kept. Replaces an earlier one."""
    tokens = {h: p for h, p in _tokens(home).items() if p != person}
    token = secrets.token_urlsafe(32)
    tokens[_hash(token)] = person
    home.write_secret("tokens.json", json.dumps(tokens))
    return token


def identify(request: Request, authorization: Annotated[str | None, Header()] = None) -> Identity:
    """The reader of a request. 401 for a token that nobody was given."""
    system: System = request.app.state.system
    if authorization is None:
        return Identity("", (Post(_PUBLIC),))
    kind, _, token = authorization.partition(" ")
    person = _tokens(system.home).get(_hash(token)) if kind.lower() == "bearer" else None
    if person is None:
        raise HTTPException(
            401, "Authorization: Bearer with a token you were given", {"WWW-Authenticate": "Bearer"}
        )
    law = system.law()
    posts = system.log.charter.posts(law, person, system.clock())
    return Identity(person, posts)


def _tokens(home: Home) -> dict[str, str]:
    path = home.keys / "tokens.json"
    found: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


Reading = Annotated[Identity, Depends(identify)]
"""A route's reader."""
