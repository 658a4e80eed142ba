"""The routers of all pages, in one list."""

from api.http.pages import assets, balances, event, find, status, trail

ROUTERS = (assets.router, find.router, trail.router, event.router, balances.router, status.router)
