"""The one cookie: it carries a session's secret, to this host alone, and no script can read it."""

from fastapi import Request, Response

from api.sessions import SESSION_S


def _name(request: Request) -> str:
    """`__Host-` keeps siblings of our domain from planting one; browsers want HTTPS for it."""
    return "__Host-zhangben" if request.url.scheme == "https" else "zhangben"


def secret_in(request: Request) -> str | None:
    """The session's secret that a request brings, None when it brings none."""
    return request.cookies.get(_name(request))


def carry(request: Request, answer: Response, secret: str) -> None:
    """Gives the browser a session."""
    _set(request, answer, secret, SESSION_S)


def drop(request: Request, answer: Response) -> None:
    """Takes the session from the browser."""
    _set(request, answer, "", 0)


def _set(request: Request, answer: Response, secret: str, seconds: int) -> None:
    answer.set_cookie(
        _name(request),
        secret,
        max_age=seconds,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
