"""Addresses that show the same for ever: `/at/{position}/…`, what was known at that position."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

AT = "/at/{position:int}"
"""What such an address begins with."""
Page = TypeVar("Page", bound=Callable[..., Any])


def shown(router: APIRouter, path: str) -> Callable[[Page], Page]:
    """Registers a page at its address and, as it was at a position, under `AT`."""

    def at_both(page: Page) -> Page:
        for address in (path, f"{AT}{path}"):
            router.add_api_route(address, page, methods=["GET"], response_class=HTMLResponse)
        return page

    return at_both


def named(request: Request) -> int | None:
    """The position that the address itself names; None for one that does not."""
    position = request.path_params.get("position")
    return int(position) if position is not None and request.url.path.startswith("/at/") else None
