"""The FastAPI application: its routers in one list, its problems, its guard."""

from fastapi import FastAPI

from api.http import commands, problems, proofs, queries, sign_in
from api.http.guard import Guard
from api.http.positions import waiting_room
from api.wiring import System

ROUTERS = (commands.router, queries.router, proofs.router, sign_in.router)


def create_app(system: System) -> FastAPI:
    """The application over a running installation."""
    app = FastAPI(
        title="账本 zhangben",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=problems.DOCUMENTED,
    )
    app.state.system = system
    app.state.waiting = waiting_room()
    for router in ROUTERS:
        app.include_router(router)
    problems.install(app)
    app.add_middleware(Guard)
    return app
