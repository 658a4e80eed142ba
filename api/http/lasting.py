"""Addresses that show the same for ever: `/at/{moment}/…`, what was known at a position.

A moment is a position, `/at/36961`; or with the instant at which a page was seen,
`/at/36961@2026-05-18T02:20:00Z`: in quiet time days pass and terms run out, and no position tells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.convertors import Convertor, register_url_convertor

from domain.calendar import zoned

Page = TypeVar("Page", bound=Callable[..., Any])


class _Text(Convertor[str]):
    """What may be a moment; `named` reads it."""

    regex = r"[0-9]{1,18}(?:@[0-9TZ:.-]{1,40})?"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("moment", _Text())
AT = "/at/{moment:moment}"
"""What such an address begins with."""


@dataclass(frozen=True, slots=True)
class Named:
    """The moment that an address names, as it writes it. `seen_at`: None where it names none."""

    text: str
    position: int
    seen_at: datetime | None


def shown(router: APIRouter, path: str) -> Callable[[Page], Page]:
    """Registers a page at its address and, as it was at a moment, under `AT`."""

    def at_both(page: Page) -> Page:
        for address in (path, f"{AT}{path}"):
            router.add_api_route(address, page, methods=["GET"], response_class=HTMLResponse)
        return page

    return at_both


def named(request: Request) -> Named | None:
    """What the address itself names; None for one that names none. 404 for no instant."""
    text = request.path_params.get("moment")
    if text is None:
        return None
    position, _, instant = text.partition("@")
    try:
        seen_at = zoned("at", datetime.fromisoformat(instant)) if instant else None
    except ValueError as wrong:
        raise HTTPException(404, f"no moment: {wrong}") from None
    return Named(text, int(position), seen_at)


def written(position: int, seen_at: datetime) -> str:
    """What was seen of a position at an instant, as a moment."""
    return f"{position}@{seen_at.astimezone(UTC).isoformat().replace('+00:00', 'Z')}"
