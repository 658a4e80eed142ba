"""`/demo/next-day`: in a served demonstration a visitor lets the bank's night pass."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from api.http.identity import Reading
from api.http.pages.failing import Drawn

router = APIRouter(route_class=Drawn, include_in_schema=False)

type NextDay = Callable[[], datetime]
"""Moves the bank's time and the log's to the next business morning; returns that."""


@router.post("/demo/next-day")
async def next_day(request: Request, reader: Reading) -> Response:
    """For anybody who is signed in; 404 where this is no demonstration that goes on."""
    go: NextDay | None = request.app.state.next_day
    if go is None or not reader.person:
        raise HTTPException(404, "no demonstration is played here")
    await run_in_threadpool(go)
    return RedirectResponse("/", 303)
