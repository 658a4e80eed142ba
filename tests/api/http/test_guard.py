"""Whatever happens: limits are kept, headers are safe, a defect shows nothing of its inside."""

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI, Response

from api.http import guard
from api.http.bodies import DEPTH_MAX
from api.http.guard import Guard
from tests.kit.door import Door, problem

SAFE = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def small() -> FastAPI:
    """A guarded application with a defect, and a route that speaks of its own cache."""
    app = FastAPI()
    app.add_middleware(Guard)

    @app.get("/defect")
    def defect() -> None:
        raise RuntimeError("the secret inside")

    @app.get("/kept")
    def kept() -> Response:
        return Response("", headers={"Cache-Control": "public"})

    return app


def asked(path: str, *heard: dict[str, Any], app: Any = None) -> list[dict[str, Any]]:
    """What an application says to some messages, and to silence after them."""
    said: list[dict[str, Any]] = []
    waiting = list(heard)

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    asyncio.run((app or small())(scope, receive, send))
    return said


EMPTY = {"type": "http.request", "body": b"", "more_body": False}
MORE = {"type": "http.request", "body": b"a", "more_body": True}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/v1/lots", 200),
        ("GET", "/v1/openapi.json", 200),
        ("GET", "/v1/balances", 403),
        ("GET", "/nowhere", 404),
        ("DELETE", "/v1/lots", 405),
        ("POST", "/v1/commands", 415),
        ("GET", "/v1/lots?limit=x", 422),
    ],
)
def test_every_answer_has_safe_headers(at: Door, method: str, path: str, status: int):
    answer = at.ask(method, path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in SAFE} == SAFE


def test_json_that_is_nested_without_end_is_not_read(at: Door):
    deep = b"[" * (DEPTH_MAX + 1) + b"]" * (DEPTH_MAX + 1)
    for kind, status in (("application/json", 400), ("application/xml", 415)):
        answer = at.ask("POST", "/v1/commands", content=deep, headers={"content-type": kind})
        assert answer.status_code == status
    sent = {"content-type": "application/json"}
    answer = at.ask("POST", "/v1/commands", content=deep, headers=sent)
    assert str(DEPTH_MAX) in problem(answer, 400, "too-deep")["detail"]


def test_so_has_an_answer_to_too_large_a_body(at: Door):
    answer = at.ask("GET", "/healthz", content=b"x" * (guard.BODY_MAX + 1))
    problem(answer, 413, "too-large")
    assert {name: answer.headers.get(name) for name in SAFE} == SAFE


def test_a_route_may_speak_of_its_own_cache():
    start = asked("/kept", EMPTY)[0]
    assert [v for k, v in start["headers"] if k == b"cache-control"] == [b"public"]


def test_a_defect_is_logged_and_shows_nothing(caplog):
    start, body = asked("/defect", EMPTY)
    assert start["status"] == 500
    assert b"secret" not in body["body"]
    assert b"urn:zhangben:problem:defect" in body["body"]
    assert {k.decode() for k, _ in start["headers"]} >= set(SAFE)
    assert "the secret inside" in caplog.text


def test_a_defect_within_an_answer_breaks_it_off():
    async def half(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("too late")

    with pytest.raises(RuntimeError):
        asked("/", EMPTY, app=Guard(half))


def test_who_sends_too_slowly_is_cut_off(monkeypatch):
    monkeypatch.setattr(guard, "BODY_WAIT_S", 0.05)
    start, body = asked("/kept", MORE)
    assert start["status"] == 408
    assert b"too-slow" in body["body"]


def test_a_body_in_pieces_is_one_body(monkeypatch):
    heard: list[Any] = []

    async def listening(scope: Any, receive: Any, send: Any) -> None:
        heard.append(await receive())

    asked("/", MORE, MORE, EMPTY, app=Guard(listening))
    assert heard == [{"type": "http.request", "body": b"aa", "more_body": False}]


def test_pieces_too_are_limited(monkeypatch):
    monkeypatch.setattr(guard, "BODY_MAX", 1)
    assert asked("/kept", MORE, EMPTY)[0]["status"] == 200
    assert asked("/kept", MORE, MORE)[0]["status"] == 413


def test_who_leaves_before_the_end_is_told_of_as_gone():
    heard: list[Any] = []

    async def listening(scope: Any, receive: Any, send: Any) -> None:
        heard.append(await receive())

    asked("/", MORE, {"type": "http.disconnect"}, app=Guard(listening))
    assert heard == [{"type": "http.disconnect"}]
