"""The routers of all pages, in one list; and every kind of page that can be drawn."""

from api.http.pages import (
    assets,
    balances,
    batches,
    closing,
    dues,
    event,
    failing,
    find,
    next_day,
    payees,
    quarantine,
    refund_slip,
    reports,
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
    next_day.router,
    trail.router,
    event.router,
    dues.router,
    payees.router,
    refund_slip.router,
    batches.router,
    closing.router,
    reports.router,
    quarantine.router,
    balances.router,
    status.router,
    sign_in.router,
    today.router,
    today_acts.router,
    today_import.router,
)

SHEETS = (
    failing.SHEET,
    trail.SHEET,
    event.SHEET,
    event.SEALED,
    balances.SHEET,
    status.SHEET,
    reports.SHEET,
    sign_in.SHEET,
    *DESK,
)
