"""Pages run what is ours, and nothing inline; whatever is no page may run nothing at all."""

import asyncio

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import HTMLResponse

from api.http.guard import Guard
from api.http.html_policy import CSP, PageRoute

GUARDED = "default-src 'none'; frame-ancestors 'none'"


def heads(path: str) -> httpx.Headers:
    """What an application with a page, and with an answer that is none, says in its head."""
    router = APIRouter(route_class=PageRoute)

    @router.get("/page", response_class=HTMLResponse)
    def page() -> str:
        return "<!doctype html>"

    @router.get("/made")
    def made() -> Response:
        return HTMLResponse("<!doctype html>", headers={"Content-Security-Policy": "sandbox"})

    @router.get("/data")
    def data() -> dict[str, str]:
        return {}

    app = FastAPI()
    app.include_router(router)
    app.add_middleware(Guard)

    async def ask() -> httpx.Headers:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return (await client.get(path)).headers

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("path", "policy"),
    [("/page", CSP), ("/made", "sandbox"), ("/data", GUARDED), ("/nowhere", GUARDED)],
)
def test_only_pages_have_the_policy_of_pages(path: str, policy: str):
    assert heads(path).get_list("content-security-policy") == [policy]


def test_a_form_of_ours_tells_where_it_comes_from():
    assert heads("/page").get_list("referrer-policy") == ["same-origin"]
    assert heads("/data").get_list("referrer-policy") == ["no-referrer"]


@pytest.mark.parametrize("loose", ["unsafe", "*", "http", "blob:"])
def test_the_policy_lets_nothing_in_from_elsewhere(loose: str):
    assert loose not in CSP
