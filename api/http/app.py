"""The FastAPI application: its routers in one list, its problems, what stands around it."""

from copy import copy
from typing import TextIO

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from api.http import (
    accounts,
    alerts,
    bid_files,
    bidding,
    bids,
    calendars,
    closes,
    commands,
    consultations,
    deals,
    deposit_acts,
    deposits,
    desk,
    desk_acts,
    dispute_acts,
    disputes,
    dormancy,
    downloads,
    filings,
    guarantees,
    inspections,
    interventions,
    joint_acts,
    letters,
    lot_end,
    lot_life,
    lots,
    mandates,
    market_trades,
    milestones,
    offers,
    opened_bids,
    openings,
    operating,
    outside,
    own_bid,
    own_deposit,
    panels,
    parties,
    payout_acts,
    pool_acts,
    prequalification,
    prices,
    problems,
    projects,
    proofs,
    qualifying,
    quarantine,
    queries,
    questions,
    receipt_claims,
    refund_acts,
    refund_queries,
    resolutions,
    scores,
    sign_in,
    statements,
    statistics,
    stray_acts,
    tenders,
    uploads,
    venues,
    watching,
)
from api.http.access import Access, write_to
from api.http.bid_rooms import Rooms
from api.http.guard import Guard
from api.http.limits import Limits, Turnstile
from api.http.metrics import Metrics
from api.http.operating import Beat
from api.http.pages.next_day import NextDay
from api.http.pages.register import ROUTERS as PAGES
from api.http.pages.reports import exporting_room
from api.http.positions import waiting_room
from api.http.relay import Relay
from api.wiring import System

ROUTERS = (
    commands.router,
    watching.router,
    queries.router,
    proofs.router,
    operating.router,
    sign_in.router,
    accounts.router,
    calendars.router,
    lots.router,
    resolutions.router,
    filings.router,
    market_trades.router,
    venues.router,
    milestones.router,
    statistics.router,
    consultations.router,
    lot_life.router,
    offers.router,
    deals.router,
    prices.router,
    lot_end.router,
    projects.router,
    tenders.router,
    mandates.router,
    prequalification.router,
    qualifying.router,
    panels.router,
    scores.router,
    downloads.router,
    questions.router,
    bid_files.parts,
    bid_files.router,
    bids.router,
    own_bid.router,
    openings.router,
    opened_bids.router,
    bidding.router,
    parties.router,
    deposits.router,
    own_deposit.router,
    guarantees.router,
    deposit_acts.router,
    desk.router,
    desk_acts.router,
    stray_acts.router,
    payout_acts.router,
    pool_acts.router,
    receipt_claims.router,
    disputes.router,
    alerts.router,
    dispute_acts.router,
    dormancy.router,
    letters.router,
    refund_acts.router,
    refund_queries.router,
    closes.router,
    joint_acts.router,
    inspections.router,
    interventions.router,
    quarantine.router,
    statements.router,
    uploads.router,
    outside.router,
    *PAGES,
)


def _documented(route: BaseRoute) -> BaseRoute:
    """A route as its router made it, that tells OpenAPI of problems too."""
    if not isinstance(route, APIRoute):
        return route
    told = copy(route)
    told.responses = problems.DOCUMENTED | route.responses
    return told


_ROUTES = tuple(_documented(route) for router in ROUTERS for route in router.routes)
"""In one list, made once for all applications: routers that are included are gone through one by
one for each request, and each of their routes is built anew before an application's first."""


def create_app(
    system: System,
    limits: Limits | None = None,
    access_log: TextIO | None = None,
    next_day: NextDay | None = None,
) -> FastAPI:
    """The application over a running installation; `access_log`: where its lines go, if any.

    `next_day`: of a demonstration that goes on, how its bank's night passes.
    """
    if access_log is not None:
        write_to(access_log)
    app = FastAPI(
        title="账本 zhangben",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.system = system
    app.state.next_day = next_day
    app.state.waiting = waiting_room()
    app.state.turnstile = Turnstile(limits or Limits())
    app.state.metrics = Metrics()
    app.state.beat = Beat()
    app.state.importing = statements.importing_room()
    app.state.bid_files = Rooms()
    app.state.exporting = exporting_room()
    app.state.paths = frozenset(getattr(route, "path", "") for route in _ROUTES)
    app.state.relay = Relay(system, app.state.metrics.streams)
    app.router.routes.extend(_ROUTES)
    problems.install(app)
    streamed = (*statements.PATHS, *outside.PATHS)
    below = (uploads.WAY.below, bid_files.WAY.below)
    app.add_middleware(Guard, streamed=streamed, below=below)
    app.add_middleware(Access, metrics=app.state.metrics)
    return app
