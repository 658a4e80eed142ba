"""Our cookies, for this host alone: a session's secret, in whose name a deputy acts on a page."""

from urllib.parse import quote, unquote

from fastapi import Request, Response

from api.sessions import SESSION_S

_SECRET, _NAME = "zhangben", "zhangben-name"


def _called(request: Request, name: str) -> str:
    """`__Host-` keeps siblings of our domain from planting one; browsers want HTTPS for it."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def secret_in(request: Request) -> str | None:
    """The session's secret that a request brings, None when it brings none."""
    return request.cookies.get(_called(request, _SECRET))


def name_in(request: Request) -> str:
    """In whose name the person chose to act; '' where it chose none."""
    return unquote(request.cookies.get(_called(request, _NAME), ""))


def carry(request: Request, answer: Response, secret: str) -> None:
    """Gives the browser a session; a name that was chosen in another one counts no more."""
    _set(request, answer, _SECRET, secret, SESSION_S)
    _set(request, answer, _NAME, "", 0)


def carry_name(request: Request, answer: Response, name: str) -> None:
    """Keeps in whose name the person chose to act, as long as a session lasts; '': none."""
    _set(request, answer, _NAME, quote(name), SESSION_S if name else 0)


def drop(request: Request, answer: Response) -> None:
    """Takes the session from the browser, and the name that was chosen in it."""
    _set(request, answer, _SECRET, "", 0)
    _set(request, answer, _NAME, "", 0)


def _set(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(
        _called(request, name),
        value,
        max_age=seconds,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
