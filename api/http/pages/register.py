"""The routers of all pages, in one list."""

from api.http.pages import assets, event, find, status, trail

ROUTERS = (assets.router, find.router, trail.router, event.router, status.router)
