"""The routers of all pages, in one list; and every kind of page that can be drawn."""

from api.http.pages import (
    assets,
    balances,
    event,
    failing,
    find,
    sign_in,
    status,
    today,
    today_acts,
    today_import,
    trail,
)
from api.http.pages.desk_sheets import DESK

ROUTERS = (
    assets.router,
    find.router,
    trail.router,
    event.router,
    balances.router,
    status.router,
    sign_in.router,
    today.router,
    today_acts.router,
    today_import.router,
)

SHEETS = (failing.SHEET, trail.SHEET, event.SHEET, balances.SHEET, status.SHEET, sign_in.SHEET, *DESK)
