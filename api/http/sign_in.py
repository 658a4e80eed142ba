"""Sign-in and sign-out of people: a link of the demonstration opens a session.

People of a production log come by OpenID Connect: whoever recognises a person there ends in
`Sessions.begin` and `carry`, as here.
"""

import re
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from api.deputies import held
from api.http.cookies import carry, drop, secret_in
from api.http.identity import Reading
from api.http.limits import by_address, pass_through, turnstile
from api.sessions import NoDemoHere, Sessions
from api.wiring import System
from domain.kernel import Post

router = APIRouter(tags=["sign-in"])

_THERE: dict[int | str, dict[str, Any]] = {303: {"description": "On to the pages."}}

Person = Annotated[str, Path(pattern=r"^\w[\w-]{0,63}$")]
Token = Annotated[str, Query(min_length=20, max_length=100, pattern="^[A-Za-z0-9_-]+$")]


BACK_MAX = 500
"""Signs of an address that is come back to."""
_HERE = re.compile(r"/(?:[A-Za-z0-9][^\x00-\x20\\]*)?")

Back = Annotated[str, Query(max_length=BACK_MAX)]


def within(to: str) -> str:
    """The address if it is a page of this site, else nothing.

    A browser drops tabs and line ends, and reads a backslash as a slash: none of them is let by.
    """
    return to if _HERE.fullmatch(to) and len(to) <= BACK_MAX else ""


class PostOut(BaseModel):
    """A post: role code, organisation, region ('' = all); `on_behalf_of`: whom it is held for."""

    role: str
    organisation: str
    region: str
    on_behalf_of: str | None = None


class Me(BaseModel):
    """Who asks, as the log's law knows the person now; the public is ''."""

    person: str
    posts: list[PostOut]


@router.get("/sign-in/demo/{person}", status_code=303, responses=_THERE, response_class=Response)
def sign_in(request: Request, person: Person, token: Token, to: Back = "") -> Response:
    """Signs in by a link that `zhangben demo` printed. A production log refuses.

    `to`: the page of this site that was wanted; anything else leads to the first page.
    """
    system: System = request.app.state.system
    pass_through(turnstile(request).sign_in, by_address(request))
    try:
        secret = Sessions(system.home).enter(person, token)
    except NoDemoHere as production:
        raise HTTPException(403, str(production)) from None
    if secret is None:
        raise HTTPException(401, "this link is none of ours, or too old: `zhangben demo` prints it")
    answer = RedirectResponse(within(to) or "/", 303)
    carry(request, answer, secret)
    return answer


@router.post("/sign-out", status_code=303, responses=_THERE, response_class=Response)
def sign_out(request: Request, _reader: Reading) -> Response:
    """Ends this session, here and at rest; without one there is nothing to do."""
    system: System = request.app.state.system
    if secret := secret_in(request):
        Sessions(system.home).end(secret)
    answer = RedirectResponse("/", 303)
    drop(request, answer)
    return answer


def _post(post: Post, principal: str | None = None) -> PostOut:
    return PostOut(
        role=post.role,
        organisation=post.organisation,
        region=post.region,
        on_behalf_of=principal,
    )


@router.get("/v1/me", response_model_exclude_none=True)
def me(request: Request, reader: Reading) -> Me:
    """Who asks, with the posts held at this instant; those held for others name whose they are."""
    if not reader.person:
        return Me(person="", posts=[_post(post) for post in reader.posts])
    system: System = request.app.state.system
    posts = [_post(*one) for one in held(system.law(), reader.person, reader.at)]
    return Me(person=reader.person, posts=posts)
