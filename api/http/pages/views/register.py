"""Every template of a page with the record that it shows: the one list."""

from api.http.pages.views.balances import BalancesView
from api.http.pages.views.error import Failure
from api.http.pages.views.event import EventView
from api.http.pages.views.status import Status
from api.http.pages.views.trail import Trail

SCREENS: dict[str, type] = {
    "balances.html": BalancesView,
    "error.html": Failure,
    "event.html": EventView,
    "status.html": Status,
    "trail.html": Trail,
}
