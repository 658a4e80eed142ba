"""Events of lots as rows of a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import escape

from api.http.pages.drawing import post_name
from api.http.pages.names import event_name, kind_name
from api.http.pages.sentences import sentence
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech
from api.http.pages.views.lot import EventRow
from api.lots.story import Told
from api.wiring import System


def event_rows(
    system: System, wish: Speech, events: Sequence[Told], called: Mapping[str, str]
) -> tuple[EventRow, ...]:
    """Events as rows, each by what its stream is called: a deposit's by its payer, or else by its
    random id.
    """
    return tuple(_row(system, wish, one, called.get(one.code, "")) for one in events)


def _row(system: System, wish: Speech, told: Told, of: str) -> EventRow:
    code = told.code if told.kind in ("deposit", "participation") else ""
    name = event_name(system.log, told.name, wish)
    seen = {"public": told.said, "entries": _entries(told)}
    words = escape(name) if code else sentence(name, told.name, seen, Shown(wish))
    return EventRow(
        position=told.position,
        path=f"/events/{told.position}",
        occurred_at=told.occurred_at,
        recorded_at=told.recorded_at,
        label=name,
        sentence=words,
        where=of or code or kind_name(told.kind, wish),
        person=told.person,
        post=post_name(told.post, wish.lang) if told.post else "",
        custodial=told.custodial,
        amount=told.moved or None,
    )


def _entries(told: Told) -> list[dict[str, Any]] | None:
    """The legs in the place where a sentence looks for an amount."""
    if not told.legs:
        return None
    return [{"currency": "CNY", "legs": [{"amount": leg.amount} for leg in told.legs]}]
