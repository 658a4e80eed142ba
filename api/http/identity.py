"""Who asks: a bearer token or a session names a person, the log's law names the person's posts.

Who brings neither is the public.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Depends, Header, HTTPException, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from api.deputies import Held, WhoseName, held, said_in
from api.http.cookies import name_in, secret_in
from api.http.limits import by_address, pass_through, turnstile
from api.sessions import Sessions
from api.tokens import person_of
from api.wiring import System
from domain.kernel import Post
from domain.lot.events import LotDefined
from domain.lot.speaking import is_of
from domain.mandates import Mandates, of_lot
from domain.regions import reached, reaches

_PUBLIC = "PUBLIC"
_NEVER = datetime.min.replace(tzinfo=UTC)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_NO_ACT = frozenset({"/in-whose-name", "/sign-out"})
"""What may be sent in a name that counts no more: another choice, and the end of the session."""


class NameOutlived(WhoseName):
    """What was to be done in a chosen name, after the posts for it are gone, is done in none."""

    def __init__(self, chosen: str, names: tuple[str, ...]) -> None:
        super().__init__(f"you hold no post for {chosen} any more: this", names)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who makes a request, with the posts held, as its own or for another, and the mandates that
    are written, at this instant (`at`). The person of the public is ''.

    `name`: in whose name it said that it acts, its own perhaps, and then `posts` are those alone;
    empty: it did not say. `names`: those that it holds posts in, its own first. `outlived`: a name
    that it chose on our pages, and holds no post in any more.
    """

    person: str
    posts: tuple[Post, ...]
    mandates: Mandates = ()
    at: datetime = _NEVER
    name: str = ""
    names: tuple[str, ...] = ()
    outlived: str = ""

    def holds(self, *roles: str) -> bool:
        """Whether one of the posts has one of these roles; `V-` stands for every supervisor."""
        return any(self._of(roles))

    def regions(self, *roles: str) -> frozenset[str] | None:
        """The regions that posts of these roles are for, under every code; None: all there are."""
        return reached(post.region for post in self._of(roles))

    def near(self, region: str) -> "Identity":
        """The same person with those posts alone that are for what lies in this region."""
        posts = (post for post in self.posts if reaches(post.region, region))
        return replace(self, posts=tuple(posts))

    def _of(self, roles: tuple[str, ...]) -> Iterator[Post]:
        supervisors = "V-" in roles
        for post in self.posts:
            if post.role in roles or (supervisors and post.role.startswith("V-")):
                yield post

    def speaks_for(self, lot: LotDefined, act: str = "") -> bool:
        """Whether it is the lot's owner, or an agency with a mandate, for `act` if one is named."""
        of = of_lot(lot.lot, lot.procedure)
        return is_of(self.posts, self.mandates, lot.owner, lot.agency, of, self.at, act)


_BEARER = HTTPBearer(auto_error=False, description="A token of `zhangben token PERSON`.")
_COOKIE = APIKeyCookie(name="zhangben", auto_error=False, description="A session, by sign-in.")


_NAMED = "Whose post you act under, where you hold one for another: that person, or yourself."


def described(
    _bearer: Annotated[Any, Security(_BEARER)],
    _cookie: Annotated[Any, Security(_COOKIE)],
    _name: Annotated[
        str | None, Header(alias="On-Behalf-Of", max_length=200, description=_NAMED)
    ] = None,
) -> None:
    """Tells OpenAPI how one signs in, and says in whose name, of routes for some people only."""


def identify(
    request: Request, authorization: Annotated[str | None, Header(include_in_schema=False)] = None
) -> Identity:
    """Who makes a request. 401 for a token that nobody was given; 403 for a change that another
    site asks for with somebody's session, and for a name that the person holds no post in; 400 for
    a change in a chosen name that its posts have outlived. A session that is over is the public's.
    """
    found = recognise(request, authorization)
    changes = request.method not in _SAFE and request.url.path not in _NO_ACT
    if found.outlived and changes:
        raise NameOutlived(found.outlived, found.names)
    return found


def recognise(request: Request, authorization: str | None) -> Identity:
    """Who makes a request, whatever it asks for. 401 and 403 as `identify`."""
    system: System = request.app.state.system
    if authorization is None:
        person = _signed_in(request, system)
    else:
        person = _bearer(system, authorization)
    if person is None:
        return Identity("", (Post(_PUBLIC),))
    if not getattr(request.state, "unnamed", False):
        request.state.person = person
    law, now = system.law(), system.clock()
    every = held(law, person, now)
    said = _said(request, person, every)
    chosen = name_in(request) if authorization is None and not said else ""
    outlived = "" if said_in(every, person, chosen) else chosen
    name = "" if outlived else said or chosen
    posts = tuple(post for post, _ in (said_in(every, person, name) if name else every))
    names = tuple(dict.fromkeys(principal or person for _, principal in every))
    return Identity(person, posts, law.mandates, now, name, names, outlived)


def _said(request: Request, person: str, every: Held) -> str:
    """In whose name the request's header says that the person acts; '' where it does not."""
    said = unquote(request.headers.get("on-behalf-of", ""))
    if said and not said_in(every, person, said):
        whose = "of your own" if said == person else "for that person"
        raise HTTPException(403, f"On-Behalf-Of {said!r}: you hold no post {whose}")
    return said


def _bearer(system: System, authorization: str) -> str:
    kind, _, token = authorization.partition(" ")
    person = person_of(system.home, token) if kind.lower() == "bearer" else None
    if person is None:
        raise HTTPException(
            401, "Authorization: Bearer with a token you were given", {"WWW-Authenticate": "Bearer"}
        )
    return person


def _signed_in(request: Request, system: System) -> str | None:
    secret = secret_in(request)
    person = Sessions(system.home).person_of(secret) if secret else None
    if person is not None and request.method not in _SAFE and not from_here(request):
        raise HTTPException(403, "another site asked for this; only our own pages may")
    return person


def from_here(request: Request) -> bool:
    """Whether a page of ours made this request, as its browser tells: nothing a page can forge.

    A token in each form would say no more than these two headers, and would have to be carried
    into every page. `Sec-Fetch-Site` comes wherever crypto does (HTTPS, localhost), `Origin` with
    every POST of every browser; who sends neither is no browser, and can use a bearer token.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return request.headers.get("origin") == here


Reading = Annotated[Identity, Depends(identify)]
"""Who makes a request, as a route's parameter."""


async def metered(request: Request, reader: Reading) -> None:
    """One reading of this person's, of the public's one of its address's: 429 for too many."""
    pass_through(turnstile(request).read, reader.person or by_address(request))


METERED = Depends(metered)
"""As a route's condition."""
