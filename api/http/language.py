"""In which language an answer to a program is said: `Accept-Language`, else Chinese as the pages.

What is said so names it (`Content-Language`), and that another wish has another answer (`Vary`).
"""

import re
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Header, Request, Response

from api.texts import LANGUAGES

_ACCEPTED = "Accept-Language"
_WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)")


def heard(request: Request) -> str:
    """`zh` or `en`, whichever is wished for most, the first of equals; Chinese where neither is."""
    wishes = list(_wishes(request.headers.get(_ACCEPTED, "")))
    return max(wishes, key=lambda one: one[0], default=(1.0, LANGUAGES[0]))[1]


def told_in(answer: Response, language: str) -> None:
    """Says of an answer in which language it is."""
    answer.headers["Content-Language"] = "zh-CN" if language == "zh" else "en"
    answer.headers.append("Vary", _ACCEPTED)


def _read_in(
    request: Request, response: Response, _wished: Annotated[str, Header(alias=_ACCEPTED)] = ""
) -> str:
    language = heard(request)
    told_in(response, language)
    return language


ReadIn = Annotated[str, Depends(_read_in)]
"""A route's parameter: the language in which its answer is said, which the answer then names."""


def _wishes(said: str) -> Iterator[tuple[float, str]]:
    """Languages that we have, by their weights; none that is weighed as nothing."""
    for one in said.split(","):
        name, _, weight = one.partition(";")
        found = _WEIGHT.fullmatch(weight.strip()) if weight else None
        weighs = float(found[1]) if found else 0.0 if weight else 1.0
        tag = name.strip().lower().partition("-")[0]
        if tag in LANGUAGES and weighs:
            yield weighs, tag
