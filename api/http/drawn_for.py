"""For whom a page was drawn: each of its forms says it, and is sent in no other name.

A browser keeps one name for all of its windows (decision 47): what stands in a form that was drawn
before another was chosen, or before another person signed in, was to be signed in the first.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from fastapi import Request

from api.http.cookies import name_in
from api.http.identity import Identity

FIELD = "drawn_for"
"""The hidden field of every form of ours that is sent to change something."""
_FORM = re.compile(r'<form method="post"[^>]*>')
ANYWAY = frozenset({"/in-whose-name", "/sign-in", "/sign-out"})
"""What signs nothing: who acts, and for whom, is changed by these from any page."""


class DrawnForAnother(Exception):
    """A form comes from a page that was drawn for another person, or in another name."""

    def __init__(self, drawn: str, now: str) -> None:
        super().__init__(f"the page was opened as {drawn or 'nobody known'}, you act as {now} now")


def drawn_for(reader: Identity) -> str:
    """Who a page is drawn for, and in which name, if one is said."""
    return f"{reader.person}/{reader.name}"


def saying_so(page: str, reader: Identity) -> str:
    """A page's HTML, each of whose forms says for whom it was drawn."""
    field = f'<input type="hidden" name="{FIELD}" value="{escape(drawn_for(reader))}">'
    return _FORM.sub(lambda form: form[0] + field, page)


def check(request: Request, reader: Identity, form: Mapping[str, Any]) -> None:
    """Raises DrawnForAnother for a form of a page that was drawn for somebody else.

    A form of a program's has no such field: it says in each request for whom it is. Who chose a
    name on our pages sends none without it. A name that counts no more is refused by `identify`.
    """
    if not reader.person or reader.outlived:
        return
    drawn, now = form.get(FIELD), drawn_for(reader)
    if drawn is None and not ("authorization" not in request.headers and name_in(request)):
        return
    if drawn != now:
        raise DrawnForAnother(drawn if isinstance(drawn, str) else "", now)
