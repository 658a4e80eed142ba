"""In which language, and how densely, a page speaks: `?lang=`, else a cookie, else Chinese."""

from dataclasses import dataclass

from fastapi import Request, Response

from api.texts import LANGUAGES, Say, saying

DENSITIES = ("compact", "normal", "loose")
_YEAR_S = 365 * 24 * 3600
_WISHES = {"lang": LANGUAGES, "density": DENSITIES}


@dataclass(frozen=True, slots=True)
class Speech:
    """What a reader wishes of every page."""

    lang: str
    density: str | None
    """None: what the page itself finds right."""

    @property
    def say(self) -> Say:
        """The catalogue in this language."""
        return saying(self.lang)

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return "zh-CN" if self.lang == "zh" else "en"


def speech(request: Request) -> Speech:
    """What this request wishes; what is no language or density is passed over."""
    return Speech(_wish(request, "lang") or LANGUAGES[0], _wish(request, "density"))


def _wish(request: Request, name: str) -> str | None:
    for wish in (request.query_params.get(name), request.cookies.get(name)):
        if wish in _WISHES[name]:
            return wish
    return None


def remember(request: Request, answer: Response) -> None:
    """Keeps what the address wished for, for the next page."""
    for name, allowed in _WISHES.items():
        if (wish := request.query_params.get(name)) in allowed:
            answer.set_cookie(name, wish or "", max_age=_YEAR_S, samesite="lax")
