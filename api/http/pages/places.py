"""The places of the top bar: who sees which, and the letter that leads there after `G`."""

from dataclasses import dataclass

from fastapi import Request

from api.http.identity import Identity
from api.http.pages.views.frame import PlaceLink
from api.http.seeing import DESK, HALL, ITS_OWN, MONEY, OVERSEES, TRAIL
from api.texts import Say


@dataclass(frozen=True, slots=True)
class Place:
    """One place. A place without a route is not shown: it comes with its page."""

    key: str
    label: str
    path: str
    letter: str
    roles: tuple[str, ...]


PLACES: tuple[Place, ...] = (
    Place("today", "place.today", "/desk", "T", DESK),
    Place("dues", "place.dues", "/dues", "D", DESK),
    Place("batches", "place.batches", "/batches", "B", DESK),
    Place("payouts", "place.payouts", "/payouts", "P", DESK),
    Place("suspense", "place.suspense", "/suspense", "S", DESK),
    Place("close", "place.close", "/close", "C", DESK),
    Place("office", "place.office", "/office", "F", ("OFFICE",)),
    Place("hall", "place.hall", "/hall", "O", HALL),
    Place("own", "place.own", "/own", "M", ITS_OWN),
    Place("lots", "place.lots", "/lots", "X", TRAIL),
    Place("alerts", "place.alerts", "/alerts", "A", ("AUD", "FIN", "V-")),
    Place("balances", "place.balances", "/balances", "E", MONEY),
    Place("trail", "place.trail", "/trail", "L", TRAIL),
    Place("status", "place.status", "/status", "Z", OVERSEES),
)
"""At most eight are served to one role, in this order: so many fit in English at 1280 px. To the
state of the log the foot of each page leads all who may read it (`state_of_the_log`)."""


def state_of_the_log(request: Request, reader: Identity) -> str:
    """Where it stands; empty for who may not read it."""
    path = "/status"
    served: frozenset[str] = request.app.state.paths
    return path if path in served and reader.holds(*TRAIL) else ""


def links(
    request: Request, reader: Identity, current: str | None, say: Say
) -> tuple[PlaceLink, ...]:
    """The places that this reader has, and of these the one that is open."""
    served: frozenset[str] = request.app.state.paths
    return tuple(
        PlaceLink(say(place.label), place.path, place.letter, place.key == current)
        for place in PLACES
        if place.path in served and reader.holds(*place.roles)
    )
