"""A page drawn in answer to a form of its own that was refused, with what was typed.

What was typed stands in no address: addresses are kept by browsers and in logs, notes are sealed.
"""

from fastapi import Request


def page_of(request: Request, address: str) -> Request:
    """The request as if the page itself were asked for at this address, by the same reader.

    What is drawn from it links as that page does, and its browser is told its address.
    """
    path, _, query = address.partition("?")
    asked = {"method": "GET", "path": path, "raw_path": path.encode()}
    return Request({**request.scope, **asked, "query_string": query.encode(), "again": True})


def address_of(request: Request) -> str:
    """The address of the page, where it answers a form; empty where its browser knows it."""
    if not request.scope.get("again"):
        return ""
    return f"{request.url.path}?{request.url.query}".rstrip("?")
