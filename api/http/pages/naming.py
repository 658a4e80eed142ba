"""In whose name a deputy acts on our pages: chosen in their first line, kept with the session."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse

from api.http.cookies import carry_name
from api.http.identity import Reading
from api.http.pages.failing import Drawn
from api.http.sign_in import BACK_MAX, within

router = APIRouter(route_class=Drawn, include_in_schema=False)


@router.post("/in-whose-name")
def choose(
    request: Request,
    reader: Reading,
    name: Annotated[str, Form(max_length=64)] = "",
    to: Annotated[str, Form(max_length=BACK_MAX)] = "",
) -> RedirectResponse:
    """Chooses one name, its own or another's; none: each act in the only name that it can be in.
    403 for a name in which the person holds no post, its own too.
    """
    if name and name not in reader.names:
        raise HTTPException(403, f"you hold no post for {name}")
    answer = RedirectResponse(within(to) or "/", 303)
    carry_name(request, answer, name)
    return answer
